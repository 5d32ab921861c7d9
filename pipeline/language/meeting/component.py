"""The pipeline component that fills ``reading.meeting``."""

from __future__ import annotations

from pipeline.language.meeting.cover import find_body, find_doc_type, find_title, first_lines
from pipeline.language.meeting.officers import find_officers
from pipeline.language.meeting.place import find_place
from pipeline.language.meeting.times import find_times
from pipeline.language.model import Reading

_NO_COVER = ("present", "absent", "item", "subitem", "signature", "notice", "appendix")
_NO_MEETING = ("tjänsteanteckning", "delegationsbeslut")
_OWN_DECISIONS = 2  # notes of a network tell what other bodies decided too
_HEADERS = 8  # lines of page headers looked at
_FEWEST = 2  # people on the list of what is the record of a meeting, though no word says so
_LONGEST_OPENING = 1500  # characters of the first item that may tell where the meeting was
_LONGEST_COVER = 6000  # characters: no cover is longer; a document without headings is no cover


def fill_meeting(reading: Reading) -> None:
    """Fill the meeting's fields but its date (the dates stage owns it).

    Args:
        reading: ``view``, ``source``, ``sections``, ``attendance`` and ``dates`` are read.
    """
    view, text, meeting = reading.view, reading.source.text, reading.meeting
    cover_end = cover_of(reading)
    top = first_lines(view, min((s.start for s in reading.sections if s.kind in _NO_COVER), default=cover_end))
    people = [row.start for row in reading.attendance]
    top = [line for a, b in top if (line := _before_people(view, a, b, people))]
    headers = [_whole_line(text, line.start) for line in reading.lines if line.kind == "furniture"][:_HEADERS]
    meeting.doc_type = find_doc_type(view, text, [*top, *headers])
    meeting.title = find_title(view, text, reading.sections, [*top, *headers])
    least = _OWN_DECISIONS if meeting.doc_type == "minnesanteckningar" else 1
    meeting.body = find_body(view, text, top, headers, least)
    if meeting.body is None:
        meeting.body_inferred = reading.source.metadata.get("body")
    if meeting.doc_type not in _NO_MEETING:
        meeting.place = find_place(view, text, top, cover_end, reading.dates, _opening_of(reading, cover_end))
    meeting.start_time, meeting.end_time = find_times(view, _without_lists(reading, cover_end))
    meeting.chair, meeting.secretary, meeting.adjusters = find_officers(reading)
    if meeting.doc_type == "other" and sum(row.status == "present" for row in reading.attendance) >= _FEWEST:
        meeting.doc_type = "protokoll" if meeting.adjusters else "minnesanteckningar"


def _without_lists(reading: Reading, cover_end: int) -> str:
    """The front of the document with its attendance lists left out: times there are of persons."""
    cover = reading.view[:cover_end]
    for section in reading.sections:
        if section.kind in ("present", "absent") and section.start < cover_end:
            stop = min(section.end, cover_end)
            cover = cover[: section.start] + " " * (stop - section.start) + cover[stop:]
    for row in reading.attendance:
        if row.end <= cover_end:
            cover = cover[: row.start] + " " * (row.end - row.start) + cover[row.end :]
    return cover


def _opening_of(reading: Reading, cover_end: int) -> int:
    """Where the first item ends, the one that tells of the opening; no further on than a page."""
    starts = [s.start for s in reading.sections if s.kind in ("item", "appendix") and s.start > cover_end]
    return min([cover_end + _LONGEST_OPENING, len(reading.view), *starts])


def _before_people(view: str, start: int, end: int, people: list[int]) -> tuple[int, int] | None:
    """A line's sentences before the one that names those present; None where nothing is left."""
    first = min((at for at in people if start <= at < end), default=None)
    if first is None:
        return start, end
    stop = view.rfind(". ", start, first)
    return (start, stop) if stop > start else None


def _whole_line(text: str, start: int) -> tuple[int, int]:
    """The span of the source's line that begins at ``start`` (its words are blank in the view)."""
    end = text.find("\n", start)
    return start, end if end >= 0 else len(text)


def cover_of(reading: Reading) -> int:
    """Where the front of the document ends: before its first item."""
    first = next((s.start for s in reading.sections if s.kind in ("item", "subitem", "appendix")), len(reading.view))
    return min(first, _LONGEST_COVER)
