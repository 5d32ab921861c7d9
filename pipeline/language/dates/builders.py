"""What the groups of a production's match mean: one function a value of ``build`` in the grammar."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass

from pipeline.language.dates import holidays, lexicon
from pipeline.language.dates.expressions import LOOK_BACK_PART, Anchored, Expression, Units, Yearly, fixed
from pipeline.language.dates.values import Unit, month_start

_DAY = dt.timedelta(days=1)
Match = re.Match[str]


@dataclass(frozen=True, slots=True)
class Piece:
    """An expression with the span it was read from; ``expression`` None: a date without a value."""

    start: int
    end: int
    expression: Expression | None


Found = list[Piece]
Builder = Callable[[Match], Found | None]

#: Days a holiday without a year may lie back in neutral text.
_HOLIDAY_BACK = 31
#: Two-digit years from this one on are of the 1900s.
_PIVOT = 60


def _whole(match: Match, expression: Expression | None) -> Found | None:
    return None if expression is None else [Piece(match.start(), match.end(), expression)]


def _group(match: Match, *names: str) -> str | None:
    found = match.re.groupindex
    for name in names:
        if name in found and match[name]:
            return match[name]
    return None


def full_year(short: int) -> int:
    """The year meant by two digits: 60-99 of the 1900s, else of the 2000s."""
    return short + (1900 if short >= _PIVOT else 2000)


def _year(match: Match, *names: str) -> int | None:
    text = _group(match, *names)
    if text is None:
        return None
    return full_year(int(text)) if len(text) == 2 else int(text)


def _month(match: Match, *names: str) -> int | None:
    text = _group(match, *names)
    if text is None:
        return None
    return int(text) if text.isdigit() else lexicon.MONTHS[text.rstrip(".")]


def _weekday(match: Match, *names: str) -> int:
    text = _group(match, *names)
    return lexicon.WEEKDAY_FORMS[text.rstrip(".")] if text else 0


def _number(text: str) -> int:
    return int(text) if text.isdigit() else lexicon.NUMBERS[text]


def _later_year(year: int, text: str | None) -> int | None:
    """The end year of "2023/24": two digits, read in the century of ``year``."""
    if text is None:
        return None
    end = int(text) if len(text) == 4 else year // 100 * 100 + int(text)
    return end + 100 if end < year and len(text) == 2 and year % 100 > 89 else end


def days(match: Match) -> Found | None:
    """A day, or a range of days that shares what its end says of month and year."""
    text = _group(match, "d", "dw")
    assert text is not None
    first_day = int(text) if text.isdigit() else lexicon.ORDINALS[text]
    month, year = _month(match, "m", "mon"), _year(match, "y", "yy")
    second = _group(match, "d2")
    weekdays = (_weekday(match, "weekday"), _weekday(match, "weekday2"))
    if second is None:
        if month is None or first_day < 1:
            return None
        stated = _weekday(match, "weekday", "weekday2", "weekday3")
        day = fixed(Unit("day", year, month, first_day), weekdays=(stated, 0))
        # A day that no calendar has ("31 april") is still a date as written; it has no value.
        return _whole(match, day or Yearly(lambda chosen: None, year or 0))
    last_month = _month(match, "m2", "mon2") or month
    last_year = _year(match, "y2") or year
    month = month or last_month
    if month is None or last_month is None:
        return None
    if year is None and last_year is not None:
        year = last_year - (1 if (month, first_day) > (last_month, int(second)) else 0)
    first, last = Unit("day", year, month, first_day), Unit("day", last_year, last_month, int(second))
    if month == last_month and int(second) <= first_day and year == last_year:
        return None
    if weekdays[1] and not weekdays[0]:
        weekdays = (0, weekdays[1])
    return _whole(match, fixed(first, last, weekdays))


def adjoining_days(match: Match) -> Found | None:
    """"30 april/1 maj", "4/5 maj": two days that follow each other."""
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
    """"mellan den 1 och 15 maj": the range, without "mellan"."""
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
    first, second = int(match["d"]), int(match["d2"])
    if second == first + 1:
        return days(match)
    month, year = _month(match, "m2", "mon2"), _year(match, "y2")
    if second <= first or month is None:
        return None
    weekdays = (_weekday(match, "weekday"), _weekday(match, "weekday2"))
    begin = match.start("weekday2") if weekdays[1] else match.start("d2")
    one = fixed(Unit("day", year, month, first), weekdays=(weekdays[0], 0))
    two = fixed(Unit("day", year, month, second), weekdays=(weekdays[1], 0))
    if one is None or two is None:
        return None
    return [Piece(match.start(), match.end("d"), one), Piece(begin, match.end(), two)]


def day_list(match: Match) -> Found | None:
    """Days that share a month: one date each; the last holds the month in its span."""
    month = _month(match, "mon")
    assert month is not None
    start = match.start("days")
    spans = [
        (start + found.start(), start + found.end(), int(found[1]))
        for found in re.finditer(r"(\d+)(?::[ea])?", match["days"])
    ]
    return _list_of_days(match, [*spans, (match.start("d"), match.end(), int(match["d"]))], month, _year(match, "y"))


def day_of_month(match: Match) -> Found | None:
    """"den 15:e": the day of this month, or of the next where it has passed."""
    number, stated = int(match["d"]), _weekday(match, "weekday")

    def at(today: dt.date) -> Units | None:
        for step in range(12 if stated else 3):
            start = month_start(today.year, today.month + step)
            unit = Unit("day", start.year, start.month, number)
            day = unit.first() if unit.exists() else None
            if day is not None and day >= today and stated in (0, day.isoweekday()):
                return unit, unit
        return None

    return _whole(match, Anchored(at, unknown=(Unit("day", None, 0, number),) * 2))


def nth_weekday(match: Match) -> Found | None:
    """The first Monday, day or whole week of a month ("sista veckan i maj")."""
    n = _ordinal(match, "nw", "n")
    month, year = _month(match, "mon"), _year(match, "y")
    assert month is not None
    what = _group(match, "what")
    weekday = _weekday(match, "weekday")

    def at(chosen: int) -> Units | None:
        if what == "dagen":
            last = Unit("month", chosen, month).last()
            day = last if n == -1 else _safe_date(chosen, month, n)
        elif what == "veckan":
            # The first week is the first to begin in the month, the last the last to end in it.
            sunday = holidays.nth_weekday(chosen, month, 7, -1)
            day = sunday and sunday - 6 * _DAY if n == -1 else holidays.nth_weekday(chosen, month, 1, n)
            return None if day is None else (Unit.week_of(day), Unit.week_of(day))
        else:
            day = holidays.nth_weekday(chosen, month, weekday, n)
        return None if day is None else (Unit.of(day), Unit.of(day))

    return _whole(match, Yearly(at, year))


def _safe_date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _ordinal(match: Match, *names: str) -> int:
    text = _group(match, *names)
    assert text is not None
    return int(text) if text.isdigit() else lexicon.ORDINALS[text]


def weeks(match: Match) -> Found | None:
    """An ISO week or a range of them."""
    year, last_year = _year(match, "y", "yy", "y2"), _year(match, "yy2")
    week, last = int(match["w"]), _group(match, "w2")
    first = Unit("week", year, week)
    if last is None:
        return _whole(match, fixed(first)) if 1 <= week <= 53 else None
    if int(last) <= week and not last_year:
        return None
    return _whole(match, fixed(first, Unit("week", last_year or year, int(last))))


def week_list(match: Match) -> Found | None:
    """Weeks in a row of numbers: one each, the first with the word in its span."""
    year, start = _year(match, "y"), match.start("weeks")
    spans = [
        (start + found.start(), start + found.end(), int(found[0])) for found in re.finditer(r"\d+", match["weeks"])
    ]
    spans[0] = (match.start(), spans[0][1], spans[0][2])
    spans.append((match.start("w"), match.end(), int(match["w"])))
    pieces = [Piece(begin, end, fixed(Unit("week", year, number))) for begin, end, number in spans]
    return pieces if all(piece.expression for piece in pieces) else None


def month(match: Match) -> Found | None:
    """A month or a range of months."""
    first, last = _month(match, "mon", "m"), _month(match, "mon2")
    assert first is not None
    year, last_year = _year(match, "y", "yy"), _year(match, "y2")
    if last is None:
        return _whole(match, fixed(Unit("month", year, first)))
    if year is None and last_year is not None:
        year = last_year - (1 if first > last else 0)
    elif last_year is None and year is not None:
        last_year = year + (1 if first > last else 0)
    return _whole(match, fixed(Unit("month", year, first), Unit("month", last_year, last)))


def year(match: Match) -> Found | None:
    """A year or a range of years."""
    first = _year(match, "y", "yy")
    assert first is not None
    last = _later_year(first, _group(match, "y2", "yy2"))
    if last is not None and not first < last <= first + 99:
        return None
    stroke = last is not None and "/" in match.group()
    if (stroke or _group(match, "yy")) and last != (first + 1):
        return None
    return _whole(match, fixed(Unit("year", first), None if last is None else Unit("year", last)))


def decade(match: Match) -> Found | None:
    """A decade; "1800-talet" and "2000-talet" are centuries."""
    text = match["decade"]
    if len(text) == 2:
        number = int(text) + (1900 if int(text) >= 30 else 2000)
        return _whole(match, fixed(Unit("decade", number)))
    number = int(text)
    return _whole(match, fixed(Unit("century" if number % 100 == 0 else "decade", number)))


def school_year(match: Match) -> Found | None:
    """July to June."""
    first = _year(match, "y", "yy")
    assert first is not None
    last = _later_year(first, _group(match, "y2", "yy2", "yy3"))
    if last != first + 1:
        return None
    return _whole(match, fixed(Unit("month", first, 7), Unit("month", last, 6)))


def _part(match: Match, code: int, year: int | None, last: int | None = None) -> Found | None:
    return _whole(match, fixed(Unit("part", year, code), None if last is None else Unit("part", year, last)))


def season(match: Match) -> Found | None:
    """A season; of "vintern 2023/24" the first year counts."""
    word = _group(match, "season")
    code = 24 if word is None else (lexicon.SEASON_FORMS | lexicon.SEASONS)[word]
    first = _year(match, "y")
    last = None if first is None else _later_year(first, _group(match, "y2", "yy2"))
    if last is not None and first is not None and last != first + 1:
        return None
    return _part(match, code, first)


def season_pair(match: Match) -> Found | None:
    """Two seasons of one year, as an interval."""
    codes = lexicon.SEASON_FORMS | lexicon.SEASONS
    first, last = _group(match, "season", "s1"), _group(match, "season2", "s2")
    assert first is not None and last is not None
    if codes[first] >= codes[last]:
        return None
    return _part(match, codes[first], _year(match, "y2"), codes[last])


def _season_start(code: int, today: dt.date) -> int:
    """The year of the season that holds ``today`` or comes next."""
    for chosen in (today.year - 1, today.year):
        last = Unit("part", chosen, code).last()
        if last is not None and last >= today:
            return chosen
    return today.year + 1


def deictic_season(match: Match) -> Found | None:
    """"i höst" (this one or the next), "i höstas" (the last), "nästa höst", "förra hösten"."""
    past = _group(match, "season_past")
    word = past or _group(match, "season", "seasons", "season_forms", "s1")
    assert word is not None
    code = (lexicon.SEASONS | lexicon.SEASON_FORMS | lexicon.SEASON_PAST)[word]
    step_word = _group(match, "steps")
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

    return _whole(match, Anchored(at, of_year, warnings))


def term(match: Match) -> Found | None:
    """"VT24", "HT 2024": spring and autumn."""
    return _part(match, lexicon.TERMS[match["terms"]], _year(match, "y", "yy"))


def quarter(match: Match) -> Found | None:
    """A quarter or a range of quarters."""
    first, last = int(match["q"]), _group(match, "q2")
    if last is not None and int(last) <= first:
        return None
    return _part(match, 32 + first, _year(match, "y"), None if last is None else 32 + int(last))


def tertial(match: Match) -> Found | None:
    """A tertial: four months."""
    number = _group(match, "t", "t2")
    assert number is not None
    return _part(match, 36 + int(number), _year(match, "y", "y2"))


def half(match: Match) -> Found | None:
    """A half-year."""
    return _part(match, 39 + int(match["h"]), _year(match, "y"))


_ORDINAL_PARTS = {"kvartal": (32, 4), "tertial": (36, 3), "halvår": (39, 2)}


def ordinal_part(match: Match) -> Found | None:
    """"tredje kvartalet 2025", "första halvåret", "sista tertialet"."""
    base, count = next(parts for word, parts in _ORDINAL_PARTS.items() if match["what"].startswith(word))
    first, second = _ordinal(match, "nw", "n"), _group(match, "nw2")
    first = count if first == -1 else first
    last = lexicon.ORDINALS[second] if second else None
    last = count if last == -1 else last
    if not 1 <= first <= count or (last is not None and not first < last <= count):
        return None
    return _part(match, base + first, _year(match, "y"), None if last is None else base + last)


def event(match: Match) -> Found | None:
    """A meeting named by its month or season."""
    kind, number = lexicon.EVENT_WORDS[match["event_words"]]
    return _whole(match, fixed(Unit(kind, _year(match, "y"), number)))


def holiday(match: Match) -> Found | None:
    """A holiday, by the calendar of its year."""
    key = lexicon.HOLIDAY_NAMES[re.sub(r"\s+", " ", match["holiday"])]
    rule = holidays.RULES[key]

    def at(chosen: int) -> Units | None:
        first, last = rule(chosen)
        return Unit.of(first), Unit.of(last)

    unknown: Units | None = None
    if key in holidays.FIXED:
        first, last = rule(2000)
        unknown = Unit.of(first).within_unknown(), Unit.of(last).within_unknown()
    return _whole(match, Yearly(at, _year(match, "y"), unknown, back=_HOLIDAY_BACK))


def turn_of_year(match: Match) -> Found | None:
    """31 December to 1 January."""
    chosen = _year(match, "y", "yy")
    if chosen is not None:
        last = _later_year(chosen, _group(match, "y2", "yy2", "yy3"))
        if last != chosen + 1:
            return None

    def at(year: int) -> Units | None:
        return Unit("day", year, 12, 31), Unit("day", year + 1, 1, 1)

    return _whole(match, Yearly(at, chosen, back=0))


def _month_turn(year: int, month: int) -> Units:
    last = Unit("month", year, month).last()
    assert last is not None
    return Unit.of(last), Unit.of(last + _DAY)


def turn_of_month(match: Match) -> Found | None:
    """The last day of a month and the first of the next."""
    first, second = _month(match, "mon"), _month(match, "mon2")
    if first is None:
        return _whole(match, Anchored(lambda today: _month_turn(today.year, today.month)))
    if second != first % 12 + 1:
        return None
    chosen = _year(match, "y")
    if chosen is not None and first == 12:
        chosen -= 1
    unknown = None
    if first != 2:
        begin, end = _month_turn(2001, first)
        unknown = begin.within_unknown(), end.within_unknown()
    return _whole(match, Yearly(lambda year: _month_turn(year, first), chosen, unknown))


def turn_of_half(match: Match) -> Found | None:
    """30 June to 1 July."""
    unknown = Unit("day", None, 6, 30), Unit("day", None, 7, 1)
    return _whole(match, Yearly(lambda year: _month_turn(year, 6), _year(match, "y"), unknown))


def none(match: Match) -> Found | None:
    """A date that has no value ("tills vidare")."""
    return [Piece(match.start(), match.end(), None)]
