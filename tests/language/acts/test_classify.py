"""Classes of single statements: triggers, vetoes, structure, and what the heading says."""

from __future__ import annotations

import pytest

from pipeline.language.acts.actors import Cast
from pipeline.language.acts.classify import classify
from pipeline.language.acts.verdict import Context, Verdict

CAST = Cast.of(["Agda Brunn", "Milo Sand", "Ines Ek"], ["Strandby"], ["Riksverket"])

ALONE = [
    # decisions
    ("Styrelsen beslutar att köpa en båt.", "decision", "formal"),
    ("Därför beslöt föreningen att sälja båten.", "decision", "formal"),
    ("Beslutas att båten säljs.", "decision", "formal"),
    ("Stämman beslutar att välja Agda Brunn till ordförande.", "decision", "election"),
    ("Till revisor omvaldes Ines Ek.", "decision", "election"),
    ("Nämnden beslutade att inte bevilja bygglov.", "decision", "rejection"),
    ("Lagd till handlingarna.", "decision", "noted"),
    ("Ärendet bordläggs.", "decision", "postponement"),
    ("Frågan återremitteras till kontoret.", "decision", "referral"),
    ("Förslaget röstades ned.", "decision", "rejection"),
    ("Vi är överens om att köpa tältet.", "decision", "consensus"),
    ("Vi kör på gröna tröjor.", "decision", "consensus"),
    ("Årsmötet beslutar föreslå kommunstyrelsen att bygga en bro.", "decision", "recommendation"),
    ("Avgiften för båtplatser höjs till 900 kr.", "decision", "formal"),
    ("Programmet spikades.", "decision", "formal"),
    ("Skjuts till nästa träff.", "decision", "postponement"),
    ("Stämman lät saken bero.", "decision", "postponement"),
    ("Nej till att sponsra loppet.", "decision", "rejection"),
    ("Begäran kunde ej beviljas.", "decision", "rejection"),
    ("Projektgruppen förordar den norra vägen.", "decision", "recommendation"),
    ("Agda justerar.", "decision", "election"),
    ("Vi delar på notan, det var alla med på.", "decision", "consensus"),
    ("Vi behåller den gamla båten.", "decision", "consensus"),
    # assignments
    ("Tältet lagas av Milo.", "assignment", "commitment"),
    ("Agda berättar på nästa träff.", "assignment", "commitment"),
    ("Kvarstår på Ines, nytt datum 4 maj.", "assignment", "explicit"),
    ("Att göra Milo: handla fika", "assignment", "explicit"),
    ("Agda ringer banken.", "assignment", "commitment"),
    ("Milo ska köpa kaffe.", "assignment", "commitment"),
    ("Milo kommer att köpa kaffe.", "assignment", "commitment"),
    ("Ines får kolla priset.", "assignment", "commitment"),
    ("Kansliet får i uppdrag att mäta rummet.", "assignment", "explicit"),
    ("Boka lokal till festen", "assignment", "agentless"),
    ("Uppdatera listan, Milo.", "assignment", "explicit"),
    ("Ska kolla priset på tältet.", "assignment", "agentless"),
    ("Offerten skickas till tre firmor.", "assignment", "agentless"),
    ("Alla hushåll ska klippa häcken.", "assignment", "commitment"),
    ("Agda och Milo pratar med grannen.", "assignment", "commitment"),
    # information, with the traps
    ("Nordbanken Syd beviljade i maj ett lån.", "information", None),
    ("Agda förordade att anbudet antogs.", "information", "proposal"),
    ("Räntan höjs till 5 procent, skriver banken.", "information", None),
    ("Verksamheten finansieras av kommunen.", "information", None),
    ("Jfr § 4, där styrelsen sade nej till köpet.", "information", "earlier_decision"),
    ("Resten avvaktar.", "information", None),
    ("Agda ringde banken.", "information", None),
    ("Agda berättar om resan.", "information", "report"),
    ("Agda har kontaktat banken.", "information", None),
    ("Ska Agda ringa banken?", "information", "question"),
    ("Riksverket bygger ett nytt kontor.", "information", None),
    ("Riksverket har beslutat att flytta.", "information", "earlier_decision"),
    ("Nämnden beslutade den 3 maj 2019 § 4 att riva ladan.", "information", "earlier_decision"),
    ("Beslut om färg fattas i maj.", "information", "future_decision"),
    ("Agda föreslår att båten säljs.", "information", "proposal"),
    ("Agda yrkar att ärendet bordläggs.", "information", "proposal"),
    ("Vi kunde inte enas om priset.", "information", "no_decision"),
    ("Milo Sand (S) reserverar sig mot beslutet.", "information", "reservation"),
    ("Mötet avslutades 20.30.", "information", "procedural"),
    ("Taket bör lagas.", "information", "opinion"),
    ("Ingen tog på sig att städa.", "information", None),
    ("Agda bokar inte lokalen.", "information", None),
    ("Agda läser just nu till kock.", "information", None),
]


@pytest.mark.parametrize(("text", "label", "subtype"), ALONE)
def test_a_statement_alone(text: str, label: str, subtype: str | None) -> None:
    verdict = classify(text, Context(cast=CAST))
    assert verdict.label == label, verdict.rule
    if subtype is not None:
        assert verdict.subtype == subtype, verdict.rule


def test_a_decision_with_a_task_is_both() -> None:
    for text in (
        "Styrelsen beslutar att ge Agda i uppdrag att måla.",
        "Styrelsen beslutar att uppdra åt kansliet att måla.",
        "Det beslutas att Milo målar planket.",
        "Vi bestämde att vi ska informera grannarna.",
    ):
        verdict = classify(text, Context(cast=CAST))
        assert (verdict.label, verdict.also) == ("decision", ["assignment"]), text


def test_a_fixed_fee_is_no_task() -> None:
    verdict = classify("Stämman beslutar att avgiften ska vara 200 kronor.", Context(cast=CAST))
    assert (verdict.label, verdict.also) == ("decision", [])


@pytest.mark.parametrize(
    ("role", "label", "subtype"),
    [
        ("proposals", "information", "proposal"),
        ("distribution", "information", "procedural"),
        ("documents", "information", "report"),
        ("reservation", "information", "reservation"),
        ("vote", "information", "vote"),
        ("decision", "decision", "formal"),
        ("recommendation", "decision", "recommendation"),
    ],
)
def test_the_role_of_the_section_overrides_wording(role: str, label: str, subtype: str) -> None:
    verdict = classify("Planen för hamnen gäller från maj.", Context(cast=CAST, role=role))
    assert (verdict.label, verdict.subtype) == (label, subtype)


def test_an_item_inherits_the_class_of_its_lead() -> None:
    lead = Verdict("decision", subtype="formal", rule="decision.besluta", strength="explicit")
    verdict = classify("att avslå ansökan", Context(cast=CAST, lead=lead))
    assert (verdict.label, verdict.subtype, verdict.outcome) == ("decision", "rejection", "rejected")
    proposal = Verdict("information", subtype="proposal", rule="proposal.propose")
    assert classify("att avslå ansökan", Context(cast=CAST, lead=proposal)).subtype == "proposal"


def test_a_name_under_an_election_heading_is_elected() -> None:
    verdict = classify("Agda Brunn (omval)", Context(cast=CAST, mood="election"))
    assert (verdict.label, verdict.subtype, verdict.strength) == ("decision", "election", "implied")
    assert classify("Agda Brunn (omval)", Context(cast=CAST)).label == "information"


def test_a_row_of_an_action_table_is_a_task() -> None:
    assert classify("Nya lås", Context(cast=CAST, row="task", owner="Milo")).label == "assignment"
    logged = classify("Ladan rivs", Context(cast=CAST, row="decision", owner="Kontoret"))
    assert (logged.label, logged.also) == ("decision", ["assignment"])


def test_a_past_decision_of_another_body_is_told() -> None:
    context = Context(cast=CAST, body="Kommunstyrelsen")
    assert classify("Byggnadsnämnden beslutade att riva ladan.", context).subtype == "earlier_decision"
    assert classify("Kommunstyrelsen beslutade att riva ladan.", context).label == "decision"


def test_what_runs_on_after_the_label_of_a_decision() -> None:
    context = Context(cast=CAST, role="decision", run=True)
    assert classify("Milo Vret har återtagit sitt förslag.", context).label == "information"
    assert classify("Den nya taxan gäller från maj.", context).label == "decision"
    charged = classify("Ekonomichefen får i uppdrag att räkna om taxan.", context)
    assert (charged.label, charged.also) == ("decision", ["assignment"])


def test_no_decision_under_the_heading_of_a_decision() -> None:
    found = classify("Mötet fattar inget beslut i den delen.", Context(cast=CAST, role="decision"))
    assert found.subtype == "no_decision"


def test_a_list_of_delegated_decisions_is_reported() -> None:
    assert classify("Beslut om bygglov, beviljat.", Context(cast=CAST, mood="reported")).subtype == "earlier_decision"
    under = Context(cast=CAST, mood="reported", role="decision")
    assert classify("Bygglov för altan, beviljat", under).label == "information"
    assert classify("Listan tas till protokollet.", under).label == "decision"
    assert classify("Listan läggs till handlingarna.", Context(cast=CAST, mood="reported")).label == "decision"
