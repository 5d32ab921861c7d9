"""The tables one document at a time: what a report or an export of a large archive needs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline.errors import ArchiveError
from pipeline.tables.dataset import iter_batches

Row = dict[str, Any]
FACTS = ("sections", "attendance", "entities", "dates", "statements", "decisions", "assignments")
_DOCUMENTS_A_BATCH = 100
_FACTS_A_BATCH = 2000


def check_tables(tables: Path) -> None:
    """Raise where a folder is not one that a run wrote.

    Raises:
        ArchiveError: there is no such folder, or it holds no documents.
    """
    if not tables.is_dir():
        raise ArchiveError(f"There is no folder {tables}. Make it with: kansli run ARCHIVE --out {tables}")
    if not any((tables / "documents").glob("*.parquet")):
        raise ArchiveError(f"{tables} holds no tables of Kansli. Make them with: kansli run ARCHIVE --out {tables}")


def iter_rows(tables: Path, name: str, columns: Sequence[str] | None = None, batch_rows: int = 2000) -> Iterator[Row]:
    """The rows of a table as dictionaries, in the table's order."""
    for batch in iter_batches(tables, name, list(columns) if columns else None, batch_rows):
        yield from batch.to_pylist()


def iter_documents(
    tables: Path, names: Sequence[str] = FACTS, columns: Sequence[str] | None = None
) -> Iterator[tuple[Row, dict[str, list[Row]]]]:
    """Each document with its rows of other tables, in the tables' order, in little memory.

    All tables stand in one order of documents. A document that stands at several paths has its
    facts with the first; the others come with no rows.

    Args:
        tables: what a run wrote.
        names: the tables of facts to read.
        columns: columns of ``documents``; ``document_id`` is always among them. Default: all.

    Raises:
        ArchiveError: the folder holds no tables, or their order is not one order.
    """
    check_tables(tables)
    wanted = None if columns is None else list(dict.fromkeys(["document_id", *columns]))
    facts = {name: _Groups(iter_rows(tables, name, batch_rows=_FACTS_A_BATCH)) for name in names}
    for document in iter_rows(tables, "documents", wanted, _DOCUMENTS_A_BATCH):
        yield document, {name: group.take(document["document_id"]) for name, group in facts.items()}
    left = [name for name, group in facts.items() if not group.finished]
    if left:
        raise ArchiveError(
            f"The rows of {', '.join(left)} in {tables} do not stand in the order of documents. "
            f"Try: kansli verify {tables}"
        )


def by_statement(rows: Sequence[Row]) -> Mapping[int, Row]:
    """Decisions or assignments of one document, by ``statement_id``."""
    return {row["statement_id"]: row for row in rows}


class _Groups:
    """Rows of one table, a document at a time."""

    def __init__(self, rows: Iterator[Row]) -> None:
        self._rows = rows
        self._next: Row | None = next(rows, None)

    @property
    def finished(self) -> bool:
        return self._next is None

    def take(self, document_id: str) -> list[Row]:
        out: list[Row] = []
        while self._next is not None and self._next["document_id"] == document_id:
            out.append(self._next)
            self._next = next(self._rows, None)
        return out
