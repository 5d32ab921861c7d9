"""DuckDB over the folder of tables: each table is a view by its own name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from pipeline.errors import ArchiveError
from pipeline.tables.schema import TABLES
from pipeline.tables.stream import check_tables

_WRITES = {"COPY", "EXPORT", "ATTACH", "INSTALL", "LOAD"}
_DESCRIPTION = re.compile(r"\A(?:--[^\n]*\n)+")


@dataclass(frozen=True, slots=True)
class ReadyQuery:
    """A query that ships: its name, what it answers, and the SQL."""

    name: str
    description: str
    sql: str


@dataclass(frozen=True, slots=True)
class Answer:
    """Columns and rows of an answer, as Python values."""

    columns: list[str]
    rows: list[tuple[Any, ...]]

    def records(self) -> list[dict[str, Any]]:
        """Each row by column name."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


def ready_queries() -> dict[str, ReadyQuery]:
    """The queries that ship, by name, in order of name."""
    folder = resources.files("pipeline.query") / "ready"
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".sql")), key=lambda f: f.name)
    return {f.name.removesuffix(".sql"): _ready(f.name.removesuffix(".sql"), f.read_text("utf8")) for f in files}


def query(tables: Path, sql: str) -> Answer:
    """Ask the tables in SQL.

    Every table of the contract is a view by its own name. The views read the files; nothing is
    written to the folder, and the query reads no other file and reaches no network.

    Args:
        tables: what a run wrote.
        sql: one or more statements of DuckDB's SQL; the last one's rows are the answer.

    Raises:
        ArchiveError: no tables there, DuckDB is not installed, or the SQL is wrong.
    """
    with _database(tables) as (connection, error):
        try:
            kinds = {str(statement.type).rpartition(".")[2] for statement in connection.extract_statements(sql)}
            if kinds & _WRITES:
                raise ArchiveError("A query only reads. To keep an answer: kansli query ... --format csv > answer.csv")
            if not kinds:
                raise ArchiveError("The query holds no SQL. Write for example: SELECT date, content FROM decisions")
            found = connection.execute(sql)
            columns = [column[0] for column in found.description or ()]
            return Answer(columns, found.fetchall() if columns else [])
        except error as problem:
            raise ArchiveError(_in_words(str(problem), tables)) from None


@contextmanager
def _database(tables: Path) -> Iterator[tuple[Any, type[Exception]]]:
    check_tables(tables)
    try:
        import duckdb
    except ImportError:
        raise ArchiveError("Queries need DuckDB. Install it with: pip install 'kansli[sql]'") from None
    connection = duckdb.connect(config={"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"})
    try:
        for name in TABLES:
            if any((tables / name).glob("*.parquet")):
                files = str((tables / name).resolve() / "*.parquet").replace("'", "''")
                connection.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet('{files}')")
        folder = str(tables.resolve()).replace("'", "''")
        connection.execute(f"SET allowed_directories = ['{folder}']")
        connection.execute("SET enable_external_access = false")
        yield connection, duckdb.Error
    finally:
        connection.close()


def _in_words(problem: str, tables: Path) -> str:
    """DuckDB's message with what to do about it."""
    if "does not exist" in problem and "Table with name" in problem:
        hint = f"The tables are: {', '.join(TABLES)}."
    elif "not found in FROM clause" in problem:
        hint = "The columns of each table are in docs/reference/tables.md, or ask: DESCRIBE decisions"
    elif "Permission" in problem or "disabled by configuration" in problem:
        hint = f"A query may only read the tables in {tables}."
    else:
        hint = "Write texts in single quotes: WHERE outcome = 'approved'"
    return f"The query could not be answered. {problem.strip()}\n{hint}"


def _ready(name: str, text: str) -> ReadyQuery:
    head = _DESCRIPTION.match(text)
    lines = head.group().splitlines() if head else []
    return ReadyQuery(name, " ".join(line.lstrip("- ").strip() for line in lines), text[head.end() :] if head else text)
