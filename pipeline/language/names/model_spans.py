"""What a trained model says, with the guideline put on top: no compounds, no products, function labels.

The model knows names that no rule does; where a rule speaks, the rule is right more often
(measured on minutes), so the model comes last in the precedence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.language.names.candidates import MODEL, Candidate
from pipeline.language.names.function import acts
from pipeline.language.names.namewords import PARTICLES, given, is_surname
from pipeline.language.names.ordinary import KNOWN, UNKNOWN, ordinary
from pipeline.language.names.registers import index
from pipeline.language.names.rules import common_words, everyday, function, nominal, stops
from pipeline.language.names.scene import Scene, fits, is_acronym

ModelSpan = tuple[int, int, str]
_COLUMN = 3  # blanks that divide columns
_INSIDE = frozenset({"i"})
_COMMON_ENDS = ("rian", "huset", "lokalen", "salen", "rummet", "protokoll", "möte", "mötet", "gruppen", "listan")


def from_model(scene: Scene, spans: Iterable[ModelSpan]) -> Iterator[Candidate]:
    """Candidates of a model's ``(start, end, label)`` spans, with literal labels.

    Spans are trimmed to whole words that begin with a capital; those that the guideline excludes
    are dropped.
    """
    words = scene.words
    for start, end, label in spans:
        if label not in ("PER", "ORG", "LOC"):
            continue
        i, j = scene.index_at(start), scene.index_at(end)
        while i < j and not words.texts[i][0].isupper():
            i += 1
        if i >= j or (j < words.count and words.starts[j] < end) or words.afters[j - 1] < end - 2:
            continue
        if not _is_name(scene, i, j, label):
            continue
        literal = None
        ref = index().word(words.texts[i]) if j - i == 1 else None
        if label == "LOC" and ref is not None and acts(scene, i, j, ref):
            label, literal = "ORG", "LOC"
        yield Candidate(words.starts[i], words.ends[j - 1], label, "model", MODEL, literal)


def _is_name(scene: Scene, i: int, j: int, label: str) -> bool:
    words = scene.words
    texts = words.texts[i:j]
    if any(text in stops().platforms for text in texts) or not all(_beside(scene, k) for k in range(i, j - 1)):
        return False
    last = texts[-1]
    if "-" in last and last.rpartition("-")[2][:1].islower():
        return False  # a compound is a name only where a rule says so
    if j - i == 1:
        return _single(scene, i, label)
    if label == "PER":
        return all(text[0].isupper() or text in PARTICLES for text in texts) and not all(t.isupper() for t in texts)
    if fits("person.title", last.lower(), 2):
        return False  # "Vice Bilansvarig"
    if words.initial(i) and last[0].islower() and ordinary(texts[0].lower()) == KNOWN and texts[1] != "och":
        return False  # "Fordon räddningstjänst"
    return not (words.initial(i) and texts[0] in stops().openers)


def _beside(scene: Scene, k: int) -> bool:
    """Word ``k`` and the next stand in one text, not in two columns."""
    return scene.words.together(k) and len(scene.words.gap(k)) < _COLUMN


def _in_place(scene: Scene, i: int) -> bool:
    """A place stands after a preposition of place, or in a list."""
    words = scene.words
    if scene.preceded(i, function().place_before):
        return True
    if i > 0 and words.joined(i - 1) and words.texts[i - 1][0].isupper():
        return words.initial(i - 1) and ordinary(words.texts[i - 1].lower()) != UNKNOWN  # "Vattenverk Alby"
    return i > 0 and (words.gap(i - 1) in (", ", "–", " – ") or words.texts[i - 1] in ("och", "samt"))


def _single(scene: Scene, i: int, label: str) -> bool:
    """One word: no everyday word with a capital, no body by a common noun, no stray capitals."""
    words = scene.words
    text = words.texts[i]
    low = text.lower()
    if text in stops().openers or text in stops().acronyms or any(c.isdigit() for c in text) or len(text) < 2:
        return False
    bare = low.removesuffix("s")
    if bare.endswith(nominal().suffixes) or bare in nominal().words or bare.endswith(_COMMON_ENDS):
        return False
    first = words.initial(i)
    if label == "LOC" and not _in_place(scene, i):
        return False
    if fits("person.title", bare, 2):
        return False
    if label == "ORG" and first and scene.verb_after(i) is None and not _owns(scene, i):
        return False
    if label == "PER" and scene.preceded(i, _INSIDE):
        return False
    if text.isupper():
        numbered = i + 1 < words.count and words.joined(i) and words.texts[i + 1][0].isdigit()
        return (
            label != "PER"
            and is_acronym(text)
            and not numbered
            and not first
            and words.view[words.starts[i] - 1] != "("
        )
    if text in everyday() or (first and low in common_words()):
        return bool(label == "PER" and given(text) and scene.verb_after(i))
    return label != "PER" or not first or given(text) > 0 or is_surname(text) or bool(scene.verb_after(i))


def _owns(scene: Scene, i: int) -> bool:
    """A genitive with what it owns, in small letters."""
    words = scene.words
    return words.texts[i].endswith("s") and words.joined(i) and words.texts[i + 1][0].islower()
