"""Workers that die, hang or start badly."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline.archive.discover import list_archive
from pipeline.archive.model import Interpreter, Work
from pipeline.archive.pool import Pool
from pipeline.archive.zygote import Recipe, Zygote
from pipeline.errors import ArchiveError
from pipeline.tables.dataset import read_table
from tests.archive import fake
from tests.archive.conftest import tables_of


def broken() -> Interpreter:
    raise ValueError("no model")


def dying() -> Interpreter:
    os.kill(os.getpid(), 9)
    return fake.interpret


@pytest.mark.parametrize("workers", [1, 2, 4])
def test_the_same_tables_for_any_number_of_workers(go, folder: Path, tmp_path: Path, workers: int) -> None:
    (folder / "delar.txt").write_text("PARTS\nBeslut: a\n---\nBeslut: b")
    go(tmp_path / "en", workers=1)
    go(tmp_path / "flera", workers=workers)
    names = [sorted(p.name for p in (tmp_path / o).glob("*/*.parquet")) for o in ("en", "flera")]
    assert names[0] == names[1]  # the names hold the hash of the bytes
    assert tables_of(tmp_path / "en") == tables_of(tmp_path / "flera")


def test_a_document_that_kills_its_worker_is_recorded(go, folder: Path, tmp_path: Path) -> None:
    (folder / "Åmål" / "gift.txt").write_text("KILL")
    summary = go(workers=2)
    assert (summary.documents, summary.failures) == (12, 1)
    row = read_table(tmp_path / "ut", "failures").to_pylist()[0]
    assert (row["source"], row["error"]) == ("Åmål/gift.txt", "worker-died")


def test_a_document_that_kills_its_worker_once_is_read_at_the_second_try(tmp_path: Path) -> None:
    marker = tmp_path / "en gång.txt"
    marker.write_text("ONCE")
    seen: list[tuple[str, str]] = []
    pool = Pool(2, Recipe.of(fake.load_once, "f", 30), lambda what, path: seen.append((what, path)))
    works = [Work(f.path, f.location) for f in list_archive(tmp_path).files]
    results = list(pool.read(works))
    pool.close()
    assert seen == [("worker-died", "en gång.txt")]
    assert "documents" in results[0].column("table").to_pylist()


def test_a_document_that_hangs_is_ended_and_recorded(go, folder: Path, tmp_path: Path) -> None:
    (folder / "evig.txt").write_text("SLEEP")
    began = time.monotonic()
    summary = go(workers=2, timeout=0.7)
    assert time.monotonic() - began < 20
    assert (summary.documents, summary.failures) == (12, 1)
    assert read_table(tmp_path / "ut", "failures")["error"].to_pylist() == ["timeout"]


def test_failures_that_may_heal_are_tried_again(go, folder: Path) -> None:
    (folder / "evig.txt").write_text("SLEEP")
    go(timeout=0.5)
    (folder / "evig.txt").write_text("Beslut: bifall")
    assert go(timeout=5).failures == 0


def test_an_interpreter_that_cannot_be_loaded_is_an_error_of_the_run(go) -> None:
    with pytest.raises(ArchiveError, match="no model"):
        go(loader=broken, workers=1)


def test_workers_that_are_ended_while_they_start_are_an_error_of_the_run(go) -> None:
    with pytest.raises(ArchiveError, match="3 times"):
        go(loader=dying, workers=1)


def test_a_pool_survives_the_end_of_what_workers_are_made_from() -> None:
    pool = Pool(1, Recipe.of(fake.load, "f", 30))
    works = [Work(__file__, os.fsencode(__file__)) for _ in range(3)]
    results = pool.read(works)
    next(results)
    assert isinstance(pool._starter, Zygote)
    pool._starter._process.kill()
    os.kill(pool._workers[0].pid, 9)
    assert len(list(results)) == 2
    pool.close()


def test_a_loader_that_workers_cannot_import_is_refused(go) -> None:
    with pytest.raises(ArchiveError, match="function of a module"):
        go(loader=lambda: fake.interpret, workers=1)


def test_no_process_is_left_behind(go) -> None:
    go(workers=2)
    listing = subprocess.run(["ps", "-eo", "ppid,args"], capture_output=True, text=True, check=True).stdout
    mine = [line for line in listing.splitlines() if line.split()[0] == str(os.getpid())]
    assert not [line for line in mine if sys.executable in line]
