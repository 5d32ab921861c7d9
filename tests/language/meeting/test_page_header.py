"""The day of the meeting in a header that every page repeats."""

from __future__ import annotations

import datetime as dt

import pipeline


def test_a_date_in_the_header_of_each_page_is_the_day_of_the_meeting() -> None:
    header = "SANDA KOMMUN\nTekniska utskottet\nSAMMANTRÄDESPROTOKOLL\nSammanträdesdatum      Sida\n2024-03-05      {} (3)\n\n"
    bodies = [
        "Plats och tid\nKommunhuset, kl. 09:00\nBeslutande\nStina Kvist (C), ordförande\n\n",
        "§ 1 Gatljus\nBeslut\nUtskottet antar planen.\n\n",
        "§ 2 Cykelväg\nBeslut\nÄrendet bordläggs till den 4 april.\n\n",
    ]
    text = "".join(header.format(page) + body for page, body in enumerate(bodies, 1))
    reading = pipeline.extract(text, nlp=pipeline.load(model=False))
    assert reading.meeting.date == dt.date(2024, 3, 5)
