"""Tasks in finite clauses: who does what, in which order of words, and what is no task."""

from __future__ import annotations

import pytest

from pipeline.language.acts.actors import Cast
from pipeline.language.acts.clauses import analyse
from pipeline.language.acts.structure import find_step
from pipeline.language.acts.verdict import Context

CAST = Cast.of(["Agda Brunn", "Milo Sand", "Ines Ek"], ["Strandby"], ["Riksverket"])

TASKS = [
    # everyday verbs, and one that no lexicon has
    ("Agda snackar med hamnen, vi skickar ingen räkning.", "structure.person", ["Agda"]),
    ("Milo vejpar grinden, vi andra väntar.", "structure.unknown-verb", ["Milo"]),
    # the thing first, then the verb, then who does it
    ("Det fixar Milo.", "structure.person", ["Milo"]),
    ("Det tar kassören till lördag.", "structure.role", ["kassören"]),
    ("Den biten tar Agda hand om.", "structure.person", ["Agda"]),
    ("Det kollar jag upp.", "structure.we", ["jag"]),
    ("Inköpen sköter Ines.", "structure.person", ["Ines"]),
    # titles, initials, roles
    ("Vår kassör Agda Brunn skickar in deklarationen.", "structure.person", ["Agda Brunn"]),
    ("MS hör med hamnen om priset.", "structure.person", ["MS"]),
    ("Arbetsgivaren beklagar felet och återkommer.", "structure.role", ["Arbetsgivaren"]),
    ("Rektor tar det med vaktmästaren redan i morgon.", "structure.role", ["Rektor"]),
    # told to try, not allowed to
    ("Kansliet får försöka hitta en ny båt.", "structure.gets-to", ["Kansliet"]),
    ("Agda får ta fram ett underlag.", "structure.gets-to", ["Agda"]),
    # to tell somebody outside the meeting
    ("Ines meddelar de sökande.", "structure.person", ["Ines"]),
    ("Ines meddelar nämndens svar till Agda.", "structure.person", ["Ines"]),
    # the passive with an agent
    ("Enkäten besvaras av Milo Sand före den 3 maj.", "structure.agent", ["Milo Sand"]),
    ("Ska skrivas under av Agda.", "structure.agent", ["Agda"]),
    # who it is that does it
    ("Det är Milo som bokar salen.", "structure.cleft", ["Milo"]),
    ("Flytt i maj, Milo kör.", "structure.person", ["Milo"]),
    ("Det blir Milo som får ringa hamnen.", "structure.cleft", ["Milo"]),
    # what falls to a body, after what it concerns
    ("Detta får tekniska utskottet titta närmare på.", "structure.gets-to", ["tekniska utskottet"]),
    ("Den frågan får kansliet bereda vidare.", "structure.gets-to", ["kansliet"]),
    # a role by whose it is, a person by where, a unit by its letters
    ("Styrgruppens ordförande kontaktar hamnen.", "structure.role", ["Styrgruppens ordförande"]),
    ("Agda på Strandby återkommer med ett pris.", "structure.person", ["Agda på Strandby"]),
    ("Till julmötet följer HR upp siffrorna.", "structure.body", ["HR"]),
    ("Någon i styrelsen lånar ihop bord.", "structure.somebody", ["Någon i styrelsen"]),
    # a clause between commas, a time before the verb, a label
    ("Milo, som har mätt bryggan, skickar en ritning.", "structure.person", ["Milo"]),
    ("Innan dess bokar Milo salen.", "structure.person", ["Milo"]),
    ("Affisch – Milo ritar.", "structure.person", ["Milo"]),
    # a passive in form alone
    ("Alla hjälps åt att bära bord.", "structure.collective", ["Alla"]),
    ("Sedan hjälps Agda och Milo åt.", "structure.person", ["Agda", "Milo"]),
    # talk and state that are errands of a person
    ("Agda påminner dem som inte har svarat.", "structure.person", ["Agda"]),
    ("Agda informerar medlemmarna via brev.", "structure.person", ["Agda"]),
    ("Milo betalar hyran.", "structure.person", ["Milo"]),
    ("Domarna meddelar sina lag.", "structure.collective", ["Domarna"]),
    ("Milo har koll på listan.", "structure.person", ["Milo"]),
    ("Milo säger upp avtalet.", "structure.person", ["Milo"]),
    ("Milo för frågan vidare till hamnen.", "structure.unknown-verb", ["Milo"]),
    ("Milo kommer att gå ut med listan.", "structure.will", ["Milo"]),
    ("Räkningen betalas av MS.", "structure.agent", ["MS"]),
    ("Ny affisch behövs, Milo på det.", "structure.on-it", ["Milo"]),
    ("Agdas dotter Vilma ställer upp.", "structure.person", ["Agdas dotter Vilma"]),
    ("Milo frågar Riksverket om tillstånd.", "structure.person", ["Milo"]),
    ("Då skickar alla lag minst två personer.", "structure.collective", ["alla lag"]),
    ("Hamn- och båtgruppen lagar bryggan.", "structure.body", ["Hamn- och båtgruppen"]),
    ("Milo ska ha lagat bryggan före maj.", "structure.shall", ["Milo"]),
    # taken on in a relative clause
    ("Värdet borde undersökas, vilket Milo tog på sig.", "structure.taken-on", ["Milo"]),
    ("Listan saknas, något som Agda tar hand om.", "structure.taken-on", ["Agda"]),
]

NO_TASKS = [
    "Det oroar Milo.",
    # routines, plans of those outside, what is only told
    "I vanlig ordning skickar kansliet ut handlingarna.",
    "Handlingarna skickas ut en vecka före mötet.",
    "Beslut om taxan tas av fullmäktige i maj.",
    "Kommunen ska bygga en ny skola.",
    "Kommunen tar fram en ny översiktsplan.",
    "Kostenheten ska byta leverantör i höst.",
    "Milo kommer att gå i pension i maj.",
    "Riksverket bygger om järnvägen.",
    "Strandby ser över sin organisation.",
    "Milo fyller 50 år i maj.",
    "Milo drar läget.",
    "Den som vill hjälpa till kontaktar Milo.",
    "Ledamöterna återkommer flera gånger till kostnaden.",
    "Agda informerar ledamöterna om läget.",
    "Det ger Milo tid att läsa.",
    "Milo slutar efter säsongen.",
    "Milo flyttar i maj.",
    "Vi, som alla andra, värnar om hamnen.",
    "Strandby: flyttar arkivet.",
    "Föreningen bjuder på soppa.",
    "Bolaget bygger i viken.",
    "Man räknar med att hinna till sommaren.",
    "Sen tar vi upp det igen.",
    "Ines meddelar att taket är lagat.",
    "Ines meddelar förhinder.",
    "Nämnden får ta ut en avgift.",
    "Milo får låna släpet.",
    "Fakturan skickas separat.",
    "Hemsidan uppdateras varje vecka.",
    "Sånt som ska göras:",
    "Milo frågar styrelsen om tillstånd.",
    "Milo lämnar kl 10.25.",
    "Det är Milo som bor där.",
    "Milo flaggar för att tiden är knapp.",
    "Priset sätts av kommunen.",
    "Brevet som Milo skrev kom fram.",
    "Milo lovar att det blir bra.",
]


def _names(text: str) -> tuple[str, list[str]] | None:
    step = find_step(analyse(text), Context(cast=CAST))
    return None if step is None else (step.rule, [text[x.start : x.end] for x in step.subject.actors])


@pytest.mark.parametrize(("text", "rule", "names"), TASKS)
def test_a_task_and_who_has_it(text: str, rule: str, names: list[str]) -> None:
    assert _names(text) == (rule, names)


@pytest.mark.parametrize("text", NO_TASKS)
def test_no_task(text: str) -> None:
    assert _names(text) is None


def test_a_partner_does_something_for_those_who_meet() -> None:
    ctx = Context(cast=Cast.of(outside=["NKT", "Riksverket"]))
    step = find_step(analyse("NKT skickar en lista till gruppen."), ctx)
    assert step is not None
    assert step.rule == "structure.outside"
    assert find_step(analyse("NKT flyttar sitt lager."), ctx) is None
    assert find_step(analyse("Riksverket skickar ut en remiss."), ctx) is None
