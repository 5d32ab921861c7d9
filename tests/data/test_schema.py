"""The labelled samples hold what the shipped JSON Schema says, and the schema refuses what it must."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest

LABELLED = Path(__file__).resolve().parents[2] / "data" / "labelled"
SCHEMA = jsonschema.Draft202012Validator(
    json.loads(files("pipeline.evaluation").joinpath("labelled.schema.json").read_text("utf8"))
)


@pytest.mark.parametrize("path", sorted(LABELLED.rglob("*.jsonl")), ids=lambda p: p.stem)
def test_sample_follows_the_schema(path: Path) -> None:
    for line in path.read_text("utf8").splitlines():
        assert list(SCHEMA.iter_errors(json.loads(line))) == []


def test_schema_refuses_an_unknown_label() -> None:
    path = next(LABELLED.rglob("*.jsonl"))
    sample = json.loads(path.read_text("utf8").splitlines()[0])
    sample["statements"][0]["label"] = "beslut"
    assert [e.json_path for e in SCHEMA.iter_errors(sample)] == ["$.statements[0].label"]
