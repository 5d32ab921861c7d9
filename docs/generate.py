"""Writes the two pages of reference that follow from the code: tables and commands.

Run ``python docs/generate.py`` after a change of the schema or of a command; a test fails where the
pages are not current.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer.main

from pipeline.cli import app
from pipeline.tables.schema import SCHEMA_VERSION, TABLES

HERE = Path(__file__).resolve().parent / "reference"
_NOTE = "<!-- Made by docs/generate.py. Do not edit. -->\n"


def tables_page() -> str:
    """The reference of tables, in Markdown."""
    out = [
        f"{_NOTE}# Tables\n\nSchema version {SCHEMA_VERSION}. One folder a table, Parquet. Every table but `failures` "
        "always has\n`document_id`. `start` and `end` count characters (code points) in `documents.text`, from\n0; "
        "`end` is one past the last. Unknown is null. A column is never renamed or dropped without a new\n"
        "schema version; the version is in the metadata of each file.\n\n"
        "| table | what | key |\n|---|---|---|\n"
    ]
    for table in TABLES.values():
        key = ", ".join(f"`{name}`" for name in table.key)
        out.append(f"| [{table.name}](#{table.name}) | {table.doc} | {key} |\n")
    for table in TABLES.values():
        out.append(f"\n## {table.name}\n\n{table.doc}\n\n| column | type | null | meaning |\n|---|---|---|---|\n")
        out += [
            f"| `{c.name}` | {_cell(str(c.type))} | {'yes' if c.nullable else 'no'} | {_cell(c.doc)} |\n"
            for c in table.columns
        ]
    return "".join(out)


def commands_page() -> str:
    """The reference of commands, in Markdown, from the same texts as ``--help``."""
    command = typer.main.get_command(app)
    out = [f"{_NOTE}# Commands\n\nThe same texts as `kansli COMMAND --help`.\n"]
    out += [_command(name, found) for name, found in commands(command)]
    return "".join(out)


def commands(group: Any, before: str = "kansli") -> Iterator[tuple[str, Any]]:
    """(full name, command) of every command under a group, in the order of ``--help``."""
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, f"{before} {name}")
        else:
            yield f"{before} {name}", command


def _command(name: str, command: Any) -> str:
    arguments = [p for p in command.params if p.param_type_name == "argument"]
    options = [p for p in command.params if p.param_type_name == "option" and p.name != "help"]
    shown = " ".join(p.name.upper() if p.required else f"[{p.name.upper()}]" for p in arguments)
    usage = " ".join(x for x in (name, shown, "[OPTIONS]") if x)
    out = [f"\n## {name}\n\n    {usage}\n\n{inspect.cleandoc(command.help or '')}\n"]
    if command.epilog:
        out.append(f"\n{_examples(command.epilog)}\n")
    if arguments:
        out.append("\n| argument | meaning |\n|---|---|\n")
        out += [f"| `{p.name.upper()}` | {_cell(p.help)} |\n" for p in arguments]
    if options:
        out.append("\n| option | meaning | default |\n|---|---|---|\n")
        for p in options:
            names = ", ".join(f"`{o}`" for o in p.opts)
            needed = "needed" if p.required else _default(p)
            out.append(f"| {names} | {_cell(p.help)} | {needed} |\n")
    return "".join(out)


def _default(option: Any) -> str:
    if option.is_flag or option.default in (None, (), []) or callable(option.default):
        return ""
    return f"`{option.default}`"


def _examples(epilog: str) -> str:
    lines = re.split(r" {2,}(?:\||then) {2,}", re.sub(r"^Examples?:\s*", "", epilog))
    return "\n".join(f"    {line.strip()}" for line in lines)


def _cell(text: str | None) -> str:
    return " ".join((text or "").split()).replace("|", "\\|").replace("<", "&lt;")


PAGES = {"tables.md": tables_page, "commands.md": commands_page}

if __name__ == "__main__":
    for name, page in PAGES.items():
        (HERE / name).write_text(page(), "utf8")
