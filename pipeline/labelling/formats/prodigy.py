"""Prodigy: JSON lines with ``text``, ``spans`` and ``meta``; offsets are characters."""

from __future__ import annotations

import json
from pathlib import Path

from pipeline.labelling.tasks import Task, TaskSpan


def write(tasks: list[Task], path: Path) -> None:
    """One task a line."""
    with path.open("w", encoding="utf8") as out:
        for t in tasks:
            spans = [{"start": s.start, "end": s.end, "label": s.label} for s in t.spans]
            meta = {"id": t.id, "source": t.source, "offset": t.offset, "reason": t.reason}
            out.write(json.dumps({"text": t.text, "spans": spans, "meta": meta}, ensure_ascii=False) + "\n")


def read(path: Path) -> list[Task]:
    """Tasks of a Prodigy file; rejected and ignored answers are left out."""
    out = []
    for line in path.read_text("utf8").splitlines():
        if not line.strip():
            continue
        row = json.loads(line)
        if row.get("answer", "accept") != "accept":
            continue
        meta = row["meta"]
        spans = tuple(sorted(TaskSpan(s["start"], s["end"], s["label"]) for s in row.get("spans", ())))
        key = meta["id"].split(":")[0]
        out.append(Task(key, meta["source"], meta["offset"], row["text"], spans, meta.get("reason", "")))
    return out
