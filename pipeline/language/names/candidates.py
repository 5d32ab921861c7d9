"""Candidates for a name, and the choice among those that overlap.

Precedence, highest first; within a rank the longer candidate wins, then the earlier:

0. what the document itself says: full names of its roster, its own abbreviations, its own name;
1. registers and patterns (an official name, "X kommunalförbund", an address, "Namn (S)");
2. a first name or surname alone that is linked to the roster or to a name given in full;
3. context: an acronym or unknown name in the slot of an actor or a place;
4. the trained model, where rules say nothing.

One exception to rank before length: a candidate of rank 1 that holds a candidate of rank 0 as a
part of it wins ("Elsa Ekfors gata 3" over a person on the roster).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

OWN, REGISTER, PART, WEAK, MODEL = range(5)


@dataclass(slots=True)
class Candidate:
    """A stretch of the view that may be a name.

    Attributes:
        start, end: offsets.
        label: PER, ORG or LOC by function.
        source: what found it (see ``Mention.source``).
        rank: place in the precedence.
        literal: LOC or ORG where a register says the word is something else than ``label``.
        norm, entity_id: what a register or the roster knows.
    """

    start: int
    end: int
    label: str
    source: str
    rank: int
    literal: str | None = None
    norm: str | None = None
    entity_id: str | None = None


def resolve(candidates: Iterable[Candidate], taken: Iterable[tuple[int, int]] = ()) -> list[Candidate]:
    """The candidates to keep: none overlaps another, or a span of ``taken``; in order of start."""
    kept: list[Candidate] = []
    busy: set[int] = set()
    for start, end in taken:
        busy.update(range(start, end))
    ordered = sorted(candidates, key=lambda c: (max(c.rank, REGISTER), c.start - c.end, c.rank, c.start))
    for candidate in ordered:
        if candidate.start in busy or candidate.end - 1 in busy:
            continue
        cells = range(candidate.start, candidate.end)
        if busy.isdisjoint(cells):
            busy.update(cells)
            kept.append(candidate)
    return sorted(kept, key=lambda c: c.start)
