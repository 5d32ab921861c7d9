"""Phrases that the acts stage looks for besides its rules: loading and validation.

``knowledge/phrase_files/*.toml`` holds groups of phrases. A phrase alone gives no class; the code asks
whether one of a group stands at a place ("takes part in", "a deadline", "a habit"). Each is tried
on its examples and counter-examples when the file is loaded, as the rules are.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict, Field

from pipeline.errors import KnowledgeError
from pipeline.knowledge.parse import parse_toml


class Phrase(BaseModel):
    """One phrase as an expert writes it; ``pattern`` is a regular expression, case does not matter."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^[a-z]+(?:[.-][a-z0-9]+)+$")
    pattern: str
    examples: list[str] = Field(min_length=1)
    counter: list[str] = Field(min_length=1)


class Group(BaseModel):
    """Phrases that the code asks for together. ``at_start``: they must open the text asked about."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    what: str
    at_start: bool = False
    phrase: list[Phrase] = Field(min_length=1)


class Phrases(BaseModel):
    """A phrase file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    group: list[Group]


def load_phrases(text: str, name: str) -> dict[str, re.Pattern[str]]:
    """Groups of one TOML text, each compiled to one pattern and tried on its examples.

    Args:
        text: the file's content.
        name: its name, for messages.

    Returns:
        Patterns by group name.

    Raises:
        KnowledgeError: not TOML, a field unknown or missing, a pattern that does not compile, an
            example that it does not find or a counter-example that it finds.
    """
    read = parse_toml(text, name, Phrases)
    return {group.name: _compiled(group) for group in read.group}


def _compiled(group: Group) -> re.Pattern[str]:
    for phrase in group.phrase:
        try:
            pattern = re.compile(phrase.pattern, re.IGNORECASE)
        except re.error as error:
            raise KnowledgeError(f"Phrase {phrase.id}: the pattern is not a regular expression ({error}).") from error
        find = pattern.match if group.at_start else pattern.search
        for example in phrase.examples:
            if not find(example):
                raise KnowledgeError(f"Phrase {phrase.id} does not stand in its example {example!r}.")
        for counter in phrase.counter:
            if find(counter):
                raise KnowledgeError(f"Phrase {phrase.id} stands in its counter-example {counter!r}.")
    return re.compile("|".join(f"(?:{p.pattern})" for p in group.phrase), re.IGNORECASE)


@cache
def _all() -> dict[str, re.Pattern[str]]:
    found: dict[str, re.Pattern[str]] = {}
    folder = files("pipeline.knowledge").joinpath("phrase_files")
    for path in sorted(folder.iterdir(), key=lambda p: p.name):
        if path.name.endswith(".toml"):
            found |= load_phrases(path.read_text("utf8"), path.name)
    return found


def phrases(group: str) -> re.Pattern[str]:
    """The pattern that finds a phrase of a group.

    Raises:
        KnowledgeError: no file has the group, or a phrase does not hold.
    """
    found = _all().get(group)
    if found is None:
        raise KnowledgeError(f"No group of phrases is called {group!r}.")
    return found
