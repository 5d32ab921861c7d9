"""``kansli run``: an archive folder becomes tables."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from pipeline.archive import RunSummary
    from pipeline.archive.model import Progress

EPILOG = "Example:  kansli run arkiv/ --out tabeller/   then   kansli query tabeller --ready open-assignments"


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command(epilog=EPILOG)(run)
    app.command()(verify)
    app.command()(merge)


def run(
    archive: Annotated[str, typer.Argument(help="Folder (or s3://, abfs:// URL) with the documents. Only read.")],
    out: Annotated[str, typer.Option("--out", "-o", help="Folder for the tables; made if it does not exist.")],
    workers: Annotated[
        int | None, typer.Option("--workers", "-w", min=1, help="Processes that read. Default: one a core.")
    ] = None,
    include: Annotated[
        list[str] | None, typer.Option("--include", help="Only paths like this, e.g. 'KS/2024/*'. May be repeated.")
    ] = None,
    exclude: Annotated[list[str] | None, typer.Option("--exclude", help="Not paths like this.")] = None,
    limit: Annotated[int | None, typer.Option("--limit", min=0, help="Read at most so many files in this run.")] = None,
    metadata: Annotated[
        Path | None,
        typer.Option("--metadata", help="CSV with a column 'source', and body, meeting_date (2024-03-12) or both."),
    ] = None,
    timeout: Annotated[float, typer.Option("--timeout", min=0.1, help="Seconds that one document may take.")] = 120.0,
    ocr: Annotated[bool, typer.Option("--ocr", help="Recognise scanned pages (needs Tesseract with Swedish).")] = False,
    full: Annotated[bool, typer.Option("--full", help="Forget earlier results and read everything again.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be read.")] = False,
    shard: Annotated[str | None, typer.Option("--shard", help="Part i of n, e.g. 3/20, for array jobs.")] = None,
    engine: Annotated[str, typer.Option("--engine", help="local or spark.")] = "local",
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress, only the summary.")] = False,
) -> None:
    """Turn an archive folder into tables, reading only what is new since the last run.

    Exit status: 0 all read, 1 some files could not be read (they are rows in 'failures'), 2 the run could not be done.
    """
    from pipeline import archive as runs

    with _Bar(quiet) as bar:
        summary = runs.run(
            archive, out, workers=workers, include=include or (), exclude=exclude or (), limit=limit,
            dry_run=dry_run, metadata=metadata, timeout=timeout, full=full, shard=_parse_shard(shard),
            engine=engine, progress=bar.update, ocr=ocr,
        )  # fmt: skip
    _print_summary(summary, out)
    raise typer.Exit(1 if summary.failures else 0)


def _parse_shard(text: str | None) -> tuple[int, int] | None:
    if text is None:
        return None
    part, slash, parts = text.partition("/")
    if not (slash and part.isdigit() and parts.isdigit() and 1 <= int(part) <= int(parts)):
        raise typer.BadParameter(f"'{text}' is not a part of a whole; write for example 3/20", param_hint="--shard")
    return int(part), int(parts)


class _Bar:
    """A progress bar on the terminal; nothing where there is none."""

    def __init__(self, quiet: bool) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        self._console = Console(stderr=True)
        self._progress = Progress(
            TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}"),
            TimeRemainingColumn(), console=self._console, transient=True, disable=quiet or not sys.stderr.isatty(),
        )  # fmt: skip
        self._task = self._progress.add_task("listing", total=None, rate="")

    def __enter__(self) -> _Bar:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def update(self, at: Progress) -> None:
        names = {"list": "listing", "read": "reading", "write": "writing tables"}
        rate = f"{at.rate:,.0f} files/s" if at.phase == "read" and at.rate else ""
        if at.failures:
            rate += f"  {at.failures} failed"
        self._progress.update(
            self._task, description=names.get(at.phase, at.phase), completed=at.done, total=at.total or None, rate=rate
        )


def _print_summary(summary: RunSummary, out: str) -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console()
    if summary.dry_run:
        console.print(f"Would read {summary.read:,} files; {summary.unchanged:,} are unchanged. Nothing was written.")
        return
    console.print(f"Tables in {out}\n", style="italic", markup=False, highlight=False, soft_wrap=True)
    table = Table(show_edge=False, pad_edge=False)
    table.add_column("table")
    table.add_column("rows", justify="right")
    for name, count in summary.rows.items():
        table.add_row(name, f"{count:,}", style="bold red" if name == "failures" and count else None)
    console.print(table)
    known = f", {summary.unchanged:,} unchanged" if summary.unchanged else ""
    counts = (("changed", summary.changed), ("moved", summary.moved), ("no longer there", summary.deleted))
    known += "".join(f", {count:,} {what}" for what, count in counts if count)
    waiting = f", {summary.pending:,} left for a later run (--limit)" if summary.pending else ""
    console.print(f"\nRead {summary.read:,} files in {summary.seconds:,.1f} s{known}{waiting}.")
    for note in summary.notes:
        console.print(note, markup=False, highlight=False, soft_wrap=True)
    if summary.failures:
        console.print(
            f"[yellow]{summary.failures} file(s) could not be read:[/yellow] the table 'failures' gives each reason."
        )


def verify(
    tables: Annotated[str, typer.Argument(help="Tables of a run (folder or URL).")],
    archive: Annotated[str | None, typer.Option("--archive", help="Also compare with the archive's bytes.")] = None,
) -> None:
    """Check tables against the contract: columns, spans that slice, keys that join; and against the archive.

    Exit status 1 where something is wrong.
    """
    from pipeline import archive as runs

    report = runs.verify(tables, archive)
    for problem in report.problems[:50]:
        typer.echo(f"{problem.table}: {problem.what}" + (f" ({problem.document_id})" if problem.document_id else ""))
    if report.count > 50:
        typer.echo(f"... and {report.count - 50:,} more")
    if report.unread:
        typer.echo(f"{len(report.unread):,} file(s) of the archive are not read yet; run kansli run again.")
    rows = sum(report.rows.values())
    verdict = "all as they should be." if report.ok else f"{report.count:,} problem(s)."
    typer.echo(f"{rows:,} rows checked: {verdict}")
    raise typer.Exit(report.exit_status)


def merge(
    shards: Annotated[list[Path], typer.Argument(help="Tables of the parts.", exists=True, file_okay=False)],
    out: Annotated[str, typer.Option("--out", "-o", help="Folder for the merged tables.")],
) -> None:
    """Join the tables of the parts of an archive (kansli run --shard i/n) into one set."""
    from pipeline import archive as runs

    _print_summary(runs.merge(shards, out), out)
