"""Phrase files are validated when they are loaded."""

from __future__ import annotations

import pytest

from pipeline.errors import KnowledgeError
from pipeline.knowledge.phrases import load_phrases, phrases

GROUP = """
[[group]]
name = "rain"
what = "Rain."
{extra}
[[group.phrase]]
id = "rain.falls"
pattern = '{pattern}'
examples = ["{example}"]
counter = ["{counter}"]
"""


def text(pattern: str = "regnar", example: str = "Det regnar.", counter: str = "Solen skiner.", extra: str = "") -> str:
    return GROUP.format(pattern=pattern, example=example, counter=counter, extra=extra)


def test_a_group_finds_its_phrases_in_either_case() -> None:
    found = load_phrases(text(), "rain.toml")["rain"]
    assert found.search("Det REGNAR ute")
    assert not found.search("Det snöar")


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        (text(pattern="regnar("), "regular expression"),
        (text(example="Det snöar."), "does not stand in its example"),
        (text(counter="Nu regnar det."), "stands in its counter-example"),
        (text(extra="at_start = true"), "does not stand in its example"),
        (text(extra="where = 1"), "where"),
        ("[[group", "not valid TOML"),
    ],
)
def test_a_phrase_that_does_not_hold_is_refused(broken: str, message: str) -> None:
    with pytest.raises(KnowledgeError, match=message):
        load_phrases(broken, "rain.toml")


def test_the_phrases_that_ship_hold_and_an_unknown_group_is_named() -> None:
    assert phrases("not-task").match("tar del av rapporten")
    with pytest.raises(KnowledgeError, match="no-such"):
        phrases("no-such")
