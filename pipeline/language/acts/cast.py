"""The people and organisations of a document, and the words that name an actor in any document.

A :class:`Cast` is what one document says of its people and organisations; words that name a role
or a body in any document come from ``knowledge/lexicon/actors.csv``.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from pipeline.language.acts.clauses import readings

PERSON, ROLE, BODY, ORG, COLLECTIVE, WE, PRONOUN, MEETING, OUTSIDE, SOMEBODY, NONE = (
    "person", "role", "body", "org", "collective", "we", "pronoun", "meeting", "outside", "somebody", "none",
)  # fmt: skip
_COMMON_NAME = 300  # bearers a given name needs to be trusted without a roster


@dataclass(slots=True)
class Cast:
    """People and organisations of one document, by their first word (lower case)."""

    phrases: dict[str, list[tuple[tuple[str, ...], str]]] = field(default_factory=dict)
    initials: set[str] = field(default_factory=set)  # of the people, in capitals: "KB"
    body: str | None = None

    def add(self, name: str, kind: str) -> None:
        """Make a name known. A person's first name alone is known with it."""
        parts = tuple(w.lower() for w in re.findall(r"[^\W_]+(?:-[^\W_]+)*", name))
        if not parts or len(name) < 2:
            return
        if kind == PERSON and 2 <= len(parts) <= 4:
            self.initials.add("".join(p[0] for p in parts).upper())
            self.initials.add((parts[0][0] + parts[-1][0]).upper())
        for words in {parts, parts[:1]} if kind == PERSON else {parts}:
            if words[0] in lexicon_words() or (len(words) == 1 and readings(words[0]) and kind != PERSON):
                continue
            entries = self.phrases.setdefault(words[0], [])
            if (words, kind) not in entries and not any(w == words for w, _ in entries):
                entries.append((words, kind))
                entries.sort(key=lambda e: -len(e[0]))

    @classmethod
    def of(cls, people: Iterable[str] = (), organisations: Iterable[str] = (), outside: Iterable[str] = ()) -> Cast:
        """A cast of names."""
        cast = cls()
        for name in people:
            cast.add(name, PERSON)
        for name in organisations:
            cast.add(name, ORG)
        for name in outside:
            cast.add(name, OUTSIDE)
        return cast


@cache
def _lexicon() -> tuple[dict[str, str], tuple[tuple[str, str], ...]]:
    text = files("pipeline.knowledge").joinpath("lexicon/actors.csv").read_text("utf8")
    words: dict[str, str] = {}
    suffixes: list[tuple[str, str]] = []
    for row in csv.DictReader(text.splitlines()):
        words[row["form"]] = row["kind"]
        if row["match"] == "suffix":
            suffixes.append((row["form"], row["kind"]))
    return words, tuple(sorted(suffixes, key=lambda s: -len(s[0])))


def lexicon_words() -> dict[str, str]:
    """Whole words that name a role, body or collective, with their kind."""
    return _lexicon()[0]


@cache
def kind_of(word: str) -> str | None:
    """Kind of a lower-case word by the actor lexicon, compounds by their last part."""
    words, suffixes = _lexicon()
    if word in words:
        return words[word]
    for suffix, kind in suffixes:
        if word.endswith(suffix) and len(word) > len(suffix) + 1:
            return kind
    return None


@cache
def given_names() -> frozenset[str]:
    """Given names that many bear and that are no other word here (lower case)."""
    text = files("pipeline.knowledge").joinpath("registers/given_names.csv").read_text("utf8")
    out = set()
    for row in csv.DictReader(text.splitlines()):
        low = row["name"].lower()
        if int(row["women"] or 0) + int(row["men"] or 0) >= _COMMON_NAME and not readings(low):
            out.add(low)
    return frozenset(
        out - lexicon_words().keys() - {"inga", "per", "so", "sol", "in", "no", "mars", "april", "juni", "maj"}
        | {"per"}
    )
