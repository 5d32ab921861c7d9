"""Bodies named by a common noun (mention NOM): "nämnden", "kommunchefsnätverket"."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.language.names.rules import nominal
from pipeline.language.names.scene import Scene


def find_nominals(scene: Scene) -> Iterator[tuple[int, int]]:
    """Spans of definite descriptions of bodies, in order; a genitive s stays in."""
    book, words = nominal(), scene.words
    ends = book.suffixes
    genitive = tuple(suffix + "s" for suffix in ends)
    every = ends + genitive
    for i, text in enumerate(words.texts):
        if not text.endswith(every) and text.lower() not in _simple():
            continue
        low = text.lower()
        bare = low[:-1] if low.endswith("s") and low not in book.words else low
        if bare in book.stop or (bare not in book.words and not bare.endswith(ends)):
            continue
        if bare in book.acting and scene.verb_after(i) is None:
            continue
        yield words.starts[i], words.ends[i]


def _simple() -> frozenset[str]:
    return nominal().words
