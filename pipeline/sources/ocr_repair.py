"""Slips of character recognition that can be mended for sure ("$ 12" is "§ 12")."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib import resources

from pipeline.errors import KnowledgeError

_BARE = str.maketrans("åäö", "aao")
_MIN_LETTERS = 4


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """The slips of ``knowledge/text/ocr.toml``, each tried on its own examples."""
    file = resources.files("pipeline.knowledge").joinpath("text", "ocr.toml")
    patterns = []
    for entry in tomllib.loads(file.read_text(encoding="utf-8"))["pattern"]:
        pattern, replacement = re.compile(entry["regex"]), entry["replacement"]
        wrong, right = entry["example"]
        other = entry["counter_example"]
        if pattern.sub(replacement, wrong) != right or pattern.sub(replacement, other) != other:
            raise KnowledgeError(f"ocr.toml: pattern {entry['id']} fails its examples.")
        patterns.append((pattern, replacement))
    return tuple(patterns)


def repair(words: Sequence[str]) -> list[str]:
    """Words of a line with sure slips mended ("$ 12 Val" is "§ 12 Val"); one for one.

    >>> repair(["$", "12", "Val"])
    ['§', '12', 'Val']
    """
    line = " ".join("" if word in ("|", "¦") else word for word in words)
    for pattern, replacement in _patterns():
        line = pattern.sub(replacement, line)
    mended = line.split(" ")
    return mended if len(mended) == len(words) else list(words)


@cache
def _letters() -> dict[str, str]:
    """Word without rings and dots -> the one Swedish word it can be; no entry when it is a word itself."""
    folder = resources.files("pipeline.knowledge").joinpath("lexicon")
    plain = set(folder.joinpath("words_plain.txt").read_text(encoding="utf-8").split())
    found: dict[str, str] = {}
    for word in folder.joinpath("words_with_aao.txt").read_text(encoding="utf-8").split():
        bare = word.translate(_BARE)
        if len(word) >= _MIN_LETTERS and bare not in plain:
            found[bare] = word if bare not in found else ""
    return {bare: word for bare, word in found.items() if word}


def restore_letters(word: str) -> str:
    """A lower-case word that lost its å, ä or ö, where only one Swedish word fits.

    >>> restore_letters("foreningen,"), restore_letters("hall")
    ('föreningen,', 'hall')
    """
    core = word.rstrip(".,;:!?)")
    if len(core) < _MIN_LETTERS or not core.isascii() or not core.isalpha() or not core.islower():
        return word
    return _letters().get(core, core) + word[len(core) :]
