"""kill -9 at any moment, and at the worst ones."""

from __future__ import annotations

import random
import shutil
import time
from pathlib import Path
from typing import Any

import pytest
from _pytest.monkeypatch import derive_importpath

from pipeline.archive.local import LocalStore
from pipeline.errors import ArchiveError
from tests.faults import harness


class Killed(BaseException):
    """Stands for the end of the process: nothing in the program catches it."""


def test_kills_at_random_moments_change_nothing(tmp_path: Path) -> None:
    folder = harness.make_archive(tmp_path / "arkiv", 150)
    harness.undisturbed(folder, tmp_path / "frisk")
    chance = random.Random(1)
    killed = 0
    for _ in range(4):
        killed += harness.kill_after(folder, tmp_path / "ut", chance.uniform(0.4, 1.6))
        if (tmp_path / "ut").exists():
            harness.visible_is_whole(tmp_path / "ut")
    assert killed
    harness.undisturbed(folder, tmp_path / "ut")
    assert harness.bytes_of(tmp_path / "ut") == harness.bytes_of(tmp_path / "frisk")


STEPS = {
    "put": "pipeline.archive.local.LocalStore.put",
    "delete": "pipeline.archive.local.LocalStore.delete",
    "flush": "pipeline.archive.local._flush_to_disk",
    "replace": "pipeline.archive.local._replace_folder",
    "rmtree": "shutil.rmtree",
    "rename": "pathlib.Path.rename",
    "write": "pipeline.tables.dataset.TableWriter.write",
    "close": "pipeline.tables.dataset.TableWriter.close",
}


@pytest.mark.parametrize("exchange", [True, False])
@pytest.mark.parametrize("step", STEPS)
def test_an_end_at_every_single_step_is_mended(
    step: str, exchange: bool, tmp_path: Path, monkeypatch: Any
) -> None:
    """End a run before and after each use of each step that changes the disk, with and without a
    system that can exchange two names; the next run must end with the undisturbed tables.
    """
    monkeypatch.setattr("pipeline.archive.runner.choose", harness.in_this_process)
    if not exchange:
        monkeypatch.setattr("pipeline.archive.local._exchange", lambda one, other: False)
    folder = harness.make_archive(tmp_path / "arkiv", 5)
    harness.undisturbed(folder, tmp_path / "start")
    (folder / "Åmål" / "ny.txt").write_text("Protokoll\nBeslut: nytt\n")
    harness.undisturbed(folder, tmp_path / "frisk")
    expected = harness.bytes_of(tmp_path / "frisk")
    cuts = 0
    for number in range(1, 100):
        for before in (True, False):
            out = tmp_path / f"ut-{number}-{before}"
            shutil.copytree(tmp_path / "start", out)
            if _cut_off(folder, out, STEPS[step], number, before, monkeypatch):
                cuts += 1
                harness.visible_is_whole(out)
            harness.undisturbed(folder, out)
            assert harness.bytes_of(out) == expected
            assert not list(out.rglob("*.writing")) and not (out / "_kansli" / "journal.json").exists()
            shutil.rmtree(out)
        if cuts < 2 * number:
            break
    assert cuts


def _cut_off(folder: Path, out: Path, target: str, number: int, before: bool, monkeypatch: Any) -> bool:
    """A run that ends before or after the ``number``-th call of a function; False where it did not."""
    name, owner = derive_importpath(target, True)
    original = getattr(owner, name)
    calls = 0

    def cut(*arguments: Any, **options: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == number and before:
            raise Killed
        result = original(*arguments, **options)
        if calls == number:
            raise Killed
        return result

    with monkeypatch.context() as patch:
        patch.setattr(owner, name, cut)
        try:
            harness.undisturbed(folder, out)
        except Killed:
            return True
    return False


def test_two_runs_at_once_the_second_says_so(tmp_path: Path) -> None:
    folder = harness.make_archive(tmp_path / "arkiv", 300)
    process = harness.start(folder, tmp_path / "ut")
    harness.wait_for(lambda: list((tmp_path / "ut").glob("_kansli/log/*.jsonl")))
    with pytest.raises(ArchiveError, match="Another run"):
        harness.undisturbed(folder, tmp_path / "ut")
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 0, errors
    harness.undisturbed(folder, tmp_path / "frisk")
    assert harness.bytes_of(tmp_path / "ut") == harness.bytes_of(tmp_path / "frisk")


def test_a_file_changed_while_it_is_read_ends_as_it_stands(tmp_path: Path) -> None:
    folder = harness.make_archive(tmp_path / "arkiv", 60)
    growing = folder / "Åmål" / "växer.txt"
    growing.write_text("Protokoll\n")
    process = harness.start(folder, tmp_path / "ut")
    lines = 0
    while process.poll() is None:
        with growing.open("a") as stream:
            stream.write("Beslut: mer\n")
        lines += 1
        time.sleep(0.001)
    process.communicate()
    assert lines > 10
    harness.undisturbed(folder, tmp_path / "ut")
    harness.undisturbed(folder, tmp_path / "frisk")
    assert harness.bytes_of(tmp_path / "ut") == harness.bytes_of(tmp_path / "frisk")


def test_a_full_disk_keeps_the_old_tables_and_what_was_read(tmp_path: Path, monkeypatch: Any) -> None:
    folder = harness.make_archive(tmp_path / "arkiv", 30)
    harness.undisturbed(folder, tmp_path / "ut")
    before = harness.bytes_of(tmp_path / "ut")
    (folder / "Åmål" / "ny.txt").write_text("Protokoll\nBeslut: nytt\n")

    def full(self: LocalStore) -> Path:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(LocalStore, "staging", full)
        with pytest.raises(ArchiveError, match="No space left"):
            harness.undisturbed(folder, tmp_path / "ut")
    assert harness.bytes_of(tmp_path / "ut") == before
    assert harness.undisturbed(folder, tmp_path / "ut").read == 0  # it had been read and kept
    harness.undisturbed(folder, tmp_path / "frisk")
    assert harness.bytes_of(tmp_path / "ut") == harness.bytes_of(tmp_path / "frisk")
