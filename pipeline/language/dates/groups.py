"""What builders share: the groups of a match read as numbers, months, weekdays and years."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from pipeline.language.dates import lexicon
from pipeline.language.dates.expressions import Expression

Match = re.Match[str]
#: ``match.groupdict()``: taken once a match, since builders ask for many groups.
Groups = Mapping[str, str | None]


class Piece(NamedTuple):
    """An expression with the span it was read from; ``expression`` None: a date without a value."""

    start: int
    end: int
    expression: Expression | None


Found = list[Piece]
Builder = Callable[[Match], Found | None]


#: Two-digit years from this one on are of the 1900s.
_PIVOT = 60


def whole(match: Match, expression: Expression | None) -> Found | None:
    """The expression with the whole match as its span."""
    return None if expression is None else [Piece(match.start(), match.end(), expression)]


def group(groups: Groups, *names: str) -> str | None:
    """The first of the named groups that took part in the match."""
    for name in names:
        text = groups.get(name)
        if text:
            return text
    return None


def full_year(short: int) -> int:
    """The year meant by two digits: 60-99 of the 1900s, else of the 2000s."""
    return short + (1900 if short >= _PIVOT else 2000)


def year_of(groups: Groups, *names: str) -> int | None:
    """The year in the first of the groups, two digits read by :func:`full_year`."""
    text = group(groups, *names)
    if text is None:
        return None
    return full_year(int(text)) if len(text) == 2 else int(text)


def month_of(groups: Groups, *names: str) -> int | None:
    """The month in the first of the groups, in figures or by name."""
    text = group(groups, *names)
    if text is None:
        return None
    return int(text) if text.isdigit() else lexicon.MONTHS[text.rstrip(".")]


def weekday_of(groups: Groups, *names: str) -> int:
    """The weekday in the first of the groups (1 Monday .. 7 Sunday), 0 without one."""
    text = group(groups, *names)
    return lexicon.WEEKDAY_FORMS[text.rstrip(".")] if text else 0


def number_of(text: str) -> int:
    """A number in figures or words."""
    return int(text) if text.isdigit() else lexicon.NUMBERS[text]


def later_year(year: int, text: str | None) -> int | None:
    """The end year of "2023/24": two digits, read in the century of ``year``."""
    if text is None:
        return None
    end = int(text) if len(text) == 4 else year // 100 * 100 + int(text)
    return end + 100 if end < year and len(text) == 2 and year % 100 > 89 else end


def safe_date(year: int, month: int, day: int) -> dt.date | None:
    """The day, or None where the calendar has no such day."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def ordinal_of(groups: Groups, *names: str) -> int:
    """An ordinal in figures or words; "sista" is -1."""
    text = group(groups, *names)
    assert text is not None
    return int(text) if text.isdigit() else lexicon.ORDINALS[text]
