from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import ArchiveError
from pipeline.export import export_csv
from pipeline.export.csv import cell
from pipeline.tables.schema import TABLES


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream, delimiter=";"))


def test_each_table_is_a_file_that_excel_opens(tables: Path, tmp_path: Path) -> None:
    files = export_csv(tables, tmp_path / "csv")
    assert [f.stem for f in files] == list(TABLES)
    assert all(f.read_bytes().startswith(b"\xef\xbb\xbf") for f in files)
    (first, second) = rows(tmp_path / "csv" / "decisions.csv")
    assert first["document"] == "Å kommun/Kulturnämnden/möte <1>.txt"
    assert (first["meeting_date"], first["meeting_body"]) == ("2031-04-02", "Kulturnämnden")
    assert first["amount"] == "1234,50"
    assert first["reservations"] == "Sven Alm"
    assert first["routine"] == "false"
    assert second["amount"] == ""
    assert second["content"] == "'=SUMMA(A1)"


def test_the_text_of_documents_is_left_out(tables: Path, tmp_path: Path) -> None:
    export_csv(tables, tmp_path)
    assert "text" not in rows(tmp_path / "documents.csv")[0]
    assert len(rows(tmp_path / "documents.csv")) == 3
    assert len(rows(tmp_path / "failures.csv")) == 1


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝"])
def test_a_text_is_never_a_formula(start: str) -> None:
    assert cell(f"{start}1+1") == f"'{start}1+1"


def test_numbers_keep_their_sign_and_get_a_comma() -> None:
    assert [cell(v) for v in (-3, Decimal("-2.50"), 0.5, True, None, ["a", None, "b"])] == [
        "-3",
        "-2,50",
        "0,5",
        "true",
        "",
        "a; b",
    ]


@given(st.text())
def test_no_cell_begins_like_a_formula(text: str) -> None:
    assert not cell(text).startswith(("=", "+", "-", "@", "\t", "\r"))
    assert cell(text).removeprefix("'") == text.removeprefix("'") or cell(text) == text


def test_a_folder_without_tables_is_told(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="no tables"):
        export_csv(tmp_path, tmp_path / "out")
