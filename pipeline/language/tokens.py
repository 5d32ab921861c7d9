"""The Swedish tokenizer with the abbreviations of minutes, and the doc's reading."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

from spacy.language import Language
from spacy.symbols import ORTH
from spacy.tokens import Doc

from pipeline.language.model import Reading
from pipeline.language.reading import make_reading
from pipeline.sources.model import Source

if not Doc.has_extension("reading"):
    Doc.set_extension("reading", default=None)


@cache
def abbreviations() -> tuple[str, ...]:
    """Abbreviations that end in a point and do not end a sentence, as the lexicon lists them."""
    text = files("pipeline.knowledge").joinpath("lexicon/abbreviations.txt").read_text("utf8")
    return tuple(line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#"))


def add_abbreviations(nlp: Language) -> None:
    """Teach the tokenizer of ``nlp`` the abbreviations, so that each stays one token."""
    for form in abbreviations():
        for variant in {form, form[0].upper() + form[1:]}:
            nlp.tokenizer.add_special_case(variant, [{ORTH: variant}])


def make_doc(nlp: Language, source: Source) -> Doc:
    """A spaCy Doc of a source's reading view, with the reading at ``doc._.reading``."""
    return attach(nlp.make_doc, make_reading(source))


def attach(tokenize: Any, reading: Reading) -> Doc:
    """Tokenize the view of ``reading`` and hang the reading on the Doc."""
    doc: Doc = tokenize(reading.view)
    doc._.reading = reading
    return doc


def reading_of(doc: Doc) -> Reading:
    """The reading of a Doc; one of plain text is made when the Doc came from a bare string."""
    if doc._.reading is None:
        source = Source(path="", sha256="0" * 64, media_type="text/plain", text=doc.text)
        doc._.reading = Reading(source=source, view=doc.text)
    found: Reading = doc._.reading
    return found
