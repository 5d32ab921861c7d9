"""Bodies named by a common noun (mention NOM): "nämnden", "kommunchefsnätverket"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from pipeline.language.names.rules import nominal
from pipeline.language.names.scene import Scene


def find_nominals(scene: Scene) -> Iterator[tuple[int, int]]:
    """Spans of definite descriptions of bodies, in order; a genitive s stays in."""
    book, words = nominal(), scene.words
    ends = book.suffixes
    every = ends + tuple(suffix + "s" for suffix in ends)
    simple = _simple()
    bodies = {text for text in set(words.texts) if text.endswith(every) or text.lower() in simple}
    for i in [i for i, text in enumerate(words.texts) if text in bodies]:
        text = words.texts[i]
        low = text.lower()
        bare = low if low in book.words else low.removesuffix("s")
        if bare in book.stop or (bare not in book.words and not bare.endswith(ends)):
            continue
        if bare in book.acting and scene.verb_after(i) is None:
            continue
        yield words.starts[_first(scene, i)], words.ends[i]


def _first(scene: Scene, i: int) -> int:
    """Where the description begins: "tekniska nämnden", "Kultur- och fritidsnämnden"."""
    words = scene.words
    if i > 0 and words.joined(i - 1) and words.texts[i - 1].lower() in nominal().leads:
        return i - 1
    if i > 1 and words.texts[i - 1] == "och" and words.gap(i - 2) == "- " and words.near(i - 1):
        i -= 2
        while i > 0 and words.gap(i - 1) == "-, ":
            i -= 1
    return i


@cache
def _simple() -> frozenset[str]:
    words = nominal().words
    return words | {word + "s" for word in words}
