"""``kansli show``: one document's result for a person, or as JSON."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from pipeline.language.model import Reading

_STYLE = {"decision": "bold green", "assignment": "bold cyan", "information": "dim"}


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(show)


def show(
    file: Annotated[Path, typer.Argument(help="A document of any supported format.", exists=True, dir_okay=False)],
    json: Annotated[bool, typer.Option("--json", help="All rows of all tables as JSON, for machines.")] = False,
    everything: Annotated[bool, typer.Option("--all", "-a", help="Also statements that are information.")] = False,
    ocr: Annotated[bool, typer.Option("--ocr", help="Recognise scanned pages.")] = False,
) -> None:
    """Show what Kansli finds in one document."""
    import pipeline

    reading = pipeline.extract(file, ocr=ocr)
    if json:
        import json as formats

        from pipeline.tables.rows import rows

        typer.echo(formats.dumps(rows(reading), ensure_ascii=False, indent=1, default=str))
        return
    from rich.console import Console

    _print(reading, Console(highlight=False), everything)


def _print(reading: Reading, console: Console, everything: bool) -> None:
    meeting = reading.meeting
    console.print(f"[bold]{meeting.title or reading.source.path}[/bold]", markup=True)
    facts = {
        "type": meeting.doc_type,
        "body": meeting.body or (f"{meeting.body_inferred} (inferred)" if meeting.body_inferred else None),
        "date": meeting.date_edtf,
        "time": "-".join(t for t in (meeting.start_time, meeting.end_time) if t) or None,
        "place": meeting.place,
        "chair": meeting.chair,
        "secretary": meeting.secretary,
        "adjusters": ", ".join(meeting.adjusters) or None,
    }
    for name, value in facts.items():
        if value:
            console.print(f"  {name:10} {value}", markup=False)
    for status in ("present", "absent"):
        people = [a for a in reading.attendance if a.status == status]
        if people:
            console.print(f"\n[bold]{status}[/bold] ({len(people)})")
            for a in people:
                more = [x for x in (a.affiliation, a.role, f"({a.party})" if a.party else None, a.partial) if x]
                console.print("  " + ", ".join([a.name or "-", *more]), markup=False)
    _print_statements(reading, console, everything)
    for warning in (*reading.source.warnings, *reading.warnings):
        console.print(f"[yellow]warning[/yellow] {warning}")


def _print_statements(reading: Reading, console: Console, everything: bool) -> None:
    from rich.text import Text

    titles = {s.section_id: s for s in reading.sections}
    assignments = {a.statement_id: a for a in reading.assignments}
    heading: int | None = -1
    for s in reading.statements:
        if s.label == "information" and not everything:
            continue
        if s.section_id != heading:
            heading = s.section_id
            section = titles.get(heading) if heading is not None else None
            if section is not None:
                title = " ".join(x for x in (section.number, section.title) if x)
                console.print(f"\n{title}", style="bold", markup=False)
        line = Text(f"  {s.label}", style=_STYLE[s.label])
        if s.also:
            line.append(" + " + ", ".join(s.also))
        words = " ".join(reading.text(s.start, s.end).split())
        line.append(f"  {words}", style="default not bold")
        line.append(f"  [{s.rule or '-'}]", style="dim")
        console.print(line)
        task = assignments.get(s.statement_id)
        if task is not None:
            who = ", ".join(task.assignees) or "nobody named"
            when = f", {task.deadline_kind or 'due'} {task.deadline_edtf}" if task.deadline_edtf else ""
            console.print(f"      -> {who}{when}: {task.task or ''}", style="cyan", markup=False)
