"""Every production's own examples and counter-examples, run as tests."""

import datetime as dt

import pytest

from pipeline.language.dates import parse
from pipeline.language.dates.find import find
from pipeline.language.dates.grammar import load

SEEN_FROM = dt.date(2024, 4, 12)

EXAMPLES = [(row.id, *example) for row in load().productions for example in row.examples]
COUNTER = [(row.id, text) for row in load().productions for text in row.counter]


@pytest.mark.parametrize(("production", "text", "span", "alone", "seen"), EXAMPLES)
def test_example(production: str, text: str, span: str, alone: str, seen: str) -> None:
    for reference, wanted in ((None, alone), (SEEN_FROM, seen)):
        found = [m for m in parse(text, reference) if text[m.start : m.end] == span]
        assert found, [text[m.start : m.end] for m in parse(text, reference)]
        assert (found[0].edtf or "") == wanted


@pytest.mark.parametrize(("production", "text"), COUNTER)
def test_counter_example(production: str, text: str) -> None:
    assert [text[c.start : c.end] for c in find(text) if c.production == production] == []
