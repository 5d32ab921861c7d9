"""Partial presence: where an attendance row says so, and which agenda items it means."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.language.roster.lexicon import load_table

_NUMBER = r"\d{1,3}(?:\.\d{1,2})?(?!\d)"
_RANGE = rf"{_NUMBER}(?:\s*(?:-|–|—|till(?:\s+och\s+med)?|t\.?o\.?m\.?)\s*(?:§\s*)?{_NUMBER})?"
_LIST = rf"{_RANGE}(?:\s*(?:,|och|samt|&)\s*(?:§§?\s*)?{_RANGE})*"
_CLOCK = r"(?:(?:kl(?:ockan)?\.?\s*)\d{1,2}(?:[.:]\d{2})?|\d{1,2}[.:]\d{2})"
_TIME = rf"{_CLOCK}(?:\s*(?:-|–|—|till|och)\s*(?:(?:kl\.?\s*)?\d{{1,2}}[.:]\d{{2}}))?"
_SPAN = re.compile(rf"({_NUMBER})(?:\s*(?:-|–|—|till(?:\s+och\s+med)?|t\.?o\.?m\.?)\s*(?:§\s*)?({_NUMBER}))?")
_CLOCK_RE = re.compile(_TIME, re.IGNORECASE)
_MAX_RANGE = 200  # items: a longer range is a slip of the pen


@dataclass(frozen=True, slots=True)
class _Grammar:
    phrase: re.Pattern[str]
    item: re.Pattern[str]
    begins: re.Pattern[str]
    ends: re.Pattern[str]
    excepts: re.Pattern[str]
    cue: re.Pattern[str]


@cache
def _grammar() -> _Grammar:
    t = load_table("partial")
    item = "|".join(t["item"])
    prefix = "|".join((*t["except"], *t["from"], *t["to"], *t["other"]))
    after = "|".join(t["after"])
    term = rf"(?:(?<![\w§])(?:{item})\s*{_LIST}|(?<![\w.]){_LIST}\s*§§?|{_TIME})"
    words = rf"(?:(?<!\w)(?:{prefix})(?!\w)\s*)*"
    joined = rf"{words}{term}(?:(?:\s*(?:,|och|samt|-|–|—|&)?\s*){words}{term})*(?:[\s,]*(?:{after}))?"
    phrases = "|".join(t["phrases"])
    return _Grammar(
        phrase=re.compile(rf"(?i){joined}|(?<!\w)(?:{phrases})(?!\w)"),
        item=re.compile(rf"(?i)(?<![\w§])(?:{item})\s*(?P<a>{_LIST})|(?<![\w.])(?P<b>{_LIST})\s*§"),
        begins=re.compile(rf"(?i)(?<!\w)(?:{'|'.join(t['from'])})(?!\w)"),
        ends=re.compile(rf"(?i)(?<!\w)(?:{'|'.join(t['to'])})(?!\w)"),
        excepts=re.compile(rf"(?i)(?<!\w)(?:{'|'.join(t['except'])})(?!\w)"),
        cue=re.compile(r"(?i)§|\d[.:]\d\d|kl\.?\s*\d|\bp\.?\s*\d|p(?:un)?kt|ärende|paragraf|\bdel|halvan"),
    )


def find_partial(text: str) -> list[tuple[int, int]]:
    """Spans of ``text`` that say when somebody was there, without outer brackets."""
    grammar = _grammar()
    if not grammar.cue.search(text):
        return []
    return [
        (m.start(), m.start() + len(m.group().rstrip(" ,"))) for m in grammar.phrase.finditer(text) if m.group().strip()
    ]


def resolve_items(partial: str, numbers: Sequence[str]) -> list[str]:
    """The agenda items that a note of partial presence means.

    Args:
        partial: the note as written ("fr.o.m. § 7", "p 1-2", "ej § 14 på grund av jäv").
        numbers: the numbers of the document's items in order; may be empty.

    Returns:
        Item numbers as strings, in order. Clock times give none, and an open end ("fr.o.m.")
        gives none when the document's items are not known.
    """
    grammar = _grammar()
    match = grammar.item.search(partial)
    if not match:
        return []
    named = _expand(" ".join(m["a"] or m["b"] for m in grammar.item.finditer(partial)), numbers)
    before = partial[: match.start()]
    inside = " ".join(numbers)
    if grammar.excepts.search(before) or re.search(r"(?i)\bjäv", partial):
        return [n for n in numbers if n not in named]
    begins, ends = grammar.begins.search(before), grammar.ends.search(before)
    if not (begins or ends) or not named:
        return named
    second = grammar.item.search(partial, match.end())
    known = [n for n in numbers if n.isdigit()]
    if not inside or not named[0].isdigit():
        return []
    if begins and second and len(named) > 1:
        low, high = int(named[0]), int(named[-1])
        return [n for n in known if low <= int(n) <= high]
    if begins and (ends is None or begins.start() < ends.start()):
        edge, exclusive = int(named[0]), begins.group().lower().startswith("efter")
        return [n for n in known if int(n) > edge or (int(n) == edge and not exclusive)]
    edge, exclusive = int(named[-1]), ends is not None and ends.group().lower().startswith(("före", "fram"))
    return [n for n in known if int(n) < edge or (int(n) == edge and not exclusive)]


def _expand(text: str, numbers: Sequence[str]) -> list[str]:
    """Numbers and ranges of ``text`` as a list."""
    out: list[str] = []
    for match in _SPAN.finditer(text):
        low, high = match.group(1), match.group(2)
        if high is None:
            out.append(low)
        elif low.isdigit() and high.isdigit() and int(low) <= int(high) <= int(low) + _MAX_RANGE:
            out += [str(n) for n in range(int(low), int(high) + 1)]
        elif not low.isdigit() and low in numbers and high in numbers:
            out += list(numbers)[list(numbers).index(low) : list(numbers).index(high) + 1]
        else:
            out += [low, high]
    return list(dict.fromkeys(out))
