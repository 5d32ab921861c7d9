"""Names that no register has, told by grammar."""

from __future__ import annotations

import pytest

from pipeline.language.names.ordinary import COMPOUND, KNOWN, UNKNOWN, ordinary
from tests.language.names.helpers import names


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Zyntra har begärt nya villkor.", "ORG Zyntra"),
        ("Kassören har mejlat Kvistservice om larmet.", "ORG Kvistservice"),
        ("Ritningsunderlag till Zyntra: skickat.", "ORG Zyntra"),
        ("Vi väntar på domen från Mark- och miljödomstolen.", "ORG Mark- och miljödomstolen"),
        ("Kravet kom från Post- och telestyrelsen i går.", "ORG Post- och telestyrelsen"),
        ("Nytt bidrag söks hos Ekdalssparbanken Syd i vår.", "ORG Ekdalssparbanken Syd"),
        ("Samtliga från Drumbyns Väl reserverade sig.", "ORG Drumbyns Väl"),
        ("Avtalet gäller Drumåns viltvårdsområde.", "ORG Drumåns viltvårdsområde"),
        ("Bussen går mellan Karlstad, Drummeby och Uppsala.", "LOC Drummeby"),
        ("Farthinder Drumbavägen diskuterades.", "LOC Drumbavägen"),
        ("Till justerare valdes J. A. Vallqvist.", "PER J. A. Vallqvist"),
    ],
)
def test_found(text: str, wanted: str) -> None:
    assert wanted in names(text)


@pytest.mark.parametrize(
    "text",
    [
        "Offerter har kommit in.",
        "Votering begärs.",
        "Redaktörerna vill träffas.",
        "Blodprov har lämnats.",
        "Cykelhjälmar erbjuder bra skydd.",
        "Lansering vill vi ha i höst.",
        "Fordon räddningstjänst köps in.",
        "Vi har pratat med Teams om saken.",
    ],
)
def test_ordinary_words_are_no_names(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("taxan", KNOWN),
        ("grusning", KNOWN),
        ("farthinder", COMPOUND),
        ("zyntra", UNKNOWN),
        ("fart" + "hinder" * 20_000, UNKNOWN),
    ],
    ids=lambda value: str(value)[:12],
)
def test_ordinary(word: str, kind: int) -> None:
    assert ordinary(word) == kind
