"""From what the stages found to rows of the contract."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from functools import cache
from operator import attrgetter
from typing import Any

from pipeline.language.model import Reading, Section

Row = dict[str, Any]
_WORD = re.compile(r"\w+")


def rows(reading: Reading) -> dict[str, list[Row]]:
    """All rows of one document, by table (every table but ``failures``).

    Args:
        reading: what the language stages found.

    Returns:
        Table name -> rows, in document order, with exactly the columns of the contract.
    """
    source = reading.source
    section_at = _section_finder(reading.sections)
    out: dict[str, list[Row]] = {
        "documents": [_document(reading)],
        "sections": [
            _slots(s, "section_id parent_id level kind role number title start end") | {"page": source.page(s.start)}
            for s in reading.sections
        ],
        "attendance": [
            _slots(
                a,
                "name status affiliation affiliation_id role party replaces partial items person_id start end",
            )
            for a in reading.attendance
        ],
        "entities": [
            _slots(m, "label literal_label mention norm entity_id source") | _span(reading, m.start, m.end, section_at)
            for m in reading.mentions
        ],
        "dates": [
            _slots(d, "edtf timex3 earliest latest time_start time_end subtype needs_reference year_source")
            | _span(reading, d.start, d.end, section_at)
            for d in reading.dates
        ],
        "statements": [
            _slots(s, "statement_id section_id label also subtype rule trigger strength start end")
            | {"page": source.page(s.start), "text": reading.text(s.start, s.end)}
            for s in reading.statements
        ],
        "decisions": [],
        "assignments": [],
    }
    statements = {s.statement_id: s for s in reading.statements}
    items = _items(reading.sections)
    for record in reading.decisions:
        row = _slots(
            record,
            "statement_id body body_inferred verb content outcome polarity strength routine date paragraph "
            "case_number beneficiary amount currency condition votes_for votes_against votes_abstained refers_to",
        )
        row["reservations"] = [_slots(r, "person party text") for r in record.reservations]
        out["decisions"].append(row | _act(reading, statements[record.statement_id], items))
    for assignment in reading.assignments:
        row = _slots(
            assignment,
            "statement_id assignees assignee_ids assignee_kind task deadline_text deadline_edtf deadline "
            "deadline_kind assigner counterpart status",
        )
        out["assignments"].append(row | _act(reading, statements[assignment.statement_id], items))
    document_id = source.document_id
    for table in out.values():
        for row in table:
            row["document_id"] = document_id
    return out


def _slots(record: object, names: str) -> Row:
    columns, values = _getter(names)
    return dict(zip(columns, values(record), strict=True))


@cache
def _getter(names: str) -> tuple[tuple[str, ...], Callable[[object], tuple[Any, ...]]]:
    columns = tuple(names.split())
    return columns, attrgetter(*columns)


def _document(reading: Reading) -> Row:
    source, meeting = reading.source, reading.meeting
    return _slots(
        meeting, "doc_type title body body_inferred place start_time end_time chair secretary adjusters"
    ) | {
        "source": source.path,
        "sha256": source.sha256,
        "media_type": source.media_type,
        "meeting_date": meeting.date,
        "meeting_date_edtf": meeting.date_edtf,
        "meeting_date_source": meeting.date_source,
        "pages": len(source.page_starts) or None,
        "characters": len(source.text),
        "words": len(_WORD.findall(source.text)),
        "text": source.text,
        "warnings": [*source.warnings, *reading.warnings],
    }


def _section_finder(sections: Iterable[Section]) -> Callable[[int], int | None]:
    """Innermost section at an offset: sections start in order, so the last start before it wins."""
    ordered = sorted(sections, key=lambda s: s.start)
    starts = [s.start for s in ordered]

    def find(offset: int) -> int | None:
        index = bisect_right(starts, offset) - 1
        while index >= 0 and ordered[index].end <= offset:
            index -= 1
        return ordered[index].section_id if index >= 0 else None

    return find


def _span(reading: Reading, start: int, end: int, section_at: Callable[[int], int | None]) -> Row:
    return {
        "section_id": section_at(start),
        "text": reading.text(start, end),
        "start": start,
        "end": end,
        "page": reading.source.page(start),
    }


def _items(sections: Iterable[Section]) -> dict[int, Section]:
    """For each section the item it stands in: itself or the nearest ancestor that is one."""
    by_id = {s.section_id: s for s in sections}
    out: dict[int, Section] = {}
    for section in by_id.values():
        here: Section | None = section
        while here is not None and here.kind == "subitem" and here.parent_id is not None:
            here = by_id.get(here.parent_id)
        out[section.section_id] = here or section
    return out


def _act(reading: Reading, statement: Any, items: dict[int, Section]) -> Row:
    item = items.get(statement.section_id) if statement.section_id is not None else None
    return {
        "section_number": item.number if item else None,
        "section_title": item.title if item else None,
        "text": reading.text(statement.start, statement.end),
        "start": statement.start,
        "end": statement.end,
    }
