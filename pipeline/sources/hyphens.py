"""Line-end hyphens: joined, kept or left hanging, by rules and by the document's own words."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal

from pipeline.errors import KnowledgeError

Action = Literal["keep", "suspend", "join"]

_TOKEN = re.compile(r"[\wåäöÅÄÖ:&@./-]+$")
_NEXT = re.compile(r"\S+")
_TRAILING = ".,;:!?)\"”’"


@dataclass(frozen=True, slots=True)
class _Rule:
    id: str
    action: Action
    next_words: frozenset[str] = frozenset()
    left_words: frozenset[str] = frozenset()
    left: re.Pattern[str] | None = None
    right: re.Pattern[str] | None = None
    left_has_hyphen: bool = False

    def holds(self, left: str, right: str) -> bool:
        """Does the rule speak about ``left-`` at a line end before ``right``?"""
        if self.next_words and right.lower() not in self.next_words:
            return False
        if self.left_words and left.lower() not in self.left_words:
            return False
        if self.left_has_hyphen and "-" not in left:
            return False
        if self.left is not None and not self.left.search(left):
            return False
        return self.right is None or bool(self.right.search(right))


@cache
def _rules() -> tuple[_Rule, ...]:
    """The rules of ``knowledge/text/hyphens.toml``, each tried on its own examples."""
    file = resources.files("pipeline.knowledge").joinpath("text", "hyphens.toml")
    rules = []
    for entry in tomllib.loads(file.read_text(encoding="utf-8"))["rule"]:
        rule = _Rule(
            entry["id"],
            entry["action"],
            frozenset(entry.get("next_words", ())),
            frozenset(entry.get("left_words", ())),
            re.compile(entry["left_pattern"]) if "left_pattern" in entry else None,
            re.compile(entry["right_pattern"]) if "right_pattern" in entry else None,
            entry.get("left_has_hyphen", False),
        )
        for key, expected in (("example", True), ("counter_example", False)):
            left, right, _ = entry[key]
            if rule.holds(left.removesuffix("-"), right.split()[0]) is not expected:
                raise KnowledgeError(f"hyphens.toml: rule {rule.id} fails its {key} ({left} {right}).")
        rules.append(rule)
    return tuple(rules)


class Hyphens:
    """Decides line-end hyphens for one document.

    A word that the document itself writes in the middle of a line, with or without the hyphen,
    settles the same word at a line end; only then come the rules.
    """

    def __init__(self, lines: Iterable[str] = ()) -> None:
        self._lines = lines
        self._text: str | None = None

    def _known(self, word: str) -> bool:
        if self._text is None:
            self._text = "\n".join(self._lines).lower()
        word = word.lower()
        return word in self._text and bool(
            re.search(rf"(?<![\w-]){re.escape(word)}(?![\w\ufffe\u00ad-])", self._text)
        )

    def action(self, left: str, right: str) -> Action:
        """What to do with ``left-`` (hyphen removed) before ``right``, the next word."""
        for rule in _rules():
            if rule.holds(left, right):
                return rule.action
        bare = right.rstrip(_TRAILING)
        tail = re.split(r"[^\w-]", left)[-1]
        if tail and bare and self._known(f"{tail}-{bare}") and not self._known(tail + bare):
            return "keep"
        return "join"

    def join(self, before: str, after: str) -> str:
        """Two lines as one: ``before`` ends in a hyphen, ``after`` follows it.

        >>> Hyphens().join("enligt för-", "valtningens förslag")
        'enligt förvaltningens förslag'
        """
        head = before.rstrip()[:-1]
        tail = after.lstrip()
        token = _TOKEN.search(head)
        following = _NEXT.match(tail)
        if token is None or following is None or head.endswith((" ", "-")):
            return f"{head}- {tail}"
        action = self.action(token.group(), following.group())
        if action == "join":
            return head + tail
        return f"{head}-{tail}" if action == "keep" else f"{head}- {tail}"
