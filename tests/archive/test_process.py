"""The real interpreter, end to end on small documents."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pipeline import archive
from pipeline.archive import process
from pipeline.archive.model import Interpreter
from pipeline.errors import KnowledgeError
from pipeline.tables.dataset import read_table

MINUTES = """Protokoll för Hamnrådet 2024-05-21
Närvarande: Stina Fors (C), ordförande, och Olle Wik (V)

§ 1 Ny kran
Rådet beslutar att godkänna offerten på 12 000 kronor.
"""


@pytest.fixture(scope="module")
def interpret() -> Interpreter:
    return process.load()


def test_a_document_gives_rows_and_the_users_metadata_reaches_the_stages(interpret: Interpreter) -> None:
    found = interpret("Åmål/a.txt", MINUTES.encode(), {"body": "Hamnrådet"})
    assert not found.failures
    (part,) = found.parts
    assert part["documents"][0]["source"] == "Åmål/a.txt"
    assert part["sections"] and part["statements"] and part["decisions"]


@pytest.mark.parametrize("data", [b"", b"\x00\x01\x02" * 400, b"PK\x03\x04 torn"])
def test_what_cannot_be_read_is_a_failure_with_a_sentence(interpret: Interpreter, data: bytes) -> None:
    found = interpret("a.txt", data, {})
    assert not found.parts
    (row,) = found.failures
    assert row["stage"] == "read" and row["source"] == "a.txt" and row["message"].endswith(".")
    assert len(row["document_id"]) == 32


def test_a_fault_in_a_stage_is_a_failure_of_that_document(monkeypatch: Any) -> None:
    def fails(nlp: object, source: object) -> None:
        raise ValueError("oops")

    interpret = process.load()
    monkeypatch.setattr("pipeline.language.read_source", fails)
    found = interpret("a.txt", MINUTES.encode(), {})
    assert not found.parts
    assert [(r["stage"], r["error"]) for r in found.failures] == [("language", "ValueError")]


def test_a_broken_rule_file_stops_the_run_instead_of_failing_every_document(monkeypatch: Any) -> None:
    def fails(nlp: object, source: object) -> None:
        raise KnowledgeError("decision.toml is not valid TOML.")

    monkeypatch.setattr("pipeline.language.read_source", fails)
    with pytest.raises(KnowledgeError, match=r"cannot be used\. decision\.toml is not valid TOML\."):
        process.load()


def test_the_fingerprint_tells_ocr_and_code_apart(monkeypatch: Any, tmp_path: Path) -> None:
    assert process.fingerprint() == process.fingerprint() != process.fingerprint(ocr=True)
    (tmp_path / "language").mkdir()
    monkeypatch.setattr(process, "_PACKAGE", tmp_path)
    monkeypatch.setattr(process, "_READ_BY", ("language",))
    rule = tmp_path / "language" / "rules.toml"
    rule.write_text("a = 1")
    before = process.fingerprint()
    rule.write_text("a = 2")
    assert process.fingerprint() != before


def test_a_run_with_nothing_injected_writes_tables_that_verify(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(MINUTES, encoding="utf-8")
    (tmp_path / "in" / "tom.txt").write_text("")
    summary = archive.run(tmp_path / "in", tmp_path / "ut", workers=1)
    assert (summary.documents, summary.failures, summary.exit_status) == (1, 1, 1)
    assert archive.verify(tmp_path / "ut", tmp_path / "in").ok
    assert read_table(tmp_path / "ut", "decisions").num_rows == 1
