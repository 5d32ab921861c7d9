"""Days of the Swedish calendar that carry names, computed for any year of the Gregorian calendar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

_DAY = dt.timedelta(days=1)

#: A holiday or holiday period of a year: its first and last day.
Rule = Callable[[int], tuple[dt.date, dt.date]]


def easter(year: int) -> dt.date:
    """Easter Sunday of ``year`` (anonymous Gregorian computus, Meeus, Astronomical Algorithms ch. 8)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return dt.date(year, month, day + 1)


def weekday_from(start: dt.date, weekday: int) -> dt.date:
    """The first ``weekday`` (1 Monday .. 7 Sunday) on or after ``start``."""
    return start + ((weekday - start.isoweekday()) % 7) * _DAY


def nth_weekday(year: int, month: int, weekday: int, n: int) -> dt.date | None:
    """The ``n``-th ``weekday`` of a month, the last for ``n`` = -1; None where the month has no such day."""
    if n == -1:
        following = dt.date(year + month // 12, month % 12 + 1, 1)
        return weekday_from(following - 7 * _DAY, weekday)
    day = weekday_from(dt.date(year, month, 1), weekday) + 7 * (n - 1) * _DAY
    return day if day.month == month else None


def _fixed(month: int, day: int) -> Rule:
    def rule(year: int) -> tuple[dt.date, dt.date]:
        date = dt.date(year, month, day)
        return date, date

    return rule


def _easter(first: int, last: int | None = None) -> Rule:
    def rule(year: int) -> tuple[dt.date, dt.date]:
        sunday = easter(year)
        return sunday + first * _DAY, sunday + (first if last is None else last) * _DAY

    return rule


def _after(month: int, day: int, weekday: int, first: int = 0, last: int = 0) -> Rule:
    """From ``first`` to ``last`` days off the first ``weekday`` on or after a day of the year."""

    def rule(year: int) -> tuple[dt.date, dt.date]:
        anchor = weekday_from(dt.date(year, month, day), weekday)
        return anchor + first * _DAY, anchor + last * _DAY

    return rule


def _turn(month: int, day: int, length: int) -> Rule:
    def rule(year: int) -> tuple[dt.date, dt.date]:
        start = dt.date(year, month, day)
        return start, start + (length - 1) * _DAY

    return rule


def _autumn_break(year: int) -> tuple[dt.date, dt.date]:
    monday = dt.date.fromisocalendar(year, 44, 1)
    return monday, monday + 6 * _DAY


#: Movable and named days by key; names and spellings are in ``holidays.toml``.
RULES: dict[str, Rule] = {
    "new-year-day": _fixed(1, 1),
    "epiphany-eve": _fixed(1, 5),
    "epiphany": _fixed(1, 6),
    "knut": _fixed(1, 13),
    "holocaust-day": _fixed(1, 27),
    "valentine": _fixed(2, 14),
    "shrove-tuesday": _easter(-47),
    "ash-wednesday": _easter(-46),
    "womens-day": _fixed(3, 8),
    "annunciation": _fixed(3, 25),
    "palm-sunday": _easter(-7),
    "maundy-thursday": _easter(-3),
    "good-friday": _easter(-2),
    "easter-eve": _easter(-1),
    "easter-day": _easter(0),
    "easter-monday": _easter(1),
    "easter": _easter(-2, 1),
    "walpurgis": _fixed(4, 30),
    "ascension": _easter(39),
    "whit-eve": _easter(48),
    "whit-sunday": _easter(49),
    "whit-monday": _easter(50),
    "whitsun": _easter(48, 49),
    "mothers-day": _after(5, 25, 7),
    "national-day": _fixed(6, 6),
    "midsummer-eve": _after(6, 19, 5),
    "midsummer-day": _after(6, 20, 6),
    "midsummer": _after(6, 19, 5, 0, 2),
    "un-day": _fixed(10, 24),
    "autumn-break": _autumn_break,
    "all-saints": _after(10, 31, 6),
    "all-saints-weekend": _after(10, 31, 6, -1, 1),
    "fathers-day": _after(11, 8, 7),
    "advent-1": _after(11, 27, 7),
    "advent-2": _after(11, 27, 7, 7, 7),
    "advent-3": _after(11, 27, 7, 14, 14),
    "advent-4": _after(11, 27, 7, 21, 21),
    "nobel-day": _fixed(12, 10),
    "lucia": _fixed(12, 13),
    "christmas-eve": _fixed(12, 24),
    "christmas-day": _fixed(12, 25),
    "boxing-day": _fixed(12, 26),
    "christmas": _turn(12, 24, 3),
    "between-days": _turn(12, 27, 4),
    "new-year-eve": _fixed(12, 31),
    "new-year": _turn(12, 31, 2),
}


def _day_of_year(rule: Rule, year: int) -> list[tuple[int, int]]:
    return [(day.month, day.day) for day in rule(year)]


#: Those that fall on the same days of the month every year.
FIXED: frozenset[str] = frozenset(
    key
    for key, rule in RULES.items()
    if all(_day_of_year(rule, year) == _day_of_year(rule, 2000) for year in range(2001, 2013))
)
