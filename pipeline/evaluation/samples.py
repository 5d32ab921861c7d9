"""Labelled samples: one document with what an annotator says of it.

Two formats are read. ``*.jsonl`` is the project's own (one document a file, character offsets; see
``labelled.schema.json``); ``*.json`` holds quotes without offsets, one document a file, for labels
that must hold whatever the text extractor. Both become :class:`Sample`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.errors import EvaluationError

#: What a document can be labelled for. ``edtf`` are the values of its dates.
LAYERS = ("meeting", "sections", "attendance", "entities", "dates", "edtf", "statements")


@dataclass(frozen=True, slots=True)
class Span:
    """A labelled stretch; ``start`` is -1 where the sample holds quotes only."""

    text: str
    label: str
    start: int = -1
    end: int = -1
    literal: str | None = None
    mention: str = "NAM"
    value: str | None = None  # EDTF of a date


@dataclass(frozen=True, slots=True)
class GoldStatement:
    """A labelled statement."""

    text: str
    label: str
    also: tuple[str, ...] = ()
    subtype: str | None = None
    outcome: str | None = None
    assignees: tuple[str, ...] = ()
    deadline: str | None = None
    borderline: bool = False
    start: int = -1
    end: int = -1

    def has(self, act: str) -> bool:
        """Whether it is the act, or also one."""
        return self.label == act or act in self.also


@dataclass(frozen=True, slots=True)
class Sample:
    """A labelled document.

    Attributes:
        id: of the sample.
        names: file names that may hold the document in an archive.
        text: the document, where the sample holds it.
        layout, body, split: for breakdowns; None where not given.
        complete: False where only the first statements are labelled (missing ones do not count).
        parts: the stretches that were labelled; empty where the whole document was.
        layers: what the document is labelled for, of :data:`LAYERS`; the rest counts neither as
            missed nor as spurious.
    """

    id: str
    names: tuple[str, ...]
    meeting: dict[str, Any]
    sections: tuple[tuple[str | None, str | None, str], ...]  # number, title, kind
    attendance: tuple[dict[str, Any], ...]
    entities: tuple[Span, ...]
    dates: tuple[Span, ...]
    statements: tuple[GoldStatement, ...]
    text: str | None = None
    layout: str | None = None
    body: str | None = None
    split: str | None = None
    complete: bool = True
    parts: tuple[tuple[int, int], ...] = ()
    layers: frozenset[str] = frozenset(LAYERS)
    path: Path | None = field(default=None, compare=False)


def load_samples(folder: Path, split: str | None = None) -> list[Sample]:
    """The samples of a folder, by id.

    Args:
        folder: searched recursively for ``*.jsonl`` and ``*.json``.
        split: only samples of this split (train, dev, test).

    Raises:
        EvaluationError: the folder holds no sample, two samples have one id, or a file is not one.
    """
    samples: dict[str, Sample] = {}
    for path in sorted([*folder.rglob("*.jsonl"), *folder.rglob("*.json")]):
        if path.name.endswith((".schema.json", "baseline.json")):
            continue
        for sample in _read(path):
            if sample.id in samples:
                raise EvaluationError(f"Two samples have the id {sample.id!r}; one of them is in {path}.")
            if split is None or sample.split == split:
                samples[sample.id] = sample
    if not samples:
        wanted = f" of the split {split!r}" if split else ""
        raise EvaluationError(f"No labelled samples{wanted} in {folder}. They are *.jsonl files; see data/README.md.")
    return [samples[key] for key in sorted(samples)]


def _read(path: Path) -> Iterator[Sample]:
    try:
        text = path.read_text("utf8")
        if path.suffix == ".json":
            yield _from_quotes(json.loads(text), path)
        else:
            for line in text.splitlines():
                if line.strip():
                    yield _from_offsets(json.loads(line), path)
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise EvaluationError(f"{path} is not a labelled sample: {error}") from error
    except (KeyError, TypeError) as error:
        raise EvaluationError(f"{path} lacks a part of a labelled sample: {error}") from error


def _from_offsets(data: dict[str, Any], path: Path) -> Sample:
    text: str = data["text"]

    def cut(row: dict[str, Any]) -> str:
        start, end = row["start"], row["end"]
        if not 0 <= start < end <= len(text):
            raise EvaluationError(f"{path}: the span [{start}, {end}) lies outside the text of {data['id']!r}.")
        return text[start:end]

    layers = _layers(data, path)

    def rows(layer: str) -> list[dict[str, Any]]:
        return _rows(data, layer, layers)

    return Sample(
        id=data["id"],
        names=(data["name"],) if data.get("name") else (f"{data['id']}.txt", f"{data['id']}.md"),
        meeting=data.get("meeting") or {},
        sections=tuple((s.get("number"), s.get("title"), s["kind"]) for s in rows("sections")),
        attendance=tuple(rows("attendance")),
        entities=tuple(
            Span(
                cut(e), e["label"], e["start"], e["end"], e.get("literal_label"), e.get("mention", "NAM"),
            )
            for e in rows("entities")
        ),
        dates=tuple(Span(cut(d), "DATE", d["start"], d["end"], value=d.get("edtf")) for d in rows("dates")),
        statements=tuple(
            GoldStatement(
                cut(s), s["label"], tuple(s.get("also") or ()), s.get("subtype"), s.get("outcome"),
                tuple(s.get("assignees") or ()), s.get("deadline_edtf"), bool(s.get("borderline")),
                s["start"], s["end"],
            )
            for s in rows("statements")
        ),
        text=text,
        layout=data.get("layout"),
        body=data.get("body"),
        split=data.get("split"),
        parts=tuple((a, b) for a, b in data.get("parts") or ()),
        layers=layers,
        path=path,
    )  # fmt: skip


def _layers(data: dict[str, Any], path: Path) -> frozenset[str]:
    """What a document is labelled for: all, where it does not say."""
    named: Iterable[str] = data.get("layers") or LAYERS
    unknown = sorted(set(named) - set(LAYERS))
    if unknown:
        raise EvaluationError(f"{path}: no layer {', '.join(unknown)}. Layers are {', '.join(LAYERS)}.")
    return frozenset(named)


def _rows(data: dict[str, Any], layer: str, layers: frozenset[str]) -> list[dict[str, Any]]:
    """Rows of a layer; none of one that the document is not labelled for, which may be left out."""
    rows: list[dict[str, Any]] = data[layer] if layer in layers else []
    return rows


def _from_quotes(data: dict[str, Any], path: Path) -> Sample:
    layers = _layers(data, path)
    mentions = data["entities"] if layers & {"entities", "dates"} else {}
    source = data["source"]
    named = Path(source.get("file") or source["path"]).name
    beside = [f.name for f in sorted(path.parent.glob(f"{path.stem}.*")) if f.suffix != ".json"]
    entities = [
        Span(e, label) if isinstance(e, str) else Span(e["text"], label, literal=e.get("literal"))
        for label in ("PER", "ORG", "LOC")
        for e in mentions.get(label, [])
    ]
    statements = []
    for s in _rows(data, "statements", layers):
        to = s.get("assignees") or ([s["assignee"]] if s.get("assignee") else [])
        due = s.get("deadline")
        statements.append(
            GoldStatement(
                s["text"], s["class"], tuple(s.get("also") or ()), s.get("subtype"), s.get("outcome"),
                tuple(str(x) for x in to), due.get("value") if isinstance(due, dict) else due,
                bool(s.get("borderline")),
            )
        )  # fmt: skip
    return Sample(
        id=data["id"],
        names=(named, *beside),
        meeting=data.get("meeting") or {},
        sections=tuple((s.get("number"), s.get("title"), s["kind"]) for s in _rows(data, "sections", layers)),
        attendance=tuple(_rows(data, "attendance", layers)),
        entities=tuple(entities),
        dates=tuple(Span(d["text"], "DATE", value=d.get("edtf")) for d in mentions.get("DATE", [])),
        statements=tuple(statements),
        body=(data.get("meeting") or {}).get("body"),
        split="dev",
        complete=not data.get("statements_complete_until"),
        layers=layers,
        path=path,
    )
