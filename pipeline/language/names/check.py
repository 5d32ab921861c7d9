"""Every context rule tried on its own examples and counter-examples."""

from __future__ import annotations

from functools import cache

from pipeline.errors import KnowledgeError
from pipeline.language.layout import find_lines
from pipeline.language.model import Mention, Reading
from pipeline.language.names.find import find_names
from pipeline.language.names.rules import NameRule, rules
from pipeline.language.sections import find_sections
from pipeline.sources.model import Source


@cache
def check_rules() -> None:
    """Try all rules once a process.

    Raises:
        KnowledgeError: a rule does not find the bracketed name of an example, or fires on a
            counter-example.
    """
    for rule in rules().values():
        check_rule(rule)


def check_rule(rule: NameRule) -> None:
    """Try one rule.

    Raises:
        KnowledgeError: see :func:`check_rules`.
    """
    for example in rule.examples:
        text, wanted = unmark(example)
        if not wanted:
            raise KnowledgeError(f"Rule {rule.id}: no name is marked in the example {example!r}.")
        found = {(m.start, m.end) for m in names_in(text) if m.source == rule.source and m.label == rule.label}
        if not set(wanted) <= found:
            raise KnowledgeError(f"Rule {rule.id} does not find the marked name in its example {example!r}.")
    for counter in rule.counter:
        if any(m.source == rule.source for m in names_in(counter)):
            raise KnowledgeError(f"Rule {rule.id} fires on its counter-example {counter!r}.")


def unmark(example: str) -> tuple[str, list[tuple[int, int]]]:
    """The text of an example without its square brackets, and the spans that they marked."""
    out: list[str] = []
    spans: list[tuple[int, int]] = []
    start = length = 0
    for character in example:
        if character == "[":
            start = length
        elif character == "]":
            spans.append((start, length))
        else:
            out.append(character)
            length += 1
    return "".join(out), spans


def names_in(text: str) -> list[Mention]:
    """The mentions of a bare text, with no stage but lines and sections before."""
    reading = Reading(source=Source(path="", sha256="0" * 64, media_type="text/plain", text=text), view=text)
    reading.lines = find_lines(reading)
    reading.sections = find_sections(reading)
    return find_names(reading)
