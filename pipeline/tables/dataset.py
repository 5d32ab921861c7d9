"""Parquet tables on disk: writing them in files of a good size, reading them again.

A table is a folder of ``part-NNNNN-HASH.parquet`` files. The number is the file's place in the
table's order and the hash is of the file's bytes, so that a reader that listed the folder before
it was replaced meets a missing file, never half of one version and half of another.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.errors import ArchiveError
from pipeline.tables.schema import TABLES

ROW_GROUP_BYTES = 16 << 20
ROW_GROUP_ROWS = 100_000
FILE_BYTES = 512 << 20
_LOOSE_BATCHES = 128
_LOOSE_BYTES = 4 << 20
_CHUNK = 1 << 20
_SCHEMAS = {name: table.schema for name, table in TABLES.items()}


@dataclass(frozen=True, slots=True)
class Part:
    """One finished Parquet file.

    Attributes:
        name: file name inside the table's folder.
        rows: number of rows.
        bytes: size on disk.
        sha256: of the file, hex.
    """

    name: str
    rows: int
    bytes: int
    sha256: str


class TableWriter:
    """Writes one table as a stream of record batches.

    Files and row groups are cut by the size of the data alone, so the same batches in the same
    order give the same files, byte for byte, with one version of pyarrow.

    Args:
        folder: where the files go; made if missing. Use a folder nobody reads yet.
        table: name in the contract.
        metadata: extra schema metadata (fingerprint, versions).
        row_group_bytes, file_bytes: uncompressed sizes at which to cut; they bound the memory.
        background: where row groups are compressed while the next one is gathered.
    """

    def __init__(
        self,
        folder: Path,
        table: str,
        metadata: Mapping[str, str] | None = None,
        *,
        row_group_bytes: int = ROW_GROUP_BYTES,
        file_bytes: int = FILE_BYTES,
        background: Executor | None = None,
    ) -> None:
        self._folder = folder
        schema = TABLES[table].schema
        extra = {k.encode(): v.encode() for k, v in sorted((metadata or {}).items())}
        self._schema = schema.with_metadata({**(schema.metadata or {}), **extra})
        self._row_group_bytes, self._file_bytes = row_group_bytes, file_bytes
        self._pending: list[pa.RecordBatch] = []
        self._pending_bytes = self._pending_rows = 0
        self._loose: list[pa.RecordBatch] = []
        self._loose_bytes = 0
        self._file_size = self._file_rows = 0
        self._writer: pq.ParquetWriter | None = None
        self._background = background
        self._writing: Future[None] | None = None
        self._parts: list[Part] = []
        folder.mkdir(parents=True, exist_ok=True)

    def write(self, batch: pa.RecordBatch, size: int | None = None) -> None:
        """Add rows that have the columns of the contract.

        Args:
            batch: the rows.
            size: their bytes, where the caller knows (to ask Arrow takes longer than to add them).
        """
        if not batch.num_rows:
            return
        self._loose.append(batch)
        self._loose_bytes += batch.nbytes if size is None else size
        if len(self._loose) >= _LOOSE_BATCHES or self._loose_bytes >= min(_LOOSE_BYTES, self._row_group_bytes):
            self._gather()
            if self._pending_bytes >= self._row_group_bytes or self._pending_rows >= ROW_GROUP_ROWS:
                self._flush()
                if self._file_size >= self._file_bytes:
                    self._finish_file()

    def close(self) -> list[Part]:
        """Finish the last file and return all of them; an empty table is one file without rows."""
        self._gather()
        self._flush()
        if self._writer is not None or not self._parts:
            self._finish_file()
        return self._parts

    def _temporary(self) -> Path:
        return self._folder / f"part-{len(self._parts):05d}.writing"

    def _open(self) -> pq.ParquetWriter:
        if self._writer is None:
            self._writer = pq.ParquetWriter(
                self._temporary(), self._schema, compression="zstd", write_page_index=True
            )
        return self._writer

    def _gather(self) -> None:
        """Make one batch of many small ones: each takes some 20 kB beside its rows."""
        if self._loose:
            batch = pa.Table.from_batches(self._loose).combine_chunks().to_batches()[0]
            self._pending.append(batch)
            self._pending_bytes += batch.nbytes
            self._pending_rows += batch.num_rows
            self._loose, self._loose_bytes = [], 0

    def _flush(self) -> None:
        if not self._pending:
            return
        table = pa.Table.from_batches(self._pending).replace_schema_metadata(self._schema.metadata)
        self._wait()
        writer = self._open()
        if self._background is None:
            writer.write_table(table, row_group_size=table.num_rows)
        else:
            self._writing = self._background.submit(writer.write_table, table, table.num_rows)
        self._file_size += self._pending_bytes
        self._file_rows += self._pending_rows
        self._pending, self._pending_bytes, self._pending_rows = [], 0, 0

    def _wait(self) -> None:
        if self._writing is not None:
            self._writing.result()
            self._writing = None

    def _finish_file(self) -> None:
        self._wait()
        self._open().close()
        path = self._temporary()
        digest = file_sha256(path)
        final = path.with_name(f"{path.stem}-{digest[:12]}.parquet")
        path.rename(final)
        self._parts.append(Part(final.name, self._file_rows, final.stat().st_size, digest))
        self._writer, self._file_size, self._file_rows = None, 0, 0


def to_batch(table: str, rows: list[dict[str, Any]]) -> pa.RecordBatch:
    """Rows as a record batch of the contract.

    Raises:
        pyarrow.ArrowInvalid, pyarrow.ArrowTypeError: a value does not fit its column.
    """
    batch = pa.RecordBatch.from_pylist(rows, schema=_SCHEMAS[table])
    for column in TABLES[table].columns:
        if not column.nullable and batch.column(column.name).null_count:
            raise pa.ArrowInvalid(f"{table}.{column.name} must not be null")
    return batch


def file_sha256(path: Path) -> str:
    """SHA-256 of a file, hex, read in pieces."""
    with path.open("rb") as stream:
        return stream_sha256(stream)


def stream_sha256(stream: IO[bytes]) -> str:
    """SHA-256 of what is left of a stream, hex, read in pieces."""
    digest = hashlib.sha256()
    while chunk := stream.read(_CHUNK):
        digest.update(chunk)
    return digest.hexdigest()


def read_table(tables: Path, name: str, columns: list[str] | None = None) -> pa.Table:
    """One whole table (or some of its columns) in memory.

    Raises:
        ArchiveError: the folder does not hold that table.
    """
    parts = sorted((tables / name).glob("*.parquet"))
    if not parts:
        raise ArchiveError(f"{tables} holds no table {name}. Was it written by `kansli run`?")
    return pa.concat_tables(pq.read_table(part, columns=columns, partitioning=None) for part in parts)


def iter_batches(
    tables: Path, name: str, columns: list[str] | None = None, batch_rows: int = 10_000
) -> Iterator[pa.RecordBatch]:
    """One table as a stream of record batches, in the table's order, in little memory."""
    for part in sorted((tables / name).glob("*.parquet")):
        with pq.ParquetFile(part) as file:
            yield from file.iter_batches(batch_size=batch_rows, columns=columns, use_threads=False)
