"""Tables against labelled samples: every figure, for each document.

:func:`score` returns counts a document and measure, so that sums, intervals and breakdowns by
layout or body come from the same numbers.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any
from unicodedata import normalize

from pipeline.evaluation.align import bare, day, pair, plain
from pipeline.evaluation.measure import Counts, compare, overlaps
from pipeline.evaluation.samples import LAYERS, GoldStatement, Sample

Row = Mapping[str, Any]
ACTS = ("decision", "assignment")
LABELS = ("PER", "ORG", "LOC")
_NUMBER = re.compile(r"^(?:punkt|paragraf|ärende|p|§+)\W*")
_MEETING = {
    "date": "meeting_date_edtf",
    "start_time": "start_time",
    "end_time": "end_time",
    "place": "place",
    "body": "body",
    "chair": "chair",
    "secretary": "secretary",
    "doc_type": "doc_type",
}

# Beginnings of measures, the longer first; what begins otherwise rests on statements.
_LAYER = {
    "field.meeting.": "meeting",
    "sections": "sections",
    "attendance": "attendance",
    "names.": "entities",
    "spans.names": "entities",
    "dates.edtf": "edtf",
    "dates": "dates",
}


@dataclass(frozen=True, slots=True)
class Miss:
    """One thing that is wrong: for the error report."""

    sample: str
    measure: str
    kind: str  # missed spurious wrong
    gold: str | None
    found: str | None
    context: str | None = None
    rule: str | None = None


@dataclass(slots=True)
class Scored:
    """Counts by sample and measure, the misses, and how each rule did.

    Measures named ``field.*`` are accuracies: right ones are ``tp``, wrong ones ``fn``.
    """

    counts: dict[str, dict[str, Counts]] = field(default_factory=dict)
    misses: list[Miss] = field(default_factory=list)
    rules: dict[str, list[int]] = field(default_factory=dict)  # rule -> [fired, right]
    unread: list[str] = field(default_factory=list)
    labelled: dict[str, frozenset[str]] = field(default_factory=dict)  # sample -> its layers

    def add(self, sample: str, measure: str, counts: Counts) -> None:
        """Add counts of a document."""
        of = self.counts.setdefault(sample, {})
        of[measure] = of.get(measure, Counts()) + counts

    def documents(self, measure: str, samples: Iterable[str] | None = None) -> list[Counts]:
        """The counts of each document that is labelled for a measure; zeros where it has none."""
        keys = sorted(self.counts) if samples is None else list(samples)
        layer = layer_of(measure)
        return [self.counts.get(k, {}).get(measure, Counts()) for k in keys if layer in self.labelled.get(k, LAYERS)]

    def total(self, measure: str, samples: Iterable[str] | None = None) -> Counts:
        """The sum over documents."""
        return sum(self.documents(measure, samples), Counts())

    def measures(self) -> list[str]:
        """Names of the measures, in a fixed order."""
        return sorted({m for of in self.counts.values() for m in of})


def layer_of(measure: str) -> str:
    """The layer of labels (see :data:`LAYERS`) that a measure rests on."""
    return next((layer for prefix, layer in _LAYER.items() if measure.startswith(prefix)), "statements")


def tables_by_document(tables: Path) -> dict[str, dict[str, list[Row]]]:
    """All rows of a tables folder: file name of the source -> table -> rows."""
    from pipeline.tables.dataset import read_table

    names = ("documents", "sections", "attendance", "entities", "dates", "statements", "decisions", "assignments")
    grouped: dict[str, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for name in names:
        for row in read_table(tables, name).to_pylist():
            grouped[row["document_id"]][name].append(row)
    out: dict[str, dict[str, list[Row]]] = {}
    for of in grouped.values():
        for document in of["documents"]:
            out[normalize("NFC", PurePosixPath(document["source"]).name)] = of
    return out


def score(samples: Sequence[Sample], rows: Mapping[str, Mapping[str, Sequence[Row]]]) -> Scored:
    """Compare samples with rows.

    Args:
        samples: labelled documents.
        rows: file name -> table -> rows; see :func:`tables_by_document`.
    """
    out = Scored()
    for sample in samples:
        names = [normalize("NFC", n) for n in sample.names]
        found = next((rows[n] for n in names if n in rows), None)
        if found is None:
            out.unread.append(sample.id)
        out.labelled[sample.id] = sample.layers
        _one(out, sample, found or {})
    return out


def _one(out: Scored, sample: Sample, found: Mapping[str, Sequence[Row]]) -> None:
    def get(table: str) -> Sequence[Row]:
        rows = found.get(table, ())
        if sample.parts and table in ("entities", "dates", "statements"):
            return [r for r in rows if any(a <= r["start"] < b for a, b in sample.parts)]
        return rows

    def sets(measure: str, gold: Iterable[Any], got: Iterable[Any]) -> None:
        if layer_of(measure) not in sample.layers:
            return
        gold, got = list(gold), list(got)
        out.add(sample.id, measure, compare(gold, got))
        _miss(out, sample.id, measure, gold, got)

    body = ("item", "subitem")
    sets(
        "sections",
        [_title(n, t) for n, t, kind in sample.sections if kind in body],
        [_title(s["number"], s["title"]) for s in get("sections") if s["kind"] in body],
    )
    sets(
        "attendance",
        [(_who(a), a["status"]) for a in sample.attendance],
        [(_who(a), a["status"]) for a in get("attendance")],
    )
    for column in ("affiliation", "party", "role"):
        sets(
            f"attendance.{column}",
            [(_who(a), bare(a[column])) for a in sample.attendance if a.get(column)],
            [(_who(a), bare(a[column])) for a in get("attendance") if a.get(column)],
        )
    if "entities" in sample.layers:
        _names(out, sample, [e for e in get("entities") if (e.get("mention") or "NAM") == "NAM"], sets)
    sets("dates", [day(d.text) for d in sample.dates], [day(d["text"]) for d in get("dates")])
    sets(
        "dates.edtf",
        [(day(d.text), d.value) for d in sample.dates if d.value],
        [(day(d["text"]), d["edtf"]) for d in get("dates") if d.get("edtf")],
    )
    if "statements" in sample.layers:
        _statements(out, sample, get("statements"), get("decisions"), get("assignments"))
    if "meeting" in sample.layers:
        _meeting(out, sample, next(iter(get("documents")), {}))


def _meeting(out: Scored, sample: Sample, document: Row) -> None:
    for key, column in _MEETING.items():
        value = sample.meeting.get(key)
        if value:
            right = bare(str(value)) == bare(str(document.get(column) or ""))
            out.add(sample.id, f"field.meeting.{key}", Counts(tp=right, fn=not right))
            if not right:
                out.misses.append(Miss(sample.id, f"field.meeting.{key}", "wrong", str(value), document.get(column)))


def _names(out: Scored, sample: Sample, got: list[Row], sets: Any) -> None:
    gold = [e for e in sample.entities if e.mention == "NAM"]
    for label in LABELS:
        sets(
            f"names.{label}",
            [plain(e.text) for e in gold if e.label == label],
            [plain(e["text"]) for e in got if e["label"] == label],
        )
    places = ("ORG", "LOC")
    sets(
        "names.ORG+LOC untyped",
        [plain(e.text) for e in gold if e.label in places],
        [plain(e["text"]) for e in got if e["label"] in places],
    )
    for label in LABELS:
        sets(
            f"names.{label} literal",
            [plain(e.text) for e in gold if (e.literal or e.label) == label],
            [plain(e["text"]) for e in got if (e.get("literal_label") or e["label"]) == label],
        )
    if sample.text is None:
        return
    spans = [(e.start, e.end, e.label) for e in gold] + [(d.start, d.end, "DATE") for d in sample.dates]
    found = [(e["start"], e["end"], e["label"]) for e in got]
    out.add(sample.id, "spans.names strict", compare([s for s in spans if s[2] != "DATE"], found))
    out.add(sample.id, "spans.names partial", overlaps([s for s in spans if s[2] != "DATE"], found))


def _statements(
    out: Scored, sample: Sample, got: Sequence[Row], decisions: Sequence[Row], assignments: Sequence[Row]
) -> None:
    gold = sample.statements
    pairs = pair([g.text for g in gold], [r["text"] for r in got])
    paired_gold, paired_got = {i for i, _ in pairs}, {j for _, j in pairs}
    out.add(sample.id, "field.segmentation", Counts(tp=len(pairs), fn=len(gold) - len(pairs)))
    for act in ACTS:
        for i, j in pairs:
            g, f = gold[i].has(act), _has(got[j], act)
            if gold[i].borderline and g != f:
                continue
            out.add(sample.id, f"acts.{act}", Counts(tp=g and f, fp=f and not g, fn=g and not f))
            if g != f:
                _act_miss(out, sample.id, act, gold[i], got[j])
        for i, statement in enumerate(gold):
            if i not in paired_gold and statement.has(act) and not statement.borderline:
                out.add(sample.id, f"acts.{act}", Counts(fn=1))
                _act_miss(out, sample.id, act, statement, None)
        for j, row in enumerate(got):
            if sample.complete and j not in paired_got and _has(row, act):
                out.add(sample.id, f"acts.{act}", Counts(fp=1))
                _act_miss(out, sample.id, act, None, row)
    _rules(out, gold, got, pairs)
    _fields(out, sample, gold, got, pairs, decisions, assignments)


def _rules(out: Scored, gold: Sequence[GoldStatement], got: Sequence[Row], pairs: Sequence[tuple[int, int]]) -> None:
    for i, j in pairs:
        rule = got[j].get("rule")
        if rule and not (gold[i].borderline and gold[i].label != got[j]["label"]):
            tally = out.rules.setdefault(rule, [0, 0])
            tally[0] += 1
            tally[1] += gold[i].has(got[j]["label"])


def _fields(
    out: Scored, sample: Sample, gold: Sequence[GoldStatement], got: Sequence[Row], pairs: Sequence[tuple[int, int]],
    decisions: Sequence[Row], assignments: Sequence[Row],
) -> None:  # fmt: skip
    tasks = {r["statement_id"]: r for r in assignments}
    settled = {r["statement_id"]: r for r in decisions}

    def accuracy(name: str, right: bool, wanted: object, found: object, text: str) -> None:
        out.add(sample.id, f"field.{name}", Counts(tp=right, fn=not right))
        if not right:
            out.misses.append(Miss(sample.id, f"field.{name}", "wrong", str(wanted), str(found), text))

    for i, j in pairs:
        g, row = gold[i], got[j]
        task = tasks.get(row["statement_id"])
        if g.has("assignment") and task is not None:
            if g.assignees:
                names = {bare(a) for a in task.get("assignees") or ()}
                accuracy("assignment.assignees", {bare(a) for a in g.assignees} == names, g.assignees, names, g.text)
            if g.deadline:
                due = (task.get("deadline_edtf") or "").removeprefix("../")
                accuracy("assignment.deadline", g.deadline.removeprefix("../") == due, g.deadline, due, g.text)
        decision = settled.get(row["statement_id"])
        if g.has("decision") and decision is not None and g.outcome:
            outcome = decision.get("outcome")
            accuracy("decision.outcome", g.outcome == outcome, g.outcome, outcome, g.text)
        if g.subtype and not g.borderline and g.label == row["label"]:
            accuracy("subtype", g.subtype == row.get("subtype"), g.subtype, row.get("subtype"), g.text)


def _has(row: Row, act: str) -> bool:
    return row["label"] == act or act in (row.get("also") or ())


def _act_miss(out: Scored, sample: str, act: str, gold: GoldStatement | None, row: Row | None) -> None:
    missed = gold is not None and gold.has(act)
    out.misses.append(
        Miss(
            sample,
            f"acts.{act}",
            "missed" if missed else "spurious",
            gold.label if gold else None,
            row["label"] if row else None,
            plain(gold.text if gold else row["text"] if row else ""),
            row.get("rule") if row else None,
        )
    )


def _miss(out: Scored, sample: str, measure: str, gold: list[Any], got: list[Any]) -> None:
    g, f = Counter(gold), Counter(got)
    for kind, rest in (("missed", g - f), ("spurious", f - g)):
        for key in rest.elements():
            text = " ".join(str(k) for k in key) if isinstance(key, tuple) else str(key)
            out.misses.append(
                Miss(sample, measure, kind, text if kind == "missed" else None, text if kind == "spurious" else None)
            )


def _title(number: str | None, title: str | None) -> tuple[str, str]:
    return (_NUMBER.sub("", bare(number)), bare(title))


def _who(row: Row) -> str:
    return bare(row.get("name") or row.get("affiliation"))
