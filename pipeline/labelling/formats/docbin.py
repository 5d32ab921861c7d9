"""spaCy DocBin: names and dates in ``doc.spans["names"]``, statements in ``doc.spans["statements"]``.

``doc.ents`` holds the names and dates too, so that the file can train or score an ``ner`` as it is.
"""

from __future__ import annotations

from pathlib import Path

from pipeline.labelling.formats.tokens import tokens
from pipeline.labelling.tasks import STATEMENTS, Task, TaskSpan


def write(tasks: list[Task], path: Path) -> None:
    """Write a DocBin with the task's key in ``doc.user_data``."""
    import spacy
    from spacy.tokens import Doc, DocBin
    from spacy.util import filter_spans

    nlp = spacy.blank("sv")
    docs = DocBin(store_user_data=True)
    for t in tasks:
        cut = tokens(t)
        doc = Doc(nlp.vocab, words=[t.text[a:b] for a, b in cut], spaces=[False] * len(cut))
        layers = {"names": [s for s in t.spans if s.label not in STATEMENTS]}
        layers["statements"] = [s for s in t.spans if s.label in STATEMENTS]
        for name, layer in layers.items():
            doc.spans[name] = [doc.char_span(s.start, s.end, label=s.label) for s in layer]
        doc.ents = filter_spans(list(doc.spans["names"]))
        doc.user_data["task"] = (t.document_id, t.source, t.offset, t.reason)
        docs.add(doc)
    docs.to_disk(path)


def read(path: Path) -> list[Task]:
    """Read the DocBin back."""
    import spacy
    from spacy.tokens import DocBin

    out = []
    for doc in DocBin(store_user_data=True).from_disk(path).get_docs(spacy.blank("sv").vocab):
        document_id, source, offset, reason = doc.user_data["task"]
        spans = sorted(
            TaskSpan(s.start_char, s.end_char, s.label_) for name in ("names", "statements") for s in doc.spans[name]
        )
        out.append(Task(document_id, source, offset, doc.text, tuple(spans), reason))
    return out
