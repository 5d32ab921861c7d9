"""A check that finds nothing in good tables and each fault in bad ones."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from pipeline import archive
from pipeline.archive.model import Interpretation, Interpreter
from pipeline.errors import ArchiveError
from tests.archive import fake

FAULTS = {
    "span": "lies outside",
    "text": "is not documents.text",
    "key": "repeat the key",
    "section": "no section 7",
    "orphan": "is no decision",
    "rowless": "has no row",
    "characters": "not the length",
}


def load_faulty() -> Interpreter:
    """Interprets each document as the fake does, with the fault that its second line names."""

    def read(name: str, data: bytes, metadata: Mapping[str, str]) -> Interpretation:
        found = dict(fake.interpret(name, data, metadata).parts[0])
        _spoil(found, data.decode().splitlines()[1])
        return Interpretation([found])

    return read


def _spoil(found: dict[str, list[dict[str, Any]]], fault: str) -> None:
    statement = found["statements"][0]
    if fault == "span":
        statement["end"] = 10_000
    elif fault == "text":
        statement["text"] = "annat"
    elif fault == "key":
        found["statements"].append(statement)
    elif fault == "section":
        statement["section_id"] = 7
    elif fault == "orphan":
        found["decisions"][0]["statement_id"] = 99
    elif fault == "rowless":
        statement["also"] = ["decision"]
    elif fault == "characters":
        found["documents"][0]["characters"] = 1


def test_good_tables_have_no_problem(go, folder: Path, tmp_path: Path) -> None:
    first = sorted(folder.rglob("*.txt"))[0]
    (folder / "kopia.txt").write_bytes(first.read_bytes())
    (folder / "tom.txt").write_text("")
    go()
    report = archive.verify(tmp_path / "ut", folder)
    assert report.ok and report.problems == [] and report.exit_status == 0
    assert report.rows["documents"] == 13 and report.rows["failures"] == 1


@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_in_the_rows_is_found(go, tmp_path: Path, fault: str) -> None:
    spoiled = tmp_path / "fel"
    spoiled.mkdir()
    (spoiled / "a.txt").write_text(f"Protokoll\n{fault}\nBeslut: bifall\n")
    (spoiled / "b.txt").write_text("Protokoll\nhelt\nBeslut: bifall\n")
    go(archive=spoiled, loader=load_faulty)
    problems = archive.verify(tmp_path / "ut").problems
    assert any(FAULTS[fault] in p.what for p in problems)
    assert len({p.document_id for p in problems}) == 1


def test_files_that_were_changed_removed_or_added_are_found(go, tmp_path: Path) -> None:
    go()
    out = tmp_path / "ut"
    part = next((out / "decisions").iterdir())
    part.rename(part.with_name("annan.parquet"))
    other = next((out / "statements").iterdir())
    other.write_bytes(other.read_bytes()[:-1] + b"x")
    texts = " ".join(p.what for p in archive.verify(out).problems)
    assert "is missing" in texts and "not in the manifest" in texts and "has been changed" in texts


def test_an_archive_that_has_gone_on_is_told_apart(go, folder: Path, tmp_path: Path) -> None:
    go()
    changed, gone, *_ = sorted(folder.rglob("*.txt"))
    changed.write_text("annat")
    gone.unlink()
    (folder / "ny.txt").write_text("Beslut: ny")
    report = archive.verify(tmp_path / "ut", folder)
    assert report.changed == [changed.relative_to(folder).as_posix()]
    assert report.missing == [gone.relative_to(folder).as_posix()]
    assert report.unread == ["ny.txt"]
    assert not report.ok and report.exit_status == 1


def test_a_folder_without_tables_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="no tables"):
        archive.verify(tmp_path)
