"""What stands round a date and belongs to its value: bounds, approximation, clock times, tense."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from pipeline.language.dates.lexicon import PARTS, TENSE, read_toml

_LINK = r"(?:\s+(?:den|under|i|på|vid|till|av|år|vecka))*\s+$"


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of ``context.toml``."""

    id: str
    pattern: re.Pattern[str]
    bound: str
    tense: str | None
    examples: tuple[str, ...]


def _compiled(row: dict[str, Any]) -> tuple[str, Rule]:
    side = "before" if "before" in row else "after"
    body = row[side].replace(" ?", r"\s?").replace(" ", r"\s+")
    text = rf"(?<![\w.])(?:{body}){_LINK}" if side == "before" else rf"\s+(?:{body})(?!\w)"
    return side, Rule(row["id"], re.compile(text), row.get("bound", "about"), row.get("tense"), tuple(row["examples"]))


@lru_cache(maxsize=1)
def rules() -> dict[str, tuple[Rule, ...]]:
    """Rules by kind and side: ``bound-before``, ``bound-after``, ``approximate-before`` ..."""
    data = read_toml("context.toml")
    found: dict[str, list[Rule]] = {}
    for kind in ("bound", "approximate"):
        for row in data[kind]:
            side, rule = _compiled(row)
            found.setdefault(f"{kind}-{side}", []).append(rule)
    return {name: tuple(rows) for name, rows in found.items()}


def _first(kind: str, low: str, start: int, end: int) -> Rule | None:
    table = rules()
    window = low[max(0, start - 48) : start]
    for rule in table[f"{kind}-before"]:
        if rule.pattern.search(window):
            return rule
    following = low[end : end + 24]
    return next((rule for rule in table[f"{kind}-after"] if rule.pattern.match(following)), None)


def bound_of(low: str, start: int, end: int) -> Rule | None:
    """The rule that opens an interval at a span of lower-cased text; None where no word does.

    ``Rule.bound`` is ``from``, ``until``, ``deadline``, ``before`` or ``after``.
    """
    return _first("bound", low, start, end)


def approximate(low: str, start: int, end: int) -> bool:
    """Whether the words beside a span make it approximate ("cirka 2010")."""
    return _first("approximate", low, start, end) is not None


_PART: Final = re.compile(
    r"(?<!\w)(?:den\s+)?("
    + "|".join(PARTS)
    + r")(?:(?<=[mpu]edio)|(?<=primo)|(?<=ultimo)|\s+(?:av|på|i))\s+(?:den\s+)?$"
)


def part_before(low: str, start: int) -> tuple[int, str, str] | None:
    """ "mitten av" before a span: where it begins, the TIMEX3 modifier and the EDTF qualifier."""
    found = _PART.search(low, max(0, start - 30), start)
    return (found.start(1), *PARTS[found[1]]) if found else None


# --- clock times ---------------------------------------------------------------------------------

_H = r"(?:2[0-4]|[01]?\d)"
_M = r"[0-5]\d"
_TO = r"\s?(?:[-–—~]|till|och)\s?(?:kl(?:ockan|\.)?\s?|ca\s)?"
_CLOCK = rf"({_H})(?:[.:]({_M}))?(?![\d])(?:{_TO}({_H})(?:[.:]({_M}))?(?!\d))?"
_CLOCK_FULL = rf"({_H})[.:]({_M})(?!\d)(?:{_TO}({_H})(?:[.:]({_M}))?(?!\d))?"
_WORD = r"(?:kl(?:ockan|\.)?|tid(?:en)?:?|klockslag)"
_LEAD = r"(?:t(?=\d\d:)|[\s,(;]{0,4})(?:\(\w+dag(?:en)?\)[\s,]*)?(?:(?:från|mellan|med start|ca|cirka|och)\s)?"
_KL = rf"{_WORD}[\s:]*(?:kl(?:ockan|\.)?\s*)?(?:ca\s|cirka\s|från\s|mellan\s)?"
_TIME_AFTER: Final = re.compile(rf"{_LEAD}(?:{_KL}{_CLOCK}|(?:från\s|mellan\s)?{_CLOCK_FULL}(?!\s?(?:kr|%|st|m\b)))")
_TIME_BEFORE: Final = re.compile(
    rf"(?:(?<!\w){_WORD}\s?{_CLOCK}|(?<![\d.,:]){_CLOCK_FULL})\s?(?:h\s)?,?\s?(?:den|på|i)?\s?$"
)
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
    before = _TIME_BEFORE.search(low, max(0, start - 40), start)
    return clock(before) if before else None


# --- tense -----------------------------------------------------------------------------------------

_PAST: Final = frozenset(TENSE["past"])
_FUTURE: Final = frozenset(TENSE["future"])
_NOT_PAST: Final = frozenset(TENSE["not_past"])
_PAST_ENDINGS: Final = tuple(TENSE["past_endings"])
_WORDS: Final = re.compile(r"[^\W\d_]+")
_BREAK: Final = re.compile(r"[.!?]\s+(?=[A-ZÅÄÖ0-9])|\n\s*\n|\n\s*[-•*–]|\n\s*att\s|\t|\|")


def sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The bounds of the sentence or line item that holds a span, at most 240 characters each way."""
    low = max(0, start - 240)
    breaks = [found.end() for found in _BREAK.finditer(text, low, start)]
    begin = breaks[-1] if breaks else low
    following = _BREAK.search(text, end, min(len(text), end + 240))
    return begin, following.start() if following else min(len(text), end + 240)


def tense(text: str, start: int, end: int) -> str | None:
    """``past``, ``future`` or None: what the verbs of the sentence say of the time of a span.

    The nearest telling word before the span decides, else the nearest after it.
    """
    begin, stop = sentence(text, start, end)
    before = verdicts(text[begin:start].lower())
    if before:
        return before[-1]
    after = verdicts(text[end:stop].lower())
    return after[0] if after else None


def verdicts(words: str) -> list[str]:
    """What each telling word of lower-cased text says, in order: ``past`` or ``future``."""
    found = []
    for word in _WORDS.findall(words):
        if word in _FUTURE:
            found.append("future")
        elif word in _PAST or (word.endswith(_PAST_ENDINGS) and word not in _NOT_PAST and not word.endswith("ande")):
            found.append("past")
    return found
