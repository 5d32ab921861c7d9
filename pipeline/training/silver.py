"""Silver passages: corpus text labelled by several trained models and by sure rules.

Where the models agree on a name, and no rule says otherwise, it is kept; where they differ, the
place is marked as not known, so that the student learns nothing from it. The rules know what the
models cannot: register names written in full, and a person before a party in brackets.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.evaluation.ner import Span
from pipeline.training.corpora import Passage
from pipeline.training.registers import REGISTERS, rows

if TYPE_CHECKING:
    from spacy.language import Language

_INSIDE = re.compile(r"(?<=[a-zåäö,(] )[A-ZÅÄÖÉÜ][\w-]+")
_PARTY_PERSON = re.compile(
    r"((?:[A-ZÅÄÖÉ][a-zåäöéèüá]+(?:-[A-ZÅÄÖÉ][a-zåäöéèüá]+)? ){1,2}(?:[A-Z] |von |af |de )?[A-ZÅÄÖÉ][a-zåäöéèüá-]+)"
    r" \((?:S|M|SD|C|V|KD|L|MP|FP|s|m|c|v|kd|fp|mp|nyd)\)"
)
#: Abbreviations of two letters or of ordinary use that stand for one body only.
SURE_SHORT = frozenset({"EU", "FN", "LO", "SKR", "SKL", "SVT", "LRF", "PRO", "HSB"})
_TITLE = re.compile(r"(?:[Mm]inister|[Ss]tatsråd|[Tt]alman|[Rr]eservation|[Uu]tskott|[Mm]otion)")


def choose(lines: Iterable[str], count: int, rng: random.Random) -> list[str]:
    """Up to ``count`` different lines of 40 to 450 characters, rich in capitalised words."""
    kept: dict[str, None] = {}
    for line in lines:
        line = line.strip()
        if not 40 <= len(line) <= 450 or line in kept:
            continue
        inside = len(_INSIDE.findall(line))
        if inside >= 2 or (inside == 1 and rng.random() < 0.4) or rng.random() < 0.02:
            kept[line] = None
    pool = list(kept)
    rng.shuffle(pool)
    return pool[:count]


def register_names(registers: Path = REGISTERS) -> list[str]:
    """Names of bodies that stand for nothing else: two words or more, and some abbreviations; longest first."""
    names = set()
    for register in ("agencies", "organisations", "kommunalforbund", "eu_bodies", "regions"):
        for row in rows(registers / f"{register}.csv"):
            for name in (row["name"], *row["aliases"].split("|")):
                if " " in name and len(name) > 10 and name[0].isupper():
                    names.add(name)
        for row in rows(registers / f"{register}.csv"):
            short = row["abbreviation"]
            if short in SURE_SHORT or (row.get("kind") in {"international", "union"} and len(short) > 2):
                names.update((short, short + ":s"))
    return sorted(names, key=len, reverse=True)


def body_pattern() -> re.Pattern[str]:
    """One pattern for all :func:`register_names`, as whole words."""
    return re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, register_names())) + r")(?![\w:-])")


def rule_spans(text: str, bodies: re.Pattern[str]) -> list[Span]:
    """Spans that rules are sure of."""
    found: list[Span] = []
    for match in _PARTY_PERSON.finditer(text):
        if not _TITLE.search(match.group(1)):
            found.append((match.start(1), match.end(1), "PER"))
    found += [(match.start(), match.end(), "ORG") for match in bodies.finditer(text)]
    return found


def agree(text: str, votes: Sequence[Sequence[Span]], sure: Sequence[Span]) -> tuple[list[Span], list[tuple[int, int]]]:
    """Spans that every model found (or a rule is sure of), and the places where models differ."""
    sure_here = [s for s in sure if not any(_cross(s, t) and t[1] - t[0] > s[1] - s[0] for t in sure)]
    every = set(votes[0]).intersection(*votes[1:])
    spans = sorted(set(sure_here) | {s for s in every if not any(_cross(s, t) for t in sure_here)})
    clean: list[Span] = []
    for span in spans:
        if not clean or span[0] >= clean[-1][1]:
            clean.append(span)
    some = {span for vote in votes for span in vote} - set(clean)
    unknown: list[tuple[int, int]] = []
    for start, end, _ in sorted(some):
        if any(_cross((start, end, ""), t) for t in clean):
            continue
        if unknown and start < unknown[-1][1]:
            unknown[-1] = (unknown[-1][0], max(end, unknown[-1][1]))
        else:
            unknown.append((start, end))
    return clean, unknown


def silver(lines: Sequence[str], models: Sequence[Language], source: str = "silver") -> Iterator[Passage]:
    """Passages of the lines, labelled by agreement; lines with more doubt than names are dropped."""
    bodies = body_pattern()
    streams = [model.pipe(lines, batch_size=64) for model in models]
    for text, docs in zip(lines, zip(*streams, strict=True), strict=True):
        votes = [[(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents] for doc in docs]
        spans, unknown = agree(text, votes, rule_spans(text, bodies))
        if len(unknown) > max(1, len(spans) // 2):
            continue
        yield Passage(text, tuple(spans), tuple(unknown), source)


def _cross(a: Span, b: Span) -> bool:
    return a[0] < b[1] and b[0] < a[1] and a != b
