"""The loop on real tables: export, import unchanged, evaluate: everything agrees with itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import archive as runs
from pipeline.errors import EvaluationError
from pipeline.evaluation.evaluate import evaluate
from pipeline.evaluation.score import layer_of
from pipeline.labelling import choose_tasks, formats, write_samples


@pytest.fixture(scope="module")
def tables(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("tables")
    runs.run(archive, out, workers=1, include=["Föreningar/*", "Dalboslätten*"])
    return out


def test_labels_brought_back_unchanged_score_one(tables: Path, tmp_path: Path) -> None:
    tasks = choose_tasks(tables)
    formats.write(tasks, tmp_path / "tasks.jsonl", "prodigy")
    paths = write_samples(formats.read(tmp_path / "tasks.jsonl", "prodigy"), tables, tmp_path / "gold")
    assert len(paths) >= 4
    found = evaluate(tables, tmp_path / "gold")
    assert found.scored.unread == []
    for measure in ("acts.decision", "acts.assignment", "names.PER", "dates"):
        assert found.figures[measure].f == 1.0, measure
    assert set(found.partly()) == {"meeting", "sections", "attendance", "edtf"}


def test_only_the_chosen_layers_go_out_and_come_back(tables: Path, tmp_path: Path) -> None:
    tasks = choose_tasks(tables, layers=["statements"])
    assert {s.label for t in tasks for s in t.spans} <= {"decision", "assignment", "information", "decision+assignment"}
    write_samples(choose_tasks(tables), tables, tmp_path / "gold", layers=["statements"])
    found = evaluate(tables, tmp_path / "gold")
    assert found.figures["acts.decision"].f == 1.0
    assert {layer_of(m) for m in found.figures} == {"statements"}


def test_a_layer_that_no_tool_labels_is_refused(tables: Path, tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match="No layer sections"):
        write_samples(choose_tasks(tables, limit=1), tables, tmp_path, layers=["sections"])
    with pytest.raises(EvaluationError, match="No layer is named"):
        choose_tasks(tables, layers=[])


def test_most_doubtful_first_and_limited(tables: Path) -> None:
    tasks = choose_tasks(tables, limit=3)
    assert len(tasks) == 3
    assert all(t.reason for t in tasks)
    assert choose_tasks(tables, limit=3) == tasks


def test_tables_that_have_changed_are_noticed(tables: Path, tmp_path: Path) -> None:
    task = choose_tasks(tables, limit=1)[0]
    moved = type(task)(task.document_id, task.source, task.offset + 1, task.text, task.spans, task.reason)
    with pytest.raises(EvaluationError, match="was the file changed"):
        write_samples([moved], tables, tmp_path)
