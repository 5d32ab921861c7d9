"""The meeting as a whole: kind of document, title, body, place, times, chair, secretary, adjusters."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.language.meeting.component import fill_meeting
from pipeline.language.tokens import reading_of


@Language.component("kansli_meeting", assigns=["doc._.reading"], requires=["doc._.reading"])
def meeting(doc: Doc) -> Doc:
    """Fill ``reading.meeting`` but its date."""
    fill_meeting(reading_of(doc))
    return doc
