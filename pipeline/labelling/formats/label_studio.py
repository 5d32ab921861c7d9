"""Label Studio JSON, both ways.

Label Studio counts as JavaScript does, in UTF-16 units: an emoji is two. Offsets are converted,
and on the way in the words that Label Studio kept with each label must be the words found there.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pipeline.errors import EvaluationError
from pipeline.labelling.tasks import Task, TaskSpan


def write(tasks: list[Task], path: Path) -> None:
    """A list of tasks, the spans as predictions to correct."""
    rows = []
    for t in tasks:
        results = [
            {
                "id": f"{i}",
                "from_name": "label",
                "to_name": "text",
                "type": "labels",
                "value": {
                    "start": _units(t.text[: s.start]),
                    "end": _units(t.text[: s.end]),
                    "text": t.text[s.start : s.end],
                    "labels": [s.label],
                },
            }
            for i, s in enumerate(t.spans)
        ]
        data = {"text": t.text, "kansli_id": t.id, "source": t.source, "offset": t.offset, "reason": t.reason}
        rows.append({"data": data, "predictions": [{"model_version": "kansli", "result": results}]})
    path.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", "utf8")


def read(path: Path) -> list[Task]:
    """Tasks of an export; the last annotation counts, else the prediction.

    Raises:
        EvaluationError: a label's words are not at its offsets.
    """
    out = []
    wrong: list[str] = []
    rows = json.loads(path.read_text("utf8"))
    if not isinstance(rows, list):
        raise ValueError("not a list of tasks")
    for row in rows:
        data = row["data"]
        done = [a for a in row.get("annotations") or () if not a.get("was_cancelled")] or row.get("predictions") or ()
        results = done[-1]["result"] if done else []
        spans = [_span(data, r["value"], wrong) for r in results if r.get("type") == "labels"]
        out.append(
            Task(data["kansli_id"].split(":")[0], data["source"], data["offset"], data["text"], tuple(sorted(spans)),
                 data.get("reason", ""))
        )  # fmt: skip
    if wrong:
        raise EvaluationError(f"{path}: {len(wrong)} labels do not stand where they say:\n" + "\n".join(wrong[:10]))
    return out


def _span(data: dict[str, Any], value: dict[str, Any], wrong: list[str]) -> TaskSpan:
    text = data["text"]
    start, end = _characters(text, value["start"]), _characters(text, value["end"])
    said = value.get("text")
    if said is not None and text[start:end] != said:
        where = f"{data['source']} [{value['start']}, {value['end']})"
        wrong.append(f"{where}: {text[start:end]!r} is there, not {said!r}.")
    return TaskSpan(start, end, value["labels"][0])


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _characters(text: str, units: int) -> int:
    return len(text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore"))
