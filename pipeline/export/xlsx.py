"""An Excel workbook: a sheet a table, with filters and a header that stays in view."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pipeline.errors import ArchiveError
from pipeline.export.rows import columns_of, describe, iter_flat, joined
from pipeline.tables.stream import check_tables

SHEETS = ("decisions", "assignments", "attendance", "documents", "failures")
_ROWS = 1_048_575  # of data on a sheet
_LETTERS = 32_767  # in a cell
_WIDTHS = {"text": 80, "content": 60, "task": 60, "document": 40, "source": 40, "message": 80, "title": 40}
_EPOCH = (1980, 1, 1, 0, 0, 0)
_STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def export_xlsx(tables: Path, out: Path) -> list[Path]:
    """Write decisions, assignments, attendance, documents and failures to one workbook.

    A table of more rows than a sheet holds goes on in ``TABLE 2``. Texts are never formulas. The
    sheet ``columns`` says what each column means. The same tables give the same bytes.

    Args:
        tables: what a run wrote.
        out: path of the workbook; replaced if it is there.

    Raises:
        ArchiveError: no tables, or openpyxl is not installed.
    """
    check_tables(tables)
    try:
        from openpyxl import Workbook
    except ImportError:
        raise ArchiveError("Excel files need openpyxl. Install it with: pip install 'kansli[excel]'") from None
    book = Workbook(write_only=True)
    for name in SHEETS:
        rows = (row for _, row in iter_flat(tables, (name,)))
        _fill(book, name, columns_of(name), ([row[c] for c in columns_of(name)] for row in rows))
    described = ([table, c, describe(table, c)] for table in SHEETS for c in columns_of(table))
    _fill(book, "columns", ["sheet", "column", "message"], described)
    out.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder:
        book.save(Path(folder) / "book.xlsx")
        _write_again(Path(folder) / "book.xlsx", out)
    return [out]


def _fill(book: Any, name: str, columns: list[str], rows: Iterator[list[Any]]) -> None:
    number, sheet, count = 1, _sheet(book, name, columns), 0
    for row in rows:
        if count == _ROWS:
            _filter(sheet, columns, count)
            number, count = number + 1, 0
            sheet = _sheet(book, f"{name} {number}", columns)
        sheet.append([_cell(sheet, value) for value in row])
        count += 1
    _filter(sheet, columns, count)


def _sheet(book: Any, name: str, columns: list[str]) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(name)
    sheet.freeze_panes = "A2"
    for index, column in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(index)].width = _WIDTHS.get(column, max(12, len(column) + 4))
    header = [WriteOnlyCell(sheet, column) for column in columns]
    for cell in header:
        cell.font = Font(bold=True)
    sheet.append(header)
    return sheet


def _filter(sheet: Any, columns: list[str], rows: int) -> None:
    from openpyxl.utils import get_column_letter

    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{rows + 1}"


def _cell(sheet: Any, value: Any) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    value = joined(value)
    if not isinstance(value, str):
        return value
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("\ufffd", value)[:_LETTERS])
    cell.data_type = "s"  # a text that begins with "=" stays a text
    return cell


def _write_again(book: Path, out: Path) -> None:
    """The same file without the time of writing."""
    stamp = dt.datetime(*_EPOCH).isoformat().encode() + b"Z"
    with zipfile.ZipFile(book) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            data = old.read(entry)
            if entry.filename == "docProps/core.xml":
                data = _STAMP.sub(lambda m: m.group(1) + stamp, data)
            new.writestr(zipfile.ZipInfo(entry.filename, _EPOCH), data, zipfile.ZIP_DEFLATED)
