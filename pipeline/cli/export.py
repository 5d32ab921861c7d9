"""``kansli export``: the tables in other forms."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

EPILOG = "Example:  kansli export tabeller --format xlsx --out beslut.xlsx"


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command(epilog=EPILOG)(export)


def export(
    tables: Annotated[Path, typer.Argument(help="Folder of tables that 'kansli run' wrote.")],
    format: Annotated[str, typer.Option("--format", "-f", help="csv, xlsx, jsonl, popolo, ics or dcat.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="A folder for csv and jsonl, a file for the others.")],
    since: Annotated[str | None, typer.Option("--since", help="ics: leave out what is before this day.")] = None,
    publisher: Annotated[str | None, typer.Option("--publisher", help="dcat: who publishes the tables.")] = None,
    url: Annotated[str | None, typer.Option("--url", help="dcat: where the tables can be reached.")] = None,
    license: Annotated[str | None, typer.Option("--license", help="dcat: address of a licence.")] = None,
    contact: Annotated[str | None, typer.Option("--contact", help="dcat: e-mail address for questions.")] = None,
    access: Annotated[str | None, typer.Option("--access", help="dcat: public, restricted or non-public.")] = None,
) -> None:
    """Write the tables for Excel, a calendar, a catalogue or another program.

    csv: opens in a Swedish Excel (semicolons, decimal comma). xlsx: a sheet a table, with filters. jsonl: one object a
    row. popolo: persons, organizations, memberships, events, motions, vote events. ics: what is due and announced
    meetings. dcat: a DCAT-AP-SE record in Turtle.
    """
    from pipeline import export as exports

    if format == "ics":
        paths = exports.export_ics(tables, out, since=_day(since))
    elif format == "dcat":
        paths = exports.export_dcat(
            tables, out, publisher=publisher, url=url, license=license, contact=contact, access=access
        )
    else:
        plain = {
            "csv": exports.export_csv,
            "xlsx": exports.export_xlsx,
            "jsonl": exports.export_jsonl,
            "popolo": exports.export_popolo,
        }
        if format not in plain:
            raise typer.BadParameter("write csv, xlsx, jsonl, popolo, ics or dcat", param_hint="--format")
        paths = plain[format](tables, out)
    for path in paths:
        typer.echo(f"Wrote {path}")


def _day(text: str | None) -> dt.date | None:
    try:
        return None if text is None else dt.date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"'{text}' is not a day; write for example 2026-01-01", param_hint="--since") from None
