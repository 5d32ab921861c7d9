"""CSV that a Swedish Excel opens rightly with a double click."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from decimal import Decimal
from pathlib import Path
from typing import Any, TextIO

from pipeline.export.rows import columns_of, iter_flat, joined
from pipeline.tables.schema import TABLES
from pipeline.tables.stream import check_tables

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def export_csv(tables: Path, out: Path) -> list[Path]:
    """Write each table as ``TABLE.csv`` in a folder.

    UTF-8 with byte order mark, semicolons, decimal comma; lists in one cell, divided by "; ". The
    text of documents is left out: every row has its own text.

    Args:
        tables: what a run wrote.
        out: a folder; made if missing, files of the same name are replaced.

    Returns:
        The files.

    Raises:
        ArchiveError: the folder holds no tables.
    """
    check_tables(tables)
    out.mkdir(parents=True, exist_ok=True)
    paths = {name: out / f"{name}.csv" for name in TABLES}
    with ExitStack() as files:
        writers = {}
        for name, path in paths.items():
            writers[name] = _writer(files.enter_context(path.open("w", encoding="utf-8-sig", newline="")))
            writers[name].writerow(columns_of(name))
        order = {name: columns_of(name) for name in TABLES}
        for name, row in iter_flat(tables, tuple(TABLES)):
            writers[name].writerow([cell(row[column]) for column in order[name]])
    return list(paths.values())


def write_rows(columns: Sequence[str], rows: Iterable[Sequence[Any]], stream: TextIO) -> None:
    """Write rows in the same form to an open stream (which has its own encoding)."""
    writer = _writer(stream)
    writer.writerow(columns)
    writer.writerows([cell(value) for value in row] for row in rows)


def cell(value: Any) -> str:
    """A value as a cell of Swedish CSV.

    A text that a spreadsheet would take for a formula gets an apostrophe in front.
    """
    value = joined(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (Decimal, float)):
        return format(value, "f" if isinstance(value, Decimal) else "").replace(".", ",")
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_FORMULA) else value
    return str(value)


def _writer(stream: TextIO) -> Any:
    return csv.writer(stream, delimiter=";", lineterminator="\r\n")
