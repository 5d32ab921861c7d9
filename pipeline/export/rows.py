"""Rows as people take them along: each with what is needed to know the meeting it comes from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from pipeline.tables.schema import TABLES
from pipeline.tables.stream import FACTS, Row, iter_documents, iter_rows

MEETING = ("document", "meeting_date", "meeting_body")  # columns put first in each table of facts
DOCUMENT_COLUMNS = tuple(c.name for c in TABLES["documents"].columns if c.name != "text")


def columns_of(table: str) -> list[str]:
    """The columns of a flat table: the contract's, with the meeting's first."""
    names = [c.name for c in TABLES[table].columns]
    if table == "documents":
        return list(DOCUMENT_COLUMNS)
    return names if table == "failures" else [*MEETING, *names]


def describe(table: str, column: str) -> str:
    """What a column of a flat table means."""
    own = {
        "document": "Path of the document, relative to the archive (documents.source)",
        "meeting_date": "Day of the meeting",
        "meeting_body": "Body that met, as written or worked out",
    }
    if table not in ("documents", "failures") and column in own:
        return own[column]
    return next(c.doc for c in TABLES[table].columns if c.name == column)


def iter_flat(tables: Path, names: Sequence[str]) -> Iterator[tuple[str, Row]]:
    """(table, row) of each named table, a document at a time; ``failures`` last.

    Raises:
        ArchiveError: the folder holds no tables.
    """
    facts = [name for name in FACTS if name in names]
    for document, rows in iter_documents(tables, facts, DOCUMENT_COLUMNS):
        if "documents" in names:
            yield "documents", document
        meeting = {
            "document": document["source"],
            "meeting_date": document["meeting_date"],
            "meeting_body": document["body"] or document["body_inferred"],
        }
        for name in facts:
            for row in rows[name]:
                yield name, {**meeting, **row}
    if "failures" in names:
        for row in iter_rows(tables, "failures"):
            yield "failures", row


def plain(value: Any) -> Any:
    """A value of a row as JSON knows it: days as ISO 8601, amounts as numbers."""
    if isinstance(value, (dt.date, dt.datetime)):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value


def joined(value: Any) -> Any:
    """A list or struct as one text for a cell; other values as they are."""
    if isinstance(value, Mapping):
        return " ".join(str(joined(item)) for item in value.values() if item is not None)
    if isinstance(value, (list, tuple)):
        return "; ".join(str(joined(item)) for item in value if item is not None)
    return value
