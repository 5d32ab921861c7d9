"""Laws: every written form of a day gives back the day; intervals are in order; numbers are no dates."""

import datetime as dt
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.language.dates import parse
from pipeline.language.dates.holidays import RULES, easter
from pipeline.language.dates.lexicon import MONTHS, SHORT_MONTHS
from pipeline.language.dates.values import Unit

NAMES = [name for name in MONTHS if name not in SHORT_MONTHS]
SHORT = ["jan", "feb", "mars", "apr", "maj", "jun", "jul", "aug", "sept", "okt", "nov", "dec"]
WEEKDAYS = ["måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag"]

FORMS: dict[str, Callable[[dt.date], str]] = {
    "iso": lambda d: d.isoformat(),
    "points": lambda d: f"{d.year}.{d.month:02d}.{d.day:02d}",
    "compact": lambda d: f"{d:%Y%m%d}",
    "stroke": lambda d: f"{d.day}/{d.month} {d.year}",
    "stroke-hyphen": lambda d: f"{d.day}/{d.month}-{d.year}",
    "stroke-padded": lambda d: f"{d.day:02d}/{d.month:02d}/{d.year}",
    "point": lambda d: f"{d.day}.{d.month}.{d.year}",
    "hyphen": lambda d: f"{d.day:02d}-{d.month:02d}-{d.year}",
    "words": lambda d: f"{d.day} {NAMES[d.month - 1]} {d.year}",
    "short": lambda d: f"{d.day} {SHORT[d.month - 1]} {d.year}",
    "ordinal": lambda d: (
        f"{d.day}:{'a' if d.day % 10 in (1, 2) and d.day not in (11, 12) else 'e'} {NAMES[d.month - 1]} {d.year}"
    ),
    "weekday": lambda d: f"{WEEKDAYS[d.weekday()]} {d.day} {NAMES[d.month - 1]} {d.year}",
    "definite": lambda d: f"{WEEKDAYS[d.weekday()]}en den {d.day} {NAMES[d.month - 1].upper()} {d.year}",
    "joined": lambda d: f"{d.day}{NAMES[d.month - 1]} {d.year}",
}
LEADS = ["", "den ", "Sammanträdet hölls ", "Enligt beslut den ", "(", "Ärendet togs upp\n"]
TAILS = ["", ".", ", kl. 13.15-16.40", ")", "\nNästa rad", " och då tas frågan upp"]
DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31))


@given(DAYS, st.sampled_from(sorted(FORMS)), st.sampled_from(LEADS), st.sampled_from(TAILS))
def test_a_day_comes_back_from_every_form(day: dt.date, form: str, lead: str, tail: str) -> None:
    written = FORMS[form](day)
    text = lead + written + tail
    found = parse(text)
    assert [m.edtf for m in found] == [day.isoformat()]
    mention = found[0]
    assert text[mention.start : mention.end] == written
    assert (mention.earliest, mention.latest) == (day, day)
    assert mention.year_source == "text" and not mention.needs_reference and not mention.warnings


@given(DAYS, DAYS, st.sampled_from(["-", "–", " - ", " – ", " till ", " t.o.m. ", " till och med den "]))
def test_a_range_comes_back(one: dt.date, other: dt.date, dash: str) -> None:
    first, last = sorted((one, other))
    if first == last or first.replace(year=2000, day=1) == last.replace(year=2000, day=1):
        return
    text = f"Utställningen pågår {FORMS['words'](first)}{dash}{FORMS['words'](last)}."
    assert [m.edtf for m in parse(text)] == [f"{first}/{last}"]


@given(st.sampled_from(NAMES), st.integers(1, 28), st.dates(dt.date(1990, 1, 1), dt.date(2060, 1, 1)))
def test_without_a_year_nothing_is_guessed(name: str, day: int, reference: dt.date) -> None:
    text = f"Vi ses den {day} {name}."
    alone = parse(text)[0]
    assert alone.edtf == f"XXXX-{MONTHS[name]:02d}-{day:02d}"
    assert alone.needs_reference and alone.earliest is None and alone.year_source is None
    seen = parse(text, reference)[0]
    assert seen.earliest is not None and abs((seen.earliest - reference).days) <= 366
    assert seen.edtf == seen.earliest.isoformat()


@given(st.sampled_from(NAMES), st.integers(1, 28), st.dates(dt.date(1990, 1, 1), dt.date(2060, 1, 1)))
def test_tense_decides_the_side(name: str, day: int, reference: dt.date) -> None:
    past = parse(f"Nämnden beslutade den {day} {name} om saken.", reference)[0].earliest
    future = parse(f"Nämnden ska besluta den {day} {name} om saken.", reference)[0].earliest
    assert past is not None and future is not None
    assert past <= reference <= future


WORDS = st.sampled_from(
    [
        "den",
        "i",
        "på",
        "senast",
        "från",
        "till",
        "och",
        "med",
        "före",
        "efter",
        "v.",
        "vecka",
        "maj",
        "hösten",
        "2024",
        "12",
        "5/6",
        "kvartal",
        "3",
        "påsk",
        "2023/24",
        "§",
        "12",
        "nästa",
        "måndag",
        "år",
        "kl.",
        "13.15",
        "-",
        "–",
        ",",
        ".",
        "\n",
        "24",
        "mars",
        "1999",
        "i",
        "morgon",
        "årsskiftet",
        "slutet",
        "av",
    ]
)


@given(st.lists(WORDS, max_size=14), st.one_of(st.none(), DAYS))
def test_mentions_are_in_order_and_intervals_too(words: list[str], reference: dt.date | None) -> None:
    text = " ".join(words)
    for bounds in ("interval", "plain"):
        end = 0
        for mention in parse(text, reference, bounds=bounds):  # type: ignore[arg-type]
            assert end <= mention.start < mention.end <= len(text)
            end = mention.end
            if mention.earliest is not None and mention.latest is not None:
                assert mention.earliest <= mention.latest
            assert not (mention.edtf and "XXXX" in mention.edtf and not mention.needs_reference)


@given(st.integers(1, 400), st.integers(1, 99), st.integers(1990, 2040), st.integers(1, 99999))
def test_paragraphs_and_case_numbers_are_no_dates(number: int, other: int, year: int, serial: int) -> None:
    for text in (
        f"§ {number}",
        f"§ {number}/{year}",
        f"§§ {number}-{number + other}",
        f"§ {number}, {other} och {number + 1}",
        f"KS {year}/{serial:05d}",
        f"KS/{year}:{serial:04d}",
        f"Dnr {year}-{serial:05d}",
        f"dnr BUN {year}:{serial}",
        f"SFS {year}:{serial}",
        f"lagen ({year}:{serial})",
        f"{number} kap. {other} §",
        f"prop. {year}/{(year + 1) % 100:02d}:{other}",
    ):
        assert parse(f"Ärendet, {text}, behandlas."[9:]) == [], text


@given(st.integers(1900, 2099))
def test_easter_is_a_sunday_in_its_season(year: int) -> None:
    sunday = easter(year)
    assert sunday.isoweekday() == 7
    assert dt.date(year, 3, 22) <= sunday <= dt.date(year, 4, 25)
    for rule in RULES.values():
        first, last = rule(year)
        assert first <= last and first.year == year


@pytest.mark.parametrize(
    ("year", "month", "day"), [(1961, 4, 2), (2000, 4, 23), (2008, 3, 23), (2019, 4, 21), (2024, 3, 31), (2038, 4, 25)]
)
def test_easter_of_known_years(year: int, month: int, day: int) -> None:
    assert easter(year) == dt.date(year, month, day)


@given(st.integers(1900, 2090), st.sampled_from([21, 22, 23, 24, 33, 34, 35, 36, 37, 38, 39, 40, 41]))
def test_parts_of_the_year_are_whole_months(year: int, code: int) -> None:
    unit = Unit("part", year, code)
    first, last = unit.first(), unit.last()
    assert first is not None and last is not None
    assert first.day == 1 and (last + dt.timedelta(days=1)).day == 1 and first.year == year
    assert unit.edtf() == f"{year}-{code}"
