"""Whether a capitalised word may be an ordinary noun: known, inflected, or a compound of known words."""

from __future__ import annotations

from functools import cache, lru_cache

from pipeline.language.names.rules import common_words

UNKNOWN, COMPOUND, KNOWN = range(3)
_ENDINGS = (
    "ernas", "arnas", "ornas", "erna", "arna", "orna", "ens", "ets", "nas", "en", "et", "er", "ar", "or",
    "na", "ns", "ts", "n", "t", "s", "a", "r",
)  # fmt: skip
_DERIVED = (
    "ning", "ningar", "ningen", "ering", "eringen", "else", "elser", "elsen", "tion", "tioner", "tionen",
    "het", "heten", "skap", "skapet",
)  # fmt: skip
_HEAD, _TAIL, _SHORT_TAIL = 3, 4, 3  # letters that the parts of a compound have at least
_LONGEST = 80  # letters; what is longer is no word (code, an address), and slow to take apart


@lru_cache(maxsize=50_000)
def ordinary(low: str) -> int:
    """How ordinary the lower-case word ``low`` is.

    Returns:
        ``KNOWN`` for a word of ordinary text or an inflected or derived form of one, ``COMPOUND``
        for two such words joined, ``UNKNOWN`` for what is neither.
    """
    if len(low) > _LONGEST:
        return UNKNOWN
    if _known(low) or (len(low) > 6 and low.endswith(_DERIVED)):
        return KNOWN
    for at in range(_HEAD, len(low) - _SHORT_TAIL + 1):
        if at == _HEAD and len(low) - at < _TAIL:
            continue
        head = low[:at]
        if (head in common_words() or (head[-1] == "s" and head[:-1] in common_words())) and _known(low[at:]):
            return COMPOUND
    return UNKNOWN


@lru_cache(maxsize=50_000)
def known_tail(low: str) -> bool:
    """``low`` ends in a word of ordinary text of four letters or more."""
    return len(low) <= _LONGEST and any(low[at:] in common_words() for at in range(2, len(low) - _TAIL + 1))


def _known(low: str) -> bool:
    words = common_words()
    if low in words:
        return True
    for ending in _ENDINGS:
        if low.endswith(ending):
            stem = low[: -len(ending)]
            if len(stem) > 2 and (stem in words or stem + "a" in words or stem + "e" in words):
                return True
    return False


@cache
def definite_endings() -> tuple[str, ...]:
    """Ends of nouns in the definite form or the plural, with and without a genitive s."""
    plain = ("en", "et", "an", "erna", "orna", "arna", "ena", "ar", "or", "er")
    return plain + tuple(ending + "s" for ending in plain)
