"""What the registers and the shape of a word say of it as a part of a person's name."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from pipeline.knowledge import registers
from pipeline.language.names.registers import index
from pipeline.language.names.rules import stops
from pipeline.language.names.scene import fits, is_acronym

PARTICLES = frozenset(
    {"von", "af", "de", "la", "der", "den", "van", "del", "da", "dos", "el", "al", "bin", "ibn", "le", "di"}
)
SURNAME_END = re.compile(
    r"(?:sson|sen|berg|bergh|ström|lund|gren|[qk]vist|dahl|stedt|stedt|mark|feldt|holm|lind|lindh|löf|löv|[ie]us|[éè]n|ell|"
    r"ander|blad|blom|borg|fors|hammar|sjö|skog|strand|strandh|stam|kranz|wall|vall|gård|heim|thun|hjelm|hjälm|stierna|stjerna|swärd|svärd|"
    r"sköld|crona|krona|kvist|rud|lin|lén|wicz|witz|ović|ic|ić|ski|sky|oglu|oğlu|nen|poulos|dze|yan|sdotter|sdóttir|stein|mann|man|"
    r"ung|fält|wald|ås|torp|näs|hult|ryd|rup|gaard|ius|zadeh|pour)s?$"
)


@lru_cache(maxsize=50_000)
def fold(word: str) -> str:
    """``word`` in lower case without accents and dots ("Grandén" -> "granden", "Björn" -> "bjorn")."""
    decomposed = unicodedata.normalize("NFD", word.lower())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def given(word: str) -> int:
    """Bearers of a given name; a double name counts as its rarer half. 0 for no name."""
    names = registers.given_names()
    found = names.get(word)
    if found is not None:
        return found.bearers
    if word.isupper() and len(word) > 2:
        return given(word.title()) if word.title() != word else 0
    if "-" in word:
        halves = word.split("-")
        return min((given(half) if half else 0) for half in halves) if len(halves) == 2 else 0
    return 0


@lru_cache(maxsize=50_000)
def is_surname(word: str) -> bool:
    """A surname of the registers, or a word with the shape of a Swedish one; also in the genitive."""
    if not word[0].isupper():
        return False
    if word.isupper() and len(word) > 2:
        word = word.title()
    bare = word[:-1] if word.endswith("s") else word
    known, abroad = registers.surnames(), registers.surnames_abroad()
    if word in known or bare in known or word in abroad or bare in abroad:
        return True
    return len(word) > 4 and bool(SURNAME_END.search(word.rpartition("-")[2].lower()))


@lru_cache(maxsize=50_000)
def no_person(text: str) -> bool:
    """``text`` is no part of a person's name: an acronym, a body, a platform, a compound with a tail."""
    if text in stops().platforms or (text in stops().openers and not given(text)):
        return True
    if len(text) > 1 and text.isupper() and len(text) <= 4 and (is_acronym(text) or text in stops().acronyms):
        return True
    if "-" in text and not text.rpartition("-")[2][:1].isupper():
        return True
    if any(c.isdigit() for c in text) or "&" in text:
        return True
    ref = index().word(text)
    if ref is not None and ref.label == "ORG" and not ref.weak:
        return True
    low = text.lower()
    return fits("org.suffix", low, 4) or fits("org.proper-suffix", low, 3)
