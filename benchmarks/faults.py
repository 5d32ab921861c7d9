"""What a run survives: the real pipeline, killed, starved, poisoned and disturbed.

    python -m benchmarks.faults [--kills 50] [--documents 200] [--seed 1]

Prints one JSON object; every ``equal`` must be true: the tables are, byte for byte, those of an
undisturbed run. The test of a full disk mounts a small tmpfs and so needs root; without it says so.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from benchmarks.archive import make_documents
from pipeline import archive
from pipeline.errors import ArchiveError
from tests.faults import harness

_RUN = """
import sys
from pipeline import archive
from tests.faults import harness
archive.run(sys.argv[1], sys.argv[2], workers=2, loader=harness.load_poisoned, fingerprint="f", timeout=20)
"""


def start(folder: Path, out: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", _RUN, str(folder), str(out)],
        cwd=harness.ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def finish(folder: Path, out: Path) -> archive.RunSummary:
    return archive.run(
        folder, out, workers=2, loader=harness.load_poisoned, fingerprint="f", timeout=20
    )


def kills(folder: Path, room: Path, expected: dict[str, bytes], count: int, chance: random.Random) -> object:
    """Kill runs at random moments until there have been so many kills, each series to its end."""
    began = time.monotonic()
    finish(folder, room / "measure")
    duration = time.monotonic() - began
    kinds: Counter[str] = Counter()
    series = unequal = 0
    while kinds.total() < count:
        series += 1
        out = room / f"series-{series}"
        while True:
            process = start(folder, out)
            try:
                process.wait(chance.uniform(0.05, duration * 1.1))
            except subprocess.TimeoutExpired:
                kind = chance.choice(["run", "run and workers", "a worker"])
                kinds[kind] += 1
                kill(process, kind, chance)
            _, errors = process.communicate()
            if out.exists():
                harness.visible_is_whole(out)
            if process.returncode == 0:
                break
            assert process.returncode == -signal.SIGKILL, errors
        unequal += harness.bytes_of(out) != expected
        shutil.rmtree(out)
    return {"kills": dict(kinds), "series": series, "equal": not unequal}


def kill(process: subprocess.Popen[bytes], kind: str, chance: random.Random) -> None:
    if kind == "run":
        process.kill()
    elif kind == "run and workers":
        os.killpg(process.pid, signal.SIGKILL)
    else:
        below = [pid for pid in descendants(process.pid) if pid != process.pid]
        if below:
            os.kill(chance.choice(below), signal.SIGKILL)


def descendants(pid: int) -> list[int]:
    try:
        lists = [p.read_text() for p in Path(f"/proc/{pid}/task").glob("*/children")]
    except FileNotFoundError:
        return [pid]
    return [pid, *(d for text in lists for child in text.split() for d in descendants(int(child)))]


def full_disk(folder: Path, room: Path, expected: dict[str, bytes]) -> object:
    """Tables on a tmpfs that grows by little after each failure."""
    disk = room / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk], check=False).returncode:
        return "not run: needs root"
    refused = 0
    try:
        for size in range(64, 100_000, 96):
            subprocess.run(["mount", "-o", f"remount,size={size}k", disk], check=True)
            try:
                finish(folder, disk / "ut")
                break
            except ArchiveError:
                refused += 1
                if (disk / "ut").exists():
                    harness.visible_is_whole(disk / "ut")
        return {"refused": refused, "size_kb": size, "equal": harness.bytes_of(disk / "ut") == expected}
    finally:
        subprocess.run(["umount", disk], check=True)


def poison(folder: Path, room: Path, expected: dict[str, bytes]) -> object:
    """A document that kills its worker and one that never ends: recorded, and nothing else changes."""
    sick = room / "sjuk"
    shutil.copytree(folder, sick)
    (sick / "gift.txt").write_text("KILL")
    (sick / "evig.txt").write_text("SLEEP")
    finish(sick, room / "sjuk-ut")
    got = harness.bytes_of(room / "sjuk-ut")
    recorded = archive.verify(room / "sjuk-ut").rows["failures"]

    def others(tables: dict[str, bytes]) -> dict[str, bytes]:
        return {name: data for name, data in tables.items() if not name.startswith("failures/")}

    return {"recorded": recorded, "equal": recorded == 2 and others(got) == others(expected)}


def two_runs(folder: Path, room: Path, expected: dict[str, bytes]) -> object:
    out = room / "dubbel"
    process = start(folder, out)
    harness.wait_for(lambda: list(out.glob("_kansli/log/*.jsonl")), 60)
    second = start(folder, out)
    _, errors = second.communicate()
    process.communicate()
    refused = second.returncode != 0 and b"Another run" in errors
    return {"second_refused": refused, "equal": harness.bytes_of(out) == expected}


def changing(folder: Path, room: Path) -> object:
    """Files that change all the time while they are read; then a run when they have come to rest."""
    restless, out = room / "orolig", room / "orolig-ut"
    shutil.copytree(folder, restless)
    files = sorted(restless.rglob("*.txt"))[:5]
    process, changes = start(restless, out), 0
    while process.poll() is None:
        with files[changes % len(files)].open("a") as stream:
            stream.write("Nämnden beslutar att bordlägga ärendet.\n")
        changes += 1
        time.sleep(0.002)
    process.communicate()
    finish(restless, out)
    finish(restless, room / "orolig-frisk")
    return {"changes": changes, "equal": harness.bytes_of(out) == harness.bytes_of(room / "orolig-frisk")}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--documents", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    room = Path(tempfile.mkdtemp(prefix="kansli-faults-"))
    try:
        folder = room / "in"
        make_documents(folder, options.documents)
        finish(folder, room / "frisk")
        expected = harness.bytes_of(room / "frisk")
        report = {
            "kills": kills(folder, room, expected, options.kills, random.Random(options.seed)),
            "full_disk": full_disk(folder, room, expected),
            "poison": poison(folder, room, expected),
            "two_runs": two_runs(folder, room, expected),
            "changing": changing(folder, room),
        }
        print(json.dumps(report, indent=1))
    finally:
        shutil.rmtree(room)


if __name__ == "__main__":
    main()
