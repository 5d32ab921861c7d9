"""``kansli report``: tables become pages to read."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

EPILOG = "Example:  kansli report tabeller/ --out site"


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command(epilog=EPILOG)(report)


def report(
    tables: Annotated[Path, typer.Argument(help="Folder of tables that 'kansli run' wrote.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder for the pages: new, empty or an earlier report.")],
    language: Annotated[str, typer.Option("--language", "-l", help="Of the interface: sv or en.")] = "sv",
    mask: Annotated[
        str | None,
        typer.Option("--mask", help="'private': hide names of persons who have no role, party or affiliation there."),
    ] = None,
) -> None:
    """Write pages to read: an overview, lists to search, and each document with what was found in it.

    The pages need no server and no network. They hold everything that the documents hold: share them as you would
    share the documents.
    """
    from pipeline.report import write_report

    done = write_report(tables, out, language=language, mask=mask)
    typer.echo(f"Wrote {done.pages:,} documents, {done.decisions:,} decisions and {done.assignments:,} assignments.")
    typer.echo(f"Open {out / 'index.html'} in a browser.")
