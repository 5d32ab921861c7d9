"""The log of a run: one JSON object a line, without personal data.

Files are named by a hash of their path (:func:`file_key`) or by document id, never by name, and no
words of a document are ever written: the log can be sent to whoever is asked for help.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator
from contextlib import suppress
from types import TracebackType

import pyarrow as pa

from pipeline.archive.store import Store
from pipeline.tables.schema import TABLES


def file_key(path: str) -> str:
    """How the log names a file: first 16 hex characters of the SHA-256 of its path."""
    return hashlib.sha256(path.encode()).hexdigest()[:16]


class Log:
    """Writes events to ``_kansli/log/TIME.jsonl``. A log that cannot be written stops no run."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._name = f"{dt.datetime.now(dt.UTC):%Y%m%dT%H%M%S.%fZ}.jsonl"

    def __enter__(self) -> Log:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            self("stopped", error=kind.__name__)
        with suppress(OSError):
            self._store.close_log()

    def __call__(self, event: str, **fields: object) -> None:
        """Write one event with its time (UTC)."""
        line = {"time": f"{dt.datetime.now(dt.UTC):%Y-%m-%dT%H:%M:%S.%fZ}", "event": event, **fields}
        with suppress(OSError):
            self._store.append_log(self._name, json.dumps(line, ensure_ascii=False) + "\n")


def failures_of(result: pa.RecordBatch) -> Iterator[dict[str, object]]:
    """The failures in a result, as the log may say them: no path, no message."""
    for index, table in enumerate(result.column("table").to_pylist()):
        if table != "failures":
            continue
        rows = pa.py_buffer(result.column("rows")[index].as_py())
        for failure in pa.ipc.read_record_batch(rows, TABLES["failures"].schema).to_pylist():
            yield {
                "document_id": failure["document_id"],
                "file": file_key(failure["source"]),
                "stage": failure["stage"],
                "error": failure["error"],
            }
