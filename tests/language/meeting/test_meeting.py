from __future__ import annotations

import pytest

from pipeline.language.meeting.component import fill_meeting
from pipeline.language.meeting.words import doc_types
from pipeline.language.model import Meeting
from pipeline.language.roster.attendance import find_attendance
from tests.language.roster.helpers import reading_of


def meeting(text: str) -> Meeting:
    reading = reading_of(text)
    reading.attendance = find_attendance(reading)
    fill_meeting(reading)
    return reading.meeting


BOARD = """Sanda kommun              SAMMANTRÄDESPROTOKOLL

Plats och tid              Stadshuset, sal Eken
                           Onsdagen den 4 mars 2026, kl. 13.00-15.20

Beslutande                 Alva Ståhl (S), ordförande
                           Nils Ek (M)

Övriga närvarande          Siv Modig, kommunsekreterare

Justerare                  Nils Ek (M)

Underskrifter
Sekreterare                ......................
                           Siv Modig

Ordförande                 ......................
                           Alva Ståhl

Justerare                  ......................
                           Nils Ek

ANSLAG/BEVIS
Organ                      Tekniska nämnden

§ 1 Ekonomi

Beslut
Rapporten godkänns.

§ 2 Bidrag

Beslut
Bidraget avslås.
"""


def test_board() -> None:
    found = meeting(BOARD)
    assert found.doc_type == "protokoll"
    assert found.title == "SAMMANTRÄDESPROTOKOLL"
    assert found.body == "Tekniska nämnden"
    assert found.place == "Stadshuset, sal Eken"
    assert (found.start_time, found.end_time) == ("13:00", "15:20")
    assert (found.chair, found.secretary, found.adjusters) == ("Alva Ståhl", "Siv Modig", ["Nils Ek"])


def test_association() -> None:
    found = meeting(
        "Protokoll fört vid föreningen Kretsens vårmöte onsdagen den 4 mars 2026, Folkets hus, klockan 19.00\n\n"
        "Närvarande: Stina Kvist, Malin Hed och Nils Ek.\n\n"
        "1. Val av funktionärer\nTill mötesordförande valdes Stina Kvist. Malin valdes till mötessekreterare.\n"
        "Nils Ek utsågs till justerare.\n\n2. Avslutning\nMötet avslutades kl 20.10.\n"
    )
    assert found.body == "föreningen Kretsens vårmöte"
    assert found.place == "Folkets hus"
    assert (found.start_time, found.end_time) == ("19:00", "20:10")
    assert (found.chair, found.secretary, found.adjusters) == ("Stina Kvist", "Malin Hed", ["Nils Ek"])


@pytest.mark.parametrize(
    ("opening", "doc_type"),
    [
        ("Minnesanteckningar från nätverket", "minnesanteckningar"),
        ("Anteckningar", "minnesanteckningar"),
        ("MÖTESPROTOKOLL", "protokoll"),
        ("Protokollsutdrag", "protokollsutdrag"),
        ("Tjänsteanteckning", "tjänsteanteckning"),
        ("Kallelse till styrelsemöte", "kallelse"),
        ("DELEGATIONSBESLUT", "delegationsbeslut"),
        ("Inbjudan till vårfest", "other"),
    ],
)
def test_doc_type(opening: str, doc_type: str) -> None:
    assert meeting(f"{opening}\n\nVi talade om vägen.\n").doc_type == doc_type


def test_doc_type_by_its_signature() -> None:
    assert meeting("Styrelsemöte Kretsen\n\nVi talade.\n\nVid protokollet\nMalin Hed\n").doc_type == "protokoll"


def test_an_extract_is_tried_before_the_minutes_it_is_taken_from() -> None:
    kinds = [kind.name for kind in doc_types()]
    assert kinds.index("protokollsutdrag") < kinds.index("protokoll")


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("Mötesprotokoll Klubb Nolla\n\n## Öppnande\nVi började.\n", "Klubb Nolla"),
        ("Protokoll 2026-03-04\n\nStyrelsen beslutade att köpa en gräsklippare.\n", "Styrelsen"),
        ("Protokoll\nFritidsnämnden\n2026-03-04\n\nVi talade.\n", "Fritidsnämnden"),
        ("Protokoll\n\nEfter samtal beslöt styrelsen att vänta.\n", "styrelsen"),
        ("Anteckningar\n\nNärvarande\nStina Kvist, Ale\n\n1. Läget\nAlla berättar.\n\n2. Slut\nTack.\n", None),
    ],
)
def test_body(text: str, body: str | None) -> None:
    assert meeting(text).body == body


@pytest.mark.parametrize(
    ("signature", "secretary", "adjusters"),
    [
        ("Antecknat av\nMalin Hed, förbundssekreterare", "Malin Hed", []),
        ("Antecknat av:\n\nMalin Hed\n\nFörbundssekreterare", "Malin Hed", []),
        ("Vid protokollet\n........\nMalin Hed\n\nJusteras\n........\nNils Ek", "Malin Hed", ["Nils Ek"]),
        ("Vid protokollet          Justeras\n_____     _____\nMalin Hed          Nils Ek", "Malin Hed", ["Nils Ek"]),
        ("Vid protokollet Justeras\nMalin Hed Nils Ek", "Malin Hed", ["Nils Ek"]),
        ("Malin Hed, mötessekreterare\nNils Ek, justeringsman", "Malin Hed", ["Nils Ek"]),
        ("Sekreterare: Malin Hed\nJusterare: Nils Ek och Bo Kron", "Malin Hed", ["Nils Ek", "Bo Kron"]),
    ],
)
def test_signatures(signature: str, secretary: str, adjusters: list[str]) -> None:
    found = meeting(f"Möte\n\n1. Läget\nVi berättade om läget.\n\n2. Slut\nVi avslutade.\n\n{signature}\n")
    assert (found.secretary, found.adjusters) == (secretary, adjusters)


def test_an_office_under_a_name_and_one_over() -> None:
    text = "Protokoll\n\n1. Läget\nVi talade.\n\n2. Slut\nTack.\n\nVid protokollet   Justeras\n____   ____\nMalin Hed   Nils Ek\n"
    assert meeting(text + "Ordförande\n____\nStina Kvist\n").chair == "Stina Kvist"
    assert meeting(text + "Ordförande\n").chair is None


def test_the_associations_own_offices_are_not_the_meetings() -> None:
    found = meeting(
        "Protokoll\n\n1. Öppnande\nVi började.\n\n2. Ekonomi\nVi talade.\n\n3. Rapporter\nInget.\n\n"
        "4. Val till styrelsen\nTill ordförande för två år valdes Stina Kvist.\n\n5. Slut\nTack.\n"
    )
    assert found.chair is None


def test_chair_who_opens() -> None:
    assert meeting(
        "Protokoll\n\n1. Öppnande\nOrdförande Stina Kvist förklarade mötet öppnat.\n\n2. Slut\nTack.\n"
    ).chair == ("Stina Kvist")


def test_nothing_stated_is_null() -> None:
    found = meeting("Vi talade om vägen.\n")
    assert (found.chair, found.secretary, found.adjusters) == (None, None, [])
    assert (found.place, found.start_time, found.end_time, found.body) == (None, None, None, None)
    assert meeting("").doc_type == "other"


@pytest.mark.parametrize(
    ("cover", "place"),
    [
        ("Plats: Folkets hus", "Folkets hus"),
        ("Plats och tid: Stadshuset, sal A, kl. 13.00-15.00", "Stadshuset, sal A"),
        ("2026-03-04 kl. 18.30, Cafeterian", "Cafeterian"),
        ("Hemma hos Nils på 19A, 2026-03-04 kl. 18:30", "Hemma hos Nils på 19A"),
        ("Onsdag 4 mars 2026, skolbiblioteket, 18.00–19.30", "skolbiblioteket"),
        ("2026-03-04", None),
    ],
)
def test_place(cover: str, place: str | None) -> None:
    assert meeting(f"Protokoll\n{cover}\n\n1. Läget\nVi talade.\n\n2. Slut\nTack.\n").place == place


def test_names_broken_over_lines_in_an_election() -> None:
    found = meeting(
        "Protokoll\n\n1. Val av funktionärer\nTill mötesordförande valdes Nils Ek, och till mötessekreterare Ida Bro. Tove\n"
        "Lindmark och Siv Modig valdes till protokolljusterare.\n\n2. Slut\nTack.\n"
    )
    assert (found.chair, found.secretary) == ("Nils Ek", "Ida Bro")
    assert found.adjusters == ["Tove Lindmark", "Siv Modig"]


@pytest.mark.parametrize(
    "text",
    [
        "Ida Bro skriver protokoll.",
        "Protokollet förs av Ida Bro.",
        "Sekreterare för mötet är Ida Bro.",
        "Mötet valde\n- till sekreterare Ida Bro",
    ],
)
def test_who_writes(text: str) -> None:
    found = meeting(f"Protokoll\n\n1. Val av sekreterare\n{text}\n\n2. Slut\nTack.\n")
    assert found.secretary == "Ida Bro"


def test_times_of_persons_are_not_the_meetings() -> None:
    found = meeting(
        "Anteckningar\n\nNärvarande\nAlva Ståhl, Ale\nNils Ek, Lerum (till kl. 14.00)\n\n1. Läget\nVi talade.\n\n2. Slut\nTack.\n"
    )
    assert (found.start_time, found.end_time) == (None, None)


def test_notes_of_others_decisions_name_no_body() -> None:
    text = "Minnesanteckningar\n\n1. Läget\n{}\n\n2. Slut\nTack.\n"
    assert meeting(text.format("Kommunstyrelsen beslutade i maj att höja taxan.")).body is None
