"""Builders of weeks, months, years and their parts, holidays and the turns between them."""

from __future__ import annotations

import datetime as dt
import re

from pipeline.language.dates import holidays, lexicon
from pipeline.language.dates.expressions import Anchored, Units, Yearly, fixed
from pipeline.language.dates.groups import Found, Match, Piece, group, later_year, month_of, ordinal_of, whole, year_of
from pipeline.language.dates.values import Unit

_DAY = dt.timedelta(days=1)


#: Days a holiday without a year may lie back in neutral text.
_HOLIDAY_BACK = 31


def weeks(match: Match) -> Found | None:
    """An ISO week or a range of them."""
    groups = match.groupdict()
    year, last_year = year_of(groups, "y", "yy", "y2"), year_of(groups, "yy2")
    week, last = int(match["w"]), group(groups, "w2")
    first = Unit("week", year, week)
    if last is None:
        return whole(match, fixed(first)) if 1 <= week <= 53 else None
    if int(last) <= week and not last_year:
        return None
    return whole(match, fixed(first, Unit("week", last_year or year, int(last))))


def week_list(match: Match) -> Found | None:
    """Weeks in a row of numbers: one each, the first with the word in its span."""
    groups = match.groupdict()
    year, start = year_of(groups, "y"), match.start("weeks")
    spans = [
        (start + found.start(), start + found.end(), int(found[0])) for found in re.finditer(r"\d+", match["weeks"])
    ]
    spans[0] = (match.start(), spans[0][1], spans[0][2])
    spans.append((match.start("w"), match.end(), int(match["w"])))
    pieces = [Piece(begin, end, fixed(Unit("week", year, number))) for begin, end, number in spans]
    return pieces if all(piece.expression for piece in pieces) else None


def month(match: Match) -> Found | None:
    """A month or a range of months."""
    groups = match.groupdict()
    first, last = month_of(groups, "mon", "m"), month_of(groups, "mon2")
    assert first is not None
    year, last_year = year_of(groups, "y", "yy"), year_of(groups, "y2")
    if last is None:
        return whole(match, fixed(Unit("month", year, first)))
    if year is None and last_year is not None:
        year = last_year - (1 if first > last else 0)
    elif last_year is None and year is not None:
        last_year = year + (1 if first > last else 0)
    return whole(match, fixed(Unit("month", year, first), Unit("month", last_year, last)))


def month_pair(match: Match) -> Found | None:
    """Two months that follow each other, as one stretch ("maj och juni")."""
    groups = match.groupdict()
    first, second = month_of(groups, "mon"), month_of(groups, "mon2")
    assert first is not None
    return month(match) if second == first % 12 + 1 else None


def year(match: Match) -> Found | None:
    """A year or a range of years."""
    groups = match.groupdict()
    first = year_of(groups, "y", "yy")
    assert first is not None
    last = later_year(first, group(groups, "y2", "yy2"))
    if last is not None and not first < last <= first + 99:
        return None
    stroke = last is not None and "/" in match.group()
    if (stroke or group(groups, "yy")) and last != (first + 1):
        return None
    return whole(match, fixed(Unit("year", first), None if last is None else Unit("year", last)))


def decade(match: Match) -> Found | None:
    """A decade; "1800-talet" and "2000-talet" are centuries."""
    text = match["decade"]
    if len(text) == 2:
        number = int(text) + (1900 if int(text) >= 30 else 2000)
        return whole(match, fixed(Unit("decade", number)))
    number = int(text)
    return whole(match, fixed(Unit("century" if number % 100 == 0 else "decade", number)))


def school_year(match: Match) -> Found | None:
    """July to June."""
    groups = match.groupdict()
    first = year_of(groups, "y", "yy")
    assert first is not None
    last = later_year(first, group(groups, "y2", "yy2", "yy3"))
    if last != first + 1:
        return None
    return whole(match, fixed(Unit("month", first, 7), Unit("month", last, 6)))


def _part(match: Match, code: int, year: int | None, last: int | None = None) -> Found | None:
    return whole(match, fixed(Unit("part", year, code), None if last is None else Unit("part", year, last)))


def season(match: Match) -> Found | None:
    """A season; of "vintern 2023/24" the first year counts."""
    groups = match.groupdict()
    word = group(groups, "season")
    code = 24 if word is None else (lexicon.SEASON_FORMS | lexicon.SEASONS)[word]
    first = year_of(groups, "y")
    last = None if first is None else later_year(first, group(groups, "y2", "yy2"))
    if last is not None and first is not None and last != first + 1:
        return None
    return _part(match, code, first)


def season_pair(match: Match) -> Found | None:
    """Two seasons of one year, as an interval."""
    groups = match.groupdict()
    codes = lexicon.SEASON_FORMS | lexicon.SEASONS
    first, last = group(groups, "season", "s1"), group(groups, "season2", "s2")
    assert first is not None and last is not None
    if codes[first] >= codes[last]:
        return None
    return _part(match, codes[first], year_of(groups, "y2"), codes[last])


def term(match: Match) -> Found | None:
    """ "VT24", "HT 2024": spring and autumn."""
    groups = match.groupdict()
    return _part(match, lexicon.TERMS[match["terms"]], year_of(groups, "y", "yy"))


def quarter(match: Match) -> Found | None:
    """A quarter or a range of quarters."""
    groups = match.groupdict()
    first, last = int(match["q"]), group(groups, "q2")
    if last is not None and int(last) <= first:
        return None
    return _part(match, 32 + first, year_of(groups, "y"), None if last is None else 32 + int(last))


def tertial(match: Match) -> Found | None:
    """A tertial: four months."""
    groups = match.groupdict()
    number = group(groups, "t", "t2")
    assert number is not None
    return _part(match, 36 + int(number), year_of(groups, "y", "y2"))


def half(match: Match) -> Found | None:
    """A half-year."""
    groups = match.groupdict()
    return _part(match, 39 + int(match["h"]), year_of(groups, "y"))


_ORDINAL_PARTS = {"kvartal": (32, 4), "tertial": (36, 3), "halvår": (39, 2)}


def ordinal_part(match: Match) -> Found | None:
    """ "tredje kvartalet 2025", "första halvåret", "sista tertialet"."""
    groups = match.groupdict()
    base, count = next(parts for word, parts in _ORDINAL_PARTS.items() if match["what"].startswith(word))
    first, second = ordinal_of(groups, "nw", "n"), group(groups, "nw2")
    first = count if first == -1 else first
    last = lexicon.ORDINALS[second] if second else None
    last = count if last == -1 else last
    if not 1 <= first <= count or (last is not None and not first < last <= count):
        return None
    return _part(match, base + first, year_of(groups, "y"), None if last is None else base + last)


def event(match: Match) -> Found | None:
    """A meeting named by its month or season."""
    groups = match.groupdict()
    kind, number = lexicon.EVENT_WORDS[match["event_words"]]
    return whole(match, fixed(Unit(kind, year_of(groups, "y"), number)))


def holiday(match: Match) -> Found | None:
    """A holiday, by the calendar of its year."""
    groups = match.groupdict()
    key = lexicon.HOLIDAY_NAMES[re.sub(r"\s+", " ", match["holiday"])]
    rule = holidays.RULES["new-year" if key == "new-year-eve" and group(groups, "turn") else key]

    def at(chosen: int) -> Units | None:
        first, last = rule(chosen)
        return Unit.of(first), Unit.of(last)

    unknown: Units | None = None
    if key in holidays.FIXED:
        first, last = rule(2000)
        unknown = Unit.of(first).within_unknown(), Unit.of(last).within_unknown()
    return whole(match, Yearly(at, year_of(groups, "y"), unknown, back=_HOLIDAY_BACK))


def beside_holiday(match: Match) -> Found | None:
    """ "dagen före midsommar", "veckan efter påsk": the day or the ISO week beside a holiday."""
    groups = match.groupdict()
    rule = holidays.RULES[lexicon.HOLIDAY_NAMES[re.sub(r"\s+", " ", match["holiday"])]]
    length = 1 if match["what"] == "dagen" else 7
    later = match["side"] == "efter"

    def at(chosen: int) -> Units | None:
        first, last = rule(chosen)
        day = last + length * _DAY if later else first - length * _DAY
        unit = Unit.of(day) if length == 1 else Unit.week_of(day)
        return unit, unit

    return whole(match, Yearly(at, year_of(groups, "y"), back=_HOLIDAY_BACK))


def turn_of_year(match: Match) -> Found | None:
    """31 December to 1 January."""
    groups = match.groupdict()
    chosen = year_of(groups, "y", "yy")
    if chosen is not None:
        last = later_year(chosen, group(groups, "y2", "yy2", "yy3"))
        if last != chosen + 1:
            return None

    def at(year: int) -> Units | None:
        return Unit("day", year, 12, 31), Unit("day", year + 1, 1, 1)

    return whole(match, Yearly(at, chosen, back=0))


def _month_turn(year: int, month: int) -> Units:
    last = Unit("month", year, month).last()
    assert last is not None
    return Unit.of(last), Unit.of(last + _DAY)


def turn_of_month(match: Match) -> Found | None:
    """The last day of a month and the first of the next."""
    groups = match.groupdict()
    first, second = month_of(groups, "mon"), month_of(groups, "mon2")
    if first is None:
        return whole(match, Anchored(lambda today: _month_turn(today.year, today.month)))
    if second != first % 12 + 1:
        return None
    chosen = year_of(groups, "y")
    if chosen is not None and first == 12:
        chosen -= 1
    unknown = None
    if first != 2:
        begin, end = _month_turn(2001, first)
        unknown = begin.within_unknown(), end.within_unknown()
    return whole(match, Yearly(lambda year: _month_turn(year, first), chosen, unknown))


def turn_of_half(match: Match) -> Found | None:
    """30 June to 1 July."""
    groups = match.groupdict()
    unknown = Unit("day", None, 6, 30), Unit("day", None, 7, 1)
    return whole(match, Yearly(lambda year: _month_turn(year, 6), year_of(groups, "y"), unknown))


def none(match: Match) -> Found | None:
    """A date that has no value ("tills vidare")."""
    return [Piece(match.start(), match.end(), None)]
