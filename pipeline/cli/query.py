"""``kansli query``: SQL over the tables."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from pipeline.query import Answer

_READABLE = 18  # characters that a column of text needs
_SHORT = 10  # a day is never divided
EPILOG = (
    "Examples:  kansli query tabeller --ready open-assignments   |   "
    "kansli query tabeller \"SELECT date, content FROM decisions WHERE content ILIKE '%skolskjuts%'\" --format csv"
)


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command(epilog=EPILOG)(query)


def query(
    tables: Annotated[Path, typer.Argument(help="Folder of tables that 'kansli run' wrote.")],
    sql: Annotated[str | None, typer.Argument(help="SQL (DuckDB). Each table is a view by its own name.")] = None,
    ready: Annotated[
        str | None,
        typer.Option("--ready", help="A ready query: open-assignments, decisions-by-body, people or coverage."),
    ] = None,
    format: Annotated[str, typer.Option("--format", "-f", help="table, csv or json.")] = "table",
    show_sql: Annotated[bool, typer.Option("--show-sql", help="Print the ready query's SQL, to change it.")] = False,
) -> None:
    """Ask the tables in SQL, or with a ready query.

    'DESCRIBE decisions' lists the columns of a table. Needs DuckDB (the extra 'sql').
    """
    from pipeline.query import query as ask
    from pipeline.query import ready_queries

    if (sql is None) == (ready is None):
        typer.echo("Write either SQL or the name of a ready query:", err=True)
        for q in ready_queries().values():
            typer.echo(f"  --ready {q.name:18} {q.description}", err=True)
        raise typer.Exit(2)
    if format not in ("table", "csv", "json"):
        raise typer.BadParameter("write table, csv or json", param_hint="--format")
    if ready is not None:
        queries = ready_queries()
        if ready not in queries:
            raise typer.BadParameter(f"'{ready}' is not among {', '.join(queries)}", param_hint="--ready")
        sql = queries[ready].sql
        if show_sql:
            typer.echo(sql)
            return
    assert sql is not None
    answer = ask(tables, sql)
    if format == "json":
        typer.echo(json.dumps(answer.records(), ensure_ascii=False, indent=1, default=str))
    elif format == "csv":
        from pipeline.export.csv import write_rows

        write_rows(answer.columns, answer.rows, sys.stdout)
    else:
        _print(answer)


def _print(answer: Answer) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console()
    cells = [["" if value is None else " ".join(str(value).split()) for value in row] for row in answer.rows]
    widest = [max([len(name), *(len(row[i]) for row in cells)]) for i, name in enumerate(answer.columns)]
    if sum(min(width, _READABLE) + 3 for width in widest) > console.width:
        for row in cells:  # too many columns for the window: a block a row, as a person reads it
            for name, value in zip(answer.columns, row, strict=True):
                if value:
                    console.print(Text(f"{name:>{max(map(len, answer.columns))}}  {value}"), soft_wrap=True)
            console.print()
    else:
        table = Table(show_edge=False, pad_edge=False)
        for column, width in zip(answer.columns, widest, strict=True):
            table.add_column(column, overflow="fold", no_wrap=width <= _SHORT)
        for row in cells:
            table.add_row(*map(Text, row))
        console.print(table)
    console.print(f"{len(answer.rows):,} rows", style="dim")
