"""Fields of decisions and assignments, from whole documents."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import Any

import pytest

from pipeline.language.model import Assignment, Decision, Reading
from pipeline.sources.model import Source


@cache
def _nlp() -> Any:
    from pipeline.language import load

    return load(model=False)


def read(text: str) -> Reading:
    from pipeline.language import read_source

    return read_source(_nlp(), Source(path="p.txt", sha256="0" * 64, media_type="text/plain", text=text))


MINUTES = """Sundvika kommun          SAMMANTRÄDESPROTOKOLL
Kulturnämnden            2031-03-04

Plats och tid            Kommunhuset, den 4 mars 2031 kl. 13.00-15.00

Beslutande               Agda Brunn (S), ordförande
                         Milo Sand (M)
                         Ines Ek (V)

§ 7 Bidrag till Sundvika teater
Dnr KUN 2031/00042

Beslut
Kulturnämnden beslutar
att bevilja Sundvika teater 1,5 mnkr under förutsättning att fullmäktige höjer ramen,
att uppdra åt kulturchefen att senast den 9 april 2031 redovisa en tidplan, samt
att inte medge undantag från avgiften.

Omröstning
Med 5 ja-röster mot 2 nej-röster beslutar nämnden enligt förslaget.

Reservation
Milo Sand (M) reserverar sig mot beslutet.

§ 8 Val av ombud
Till ombud vid årsmötet utses Ines Ek (V).
Agda Brunn ringer teatern senast 1 april. Hon bokar också lokal till nästa möte.
Affischerna skickas till tre tryckerier.
"""


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read(MINUTES)


def decision(reading: Reading, words: str) -> Decision:
    return next(d for d in reading.decisions if words in _text(reading, d.statement_id))


def assignment(reading: Reading, words: str) -> Assignment:
    return next(x for x in reading.assignments if words in _text(reading, x.statement_id))


def _text(reading: Reading, number: int) -> str:
    statement = reading.statements[number]
    return reading.text(statement.start, statement.end)


def test_body_case_number_amount_condition_and_votes(reading: Reading) -> None:
    found = decision(reading, "bevilja")
    assert (found.body, found.body_inferred) == ("Kulturnämnden", False)
    assert found.case_number == "KUN 2031/00042"
    assert (found.amount, found.currency) == (Decimal("1500000"), "SEK")
    assert found.condition == "under förutsättning att fullmäktige höjer ramen"
    assert (found.votes_for, found.votes_against, found.votes_abstained) == (5, 2, None)
    assert found.paragraph == "§ 7"
    assert [(r.person, r.party) for r in found.reservations] == [("Milo Sand", "M")]
    assert (found.outcome, found.polarity, found.strength) == ("approved", "positive", "explicit")


def test_a_refusal_is_negative(reading: Reading) -> None:
    found = decision(reading, "undantag")
    assert (found.outcome, found.polarity) == ("rejected", "negative")


def test_the_elected_is_the_beneficiary(reading: Reading) -> None:
    found = decision(reading, "ombud")
    assert (found.outcome, found.beneficiary) == ("elected", "Ines Ek")
    assert (found.body, found.body_inferred) == ("Kulturnämnden", True)


def test_a_task_inside_a_decision(reading: Reading) -> None:
    found = assignment(reading, "uppdra")
    assert (found.assignees, found.assignee_kind) == (["kulturchefen"], "role")
    assert found.deadline_edtf == "../2031-04-09"
    assert found.deadline_kind == "due"
    assert found.task == "senast den 9 april 2031 redovisa en tidplan"
    assert found.assigner == "Kulturnämnden"


def test_a_named_person_and_the_pronoun_after_it(reading: Reading) -> None:
    first, second = assignment(reading, "ringer"), assignment(reading, "bokar")
    assert (first.assignees, first.deadline_edtf) == (["Agda Brunn"], "../2031-04-01")
    assert first.task == "ringa teatern senast 1 april"
    assert second.assignees == ["Hon"]
    assert second.assignee_ids == first.assignee_ids == ["person:agda-brunn"]
    assert (second.deadline_text, second.deadline_kind) == ("nästa möte", "meeting")


def test_a_passive_has_no_assignee(reading: Reading) -> None:
    found = assignment(reading, "Affischerna")
    assert (found.assignees, found.assignee_kind) == ([], "unspecified")
    assert found.task == "skicka affischerna till tre tryckerier"


def test_an_action_table_gives_owner_and_due_date_and_what_is_done_is_no_task() -> None:
    reading = read(
        "Anteckningar 3 mars 2031\n\nNärvarande\nAgda Brunn\nMilo Sand\n\n1. Inledning\n\nAgda öppnade mötet.\n\n2. Att göra\n\n"
        "Vad | Vem | Klart\nNya lås | Milo | 15/3\nStädat förråd | Agda | KLAR\n"
    )
    (locks,) = reading.assignments
    assert (locks.assignees, locks.deadline_edtf, locks.status) == (["Milo"], "2031-03-15", "open")
    done = reading.statements[-1]
    assert (_text(reading, done.statement_id), done.label) == ("Städat förråd", "information")


def test_the_same_statement_is_one_row_in_each_table(reading: Reading) -> None:
    both = {d.statement_id for d in reading.decisions} & {x.statement_id for x in reading.assignments}
    assert [_text(reading, n)[:10] for n in sorted(both)] == ["att uppdra"]
    for statement in reading.statements:
        acts = {statement.label, *statement.also}
        assert ("decision" in acts) == any(d.statement_id == statement.statement_id for d in reading.decisions)
        assert ("assignment" in acts) == any(x.statement_id == statement.statement_id for x in reading.assignments)


def test_the_chairs_finding_is_the_decision_where_nothing_else_is() -> None:
    text = (
        "Protokoll stämma\n\n1. Skötsel\n\nMilo yrkade avslag.\n"
        "Ordföranden finner att stämman bifaller förslaget.\n\n2. Avslut\n\nMötet avslutades.\n"
    )
    reading = read(text)
    assert [(d.outcome, d.verb) for d in reading.decisions] == [("approved", "finna")]


def test_a_list_of_names_that_is_a_proposal() -> None:
    text = (
        "Protokoll årsmöte\n\n1. Val av styrelse\n\nValberedningens förslag lästes upp.\n\n"
        "- Agda Brunn, omval\n- Milo Sand, nyval\n\nÅrsmötet beslutade enligt förslaget.\n"
    )
    reading = read(text)
    assert [_text(reading, d.statement_id) for d in reading.decisions] == ["Årsmötet beslutade enligt förslaget."]


def test_votes_and_reservations_are_those_of_the_item_for_each_decision_in_it() -> None:
    item = (
        "Nämnden beslutar att bygga muren.\n\nNämnden beslutar att måla muren.\n\n"
        "Med 6 ja-röster mot 3 nej-röster beslutar nämnden enligt förslaget.\n\nMilo Sand (M) reserverar sig.\n\n"
    )
    plain = "Nämnden beslutar att hyra en ny lokal.\n\n"
    reading = read(f"Protokoll nämnd\n\n§ 1 Mur\n\n{item}§ 2 Lokal\n\n{plain}")
    of_item = {s.statement_id for s in reading.statements if "mur" in _text(reading, s.statement_id)}
    first, second = (d for d in reading.decisions if d.statement_id in of_item)
    assert (first.votes_for, first.votes_against) == (second.votes_for, second.votes_against) == (6, 3)
    assert [r.person for r in first.reservations] == [r.person for r in second.reservations] == ["Milo Sand"]
    assert first.reservations is not second.reservations
    other = next(d for d in reading.decisions if "lokal" in _text(reading, d.statement_id))
    assert other.votes_for is None
    assert other.reservations == []


def test_a_pronoun_stands_for_the_last_person_of_its_own_section() -> None:
    text = (
        "Protokoll styrelse\n\nNärvarande: Agda Brunn, Milo Sand\n\n1. Mur\n\nMilo Sand ringer muraren.\n\n"
        "2. Tak\n\nHon ska ringa takläggaren.\n\nAgda Brunn ringer banken. Hon ska också mejla kommunen.\n"
    )
    assignments = {_text(reading, a.statement_id): a for reading in [read(text)] for a in reading.assignments}
    assert assignments["Hon ska ringa takläggaren."].assignee_ids == [None]
    agda = assignments["Agda Brunn ringer banken."].assignee_ids
    assert assignments["Hon ska också mejla kommunen."].assignee_ids == agda != [None]


@pytest.mark.parametrize("times", [2, 2000])
def test_a_task_that_goes_on_for_long_is_read_to_its_end(times: int) -> None:
    text = "Protokoll styrelse\n\n1. Mur\n\nKim ska ringa muraren. " + "Ska vara klart snart. " * times
    reading = read(text)
    assert len(reading.statements) == times + 1
    assert all(a.deadline is None for a in reading.assignments)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Agda tillsammans med Milo skickar in en skiss.", ["Agda", "Milo"]),
        ("Det föll på Agda och Milo att skriva ett svar.", ["Agda", "Milo"]),
        ("Ansvarig för loppisen är Milo.", ["Milo"]),
        ("Vi låter Milo ta det.", ["Milo"]),
        ("Staket – Milo – klart 3/5", ["Milo"]),
    ],
)
def test_who_a_task_is_laid_on(text: str, names: list[str]) -> None:
    reading = read(
        f"Anteckningar 3 mars 2031\n\nNärvarande\nAgda Brunn\nMilo Sand\n\n1. Inledning\n\nAgda öppnade mötet.\n\n2. Båten\n\n{text}\n"
    )
    assert [x.assignees for x in reading.assignments] == [names]
