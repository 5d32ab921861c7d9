"""Deadlines: words before a date, sentences that go on, meetings dated elsewhere."""

from __future__ import annotations

import datetime as dt

import pytest

from pipeline.language.model import Assignment
from tests.language.acts.test_fields import read

MINUTES = """Protokoll styrelsemöte 2031-11-13

Närvarande: Agda Brunn, Milo Ask

1. Planering

{text}

2. Husmötet

Husmötet är den 3 januari 2032.

3. Nästa möte

Nästa möte hålls den 11 december 2031.
"""


def only(text: str) -> Assignment:
    reading = read(MINUTES.format(text=text))
    assert len(reading.assignments) == 1
    return reading.assignments[0]


@pytest.mark.parametrize(
    ("text", "edtf", "latest"),
    [
        ("Agda skickar listan senast den 20 november.", "../2031-11-20", "2031-11-20"),
        ("Agda skickar listan före den 20 november.", "../2031-11-20", "2031-11-20"),
        ("Agda skickar listan innan vecka 2.", "../2032-01-04", "2032-01-04"),
        ("Agda skickar listan före påsk.", "../2032-03-25", "2032-03-25"),
        ("Agda skickar listan före sommaren.", "../2032-05", "2032-05-31"),
        ("Agda skickar listan före månadsskiftet.", "../2031-11-30", "2031-11-30"),
        ("Agda skickar listan före veckans slut.", "../2031-11-16", "2031-11-16"),
        ("Agda skickar listan innan årets slut.", "../2031-12-31", "2031-12-31"),
        ("Agda skickar listan i januari.", "2032-01", "2032-01-31"),
        ("Agda skickar listan. Klart i januari.", "2032-01", "2032-01-31"),
        ("Agda bokar salen till nästa möte.", "2031-12-11", "2031-12-11"),
        ("Agda bokar salen inför husmötet.", "../2032-01-03", "2032-01-03"),
        ("Agda räknar på det (redovisas nästa möte).", "2031-12-11", "2031-12-11"),
        ("Agda ska senast vid utgången av 2032 lämna en rapport.", "../2032-12-31", "2032-12-31"),
        ("Agda skickar listan före lucia.", "../2031-12-13", "2031-12-13"),
        ("Agda skickar listan senast v. 50.", "../2031-12-14", "2031-12-14"),
    ],
)
def test_by_when(text: str, edtf: str, latest: str) -> None:
    found = only(text)
    assert (found.deadline_edtf, found.deadline) == (edtf, dt.date.fromisoformat(latest))


@pytest.mark.parametrize(
    "text",
    [
        "Agda skickar listan för åren 2032-2034.",
        "Agda skickar listan från den 3 oktober.",
        "Agda tittar på kvittona från 2019.",
        "Agda bokar salen till årsmötet.",
        "Agda kallar till nästa möte.",
    ],
)
def test_no_date_to_be_done_by(text: str) -> None:
    assert only(text).deadline is None


def test_said_in_one_breath_with_the_next_meeting() -> None:
    reading = read(
        "Protokoll 2031-11-13\n\nNärvarande: Agda Brunn\n\nNästa möte 11 december 18.30, Agda tar med fika\n"
    )
    assert [a.deadline for a in reading.assignments] == [dt.date(2031, 12, 11)]
