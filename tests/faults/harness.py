"""Runs in processes of their own, to be killed; and tables to compare them with.

Also used by ``benchmarks/faults.py``.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import pyarrow.parquet as pq

from pipeline import archive
from pipeline.archive import process
from pipeline.archive.batch import read_batches, work_batch
from pipeline.archive.commit import Commit, Engine, Seen, commit_units
from pipeline.archive.model import Interpretation, Interpreter, Loader, Work
from pipeline.archive.store import Store
from pipeline.tables.schema import TABLES
from tests.archive import fake

ROOT = Path(__file__).resolve().parents[2]
_RUN = """
import sys
from pipeline import archive
from pipeline.archive import process
from tests.archive import fake
archive.run(sys.argv[1], sys.argv[2], loader=fake.load_slow, fingerprint="fake-1", workers=2)
"""


def make_archive(root: Path, count: int, seed: int = 7) -> Path:
    """Documents of varied length in folders, some of them the same, some not readable."""
    chance = random.Random(seed)
    for number in range(count):
        folder = root / chance.choice(["Åmål", "Öckerö/nämnd", "Älvsbyn"])
        folder.mkdir(parents=True, exist_ok=True)
        lines = [f"Protokoll {number}"]
        lines += [chance.choice(["Beslut: bifall", "Ordet är fritt"]) for _ in range(chance.randint(1, 60))]
        text = "" if number % 23 == 0 else "\n".join(lines if number % 11 else lines[:1])
        (folder / f"§ {number} åäö.txt").write_text(text, encoding="utf-8")
    return root


def start(folder: Path, out: Path) -> subprocess.Popen[bytes]:
    """A run in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-c", _RUN, str(folder), str(out)],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


def undisturbed(folder: Path, out: Path) -> archive.RunSummary:
    """A run in this process, to its end."""
    return archive.run(folder, out, loader=fake.load, fingerprint=fake.FINGERPRINT, workers=2)


def in_this_process(name: str, store: Store, loader: Loader, fingerprint: str, *others: object) -> Engine:
    """An engine without worker processes, for tests that end the run itself at some step."""

    def read(items: Sequence[Work], seen: Seen) -> Iterator[Commit]:
        results = read_batches((work_batch([item]) for item in items), loader(), fingerprint)
        return commit_units(store, results, seen)

    return read


def load_poisoned() -> Interpreter:
    """The real interpreter, but deadly and endless on documents that say so."""
    read = process.load()

    def poisoned(name: str, data: bytes, metadata: Mapping[str, str]) -> Interpretation:
        if data.startswith((b"KILL", b"SLEEP")):
            return fake.interpret(name, data, metadata)
        return read(name, data, metadata)

    return poisoned


def kill_after(folder: Path, out: Path, seconds: float) -> bool:
    """Start a run and kill -9 it after so many seconds; False where it had ended by itself."""
    child = start(folder, out)
    try:
        child.wait(seconds)
    except subprocess.TimeoutExpired:
        child.send_signal(signal.SIGKILL)
        child.communicate()
        return True
    child.communicate()
    return False


def bytes_of(out: Path) -> dict[str, bytes]:
    """Every file of the visible tables, byte for byte."""
    return {
        f"{name}/{file.name}": file.read_bytes() for name in TABLES for file in sorted((out / name).iterdir())
    }


def visible_is_whole(out: Path) -> None:
    """What a reader sees right after a kill: files that can be read, or none."""
    for file in out.glob("*/*.parquet"):
        if not file.parent.name.startswith("_"):
            pq.read_table(file, partitioning=None)


def wait_for(condition: Callable[[], object], seconds: float = 20.0) -> None:
    """Wait until a function gives something true."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.01)
