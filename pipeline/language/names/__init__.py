"""Names: registers, the document's own roster, context rules and a trained model, joined.

:func:`find_names` does the work on a reading; the component ``kansli_names`` puts its result into
``reading.mentions`` and ``doc.ents``. Precedence and the meaning of ``source`` are described in
:mod:`.candidates`; the lists and rules lie in ``knowledge/names``.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, Span

from pipeline.language.model import Mention, Reading
from pipeline.language.names.check import check_rules
from pipeline.language.names.find import find_names
from pipeline.language.tokens import reading_of

__all__ = ["NamesComponent", "find_names", "make_names"]


@Language.factory("kansli_names", assigns=["doc._.reading", "doc.ents"], requires=["doc._.reading"], retokenizes=False)
def make_names(nlp: Language, name: str) -> NamesComponent:
    """Factory of the component; tries the rules on their examples first.

    Raises:
        KnowledgeError: a rule does not do what its examples say.
    """
    check_rules()
    return NamesComponent(name)


class NamesComponent:
    """Fills ``reading.mentions``, and ``doc.ents`` with the names and dates."""

    def __init__(self, name: str = "kansli_names") -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        """Find the names of ``doc``.

        Entities that a trained model left in ``doc.ents`` are its say, with literal labels.
        """
        reading = reading_of(doc)
        model = [(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents]
        reading.mentions = find_names(reading, model)
        doc.ents = _entities(doc, reading)
        return doc


def _entities(doc: Doc, reading: Reading) -> list[Span]:
    """Names and dates as token spans; where a name ends inside a token, the whole token."""
    marked: list[tuple[int, int, str, str]] = [
        (m.start, m.end, m.label, m.entity_id or "") for m in reading.mentions if _is_name(m)
    ]
    marked += [(d.start, d.end, "DATE", "") for d in reading.dates]
    out: list[Span] = []
    last = 0
    for start, end, label, entity_id in sorted(marked):
        span = doc.char_span(start, end, label=label, kb_id=entity_id, alignment_mode="expand")
        if span is not None and span.start >= last:
            out.append(span)
            last = span.end
    return out


def _is_name(mention: Mention) -> bool:
    return mention.mention == "NAM"
