"""Training material: text with name spans, from the labelled corpora.

A :class:`Passage` is raw text with character spans; the pipeline's own tokenizer cuts it at
training time, as it will at run time. Held-out parts are whole documents (UNER) or contiguous
blocks (webbnyheter), never single sentences out of a document that is trained on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.evaluation.ner import Span, TaggedSentence, literal, read_tagged

#: File names of the labelled corpora, by the short name used in reports.
FILES = {
    "uner": "sv_talbanken-ud-train.iob2",
    "web": "webbnyheter2012_train.txt",
    "danish": "da_ddt-ud-train.iob2",
    "danish_dev": "da_ddt-ud-dev.iob2",
    "norwegian": "no_bokmaal-ud-dev.conllu",
    "norwegian_test": "no_bokmaal-ud-test.conllu",
}
#: Documents of UNER train that are held out while choosing (a sixth of its names).
HELD_OUT_UNER = frozenset(["P124", "P125", "P205", "P209", "P217", "P226", "P227", "P302", "P308", "P314"])
#: Webbnyheter is held out in blocks of this many sentences, every eighth block.
BLOCK, EVERY = 60, 8
#: Label of a span that may be a name or not, or two: nothing is learnt there.
DOUBTFUL = "DOUBTFUL"
_MOST_CAPITALS = 3
_ORG_END = re.compile(
    r"(?:domstolen|rätten|styrelsen|verket|myndigheten|partiet|kommissionen|polisen|regeringen|departementet|kansliet|"
    r"förbundet|föreningen|bolaget|brödraskapet|inspektionen|rådet|insatsstyrkan)s?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Passage:
    """Text with names.

    Attributes:
        text: raw text.
        spans: ``(start, end, label)`` in characters, in order.
        unknown: character spans where it is not known whether there is a name.
        source: which corpus.
        document: document id, "" when unknown.
    """

    text: str
    spans: tuple[Span, ...]
    unknown: tuple[tuple[int, int], ...] = ()
    source: str = ""
    document: str = ""


def passage(sentence: TaggedSentence, source: str) -> Passage:
    """A tagged sentence as raw text with character spans and literal labels."""
    text, starts, ends = "", [], []
    for word, space in zip(sentence.words, sentence.spaces, strict=True):
        starts.append(len(text))
        text += word
        ends.append(len(text))
        text += " " if space else ""
    ours = literal(sentence.spans)
    spans = tuple((starts[s], ends[e - 1], label) for s, e, label in ours)
    unknown = tuple(
        (starts[s], ends[e - 1])
        for s, e, label in sentence.spans
        if label == DOUBTFUL or (label == "MISC" and _ORG_END.search(" ".join(sentence.words[s:e])))
    )
    return Passage(text, spans, unknown, source, sentence.document)


def repair_merged(sentence: TaggedSentence) -> TaggedSentence:
    """Mark spans of a corpus without B-/I- that look like two names run together.

    A person of more than three capitalised words gets the label :data:`DOUBTFUL`: its parts cannot be told apart.
    """
    spans = tuple(
        (start, end, DOUBTFUL)
        if label == "PER" and sum(word[0].isupper() for word in sentence.words[start:end]) > _MOST_CAPITALS
        else (start, end, label)
        for start, end, label in sentence.spans
    )
    return replace(sentence, spans=spans)


def load(folder: Path, names: Iterable[str]) -> list[Passage]:
    """All passages of the named corpora (keys of :data:`FILES`) under ``folder``."""
    found: list[Passage] = []
    for name in names:
        sentences = read_tagged(folder / FILES[name])
        if name == "web":
            sentences = [repair_merged(sentence) for sentence in sentences]
        found.extend(passage(sentence, name) for sentence in sentences)
    return found


def split_sentences(
    name: str, sentences: Sequence[TaggedSentence]
) -> tuple[list[TaggedSentence], list[TaggedSentence]]:
    """Training part and held-out part of UNER or webbnyheter."""
    if name == "uner":
        kept = [s for s in sentences if s.document not in HELD_OUT_UNER]
        return kept, [s for s in sentences if s.document in HELD_OUT_UNER]
    held = [(index // BLOCK) % EVERY == EVERY - 1 for index in range(len(sentences))]
    return (
        [s for s, out in zip(sentences, held, strict=True) if not out],
        [s for s, out in zip(sentences, held, strict=True) if out],
    )


def join(passages: Sequence[Passage], glue: str) -> Passage:
    """Neighbouring passages as one text."""
    text, spans, unknown = "", [], []
    for part in passages:
        at = len(text)
        spans += [(s + at, e + at, label) for s, e, label in part.spans]
        unknown += [(s + at, e + at) for s, e in part.unknown]
        text += part.text.rstrip() + glue
    return Passage(text.rstrip(), tuple(spans), tuple(unknown), passages[0].source, passages[0].document)
