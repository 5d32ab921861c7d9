"""``kansli evaluate``: how far the tables can be trusted, on labelled samples."""

from __future__ import annotations

import json as formats
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from pipeline.evaluation.evaluate import Evaluation

EPILOG = (
    "Examples:  kansli evaluate --gold data/labelled --split dev   |   kansli evaluate tabeller/ --gold mina-prov/"
)


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command(epilog=EPILOG)(evaluate)


def evaluate(
    gold: Annotated[Path, typer.Option("--gold", "-g", help="Labelled samples (*.jsonl, or *.json with quotes).")],
    target: Annotated[
        Path | None,
        typer.Argument(help="Tables, or an archive to run first. Default: the samples' own text.", exists=True),
    ] = None,
    split: Annotated[str | None, typer.Option("--split", help="Only this split: train, dev or test.")] = None,
    compare: Annotated[
        Path | None, typer.Option("--compare", help="A second folder of tables: both figures and a paired test.")
    ] = None,
    baseline: Annotated[Path | None, typer.Option("--baseline", help="Figures to hold; see --max-drop.")] = None,
    max_drop: Annotated[float, typer.Option("--max-drop", help="Points a figure may fall below the baseline.")] = 1.5,
    write_baseline: Annotated[Path | None, typer.Option("--write-baseline", help="Write the figures here.")] = None,
    json: Annotated[Path | None, typer.Option("--json", help="Write everything, also each miss, to this file.")] = None,
    html: Annotated[Path | None, typer.Option("--html", help="Write an error report to read in a browser.")] = None,
    by: Annotated[str | None, typer.Option("--by", help="Also figures by layout or body.")] = None,
    rules: Annotated[bool, typer.Option("--rules", help="Also the precision of each rule.")] = False,
    robustness: Annotated[
        bool, typer.Option("--robustness", help="The same samples upper-cased, lower-cased, with OCR noise ...")
    ] = False,
) -> None:
    """Compare tables with labelled samples: precision, recall, F, field accuracy, with 95 % intervals.

    Exit status 1 where a figure fell more than --max-drop points below --baseline.
    """
    from pipeline.evaluation import evaluate as evaluation

    if by not in (None, "layout", "body"):
        raise typer.BadParameter("write layout or body", param_hint="--by")
    if robustness:
        _print_robustness(gold, split)
        return
    if compare is not None:
        if target is None:
            raise typer.BadParameter("name the first folder of tables as the argument", param_hint="--compare")
        _print_comparison(target, compare, evaluation.compare_tables(target, compare, gold, split=split))
        return
    found = evaluation.evaluate_any(target, gold, split=split)
    _print(found, by, rules)
    if json is not None:
        json.write_text(formats.dumps(found.to_json(), ensure_ascii=False, indent=1) + "\n", "utf8")
    if html is not None:
        from pipeline.evaluation.report import write_error_report

        write_error_report(found, html)
    if write_baseline is not None:
        evaluation.write_baseline(found, write_baseline)
    if baseline is not None:
        fallen = evaluation.drops(found, baseline, max_drop)
        for sentence in fallen:
            typer.secho(sentence, fg="red", err=True)
        if fallen:
            raise typer.Exit(1)
        typer.echo(f"No figure fell more than {max_drop} points below {baseline}.")


def _print(found: Evaluation, by: str | None, rules: bool) -> None:
    from rich.console import Console

    console = Console()
    console.print(_table(f"{len(found.samples)} labelled documents", found.figures))
    if found.scored.unread:
        console.print(f"[yellow]Not in the tables:[/yellow] {', '.join(found.scored.unread)} (counted as missed)")
    partly = ", ".join(f"{layer} in {n}" for layer, n in found.partly().items())
    if partly:
        console.print(f"Not all are labelled for everything: {partly}. A document counts only for what it has.")
    if by is not None:
        for group, figures in found.breakdown(by).items():
            console.print(_table(f"\n{by}: {group}", figures))
    if rules:
        from rich.table import Table

        table = Table(title="\nPrecision of each rule", title_justify="left", show_edge=False)
        for name in ("rule", "fired", "right", "precision"):
            table.add_column(name, justify="left" if name == "rule" else "right")
        for rule, fired, right in found.rule_precision():
            table.add_row(rule, str(fired), str(right), f"{right / fired:.2f}")
        console.print(table)


_ROBUST = (
    "sections", "attendance", "names.PER", "names.ORG+LOC untyped", "dates", "acts.decision", "acts.assignment",
)  # fmt: skip


def _print_robustness(gold: Path, split: str | None) -> None:
    from rich.console import Console
    from rich.table import Table

    from pipeline.evaluation.robustness import robustness

    table = Table(title="F on the same documents, their text made worse", title_justify="left", show_edge=False)
    table.add_column("text")
    for measure in _ROBUST:
        table.add_column(measure, justify="right")
    for change, figures in robustness(gold, split=split).items():
        table.add_row(change, *(f"{figures[m].value:.3f}" if m in figures else "-" for m in _ROBUST))
    Console().print(table)


def _table(title: str, figures: object) -> object:
    from rich.table import Table

    from pipeline.evaluation.evaluate import Figure

    table = Table(title=title, title_justify="left", show_edge=False)
    table.add_column("measure")
    for name in ("P", "R", "F / accuracy", "95 % interval", "gold"):
        table.add_column(name, justify="right")
    assert isinstance(figures, dict)
    for measure, f in figures.items():
        assert isinstance(f, Figure)
        accuracy = measure.startswith("field.")
        cells = ("", "") if accuracy else (f"{f.precision:.3f}", f"{f.recall:.3f}")
        table.add_row(measure, *cells, f"{f.value:.3f}", f"{f.low:.3f}-{f.high:.3f}", str(f.gold))
    return table


def _print_comparison(first: Path, second: Path, rows: object) -> None:
    from rich.console import Console
    from rich.table import Table

    from pipeline.evaluation.evaluate import Comparison

    table = Table(title="Paired by document (approximate randomization)", title_justify="left", show_edge=False)
    table.add_column("measure")
    for name in (str(first), str(second), "difference", "p"):
        table.add_column(name, justify="right")
    assert isinstance(rows, list)
    for row in rows:
        assert isinstance(row, Comparison)
        figures = (f"{row.first:.3f}", f"{row.second:.3f}", f"{row.second - row.first:+.3f}", f"{row.p:.3f}")
        table.add_row(row.measure, *figures)
    Console().print(table)
