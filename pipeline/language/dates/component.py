"""The ``kansli_dates`` component: fills ``reading.dates`` and the day of the meeting."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.language.dates.expressions import Reference
from pipeline.language.dates.find import Candidate, find
from pipeline.language.dates.meeting import MeetingDate, document_year, filename_year, heading_year, meeting_date
from pipeline.language.dates.parser import NO_DATES, resolve_all
from pipeline.language.model import Reading
from pipeline.language.tokens import reading_of

_NO_COVER = ("notice", "signature", "appendix", "item")


def read_dates(reading: Reading) -> None:
    """Fill ``reading.dates`` and, where not yet set, the date fields of ``reading.meeting``.

    Disagreement of text, metadata and file name on the meeting date goes to ``reading.warnings``.
    """
    view = reading.view
    candidates = find(view)
    skip = [(section.start, section.end) for section in reading.sections if section.kind in _NO_COVER]
    skip += [(line.start, line.end) for line in reading.lines if line.kind == "furniture"]
    source = reading.source
    found = meeting_date(view, path=source.path, metadata=source.metadata, candidates=candidates, skip=skip)
    meeting = reading.meeting
    if found is None or found.source != "text":
        found = _in_page_header(reading) or found
    if found is not None and meeting.date_edtf is None:
        meeting.date, meeting.date_edtf, meeting.date_source = found.date, found.edtf, found.source
        reading.warnings += [warning for warning in found.warnings if warning not in reading.warnings]
    reference = _reference(reading, found, candidates, skip)
    mentions = resolve_all(view, candidates, reference, "plain")
    reading.dates = [mention for mention in mentions if mention.subtype not in NO_DATES]


def _in_page_header(reading: Reading) -> MeetingDate | None:
    """The day that the header of the first page states; headers are blank in the view, being repeated."""
    source = reading.source
    stop = next((line.start for line in reading.lines if line.kind not in ("furniture", "blank")), 0)
    header = source.text[:stop]
    if not any(char.isdigit() for char in header):
        return None
    found = meeting_date(header, path=source.path, metadata=source.metadata)
    return found if found is not None and found.source == "text" else None


def _reference(
    reading: Reading, found: MeetingDate | None, candidates: Sequence[Candidate], skip: Sequence[tuple[int, int]]
) -> Reference:
    meeting, view = reading.meeting, reading.view
    if meeting.date is not None:
        return Reference(date=meeting.date, source="document" if meeting.date_source == "text" else "metadata")
    year = heading_year(view, candidates, skip)
    if year is not None:
        return Reference(year=year, source="document")
    year = filename_year(reading.source.path)
    if year is not None:
        return Reference(year=year, source="metadata")
    return Reference(year=document_year(view, candidates), source="document")


@Language.component("kansli_dates", assigns=["doc._.reading"], requires=["doc._.reading"])
def dates(doc: Doc) -> Doc:
    """Fill ``reading.dates`` and the day of the meeting; works on any Doc, also one with no reading yet."""
    read_dates(reading_of(doc))
    return doc
