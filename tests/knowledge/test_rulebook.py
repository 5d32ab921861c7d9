"""Rules are data that is checked when it is loaded."""

from __future__ import annotations

import pytest

from pipeline.errors import KnowledgeError
from pipeline.knowledge.rulebook import forms, load_family, rulebook, words_of

GOOD = """
family = "decision"
label = "decision"
rank = 80
[[rule]]
id = "decision.paint"
verbs = ["måla"]
examples = ["Huset målas rött."]
counter = ["Färgen är röd."]
"""


def test_a_rule_of_verbs_gets_its_forms_as_anchors() -> None:
    (rule,) = load_family(GOOD, "x.toml")
    assert {"målar", "målade", "målas"} <= rule.anchors
    assert rule.label == "decision"
    assert rule.rank == 80


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('verbs = ["måla"]', 'verbs = ["blorpa"]', "not in knowledge/lexicon/verbs.csv"),
        ('verbs = ["måla"]', "pattern = '(måla'\nanchors = [\"målas\"]", "not a regular expression"),
        ('verbs = ["måla"]', "pattern = 'målas'", "give 'verbs' or 'anchors'"),
        ('verbs = ["måla"]', "pattern = '{v}'\nanchors = [\"målas\"]", "'verbs' is empty"),
        ('examples = ["Huset målas rött."]', 'examples = ["Huset rivs."]', "no anchor word"),
        ('examples = ["Huset målas rött."]', "examples = []", "rule.0.examples"),
        ('label = "decision"', 'label = "beslut"', "label"),
        ("rank = 80", "rang = 80", "rang"),
        ('id = "decision.paint"', 'id = "Paint"', "rule.0.id"),
        ('family = "decision"', "family = ", "not valid TOML"),
    ],
)
def test_a_rule_that_does_not_hold_is_refused(old: str, new: str, message: str) -> None:
    with pytest.raises(KnowledgeError, match=message.replace("(", r"\(")):
        load_family(GOOD.replace(old, new), "x.toml")


def test_an_example_that_the_pattern_misses_is_refused() -> None:
    text = GOOD.replace('verbs = ["måla"]', "verbs = [\"måla\"]\npattern = '{v} om'")
    with pytest.raises(KnowledgeError, match="does not fire on its example"):
        load_family(text, "x.toml")


def test_ids_are_unique_and_each_rule_can_be_had_by_its_id() -> None:
    book = rulebook()
    assert len({r.id for r in book.rules}) == len(book.rules)
    assert book.get("decision.besluta").label == "decision"
    with pytest.raises(KnowledgeError, match="No rule has the id"):
        book.get("decision.nothing")


def test_only_rules_with_an_anchor_in_the_text_are_candidates() -> None:
    book = rulebook()
    ids = {r.id for r in book.candidates(words_of("Styrelsen beslutar att vänta."))}
    assert "decision.besluta" in ids
    assert "vote.ballot" not in ids
    assert len(ids) < len(book.rules) / 4


def test_every_veto_speaks_against_something_that_exists() -> None:
    book = rulebook()
    known = {"structure"}
    for rule in book.rules:
        known |= {rule.id, rule.family, rule.label or "", rule.subtype or ""}
    for rule in book.rules:
        assert set(rule.rule.veto) <= known, rule.id


def test_forms_of_a_verb() -> None:
    assert {"godkänner", "godkände"} == forms("godkänna", frozenset({"prs", "prt"})) - {"godkännde"}
    assert "godkänns" in forms("godkänna", frozenset({"s"}))
