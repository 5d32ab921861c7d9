from __future__ import annotations

import pytest

from pipeline.language.meeting.times import find_times


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Plats och tid: Stadshuset, kl. 13.15-16.40", ("13:15", "16:40")),
        ("Tid: 18.00 – 19.40", ("18:00", "19:40")),
        ("Tisdag 4 maj kl 9-11", ("09:00", "11:00")),
        ("Tisdag 4 maj kl 9–10.30", ("09:00", "10:30")),
        ("kl 13.15 till 15.00", ("13:15", "15:00")),
        ("kl. 31-32", (None, None)),
        ("Datum: 2024-05-07, kl 18.30", ("18:30", None)),
        ("Datum och tid: 2024-05-07 19.00", ("19:00", None)),
        ("lördagen den 5:e oktober klockan 19 i sal A", ("19:00", None)),
        ("Sammanträdesdatum 2024.05.07", (None, None)),
        ("Årsavgiften är 15.50 kr", (None, None)),
        ("Ajournering kl. 14.50-15.10", (None, None)),
    ],
)
def test_cover(text: str, expected: tuple[str | None, str | None]) -> None:
    assert find_times(text, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nils Ek öppnade mötet klockan 12:45.\nMötet avslutades kl 13.05.", ("12:45", "13:05")),
        ("Mötets öppnande 12:15\nVi talade.\nMötet avslutas 12:50", ("12:15", "12:50")),
        ("Ordföranden förklarade mötet öppnat 11:26.", ("11:26", None)),
        ("Klockan 20:07 förklarade Nils Ek mötet avslutat.", (None, "20:07")),
        ("Ordföranden avslutar sammanträdet kl. 16.10.", (None, "16:10")),
        ("1. Mötet öppnas\n17:15:36 2020-05-12\nVi valde.", ("17:15", None)),
        ("Badet öppnar kl 10.00 på söndag.", (None, None)),
        ("Nästa möte är den 4 maj kl 18.", (None, None)),
    ],
)
def test_text(text: str, expected: tuple[str | None, str | None]) -> None:
    body = "Protokoll\n\n" + text
    assert find_times(body, body[:10]) == expected


def test_opened_counts_over_called() -> None:
    text = "Möte klockan 19 i sal A.\n\nStina Kvist förklarade mötet öppnat klockan 19:12."
    assert find_times(text, text[:24]) == ("19:12", None)
