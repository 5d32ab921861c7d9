"""The data files of the grammar hold what they must."""

import re

import pytest

from pipeline.errors import KnowledgeError
from pipeline.language.dates import grammar, lexicon
from pipeline.language.dates.builders import BUILDERS
from pipeline.language.dates.context import bound_of, rules
from pipeline.language.dates.guards import CHECKS


def test_every_production_names_a_builder_and_a_check() -> None:
    for row in grammar.load().productions:
        assert row.build in BUILDERS, row.id
        assert row.needs is None or row.needs in CHECKS, row.id


def test_every_builder_and_check_is_used() -> None:
    rows = grammar.load().productions
    assert {row.build for row in rows} == set(BUILDERS)
    assert {row.needs for row in rows if row.needs} == set(CHECKS)


@pytest.mark.parametrize("kind", ["bound", "approximate"])
def test_context_rules_match_their_examples(kind: str) -> None:
    table = rules(kind)
    for rule in (*table.rules["before"], *table.rules["after"]):
        for example in rule.examples:
            low = f"{example}x" if rule.side == "before" else f"x{example}"
            start = len(low) - 1 if rule.side == "before" else 0
            assert table.first(low, start, start + 1) == rule, (rule.id, example)


def test_abbreviations_with_and_without_points() -> None:
    for words in ("fr.o.m. ", "fr o m ", "från och med den ", "from "):
        found = bound_of(words + "x", len(words), len(words) + 1)
        assert found is not None and found.bound == "from", words


def test_a_pattern_that_names_nothing_known_is_refused() -> None:
    data = {"fragments": {}, "abbreviations": {}}
    row = {"id": "x", "starts": ["x"], "pattern": "{nowhere}", "build": "days", "examples": []}
    with pytest.raises(KnowledgeError, match="nowhere"):
        grammar._production(row, data)


def test_alternatives_put_the_longest_first() -> None:
    assert re.match(lexicon.alternatives(("jan", "januari")), "januari").group() == "januari"  # type: ignore[union-attr]
