"""What a run keeps in TABLES, on a disk or in an object store.

    TABLES/
      decisions/part-00000-1f3b....parquet   what analysts read; every table has such a folder
      manifest.json                          versions, counts, files, durations
      _kansli/                               the run's own; readers of Parquet skip "_" names
        lock                                 held while a run works
        index.parquet                        the state of every file known, and its unit
        units/HASH.arrow                     results of files, as read: never changed, only added
        staging/                             new tables being written
        journal.json                         present only while new tables are being swapped in
        log/TIME.jsonl                       what runs did, without personal data

Results are committed as *units*: each is one Arrow file named by the hash of its bytes, which
appears whole or not at all. The tables are made of the units alone, so whatever moment a run ends
at, the next one continues from the units that were committed.
"""

from __future__ import annotations

import hashlib
import json
import os
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from itertools import islice
from pathlib import Path
from typing import IO, Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.archive.batch import OUTPUT, STATE, state_from_json, state_to_json
from pipeline.archive.model import Entry, State
from pipeline.errors import ArchiveError
from pipeline.tables.schema import TABLES

PRIVATE = "_kansli"
UNITS = f"{PRIVATE}/units"
JOURNAL = f"{PRIVATE}/journal.json"
STAGING = f"{PRIVATE}/staging"
_INDEX = f"{PRIVATE}/index.parquet"
_INDEX_COLUMNS: dict[str, pa.DataType] = {
    "path": pa.string(),
    "size": pa.int64(),
    "stamp": pa.string(),
    "settled": pa.bool_(),
    "sha256": pa.string(),
    "reference": pa.string(),
    "fingerprint": pa.string(),
    "parts": pa.list_(pa.list_(pa.string())),
    "retry": pa.bool_(),
    "unit": pa.string(),
    "live": pa.bool_(),
}
_INDEX_SCHEMA = pa.schema(_INDEX_COLUMNS)


class Store(ABC):
    """TABLES: small named objects, units, and tables that are replaced as a whole."""

    address: str
    """What :func:`open_store` opens it by, from any machine that reaches it."""

    # -- what a kind of storage must do --------------------------------------------------------

    @abstractmethod
    def get(self, name: str) -> bytes | None:
        """The bytes of an object, or None."""

    @abstractmethod
    def open(self, name: str) -> IO[bytes]:
        """An object as a seekable stream.

        Raises:
            FileNotFoundError: there is none.
        """

    @abstractmethod
    def put(self, name: str, data: bytes) -> None:
        """Write an object that appears whole, and lasts, or does not appear."""

    @abstractmethod
    def delete(self, name: str) -> None:
        """Remove an object; nothing happens where there is none."""

    @abstractmethod
    def sizes(self, folder: str) -> dict[str, int]:
        """Names and sizes of the objects in a folder, without those that begin with . or _."""

    @abstractmethod
    def prepare(self) -> None:
        """Make TABLES, or see that it is one of ours.

        Raises:
            ArchiveError: it cannot be made, or holds something else.
        """

    @abstractmethod
    def lock(self) -> AbstractContextManager[None]:
        """Hold TABLES for one run.

        Raises:
            ArchiveError: another run holds it.
        """

    @abstractmethod
    def staging(self) -> Path:
        """An empty local folder for new tables."""

    @abstractmethod
    def clear_staging(self) -> None:
        """Give back the space of tables that were not finished."""

    @abstractmethod
    def publish(self, manifest: dict[str, Any]) -> None:
        """Make the staged tables, which the manifest lists, and the manifest visible.

        A crash in the middle leaves the journal, and :meth:`recover` does the rest.
        """

    @abstractmethod
    def recover(self) -> bool:
        """Finish a swap that was begun; returns whether there was one."""

    @abstractmethod
    def append_log(self, name: str, line: str) -> None:
        """Add a line to a log."""

    @abstractmethod
    def close_log(self) -> None:
        """Finish the log."""

    # -- what is the same everywhere -----------------------------------------------------------

    def read_json(self, name: str) -> Any:
        """A JSON object, or None where there is none."""
        data = self.get(name)
        return None if data is None else json.loads(data)

    def write_json(self, name: str, value: object) -> None:
        """Replace a JSON object."""
        self.put(name, json.dumps(value, ensure_ascii=False, indent=1).encode())

    def read_index(self) -> list[Entry]:
        """The state of every file known at the end of the last run, with its unit."""
        data = self.get(_INDEX)
        if data is None:
            return []
        return [
            Entry(unit=row.pop("unit"), live=row.pop("live"), state=state_from_json(row))
            for batch in pq.ParquetFile(pa.BufferReader(data)).iter_batches(10_000)
            for row in batch.to_pylist()
        ]

    def write_index(self, entries: Iterable[Entry]) -> None:
        """Replace the index."""
        sink = pa.BufferOutputStream()
        with pq.ParquetWriter(sink, _INDEX_SCHEMA, compression="zstd") as writer:
            for chunk in _batched(entries, 10_000):
                rows = [{**state_to_json(e.state), "unit": e.unit, "live": e.live} for e in chunk]
                writer.write_batch(pa.RecordBatch.from_pylist(rows, schema=_INDEX_SCHEMA))
        self.put(_INDEX, sink.getvalue().to_pybytes())

    def unit_names(self) -> list[str]:
        """Names of the committed units."""
        return sorted(name for name in self.sizes(UNITS) if name.endswith(".arrow"))

    def write_unit(self, results: Sequence[pa.RecordBatch]) -> tuple[str, list[State]]:
        """Commit the results of some files; returns the unit's name and the files' states."""
        data, states = pack_unit(results)
        name = hashlib.sha256(data).hexdigest()[:32] + ".arrow"
        self.put(f"{UNITS}/{name}", data)
        return name, states

    def unit_states(self, name: str) -> list[State]:
        """The states of the files in a unit."""
        return [state_from_json(s) for s in json.loads((self.read_unit(name).schema.metadata or {})[b"states"])]

    def read_unit(self, name: str) -> pa.RecordBatch:
        """The rows of a unit (a batch of OUTPUT); the states are in the schema's metadata."""
        data = self.get(f"{UNITS}/{name}")
        if data is None:
            raise FileNotFoundError(name)
        return pa.ipc.open_file(pa.BufferReader(data)).get_batch(0)

    def drop_units(self, names: Iterable[str]) -> None:
        """Delete units that no file's state refers to any more."""
        for name in names:
            self.delete(f"{UNITS}/{name}")

    def intact(self, files: Mapping[str, Sequence[Mapping[str, Any]]]) -> bool:
        """Whether the visible tables are the files that a manifest lists."""
        return all(self.sizes(name) == wanted(files[name]) for name in TABLES)


@contextmanager
def writing(store: Store) -> Iterator[None]:
    """Hold a store for writing; what the disk or the network refuses is an error of the run.

    Raises:
        ArchiveError: another run holds it, it is no place for tables, or writing failed.
    """
    store.prepare()
    with store.lock():
        try:
            yield
        except OSError as error:
            store.clear_staging()
            raise ArchiveError(
                f"The tables in {store.address} could not be written: {error.strerror or error}. "
                "What was read is kept; make room (or mend the disk) and run again."
            ) from error


def wanted(files: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    """Names and sizes of a table's files as a manifest lists them."""
    return {file["name"]: file["bytes"] for file in files}


def open_store(out: str | os.PathLike[str]) -> Store:
    """The store of a folder, or of a URL (``s3://``, ``abfs://`` ...; needs the extra ``cloud``)."""
    from pipeline.archive.local import LocalStore

    text = os.fspath(out)
    if text.startswith("file://"):
        return LocalStore(Path(text.removeprefix("file://")))
    if "://" in text:
        from pipeline.archive.remote import RemoteStore

        return RemoteStore(text)
    return LocalStore(Path(text))


def pack_unit(results: Sequence[pa.RecordBatch]) -> tuple[bytes, list[State]]:
    """Results of files as the bytes of one Arrow file, with the states in its schema's metadata."""
    table = pa.Table.from_batches(results, schema=OUTPUT).combine_chunks()
    states = [json.loads(row["rows"]) for row in table.filter(pc.field("table") == STATE).to_pylist()]
    table = table.filter(pc.field("table") != STATE).combine_chunks()
    schema = OUTPUT.with_metadata({"states": json.dumps(states, ensure_ascii=False)})
    batches = table.to_batches() or [pa.RecordBatch.from_pylist([], schema=OUTPUT)]
    sink = pa.BufferOutputStream()
    with pa.ipc.new_file(sink, schema, options=pa.ipc.IpcWriteOptions(compression="zstd")) as writer:
        writer.write_batch(batches[0].replace_schema_metadata(schema.metadata))
    return sink.getvalue().to_pybytes(), [state_from_json(s) for s in states]


def _batched(items: Iterable[Any], size: int) -> Iterator[list[Any]]:
    iterator = iter(items)
    while chunk := list(islice(iterator, size)):
        yield chunk
