"""Signatures: "Vid protokollet" over a name, a name over or beside an office."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.language.meeting.evidence import SIGNED, Evidence, People, compiled, field_of, pieces
from pipeline.language.model import Reading

_LINE = re.compile(r"[^\n]*\S[^\n]*")
_DRAWN = re.compile(r"[\W_]*$")
_OFFICE = re.compile(r"(?i)\w*(?:ordf|sekr|just(?!eras\b)\w+(?:are|man|män|person))")


def signed(reading: Reading, people: People) -> Iterator[Evidence]:
    """Signatures: "Vid protokollet" over a name, a name over or beside an office."""
    for section in reading.sections:
        if section.kind == "signature":
            yield from _signature_block(reading.view, section.start, section.end, people)


def _signature_block(view: str, start: int, end: int, people: People) -> Iterator[Evidence]:
    """Lines of labels and lines of names, in either order; columns stand side by side."""
    waiting: list[str] = []  # offices above the names that are to come
    last: list[tuple[int, str]] = []  # names above the offices that are to come
    taken: list[str] = []  # offices that the last names have been given
    labels_first: bool | None = None
    for line in _LINE.finditer(view, start, end):
        if _DRAWN.match(line.group()):
            continue
        labels = _labels_of(view, *line.span())
        named = list(_split_names(view, line.start(), line.end(), labels, people))
        fields = [field for _, _, field in labels]
        if labels_first is None:
            labels_first = bool(labels and not named and _OFFICE.match(view, labels[0][0]))
        if labels and named:
            if len(labels) == 1:
                fields *= len(named) if fields[0] == "adjuster" else 1
            yield from _pairs(fields, named)
            waiting, last, taken = [], [], []
        elif labels:
            titles = all(_OFFICE.match(view, a) for a, _, _ in labels)
            fits = not taken or (len(fields) == len(last) and (taken[0] == "adjuster" or set(fields) <= set(taken)))
            if last and titles and fits and not labels_first:
                yield from _pairs(fields, last)
                last = []
            else:
                waiting = fields
        elif named:
            more = len(named) - len(waiting) if waiting[-1:] == ["adjuster"] else 0
            taken = waiting + ["adjuster"] * more
            yield from _pairs(taken, named)
            waiting = ["adjuster"] if taken and taken[-1] == "adjuster" and not labels_first else []
            last = named


def _pairs(fields: list[str], named: list[tuple[int, str]]) -> Iterator[Evidence]:
    for field, (at, name) in zip(fields, named, strict=False):
        yield Evidence(field, SIGNED, at, name)


def _labels_of(view: str, start: int, end: int) -> list[tuple[int, int, str]]:
    """Labels on a signature line with the office each tells of."""
    table = compiled()
    found = [(*m.span(), "secretary") for m in table.wrote.finditer(view, start, end)]
    found += [(*m.span(), "adjuster") for m in table.adjusted.finditer(view, start, end)]
    for match in table.any_role.finditer(view, start, end):
        field = field_of(match.group())
        if field is not None:
            found.append((*match.span(), field))
    found.sort()
    return [x for i, x in enumerate(found) if i == 0 or x[0] >= found[i - 1][1]]


def _split_names(
    view: str, start: int, end: int, labels: list[tuple[int, int, str]], people: People
) -> Iterator[tuple[int, str]]:
    """Names on a signature line outside its labels; flattened columns are cut by given names."""
    bounds = [start, *(x for a, b, _ in labels for x in (a, b)), end]
    for i in range(0, len(bounds), 2):
        for at, name in people.names(bounds[i], bounds[i + 1]):
            for piece in pieces(name):
                yield at, piece
