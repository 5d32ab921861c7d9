"""Builders of days and ranges of days: what the groups of a match mean."""

from __future__ import annotations

import datetime as dt
import re

from pipeline.language.dates import holidays, lexicon
from pipeline.language.dates.expressions import Anchored, Units, Yearly, fixed
from pipeline.language.dates.groups import (
    Found,
    Match,
    Piece,
    group,
    month_of,
    ordinal_of,
    safe_date,
    weekday_of,
    whole,
    year_of,
)
from pipeline.language.dates.values import Unit, month_start

_DAY = dt.timedelta(days=1)


def days(match: Match) -> Found | None:
    """A day, or a range of days that shares what its end says of month and year."""
    groups = match.groupdict()
    text = group(groups, "d", "dw")
    assert text is not None
    first_day = int(text) if text.isdigit() else lexicon.ORDINALS[text]
    month, year = month_of(groups, "m", "mon"), year_of(groups, "y", "yy")
    second = groups.get("d2")
    if second is None:
        if month is None:
            return None
        if first_day == -1:
            return whole(match, _last_of_month(month, year))
        stated = weekday_of(groups, "weekday", "weekday2", "weekday3")
        day = fixed(Unit("day", year, month, first_day), weekdays=(stated, 0))
        # A day that no calendar has ("31 april") is still a date as written; it has no value.
        return whole(match, day or Yearly(lambda chosen: None, year or 0))
    last_month = month_of(groups, "m2", "mon2") or month
    last_year = year_of(groups, "y2") or year
    month = month or last_month
    if month is None or last_month is None:
        return None
    if year is None and last_year is not None:
        year = last_year - (1 if (month, first_day) > (last_month, int(second)) else 0)
    first, last = Unit("day", year, month, first_day), Unit("day", last_year, last_month, int(second))
    if month == last_month and int(second) <= first_day and year == last_year:
        return None
    weekdays = weekday_of(groups, "weekday"), weekday_of(groups, "weekday2")
    return whole(match, fixed(first, last, weekdays))


def _last_of_month(month: int, year: int | None) -> Yearly:
    def at(chosen: int) -> Units | None:
        last = Unit("month", chosen, month).last()
        return None if last is None else (Unit.of(last), Unit.of(last))

    fixed_day = at(2001) if month != 2 else None
    return Yearly(at, year, fixed_day and (fixed_day[0].within_unknown(),) * 2)


def adjoining_days(match: Match) -> Found | None:
    """ "30 april/1 maj", "4/5 maj": two days that follow each other."""
    found = days(match)
    expression = found[0].expression if found else None
    if not isinstance(expression, Yearly):
        return None
    units = expression.at(expression.year or 2001)
    if units is None:
        return None
    first, last = units[0].first(), units[1].first()
    return found if first and last and last - first == _DAY else None


def between_days(match: Match) -> Found | None:
    """ "mellan den 1 och 15 maj": the range, without "mellan"."""
    return [Piece(match.start("span"), piece.end, piece.expression) for piece in days(match) or ()] or None


def moment(match: Match) -> Found | None:
    """The day of a time stamp."""
    return [Piece(piece.start, match.end("d"), piece.expression) for piece in days(match) or ()] or None


def _list_of_days(match: Match, spans: list[tuple[int, int, int]], month: int, year: int | None) -> Found | None:
    pieces = []
    for start, end, day in spans:
        expression = fixed(Unit("day", year, month, day))
        if expression is None:
            return None
        pieces.append(Piece(start, end, expression))
    return pieces


def two_days(match: Match) -> Found | None:
    """Two days of one month: a range where they follow each other, else two dates."""
    groups = match.groupdict()
    first, second = int(match["d"]), int(match["d2"])
    if second == first + 1:
        return days(match)
    month, year = month_of(groups, "m2", "mon2"), year_of(groups, "y2")
    if second <= first or month is None:
        return None
    weekdays = (weekday_of(groups, "weekday"), weekday_of(groups, "weekday2"))
    begin = match.start("weekday2") if weekdays[1] else match.start("d2")
    one = fixed(Unit("day", year, month, first), weekdays=(weekdays[0], 0))
    two = fixed(Unit("day", year, month, second), weekdays=(weekdays[1], 0))
    if one is None or two is None:
        return None
    return [Piece(match.start(), match.end("d"), one), Piece(begin, match.end(), two)]


def day_list(match: Match) -> Found | None:
    """Days that share a month: one date each; the last holds the month in its span."""
    groups = match.groupdict()
    month = month_of(groups, "mon")
    assert month is not None
    start = match.start("days")
    spans = [
        (start + found.start(), start + found.end(), int(found[1]))
        for found in re.finditer(r"(\d+)(?::[ea])?", match["days"])
    ]
    return _list_of_days(match, [*spans, (match.start("d"), match.end(), int(match["d"]))], month, year_of(groups, "y"))


def day_of_month(match: Match) -> Found | None:
    """ "den 15:e": the day of this month, or of the next where it has passed."""
    groups = match.groupdict()
    number, stated = int(match["d"]), weekday_of(groups, "weekday")

    def at(today: dt.date) -> Units | None:
        for step in range(12 if stated else 3):
            start = month_start(today.year, today.month + step)
            unit = Unit("day", start.year, start.month, number)
            day = unit.first() if unit.exists() else None
            if day is not None and day >= today and stated in (0, day.isoweekday()):
                return unit, unit
        return None

    return whole(match, Anchored(at, unknown=(Unit("day", None, 0, number),) * 2))


def nth_weekday(match: Match) -> Found | None:
    """The first Monday, day or whole week of a month ("sista veckan i maj")."""
    groups = match.groupdict()
    n = ordinal_of(groups, "nw", "n")
    month, year = month_of(groups, "mon"), year_of(groups, "y")
    assert month is not None
    what = group(groups, "what")
    weekday = weekday_of(groups, "weekday")

    def at(chosen: int) -> Units | None:
        if what == "dagen":
            last = Unit("month", chosen, month).last()
            day = last if n == -1 else safe_date(chosen, month, n)
        elif what == "veckan":
            # The first week is the first to begin in the month, the last the last to end in it.
            sunday = holidays.nth_weekday(chosen, month, 7, -1)
            day = sunday and sunday - 6 * _DAY if n == -1 else holidays.nth_weekday(chosen, month, 1, n)
            return None if day is None else (Unit.week_of(day), Unit.week_of(day))
        else:
            day = holidays.nth_weekday(chosen, month, weekday, n)
        return None if day is None else (Unit.of(day), Unit.of(day))

    return whole(match, Yearly(at, year))
