"""Decisions of other parties and other times are told, not taken."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.language.acts.actors import Cast
from pipeline.language.acts.classify import classify
from pipeline.language.acts.elsewhere import own, stem
from pipeline.language.acts.verdict import Context

CONTEXT = Context(cast=Cast.of(people=["Milo Vret"]), body="Styrelsen", date=date(2031, 5, 14))


@pytest.mark.parametrize(
    "text",
    [
        "Förvaltningsrätten beslutar att pröva målet i höst.",
        "Kammarrätten beslutade att målet tas upp i höst.",
        "Sparbanken bestämde att räntan höjs.",
        "Kommunen bestämmer i vår om de delar på kostnaden.",
        "Därför beslutade kommunen att säga upp avtalet.",
        "Hantverksstiftelsen avslog ansökan.",
        "Detta godkänner inte revisorerna.",
        "Det beslutar kommunen.",
        "Kommunfullmäktige beslutar om taxan i juni.",
    ],
)
def test_another_party(text: str) -> None:
    found = classify(text, CONTEXT)
    assert (found.label, found.rule) == ("information", "veto.other-party")


@pytest.mark.parametrize(
    "text",
    [
        "Två ledamöter utses av ministern på förslag av facken.",
        "Budgeten fastställs av årsmötet.",
        "Arvodet beslutas av bolagsstämman.",
        "Bokslutet godkändes av revisorn i mars.",
        "Planen antas av kommunfullmäktige.",
    ],
)
def test_another_agent(text: str) -> None:
    found = classify(text, CONTEXT)
    assert (found.label, found.rule) == ("information", "veto.other-agent")


@pytest.mark.parametrize(
    "text",
    [
        "Förra årsmötet beslöt att bryggan skulle målas.",
        "Fjolårets stämma beslutade om en ny lekplats.",
        "Styrelsen beslutade redan i våras att avvakta.",
        "I december godkände styrelsen offerten.",
        "Årsmötet 2028 antog nya stadgar.",
        "En sådan begäran avslogs av styrelsen 2027.",
        "Den 3 maj godkände styrelsen offerten.",
    ],
)
def test_another_time(text: str) -> None:
    found = classify(text, CONTEXT)
    assert (found.label, found.subtype) == ("information", "earlier_decision")


@pytest.mark.parametrize(
    "text",
    [
        "Nätverket beslutar att träffas i maj.",
        "Mötet beslutar att kommunen bjuds in.",
        "Därför beslutade styrelsen att säga upp avtalet.",
        "Bokslutet godkändes av mötet.",
        "Förslaget antogs av styrelsen.",
        "Godkändes inköp av bänkar.",
        "Protokollet från årsmötet 2030 godkändes.",
        "Verksamhetsplanen för 2032 antogs.",
        "Styrelsen antog 2032 års budget.",
        "Förra mötets protokoll godkändes.",
        "Detta godkände styrelsen.",
        "Föreningens firma tecknas av Milo Vret.",
        "Frågan om höjd avgift bordlades.",
    ],
)
def test_this_meeting(text: str) -> None:
    assert classify(text, CONTEXT).label == "decision"


def test_without_a_meeting_day_a_stated_day_is_another() -> None:
    found = classify("I december godkände styrelsen offerten.", Context(body="Styrelsen"))
    assert found.subtype == "earlier_decision"


def test_what_stands_in_brackets_beside_a_sentence_is_told() -> None:
    assert classify("Det följer av avtalet (stämman godkände det).", CONTEXT).label == "information"
    assert classify("(Rapporten godkändes.)", CONTEXT).label == "decision"


def test_an_utskott_is_not_the_board_it_belongs_to() -> None:
    context = Context(body="Kulturnämndens arbetsutskott")
    assert own("utskottet", context)
    assert not own("kulturnämnden", context)
    assert own("direktionen", Context(body="DIREKTIONENS SAMMANTRÄDE"))
    assert stem("nämnden") == "nämnd"


@pytest.mark.parametrize(
    "text",
    [
        "Om banken avslår lånet, söker vi ett nytt.",
        "Partierna enades om budgeten, berättade Tova.",
        "Ansökan till Allmänna arvsfonden avslogs.",
        "Moderaterna avvisar förslaget.",
        "I november fattade regeringen beslut om nya bidrag.",
        "Chefen har med stöd av delegation beslutat att anställa två personer.",
        "Beslut om serveringstillstånd, delegat Tova Ek, beviljat.",
        "Planen kommer att tas fram i vår och fastställas av nämnden i juni.",
        "Vi var inte överens om färgen.",
        "Kallt blir det.",
        "Mötet valde att ta en paus.",
    ],
)
def test_nothing_is_settled(text: str) -> None:
    assert not classify(text, CONTEXT).has("decision")


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("Till slut enades alla om den blå färgen.", "approved"),
        ("Fikat: alla överens om att turas om.", "approved"),
        ("Röda tröjor blir det, inte gröna.", "approved"),
        ("Så fick det bli.", "approved"),
        ("Då gör vi så.", "approved"),
        ("12 juni är spikat.", "approved"),
        ("Grillkol, 10 påsar, 450 kr – ok", "approved"),
        ("Därmed gäller nuvarande avgift.", "approved"),
        ("Valet föll på den andra offerten.", "approved"),
        ("Yrkandet föll.", "rejected"),
        ("Mötet förpassade ärendet till arbetsutskottet.", "other"),
        ("Ansökan från kören hanteras inte i denna omgång.", "postponed"),
        ("Till justerare: Tova Ek och Bo Alm", "elected"),
    ],
)
def test_outcomes_in_everyday_words(text: str, outcome: str) -> None:
    found = classify(text, CONTEXT)
    assert (found.label, found.outcome) == ("decision", outcome)
