"""Dates of Swedish administrative text: expressions, values, resolution.

``parse`` and ``meeting_date`` stand on their own and import no spaCy; the pipeline component is
in :mod:`pipeline.language.dates.component`.
"""

from pipeline.language.dates.expressions import Reference
from pipeline.language.dates.meeting import MeetingDate, meeting_date
from pipeline.language.dates.parser import parse

__all__ = ["MeetingDate", "Reference", "meeting_date", "parse"]
