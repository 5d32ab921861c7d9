"""The user's metadata file."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.archive.reference import read_metadata
from pipeline.errors import ArchiveError


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_each_separator_and_the_byte_order_mark(tmp_path: Path, mark: str, encoding: str) -> None:
    file = tmp_path / "om.csv"
    lines = [mark.join(("source", "body", "meeting_date")), mark.join(("Åmål\\a.txt", "Byanämnden", ""))]
    file.write_text("\n".join(lines) + "\n", encoding=encoding)
    assert read_metadata(file) == {"Åmål/a.txt": {"body": "Byanämnden"}}


def test_quoted_cells_may_hold_separators_and_line_ends(tmp_path: Path) -> None:
    file = tmp_path / "om.csv"
    file.write_text('source,body,note\na.txt,"Råd, lokala","rad 1\nrad 2"\n', encoding="utf-8")
    assert read_metadata(file) == {"a.txt": {"body": "Råd, lokala", "note": "rad 1\nrad 2"}}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"path,body\na,b\n", "no column 'source'"),
        (b"source,x\na,1\na,2\n", "twice"),
        (b"source\n\xe5\n", "UTF-8"),
        (b"source,meeting_date\na,12/3 2024\n", "'12/3 2024', which is no day"),
    ],
)
def test_what_cannot_be_used_is_an_error(tmp_path: Path, content: bytes, message: str) -> None:
    (tmp_path / "om.csv").write_bytes(content)
    with pytest.raises(ArchiveError, match=message):
        read_metadata(tmp_path / "om.csv")


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match=r"om.csv cannot be read: No such file or directory\.$"):
        read_metadata(tmp_path / "om.csv")


def test_a_day_may_carry_a_time(tmp_path: Path) -> None:
    (tmp_path / "om.csv").write_text("source,meeting_date\na.txt,2024-03-12T18:00\n", encoding="utf-8")
    assert read_metadata(tmp_path / "om.csv")["a.txt"]["meeting_date"] == "2024-03-12T18:00"


def test_no_file_says_nothing() -> None:
    assert read_metadata(None) == {}
