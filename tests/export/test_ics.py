from __future__ import annotations

import datetime as dt
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from pipeline.export import export_ics
from pipeline.export.ics import fold
from tests.report.made import MINUTES, document, identity, write


def events(path: Path) -> list[dict[str, str]]:
    """Events by property name, lines unfolded (RFC 5545, 3.1)."""
    raw = path.read_bytes()
    assert raw.count(b"\n") == raw.count(b"\r\n")
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    lines = raw.decode("utf8").replace("\r\n ", "").split("\r\n")
    assert (lines[0], lines[-2:]) == ("BEGIN:VCALENDAR", ["END:VCALENDAR", ""])
    out: list[dict[str, str]] = []
    for line in lines:
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            out.append({})
        elif out and not line.startswith("END"):
            out[-1][name] = value
    return out


def test_deadlines_and_announced_meetings(tables: Path, tmp_path: Path) -> None:
    export_ics(tables, tmp_path / "a.ics")
    due, meeting = events(tmp_path / "a.ics")
    assert due["UID"] == f"{identity(MINUTES)}-s2-deadline@kansli"
    assert due["DTSTAMP"] == "20310402T000000Z"
    assert (due["DTSTART;VALUE=DATE"], due["DTEND;VALUE=DATE"]) == ("20310504", "20310505")
    assert due["SUMMARY"] == "Tora Blid: återkomma"
    assert meeting["SUMMARY"] == "Möte: Kulturnämnden"
    assert meeting["DTSTART;TZID=Europe/Stockholm"] == "20310609T130000"
    assert "Nästa möte är den 9 juni 2031 kl. 13.00.\\nÅ kommun/" in meeting["DESCRIPTION"]


def test_what_is_before_a_day_can_be_left_out(tables: Path, tmp_path: Path) -> None:
    export_ics(tables, tmp_path / "a.ics", since=dt.date(2031, 5, 5))
    assert [e["SUMMARY"] for e in events(tmp_path / "a.ics")] == ["Möte: Kulturnämnden"]


def test_a_summons_is_a_meeting_to_come(tmp_path: Path) -> None:
    row = document(
        "Kallelse", "k.txt", doc_type="kallelse", body="Rådet; a, b", meeting_date=dt.date(2032, 1, 7), start_time="08:15",
        end_time="10:00", place="Sal 1",
    )  # fmt: skip
    export_ics(write(tmp_path / "t", {"documents": [row]}), tmp_path / "a.ics")
    (meeting,) = events(tmp_path / "a.ics")
    assert meeting["SUMMARY"] == "Möte: Rådet\\; a\\, b"
    assert meeting["LOCATION"] == "Sal 1"
    assert meeting["DTEND;TZID=Europe/Stockholm"] == "20320107T100000"


def test_the_same_tables_give_the_same_bytes(tables: Path, tmp_path: Path) -> None:
    assert (
        export_ics(tables, tmp_path / "a.ics")[0].read_bytes() == export_ics(tables, tmp_path / "b.ics")[0].read_bytes()
    )


@given(st.text(st.characters(blacklist_categories=("Cc", "Cs")), max_size=300))
def test_folding_keeps_the_line_and_the_limit(line: str) -> None:
    folded = fold(line)
    assert folded.replace("\r\n ", "") == line
    assert all(len(piece.encode()) <= 75 for piece in folded.split("\r\n"))
