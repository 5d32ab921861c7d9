"""On which side of the meeting a date lies: cues, the verb of the clause, rows of dates."""

import datetime as dt

import pytest

from pipeline.language.dates import parse, tense
from pipeline.language.dates.lexicon import read_toml

MEETING = dt.date(2024, 10, 10)


@pytest.mark.parametrize("cue", tense.CUES, ids=lambda cue: cue.id)
def test_cues_match_their_examples_and_no_counter_example(cue: tense.Cue) -> None:
    subtype = cue.subtypes[0] if cue.subtypes else None
    assert cue.examples
    for example in cue.examples:
        low = example.lower()
        assert cue.pattern.search(low), example
        assert tense.cue_verdict(low, len(low), subtype) is not None, f"no hint in {example!r}"
    for counter in cue.counter:
        assert not cue.pattern.search(counter.lower()), counter


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        # The past of the clause, whatever stands elsewhere.
        ("Nämnden upphävde den 2 februari beslutet.", "2024-02-02"),
        ("Städdagen som hölls 20 april var lyckad.", "2024-04-20"),
        ("Bidraget har i mars betalats ut.", "2024-03"),
        ("Sara berättar hur arbetet under våren sett ut.", "2024-21"),
        ("Kassören har tagit över från 13/9.", "2024-09-13"),
        ("Föreningen lyckades genomföra två utflykter under våren.", "2024-21"),
        ("Sjukfrånvaron ökade under tertial 1.", "2024-37"),
        ("Ärendet bordlades den 12 juni.", "2024-06-12"),
        # The present looks ahead, also where the main verb told.
        ("Ulf berättade om reglerna som gäller från och med 1 juli.", "2025-07-01/.."),
        ("Eva påpekade att bolaget höjer taxan i april.", "2025-04"),
        ("Vi kör en kampanj i mars, alla var med på det.", "2025-03"),
        ("Styrelsen möts varje månad utom i juli.", "2025-07"),
        # Infinitives are plans and tasks.
        ("Vi beslutade att prova under våren.", "2025-21"),
        ("Amir fick i uppdrag att samla in nycklarna i mars.", "2025-03"),
        ("Uppdrogs åt kassören att i mars begära in anbud.", "2025-03"),
        ("Skönt om det kunde bli klart i mars.", "2025-03"),
        ("Arbetet ska ha slutförts i mars.", "2025-03"),
        # Adjectives are no verbs.
        ("Stängt 23 december-6 januari.", "2024-12-23/2025-01-06"),
        ("Den ökade kostnaden tas upp i mars.", "2025-03"),
        # A clause of its own after "och".
        ("Salen lånades ut och i november ska den städas.", "2024-11"),
        # Cues.
        ("Protokollet från 13/5 ska justeras om.", "2024-05-13"),
        ("Inkomsterna är högre än i maj.", "2024-05"),
        ("Per den 31 augusti visar bokslutet ett överskott.", "2024-08-31"),
        ("Mötet valde inte kassör utan sköt valet till vårmötet.", "2025-21"),
        ("Uppdraget från majmötet är slutfört.", "2024-05"),
        ("Vi tackar för vårens insatser.", "2024-21"),
        ("Det saknas rapporter för juli och augusti.", "2024-07/2024-08"),
        ("Månadsuppföljning maj", "2024-05"),
    ],
)
def test_the_clause_that_holds_the_date(text: str, edtf: str) -> None:
    assert parse(text, MEETING, dates_only=True)[0].edtf == edtf


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("Rådet fastställer 9 februari, 11 maj, 7 september och 30 november.",
         ["2025-02-09", "2025-05-11", "2025-09-07", "2025-11-30"]),
        ("Möten hölls 12 mars, 9 april och 14 maj.", ["2024-03-12", "2024-04-09", "2024-05-14"]),
        ("Möten hålls 20 november, 22 januari och 19 juni. Höstens tider sätts senare.",
         ["2024-11-20", "2025-01-22", "2025-06-19", "2025-23"]),
        ("Utfallet för första halvåret 2021 och andra halvåret.", ["2021-40", "2021-41"]),
        ("Sista dag flyttas från 15 april till 31 maj 2025.", ["2025-04-15", "2025-05-31"]),
        ("Badet är öppet från 15 april till 31 maj 2025.", ["2025-04-15/2025-05-31"]),
        ("Protokoll 4 oktober, 5 september", ["2024-10-04", "2024-09-05"]),
    ],
)  # fmt: skip
def test_rows_of_dates(text: str, edtf: list[str]) -> None:
    assert [mention.edtf for mention in parse(text, MEETING)] == edtf


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("Anställning, delegat Ek, punkt 2.1\n2024-09-09  Entledigande, punkt 2.4\n", ["2024-09-09"]),
        ("Anställning, punkt 2.1 2024-09-09 Entledigande", ["2024-09-09"]),
        (
            "7 | Skyltar | oktober\n2020-44 | Brygga | -\n2020-31 | Bänk | senast 31/12\n2021-12 | Belysning",
            ["oktober", "31/12"],
        ),
        ("- Studiebesök 12 oktober\n2024 Budget", ["12 oktober", "2024"]),
        ("Mötet som nämnden höll den 12 oktober\n2024 avslutades sent.", ["12 oktober\n2024"]),
    ],
)
def test_a_row_ends_at_its_line_break(text: str, spans: list[str]) -> None:
    assert [text[mention.start : mention.end] for mention in parse(text)] == spans


def test_moving_verbs_match_their_examples() -> None:
    from pipeline.language.dates.find import _MOVES

    data = read_toml("context.toml")["moves"]
    assert all(_MOVES.search(example.lower()) for example in data["examples"])
    assert not any(_MOVES.search(counter.lower()) for counter in data["counter"])
