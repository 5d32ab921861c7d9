"""What the finders of the names stage look at: words, chains, sections and lines of one document."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cache, lru_cache

from pipeline.language.model import Reading
from pipeline.language.names.rules import rules, stops
from pipeline.language.names.words import Words
from pipeline.language.verbs import lexicon

#: Verbs after which the subject of an inverted clause stands.
MODALS = frozenset({"ska", "skall", "kan", "får", "har", "bör", "kommer", "hade", "fick", "måste", "vill"})


@dataclass(slots=True)
class Scene:
    """One document as the finders see it; ``members`` are the affiliations of its roster."""

    reading: Reading
    words: Words
    chains: list[tuple[int, int]]
    affiliations: list[tuple[int, int]] = field(default_factory=list)
    members: frozenset[str] = frozenset()
    _starts: list[int] = field(default_factory=list)
    _before: dict[int, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, reading: Reading) -> Scene:
        """The scene of a reading."""
        words = Words.of(reading.view)
        slots = sorted(
            (a.affiliation_start, a.affiliation_start + len(a.affiliation))
            for a in reading.attendance
            if a.affiliation and a.affiliation_start is not None
        )
        members = frozenset(a.affiliation for a in reading.attendance if a.affiliation)
        return cls(reading, words, words.chains(), slots, members, [s.start for s in reading.sections])

    def kind_at(self, offset: int) -> str | None:
        """Kind of the innermost section at ``offset``."""
        at = bisect_right(self._starts, offset) - 1
        while at >= 0:
            section = self.reading.sections[at]
            if section.end > offset:
                return section.kind
            at -= 1
        return None

    def in_affiliation(self, offset: int) -> bool:
        """``offset`` stands in the affiliation of an attendance row."""
        at = bisect_right(self.affiliations, (offset, len(self.words.view) + 1)) - 1
        return at >= 0 and self.affiliations[at][1] > offset

    def index_at(self, offset: int) -> int:
        """Index of the first word that starts at or after ``offset``."""
        return bisect_right(self.words.starts, offset - 1)

    def preceded(self, index: int, phrases: frozenset[str]) -> str | None:
        """The longest phrase (up to three words, lower case) among ``phrases`` directly before word ``index``."""
        before = self._before.get(index)
        if before is None:
            before = self._before[index] = self._phrases(index)
        for phrase in before:
            if phrase in phrases:
                return phrase
        return None

    def _phrases(self, index: int) -> tuple[str, ...]:
        """The three, two and one words before ``index`` that no punctuation divides from it."""
        words = self.words
        out: list[str] = []
        phrase = ""
        for back in range(1, 4):
            at = index - back
            if at < 0:
                break
            gap = words.gap(at)
            if gap != " " and (gap := gap.strip()):
                colon = back == 1 and gap == ":"
                short = gap == "." and len(words.texts[at]) < 6
                if not colon and not short:
                    break
            phrase = f"{words.texts[at].lower()} {phrase}" if phrase else words.texts[at].lower()
            out.append(phrase)
        return tuple(reversed(out))

    def verb_after(self, index: int) -> str | None:
        """The finite verb directly after word ``index``, or None."""
        words = self.words
        if index + 1 < words.count and words.near(index):
            following = words.texts[index + 1]
            if following in finite():
                return following
        return None


@cache
def finite() -> frozenset[str]:
    """Verb forms in the present or preterite that are not more often something else."""
    return frozenset(
        form for form, readings in lexicon().items() if any(r.finite and not r.ambiguous for r in readings)
    )


@lru_cache(maxsize=100_000)
def fits(rule_id: str, word: str, least: int = 0) -> bool:
    """``word`` (lower case) is one of the rule's words or ends in one of its suffixes.

    ``least`` characters must stand before the suffix.
    """
    rule = rules()[rule_id]
    if word in rule.stop:
        return False
    if word in rule.words:
        return True
    return word.endswith(rule.suffixes) and any(
        word.endswith(suffix) and len(word) >= len(suffix) + least for suffix in rule.suffixes
    )


def is_acronym(text: str) -> bool:
    """Two to six capitals that the stop list does not know; also two such with a hyphen ("RF-SISU")."""
    if "-" in text:
        return all(is_acronym(part) for part in text.split("-"))
    return 2 <= len(text) <= 6 and text.isupper() and text.isalpha() and text not in stops().acronyms
