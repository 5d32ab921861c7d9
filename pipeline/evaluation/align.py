"""Pairing of gold statements with found ones by the words they share.

Statements are compared by words, not offsets, so that quotes from another text extractor can be
paired, and a unit cut a little differently still gets its class compared.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

_WORD = re.compile(r"\w+")
_EDGE = re.compile(r"^[\W_]+|[\W_]+$")
_HYPHEN = re.compile(r"(?<=[a-zåäö])-\s*\n\s*(?=[a-zåäö])")
_SMALL = re.compile(r"^(?:(?:i|den|på|under|till|senast|från|och|med|kl|vid)\s+)+")


def plain(text: str | None) -> str:
    """NFC, soft hyphens gone, line-end hyphens joined, white space single."""
    text = unicodedata.normalize("NFC", text or "").replace("\u00ad", "").replace("\u200b", "")
    return re.sub(r"\s+", " ", _HYPHEN.sub("", text)).strip()


def bare(text: str | None) -> str:
    """``plain`` without punctuation at the ends, case folded."""
    return _EDGE.sub("", plain(text)).casefold()


def day(text: str | None) -> str:
    """A date expression without the small words before it."""
    return _SMALL.sub("", bare(text))


def words(text: str | None) -> Counter[str]:
    """The words of a text, case folded."""
    return Counter(_WORD.findall(plain(text).casefold()))


def pair(gold: Sequence[str], found: Sequence[str]) -> list[tuple[int, int]]:
    """One-to-one pairs (gold index, found index), best shared first.

    Two statements pair when half the words of the longer are shared, or most of the shorter and
    three tenths of the longer.
    """
    left, right = [words(t) for t in gold], [words(t) for t in found]
    scored = []
    for i, g in enumerate(left):
        size = g.total()
        for j, f in enumerate(right):
            other = f.total()
            if min(size, other) < 0.3 * max(size, other):
                continue
            both = (g & f).total()
            of_longer, of_shorter = both / max(size, other, 1), both / max(min(size, other), 1)
            if of_longer >= 0.5 or (of_shorter >= 0.8 and of_longer >= 0.3):
                scored.append((of_longer, i, j))
    scored.sort(reverse=True)
    used_left: set[int] = set()
    used_right: set[int] = set()
    out = []
    for _, i, j in scored:
        if i not in used_left and j not in used_right:
            used_left.add(i)
            used_right.add(j)
            out.append((i, j))
    return sorted(out)
