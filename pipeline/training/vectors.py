"""Word vectors from a plain corpus: a small floret table that ships, and clusters of frequent words.

Both are trained on lower-cased paragraphs that hold a capitalised word inside a sentence: that is
where names are, and it halves the corpus. Needs the package ``floret`` (extra ``train``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.training.tables import clusters

if TYPE_CHECKING:
    from spacy.vocab import Vocab

_INSIDE = re.compile(r"(?<=[a-zåäöéü,)] )[A-ZÅÄÖ][a-zåäöéüA-ZÅÄÖ-]+")
_TOKEN = re.compile(r"\w+(?:[-:.']\w+)*|[^\w\s]")
_LEAST_CHARACTERS = 30
#: Times the labelled text is repeated: it is news, which the corpus lacks.
REPEAT = 3

_SHARED = {"model": "skipgram", "minCount": 5, "neg": 5, "ws": 4, "lr": 0.05, "thread": 1, "verbose": 0}
FLORET = {**_SHARED, "mode": "floret", "dim": 64, "bucket": 50_000, "hashCount": 2, "minn": 4, "maxn": 5, "epoch": 2}
FASTTEXT = {**_SHARED, "mode": "fasttext", "dim": 100, "bucket": 500_000, "minn": 3, "maxn": 5, "epoch": 4}


def vector_lines(corpus: Iterable[str], labelled: Iterable[str]) -> Iterator[str]:
    """Lines to train vectors on: tokens parted by spaces, lower case, no paragraph twice."""
    seen: set[int] = set()
    for line in corpus:
        key = hash(line)
        if len(line) >= _LEAST_CHARACTERS and key not in seen and _INSIDE.search(line):
            seen.add(key)
            yield " ".join(_TOKEN.findall(line.lower()))
    texts = list(labelled)
    for _ in range(REPEAT):
        for text in texts:
            yield " ".join(_TOKEN.findall(text.lower()))


def train_floret(text: Path, target: Path) -> None:
    """Train the table that ships and write it in floret's text format."""
    import floret

    floret.train_unsupervised(str(text), **FLORET).save_floret_vectors(str(target))


def train_clusters(text: Path, count: int) -> dict[str, int]:
    """Cluster numbers of the frequent words, from richer vectors that do not ship."""
    import floret

    model = floret.train_unsupervised(str(text), **FASTTEXT)
    words = [word for word in model.get_words() if any(character.isalpha() for character in word)]
    return clusters(words, [model.get_word_vector(word) for word in words], count)


def floret_table(path: Path) -> Callable[[Vocab], Any]:
    """A function that makes spaCy vectors (looked up by lower-cased word) over a vocabulary."""
    import numpy as np

    with path.open(encoding="utf-8") as handle:
        buckets, width, minn, maxn, hash_count, seed, bow, eow = handle.readline().split()
        data = np.zeros((int(buckets), int(width)), dtype="float32")
        for line in handle:
            row, *values = line.split()
            data[int(row)] = [float(value) for value in values]

    def make(vocab: Vocab) -> Any:
        from pipeline.language.word_vectors import CachedVectors

        return CachedVectors(
            strings=vocab.strings, data=data, mode="floret", minn=int(minn), maxn=int(maxn),
            hash_count=int(hash_count), hash_seed=int(seed), bow=bow, eow=eow, attr="LOWER",
        )  # fmt: skip

    return make
