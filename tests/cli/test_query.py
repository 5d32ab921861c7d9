from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from tests.report.made import made_rows, write

pytest.importorskip("duckdb", reason="DuckDB is not installed (pip install 'kansli[sql]')")


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("made") / "tables", made_rows())


def ask(tables: Path, columns: int, *words: str) -> str:
    result = CliRunner(env={"COLUMNS": str(columns)}).invoke(app, ["query", str(tables), *words])
    assert result.exit_code == 0, result.output
    return result.output


def test_a_narrow_window_gets_a_block_a_row(tables: Path) -> None:
    told = ask(tables, 70, "--ready", "open-assignments").splitlines()
    assert told[:4] == ["deadline  2031-05-04", "assignee  Tora Blid", "    task  återkomma", "    body  Kulturnämnden"]


def test_a_wide_window_gets_a_table(tables: Path) -> None:
    head, _, first = ask(tables, 160, "--ready", "open-assignments").splitlines()[:3]
    assert [cell.strip() for cell in head.split("┃")][:3] == ["deadline", "assignee", "task"]
    assert [cell.strip() for cell in first.split("│")][:3] == ["2031-05-04", "Tora Blid", "återkomma"]


def test_csv_and_json_have_every_row(tables: Path) -> None:
    sql = "SELECT outcome, votes_for FROM decisions ORDER BY outcome"
    assert ask(tables, 80, sql, "--format", "csv").splitlines() == ["outcome;votes_for", "approved;5", "rejected;"]
    assert '"votes_for": null' in ask(tables, 80, sql, "--format", "json")


def test_the_sql_of_a_ready_query_can_be_seen(tables: Path) -> None:
    assert ask(tables, 80, "--ready", "people", "--show-sql").startswith("SELECT")
