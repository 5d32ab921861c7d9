"""What stands round a match and makes it no date: paragraphs, cases, amounts, fractions, names.

Each check takes a :class:`Place` and tells whether the match may stand. ``grammar.toml`` names
them in ``needs``; :func:`allowed` is asked of every match that begins with a number.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, NamedTuple

from pipeline.language.dates import context, lexicon, tense

_GUARDS = lexicon.GUARDS
_WORD_BEFORE = re.compile(r"([^\W\d_]+)\.?[:]?\s{0,2}$")
_WORD_AFTER = re.compile(r"\s{0,2}([^\W\d_]+\d?)")
_PARAGRAPHS = re.compile(r"§+\s*\d[\d\s,:/–-]*(?:och\s+)?$")
#: Characters each way that count as the line of a match: texts without line breaks must not cost more.
_LINE = 200
_SIGN = re.compile(r"§+\s*$")
_CASE_SERIES = re.compile(r"\b[A-ZÅÄÖ]{2,6}[ /:.-]?$")
_CUE = re.compile(
    r"(?:\b(?:den|till|från|senast|datum|dat|daterat|daterad|sedan|före|efter|innan|per|fr\.?o\.?m|t\.?o\.?m|mellan|"
    r"och|protokoll\w*|mötet|möte|sammanträde\w*|styrelse\w*|årsmöte\w*|klart|deadline|preliminärt|inlämnad|inkom"
    r"|(?:mån|tis|ons|tors|fre|lör|sön)(?:dag(?:en)?)?|(?:på|inför|vid)\s+(?:au|ks|ksau|kf|rs|rf|\w+(?:utskottet|nämnden"
    r"|styrelsen|fullmäktige|stämman)))\.?:?\s*|[(•]\s*)$"
)
_SLOT_CUE = re.compile(
    r"(?:\b\w*(?:datum|möte|mötet|protokoll|sammanträde|stämma|anteckningar|beslut|skrivelse|dagordning)|\b(?:den|dat|daterat|"
    r"daterad|dat|upprättad|per|från|fr\.?o\.?m|t\.?o\.?m|senast|sign|version))\.?:?\s*[(]?\s*$|^\s*$"
)

_SUPINE = re.compile(r"(?:at|ats|it|its|tt|tts)$")
_CLOCK = re.compile(r",?\s(?:kl|vid lunch)")
# What makes "idag" the day of the meeting where no verb stands in the past.
_MEETING_DAY = re.compile(
    r"\b(?:ska|skall|kommer|hinner|mötet|möte|sammanträdet|träffas|beslutas?|justeras|fattas|fixas|avgörs)\b"
)


class Place(NamedTuple):
    """A match in its text.

    Attributes:
        text: the text as written, and ``low`` the same in lower case, character for character.
        start, end: the span of the match.
        match: the match itself.
    """

    text: str
    low: str
    start: int
    end: int
    match: re.Match[str]

    def before(self, length: int = 40) -> str:
        """Up to ``length`` characters before the span, of its own line only."""
        return self.low[max(0, self.start - length) : self.start].rpartition("\n")[2]

    def after(self, length: int = 24) -> str:
        """Up to ``length`` characters after the span, of its own line only."""
        return self.low[self.end : self.end + length].partition("\n")[0]

    def word_before(self) -> str:
        """The word directly before the span, or ""."""
        found = _WORD_BEFORE.search(self.low, max(0, self.start - 30), self.start)
        return found[1] if found else ""

    def word_after(self) -> str:
        """The word directly after the span, or ""."""
        found = _WORD_AFTER.match(self.low, self.end)
        return found[1] if found else ""

    def alone_on_line(self) -> bool:
        """Whether the line holds nothing else than the span and marks."""
        rest = self.before(_LINE) + self.after(_LINE)
        return not any(character.isalnum() for character in rest)

    def alone_in_cell(self) -> bool:
        """Whether the line, or the cell of a table written with strokes, holds nothing else."""
        rest = self.before(_LINE).rpartition("|")[2] + self.after(_LINE).partition("|")[0]
        return not any(character.isalnum() for character in rest)


def allowed(place: Place, whole: bool) -> bool:
    """Whether a match that begins with a number may be a date.

    Args:
        place: the match.
        whole: whether it names a month by a word or a full date in figures; such a date may
            follow a list of paragraphs ("§ 45, 2024-03-12").
    """
    low, start = place.low, place.start
    previous = low[start - 1] if start else " "
    if previous.isalnum() or previous == "_":
        return False
    if previous in ":./,-–+\\" and start > 1:
        earlier = low[start - 2]
        if earlier.isdigit() or (previous in "/\\" and earlier.isalpha()):
            return False
        if previous in "-–" and earlier.isalpha() and not whole:
            return False
    if _SIGN.search(low, max(0, start - 6), start):
        return False
    if whole:
        return True
    before = place.before()
    if _PARAGRAPHS.search(before):
        return False
    return not re.match(r"\s?§|\s?kap\b", place.after())


def _numbered(place: Place) -> bool:
    return place.word_before() in _GUARDS["numbered"]


def _counted(place: Place) -> bool:
    return place.word_after() in _GUARDS["counted"] or place.after(3).lstrip().startswith((":-", "%", "kr"))


def plain_year(place: Place) -> bool:
    """A year or range of years that is no case number, amount or table figure."""
    if _numbered(place) or _counted(place):
        return False
    series = _CASE_SERIES.search(place.text, max(0, place.start - 10), place.start)
    if series and place.end - place.start > 4:
        return False
    # Acts of the European Union: "2014/97/EU", "(EU) 2015/35".
    if re.match(r"/e[ugc]", place.low[place.end : place.end + 3]):
        return False
    return not place.low[max(0, place.start - 5) : place.start].endswith(("(eu) ", "(eg) "))


def no_item(place: Place) -> bool:
    """No number of a point, chapter or appendix ("punkt 2.1 2024")."""
    return bool(place.match["weekday"]) or not _numbered(place)


#: What stands first in a line or a cell, as the numbers of a log do ("2021-07 | ...").
_CODE = re.compile(r"(?:(?:^|\n)[^\S\n]*|(?<=\s))(\d{2})(\d\d)-(\d\d)(?=[^\S\n]*(?:\||\t|[^\S\n]{2}))")
#: Characters each way in which the other numbers of a log are looked for.
_LOG = 600


def _of_a_log(place: Place) -> bool:
    """Whether numbers like "2021-07" that open the lines around are too high for months: those of cases."""
    if not _CODE.match(place.low, place.start):
        return False
    codes = _CODE.findall(place.low, max(0, place.start - _LOG), place.end + _LOG)
    return len(codes) > 1 and any(int(part) > 12 and int(part) != int(year) + 1 for _, year, part in codes)


def year_code(place: Place) -> bool:
    """A year or range of years that is no case number, nor the number of a row in a log."""
    return plain_year(place) and not _of_a_log(place)


def year_month(place: Place) -> bool:
    """ "2024-03" as a month: no number of a row, no year of operation ("verksamhetsåret 2009-10")."""
    following = int(place.match["m"]) == (int(place.match["y"]) + 1) % 100
    return year_code(place) and not (following and _OPERATION.search(place.before()))


def year(place: Place) -> bool:
    """A bare year: not counting anything, not part of a phone number, sum or column of figures."""
    if not plain_year(place):
        return False
    before, after = place.before(), place.after()
    if re.match(r"[^\S\n]\d{3}(?!\d)|\s?\d\d\s\d\d|\s?°|\s?§", after) or (
        re.search(r"\d\s$", before[-2:]) and re.search(r"(?:[-–]\d{3,}|\b0\d+)\s$", before)
    ):
        return False
    number = int(place.match["y"])
    if number % 100 == 0 and not re.search(
        r"\b(?:år|åren|i|sedan|under|från|för|till|före|efter|hösten|våren|mellan|och)\s+$", before
    ):
        return False
    column = re.search(r"(?:\t|[^\S\n]{2,}|\|\s*)$", before) and not after.strip(" \t|")
    if column:
        years = re.findall(r"\d+", before)
        words = re.search(r"[^\W\d_]", before)
        return not words and not re.search(r"[^\W\d_]", place.before(_LINE)) and all(len(item) == 4 for item in years)
    return True


_OPERATION = re.compile(
    r"(?:\w*år(?:et|en)?|budget\w*|ordförande|ansvarig|kassör|styrelsen|säsongen|bokslut\w*|plan\w*)\s$"
)


def operational_year(place: Place) -> bool:
    """ "20/21" where the words before speak of a year of operation or an office held for one."""
    return bool(_OPERATION.search(place.before()))


def date_slot(place: Place) -> bool:
    """A place where a date is expected, so that six digits are one."""
    if not re.match(r"\s*(?:$|[).,;:|]|kl|\w+dag)", place.after()) or _numbered(place):
        return False
    return bool(_SLOT_CUE.search(place.before()))


#: Endings of street names: what follows is a house number.
_STREETS = ("gatan", "vägen", "gränd", "gränden", "torget", "stigen", "backen", "allén")


def day_slash_month(place: Place) -> bool:
    """Day and month with a stroke: no fraction, score, case or paragraph."""
    if place.match.re.groupindex.get("weekday") and place.match["weekday"]:
        return True
    if _numbered(place) or _counted(place) or place.word_before().endswith(_STREETS):
        return False
    before = place.before()
    if _CUE.search(before) or place.alone_on_line():
        return True
    groups = place.match.re.groupindex
    first = int(place.match["d"])
    second = int(place.match["m"] or 0) if "m" in groups and place.match["m"] else 0
    if "d2" in groups:
        return True
    if re.match(r"(?:,| och| samt)\s+\d{1,2}/\d", place.after()):
        return True
    if (first, second) == (24, 7):
        return False
    if re.match(r"\s?(?:-?del|av\b|tjänst|tid|deltid|röster|majoritet)", place.after()):
        return False
    if place.match["m"].startswith("0") or place.match["d"].startswith("0"):
        return True
    return (
        not (first < second and first <= 3 and second in (2, 3, 4, 5, 6, 8, 10, 12)) and first != second
    ) or first > 12


def dotted_day(place: Place) -> bool:
    """ "12.4." after "den" or a like word."""
    return bool(re.search(r"\b(?:den|senast|från|till|mellan|och|före|efter)\s$", place.before()))


def whole_line(place: Place) -> bool:
    """Alone on its line, or before a clock time."""
    return place.alone_on_line()


def day_alone(place: Place) -> bool:
    """ "den 15:e", "den 15" at the end of a clause; never where a noun follows."""
    if place.match["weekday"]:
        return bool(place.match["e"]) or not place.after().strip()
    if not re.search(r"\bden\s$", place.before()):
        return False
    return bool(re.match(r"\s*(?:[.,;:!?)]|$)|\s(?:och|kl|men|så|för|i denna|i nästa)\b", place.after()))


def capitals(place: Place) -> bool:
    """Written in capitals."""
    return place.text[place.start : place.end].isupper()


def quarter_code(place: Place) -> bool:
    """ "Q3" anywhere in capitals; "K3" only with a year."""
    text = place.text[place.start : place.end]
    return text[0] == "Q" or (text[0] in "qK" and bool(place.match["y"]))


def week(place: Place) -> bool:
    """ "v" is a week unless it is the party, or the number counts something."""
    text = place.text[place.start : place.end]
    if place.start and place.low[place.start - 1] in "-/." and text[0] in "vV":
        return False
    if text.startswith("V ") and not place.alone_on_line() and place.before().strip():
        return False
    return place.word_after() not in _GUARDS["counted"] and not re.match(r"\s?(?:[:%]|\.\d)", place.after())


def month(place: Place) -> bool:
    """A month by itself: no name of a person or planet, no abbreviation outside a table."""
    text = place.text[place.start : place.end]
    if place.match["y"] if "y" in place.match.re.groupindex else None:
        return True
    word = text.split()[0].rstrip(".").lower()
    if word in lexicon.SHORT_MONTHS:
        # "Jan" and "Mar" are names, "jul" is a holiday, where nothing beside says month.
        return place.alone_in_cell() and word not in ("mar", "jul") and text[:3] != "Jan"
    if text[0].isupper() and not text.isupper():
        after = place.text[place.end : place.end + 3]
        first = not place.before().strip(" \t-•*|#(")
        names_person = bool(re.match(r"[^\S\n][A-ZÅÄÖ]|-[^\W\d_]", after))
        cue = re.search(r"\b(?:i|under|till|från|för|och|senast|månad|per|efter|före)\s$", place.before())
        return (first or bool(cue)) and not names_person
    return True


def month_pair(place: Place) -> bool:
    """Two months by themselves, not the last two of a list ("mars, april och maj")."""
    if re.search(rf"{lexicon.alternatives(tuple(lexicon.MONTHS))}\.?,\s$", place.before(20)):
        return False
    return not place.text[place.start].isupper() or not place.before().strip(" \t-•*|#(")


def weekday(place: Place) -> bool:
    """A weekday by itself; abbreviations only where they stand alone."""
    word = place.match["weekday"].rstrip(".")
    if re.search(r"\d[^()]{0,14}\($", place.before()):
        # "5 maj (söndag)" belongs to the date before it.
        return False
    if word in lexicon.SHORT_WEEKDAYS:
        return place.alone_on_line()
    if word.endswith("dags"):
        return False
    return not re.search(
        r"\b(?:varje|varannan|alla|en|någon|första|andra|tredje|fjärde|sista|ingen)\s$", place.before()
    )


def spring_adverb(place: Place) -> bool:
    """ "i vår" as an adverb: what follows is no noun ("i vår kommun")."""
    if place.match["season"] != "vår":
        return not re.match(r"-", place.after())
    word = place.word_after()
    following = place.low[place.end : place.end + 1]
    if not following or following in ".,;:!?)\n–-/" or not word:
        return following != "-"
    return word in _GUARDS["after_spring"]


def not_nowadays(place: Place) -> bool:
    """ "idag" as a day; "nowadays" is told by the words beside it."""
    word = place.match["deictic_days"]
    if place.text[place.end - 3 : place.end] == "DAG" and place.text[place.start].islower():
        return False
    if word not in ("idag", "i dag"):
        return True
    if re.match(r"['’:]?s\b", place.after()):
        return False
    before, after = place.word_before(), place.word_after()
    if before == "har" and _SUPINE.search(after):
        return True
    if before in _GUARDS["nowadays_before"] or after in _GUARDS["nowadays_after"]:
        return False
    if before in _GUARDS["day_before"] or place.alone_on_line():
        return True
    begin, end = context.sentence(place.text, place.start, place.end)
    around = place.low[begin:end]
    if re.match(r",? den \d", place.after()) or re.search(r"\bkl\w*\.?\s?\d[\d.:]*\s$", place.before()):
        return True
    return bool(_CLOCK.match(place.low, place.end) or _MEETING_DAY.search(around)) or tense.tells_of_the_past(around)


def during_the_year(place: Place) -> bool:
    """ "under året", "slutet av året": the year that is."""
    if not re.search(
        r"\b(?:under(?: hela)?|slutet (?:av|på)|början (?:av|på)|mitten av|resten av|hela)\s$", place.before()
    ):
        return False
    return not re.match(r"\s(?:om|runt|innan|efter|före|därpå|som|då|\d)", place.after())


def singular_unit(place: Place) -> bool:
    """ "nästa vecka", not "denna dag" or "nästa veckor"."""
    return not place.match["unit"].endswith(("or", "er", "na", "en")) or place.match["unit"] in (
        "veckan",
        "månaden",
        "helgen",
        "terminen",
    )


def in_time(place: Place) -> bool:
    """ "om två veckor" from now: not what a plan or sum amounts to ("en plan om 3 år")."""
    return not re.search(
        r"\b(?:gånger?|plan|period|tid|sammanlagt|mandatperiod|avtal|uppsägningstid|ramtid)\s$", place.before()
    )


def holiday(place: Place) -> bool:
    """A holiday's name; short ones ("jul") only after a preposition or before a year."""
    name = re.sub(r"\s+", " ", place.match["holiday"])
    if name not in lexicon.CUED_HOLIDAYS or place.match["y"]:
        return True
    return bool(
        re.search(r"\b(?:före|efter|innan|till|över|under|vid|i|runt|kring|inför|mellan|och|sedan)\s$", place.before())
    ) and not re.match(r"[-/]", place.after())


CHECKS: Final[dict[str, Callable[[Place], bool]]] = {
    check.__name__: check
    for check in (
        plain_year, no_item, year_code, year_month, year, operational_year, date_slot, day_slash_month,
        dotted_day, whole_line, day_alone, capitals,
        quarter_code, week, month, month_pair, weekday, spring_adverb, not_nowadays, during_the_year,
        singular_unit, in_time, holiday,
    )
}  # fmt: skip
