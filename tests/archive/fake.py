"""A cheap interpreter for tests: one statement a line, decisions where the line begins so."""

from __future__ import annotations

import hashlib
import os
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipeline.archive.model import Interpretation, Interpreter
from pipeline.errors import UnreadableDocument
from pipeline.tables.schema import TABLES

FINGERPRINT = "fake-1"


def load() -> Interpreter:
    return interpret


def interpret(name: str, data: bytes, metadata: Mapping[str, str]) -> Interpretation:
    if not data:
        raise UnreadableDocument("empty", "The file is empty.")
    text = data.decode("utf-8", "replace")
    if text.startswith("KILL"):
        os.kill(os.getpid(), 9)
    if text.startswith("SLEEP"):
        time.sleep(3600)
    if text.startswith("MEMORY"):
        raise MemoryError
    if text.startswith("BADROWS"):
        row = document(name, data, text, metadata) | {"characters": "many"}
        return Interpretation([{"documents": [row]}])
    if text.startswith("RAISE"):
        digest = hashlib.sha256(data).hexdigest()[:32]
        row = {"document_id": digest, "source": name, "stage": "language", "error": "ValueError"}
        return Interpretation((), [row | {"message": "It failed."}])
    if text.startswith("PARTS"):
        parts = text.split("\n---\n")
        return Interpretation(
            [facts(f"{name}#{i}", part.encode(), part, metadata) for i, part in enumerate(parts, 1)]
        )
    return Interpretation([facts(name, data, text, metadata)])


def facts(name: str, data: bytes, text: str, metadata: Mapping[str, str]) -> dict[str, list[dict[str, Any]]]:
    row = document(name, data, text, metadata)
    statements, decisions, start = [], [], 0
    for number, line in enumerate(text.splitlines(keepends=True)):
        end = start + len(line.rstrip("\n"))
        span = {"document_id": row["document_id"], "statement_id": number, "start": start, "end": end}
        span["text"] = text[start:end]
        label = "decision" if line.startswith("Beslut") else "information"
        statements.append(blank("statements") | span | {"label": label, "also": []})
        if label == "decision":
            decisions.append(blank("decisions") | span | {"body_inferred": False, "routine": False})
        start += len(line)
    return {"documents": [row], "statements": statements, "decisions": decisions}


def document(name: str, data: bytes, text: str, metadata: Mapping[str, str]) -> dict[str, Any]:
    digest = hashlib.sha256(data).hexdigest()
    return blank("documents") | {
        "document_id": digest[:32],
        "source": name,
        "sha256": digest,
        "media_type": "text/plain",
        "body": metadata.get("body"),
        "characters": len(text),
        "words": len(text.split()),
        "text": text,
        "warnings": [],
    }


def blank(table: str) -> dict[str, Any]:
    return {column.name: None for column in TABLES[table].columns}


def load_once() -> Interpreter:
    """An interpreter that dies on ``ONCE``, but only the first time."""

    def read(name: str, data: bytes, metadata: Mapping[str, str]) -> Interpretation:
        lock = Path(tempfile.gettempdir()) / f"kansli-once-{os.getppid()}"
        if data.startswith(b"ONCE") and not lock.exists():
            lock.touch()
            os.kill(os.getpid(), 9)
        lock.unlink(missing_ok=True)
        return interpret(name, data, metadata)

    return read


def load_slow() -> Interpreter:
    """An interpreter that takes 10 ms a file, so that a kill finds it at work."""

    def read(name: str, data: bytes, metadata: Mapping[str, str]) -> Interpretation:
        time.sleep(0.01)
        return interpret(name, data, metadata)

    return read
