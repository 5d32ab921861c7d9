"""One file that holds the minutes of several meetings: cut where that is certain, else flagged."""

from __future__ import annotations

import itertools
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources

from pipeline.errors import KnowledgeError
from pipeline.sources.content import Draft
from pipeline.sources.model import Hint

_DATE_LINES = 12
_ATTENDANCE_LINES = 40
_TOP_LINES = 4  # of a page, where an opening may stand
_WHITE_OR_RULE = re.compile(r"(?:\n[ \t]*){3,}$|\n[ \t]*[-_=*]{3,}[ \t]*\n\s*$")
_MARKS_BEFORE = re.compile(r"[#*_\s]+")
_MARKS_AFTER = re.compile(r"(?<![#*_\s:])[#*_\s:]+$")


@dataclass(frozen=True, slots=True)
class _Patterns:
    opening: re.Pattern[str]
    date: re.Pattern[str]
    attendance: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    file = resources.files("pipeline.knowledge").joinpath("text", "meetings.toml")
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    compiled = {}
    for name in ("opening", "date", "attendance"):
        pattern = re.compile(data[name]["regex"], re.I)
        right = all(pattern.search(example) for example in data[name]["examples"])
        if not right or any(pattern.search(example) for example in data[name]["counter_examples"]):
            raise KnowledgeError(f"meetings.toml: [{name}] fails its examples.")
        compiled[name] = pattern
    return _Patterns(**compiled)


def split_meetings(draft: Draft) -> list[Draft]:
    """The documents of a file: several when each certainly is a meeting of its own.

    A part counts when its opening line stands at the top of a page or is a heading or follows
    white space or a rule, and has below it a date no other part has and an attendance list. When
    openings are there but not all that, the one document gets the warning
    ``several-meetings: N``.
    """
    lines = _lines(draft.text)
    openings = [index for index, (_, line) in enumerate(lines) if _patterns().opening.match(line)]
    if len(openings) < 2:
        return [draft]
    places = [index for index in openings if _stands_apart(index, lines, draft)]
    found: list[tuple[int, str]] = []
    for number, index in enumerate(places):
        end = places[number + 1] if number + 1 < len(places) else len(lines)
        date = _date(lines[index : min(end, index + _DATE_LINES)])
        below = lines[index : min(end, index + _ATTENDANCE_LINES)]
        attendance = any(_patterns().attendance.match(line) for _, line in below)
        if date and attendance:
            found.append((index, date))
    dates = [date for _, date in found]
    if len(found) < 2:
        return [draft]
    if len(set(dates)) < len(dates):
        return [draft.warn(f"several-meetings: {len(set(dates))}")] if len(set(dates)) > 1 else [draft]
    cuts = [0, *(lines[index][0] for index, _ in found[1:]), len(draft.text)]
    return [_part(draft, start, end) for start, end in itertools.pairwise(cuts)]


def _lines(text: str) -> list[tuple[int, str]]:
    """(offset, words) of every line that is not blank, mark-up at its ends left out."""
    lines, offset = [], 0
    for line in text.split("\n"):
        after, before = _MARKS_AFTER.search(line), _MARKS_BEFORE.match(line)
        bare = line[before.end() if before else 0 : after.start() if after else len(line)]
        if bare:
            lines.append((offset, bare))
        offset += len(line) + 1
    return lines


def _stands_apart(index: int, lines: Sequence[tuple[int, str]], draft: Draft) -> bool:
    offset = lines[index][0]
    if index < _TOP_LINES:
        return True
    if draft.page_starts:
        above = max((start for start in draft.page_starts if start <= offset), default=0)
        return sum(1 for place, _ in lines[max(0, index - _TOP_LINES) : index] if place >= above) < _TOP_LINES
    end = offset + len(lines[index][1])
    if any(hint.kind == "heading" and hint.level == 1 and offset <= hint.start <= end for hint in draft.hints):
        return True
    return bool(_WHITE_OR_RULE.search(draft.text[max(0, offset - 200) : offset]))


def _date(lines: Sequence[tuple[int, str]]) -> str | None:
    for _, line in lines:
        match = _patterns().date.search(line)
        if match:
            return match.group()
    return None


def _part(draft: Draft, start: int, end: int) -> Draft:
    hints = tuple(
        Hint(max(hint.start, start) - start, min(hint.end, end) - start, hint.kind, hint.level, hint.value)
        for hint in draft.hints
        if hint.start < end and hint.end > start
    )
    pages: tuple[int, ...] = ()
    if draft.page_starts:
        inside = [place for place in draft.page_starts if start < place < end]
        pages = tuple(place - start for place in (start, *inside))
    return replace(draft, text=draft.text[start:end], page_starts=pages, hints=hints)
