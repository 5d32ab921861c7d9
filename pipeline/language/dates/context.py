"""What stands round a date and belongs to its value: bounds, approximation, clock times, its sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from pipeline.language.dates.lexicon import PARTS, read_toml

_LINK = r"(?:\s+(?:den|under|i|på|vid|till|av|år|vecka))*\s+$"


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of ``context.toml``.

    ``bound`` is ``from``, ``until``, ``deadline``, ``before``, ``after`` or ``about``; ``tense`` the
    side of the meeting that the date then lies on, if any.
    """

    id: str
    side: str
    body: str
    bound: str
    tense: str | None
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Table:
    """Rules of one kind, each side as one pattern: group n is rule n."""

    rules: dict[str, tuple[Rule, ...]]
    before: re.Pattern[str]
    after: re.Pattern[str]

    def first(self, low: str, start: int, end: int) -> Rule | None:
        found = self.before.search(low, max(0, start - 48), start)
        if found and found.lastindex:
            return self.rules["before"][found.lastindex - 1]
        found = self.after.match(low, end)
        return self.rules["after"][found.lastindex - 1] if found and found.lastindex else None


def _rule(row: dict[str, Any]) -> Rule:
    side = "before" if "before" in row else "after"
    body = row[side].replace(" ?", r"\s?").replace(" ", r"\s+")
    return Rule(row["id"], side, body, row.get("bound", "about"), row.get("tense"), tuple(row["examples"]))


@lru_cache(maxsize=2)
def rules(kind: str) -> _Table:
    """The rules of ``kind``: ``bound`` or ``approximate``."""
    found = [_rule(row) for row in read_toml("context.toml")[kind]]
    sides = {side: tuple(rule for rule in found if rule.side == side) for side in ("before", "after")}
    before = "|".join(f"({rule.body})" for rule in sides["before"])
    after = "|".join(f"({rule.body})" for rule in sides["after"])
    return _Table(sides, re.compile(rf"(?<![\w.])(?:{before}){_LINK}"), re.compile(rf"\s+(?:{after})(?!\w)"))


_BOUNDS: Final = rules("bound")
_ABOUT: Final = rules("approximate")


def bound_of(low: str, start: int, end: int) -> Rule | None:
    """The rule that opens an interval at a span of lower-cased text; None where no word does."""
    return _BOUNDS.first(low, start, end)


_ABOUT_HINT: Final = re.compile(r"ca|c:a|cirka|omkr|runt|kring|ungef")


def approximate(low: str, start: int, end: int) -> bool:
    """Whether the words beside a span make it approximate ("cirka 2010")."""
    if low[max(0, start - 9) : start].isspace() or not _ABOUT_HINT.search(low, max(0, start - 16), end + 8):
        return False
    return _ABOUT.first(low, start, end) is not None


_PART: Final = re.compile(
    r"(?<!\w)(?:den\s+)?("
    + "|".join(PARTS)
    + r")(?:(?<=[mpu]edio)|(?<=primo)|(?<=ultimo)|\s+(?:av|på|i))\s+(?:den\s+)?$"
)


_PART_ENDS: Final = frozenset(("v ", "å ", "i ", "n ", "o ", "v\n", "å\n", "i\n", "n\n"))


def part_before(low: str, start: int) -> tuple[int, str, str] | None:
    """ "mitten av" before a span: where it begins, the TIMEX3 modifier and the EDTF qualifier."""
    if low[start - 2 : start] not in _PART_ENDS:
        return None
    found = _PART.search(low, max(0, start - 30), start)
    return (found.start(1), *PARTS[found[1]]) if found else None


# --- clock times ---------------------------------------------------------------------------------

_H = r"(?:2[0-4]|[01]?\d)"
_M = r"[0-5]\d"
_TO = r"\s?(?:[-–—~]|till|och)\s?(?:kl(?:ockan|\.)?\s?|ca\s)?"
_CLOCK = rf"({_H})(?:[.:]({_M}))?(?![\d])(?:{_TO}({_H})(?:[.:]({_M}))?(?!\d))?"
_CLOCK_FULL = rf"({_H})[.:]({_M})(?!\d)(?:{_TO}({_H})(?:[.:]({_M}))?(?!\d))?"
_WORD = r"(?:kl(?:ockan|\.)?|tid(?:en)?:?|klockslag)"
_LEAD = (
    r"(?:t(?=\d\d:)|[\s,(;]{0,4})(?:\(\w{3,4}dag(?:en)?\)[\s,]{0,3})?"
    r"(?:(?:från|mellan|med start|ca|cirka|och|efter|vid|omkring)\s)?"
)
_KL = rf"{_WORD}[\s:]*(?:kl(?:ockan|\.)?\s*)?(?:ca\s|cirka\s|från\s|mellan\s)?"
_TIME_AFTER: Final = re.compile(rf"{_LEAD}(?:{_KL}{_CLOCK}|(?:från\s|mellan\s)?{_CLOCK_FULL}(?!\s?(?:kr|%|st|m\b)))")
_TIME_BEFORE: Final = re.compile(
    rf"(?:(?<!\w){_WORD}\s?{_CLOCK}|(?<![\d.,:]){_CLOCK_FULL})\s?(?:h\s)?,?\s?(?:den|på|i)?\s?$"
)
_DIGIT: Final = re.compile(r"\d")
#: A clock time that stands by itself.
CLOCK_ALONE: Final = re.compile(rf"(?<!\w)kl(?:ockan|\.)?\s?{_CLOCK}")


def _clock(match: re.Match[str], offset: int) -> tuple[str, str | None] | None:
    hour, minute, end_hour, end_minute = match.groups()[offset : offset + 4]
    if hour is None or int(hour) > 24:
        return None
    start = f"{int(hour):02d}:{minute or '00'}"
    return start, None if end_hour is None else f"{int(end_hour):02d}:{end_minute or '00'}"


def clock(match: re.Match[str]) -> tuple[str, str | None] | None:
    """Start and end, "HH:MM", of a match of one of the clock patterns."""
    return _clock(match, 0) or (_clock(match, 4) if len(match.groups()) >= 8 else None)


def times(low: str, start: int, end: int) -> tuple[str, str | None] | None:
    """Clock times directly after a date, or else directly before it, as "HH:MM"."""
    after = _TIME_AFTER.match(low, end)
    if after:
        return clock(after)
    if not _DIGIT.search(low, max(0, start - 8), start):
        return None
    before = _TIME_BEFORE.search(low, max(0, start - 40), start)
    return clock(before) if before else None


# --- sentences and calendars ------------------------------------------------------------------------

_BREAK: Final = re.compile(r"[.!?]\s+(?=[A-ZÅÄÖ0-9])|\n(?:\s*(?:\n|[-•*–]|att\s))?|[\t|]|[-•*–](?<=\s.)\s(?=[A-ZÅÄÖ])")
#: A line shorter than this was ended by its writer, not by the margin.
SHORT_LINE: Final = 48
#: How far above a date the heading of its list may stand, and how long an item of a list may be.
_LIST_REACH: Final = 700
_LIST_LINES: Final = 16
_ITEM_LENGTH: Final = 90
_HEADING: Final = re.compile(r"\s*(?:#|§|\d+[.)]\s|punkt\s\d)", re.IGNORECASE)
#: Words of a heading over dates to come.
CALENDAR: Final = re.compile(read_toml("context.toml")["calendar"]["heading"])


def line_is_short(text: str, newline: int) -> bool:
    """Whether the line that ends at a line break was ended by its writer, not by the margin."""
    return text.rfind("\n", max(0, newline - SHORT_LINE), newline) >= 0 or newline < SHORT_LINE


#: Characters looked through for the beginning of a sentence, the near ones first.
_NEAR: Final = 72
_FAR: Final = 240


def _begins(text: str, low: int, start: int) -> int | None:
    """Where the last break of ``text[low:start]`` ends."""
    begin = None
    for found in _BREAK.finditer(text, low, start):
        if found.end() - found.start() > 1 or text[found.start()] != "\n" or line_is_short(text, found.start()):
            begin = found.end()
    return begin


def sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The bounds of the sentence or line item that holds a span, at most 240 characters each way."""
    low = max(0, start - _FAR)
    near = max(low, start - _NEAR)
    begin = _begins(text, near, start)
    if begin is None and near > low:
        begin = _begins(text, low, start)
    stop = min(len(text), end + _FAR)
    for found in _BREAK.finditer(text, end, stop):
        if found.end() - found.start() > 1 or text[found.start()] != "\n" or line_is_short(text, found.start()):
            stop = found.start()
            break
    return low if begin is None else begin, stop


def listed_ahead(text: str, begin: int) -> bool:
    """Whether a line above, with only items of the same list between, announces what is to come."""
    for line in reversed(text[max(0, begin - _LIST_REACH) : begin].split("\n")[-_LIST_LINES:]):
        if CALENDAR.search(line.lower()):
            return True
        if len(line) > _ITEM_LENGTH or _HEADING.match(line):
            return False
    return False
