"""Headings with a fixed meaning: ``knowledge/layout/headings.toml``, validated and indexed."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from pipeline.errors import KnowledgeError

Kind = Literal["front", "present", "absent", "item", "subitem", "signature", "notice", "appendix"]
_BRACKET = re.compile(r"(?<=\w)\s*\([^()]{1,30}\)$")  # "Deltagare (4 st)"
_END = " \t\n:.;,–—-"


class HeadingRule(BaseModel):
    """One family of headings."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    kind: Kind
    role: str | None = None
    zone: Literal["front"] | None = None
    inline: bool = False
    inner: bool = False  # inside an item that others follow it is a subitem
    lead: bool = False  # "Nämnden beslutar": heads a list of what is decided, but not after "Beslut"
    titles: tuple[str, ...]
    pattern: str | None = None
    examples: tuple[str, ...]
    counter: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Lookup of a whole title."""

    rules: tuple[HeadingRule, ...]
    by_title: dict[str, tuple[HeadingRule, ...]]
    patterns: tuple[tuple[re.Pattern[str], HeadingRule], ...]
    first_words: frozenset[str]
    not_titles: frozenset[str]
    not_labels: frozenset[str]
    openers: frozenset[str]
    nouns: frozenset[str]

    def match(self, title: str, *, front: bool) -> HeadingRule | None:
        """The rule for a title, or None.

        Args:
            title: a heading without its number; case and a final colon do not matter.
            front: whether it stands before the first item.
        """
        key = _BRACKET.sub("", title.rstrip(_END)).lower()
        if not key or len(key) > 100:
            return None
        for rule in self.by_title.get(key, ()):
            if front or rule.zone != "front":
                return rule
        for pattern, rule in self.patterns:
            if (front or rule.zone != "front") and pattern.fullmatch(key):
                return rule
        return None


@cache
def vocabulary() -> Vocabulary:
    """The shipped vocabulary.

    Raises:
        KnowledgeError: the file breaks its schema, or an example does not do what it should.
    """
    path = files("pipeline.knowledge").joinpath("layout/headings.toml")
    try:
        data = tomllib.loads(path.read_text("utf8"))
        rules = tuple(HeadingRule(**entry) for entry in data["heading"])
    except (ValidationError, tomllib.TOMLDecodeError) as error:
        raise KnowledgeError(f"knowledge/layout/headings.toml is not valid: {error}") from error
    by_title: dict[str, tuple[HeadingRule, ...]] = {}
    for rule in rules:
        for title in rule.titles:
            by_title[title] = (*by_title.get(title, ()), rule)
    patterns = tuple((re.compile(r.pattern), r) for r in rules if r.pattern)
    words = {t.split()[0] for r in rules for t in r.titles}
    sets = (frozenset(data[key]) for key in ("not_titles", "not_labels", "openers", "nouns"))
    found = Vocabulary(rules, by_title, patterns, frozenset(words), *sets)
    for rule in rules:
        for example in rule.examples:
            if found.match(example, front=True) is not rule:
                raise KnowledgeError(f"headings.toml: example {example!r} of {rule.id} does not match it")
        for counter in rule.counter:
            if found.match(counter, front=True) is rule:
                raise KnowledgeError(f"headings.toml: counter-example {counter!r} of {rule.id} matches it")
    return found
