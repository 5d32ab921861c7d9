"""Statements: the units that the acts stage classifies (guideline section 3)."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.language.acts.surroundings import Surroundings
from pipeline.language.statements.find import find_statements
from pipeline.language.tokens import reading_of


@Language.component("kansli_statements", assigns=["doc._.reading"], requires=["doc._.reading"])
def statements(doc: Doc) -> Doc:
    """Fill ``reading.statements`` with units, not yet classified."""
    reading = reading_of(doc)
    around = Surroundings(reading)
    reading.statements = find_statements(reading, around)
    doc.user_data["kansli_surroundings"] = around  # the acts stage takes it over
    return doc


__all__ = ["find_statements", "statements"]
