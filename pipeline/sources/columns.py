"""What kinds of table an archive holds: action tables with an owner column, forms, name lists."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import Literal

ColumnKind = Literal["owner", "deadline", "task", "number"]

_WORD = re.compile(r"[^\W\d_]+|[§#]")
_NAME = re.compile(
    r"(?:[A-ZÅÄÖÉ][a-zåäöéüA-ZÅÄÖ]*(?:[-’'][A-ZÅÄÖ]?[a-zåäöéü]+)*\.?|von|af|de|van|der)"
    r"(?:\s+(?:[A-ZÅÄÖÉ][a-zåäöéüA-ZÅÄÖ]*(?:[-’'][A-ZÅÄÖ]?[a-zåäöéü]+)*\.?|von|af|de|van|der)){1,4}"
    r"(?:\s*\([^()]{1,30}\)|,\s.{1,60})?[.,;]?"
)
_MAX_HEAD_WORDS = 4


@cache
def _words() -> dict[str, ColumnKind]:
    file = resources.files("pipeline.knowledge").joinpath("text", "columns.toml")
    table: dict[str, ColumnKind] = {}
    kinds: tuple[ColumnKind, ...] = ("owner", "deadline", "task", "number")
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    for kind in kinds:
        for word in data[kind]["words"]:
            table.setdefault(word, kind)
    return table


def column_kind(heading: str) -> ColumnKind | None:
    """What a column holds, by its heading ("Ansvarig" is an owner), or None.

    >>> column_kind("Föredragande / Ansvar"), column_kind("Namn")
    ('owner', None)
    """
    words = [word.lower() for word in _WORD.findall(heading)]
    if not words or len(words) > _MAX_HEAD_WORDS:
        return None
    table = _words()
    whole = table.get(" ".join(words))
    if whole is not None:
        return whole
    found = [table[word] for word in words if word in table]
    for kind in ("owner", "deadline", "task", "number"):
        if kind in found:
            return kind
    return None


def is_action_header(headings: Sequence[str]) -> bool:
    """True when a table row names an owner column beside another known column."""
    kinds = [column_kind(heading) for heading in headings]
    return "owner" in kinds and sum(kind is not None for kind in kinds) >= 2


@cache
def _listed(kind: str) -> frozenset[str]:
    file = resources.files("pipeline.knowledge").joinpath("text", "columns.toml")
    return frozenset(tomllib.loads(file.read_text(encoding="utf-8"))[kind]["words"])


def _all_of(cells: Sequence[str], kind: str) -> bool:
    filled = [cell.strip(" .:_…").lower() for cell in cells if cell.strip(" .:_…")]
    return len(filled) >= 2 and all(cell in _listed(kind) for cell in filled)


def are_signatures(cells: Sequence[str]) -> bool:
    """True when every cell opens a signature block ("Vid protokollet", "Justeras:")."""
    return _all_of(cells, "signature")


def are_labels(cells: Sequence[str]) -> bool:
    """True when every cell is the label of a form ("Datum", "Plats")."""
    return _all_of(cells, "label")


def is_name(text: str) -> bool:
    """Does a cell look like one person, with a party or role behind? ("Anna Ek (S)")"""
    return bool(_NAME.fullmatch(text.strip()))


def are_names(cells: Sequence[str]) -> bool:
    """True when most of the filled cells look like one person each."""
    filled = [cell for cell in cells if cell.strip()]
    return bool(filled) and sum(is_name(cell) for cell in filled) >= 0.7 * len(filled)
