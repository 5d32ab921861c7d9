"""From corrected tasks to labelled samples."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

from pipeline.errors import EvaluationError
from pipeline.labelling.tasks import LAYERS, NAMES, STATEMENTS, Task, require_layers


def write_samples(tasks: Sequence[Task], tables: Path, out: Path, *, layers: Collection[str] = LAYERS) -> list[Path]:
    """Write one labelled sample a document, with the parts and the layers that were labelled.

    Nobody has seen the sections, the attendance and the values of dates: the samples are not labelled
    for them.

    Args:
        tasks: as they came back.
        tables: the tables that they were taken from.
        out: folder for ``<document_id>.jsonl`` files; made if missing.
        layers: what was labelled, of :data:`LAYERS`; labels of the rest are left out.

    Raises:
        EvaluationError: a layer is none of these, a document is not in the tables, or its text is another by now.
    """
    from pipeline.tables.dataset import read_table

    require_layers(layers)
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
    out.mkdir(parents=True, exist_ok=True)
    paths = []
    for key in sorted({t.document_id for t in tasks}):
        here = sorted((t for t in tasks if t.document_id == key), key=lambda t: t.offset)
        path = out / f"{key}.jsonl"
        sample = _sample(documents[key], here, layers)
        path.write_text(json.dumps(sample, ensure_ascii=False) + "\n", "utf8")
        paths.append(path)
    return paths


def _sample(document: dict[str, Any], tasks: Sequence[Task], layers: Collection[str]) -> dict[str, Any]:
    rows: dict[str, list[dict[str, Any]]] = {layer: [] for layer in LAYERS}
    for task in tasks:
        for s in task.spans:
            span = {"start": s.start + task.offset, "end": s.end + task.offset}
            if s.label in STATEMENTS:
                label, _, also = s.label.partition("+")
                rows["statements"].append(span | {"label": label, "also": [also] if also else []})
            elif s.label in NAMES:
                label, _, literal = s.label.partition("/")
                rows["entities"].append(span | {"label": label, "mention": "NAM", "literal_label": literal or None})
            else:
                rows["dates"].append(span)
    labelled = [layer for layer in LAYERS if layer in layers]
    return {
        "id": document["document_id"],
        "name": document["source"].rsplit("/", 1)[-1],
        "layout": None,
        "body": document["body"],
        "split": None,
        "text": document["text"],
        "parts": [[t.offset, t.offset + len(t.text)] for t in tasks],
        "layers": labelled,
    } | {layer: rows[layer] for layer in labelled}
