"""Find every date in a text: scan for words that can begin one, try the productions, keep the longest."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from pipeline.language.dates import context, grammar, guards, lexicon
from pipeline.language.dates.builders import BUILDERS
from pipeline.language.dates.expressions import Anchored, Expression, Units, Yearly
from pipeline.language.dates.groups import Piece

_TOKEN: Final = re.compile(r"\d+|[^\W\d_]+")
_MONTH_WORD: Final = re.compile(r"[^\W\d_]{3}")
_SPACES: Final = re.compile(r"[^\S\n]+")
_JOINED: Final = re.compile(r"(?:,| och| samt| eller| &|,? respektive)\s+(?:den\s+|i\s+)?$")
#: Characters between two dates of a list.
_LIST_GAP: Final = 14
_GRAMMAR: Final = grammar.load()
_SECOND: Final = re.compile(r"\s+([^\W\d_]+|\d)")
# What may follow a day in figures: a mark and another number, or one of the words that productions know.
_DAY_WORDS: Final = (
    *lexicon.MONTHS, *lexicon.UNITS, *lexicon.WEEKDAY_FORMS, "och", "samt", "resp", "respektive", "eller", "till", "t",
    "tom", "advent", "kvartalet", "kvartal", "tertialet", "tertialen", "tertial", "halvåret", "dagen", "veckan",
)  # fmt: skip
_AFTER_DAY: Final = re.compile(
    r"(?::?(?:e|a|de|dje|te)(?!\w))?"
    rf"(?:(\s?[-–—‐‑−~/.]{{1,2}}\s?\d|[-–]tal|,\s(?:den\s)?\d)|\s&|\.?\s{{0,30}}{lexicon.alternatives(_DAY_WORDS)}(?!\w))"
)


@dataclass(slots=True)
class Candidate:
    """A date expression in its place, not yet resolved, and the production that read it."""

    start: int
    end: int
    expression: Expression | None
    subtype: str | None
    production: str


def lower(text: str) -> str:
    """``text`` in lower case, as long as before (a few letters lower to two characters: left alone)."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(one if len(one) == 1 else char for char, one in ((char, char.lower()) for char in text))


def find(text: str) -> list[Candidate]:
    """Every date expression of ``text``, in order, without overlaps and without values."""
    low = lower(text)
    at_word = _GRAMMAR.at_word
    found: list[Candidate] = []
    position = 0
    for token in _TOKEN.finditer(low):
        word = token[0]
        phrases = at_word.get(word)
        if phrases is None and word > ":":
            continue  # a word that begins no date: most words end here
        start, end = token.span()
        if start < position:
            continue
        if phrases is None:
            productions = _at_number(low, start, end)
        else:
            productions = phrases[""] if len(phrases) == 1 else _by_second_word(low, end, phrases)
        candidates = _best(text, low, start, productions) if productions else None
        if candidates:
            found.extend(candidates)
            position = candidates[-1].end
    found = split_moves(text, low, found)
    share_years(text, found)
    return join_years(text, found)


def _by_second_word(low: str, end: int, phrases: grammar.Phrases) -> tuple[grammar.Production, ...]:
    following = _SECOND.match(low, end)
    if following is None:
        return phrases[""]
    word = following[1]
    return phrases.get("0" if word[0] <= "9" else word) or phrases[""]


def _at_number(low: str, start: int, end: int) -> tuple[grammar.Production, ...]:
    """The productions for a number, by its length; none for a small number that nothing fit follows."""
    length = end - start
    if length <= 2:
        following = _AFTER_DAY.match(low, end)
        if following is None:
            return _GRAMMAR.at_day_mark if low[start - 4 : start] == "den " else ()
        return _GRAMMAR.at_day_mark if following[1] else _GRAMMAR.at_day_word
    if length == 4:
        return _GRAMMAR.at_year
    return _GRAMMAR.at_block if length in (6, 8) else ()


def _best(
    text: str, low: str, start: int, productions: Iterable[grammar.Production], limit: int | None = None
) -> list[Candidate]:
    stop = len(low) if limit is None else limit
    matches = [
        (match.end(), rank, row, match)
        for rank, row in enumerate(productions)
        if (match := row.pattern.match(low, start, stop))
    ]
    for end, _, _, _ in matches:
        newline = low.find("\n", start, end)
        if newline >= 0 and _row_ends(text, low, start, newline, end):
            return _best(text, low, start, productions, newline)
    if len(matches) > 1:
        matches.sort(key=lambda item: (-item[0], item[1]))
    for end, _, row, match in matches:
        previous = low[start - 1] if start else " "
        if previous.isalnum() or previous == "_":
            return []
        place = guards.Place(text, low, start, end, match)
        if low[start].isdigit():
            whole = bool(_MONTH_WORD.search(match.group())) or len(re.findall(r"\d+", match.group())) == 3
            if not guards.allowed(place, whole):
                continue
        if row.needs and not guards.CHECKS[row.needs](place):
            continue
        pieces = BUILDERS[row.build](match)
        if pieces:
            return [_trimmed(low, piece, row) for piece in pieces]
    return []


#: What goes on after a number on a new line where that number opens a row of its own.
_NEW_ROW: Final = re.compile(r"[-–/]\d|\s*\||\t|[^\S\n]{3,}\S|[^\S\n]*[A-ZÅÄÖ]")
_LETTERS: Final = re.compile(r"[^\W\d_]{3}")


def _row_ends(text: str, low: str, start: int, newline: int, end: int) -> bool:
    """Whether a line break inside a match ends a row, so that what follows belongs to another.

    Running text goes on with its year or month on the next line; a row of a table or list does
    not. Dates in figures alone are broken only at the end of a full line.
    """
    if _NEW_ROW.match(text, end) and low[end - 1].isdigit():
        return True
    return not _LETTERS.search(low, start, end) and context.line_is_short(text, newline)


def _trimmed(low: str, piece: Piece, row: grammar.Production) -> Candidate:
    """Leave out the point of an abbreviation that ends the span ("17 dec." -> "17 dec")."""
    end = piece.end
    while low[end - 1] in " .\t\n":
        end -= 1
    return Candidate(piece.start, end, piece.expression, row.subtype, row.id)


_FROM_TO: Final = re.compile(r"\s+till\s+(?:den\s+)?")
_FROM: Final = re.compile(r"från\s+(?:den\s+)?$")
_MOVES: Final = re.compile(lexicon.read_toml("context.toml")["moves"]["verbs"])


def split_moves(text: str, low: str, found: list[Candidate]) -> list[Candidate]:
    """Make two dates of "från 15 april till 31 maj" where something is moved from the one to the other."""
    split: list[Candidate] = []
    for candidate in found:
        link = _FROM_TO.search(low, candidate.start, candidate.end)
        whole = candidate.expression
        if (
            link is None
            or not isinstance(whole, Yearly)
            or not _FROM.search(low, max(0, candidate.start - 12), candidate.start)
            or not _MOVES.search(low, context.sentence(text, candidate.start, candidate.end)[0], candidate.start)
        ):
            split.append(candidate)
            continue
        for side, start, end in ((0, candidate.start, link.start()), (1, link.end(), candidate.end)):
            weekdays = (whole.weekdays[side], 0)
            unknown = whole.unknown and (whole.unknown[side],) * 2
            one = Yearly(_side(whole, side), whole.year, unknown, weekdays, whole.back)
            split.append(Candidate(start, end, one, candidate.subtype, candidate.production))
    return split


def _side(whole: Yearly, side: int) -> Callable[[int], Units | None]:
    def at(year: int) -> Units | None:
        units = whole.at(year)
        return units and (units[side], units[side])

    return at


def share_years(text: str, found: list[Candidate]) -> None:
    """Give the year at the end of a list of dates to the dates before it ("12 mars och 9 april 2025").

    And that of a date to one joined to it that comes later in the year ("första halvåret 2021 och andra halvåret").
    """
    for one, following in pairwise(found):
        first, second = one.expression, following.expression
        if (
            isinstance(first, Yearly)
            and isinstance(second, Yearly)
            and first.year is not None
            and second.year is None
            and one.subtype == following.subtype
            and following.start - one.end <= _LIST_GAP
            and _JOINED.fullmatch(text, one.end, following.start)
        ):
            mine, its = first.at(first.year), second.at(first.year)
            if mine and its and (mine[1].last() or dt.date.max) < (its[0].first() or dt.date.min):
                following.expression = second._replace(year=first.year)
    for index in range(len(found) - 2, -1, -1):
        one, following = found[index], found[index + 1]
        first, second = one.expression, following.expression
        if (
            not (isinstance(first, Yearly) and isinstance(second, Yearly))
            or first.year is not None
            or second.year is None
        ):
            continue
        between = text[one.end : following.start]
        if len(between) > _LIST_GAP or not _JOINED.fullmatch(between):
            continue
        if one.subtype != following.subtype:
            continue
        mine, its = first.at(second.year), second.at(second.year)
        if mine and its and (mine[0].first() or dt.date.max) <= (its[0].first() or dt.date.min):
            one.expression = first._replace(year=second.year)


def join_years(text: str, found: list[Candidate]) -> list[Candidate]:
    """Join a date without a year to the year counted from the meeting beside it ("maj nästa år")."""
    joined: list[Candidate] = []
    for candidate in found:
        last = joined[-1] if joined else None
        month = last.expression if last else None
        year = candidate.expression
        if (
            last is not None
            and isinstance(month, Yearly)
            and month.year is None
            and isinstance(year, Anchored)
            and year.of_year is not None
            and candidate.production in ("deictic-year", "step-unit")
            and _SPACES.fullmatch(text, last.end, candidate.start)
        ):
            expression = _in_year(month, year)
            joined[-1] = Candidate(last.start, candidate.end, expression, last.subtype, last.production)
        else:
            joined.append(candidate)
    return joined


def _in_year(date: Yearly, year: Anchored) -> Anchored:
    def of_year(chosen: int) -> Units | None:
        units = year.of_year(chosen) if year.of_year else None
        return date.at(units[0].year) if units and units[0].year is not None else None

    return Anchored(lambda today: of_year(today.year), of_year, unknown=date.unknown)
