"""From units to the visible tables: one pass over the files in order of their paths."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pyarrow as pa

from pipeline.archive.model import Entry, Row
from pipeline.tables.dataset import Part, TableWriter, to_batch
from pipeline.tables.schema import TABLES

_OPEN_UNITS = 24
_COMPRESSING = 2  # threads: Arrow compresses without Python's lock
_SCHEMAS = {name: table.schema for name, table in TABLES.items()}


class _Units:
    """Units lately used, with the stretch of rows that belongs to each file."""

    def __init__(self, read: Callable[[str], pa.RecordBatch]) -> None:
        self._read = read
        self._open: OrderedDict[str, dict[str, pa.RecordBatch]] = OrderedDict()

    def rows_of(self, unit: str, path: str) -> list[Row]:
        files = self._open.pop(unit, None)
        if files is None:
            files = _by_path(self._read(unit))
        self._open[unit] = files
        if len(self._open) > _OPEN_UNITS:
            self._open.popitem(last=False)
        found = files.get(path)
        return found.to_pylist() if found is not None else []


def write_tables(
    read_unit: Callable[[str], pa.RecordBatch],
    live: Sequence[Entry],
    listing_failures: Iterable[Row],
    folder: Path,
    metadata: Mapping[str, str],
    progress: Callable[[int], None] = lambda done: None,
) -> dict[str, list[Part]]:
    """Write every table of the contract, in order of the files' paths, in bounded memory.

    A document that stands at several paths (the same bytes) has a row of ``documents`` for each,
    with a warning ``same-content-as: PATH`` on all but the first; its facts are written once, from
    the first, so that joins on ``document_id`` do not count them twice.

    Args:
        read_unit: gives the rows of a unit.
        live: every file to write, ordered by path.
        listing_failures: rows of ``failures`` from listing the archive.
        folder: new folder; each table becomes a folder in it.
        metadata: for the schema of every file (fingerprint, version).
        progress: called with the number of files done, now and then.

    Returns:
        The files of each table.
    """
    with ThreadPoolExecutor(_COMPRESSING) as background:
        writers = {name: TableWriter(folder / name, name, metadata, background=background) for name in TABLES}
        failures = [*listing_failures, *_write_documents(_Units(read_unit), live, writers, progress)]
        failures.sort(key=lambda r: (r["source"], r["stage"], r["error"], r["message"]))
        for start in range(0, len(failures), 1000):
            writers["failures"].write(to_batch("failures", failures[start : start + 1000]))
        progress(len(live))
        return {name: writer.close() for name, writer in writers.items()}


def _write_documents(
    units: _Units,
    live: Sequence[Entry],
    writers: Mapping[str, TableWriter],
    progress: Callable[[int], None],
) -> Iterator[Row]:
    """Write the rows of every file in order; gives the failures, which are ordered otherwise."""
    first: dict[str, str] = {}
    for done, entry in enumerate(live):
        here: dict[str, str] = {}
        for row in units.rows_of(entry.unit, entry.state.path):
            table, source, document_id = row["table"], row["source"], row["document_id"]
            batch = pa.ipc.read_record_batch(pa.py_buffer(row["rows"]), _SCHEMAS[table])
            if table == "failures":
                yield from batch.to_pylist()
                continue
            owner = first.get(document_id) or here.setdefault(document_id, source)
            if owner == source:
                writers[table].write(batch, len(row["rows"]))
            elif table == "documents":
                writers[table].write(_with_warning(batch, f"same-content-as: {owner}"))
        for document_id, source in here.items():
            first.setdefault(document_id, source)
        if done % 256 == 0:
            progress(done)


def _by_path(unit: pa.RecordBatch) -> dict[str, pa.RecordBatch]:
    """The rows of each file: they stand together, for a file's results are written at once."""
    out: dict[str, pa.RecordBatch] = {}
    start = 0
    paths = [str(path) for path in unit.column("path").to_pylist()]
    for index in range(1, len(paths) + 1):
        if index == len(paths) or paths[index] != paths[start]:
            out[paths[start]] = unit.slice(start, index - start)
            start = index
    return out


def _with_warning(batch: pa.RecordBatch, warning: str) -> pa.RecordBatch:
    rows = batch.to_pylist()
    return to_batch("documents", [{**row, "warnings": [*row["warnings"], warning]} for row in rows])
