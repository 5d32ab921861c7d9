from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from pipeline.export import export_xlsx, xlsx

openpyxl = pytest.importorskip("openpyxl", reason="openpyxl is not installed (pip install 'kansli[excel]')")


def test_each_table_is_a_sheet_with_filter_and_frozen_header(tables: Path, tmp_path: Path) -> None:
    export_xlsx(tables, tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert book.sheetnames == [*xlsx.SHEETS, "columns"]
    for sheet in book:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == sheet.dimensions
        assert sheet["A1"].font.bold
    header = [c.value for c in book["decisions"][1]]
    first, second = (list(row) for row in book["decisions"].iter_rows(min_row=2))
    assert first[header.index("amount")].value == 1234.5
    assert first[header.index("meeting_date")].value == dt.datetime(2031, 4, 2)
    risky = second[header.index("content")]
    assert (risky.value, risky.data_type) == ("=SUMMA(A1)", "s")


def test_the_same_tables_give_the_same_bytes(tables: Path, tmp_path: Path) -> None:
    export_xlsx(tables, tmp_path / "a.xlsx")
    export_xlsx(tables, tmp_path / "b.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_a_full_sheet_goes_on_in_another(tables: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "_ROWS", 1)
    export_xlsx(tables, tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert "decisions 2" in book.sheetnames
    assert book["decisions 2"].max_row == 2
