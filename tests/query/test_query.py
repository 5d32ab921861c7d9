from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

import pytest

from pipeline.errors import ArchiveError
from pipeline.query import query, ready_queries
from pipeline.tables.schema import TABLES
from tests.report.made import made_rows, write

pytest.importorskip("duckdb", reason="DuckDB is not installed (pip install 'kansli[sql]')")


def test_every_table_is_a_view(tables: Path) -> None:
    for name, table in TABLES.items():
        assert query(tables, f"SELECT * FROM {name} LIMIT 0").columns == [c.name for c in table.columns]


@pytest.mark.parametrize("sql", ["", " ; ", "-- bara en kommentar"])
def test_a_query_of_nothing_is_told(tables: Path, sql: str) -> None:
    with pytest.raises(ArchiveError, match="holds no SQL"):
        query(tables, sql)


def test_rows_come_as_values(tables: Path) -> None:
    answer = query(
        tables,
        "SELECT outcome, date_part('year', d.meeting_date) AS year FROM decisions JOIN documents d USING (document_id) WHERE outcome = 'approved'",
    )
    assert answer.records() == [{"outcome": "approved", "year": 2031}]


def test_every_ready_query_is_described_and_runs(tables: Path, tmp_path: Path) -> None:
    assert set(ready_queries()) == {"open-assignments", "decisions-by-body", "people", "coverage"}
    empty = write(tmp_path / "empty", {})
    for ready in ready_queries().values():
        assert len(ready.description) > 30
        assert query(tables, ready.sql).rows, ready.name
        assert query(empty, ready.sql).rows == [], ready.name


def test_open_assignments(tables: Path) -> None:
    (row,) = query(tables, ready_queries()["open-assignments"].sql).records()
    assert (row["deadline"], row["assignee"], row["task"], row["body"]) == (
        dt.date(2031, 5, 4),
        "Tora Blid",
        "återkomma",
        "Kulturnämnden",
    )


def test_a_copy_of_a_document_does_not_count_its_facts_twice(tables: Path) -> None:
    rows = query(tables, ready_queries()["decisions-by-body"].sql).records()
    assert sum(r["decisions"] for r in rows) == 2


def test_people_and_coverage(tables: Path) -> None:
    people = query(tables, ready_queries()["people"].sql).records()
    assert [(p["name"], p["present"], p["party"]) for p in people] == [("Sven Alm", 1, None), ("Tora Blid", 1, "S")]
    coverage = {r["folder"]: r for r in query(tables, ready_queries()["coverage"].sql).records()}
    assert coverage["Å kommun"]["documents"] == 2
    assert coverage["Å kommun"]["failed"] == 1
    assert coverage["Å kommun/Kulturnämnden"]["with_date_percent"] == 100


@pytest.mark.parametrize(
    ("sql", "message"),
    [
        ("SELECT * FROM decision", "The tables are: documents"),
        ("SELECT nothing FROM decisions", "DESCRIBE decisions"),
        ("SELEC 1", "single quotes"),
        ("SELECT * FROM read_csv('/etc/hostname')", "may only read the tables"),
        ("COPY decisions TO 'x.csv'", "only reads"),
        ("ATTACH 'x.db'", "only reads"),
    ],
)
def test_what_cannot_be_answered_is_told_in_words(tables: Path, sql: str, message: str) -> None:
    with pytest.raises(ArchiveError, match=message):
        query(tables, sql)


def test_tables_in_a_folder_with_a_quote(tmp_path: Path) -> None:
    folder = write(tmp_path / "bo's tables", made_rows())
    assert query(folder, "SELECT count(*) FROM failures").rows == [(1,)]


def test_without_duckdb_the_user_is_told_what_to_install(tables: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(ArchiveError, match=r"kansli\[sql\]"):
        query(tables, "SELECT 1")
