"""The day of the meeting: where it is found, and what is not taken for it."""

import datetime as dt
import re

import pytest

from pipeline.language.dates import meeting_date
from pipeline.language.dates.find import find
from pipeline.language.dates.meeting import cues, document_year, filename_date, filename_year


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("PROTOKOLL\nTekniska nämnden\nSammanträdesdatum: 2024-03-12\n", "2024-03-12"),
        (
            "Ale kommun     PROTOKOLL      Sida 1\nNämnden        Sammanträdesdatum\n               2024-03-12\n",
            "2024-03-12",
        ),
        ("Plats och tid   Kommunhuset, tisdagen den 12 mars 2024 kl. 13.00-15.10\n", "2024-03-12"),
        ("Minnesanteckningar 12 mars 2024\nNärvarande: Siv Ek\n", "2024-03-12"),
        ("Protokoll fört vid föreningens vårmöte 2024, tisdagen den 12:e mars klockan 19\n", "2024-03-12"),
        ("# Styrelsemöte\n\n## 12 mars 2024\n\n## Närvarande\n", "2024-03-12"),
        ("Styrelsemöte nr 3\nDatum och tid: 12/3 2024 19.00\n", "2024-03-12"),
        ("Justeringens plats och tid: Stadshuset 2024-03-19\nSammanträdesdatum 2024-03-12\n", "2024-03-12"),
        ("Anslaget sätts upp 2024-03-20\nAnslaget tas ned 2024-04-11\nDatum: 2024-03-12\n", "2024-03-12"),
        ("Utskriftsdatum 2024-05-01\nProtokoll\nMötesdatum: 2024-03-12\n", "2024-03-12"),
        ("Protokoll\nDatum: 2024-03-12\nNästa möte: 2024-04-09\n", "2024-03-12"),
    ],
)
def test_found_in_the_text(text: str, day: str) -> None:
    found = meeting_date(text)
    assert found is not None
    assert (found.edtf, found.source, found.date) == (day, "text", dt.date.fromisoformat(day))
    assert found.start is not None and found.warnings == ()


@pytest.mark.parametrize(
    "text",
    [
        "Anteckningar\n\nKonferensen hålls den 16-17 mars.\n",
        "Protokoll\nJusterat 2024-03-19\n",
        "Nästa möte: 2024-04-09\n",
        "Minnesanteckningar\nSiv Ek informerar om budget 2024.\n",
        "",
    ],
)
def test_nothing_is_taken_where_nothing_is_said(text: str) -> None:
    assert meeting_date(text) is None


def test_two_day_meeting() -> None:
    found = meeting_date("Protokoll\nDatum: 16-17 juni 2022\n")
    assert found is not None
    assert (found.date, found.edtf) == (dt.date(2022, 6, 16), "2022-06-16/2022-06-17")


def test_day_without_a_year_takes_the_year_of_the_file_name_or_stays_open() -> None:
    text = "Styrelsemöte\nDatum: tisdag 12 mars\n"
    found = meeting_date(text, path="protokoll/styrelsemote-2024.txt")
    assert found is not None and found.date == dt.date(2024, 3, 12)
    found = meeting_date(text)
    assert found is not None and (found.date, found.edtf) == (None, "XXXX-03-12")


def test_text_wins_and_the_conflict_is_told() -> None:
    found = meeting_date(
        "Protokoll\nDatum: 2024-03-12\n", path="a/2024-03-13.txt", metadata={"meeting_date": "2024-03-14"}
    )
    assert found is not None and found.edtf == "2024-03-12"
    assert found.warnings == (
        "meeting-date-conflict: text 2024-03-12, metadata 2024-03-14",
        "meeting-date-conflict: text 2024-03-12, filename 2024-03-13",
    )


def test_metadata_before_file_name() -> None:
    found = meeting_date("Anteckningar\n", path="240313.txt", metadata={"meeting_date": "2024-03-14"})
    assert found is not None and (found.edtf, found.source) == ("2024-03-14", "metadata")
    found = meeting_date("Anteckningar\n", path="240313.txt")
    assert found is not None and (found.edtf, found.source) == ("2024-03-13", "filename")


@pytest.mark.parametrize(
    ("path", "day", "year"),
    [
        ("ks/2024-03-12.pdf", "2024-03-12", 2024),
        ("ks_20240312.pdf", "2024-03-12", None),
        ("240312.txt", "2024-03-12", None),
        ("protokoll-ks-12-mars-2024.docx", "2024-03-12", 2024),
        ("Protokoll 12.3.2024.docx", "2024-03-12", 2024),
        ("Styrelsemöte-130604.docx", "2013-06-04", None),
        ("arsmote2008.md", None, 2008),
        ("2023/protokoll.md", None, None),
        ("007_e87a3ce4cd3d2054.txt", None, None),
        ("protokoll 2022-2023.pdf", None, None),
        ("samling.zip/2024-03-12.txt", "2024-03-12", 2024),
        ("minutes-2024-03-12.pdf#2", "2024-03-12", 2024),
        ("bild_991399.pdf", None, None),
    ],
)
def test_file_names(path: str, day: str | None, year: int | None) -> None:
    found = filename_date(path)
    assert (found.isoformat() if found else None) == day
    assert filename_year(path) == year


def test_cue_examples_match_their_patterns() -> None:
    for row in cues().rows:
        pattern = row["pattern"]
        assert row["examples"]
        for example in row["examples"]:
            assert re.search(pattern, example.lower()), (row["id"], example)


PLANNING = "Lokalen var svår att få efter det inställda provet våren 2021.\n\nVi ses den 3 maj.\n\n"


def test_the_year_between_what_was_and_what_is_planned() -> None:
    text = PLANNING + "Sammanträdestider 2023 skickas ut."
    assert document_year(text, find(text)) == 2022


@pytest.mark.parametrize(
    "text",
    [
        PLANNING + "Sammanträdestider 2024 skickas ut.",
        PLANNING,
        "En ny organisation gäller från och med 2023. Vi ses den 5 maj.",
        PLANNING + "Sammanträdestider 2023 skickas ut.\n\nLista 2022.",
    ],
)
def test_no_year_where_more_than_one_is_left(text: str) -> None:
    assert document_year(text, find(text)) is None
