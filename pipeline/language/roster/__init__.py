"""Attendance: who was there and who was not (guideline section 7).

``attendance.find_attendance`` gives the rows of a document, ``blocks.parse_people`` those of one
list. The words are data in ``knowledge/roster``.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.language.roster.attendance import find_attendance
from pipeline.language.tokens import reading_of


@Language.component("kansli_roster", assigns=["doc._.reading"], requires=["doc._.reading"])
def roster(doc: Doc) -> Doc:
    """Fill ``reading.attendance``."""
    reading = reading_of(doc)
    reading.attendance = find_attendance(reading)
    return doc
