"""The words of covers and signatures as compiled patterns, read once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.errors import KnowledgeError
from pipeline.language.roster.lexicon import load_table


@dataclass(frozen=True, slots=True)
class DocType:
    """A kind of document and the words that tell it."""

    name: str
    opening: re.Pattern[str]
    closing: re.Pattern[str] | None


def either(words: Sequence[str]) -> str:
    """One group of several regular expressions, longest first."""
    return "(?:" + "|".join(sorted(words, key=lambda w: (-len(w), w))) + ")"


@cache
def patterns(table: str) -> dict[str, str]:
    """The lists of a table of ``meeting.toml`` as regular-expression groups."""
    return {name: either(words) for name, words in load_table("meeting")[table].items()}


@cache
def doc_types() -> tuple[DocType, ...]:
    """Kinds of document in the order they are tried.

    Raises:
        KnowledgeError: if an example of the file does not fire its kind, or a counter-example does.
    """
    out: list[DocType] = []
    for row in load_table("meeting")["doc_type"]:
        opening = re.compile(rf"(?i)(?<![\w-]){either(row['words'])}(?![\w-])")
        closing = re.compile(rf"(?im)^[^\w\n]{{0,60}}{either(row['closing'])}(?!\w)") if row["closing"] else None
        kind = DocType(row["id"], opening, closing)
        wrong = [e for e in row["examples"] if not opening.search(e)]
        wrong += [c for c in row["counter"] if opening.match(c) and opening.fullmatch(c)]
        if wrong:
            raise KnowledgeError(f"roster/meeting.toml: the words of {row['id']} do not fit {wrong}.")
        out.append(kind)
    return tuple(out)
