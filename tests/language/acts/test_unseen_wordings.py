"""Tasks in formal and in everyday wordings, and what only looks like one."""

from __future__ import annotations

import pytest

from pipeline.language.acts.actors import Cast
from pipeline.language.acts.classify import classify
from pipeline.language.acts.verdict import Context

CAST = Cast.of(people=["Agda Brunn", "Milo Sand"])


@pytest.mark.parametrize(
    "text",
    [
        "Stadsjuristen har att bestrida kravet.",
        "Fastighetsägaren har att inom sex veckor ordna sotning.",
        "Vidare lämnas i uppdrag åt arkivarien att gallra.",
        "På kassören läggs att till maj driva in skulderna.",
        "Presidiet ges mandat att slutförhandla priset.",
        "Återstår för Milo att räkna kopparna.",
        "Hemläxa för alla: räkna stolarna.",
        "Agda lovade ha siffrorna klara.",
        "Agda å Milo kokar soppan.",
        "Alla plöjer § 7 till på måndag.",
        "Den fackliga sidan återkommer med datum.",
        "Hemsidan blir det Milo som uppdaterar.",
        "Ringa plåtslagaren – Agda, snarast",
    ],
)
def test_tasks(text: str) -> None:
    assert classify(text, Context(cast=CAST)).label == "assignment"


@pytest.mark.parametrize(
    "text",
    [
        "Föreningen har att ta ställning till två förslag.",
        "Agda motionerar om att höns ska få hållas.",
        "Milo låter anteckna att han avstod.",
        "Ska Milo boka lokal, frågade Agda.",
        "Det Agda åtog sig sist har fått vänta.",
        "Ordföranden bad att få återkomma.",
        "Agda, som i våras fick uppdraget att hitta en talare, hade ingen.",
        "Det blev Milo som vann lotteriet.",
        "Alla verkar nöjda.",
    ],
)
def test_no_tasks(text: str) -> None:
    assert classify(text, Context(cast=CAST)).label != "assignment"
