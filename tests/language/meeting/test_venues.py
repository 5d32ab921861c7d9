"""Places by their words alone, and where covers and openings tell of them."""

from __future__ import annotations

import pytest

from pipeline.language.meeting.venues import is_place, platform_in
from tests.language.meeting.test_covers import ITEMS, meeting


@pytest.mark.parametrize(
    "words",
    [
        "klubbstugan",
        "Stadshuset, sal Eken",
        "hemma hos Nils",
        "Lingonvägen 12",
        "Arvika",
        "via Teams",
        "på biblioteket",
        "Ekbackens skola, matsalen",
        "Bolagets lokaler i Visby",
    ],
)
def test_a_place(words: str) -> None:
    assert is_place(words)


@pytest.mark.parametrize(
    "words", ["Dialogen", "Alva Ståhl", "Prestationen", "Ekbackens skola", "möte 6", "Styrelsen", ""]
)
def test_no_place(words: str) -> None:
    assert not is_place(words)


def test_a_house_is_a_place_beside_a_preposition() -> None:
    assert is_place("Ekbackens skola", sure=False)
    assert is_place("på Ekbackens skola")


def test_platforms() -> None:
    assert platform_in("via Google Meet")
    assert not platform_in("Teamsledaren")


@pytest.mark.parametrize(
    ("cover", "place"),
    [
        ("AG Våg – möte 6, 2024-10-17\n\nTeams kl 13.00-14.35", "Teams"),
        ("Teamet synk 2023-11-08\n\nJitsi 19:05–20:20. Anteckningar: olle", "Jitsi"),
        (
            "Minnesanteckningar\nRådet Våg\n2024-05-02 kl. 13.00\nHuvudbiblioteket, hörsalen",
            "Huvudbiblioteket, hörsalen",
        ),
        ("Anteckningar Nätverket Våg, torsdag 25 jan 2024\n(Arvika, kaffe först!)", "Arvika"),
        (
            "Rådet Våg – anteckningar den 6 mars 2025\n\nTid: kl. 13.00, Solgården, stora salen",
            "Solgården, stora salen",
        ),
        ("Protokoll\nPlats Stadshuset, Lillsalen", "Stadshuset, Lillsalen"),
        ("Protokoll årsmöte den 5 maj 2024 kl. 15.00 i Bygdegården", "Bygdegården"),
        ("Protokoll\nPlats och tid: Rådhuset, rum Linden, kl. 13:00–15:50", "Rådhuset, rum Linden"),
        ("Protokoll\n2024-05-05, lunch på Café Norr", "Café Norr"),
        ("Möte i rådet 2024-05-05\n\nMötet hölls denna gång i församlingshemmet.", "församlingshemmet"),
        ("Möte i rådet 2024-05-05\n\nNästa möte hålls i församlingshemmet.", None),
        ("Möte i rådet 2024-05-05\n\nVi möttes i lokalen som rivs nästa år.", None),
        ("Anteckningar, Nätverket Våg\n2024-05-05\nEkonomikontoret", None),
        ("Möte i rådet 2024-05-05\n\nMötet ägde rum hemma hos Lotta.", "hemma hos Lotta"),
        ("Studierådet\nTid: 4 april 2024\nRum: E1405", "E1405"),
        ("AG Våg – möte 6, 2024-10-17", None),
    ],
)
def test_where_it_was(cover: str, place: str | None) -> None:
    assert meeting(cover + ITEMS).place == place


def test_the_opening_tells_of_the_place() -> None:
    opening = "Möte i rådet 2024-05-05\n\n1. Start\n\nAlva hälsade alla välkomna till mötet i bygdegården.\n\n2. Slut\n\nTack.\n"
    assert meeting(opening).place == "bygdegården"
    later = (
        "Möte i rådet 2024-05-05\n\n1. Start\n\nTack.\n\n2. Slut\n\nAlva hälsade välkommen till mötet i bygdegården.\n"
    )
    assert meeting(later).place is None
