"""The rules and word lists of the names stage (``knowledge/names``), loaded and checked.

A rule names its ``kind``, which says how the code reads its words; ids become the
``source`` of a mention (``context:org.suffix``). Examples mark the name in square brackets.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pipeline.errors import KnowledgeError

_Record = TypeVar("_Record", bound=BaseModel)
Kind = Literal[
    "before", "after", "register", "section", "noun", "suffix", "company", "prefix", "descriptor", "proper",
    "acronym", "bracket", "title", "address", "field", "preposition", "hyphen", "camel", "own", "column",
]  # fmt: skip


class NameRule(BaseModel):
    """A context rule as an expert writes it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^[a-z]+(?:[.-][a-z]+)+$")
    kind: Kind
    label: Literal["PER", "ORG", "LOC"]
    words: frozenset[str] = frozenset()
    suffixes: tuple[str, ...] = ()
    stop: frozenset[str] = frozenset()
    not_first: frozenset[str] = frozenset()
    examples: list[str] = Field(min_length=1)
    counter: list[str] = Field(min_length=1)

    @property
    def source(self) -> str:
        """What goes into ``Mention.source``."""
        return "document" if self.kind == "bracket" else f"context:{self.id}"


class _RuleFile(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    rule: list[NameRule]


class Stops(BaseModel):
    """Words that are no names (``stop.toml``)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    platforms: frozenset[str]
    acronyms: frozenset[str]
    short: frozenset[str]
    not_alone: frozenset[str]
    openers: frozenset[str]


class Function(BaseModel):
    """What tells an acting municipality from a place (``function.toml``)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    place_before: frozenset[str]
    actor_before: frozenset[str]
    not_acting: frozenset[str]
    place_nouns: frozenset[str]
    area_before: frozenset[str]
    venue_before: frozenset[str]
    venue_cues: frozenset[str]


class Nominal(BaseModel):
    """Bodies named by a common noun (``nominal.toml``)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    words: frozenset[str]
    suffixes: tuple[str, ...]
    leads: frozenset[str]
    stop: frozenset[str]
    acting: frozenset[str]


def _load(name: str) -> dict[str, Any]:
    text = files("pipeline.knowledge").joinpath(f"names/{name}").read_text("utf8")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise KnowledgeError(f"knowledge/names/{name} is not valid TOML: {error}.") from error


def _as(record: type[_Record], name: str) -> _Record:
    try:
        return record.model_validate(_load(name))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise KnowledgeError(f"knowledge/names/{name}: {where}: {first['msg']}.") from error


@cache
def rules() -> Mapping[str, NameRule]:
    """All context rules by id.

    Raises:
        KnowledgeError: a file does not hold what it must, or an id is used twice.
    """
    out: dict[str, NameRule] = {}
    for name in ("people.toml", "organisations.toml", "places.toml"):
        for rule in _as(_RuleFile, name).rule:
            if rule.id in out:
                raise KnowledgeError(f"Two rules have the id {rule.id}.")
            out[rule.id] = rule
    return out


@cache
def stops() -> Stops:
    """The stop lists."""
    return _as(Stops, "stop.toml")


@cache
def function() -> Function:
    """The lists for the function label."""
    return _as(Function, "function.toml")


@cache
def nominal() -> Nominal:
    """The lists for bodies named by a common noun."""
    return _as(Nominal, "nominal.toml")


@cache
def common_words() -> frozenset[str]:
    """Lower-case words of ordinary public text."""
    folder = files("pipeline.knowledge").joinpath("lexicon")
    return frozenset(
        word
        for name in ("words_plain.txt", "words_with_aao.txt")
        for word in folder.joinpath(name).read_text("utf8").split()
    )


@cache
def everyday() -> frozenset[str]:
    """Names that are more often everyday words in public text ("Per", "Mark", "Vara")."""
    text = files("pipeline.knowledge").joinpath("names/everyday.csv").read_text("utf8")
    return frozenset(text.split()[1:])
