"""Strict scores of a name model on any IOB2 or CoNLL file, with bootstrap intervals.

A mention counts as found when start, end and label are all right. Columns are recognised:
UNER (``1 Anna B-PER - -``), CoNLL-2002/2003 (``Anna ... B-PER``), token and bare label
(``Anna PER``, neighbours with the same label are one mention) and CoNLL-U with ``name=B-PER`` in
the last column.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

LABELS = ("PER", "ORG", "LOC")
#: Other schemes' labels on ours, by literal type; labels not named here are no names.
LABEL_MAP = {
    "PER": "PER", "PRS": "PER", "PERSON": "PER",
    "ORG": "ORG", "INST": "ORG", "GRO": "ORG",
    "LOC": "LOC", "PLACE": "LOC", "GPE": "LOC", "GPE_LOC": "LOC", "GPE_ORG": "LOC",
}  # fmt: skip
_TAG = re.compile(r"(?:([BIESLUM])-)?([A-Za-z_]+)")
_OUTSIDE = {"O", "0", "_", "-"}
_NO_SPACE_BEFORE = set(".,;:!?)]}%…") | {"'s", ":s"}
_NO_SPACE_AFTER = set("([{")

Span = tuple[int, int, str]


class NameFileError(ValueError):
    """A file that cannot be read as tagged text; the message says which line and why."""


@dataclass(frozen=True, slots=True)
class TaggedSentence:
    """Words with the name spans over them.

    Attributes:
        words: the tokens as the file has them.
        spaces: whether a space follows each token (from ``# text`` or by rule).
        spans: ``(first token, after last token, label)``, labels as in the file.
        document: id of the document, "" where the file names none.
    """

    words: tuple[str, ...]
    spaces: tuple[bool, ...]
    spans: tuple[Span, ...]
    document: str = ""


@dataclass(frozen=True, slots=True)
class NameScore:
    """Scores of one label (or "all"), between 0 and 1; None where nothing can be computed.

    ``low`` and ``high`` bound the middle 95 % of F over resampled sentences.
    """

    label: str
    precision: float | None
    recall: float | None
    f: float | None
    low: float | None
    high: float | None
    gold: int
    found: int


def read_tagged(path: Path) -> list[TaggedSentence]:
    """Read a tagged file.

    Raises:
        NameFileError: no column of tags is found, or a row is short of columns.
    """
    text = path.read_text(encoding="utf-8-sig")
    blocks = [block for block in re.split(r"\n[ \t]*\r?\n", text) if block.strip()]
    split: Callable[[str], list[str]] = (
        (lambda line: line.split("\t")) if "\t" in text and _all_tabbed(text) else str.split
    )
    rows = [[split(line) for line in _token_lines(block)] for block in blocks]
    token_column, tag_column = _columns([row for block in rows for row in block], path)
    sentences: list[TaggedSentence] = []
    document = ""
    for block, block_rows in zip(blocks, rows, strict=True):
        comments = dict(_comments(block))
        document = comments.get("newdoc id", document)
        kept = [row for row in block_rows if (len(row) > 1 and re.fullmatch(r"\d+", row[0])) or token_column == 0]
        kept = [row for row in kept if len(row) > 1 and row[token_column]]
        if not kept:
            continue
        words = tuple(row[token_column] for row in kept)
        tags = [_tag_of(row[tag_column] if tag_column >= 0 else row[-1]) for row in kept]
        spaces = _spaces(words, comments.get("text"), kept)
        sentences.append(TaggedSentence(words, spaces, tuple(spans_of(tags)), document))
    return sentences


def spans_of(tags: Sequence[str]) -> Iterator[Span]:
    """Spans of a tag sequence in IOB2, IOB1, BIOES or bare labels."""
    start, label = -1, ""
    for index, tag in enumerate([*tags, "O"]):
        match = None if tag in _OUTSIDE else _TAG.fullmatch(tag)
        prefix, name = (match.group(1) or "I", match.group(2)) if match else ("O", "")
        if start >= 0 and (prefix in "OBSU" or name != label):
            yield start, index, label
            start = -1
        if match and start < 0:
            start, label = index, name
        if match and prefix in "ESLU":
            yield start, index + 1, label
            start = -1


def literal(spans: Iterable[Span]) -> list[Span]:
    """Spans with our labels; those of labels that we do not have are left out."""
    return [(s, e, LABEL_MAP[name.upper()]) for s, e, name in spans if name.upper() in LABEL_MAP]


def evaluate_names(
    files: Iterable[Path],
    model: Language | None = None,
    *,
    case: Callable[[str], str] = str,
    resamples: int = 1000,
    seed: int = 1,
) -> list[NameScore]:
    """Score a model on tagged files together; one row for each label and one for "all".

    Args:
        files: tagged files (see the module).
        model: a spaCy pipeline; the shipped one when None.
        case: applied to every token first (``str.upper`` for the robustness check).
        resamples: bootstrap samples, of sentences.
        seed: of the bootstrap.

    Raises:
        NameFileError: a file has no tags that can be read.
    """
    if model is None:
        import spacy

        import pipeline.language.register_features  # noqa: F401  (registers the callback)
        from pipeline.language.model_path import model_path

        model = spacy.load(model_path())
    sentences = [sentence for path in files for sentence in read_tagged(Path(path))]
    return score(sentences, predict(sentences, model, case), resamples=resamples, seed=seed)


def predict(sentences: Sequence[TaggedSentence], model: Language, case: Callable[[str], str] = str) -> list[list[Span]]:
    """The model's spans over each sentence's own tokens."""
    from spacy.tokens import Doc

    def docs() -> Iterator[Doc]:
        for sentence in sentences:
            yield Doc(model.vocab, [case(word) for word in sentence.words], list(sentence.spaces))

    return [[(ent.start, ent.end, ent.label_) for ent in doc.ents] for doc in model.pipe(docs(), batch_size=64)]


def score(
    sentences: Sequence[TaggedSentence],
    predicted: Sequence[Iterable[Span]],
    *,
    resamples: int = 1000,
    seed: int = 1,
) -> list[NameScore]:
    """Strict scores of predictions, label by label and for all, with intervals."""
    import numpy as np

    counts = np.zeros((len(sentences), len(LABELS) + 1, 3))
    for row, (sentence, spans) in enumerate(zip(sentences, predicted, strict=True)):
        gold, found = set(literal(sentence.spans)), set(literal(spans))
        for column, label in enumerate(LABELS):
            of_gold = {span for span in gold if span[2] == label}
            of_found = {span for span in found if span[2] == label}
            counts[row, column] = len(of_gold), len(of_found), len(of_gold & of_found)
    counts[:, -1] = counts[:, :-1].sum(axis=1)
    total = counts.sum(axis=0)
    low = high = np.full(len(LABELS) + 1, np.nan)
    if len(sentences) and resamples:
        rng = np.random.default_rng(seed)
        flat = counts.reshape(len(sentences), -1)
        weights = rng.multinomial(len(sentences), np.full(len(sentences), 1 / len(sentences)), resamples)
        sums = (weights @ flat).reshape(resamples, -1, 3)
        with np.errstate(invalid="ignore"):
            f = 2 * sums[:, :, 2] / (sums[:, :, 0] + sums[:, :, 1])
        low, high = np.nanpercentile(np.nan_to_num(f), [2.5, 97.5], axis=0)
    return [_row(label, total[i], float(low[i]), float(high[i])) for i, label in enumerate((*LABELS, "all"))]


def _row(label: str, total: Sequence[float], low: float, high: float) -> NameScore:
    gold, found, right = (int(value) for value in total)
    f = 2 * right / (gold + found) if gold + found else None
    return NameScore(
        label,
        right / found if found else None,
        right / gold if gold else None,
        f,
        None if f is None else low,
        None if f is None else high,
        gold,
        found,
    )


def _token_lines(block: str) -> list[str]:
    return [line for line in block.splitlines() if line.strip() and not re.match(r"# |#$|#\w+ =", line)]


def _all_tabbed(text: str) -> bool:
    return all("\t" in line for line in text.splitlines() if line.strip() and not line.startswith("#"))


def _comments(block: str) -> Iterator[tuple[str, str]]:
    for line in block.splitlines():
        if line.startswith("# ") and "=" in line:
            key, _, value = line[2:].partition("=")
            yield key.strip(), value.strip()


def _tag_of(cell: str) -> str:
    match = re.search(r"(?:^|\|)name=([^|]+)", cell)
    return match.group(1) if match else cell


def _columns(rows: list[list[str]], path: Path) -> tuple[int, int]:
    """Token column and tag column (-1: ``name=`` in the last)."""
    rows = [row for row in rows if len(row) > 1]
    if not rows:
        raise NameFileError(f"{path}: no line with a token and a tag")
    token = 1 if len(rows[0]) > 2 and all(row[0][0].isdigit() for row in rows) else 0
    if any("name=" in row[-1] for row in rows[:200]):
        return token, -1
    width = min(len(row) for row in rows)
    best = max(range(token + 1, width), key=lambda c: _names_in(rows, c), default=token)
    if best == token or _names_in(rows, best) < 0:
        raise NameFileError(f"{path}: no column holds IOB2 tags such as B-PER and O")
    return token, best


def _names_in(rows: list[list[str]], column: int) -> int:
    """How many cells of a column are tags with labels we know; -1 when some cell is no tag at all."""
    named = 0
    for row in rows:
        cell = row[column]
        if cell in _OUTSIDE:
            continue
        match = _TAG.fullmatch(cell)
        label = match.group(2).upper() if match else ""
        if not match or (not match.group(1) and label not in {*LABEL_MAP, "MISC", "OTH"}):
            return -1
        named += label in LABEL_MAP
    return named


def _spaces(words: Sequence[str], text: str | None, rows: Sequence[Sequence[str]]) -> tuple[bool, ...]:
    """Whether a space follows each word: by the raw text, by SpaceAfter, or by punctuation."""
    if text is not None:
        position, spaces = 0, []
        for word in words:
            at = text.find(word, position)
            if at < 0 or text[position:at].strip():
                break
            position = at + len(word)
            spaces.append(text[position : position + 1].isspace())
        else:
            return tuple(spaces)
    if any("SpaceAfter=No" in row[-1] for row in rows):
        return tuple("SpaceAfter=No" not in row[-1] for row in rows)
    following = [*words[1:], ""]
    return tuple(
        word not in _NO_SPACE_AFTER and after not in _NO_SPACE_BEFORE
        for word, after in zip(words, following, strict=True)
    )
