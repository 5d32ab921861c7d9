"""From corrected tasks to labelled samples."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pipeline.errors import EvaluationError
from pipeline.labelling.tasks import NAMES, STATEMENTS, Task


def write_samples(tasks: Sequence[Task], tables: Path, out: Path) -> list[Path]:
    """Write one labelled sample a document, with the parts that were labelled.

    Sections and attendance are taken from the tables; statements, names and dates from the tasks.

    Args:
        tasks: as they came back.
        tables: the tables that they were taken from.
        out: folder for ``<document_id>.jsonl`` files; made if missing.

    Raises:
        EvaluationError: a document is not in the tables, or its text is another by now.
    """
    from pipeline.tables.dataset import read_table

    documents = {d["document_id"]: d for d in read_table(tables, "documents").to_pylist()}
    wrong = []
    for task in tasks:
        document = documents.get(task.document_id)
        if document is None:
            wrong.append(f"{task.source}: no document {task.document_id} in {tables}.")
        elif document["text"][task.offset : task.offset + len(task.text)] != task.text:
            wrong.append(f"{task.source}: its text at {task.offset} is not what was labelled; was the file changed?")
    if wrong:
        raise EvaluationError("Some labels no longer fit the tables:\n" + "\n".join(wrong[:10]))
    sections = _by_document(tables, "sections")
    attendance = _by_document(tables, "attendance")
    out.mkdir(parents=True, exist_ok=True)
    paths = []
    for key in sorted({t.document_id for t in tasks}):
        here = sorted((t for t in tasks if t.document_id == key), key=lambda t: t.offset)
        path = out / f"{key}.jsonl"
        sample = _sample(documents[key], sections.get(key, []), attendance.get(key, []), here)
        path.write_text(json.dumps(sample, ensure_ascii=False) + "\n", "utf8")
        paths.append(path)
    return paths


def _by_document(tables: Path, name: str) -> dict[str, list[dict[str, Any]]]:
    from pipeline.tables.dataset import read_table

    out: dict[str, list[dict[str, Any]]] = {}
    for row in read_table(tables, name).to_pylist():
        out.setdefault(row["document_id"], []).append(row)
    return out


def _sample(
    document: dict[str, Any], sections: list[dict[str, Any]], attendance: list[dict[str, Any]], tasks: Sequence[Task]
) -> dict[str, Any]:
    statements, entities, dates = [], [], []
    for task in tasks:
        for s in task.spans:
            span = {"start": s.start + task.offset, "end": s.end + task.offset}
            if s.label in STATEMENTS:
                label, _, also = s.label.partition("+")
                statements.append(span | {"label": label, "also": [also] if also else []})
            elif s.label in NAMES:
                label, _, literal = s.label.partition("/")
                entities.append(span | {"label": label, "mention": "NAM", "literal_label": literal or None})
            else:
                dates.append(span | {"edtf": None})
    keys = ("start", "end", "number", "title", "kind", "level", "role")
    people = ("name", "status", "affiliation", "role", "party", "partial", "start", "end")
    return {
        "id": document["document_id"],
        "name": document["source"].rsplit("/", 1)[-1],
        "layout": None,
        "body": document["body"],
        "split": None,
        "text": document["text"],
        "parts": [[t.offset, t.offset + len(t.text)] for t in tasks],
        "meeting": {},
        "sections": [{k: s[k] for k in keys} for s in sections],
        "attendance": [{k: a[k] for k in people} for a in attendance],
        "entities": entities,
        "dates": dates,
        "statements": statements,
    }
