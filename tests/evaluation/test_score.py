"""Scoring of rows against samples, by example."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from pipeline.errors import EvaluationError
from pipeline.evaluation.align import bare, day, pair
from pipeline.evaluation.evaluate import Evaluation, drops, figures, write_baseline
from pipeline.evaluation.samples import LAYERS, load_samples
from pipeline.evaluation.score import layer_of, score

TEXT = "1. Taxa\nRådet antar taxan. Asta Bring bokar lokal till den 3 maj."


def sample(**changes: Any) -> dict[str, Any]:
    one = TEXT.index("Rådet")
    two = TEXT.index("Asta")
    return {
        "id": "x1", "layout": "notes", "body": "Rådet", "split": "dev", "text": TEXT,
        "meeting": {"body": "Rådet", "date": None},
        "sections": [{"start": 0, "number": "1", "title": "Taxa", "kind": "item", "level": 1}],
        "attendance": [{"name": "Asta Bring", "status": "present"}],
        "entities": [{"start": two, "end": two + 10, "label": "PER"}],
        "dates": [{"start": TEXT.index("3 maj"), "end": TEXT.index("3 maj") + 5, "edtf": "XXXX-05-03"}],
        "statements": [
            {"start": one, "end": two - 1, "label": "decision", "subtype": "formal", "outcome": "approved"},
            {"start": two, "end": len(TEXT), "label": "assignment", "subtype": "commitment",
             "assignees": ["Asta Bring"], "deadline_edtf": "../XXXX-05-03"},
        ],
    } | changes  # fmt: skip


def rows() -> dict[str, list[dict[str, Any]]]:
    """What a perfect run would give."""
    data = sample()
    act = [{"statement_id": i, "label": s["label"], "also": [], "subtype": s["subtype"], "rule": f"r{i}",
            "text": TEXT[s["start"]:s["end"]]} for i, s in enumerate(data["statements"])]  # fmt: skip
    return {
        "documents": [{"document_id": "d", "source": "a/x1.txt", "body": "Rådet"}],
        "sections": [{"number": "1", "title": "Taxa", "kind": "item"}],
        "attendance": [{"name": "Asta Bring", "status": "present"}],
        "entities": [{"label": "PER", "text": "Asta Bring", "mention": "NAM", "start": 27, "end": 37}],
        "dates": [{"text": "3 maj", "edtf": "XXXX-05-03"}],
        "statements": act,
        "decisions": [{"statement_id": 0, "outcome": "approved"}],
        "assignments": [{"statement_id": 1, "assignees": ["Asta Bring"], "deadline_edtf": "../XXXX-05-03"}],
    }


def load(tmp_path: Path, data: dict[str, Any]) -> Evaluation:
    (tmp_path / "x1.jsonl").write_text(json.dumps(data), "utf8")
    samples = load_samples(tmp_path)
    scored = score(samples, {"x1.txt": rows()})
    return Evaluation(samples, scored, figures(scored))


def test_perfect_rows_give_one_everywhere(tmp_path: Path) -> None:
    found = load(tmp_path, sample())
    assert {f.value for f in found.figures.values()} == {1.0}
    assert {"acts.decision", "acts.assignment", "field.assignment.deadline", "sections"} <= set(found.figures)
    assert found.scored.misses == []
    assert found.rule_precision() == [("r0", 1, 1), ("r1", 1, 1)]


def test_a_wrong_class_is_a_miss_and_a_spurious_act(tmp_path: Path) -> None:
    data = sample()
    data["statements"][0]["label"] = "information"
    found = load(tmp_path, data)
    assert found.figures["acts.decision"].precision == 0.0
    assert [(m.kind, m.rule) for m in found.scored.misses if m.measure == "acts.decision"] == [("spurious", "r0")]
    assert ("r0", 1, 0) in found.rule_precision()


def test_borderline_statements_do_not_count(tmp_path: Path) -> None:
    data = sample()
    data["statements"][0] |= {"label": "information", "borderline": True}
    assert "acts.decision" not in load(tmp_path, data).figures


@pytest.mark.parametrize("layer", LAYERS)
def test_only_what_a_document_is_labelled_for_is_scored(tmp_path: Path, layer: str) -> None:
    """Keys of the other layers are left out, and rows found there are not spurious."""
    keys = {"sections", "attendance", "entities", "dates", "statements"} - {"dates" if layer == "edtf" else layer}
    data = {k: v for k, v in sample(layers=[layer] + ["dates"] * (layer == "edtf")).items() if k not in keys}
    found = load(tmp_path, data)
    assert found.figures
    assert {layer_of(m) for m in found.figures} == set(data["layers"])
    assert {f.value for f in found.figures.values()} == {1.0}
    assert found.scored.misses == []
    assert set(found.partly()) == set(LAYERS) - set(data["layers"])


def test_documents_without_a_layer_do_not_widen_its_interval(tmp_path: Path) -> None:
    (tmp_path / "x2.jsonl").write_text(json.dumps(sample(id="x2", layers=["sections"])), "utf8")
    found = load(tmp_path, sample())
    assert found.figures["sections"].documents == 2
    assert found.figures["acts.decision"].documents == 1
    assert found.partly()["statements"] == 1


def test_a_misspelt_layer_is_named(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match="no layer sektions"):
        load(tmp_path, sample(layers=["sektions", "dates"]))


def test_quotes_are_scored_by_layer_too(tmp_path: Path) -> None:
    data = {
        "id": "x1", "source": {"file": "x1.txt"}, "layers": ["statements"], "meeting": {}, "entities": {},
        "statements": [{"text": "Rådet antar taxan.", "class": "decision"},
                       {"text": "Asta Bring bokar lokal till den 3 maj.", "class": "assignment"}],
    }  # fmt: skip
    (tmp_path / "x1.json").write_text(json.dumps(data), "utf8")
    scored = score(load_samples(tmp_path), {"x1.txt": rows()})
    assert set(figures(scored)) == {"acts.decision", "acts.assignment", "field.segmentation"}


@pytest.mark.parametrize(
    ("changes", "right"),
    [
        ({}, True),
        ({"layers": ["statements"], "entities": None}, True),
        ({"layers": ["statements"], "statements": None}, False),
        ({"entities": None}, False),
        ({"layers": []}, False),
        ({"layers": ["names"]}, False),
    ],
)
def test_the_schema_asks_for_what_is_labelled(changes: dict[str, Any], right: bool) -> None:
    schema = json.loads(files("pipeline.evaluation").joinpath("labelled.schema.json").read_text("utf8"))
    data = {k: v for k, v in sample(**changes).items() if v is not None}
    assert jsonschema.Draft202012Validator(schema).is_valid(data) == right


def test_unread_documents_count_as_missed(tmp_path: Path) -> None:
    (tmp_path / "x1.jsonl").write_text(json.dumps(sample()), "utf8")
    scored = score(load_samples(tmp_path), {})
    assert scored.unread == ["x1"]
    assert figures(scored)["acts.decision"].recall == 0.0


def test_baseline_names_the_figure_that_fell(tmp_path: Path) -> None:
    found = load(tmp_path, sample())
    baseline = tmp_path / "held.baseline.json"
    write_baseline(found, baseline)
    held = json.loads(baseline.read_text())
    held["sections"] = {"value": 1.0, "gold": 50}
    held["names.PER"] = {"value": 1.0, "gold": 2}
    baseline.write_text(json.dumps(held))
    assert drops(found, baseline, 1.5) == []
    found.figures.pop("sections")
    found.figures.pop("names.PER")
    fallen = drops(found, baseline, 1.5)
    assert fallen == ["sections fell from 100.0 to 0.0 (allowed drop 1.5)."]


@pytest.mark.parametrize(
    ("content", "message"),
    [("{", "not a labelled sample"), ('{"id": "a"}', "lacks a part"), ("", "No labelled samples")],
)
def test_bad_samples_are_named(tmp_path: Path, content: str, message: str) -> None:
    (tmp_path / "bad.jsonl").write_text(content, "utf8")
    with pytest.raises(EvaluationError, match=message):
        load_samples(tmp_path)


def test_span_outside_its_text_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "bad.jsonl").write_text(
        json.dumps(sample(entities=[{"start": 5, "end": 999, "label": "PER"}])), "utf8"
    )
    with pytest.raises(EvaluationError, match="outside the text"):
        load_samples(tmp_path)


def test_pairing_by_words() -> None:
    gold = ["Rådet antar taxan.", "Asta bokar lokal."]
    assert pair(gold, ["Asta bokar lokal till mötet.", "Rådet antar taxan"]) == [(0, 1), (1, 0)]
    assert pair(gold, ["Något helt annat."]) == []


def test_normal_forms() -> None:
    assert bare(" «Taxa». ") == "taxa"
    assert day("senast den 3 maj") == "3 maj"
