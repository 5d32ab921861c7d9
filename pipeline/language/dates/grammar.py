"""The productions of ``grammar.toml``, compiled: which to try at which word."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from pipeline.errors import KnowledgeError
from pipeline.language.dates.lexicon import CLASSES, alternatives, read_toml

#: A run of blanks with at most one line break: what a blank in a pattern stands for.
GAP: Final = r"(?:[^\S\n]{1,8}(?:\n[^\S\n]*)?|\n[^\S\n]*)"
_NAME = re.compile(r"\{([a-z]\w*)(?::(\w+))?\}")
_CLASS = re.compile(r"@(\w+)")
_WORD = re.compile(r"[^\W\d_]+|0")


@dataclass(frozen=True, slots=True)
class Production:
    """One way to write a date.

    Attributes:
        id: its name in ``grammar.toml``.
        pattern: compiled, to be matched at a word of ``starts`` in lower-cased text.
        build: name of the function of ``builders`` that reads the match.
        subtype: ``DateMention.subtype`` (None: ``date`` or ``range``, by the value).
        needs: name of the check of ``guards`` that the place must pass, or None.
        examples: (text, span, EDTF of the text alone, EDTF seen from 2024-04-12).
        counter: texts in which the production finds nothing.
    """

    id: str
    starts: tuple[str, ...]
    pattern: re.Pattern[str]
    build: str
    subtype: str | None = None
    needs: str | None = None
    examples: tuple[tuple[str, str, str, str], ...] = ()
    counter: tuple[str, ...] = ()


#: Productions by the second word of their phrase; "" holds those that any second word may follow.
Phrases = dict[str, tuple[Production, ...]]


@dataclass(frozen=True, slots=True)
class Grammar:
    """All productions, and those to try at a number and at each word.

    Attributes:
        productions: in the order of the file.
        at_day_mark, at_day_word: for numbers of one or two digits, by what follows.
        at_year, at_block: for numbers of four, of six or eight digits.
        at_word: by the first word; where every phrase of a first word has two or more words, by
            the second as well ("0" stands for any number).
    """

    productions: tuple[Production, ...]
    at_day_mark: tuple[Production, ...]
    at_day_word: tuple[Production, ...]
    at_year: tuple[Production, ...]
    at_block: tuple[Production, ...]
    at_word: dict[str, Phrases]


def _expand(pattern: str, data: dict[str, Any]) -> str:
    """Put abbreviations, fragments and word classes into a pattern."""
    for name, body in reversed(data["abbreviations"].items()):
        pattern = pattern.replace("{" + name + "}", body)

    def fragment(match: re.Match[str]) -> str:
        name, alias = match[1], match[2] or match[1]
        if name in data["fragments"]:
            body = data["fragments"][name]
        elif name in CLASSES:
            body = f"@{name}(?!\\w)"
        else:
            raise KnowledgeError(f"grammar.toml: pattern {pattern!r} names {name!r}, which is no fragment. Define it.")
        return f"(?P<{alias}>{body})"

    pattern = _NAME.sub(fragment, pattern)
    pattern = _CLASS.sub(lambda match: alternatives(CLASSES[match[1]]), pattern)
    # Blanks inside a character class stand for themselves; no pattern writes an escaped blank.
    pieces = re.split(r"(\[(?:\\.|[^\]])*\])", pattern)
    return "".join(
        piece if piece.startswith("[") else piece.replace(" ?", r"[^\S\n]?").replace(" ", GAP) for piece in pieces
    )


def _production(row: dict[str, Any], data: dict[str, Any]) -> Production:
    try:
        pattern = re.compile(_expand(row["pattern"], data) + r"(?!\w)")
        starts = tuple(
            word for start in row["starts"] for word in (CLASSES[start[1:]] if start in _CLASS_STARTS else (start,))
        )
        return Production(
            row["id"],
            starts,
            pattern,
            row["build"],
            row.get("subtype"),
            row.get("needs"),
            tuple((text, span, alone, seen) for text, span, alone, seen in row["examples"]),
            tuple(row.get("counter", ())),
        )
    except (re.error, KeyError, ValueError) as error:
        raise KnowledgeError(f"grammar.toml, production {row.get('id')!r}: {error}. Mend the production.") from error


_CLASS_STARTS: Final = frozenset("@" + name for name in CLASSES)


@lru_cache(maxsize=1)
def load() -> Grammar:
    """The grammar, read and checked once.

    Raises:
        KnowledgeError: a production names a fragment or word class that does not exist, lacks an
            example, shares its id with another, or is no regular expression.
    """
    data = read_toml("grammar.toml")
    productions = tuple(_production(row, data) for row in data["production"])
    ids = [production.id for production in productions]
    if len(set(ids)) < len(ids) or not all(production.examples for production in productions):
        raise KnowledgeError("grammar.toml: every production needs an id of its own and an example. Add them.")
    return Grammar(
        productions,
        tuple(row for row in productions if {"@day", "@day-mark"} & set(row.starts)),
        tuple(row for row in productions if {"@day", "@day-word"} & set(row.starts)),
        tuple(row for row in productions if "@year" in row.starts),
        tuple(row for row in productions if "@block" in row.starts),
        _index(productions),
    )


def _index(productions: Iterable[Production]) -> dict[str, Phrases]:
    words: dict[str, dict[str, dict[str, Production]]] = {}
    for row in productions:
        for start in row.starts:
            if not start.startswith("@"):
                first, _, rest = start.partition(" ")
                second = _WORD.match(rest)
                words.setdefault(first, {}).setdefault(second[0] if second else "", {})[row.id] = row
    order = {row.id: rank for rank, row in enumerate(productions)}
    index: dict[str, Phrases] = {}
    for first, phrases in words.items():
        always = phrases.get("", {})
        index[first] = {
            second: tuple(sorted((always | rows).values(), key=lambda row: order[row.id]))
            for second, rows in (phrases | {"": always}).items()
        }
    return index
