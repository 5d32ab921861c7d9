"""Choosing what to label: the sections whose statements are most in doubt, or whole documents."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline.labelling.tasks import LAYERS, Task, TaskSpan, layer_of, require_layers

Row = Mapping[str, Any]

# How much a statement adds to the doubt about its section.
_DOUBT = {
    "no rule fired, yet a decision or task word stands in it": 2.0,
    "decided by structure alone": 1.0,
    "implied by its heading": 1.0,
    "two acts in one": 0.5,
}


def choose_tasks(
    tables: Path, *, limit: int | None = None, whole: bool = False, layers: Collection[str] = LAYERS
) -> list[Task]:
    """Stretches of the documents in ``tables``, most doubtful first.

    Args:
        tables: what a run wrote.
        limit: at most so many.
        whole: whole documents instead of sections.
        layers: what is to be labelled; spans of the rest are left out.

    Returns:
        Tasks with the spans of the tables in them, for a person to correct.

    Raises:
        EvaluationError: no layer, or one that is none of :data:`LAYERS`.
    """
    from pipeline.tables.dataset import read_table

    require_layers(layers)
    names = ("documents", "sections", "statements", "entities", "dates")
    data: dict[str, dict[str, list[Row]]] = {name: {} for name in names}
    for name in names:
        for row in read_table(tables, name).to_pylist():
            data[name].setdefault(row["document_id"], []).append(row)
    scored: list[tuple[float, str, int, Task]] = []
    for key, documents in data["documents"].items():
        document = documents[0]
        rows = {name: data[name].get(key, []) for name in names}
        for start, end in _stretches(document, rows["sections"], whole):
            doubt, reason = _doubt([s for s in rows["statements"] if start <= s["start"] < end])
            spans = tuple(s for s in _spans(rows, start, end) if layer_of(s.label) in layers)
            task = Task(key, document["source"], start, document["text"][start:end], spans, reason)
            scored.append((-doubt, document["source"], start, task))
    scored.sort(key=lambda s: s[:3])
    return [task for *_, task in scored][:limit]


def _stretches(document: Row, sections: Sequence[Row], whole: bool) -> list[tuple[int, int]]:
    if whole:
        return [(0, len(document["text"]))]
    return [(s["start"], s["end"]) for s in sections if s["kind"] == "item" and s["level"] == 1]


def _doubt(statements: Sequence[Row]) -> tuple[float, str]:
    from pipeline.language.verbs import has_finite_verb

    reasons: dict[str, float] = {}
    for s in statements:
        rule = s["rule"] or ""
        if not rule and _looks_operative(s["text"]) and has_finite_verb(s["text"]):
            why = "no rule fired, yet a decision or task word stands in it"
        elif rule.startswith("structure"):
            why = "decided by structure alone"
        elif s["strength"] == "implied":
            why = "implied by its heading"
        elif s["also"]:
            why = "two acts in one"
        else:
            continue
        reasons[why] = reasons.get(why, 0.0) + _DOUBT[why]
    return sum(reasons.values()), "; ".join(sorted(reasons))


def _looks_operative(text: str) -> bool:
    lower = text.lower()
    return any(stem in lower for stem in ("beslut", "uppdrag", "godkän", "ansvar", "senast", "ska ", "skall "))


def _spans(rows: Mapping[str, Sequence[Row]], start: int, end: int) -> tuple[TaskSpan, ...]:
    def inside(row: Row) -> bool:
        return bool(start <= row["start"] and row["end"] <= end)

    out = []
    for s in rows["statements"]:
        if inside(s):
            both = {s["label"], *(s["also"] or ())} >= {"decision", "assignment"}
            label = "decision+assignment" if both else s["label"]
            out.append(TaskSpan(s["start"] - start, s["end"] - start, label))
    for e in rows["entities"]:
        if inside(e) and e["mention"] == "NAM":
            label = "ORG/LOC" if e["label"] == "ORG" and e["literal_label"] == "LOC" else e["label"]
            out.append(TaskSpan(e["start"] - start, e["end"] - start, label))
    out += [TaskSpan(d["start"] - start, d["end"] - start, "DATE") for d in rows["dates"] if inside(d)]
    return tuple(sorted(out))
