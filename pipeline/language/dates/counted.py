"""Builders of what is counted from the day of the meeting: "i morgon", "nästa vecka", "om ett år"."""

from __future__ import annotations

import calendar
import datetime as dt
import re

from pipeline.language.dates import lexicon
from pipeline.language.dates.expressions import Anchored, Units, Yearly
from pipeline.language.dates.groups import Found, Match, Piece, group, month_of, number_of, weekday_of, whole, year_of
from pipeline.language.dates.values import Unit, month_start

_DAY = dt.timedelta(days=1)


#: Month up to which "helåret" may be the year before.
_ACCOUNTS_CLOSED = 3


def _same(unit: Unit) -> Units:
    return unit, unit


def _spaced(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def _season_start(code: int, today: dt.date) -> int:
    """The year of the season that holds ``today`` or comes next."""
    for chosen in (today.year - 1, today.year):
        last = Unit("part", chosen, code).last()
        if last is not None and last >= today:
            return chosen
    return today.year + 1


def deictic_season(match: Match) -> Found | None:
    """ "i höst" (this one or the next), "i höstas" (the last), "nästa höst", "förra hösten"."""
    groups = match.groupdict()
    past = group(groups, "season_past")
    word = past or group(groups, "season", "seasons", "season_forms", "s1")
    assert word is not None
    code = (lexicon.SEASONS | lexicon.SEASON_FORMS | lexicon.SEASON_PAST)[word]
    step_word = group(groups, "steps")
    step = lexicon.STEPS[step_word] if step_word else 0

    def at(today: dt.date) -> Units | None:
        current = _season_start(code, today)
        unit = Unit("part", current, code)
        first = unit.first()
        assert first is not None
        if past:
            chosen = current if first <= today else current - 1
        elif step_word and step:
            # "nästa" and "förra" count calendar years, as "förra året" does.
            chosen = today.year + step
            if step < 0 and code != 24:
                ended = Unit("part", today.year, code).last()
                chosen = today.year if ended is not None and ended < today else today.year - 1
        else:
            chosen = current
        return unit.within(chosen), unit.within(chosen)

    def warnings(today: dt.date) -> tuple[str, ...]:
        first, last = (unit.first() for unit in (Unit("part", _season_start(code, today), code),) * 2)
        inside = past and first is not None and last is not None and first <= today
        return ("ambiguous-season",) if inside else ()

    def of_year(chosen: int) -> Units | None:
        return (Unit("part", chosen + step, code),) * 2 if not past and code != 24 else None

    return whole(match, Anchored(at, of_year, warnings))


def add_months(date: dt.date, months: int) -> dt.date:
    """``date`` moved by months, to the last day of the month where it is too short."""
    start = month_start(date.year, date.month + months)
    return start.replace(day=min(date.day, calendar.monthrange(start.year, start.month)[1]))


def unit_at(unit: str, today: dt.date, step: int) -> Units:
    """The calendar unit ``step`` units from the one that holds ``today``."""
    if unit == "day":
        return _same(Unit.of(today + step * _DAY))
    if unit == "week":
        return _same(Unit.week_of(today + 7 * step * _DAY))
    if unit == "weekend":
        saturday = today - (today.isoweekday() - 6 - 7 * step) * _DAY
        return Unit.of(saturday), Unit.of(saturday + _DAY)
    if unit == "month":
        start = month_start(today.year, today.month + step)
        return _same(Unit("month", start.year, start.month))
    if unit in ("quarter", "half"):
        length, base = (3, 33) if unit == "quarter" else (6, 40)
        count = 12 // length
        year, index = divmod(today.year * count + (today.month - 1) // length + step, count)
        return _same(Unit("part", year, base + index))
    if unit == "term":
        # Vårterminen to June, höstterminen from July.
        year, index = divmod(today.year * 2 + (today.month > 6) + step, 2)
        return _same(Unit("part", year, 21 + 2 * index))
    if unit == "school_year":
        first = today.year - (today.month < 7) + step
        return Unit("month", first, 7), Unit("month", first + 1, 6)
    return _same(Unit("year", today.year + step))


def deictic_day(match: Match) -> Found | None:
    """ "idag", "i morgon", "i förrgår"."""
    offset = lexicon.DEICTIC_DAYS[_spaced(match["deictic_days"])]
    return whole(match, Anchored(lambda today: unit_at("day", today, offset)))


def _years(match: Match, offset: int) -> Found | None:
    return whole(
        match,
        Anchored(lambda today: unit_at("year", today, offset), lambda year: _same(Unit("year", year + offset))),
    )


def deictic_year(match: Match) -> Found | None:
    """ "i år", "i fjol"."""
    return _years(match, lexicon.DEICTIC_YEARS[_spaced(match["deictic_years"])])


def this_year(match: Match) -> Found | None:
    """ "under året"."""
    return _years(match, 0)


def whole_year(match: Match) -> Found | None:
    """ "helåret": this year, but in its first months perhaps the last, whose accounts are then closed."""

    def at(today: dt.date) -> Units | None:
        return unit_at("year", today, 0) if today.month > _ACCOUNTS_CLOSED else None

    return whole(match, Anchored(at, lambda year: _same(Unit("year", year))))


def this_week(match: Match) -> Found | None:
    """ "nu i veckan"."""
    return whole(match, Anchored(lambda today: unit_at("week", today, 0)))


def step_unit(match: Match) -> Found | None:
    """ "nästa vecka", "förra året", "innevarande kvartal"."""
    unit, step = lexicon.UNITS[match["unit"]], lexicon.STEPS[_spaced(match["steps"])]
    if unit == "day":
        return None
    if unit == "year":
        return _years(match, step)
    return whole(match, Anchored(lambda today: unit_at(unit, today, step)))


def weekend(match: Match) -> Found | None:
    """The coming weekend, or the one that is."""
    return whole(match, Anchored(lambda today: unit_at("weekend", today, 0)))


def step_month(match: Match) -> Found | None:
    """ "nästa mars": the first after this month; "förra mars": the last before it."""
    groups = match.groupdict()
    number, step = month_of(groups, "mon"), lexicon.STEPS[_spaced(match["steps"])]
    again = 1 if group(groups, "again") else 0
    assert number is not None

    def at(today: dt.date) -> Units | None:
        year = today.year
        if step > 0:
            year += (0 if number > today.month else 1) + again
        elif step < 0:
            year -= 0 if number < today.month else 1
        return _same(Unit("month", year, number))

    return whole(match, Anchored(at))


def weekday(match: Match) -> Found | None:
    """ "på måndag", "i måndags", "nästa fredag": the first after, the last before."""
    groups = match.groupdict()
    text = match["weekday"].rstrip(".")
    number = weekday_of(groups, "weekday")
    step_word = group(groups, "steps")
    step = lexicon.STEPS[_spaced(step_word)] if step_word else None
    past = step == -1 or (step is None and text.endswith("dags"))
    again = 7 if group(groups, "again") else 0

    def at(today: dt.date) -> Units | None:
        if step == 0:
            return _same(Unit.of(today + (number - today.isoweekday()) * _DAY))
        if past:
            return _same(Unit.of(today - ((today.isoweekday() - number - 1) % 7 + 1) * _DAY))
        return _same(Unit.of(today + ((number - today.isoweekday() - 1) % 7 + 1 + again) * _DAY))

    def warnings(today: dt.date) -> tuple[str, ...]:
        # On a Monday "nästa fredag" may be said of this week's Friday and of the next week's.
        return ("ambiguous-weekday",) if step == 1 and number > today.isoweekday() else ()

    return whole(match, Anchored(at, warnings=warnings))


def weekday_of_week(match: Match) -> Found | None:
    """ "onsdag nästa vecka"."""
    groups = match.groupdict()
    number, step_word = weekday_of(groups, "weekday"), group(groups, "steps")
    if step_word is None:
        return None
    step = lexicon.STEPS[_spaced(step_word)]

    def at(today: dt.date) -> Units | None:
        return _same(Unit.of(today + (number - today.isoweekday() + 7 * step) * _DAY))

    return whole(match, Anchored(at))


def weekday_numbered_week(match: Match) -> Found | None:
    """ "torsdag v 16"."""
    groups = match.groupdict()
    number, week = weekday_of(groups, "weekday"), int(match["w"])

    def at(year: int) -> Units | None:
        unit = Unit("week", year, week)
        return _same(Unit.of(dt.date.fromisocalendar(year, week, number))) if unit.exists() else None

    return whole(match, Yearly(at, year_of(groups, "y")))


def _moved(today: dt.date, unit: str, count: int) -> Units:
    """The day, or for years the year, ``count`` units away."""
    if unit == "day":
        return _same(Unit.of(today + count * _DAY))
    if unit in ("week", "weekend"):
        return _same(Unit.of(today + 7 * count * _DAY))
    months = {"month": 1, "quarter": 3, "half": 6, "term": 6}.get(unit)
    if months is not None:
        return _same(Unit.of(add_months(today, months * count)))
    return _same(Unit("year", today.year + count))


def in_time(match: Match) -> Found | None:
    """ "om två veckor"."""
    unit, count = lexicon.UNITS[match["unit"]], number_of(match["n"])
    return whole(match, Anchored(lambda today: _moved(today, unit, count)))


def time_ago(match: Match) -> Found | None:
    """ "för tre år sedan"."""
    unit, count = lexicon.UNITS[match["unit"]], number_of(match["n"])
    return whole(match, Anchored(lambda today: _moved(today, unit, -count)))


_TIMEX_UNITS = {"day": "D", "week": "W", "month": "M", "year": "Y"}


def duration_timex3(text: str) -> str | None:
    """TIMEX3 of a length of time as written ("inom tre veckor": ``P3W``); None without a count."""
    words = text.split()
    counts = [word for word in words if word.isdigit() or word in lexicon.NUMBERS]
    units = [_TIMEX_UNITS.get(lexicon.UNITS[word]) for word in words if word in lexicon.UNITS]
    return f"P{number_of(counts[-1])}{units[-1]}" if counts and units and units[-1] else None


def within(match: Match) -> Found | None:
    """ "inom tre veckor": from the day of the meeting to the day the time is out."""
    unit, count = lexicon.UNITS[match["unit"]], number_of(match["n"])

    def at(today: dt.date) -> Units | None:
        end = add_months(today, 12 * count) if unit == "year" else _moved(today, unit, count)[0].first()
        assert end is not None
        return Unit.of(today), Unit.of(end)

    return [Piece(match.start(), match.end(), Anchored(at))]


def length(match: Match) -> Found | None:
    """ "nästa tre månader", "senaste två veckor": whole units beside the present one."""
    unit, count = lexicon.UNITS[match["unit"]], number_of(match["n"])
    ahead = lexicon.LENGTHS[_spaced(match["lengths"])] > 0

    def at(today: dt.date) -> Units | None:
        near, far = (1, count) if ahead else (-count, -1)
        return unit_at(unit, today, near)[0], unit_at(unit, today, far)[1]

    return whole(match, Anchored(at))
