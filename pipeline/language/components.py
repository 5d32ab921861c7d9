"""Components that read layout and sections; every other stage has a folder of its own."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.language.layout import find_lines
from pipeline.language.sections import find_sections
from pipeline.language.tokens import reading_of


@Language.component("kansli_layout", assigns=["doc._.reading"])
def layout(doc: Doc) -> Doc:
    """Fill ``reading.lines``."""
    reading = reading_of(doc)
    reading.lines = find_lines(reading)
    return doc


@Language.component("kansli_sections", assigns=["doc._.reading"], requires=["doc._.reading"])
def sections(doc: Doc) -> Doc:
    """Fill ``reading.sections``."""
    reading = reading_of(doc)
    reading.sections = find_sections(reading)
    return doc
