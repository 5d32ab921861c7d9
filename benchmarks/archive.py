"""Archive runs at size: speed-up, memory, the second run, the same tables for any number of workers.

    python benchmarks/archive.py [--documents 20000] [--workers 1 2 4] [--folder DIR]

Prints one JSON object. Documents are made from the sample archive with other dates, first names
and numbers, in folders of municipality and year; no two are the same. Each run is a process of its
own, whose memory and processor time (and those of its workers) are looked at ten times a second.
On a machine that others use, ``cores_used`` tells how much of it the run got.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "data" / "archive"
_RUN = """
import json, sys, time
from pipeline import archive
phases = {}
def report(p):
    phases.setdefault(p.phase, [p.seconds, p.seconds])[1] = p.seconds
s = archive.run(sys.argv[1], sys.argv[2], workers=int(sys.argv[3]), progress=report)
print(json.dumps({"seconds": s.seconds, "read": s.read, "documents": s.documents, "failures": s.failures,
                  "unchanged": s.unchanged, "phases": {k: round(b - a, 2) for k, (a, b) in phases.items()}}))
"""
_YEAR = re.compile(r"\b20[12]\d\b")
_DAY = re.compile(r"\b([12]?\d)(?= (?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober)\b)")
_NUMBER = re.compile(r"(?<=KS[ /-])\d+|(?<=dnr )\d+", re.IGNORECASE)


def make_documents(folder: Path, count: int, seed: int = 20) -> int:
    """Write that many documents; returns the number of words."""
    chance = random.Random(seed)
    samples = []
    for path in sorted(SAMPLES.rglob("*")):
        if path.suffix in (".txt", ".md") and "Trasiga filer" not in path.parts:
            samples.append((path, path.read_bytes().decode("utf-8", "replace")))
    names = _given_names()
    pattern = re.compile(rf"\b(?:{'|'.join(sorted(names))})\b(?= [A-ZÅÄÖ])")
    words = 0
    for number in range(count):
        path, text = samples[number % len(samples)]
        year = str(chance.randint(2010, 2026))
        swap: dict[str, str] = {}
        text = pattern.sub(lambda m: swap.setdefault(m[0], chance.choice(names)), text)  # noqa: B023
        text = _YEAR.sub(year, text)
        text = _DAY.sub(lambda m: str(chance.randint(1, 28)), text)
        text = _NUMBER.sub(lambda m: str(chance.randint(1, 999)), text)
        target = folder / path.relative_to(SAMPLES).parts[0] / year / f"{path.stem} {number}{path.suffix}"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(f"{text}\nSida {number}\n", encoding="utf-8")
        words += len(text.split())
    return words


def _given_names() -> list[str]:
    """First names of the sample archive's people, to be put in each other's place."""
    found: set[str] = set()
    for path in SAMPLES.rglob("*.txt"):
        text = path.read_bytes().decode("utf-8", "replace")
        found.update(re.findall(r"\b([A-ZÅÄÖ][a-zåäö]{2,}) [A-ZÅÄÖ][a-zåäö]+(?:sson|berg|gren|lund|ström)\b", text))
    return sorted(found)


def run(archive: Path, out: Path, workers: int) -> dict[str, object]:
    """One run in a process of its own, with the memory of its whole family."""
    process = subprocess.Popen(
        [sys.executable, "-c", _RUN, str(archive), str(out), str(workers)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    peaks: list[int] = []
    spent: dict[int, float] = {}
    began = time.monotonic()
    while process.poll() is None:
        family = _family(process.pid)
        peaks.append(max((kilobytes for kilobytes, _ in family.values()), default=0))
        spent.update((pid, seconds) for pid, (_, seconds) in family.items() if seconds)
        time.sleep(0.1)
    wall = time.monotonic() - began
    assert process.stdout is not None
    result: dict[str, object] = json.loads(process.stdout.read())
    result["cpu_seconds_of_the_run_itself"] = round(spent[process.pid], 1)
    result["cpu_seconds_of_workers"] = round(sum(spent.values()) - spent[process.pid], 1)
    result["cores_used"] = round(sum(spent.values()) / wall, 2)
    third = max(1, len(peaks) // 3)
    result["peak_mb_of_any_process"] = round(max(peaks) / 1024)
    result["peak_mb_by_third"] = [round(max(peaks[i : i + third]) / 1024) for i in range(0, 3 * third, third)]
    return result


def _family(pid: int) -> dict[int, tuple[int, float]]:
    """Resident memory (kB) and processor time (s) of a process and all below it."""
    out: dict[int, tuple[int, float]] = {}
    try:
        resident = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
        times = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        seconds = (int(times[11]) + int(times[12])) / os.sysconf("SC_CLK_TCK")
        out[pid] = (int(resident[1]) if resident else 0, seconds)
        for children in Path(f"/proc/{pid}/task").glob("*/children"):
            for child in children.read_text().split():
                out |= _family(int(child))
    except (FileNotFoundError, ProcessLookupError):
        pass
    return out


def digest(out: Path) -> str:
    """Hash of all visible files with their names."""
    total = hashlib.sha256()
    for file in sorted(out.glob("*/*.parquet")):
        if not file.parent.name.startswith("_"):
            total.update(str(file.relative_to(out)).encode() + file.read_bytes())
    return total.hexdigest()[:16]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2, 4])
    parser.add_argument("--folder", type=Path)
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="kansli-archive-", dir=options.folder))
    try:
        words = make_documents(folder / "in", options.documents)
        time.sleep(2.5)  # so that no file is too young to be told by its time alone
        report: dict[str, object] = {"documents": options.documents, "words": words, "runs": {}}
        digests = set()
        runs: dict[str, dict[str, object]] = {}
        for workers in options.workers:
            out = folder / f"out-{workers}"
            runs[f"{workers} workers"] = run(folder / "in", out, workers)
            print(json.dumps(runs), file=sys.stderr)
            digests.add(digest(out))
        runs["again"] = run(folder / "in", folder / f"out-{options.workers[0]}", options.workers[0])
        first = runs[f"{options.workers[0]} workers"]
        report["runs"] = runs
        report["second_run_times_faster"] = round(float(str(first["seconds"])) / float(str(runs["again"]["seconds"])))
        report["tables_identical"] = len(digests) == 1
        if "2 workers" in runs and "1 workers" in runs:
            one, two = (float(str(runs[f"{n} workers"]["seconds"])) for n in (1, 2))
            report["two_workers_speed_up"] = round(one / two, 2)
        report["load_average"] = Path("/proc/loadavg").read_text().split()[:3]
        print(json.dumps(report, indent=1))
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
