"""Mending of text whose å, ä, ö and § were destroyed (U+FFFD), where a word list is sure.

One destroyed character becomes one character, so no offset moves. Words that could be several
words take the most common; words that the list does not hold, whole or as two parts, stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Container
from functools import cache, lru_cache
from importlib.resources import files
from itertools import product

_LOST = "\ufffd"
_WORD = re.compile(rf"[^\W\d_]*{_LOST}(?:[^\W\d_]|{_LOST})*")
_PARAGRAPH = re.compile(rf"(?m)(^|[\s(]){_LOST}(?=[ \u00a0]?\d{{1,3}}(?![\d-]))|(?<=\d ){_LOST}(?=\s)")
# "år" and "är" differ in the destroyed letter alone: the noun stands after a number or a determiner.
_YEARS = re.compile(
    r"(?i)(?:(?<=\d )|(?<=\btvå )|(?<=\btv\ufffd )|(?<=\btre )|(?<=\bfem )|(?<=\bett )|(?<=\bper )|(?<=\bi )|"
    r"(?<=\bvarje )|(?<=\bnästa )|(?<=\bn\ufffdsta )|(?<=\bförra )|(?<=innevarande )|(?<=kommande )|(?<=\bflera ))"
    r"\ufffdr\b"
)
_LETTERS = "åäöé"
_MOST_LOST = 6


def mend(text: str) -> str:
    """``text`` with destroyed letters put back where the lexicon is sure; same length."""
    text = _YEARS.sub("år", text)
    text = _PARAGRAPH.sub(lambda m: m.group().replace(_LOST, "§"), text)
    return _WORD.sub(lambda m: _word(m.group()), text)


@lru_cache(maxsize=20_000)
def _word(word: str) -> str:
    candidates = _candidates(word)
    rank = _ranks()
    known = [c for c in candidates if c.lower() in rank]
    if known:
        return _case(word, min(known, key=lambda c: rank[c.lower()]))
    forms = [c for c in candidates if c.lower() in _dictionary()]
    if len(forms) == 1:
        return _case(word, forms[0])
    split = [(-score, c) for c in candidates if (score := _compound(c.lower()))]
    return _case(word, min(split)[1]) if split else word


def _candidates(word: str) -> list[str]:
    lost = word.count(_LOST)
    if lost > _MOST_LOST or lost == len(word) > 1:
        return []
    letters = _LETTERS if lost < 4 else _LETTERS[:3]
    out = []
    for combination in product(letters, repeat=lost):
        fill = iter(combination)
        out.append("".join(next(fill) if c == _LOST else c for c in word))
    return out


def _compound(word: str) -> int:
    """How good ``word`` is as a compound of two known words, 0 where it is none.

    The first part counts by how many words of the list begin with it: "års" begins hundreds of
    compounds, "ärs" none, so that "�rsm�tet" cannot become "ärsmötet".
    """
    rank, heads = _ranks(), _heads()
    return max(
        (heads.get(word[:cut], 0) for cut in range(3, len(word) - 3) if word[cut:] in rank),
        default=0,
    )


@cache
def _heads() -> dict[str, int]:
    """Beginning of a word -> number of words in the list that go on from it by three letters or more."""
    count: dict[str, int] = {}
    for word in _ranks():
        for cut in range(3, len(word) - 2):
            count[word[:cut]] = count.get(word[:cut], 0) + 1
    return {head: n for head, n in count.items() if n > 2}


@cache
def _dictionary() -> Container[str]:
    """The word forms of the lemma table: large, so read only when the short lists do not help."""
    from spacy.lookups import load_lookups

    table: Container[str] = load_lookups("sv", ["lemma_lookup"]).get_table("lemma_lookup")
    return table


def _case(word: str, mended: str) -> str:
    """Upper case for a mended letter in a word of capitals, or one that begins a name or sentence."""
    kept = [c for c in word if c != _LOST]
    if len(kept) > 1 and all(c.isupper() for c in kept):
        return mended.upper()
    names = _names()
    if word[0] == _LOST and mended.capitalize() in names:
        return mended.capitalize()
    return mended


@cache
def _ranks() -> dict[str, int]:
    """Word -> place in the list by frequency; plain words (no å, ä, ö) only serve as parts."""
    folder = files("pipeline.knowledge").joinpath("lexicon")
    ranks: dict[str, int] = {}
    for name in ("words_domain.txt", "words_with_aao.txt", "words_plain.txt"):
        for place, word in enumerate(folder.joinpath(name).read_text("utf8").split()):
            ranks.setdefault(word, place)
    base = len(ranks)
    for offset, name in enumerate(sorted(_names())):
        ranks.setdefault(name.lower(), base + offset)
    return ranks


@cache
def _names() -> frozenset[str]:
    folder = files("pipeline.knowledge").joinpath("registers")
    rows = (
        line.split(",", 1)[0]
        for name in ("given_names.csv", "surnames.csv", "municipalities.csv", "localities.csv")
        for line in folder.joinpath(name).read_text("utf8").splitlines()[1:]
    )
    return frozenset(n for n in rows if any(c in "åäöéÅÄÖÉ" for c in n))
