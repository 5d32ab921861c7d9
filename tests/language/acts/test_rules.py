"""Every rule does what its examples say, and says why."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import KnowledgeError
from pipeline.knowledge.rulebook import rulebook
from pipeline.language.acts import explain as module
from pipeline.language.acts.explain import explain, explain_file


def test_all_examples_and_counter_examples_hold() -> None:
    assert [f"{f.rule}: {f.example}: {f.message}" for f in module.test_rules()] == []


def test_every_rule_has_a_counter_example() -> None:
    assert [r.id for r in rulebook().rules if not r.rule.counter] == []


def test_one_rule_can_be_tested_alone() -> None:
    assert module.test_rules("decision.besluta") == []
    with pytest.raises(KnowledgeError):
        module.test_rules("no.such-rule")


def test_a_veto_is_named_in_the_explanation() -> None:
    found = explain("Ulla berättar att nämnden beslutade att riva ladan.")
    assert found.label == "information"
    fates = {f.rule: f.fate for f in found.fired}
    assert fates["decision.besluta"] == "vetoed by veto.reported"
    assert any("vetoed by veto.reported" in line for line in found.lines())


def test_a_trigger_in_a_relative_clause_is_out_of_scope() -> None:
    found = explain("Planen som nämnden antog presenteras.")
    assert found.label == "information"
    assert {f.rule: f.fate for f in found.fired}["decision.adopt"].startswith("out of scope")


def test_a_line_of_a_file_is_explained_in_its_context(tmp_path: Path) -> None:
    path = tmp_path / "protokoll.txt"
    path.write_text(
        "Protokoll styrelsemöte\n\n1. Möbler\n\nFörslag till beslut\nSofforna säljs.\n\nBeslut\nSofforna säljs.\n",
        encoding="utf8",
    )
    (proposal,) = explain_file(path, 6)
    (decision,) = explain_file(path, 9)
    assert (proposal.label, proposal.rule) == ("information", "role.proposals")
    assert (decision.label, decision.strength) == ("decision", "implied")
    with pytest.raises(KnowledgeError, match="holds no statement"):
        explain_file(path, 3)
