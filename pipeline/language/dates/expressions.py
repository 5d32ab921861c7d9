"""Expressions: what a text says of time before anyone asks when it was said.

An expression is :class:`Yearly` (it recurs every year; the year may stand in the text or not)
or :class:`Anchored` (it is counted from the day of the meeting). Resolving one against a
:class:`Reference` gives units of the calendar, or None where that would be a guess.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.language.dates.values import Unit

Units = tuple[Unit, Unit]

#: Days a yearless expression may lie before the reference when no verb tells past from future.
LOOK_BACK_DAYS = 92
#: The same for seasons and other parts of the year, which "look back" only just after their end.
LOOK_BACK_PART = 45


@dataclass(frozen=True, slots=True)
class Reference:
    """What expressions are resolved against.

    Attributes:
        date: the day of the meeting; None where unknown.
        year: the year alone, where only that could be worked out.
        source: ``year_source`` of what is resolved by it (``document`` or ``metadata``).
    """

    date: dt.date | None = None
    year: int | None = None
    source: str = "metadata"


class Resolved(NamedTuple):
    """Units found, with warnings (``weekday-mismatch`` ...)."""

    units: Units
    warnings: tuple[str, ...] = ()


class Yearly(NamedTuple):
    """A day, week, month, season, holiday ... that every year has.

    Attributes:
        at: its units in a given year, or None where that year has none (29 February).
        year: the year in the text, if any.
        unknown: the units without a year, where they can be written so.
        weekdays: stated weekdays of the first and last day (0: not stated).
        back: days it may lie before the reference in neutral text; None: never.
    """

    at: Callable[[int], Units | None]
    year: int | None = None
    unknown: Units | None = None
    weekdays: tuple[int, int] = (0, 0)
    back: int | None = LOOK_BACK_DAYS

    @property
    def complete(self) -> bool:
        """Whether the text alone gives the value."""
        return self.year is not None

    def resolve(self, reference: Reference, tense: str | None) -> Resolved | None:
        """The units by ``tense`` (``past``, ``future`` or None); None without a year to go by."""
        if self.year is not None:
            return self._checked(self.at(self.year))
        if reference.date is None:
            return None if reference.year is None else self._checked(self.at(reference.year))
        return self._nearest(reference.date, tense)

    def following(self, day: dt.date, within: int) -> Resolved | None:
        """The first occurrence after ``day``, at most ``within`` days on, else None."""
        for year in (day.year, day.year + 1):
            units = self.at(year) if year <= dt.MAXYEAR else None
            if units is not None:
                first = units[0].first()
                assert first is not None
                if 0 <= (first - day).days <= within:
                    return self._checked(units)
        return None

    def _checked(self, units: Units | None) -> Resolved | None:
        if units is None:
            return None
        return Resolved(units, () if self._weekdays_hold(units) else ("weekday-mismatch",))

    def _weekdays_hold(self, units: Units) -> bool:
        if not any(self.weekdays):
            return True
        for unit, weekday in zip(units, self.weekdays, strict=True):
            day = unit.first()
            if weekday and day is not None and day.isoweekday() != weekday:
                return False
        return True

    def _nearest(self, today: dt.date, tense: str | None) -> Resolved | None:
        found: list[tuple[dt.date, dt.date, Units]] = []
        slack = 0 if tense == "future" or self.back is None else self.back
        edge = today - dt.timedelta(days=slack)
        for year in range(max(today.year - 1, dt.MINYEAR), min(today.year + 2, dt.MAXYEAR)):
            units = self.at(year)
            if units is not None:
                first, last = units[0].first(), units[1].last()
                assert first is not None and last is not None
                if last >= edge and tense != "past" and not any(self.weekdays):
                    return self._checked(units)
                found.append((first, last, units))
        past = [units for first, _, units in found if first <= today]
        if tense == "past":
            choice = past[-1] if past else None
        else:
            choice = next((units for _, last, units in found if last >= edge), None)
        if choice is None:
            return None
        if any(self.weekdays) and not self._weekdays_hold(choice):
            ahead = [units for _, last, units in found if last >= today][:1]
            fitting = [units for units in past[-1:] + ahead if self._weekdays_hold(units)]
            if len(fitting) == 1:
                choice = fitting[0]
        return self._checked(choice)


class Anchored(NamedTuple):
    """An expression counted from the reference day.

    Attributes:
        at: its units by the reference day, or None.
        of_year: its units by the reference year alone ("i år"), where that is enough.
        warnings: what makes the expression ambiguous for a given day.
        unknown: its units without a year, where they can be written so.
    """

    at: Callable[[dt.date], Units | None]
    of_year: Callable[[int], Units | None] | None = None
    warnings: Callable[[dt.date], tuple[str, ...]] | None = None
    unknown: Units | None = None

    @property
    def complete(self) -> bool:
        """Never: a reference is always needed."""
        return False

    def resolve(self, reference: Reference, tense: str | None) -> Resolved | None:
        """The units seen from ``reference``; ``tense`` plays no part."""
        if reference.date is not None:
            units = self.at(reference.date)
            warnings = self.warnings(reference.date) if self.warnings else ()
            return None if units is None else Resolved(units, warnings)
        if reference.year is not None and self.of_year is not None:
            units = self.of_year(reference.year)
            return None if units is None else Resolved(units)
        return None


Expression = Yearly | Anchored


def fixed(first: Unit, last: Unit | None = None, weekdays: tuple[int, int] = (0, 0)) -> Yearly | None:
    """An expression of units whose year may or may not be known; None where no such day exists.

    A range without a year that runs past New Year ("28 december-2 januari") ends in the next.
    """
    back = LOOK_BACK_PART if first.kind == "part" else LOOK_BACK_DAYS
    if last is None:
        if not first.exists():
            return None

        def unit_at(chosen: int) -> Units | None:
            unit = first.within(chosen)
            return (unit, unit) if unit.exists() else None

        unknown = first.within_unknown()
        return Yearly(unit_at, first.year, (unknown, unknown), weekdays, back)
    if not first.exists() or not last.exists():
        return None
    crosses = (last.number, last.day) < (first.number, first.day) and first.kind == last.kind
    step = 1 if crosses and first.kind in ("day", "week", "month", "part") else 0
    if first.year is not None and last.year is not None:
        step = last.year - first.year
        if step < 0 or (step == 0 and crosses and first.kind != "year"):
            return None

    def range_at(chosen: int) -> Units | None:
        begin, end = first.within(chosen), last.within(chosen + step)
        return (begin, end) if begin.exists() and end.exists() else None

    return Yearly(range_at, first.year, (first.within_unknown(), last.within_unknown()), weekdays, back)
