"""The core of a run: work in, results out, as Arrow record batches.

:func:`read_batches` is the one function that every engine calls: the local worker processes feed
it a file at a time, Spark gives it to ``mapInArrow``. What comes out holds everything that is kept
of a file: its rows, already typed by the contract, and its :class:`State`.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pyarrow as pa

from pipeline.archive.model import Interpretation, Interpreter, Row, State, Work
from pipeline.errors import UnreadableDocument
from pipeline.tables.dataset import to_batch
from pipeline.tables.schema import TABLES

_IN: dict[str, pa.DataType] = {"path": pa.string(), "location": pa.binary(), "metadata": pa.string()}
_OUT: dict[str, pa.DataType] = {
    "path": pa.string(),  # of the file
    "table": pa.string(),  # a table of the contract, or "state"
    "source": pa.string(),  # of the document (or failure) the rows belong to
    "document_id": pa.string(),
    "rows": pa.binary(),  # a record batch without its schema; for "state": JSON
}
INPUT, OUTPUT = pa.schema(_IN), pa.schema(_OUT)
STATE = "state"
MAX_BYTES = 200 << 20
_TRANSIENT = frozenset({"permission", "vanished", "changing", "timeout", "worker-died", "memory", "io"})
_ATTEMPTS = 3
_SETTLE_NS = 2_000_000_000  # the coarsest modification time in use (FAT, some shares) is 2 s


class Changing(Exception):
    """The file changed each time it was read."""


def work_batch(items: Iterable[Work]) -> pa.RecordBatch:
    """Work items as one record batch of :data:`INPUT`."""
    return pa.RecordBatch.from_pylist(
        [
            {"path": w.path, "location": w.location, "metadata": json.dumps(dict(w.metadata), sort_keys=True)}
            for w in items
        ],
        schema=INPUT,
    )


def read_batches(
    batches: Iterable[pa.RecordBatch], interpret: Interpreter, fingerprint: str
) -> Iterator[pa.RecordBatch]:
    """Read the files of each batch: one output batch for each input row.

    Args:
        batches: of :data:`INPUT`.
        interpret: what makes rows of a file's bytes.
        fingerprint: of rules, model and version, kept with each file.

    Yields:
        Batches of :data:`OUTPUT`. Never raises for a file: what went wrong is a row of ``failures``.
    """
    for batch in batches:
        for row in batch.to_pylist():
            work = Work(row["path"], row["location"], json.loads(row["metadata"]))
            yield _read_file(work, interpret, fingerprint)


def failed(work: Work, fingerprint: str, error: str, message: str, stage: str = "language") -> pa.RecordBatch:
    """The result of a file that no interpreter came to an end with."""
    failure = _failure(work.path, None, stage, error, message)
    return _result(work, fingerprint, (0, "", False), None, Interpretation((), (failure,)))


def reference_hash(metadata: Mapping[str, str]) -> str:
    """Hash of what the user's metadata file says of a file; empty for nothing."""
    if not metadata:
        return ""
    return hashlib.sha256(json.dumps(dict(metadata), sort_keys=True).encode()).hexdigest()[:16]


def state_to_json(state: State) -> dict[str, Any]:
    """A state as plain JSON data."""
    return {name: getattr(state, name) for name in State.__slots__}


def state_from_json(data: Mapping[str, Any]) -> State:
    """The reverse of :func:`state_to_json`."""
    return State(**{**data, "parts": tuple((source, id_) for source, id_ in data["parts"])})


def stat_location(location: bytes) -> tuple[int, str, bool]:
    """Size, stamp and settledness of a file now (see :class:`Found`)."""
    if b"://" in location:
        from pipeline.archive.remote import stat_remote

        return stat_remote(location.decode())
    status = os.stat(location)  # noqa: PTH116
    return status.st_size, str(status.st_mtime_ns), is_settled(status.st_mtime_ns)


def is_settled(mtime_ns: int) -> bool:
    """Whether a file is old enough that a further change must show in its modification time."""
    return mtime_ns < time.time_ns() - _SETTLE_NS


def read_location(location: bytes) -> bytes:
    """The bytes of a file."""
    if b"://" in location:
        from pipeline.archive.remote import read_remote

        return read_remote(location.decode())
    with open(location, "rb") as stream:  # noqa: PTH123
        return stream.read()


def _read_file(work: Work, interpret: Interpreter, fingerprint: str) -> pa.RecordBatch:
    seen: tuple[int, str, bool] = (0, "", False)
    sha256: str | None = None
    try:
        data, seen = _stable_bytes(work.location)
        sha256 = hashlib.sha256(data).hexdigest()
        found = interpret(work.path, data, work.metadata)
    except UnreadableDocument as error:
        found = Interpretation((), (_failure(work.path, sha256, "read", error.kind, str(error)),))
    except Changing:
        message = "The file changed while it was read. The next run reads it again."
        found = Interpretation((), (_failure(work.path, sha256, "read", "changing", message),))
    except OSError as error:
        found = Interpretation((), (_os_failure(work.path, error),))
    except MemoryError:
        message = "There was not enough memory for this file. Run with fewer workers, or split the file."
        found = Interpretation((), (_failure(work.path, sha256, "language", "memory", message),))
    except Exception as error:  # whatever a file holds, it must not stop the run
        message = f"The program failed on this file ({type(error).__name__}: {str(error)[:200]}). Report it."
        found = Interpretation((), (_failure(work.path, sha256, "language", "unexpected", message),))
    try:
        return _result(work, fingerprint, seen, sha256, found)
    except (pa.ArrowException, KeyError, TypeError, ValueError, OverflowError) as error:
        message = f"The facts found do not fit the tables ({str(error)[:300]}). Report this file."
        failure = _failure(work.path, sha256, "rows", "contract", message)
        return _result(work, fingerprint, seen, sha256, Interpretation((), (failure,)))


def _stable_bytes(location: bytes) -> tuple[bytes, tuple[int, str, bool]]:
    """Bytes read between two equal looks at the file's size and stamp."""
    for _ in range(_ATTEMPTS):
        before = stat_location(location)
        if before[0] > MAX_BYTES:
            raise UnreadableDocument(
                "too-large", f"The file is larger than {MAX_BYTES >> 20} MB. Split it or shrink its pictures."
            )
        data = read_location(location)
        if stat_location(location)[:2] == before[:2] and len(data) == before[0]:
            return data, before
    raise Changing


def _result(
    work: Work, fingerprint: str, seen: tuple[int, str, bool], sha256: str | None, found: Interpretation
) -> pa.RecordBatch:
    out: list[Row] = []
    parts: list[tuple[str, str]] = []
    for part in found.parts:
        document = part["documents"][0]
        source, document_id = document["source"], document["document_id"]
        parts.append((source, document_id))
        for table in TABLES:
            if rows := part.get(table):
                out.append(_packed(work.path, table, source, document_id, rows))
    for row in found.failures:
        out.append(_packed(work.path, "failures", row["source"], row["document_id"], [dict(row)]))
    state = State(
        work.path,
        seen[0],
        seen[1],
        seen[2],
        sha256,
        reference_hash(work.metadata),
        fingerprint,
        tuple(parts),
        retry=any(row["error"] in _TRANSIENT for row in found.failures),
    )
    out.append(
        {
            "path": work.path,
            "table": STATE,
            "source": work.path,
            "document_id": None,
            "rows": json.dumps(state_to_json(state), ensure_ascii=False).encode(),
        }
    )
    return pa.RecordBatch.from_pylist(out, schema=OUTPUT)


def _packed(path: str, table: str, source: str, document_id: str | None, rows: list[Row]) -> Row:
    return {
        "path": path,
        "table": table,
        "source": source,
        "document_id": document_id,
        "rows": to_batch(table, rows).serialize().to_pybytes(),
    }


def _os_failure(source: str, error: OSError) -> Row:
    if isinstance(error, PermissionError):
        kind, text = "permission", "This user may not read the file. Ask for read permission."
    elif isinstance(error, FileNotFoundError):
        kind, text = "vanished", "The file was gone when it was to be read. Run again."
    else:
        kind = "io"
        text = f"The file cannot be read: {error.strerror or type(error).__name__}. Check the disk or share."
    return _failure(source, None, "read", kind, text)


def _failure(source: str, sha256: str | None, stage: str, error: str, message: str) -> Row:
    return {
        "document_id": sha256[:32] if sha256 else None,
        "source": source,
        "stage": stage,
        "error": error,
        "message": message,
    }
