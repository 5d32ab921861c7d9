"""Dates with their values: ``resolve`` one expression, ``parse`` a text."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import Final, Literal

from pipeline.language.dates import context
from pipeline.language.dates.counted import duration_timex3
from pipeline.language.dates.expressions import Expression, Reference, Resolved, Units, Yearly
from pipeline.language.dates.find import Candidate, find, lower
from pipeline.language.dates.tense import tells_of_the_past
from pipeline.language.dates.tense import tense as clause_tense
from pipeline.language.dates.values import Unit, Value, opened, value_of
from pipeline.language.model import DateMention

Bounds = Literal["interval", "plain"]

#: Bounds that the plain reading leaves to whoever reads the words before the date.
_PLAIN_BOUNDS: Final = frozenset({"deadline", "before", "after", "since"})


#: "före sommaren" and "efter sommaren" speak of the time beside the season, never of the season itself.
_BESIDE: Final = frozenset({"before", "after"})
#: Days to the next date of a row of dates ("9 februari, 11 maj och 7 september").
_NEXT_OF_ROW: Final = 200
_ROW: Final = re.compile(r"(?:,|,? och|,? samt|,? respektive)\s+(?:(?:den|i)\s+)?")
#: What may stand between a row of dates and the season that goes on from it ("... och 19 juni. Höstens möten").
_NEXT_SENTENCE: Final = re.compile(r"\.\s+")
_ROW_GAP: Final = 18
_DAY_FOLLOWS: Final = re.compile(r",?\s(?:\w+dag(?:en)?\s)?(?:den\s)?\d{1,2}[:/ ]")
_DAYS: Final = frozenset({"date", "range", "deadline", "open", None})


def resolve_all(
    text: str, candidates: Sequence[Candidate], reference: Reference, bounds: Bounds = "interval"
) -> list[DateMention]:
    """The mentions of the candidates of a text, in order; a date of a row goes on from the one before it."""
    low = lower(text)
    mentions: list[DateMention] = []
    before: DateMention | None = None
    for candidate in candidates:
        before = resolve(text, candidate, reference, bounds, low, before)
        mentions.append(before)
    return mentions


def resolve(
    text: str,
    candidate: Candidate,
    reference: Reference,
    bounds: Bounds = "interval",
    low: str | None = None,
    before: DateMention | None = None,
) -> DateMention:
    """The mention of a candidate, valued by ``reference`` where the text alone does not do.

    Args:
        text: the whole text.
        candidate: the expression.
        reference: the day, or the year, that expressions are counted from.
        bounds: ``interval``: "senast den 15 mars" is ``../XXXX-03-15``; ``plain``: it is the day,
            with ``subtype`` ``deadline`` (and likewise "före" and "efter": ``before``, ``after``).
        low: ``text`` in lower case, where the caller has it.
        before: the date before it in the text.
    """
    low = lower(text) if low is None else low
    start, end, expression = candidate.start, candidate.end, candidate.expression
    part = context.part_before(low, start)
    if part is not None:
        start = part[0]
    bound = context.bound_of(low, start, end)
    if bound and bound.bound in _BESIDE and candidate.subtype == "season" and _DAY_FOLLOWS.match(low, end):
        # "efter sommaren, tisdagen den 20 augusti": the day says when.
        bound = None
    mention = DateMention(start, end, subtype=candidate.subtype)
    clock = context.times(low, start, end)
    if clock:
        mention.time_start, mention.time_end = clock
    if expression is None:
        mention.timex3 = "FUTURE_REF"
        return mention
    mention.needs_reference = not expression.complete
    units = _units(text, low, candidate, mention, expression, reference, bound, before)
    if units is None:
        mention.subtype = mention.subtype or "date"
        return mention
    kind = bound.bound if bound else None
    if kind == "before" and low.endswith("utgång", start, end):
        kind = "deadline"
    value = _bounded(mention, units, kind, bounds)
    known = units[0].year is not None
    sign = part[2] if part else ("~" if context.approximate(low, start, end) else "")
    if sign and known and value.edtf and "/" not in value.edtf:
        value = value._replace(edtf=value.edtf + sign)
    mention.edtf, mention.timex3, mention.earliest, mention.latest = (
        value.edtf,
        value.timex3,
        value.earliest,
        value.latest,
    )
    if candidate.production in _TIMEX3:
        mention.timex3 = _TIMEX3[candidate.production](low[start:end], units) or mention.timex3
    if mention.subtype is None:
        mention.subtype = "range" if units[0] != units[1] else "date"
    return mention


#: TIMEX3 that is not that of the interval: lengths of time, and the turn of the year by its first day.
_TIMEX3: Final[dict[str, Callable[[str, Units], str | None]]] = {
    "school-year": lambda text, units: "P1Y",
    "turn-of-year": lambda text, units: units[0].timex3(),
    "within": lambda text, units: duration_timex3(text),
}


def _units(
    text: str,
    low: str,
    candidate: Candidate,
    mention: DateMention,
    expression: Expression,
    reference: Reference,
    bound: context.Rule | None,
    before: DateMention | None,
) -> Units | None:
    tense = bound.tense if bound else None
    if expression.complete:
        found = expression.resolve(reference, None)
        mention.year_source = "text" if found else None
        if found is None:
            mention.needs_reference, mention.warnings = False, ("no-such-day",)
    elif reference.date is None and reference.year is None:
        found = None
    else:
        if _unsettled(low, candidate):
            return None
        if tense is None and isinstance(expression, Yearly) and reference.date is not None:
            tense = clause_tense(text, candidate.start, candidate.end, candidate.subtype)
            if bound is not None and bound.bound == "before" and tense != "future":
                # "redovisar resultatet före sommaren": no verb in the past, so it is to be done by then
                begin, stop = context.sentence(text, candidate.start, candidate.end)
                tense = "past" if tells_of_the_past(low[begin:stop]) else "future"
        row = before if tense != "past" else None
        found = _next_of_row(low, candidate, row, reference) or expression.resolve(reference, tense)
        mention.year_source = reference.source if found else None
    if found is None:
        return expression.unknown
    mention.warnings = found.warnings
    return found.units


def _next_of_row(low: str, candidate: Candidate, before: DateMention | None, reference: Reference) -> Resolved | None:
    """The first occurrence after the date before, where both stand in one row of dates to come."""
    expression = candidate.expression
    if before is None or before.earliest is None or before.latest is None or not isinstance(expression, Yearly):
        return None
    if reference.date is None or candidate.start - before.end > _ROW_GAP:
        return None
    between = low[before.end : candidate.start]
    if _ROW.fullmatch(between):
        if before.subtype not in _DAYS if candidate.subtype is None else before.subtype != candidate.subtype:
            return None
    elif not (candidate.subtype == "season" and before.latest > reference.date and _NEXT_SENTENCE.fullmatch(between)):
        return None
    return expression.following(before.latest, _NEXT_OF_ROW)


_WEEKDAY_CUE: Final = re.compile(
    r"(?:\b(?:på|till|senast|före|innan|från|efter|i|nu på|kommande|nästa|förra)\s+|\b(?:nästa|kommande)\s+\w*"
    r"(?:möte|träff|sammanträde|styrelsemöte|stämma)\w*(?:\s+(?:blir|är|hålls|äger rum))?[\s:,–-]*)$"
)


def _unsettled(low: str, candidate: Candidate) -> bool:
    """A bare weekday in running text: which one, only a word before it tells."""
    word = low[candidate.start : candidate.end]
    if (
        candidate.subtype != "deictic"
        or " " in word
        or not word.rstrip(".").endswith(("dag", "dagen"))
        or word == "idag"
    ):
        return False
    if len(low) < len(word) + 6 and low.strip(" .,\n") == word:
        return False
    before = low[max(0, candidate.start - 60) : candidate.start]
    if not before.rpartition("\n")[2].strip(" \t-–•*#|") and context.times(low, candidate.start, candidate.end):
        # A line that opens "Torsdag kl. 18" is an item of a calendar.
        return False
    return not _WEEKDAY_CUE.search(before)


def _bounded(mention: DateMention, units: Units, bound: str | None, bounds: Bounds) -> Value:
    first, last = units
    if bound is None:
        return value_of(first, last)
    if bounds == "plain" and bound in _PLAIN_BOUNDS and not (mention.subtype == "season" and bound in _BESIDE):
        mention.subtype = mention.subtype if bound == "since" else bound
        return value_of(first, last)
    bound = "from" if bound == "since" else bound
    if first != last and bound == "from" and mention.subtype not in ("turn", "school_year"):
        return value_of(first, last)
    if mention.subtype == "turn":
        # "före årsskiftet" takes in the last day of the old year, "efter" the first of the new.
        bound = {"before": "until", "deadline": "until", "after": "from"}.get(bound, bound)
        first, last = (last, last) if bound == "from" else (first, first)
    mention.subtype = "open"
    return opened("until" if bound == "deadline" else bound, first, last)


#: Characters between a date and the clock time that goes with it.
_CLOCK_REACH: Final = 40
#: Subtypes that are no date by themselves (guideline section 9); the component leaves them out.
NO_DATES: Final = frozenset({"time", "duration", "open_end"})


def parse(
    text: str,
    reference: dt.date | Reference | None = None,
    *,
    bounds: Bounds = "interval",
    dates_only: bool = False,
) -> list[DateMention]:
    """Every date of a Swedish text, in order, with its value.

    Args:
        text: any Swedish text; offsets of the mentions are offsets into it.
        reference: the day the text was written or the meeting held (or a :class:`Reference`).
            Without one, what needs a year stays ``XXXX-05-05`` or without a value.
        bounds: how "senast", "före" and "efter" are given: as open intervals (``interval``) or as
            the plain date with the bound in ``subtype`` (``plain``).
        dates_only: leave out what is no date by itself: lengths of time ("inom tre veckor"),
            clock times without a day, "tills vidare".

    Returns:
        Mentions by place, none overlapping.
    """
    if not isinstance(reference, Reference):
        reference = Reference(date=reference)
    found = find(text)
    low = lower(text)
    mentions = resolve_all(text, found, reference, bounds)
    if dates_only:
        return [mention for mention in mentions if mention.subtype not in NO_DATES]
    if reference.date is not None:
        mentions += _clock_times(low, mentions, reference.date)
        mentions.sort(key=lambda mention: mention.start)
    return mentions


def _clock_times(low: str, mentions: list[DateMention], today: dt.date) -> list[DateMention]:
    """Clock times that belong to no date: of the reference day."""
    starts = [mention.start for mention in mentions]
    found = []
    for match in context.CLOCK_ALONE.finditer(low):
        index = bisect_right(starts, match.start())
        beside = mentions[max(0, index - 1) : index + 1]
        taken = any(
            item.time_start and item.start - _CLOCK_REACH < match.start() < item.end + _CLOCK_REACH for item in beside
        )
        clock = context.clock(match)
        if clock is None or taken:
            continue
        value = value_of(Unit.of(today))
        timex3 = f"{value.timex3}T{clock[0]}"
        found.append(DateMention(match.start(), match.end(), value.edtf, timex3, today, today, *clock, "time", True))
    return found
