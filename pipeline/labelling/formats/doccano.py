"""doccano: JSON lines with ``text`` and ``label`` triples; offsets are characters."""

from __future__ import annotations

import json
from pathlib import Path

from pipeline.labelling.tasks import Task, TaskSpan


def write(tasks: list[Task], path: Path) -> None:
    """One task a line; other keys travel as doccano metadata."""
    with path.open("w", encoding="utf8") as out:
        for t in tasks:
            row = {
                "text": t.text,
                "label": [[s.start, s.end, s.label] for s in t.spans],
                "kansli_id": t.id,
                "source": t.source,
                "offset": t.offset,
                "reason": t.reason,
            }
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


def read(path: Path) -> list[Task]:
    """Tasks of a doccano export."""
    out = []
    for line in path.read_text("utf8").splitlines():
        if line.strip():
            row = json.loads(line)
            spans = tuple(sorted(TaskSpan(s, e, label) for s, e, label in row.get("label") or ()))
            key = row["kansli_id"].split(":")[0]
            out.append(Task(key, row["source"], row["offset"], row["text"], spans, row.get("reason", "")))
    return out
