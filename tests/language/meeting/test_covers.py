"""Covers and endings of many kinds: body, place, times and officers."""

from __future__ import annotations

import time

import pytest

from pipeline.language.meeting.component import fill_meeting
from pipeline.language.meeting.cover import first_lines
from pipeline.language.meeting.times import find_times
from pipeline.language.model import Meeting
from pipeline.language.roster.attendance import find_attendance
from tests.language.roster.helpers import reading_of

ITEMS = "\n\n1. Läget\n\nAlla berättade.\n\n2. Slut\n\nTack.\n"


def meeting(text: str) -> Meeting:
    reading = reading_of(text)
    reading.attendance = find_attendance(reading)
    fill_meeting(reading)
    return reading.meeting


@pytest.mark.parametrize(
    ("cover", "body"),
    [
        ("Protokoll\nSanda kommun – Tekniska utskottet\n2024-03-05", "Tekniska utskottet"),
        ("Tekniska nämnden, Sanda kommun\nProtokoll 2024-03-05", "Tekniska nämnden"),
        ("Kyrkonämnden i Sanda pastorat\nProtokoll 2024-03-05", "Kyrkonämnden"),
        ("Sanda stad\nUppföljningsmöte AB-grupp cykel med anledning av halkan\nProtokoll 2024-03-05", "AB-grupp cykel"),
        ("Protokoll\nKommunala pensionärsrådet i Sanda kommun\n2024-03-05", "Kommunala pensionärsrådet"),
        ("Klubbstyrelsemöte Metall klubb Norra\n2024-03-05", "Metall klubb Norra"),
        ("Protokoll 4\nSanda studentkårs fullmäktige sammanträdde den 5 maj 2024.", "Sanda studentkårs fullmäktige"),
        (
            "Protokoll fört vid konstituerande möte med styrelsen för Bygdens väl i Ås ekonomisk förening, den 5 maj 2024",
            "styrelsen för Bygdens väl i Ås ekonomisk förening",
        ),
    ],
)
def test_bodies(cover: str, body: str) -> None:
    assert meeting(cover + ITEMS).body == body


@pytest.mark.parametrize(
    ("cover", "place"),
    [
        ("Anteckningar från träffen i Arvika den 5 maj 2024 kl. 10", "Arvika"),
        ("Nätverket Våg, 5 maj 2024, Arvika, 9–12", "Arvika"),
        ("Protokoll\nPlats: Folkets hus samt via Teams\nDatum: 2024-05-05", "Folkets hus"),
        ("Minnesanteckningar\nProjekt Ån, möte 2\n2024-05-05 kl. 09.00–11.30 via Teams", "Teams"),
        ("Protokoll från årsmötet i bygdegården söndagen den 5 maj 2024", "bygdegården"),
    ],
)
def test_places(cover: str, place: str) -> None:
    assert meeting(cover + ITEMS).place == place


def test_kinds_told_by_the_end_or_by_the_meeting() -> None:
    assert (
        meeting("Nätverket Våg, 5 maj 2024" + ITEMS + "\nAnteckningar: Alva Ståhl\n").doc_type == "minnesanteckningar"
    )
    assert meeting("Viks vägförening\nstyrelsemöte 5/4 2024 Bystugan 16.00" + ITEMS).doc_type == "protokoll"
    assert meeting("Nätverket Våg, 5 maj 2024" + ITEMS).doc_type == "other"


def test_times_of_opening_and_closing() -> None:
    assert find_times("Alva öppnade kl 18.05. Vi åt.", "Styrelsemöte")[0] == "18:05"
    text = "Mötet började med kaffe kl 18.00.\nAlva öppnade mötet kl 18.30.\n"
    assert find_times(text, "Husmöte")[0] == "18:30"
    assert find_times("Mötet ajournerades 20.10–20.20 och avslutades 21.02.", "Protokoll")[1] == "21:02"
    assert find_times("", "Nätverket, 6 maj 2022, Arvika, 9–12\n") == ("09:00", "12:00")
    assert find_times("", "Nätverket, 9–12 maj 2022\n") == (None, None)


def test_officers_without_a_list() -> None:
    cover = "KALLELSE\nSocialnämnden kallas till sammanträde den 5 maj 2024\n\nAlva Ståhl, ordförande\nNils Ek, sekreterare\n"
    found = meeting(cover + ITEMS)
    assert (found.chair, found.secretary) == ("Alva Ståhl", "Nils Ek")


def test_who_acts_as_chair_and_who_signs_with_a_stroke() -> None:
    text = (
        "Minnesanteckningar\n\nNärvarande: Alva Ståhl, Nils Ek\n\n1. Start\nAlva hälsade alla välkomna och fungerade som "
        "ordförande.\n\n2. Slut\nTack.\n\n/Nils\n"
    )
    found = meeting(text)
    assert (found.chair, found.secretary) == ("Alva Ståhl", "Nils Ek")


def test_elections_in_one_sentence() -> None:
    text = (
        "Protokoll årsmöte 2024-05-05\n\n§ 1 Val\nBeslutas att till ordförande för mötet välja Alva Ståhl, till sekreterare "
        "Nils Ek och till justerare Ida Bro.\n\n§ 2 Slut\nTack.\n"
    )
    found = meeting(text)
    assert (found.chair, found.secretary, found.adjusters) == ("Alva Ståhl", "Nils Ek", ["Ida Bro"])


def test_a_title_before_initials() -> None:
    found = meeting(
        "Protokoll, hållet vid stämma den 5 maj 1950\nOrdförande: kyrkoherden E. Ståhl.\n\n§ 1.\nStämman öppnades.\n"
    )
    assert found.chair == "E. Ståhl"


@pytest.mark.parametrize("filler", [" ", "\n", "\t", "- ", "till "])
def test_long_gaps_cost_in_proportion(filler: str) -> None:
    text = f"Protokoll från möte 2024-05-05{filler * (20_000 // len(filler))}\n\n1. Start\nMötet valde Bo till ordförande.\n"
    reading = reading_of(text)
    reading.attendance = []
    began = time.process_time()
    fill_meeting(reading)
    assert time.process_time() - began < 1.0


def test_first_lines_are_those_with_words() -> None:
    view = "\n---\nProtokoll \n\n * * *\nRådet\n"
    assert [view[slice(*span)] for span in first_lines(view, len(view))] == ["Protokoll ", "Rådet"]


def test_rules_of_many_dashes_cost_no_time() -> None:
    began = time.perf_counter()
    assert first_lines("-" * 200_000 + "\nProtokoll", 300_000) == [(200_001, 200_010)]
    assert time.perf_counter() - began < 1


@pytest.mark.parametrize(
    ("top", "body"),
    [
        ("Sandavik Energi AB\nProtokoll fört vid styrelsemöte 2024-03-05", "Styrelsen"),
        ("Sandaviks båtklubb\nProtokoll fört vid styrelsemöte 2024-03-05", "Sandaviks båtklubb"),
        ("Stiftelsen Norrgården\nStyrelsemöte 2024-03-05", "Stiftelsen Norrgården"),
        ("Sanda kommun\nProtokoll 2024-03-05", "Styrelsen"),
        ("Sandavik Energi AB\nStyrelsen\nProtokoll 2024-03-05", "Styrelsen"),
    ],
)
def test_an_organisation_with_meetings_of_its_own_counts_over_whoever_decides(top: str, body: str) -> None:
    decided = "\n\n1. Lån\n\nStyrelsen beslutar att ta lånet.\n\n2. Borgen\n\nÄrendet lämnas vidare.\n"
    assert meeting(top + decided).body == body


def test_the_top_organisation_is_no_board_of_its_owner() -> None:
    told = "\n\n1. Borgen\n\nKommunfullmäktige beslutade i maj om borgen.\n\n2. Slut\n\nTack.\n"
    assert meeting("Sandavik Energi AB\nProtokoll styrelsemöte 2024-03-05" + told).body == "Sandavik Energi AB"


def test_a_platform_after_the_word_for_afar_is_the_place() -> None:
    assert (
        meeting("Anteckningar, Vägrådet\n2024-03-05\n\nDigitalt, Skype kl 13.00-14.30" + ITEMS).place
        == "Digitalt, Skype"
    )
