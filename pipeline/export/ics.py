"""iCalendar: what is due, and meetings to come, for any calendar program."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline.tables.stream import Row, iter_documents

_ZONE = """BEGIN:VTIMEZONE
TZID:Europe/Stockholm
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:19810329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
END:DAYLIGHT
END:VTIMEZONE"""
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": ""})
_LINE = 75  # octets
_NO_DAY = dt.date(1970, 1, 1)


def export_ics(tables: Path, out: Path, *, since: dt.date | None = None) -> list[Path]:
    """Write a calendar of open assignments with a day, and of meetings that the documents announce.

    Meetings are those that a summons calls to, and those whose day a document tells as its next
    meeting. UIDs are made of document and place in it, so a new export replaces the old events.
    DTSTAMP is the day of the meeting that the event comes from, not the time of the export.

    Args:
        tables: what a run wrote.
        out: path of the ``.ics`` file.
        since: leave out events before this day.

    Raises:
        ArchiveError: the folder holds no tables.
    """
    names = ("dates", "statements", "assignments")
    columns = [
        "source",
        "doc_type",
        "body",
        "body_inferred",
        "meeting_date",
        "start_time",
        "end_time",
        "place",
        "title",
    ]
    out.parent.mkdir(parents=True, exist_ok=True)
    with out.open("w", encoding="utf8", newline="") as stream:
        head = "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Kansli//Kansli//SV\nCALSCALE:GREGORIAN"
        stream.write(_crlf(f"{head}\n{_ZONE}"))
        for document, facts in iter_documents(tables, names, columns):
            for day, lines in _events(document, facts):
                if since is None or day >= since:
                    stream.write(_crlf("\n".join(["BEGIN:VEVENT", *lines, "END:VEVENT"])))
        stream.write(_crlf("END:VCALENDAR"))
    return [out]


def fold(line: str) -> str:
    """A content line in pieces of at most 75 octets (RFC 5545, 3.1), no character divided."""
    pieces, piece, size = [], "", 0
    for character in line:
        octets = len(character.encode("utf8"))
        if size + octets > _LINE:
            pieces.append(piece)
            piece, size = " ", 1
        piece += character
        size += octets
    return "\r\n".join([*pieces, piece])


def _crlf(lines: str) -> str:
    return "".join(fold(line) + "\r\n" for line in lines.split("\n"))


def _events(document: Row, facts: Mapping[str, Sequence[Row]]) -> Iterator[tuple[dt.date, list[str]]]:
    key, meeting = document["document_id"], document["meeting_date"]
    body = document["body"] or document["body_inferred"] or document["title"] or document["source"]
    if document["doc_type"] == "kallelse" and meeting is not None:
        when = _when(meeting, document["start_time"], document["end_time"])
        yield meeting, _event(document, f"{key}-meeting", when, f"Möte: {body}", "", document["place"])
    for a in facts["assignments"]:
        if a["status"] == "open" and a["deadline"] is not None:
            who = ", ".join(x for x in a["assignees"] or () if x)
            summary = f"{who}: {a['task'] or a['text']}" if who else a["task"] or a["text"]
            identity = f"{key}-s{a['statement_id']}-deadline"
            yield a["deadline"], _event(document, identity, _when(a["deadline"]), summary, f"{a['text']}\n{body}")
    schedules = [s for s in facts["statements"] if s["subtype"] == "schedule"]
    for d in facts["dates"]:
        day = d["earliest"]
        if meeting is None or day is None or day != d["latest"] or day <= meeting:
            continue
        s = next((s for s in schedules if s["start"] <= d["start"] < s["end"]), None)
        if s is not None:
            when = _when(day, d["time_start"], d["time_end"])
            yield day, _event(document, f"{key}-d{d['start']}-meeting", when, f"Möte: {body}", s["text"])


def _event(
    document: Row, identity: str, when: list[str], summary: str, text: str, place: str | None = None
) -> list[str]:
    stamp = (document["meeting_date"] or _NO_DAY).strftime("%Y%m%d")
    lines = [f"UID:{identity}@kansli", f"DTSTAMP:{stamp}T000000Z", *when, f"SUMMARY:{_text(' '.join(summary.split()))}"]
    lines.append(f"DESCRIPTION:{_text(chr(10).join(x for x in (text, document['source']) if x))}")
    if place:
        lines.append(f"LOCATION:{_text(place)}")
    return [*lines, "TRANSP:TRANSPARENT"]


def _when(day: dt.date, start: str | None = None, end: str | None = None) -> list[str]:
    if start is None:
        following = day + dt.timedelta(days=1) if day < dt.date.max else day
        return [f"DTSTART;VALUE=DATE:{day:%Y%m%d}", f"DTEND;VALUE=DATE:{following:%Y%m%d}"]
    lines = [f"DTSTART;TZID=Europe/Stockholm:{day:%Y%m%d}T{start.replace(':', '')}00"]
    if end is not None and end > start:
        lines.append(f"DTEND;TZID=Europe/Stockholm:{day:%Y%m%d}T{end.replace(':', '')}00")
    return lines


def _text(value: Any) -> str:
    return "".join(c for c in str(value) if c >= " " or c in "\n\r\t").translate(_ESCAPES)
