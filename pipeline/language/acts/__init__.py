"""Acts: decisions, assignments and information, with the fields of each (guideline sections 4 to 7)."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.language.tokens import reading_of


@Language.component("kansli_acts", assigns=["doc._.reading"], requires=["doc._.reading"])
def acts(doc: Doc) -> Doc:
    """Classify ``reading.statements``; fill ``reading.decisions`` and ``reading.assignments``."""
    from pipeline.language.acts.component import find_acts

    find_acts(reading_of(doc), doc.user_data.pop("kansli_surroundings", None))
    return doc
