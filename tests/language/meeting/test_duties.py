"""Who chaired, wrote and adjusts when the list or a few words tell of it."""

from __future__ import annotations

import pytest

from tests.language.meeting.test_covers import meeting

END = "\n\n1 Öppnande\nVi började.\n\n2 Slut\nTack.\n"


@pytest.mark.parametrize(
    ("people", "chair", "secretary"),
    [
        ("På plats: Lotta (ledde mötet), Jocke (antecknade), Mange", "Lotta", "Jocke"),
        ("Närvarande: Alva Ståhl (AS, Solgården, ordf), Nils Ek (NE, penna)", "Alva Ståhl", "Nils Ek"),
        ("Närvarande: Alva Ståhl (mötesordf.), Nils Ek (för protokoll)", "Alva Ståhl", "Nils Ek"),
        ("Närvarande: Alva Ståhl, Nils Ek (ekonom, anteckningar)", None, "Nils Ek"),
        ("Närvarande: Alva Ståhl (skrev under), Nils Ek", None, None),
        ("Anteckningar: alva\n\nNärvarande: Alva Ståhl, Nils Ek", None, "Alva Ståhl"),
        ("Alva höll i mötet, Nils skrev.\n\nNärvarande: Alva Ståhl, Nils Ek", "Alva Ståhl", "Nils Ek"),
        ("Anteckningar förda av Nils Ek\nTid: kl 12\n\nNärvarande: Alva Ståhl, Nils Ek", None, "Nils Ek"),
        ("Närvarande: Alva Ståhl, Nils Ek\n\nAlva Ståhl, som utsågs att leda mötet, började.", "Alva Ståhl", None),
        ("Närvarande: Alva Ståhl, Nils Ek\n\nAlva ledde arbetet i skogen.", None, None),
        ("Anteckningar: saknas\n\nNärvarande: Alva Ståhl, Nils Ek", None, None),
        ("Närvarande var Alva Ståhl och Nils Ek. Alva ledde mötet och Nils skrev protokoll.", "Alva Ståhl", "Nils Ek"),
    ],
)
def test_chair_and_secretary(people: str, chair: str | None, secretary: str | None) -> None:
    found = meeting(f"Möte i Rådet Våg 2024-05-05\n\n{people}{END}")
    assert (found.chair, found.secretary) == (chair, secretary)


@pytest.mark.parametrize(
    ("sentence", "adjusters"),
    [
        ("Kalle justerar ihop med Lotta.", ["Kalle", "Lotta"]),
        ("Lotta justerar.", ["Lotta"]),
        ("Kalle justerar arvodet.", []),
        ("Ordföranden justerar protokollet.", []),
    ],
)
def test_who_adjusts(sentence: str, adjusters: list[str]) -> None:
    text = (
        f"Styrelsemöte Våg IF 2024-05-05\n\nPå plats: Lotta, Kalle, Bosse\n\n1 Öppnande\n{sentence}\n\n2 Slut\nTack.\n"
    )
    assert meeting(text).adjusters == adjusters


def test_an_election_without_a_verb() -> None:
    text = "Styrelsemöte Våg\n2024-05-05\n\n1. Val av mötesfunktionärer\nAlva sekreterare,\nNils ordförande.\n\n2. Slut\nTack.\n"
    found = meeting(text)
    assert (found.chair, found.secretary) == ("Nils", "Alva")


def test_a_record_that_does_not_say_what_it_is() -> None:
    people = "Med: Lotta, Kalle, Bosse"
    assert meeting(f"Nätverket Våg 2024-05-05\n\n{people}{END}").doc_type == "minnesanteckningar"
    formal = END.replace("Vi började.", "Kalle justerar.")
    assert meeting(f"Nätverket Våg 2024-05-05\n\n{people}{formal}").doc_type == "protokoll"


@pytest.mark.parametrize(
    ("cover", "body"),
    [
        ("Styrelsemöte Våg IF 5/2 2024, klubbstugan kl 18.30", "Våg IF"),
        ("Redaktionen synk 2024-02-01", "Redaktionen"),
        ("Kåren Våg / board meeting\n2024-02-01", "Kåren Våg"),
        (
            "Brukarrådet för äldre i stan – anteckningar från rådets möte den 3 april 2024",
            "Brukarrådet för äldre i stan",
        ),
        ("PROTOKOLL FRÅN DIREKTIONENS SAMMANTRÄDE\nden 8 december 2023", "DIREKTIONEN"),
        (
            "PROTOKOLL FÖRT VID STYRELSEMÖTE\nBostadsrättsföreningen Våg 7, org.nr 716400-0001",
            "Bostadsrättsföreningen Våg 7",
        ),
        ("LSG Björkskolan 2022-11-29 kl 14.30\nLärarrummet", "LSG Björkskolan"),
        ("Möte i Idrottsrådet\n2023-10-04", "Idrottsrådet"),
        ("Protokoll nr 3/2024 fört vid styrelsemöte i Våg Energi AB\n2024-05-05", "Våg Energi AB"),
        ("Möte 2024-02-02 med Vägföreningen Våg", "Vägföreningen Våg"),
    ],
)
def test_bodies(cover: str, body: str) -> None:
    assert meeting(cover + END).body == body
