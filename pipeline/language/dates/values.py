"""Units of the calendar and their three written forms: EDTF, TIMEX3 and a first and last day.

EDTF is ISO 8601-2 level 2: seasons 21-24, quarters 33-36, tertial (quadrimesters) 37-39 and
half-years 40-41. Weeks have no EDTF form and are written as an interval of days.
"""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

_DAY = dt.timedelta(days=1)

#: First month and number of months of every sub-year code. Winter carries the year it begins in.
_PARTS: dict[int, tuple[int, int]] = {
    21: (3, 3),
    22: (6, 3),
    23: (9, 3),
    24: (12, 3),
    33: (1, 3),
    34: (4, 3),
    35: (7, 3),
    36: (10, 3),
    37: (1, 4),
    38: (5, 4),
    39: (9, 4),
    40: (1, 6),
    41: (7, 6),
}
_SEASON_TIMEX = {21: "SP", 22: "SU", 23: "FA", 24: "WI"}


def month_start(year: int, month: int) -> dt.date:
    """First day of a month; ``month`` may run outside 1-12."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return dt.date(year, month, 1)


class Unit(NamedTuple):
    """A day, week, month, sub-year part, year, decade or century.

    Attributes:
        kind: ``day``, ``week``, ``month``, ``part``, ``year``, ``decade``, ``century``.
        year: the year (for a week its ISO year), None where it is not known.
        number: month (day, month), ISO week (week) or EDTF code (part).
        day: day of the month (day).
    """

    kind: str
    year: int | None
    number: int = 0
    day: int = 0

    @classmethod
    def of(cls, date: dt.date) -> Unit:
        """The day ``date``."""
        return cls("day", date.year, date.month, date.day)

    @classmethod
    def week_of(cls, date: dt.date) -> Unit:
        """The ISO week that holds ``date``."""
        year, week, _ = date.isocalendar()
        return cls("week", year, week)

    def within(self, year: int) -> Unit:
        """The same unit of ``year``."""
        return Unit(self.kind, year, self.number, self.day)

    def within_unknown(self) -> Unit:
        """The same unit of a year not known."""
        return Unit(self.kind, None, self.number, self.day)

    def exists(self) -> bool:
        """Whether the calendar has this unit (31 April and week 53 of most years are none)."""
        if self.kind not in ("day", "week"):
            return True
        try:
            if self.year is None:
                if self.kind == "day":
                    dt.date(2000, self.number, self.day)
                return self.kind != "week" or 1 <= self.number <= 53
            self.first()
        except ValueError:
            return False
        return True

    def first(self) -> dt.date | None:
        """First day, None without a year. Raises ValueError where there is no such day."""
        if self.year is None:
            return None
        if self.kind == "day":
            return dt.date(self.year, self.number, self.day)
        if self.kind == "week":
            return dt.date.fromisocalendar(self.year, self.number, 1)
        if self.kind == "month":
            return dt.date(self.year, self.number, 1)
        if self.kind == "part":
            return month_start(self.year, _PARTS[self.number][0])
        return dt.date(self.year, 1, 1)

    def last(self) -> dt.date | None:
        """Last day, None without a year."""
        first = self.first()
        if first is None or self.kind == "day":
            return first
        if self.kind == "week":
            return first + 6 * _DAY
        if self.kind == "month":
            return month_start(first.year, first.month + 1) - _DAY
        if self.kind == "part":
            return month_start(first.year, first.month + _PARTS[self.number][1]) - _DAY
        years = {"year": 1, "decade": 10, "century": 100}[self.kind]
        return dt.date(first.year + years - 1, 12, 31)

    def edtf(self) -> str | None:
        """EDTF, ``XXXX`` for an unknown year of a day or month; None where EDTF has no form."""
        if self.kind == "day":
            year = "XXXX" if self.year is None else f"{self.year:04d}"
            month = f"{self.number:02d}" if self.number else "XX"
            return f"{year}-{month}-{self.day:02d}"
        if self.kind == "month":
            year = "XXXX" if self.year is None else f"{self.year:04d}"
            return f"{year}-{self.number:02d}"
        if self.year is None:
            return None
        if self.kind == "week":
            return f"{self.first()}/{self.last()}"
        if self.kind == "part":
            return f"{self.year:04d}-{self.number}"
        if self.kind == "decade":
            return f"{self.year // 10:03d}X"
        if self.kind == "century":
            return f"{self.year // 100:02d}XX"
        return f"{self.year:04d}"

    def timex3(self) -> str:
        """TIMEX3 ``value``, ``XXXX`` for an unknown year."""
        year = "XXXX" if self.year is None else f"{self.year:04d}"
        if self.kind == "week":
            return f"{year}-W{self.number:02d}"
        if self.kind == "part":
            if self.number in _SEASON_TIMEX:
                return f"{year}-{_SEASON_TIMEX[self.number]}"
            if self.number <= 36:
                return f"{year}-Q{self.number - 32}"
            if self.number >= 40:
                return f"{year}-H{self.number - 39}"
            start = _PARTS[self.number][0]
            return f"{year}-{start:02d}/{year}-{start + 3:02d}"
        if self.kind == "decade":
            return f"{(self.year or 0) // 10:03d}"
        if self.kind == "century":
            return f"{(self.year or 0) // 100:02d}"
        if self.kind == "year":
            return year
        return self.edtf() or year


class Value(NamedTuple):
    """What an expression stands for.

    ``earliest`` and ``latest`` are None where they are not known or the interval is open.
    """

    edtf: str | None
    timex3: str | None
    earliest: dt.date | None = None
    latest: dt.date | None = None


def value_of(first: Unit, last: Unit | None = None) -> Value:
    """The value of a unit, or of the interval from ``first`` to ``last``."""
    if last is None or last == first:
        if first.kind == "day":
            written, day = first.edtf(), first.first()
            return Value(written, written, day, day)
        return Value(first.edtf(), first.timex3(), first.first(), first.last())
    begin, end = first.edtf(), last.edtf()
    edtf = None if begin is None or end is None else f"{begin.split('/')[0]}/{end.split('/')[-1]}"
    return Value(edtf, f"{first.timex3()}/{last.timex3()}", first.first(), last.last())


def opened(bound: str, first: Unit, last: Unit | None = None) -> Value:
    """The interval that ``bound`` opens at an expression.

    ``from`` and ``until`` take the expression in; ``before`` ends and ``after`` begins beside
    it, in its own grain (a season in months: "före sommaren" is up to May).
    """
    last = last or first
    closed = value_of(first, last)
    if bound == "from":
        start = closed.edtf and closed.edtf.split("/")[0]
        return Value(start and f"{start}/..", closed.timex3, first.first(), None)
    if bound == "until":
        end = closed.edtf and closed.edtf.split("/")[-1]
        return Value(end and f"../{end}", closed.timex3, None, last.last())
    edge = first.first() if bound == "before" else last.last()
    if edge is None:
        edtf = closed.edtf and (f"../{closed.edtf}" if bound == "before" else f"{closed.edtf}/..")
        return Value(edtf if edtf and edtf.count("/") == 1 else None, closed.timex3)
    edge += -_DAY if bound == "before" else _DAY
    kind = first.kind if bound == "before" else last.kind
    written = edge.isoformat()
    if kind in ("month", "part"):
        written = written[:7]
    elif kind in ("year", "decade", "century"):
        written = written[:4]
    if bound == "before":
        return Value(f"../{written}", closed.timex3, None, edge)
    return Value(f"{written}/..", closed.timex3, edge, None)
