"""How expressions are resolved: tense, weekdays, seasons, bounds, clock times."""

import datetime as dt

import pytest

from pipeline.language.dates import Reference, context, parse
from pipeline.language.dates.lexicon import read_toml

SPRING = dt.date(2024, 4, 12)
AUTUMN = dt.date(2024, 11, 21)


@pytest.mark.parametrize(
    ("text", "reference", "edtf"),
    [
        ("Styrelsen träffades den 15 januari.", SPRING, "2024-01-15"),
        ("Vi ses igen den 15 januari.", AUTUMN, "2025-01-15"),
        ("Rapporten skickades ut den 20 december.", dt.date(2025, 1, 9), "2024-12-20"),
        ("Nästa möte: 12 februari", AUTUMN, "2025-02-12"),
        ("Avtalet gäller sedan den 1 mars.", AUTUMN, "2024-03-01/.."),
        ("Sand byts i vår.", AUTUMN, "2025-21"),
        ("Taket lades om i höstas.", dt.date(2025, 2, 3), "2024-23"),
        ("Klart i vinter.", dt.date(2025, 1, 20), "2024-24"),
        ("Klart under första kvartalet.", AUTUMN, "2025-33"),
        ("Redovisas under hösten.", dt.date(2024, 2, 12), "2024-23"),
        ("Vi ses på torsdag.", AUTUMN, "2024-11-28"),
        ("28 december - 2 januari", AUTUMN, "2024-12-28/2025-01-02"),
        ("Stängt v. 52-1", AUTUMN, None),
    ],
)
def test_the_year_by_tense_and_season(text: str, reference: dt.date, edtf: str | None) -> None:
    found = parse(text, reference)
    assert (found[0].edtf if found else None) == edtf or (edtf is None and len(found) == 1)


def test_a_weekday_that_contradicts_its_date_is_flagged_and_the_date_kept() -> None:
    mention = parse("måndagen den 4 juni 2013")[0]
    assert (mention.edtf, mention.warnings) == ("2013-06-04", ("weekday-mismatch",))
    assert parse("tisdagen den 4 juni 2013")[0].warnings == ()


def test_a_weekday_picks_between_the_last_and_the_next() -> None:
    # 18 May 2023 was a Thursday, 18 May 2024 is a Saturday.
    assert parse("torsdagen den 18 maj", SPRING)[0].edtf == "2023-05-18"
    assert parse("lördagen den 18 maj", SPRING)[0].edtf == "2024-05-18"
    assert parse("måndagen den 18 maj", SPRING)[0].warnings == ("weekday-mismatch",)


def test_a_bare_weekday_in_running_text_stays_open() -> None:
    text = "Vi behöver hitta en sal, tisdag klockan 17."
    assert [(m.edtf, m.time_start) for m in parse(text, SPRING)] == [(None, "17:00")]
    assert parse("Nästa möte onsdag 12:15", SPRING)[0].edtf == "2024-04-17"


def test_day_that_no_calendar_has() -> None:
    mention = parse("den 31 juni 2024")[0]
    assert (mention.edtf, mention.warnings, mention.earliest) == (None, ("no-such-day",), None)


@pytest.mark.parametrize(
    ("text", "interval", "plain", "subtype"),
    [
        ("senast den 9 juni 2025", "../2025-06-09", "2025-06-09", "deadline"),
        ("före sommaren 2025", "../2025-05", "../2025-05", "open"),
        ("efter sommaren 2025", "2025-09/..", "2025-09/..", "open"),
        ("efter den 9 juni 2025", "2025-06-10/..", "2025-06-09", "after"),
        ("sedan den 9 juni 2025", "2025-06-09/..", "2025-06-09", "date"),
        ("fr.o.m. den 9 juni 2025", "2025-06-09/..", "2025-06-09/..", "open"),
        ("t.o.m. juni 2025", "../2025-06", "../2025-06", "open"),
    ],
)
def test_bounds_as_intervals_and_plain(text: str, interval: str, plain: str, subtype: str) -> None:
    assert parse(text)[0].edtf == interval
    mention = parse(text, bounds="plain")[0]
    assert (mention.edtf, mention.subtype) == (plain, subtype)


def test_open_intervals_have_one_open_end() -> None:
    after, until = parse("från och med 2025", bounds="plain")[0], parse("till och med 2025", bounds="plain")[0]
    assert (after.earliest, after.latest) == (dt.date(2025, 1, 1), None)
    assert (until.earliest, until.latest) == (None, dt.date(2025, 12, 31))


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("den 3 juni kl. 15-16", "15:00", "16:00"),
        ("den 3 juni 2024, kl 18.30", "18:30", None),
        ("2024-06-03 09.00-12.00", "09:00", "12:00"),
        ("måndagen den 3 juni klockan 17.00 ~ 19:00", "17:00", "19:00"),
        ("kl. 13.15–16.40 den 3 juni", "13:15", "16:40"),
        ("den 3 juni mellan kl. 9 och 12", "09:00", "12:00"),
        ("Datum: 2024-06-03\nTid: kl 8.05", "08:05", None),
        ("den 3 juni 15 personer", None, None),
        ("den 3 juni, 12 ärenden", None, None),
    ],
)
def test_clock_times_beside_a_date(text: str, start: str | None, end: str | None) -> None:
    mention = parse(text)[0]
    assert (mention.time_start, mention.time_end) == (start, end)
    assert ":" not in text[mention.start : mention.end]


def test_a_clock_time_alone_is_of_the_reference_day_and_no_date() -> None:
    assert parse("Mötet öppnas kl. 13:00.") == []
    mention = parse("Mötet öppnas kl. 13:00.", SPRING)[0]
    assert (mention.timex3, mention.subtype) == ("2024-04-12T13:00", "time")
    assert parse("Mötet öppnas kl. 13:00.", SPRING, dates_only=True) == []


def test_a_year_alone_resolves_what_needs_no_day() -> None:
    reference = Reference(year=2024, source="document")
    found = parse("Kurser v 16, den 29 maj, i höst och i morgon.", reference)
    assert [m.edtf for m in found] == ["2024-04-15/2024-04-21", "2024-05-29", "2024-23", None]
    assert [m.year_source for m in found] == ["document"] * 3 + [None]


def test_timex3() -> None:
    wanted = {
        "v 16 2024": "2024-W16",
        "hösten 2023": "2023-FA",
        "kvartal 2 2024": "2024-Q2",
        "tertial 1 2024": "2024-01/2024-04",
        "första halvåret 2024": "2024-H1",
        "1990-talet": "199",
        "den 29 maj": "XXXX-05-29",
        "Q3": "XXXX-Q3",
    }
    assert {text: parse(text)[0].timex3 for text in wanted} == wanted
    seen = {
        "inom tre veckor": "P3W",
        "vid årsskiftet": "2024-12-31",
        "läsåret 2024/25": "P1Y",
        "i morgon": "2024-04-13",
    }
    assert {text: parse(text, SPRING)[0].timex3 for text in seen} == seen


def test_what_is_ambiguous_is_said() -> None:
    assert parse("nästa fredag", dt.date(2024, 4, 10))[0].warnings == ("ambiguous-weekday",)
    assert parse("nästa fredag", SPRING)[0].warnings == ()
    assert parse("i våras", SPRING)[0].warnings == ("ambiguous-season",)


def test_offsets_hold_for_letters_that_grow_in_lower_case() -> None:
    text = "İİ den 5 maj 2024"
    mention = parse(text)[0]
    assert text[mention.start : mention.end] == "5 maj 2024"


def test_a_calendar_below_its_heading_lies_ahead() -> None:
    text = "5. Kommande träffar\n\n- Byggdag 12 februari\n- Lunch den 5 mars\n\n6. Övrigt\n\n- Skrivelse 5 mars\n"
    assert [m.edtf for m in parse(text, SPRING)] == ["2025-02-12", "2025-03-05", "2024-03-05"]


def test_calendar_words_match_their_examples() -> None:
    for example in read_toml("context.toml")["calendar"]["examples"]:
        assert context.CALENDAR.search(example.lower())
