"""``kansli evaluate-names`` and ``kansli train-names``: the name model by itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("evaluate-names")(evaluate_names)
    app.command("train-names")(train_names)


def evaluate_names(
    files: Annotated[list[Path], typer.Argument(help="Tagged files (IOB2, CoNLL).", exists=True, dir_okay=False)],
    model: Annotated[Path | None, typer.Option("--model", help="A spaCy pipeline; default the shipped one.")] = None,
    case: Annotated[str, typer.Option("--case", help="as-is, upper or lower: the text in that case.")] = "as-is",
) -> None:
    """Score the name model on tagged files: strict span and label, with 95 % intervals."""
    from rich.console import Console
    from rich.table import Table

    from pipeline.errors import EvaluationError
    from pipeline.evaluation import ner

    cases: dict[str, Callable[[str], str]] = {"as-is": str, "upper": str.upper, "lower": str.lower}
    if case not in cases:
        raise typer.BadParameter("write as-is, upper or lower", param_hint="--case")
    nlp = None
    if model is not None:
        import spacy

        import pipeline.language.register_features  # noqa: F401  (functions that a model may name)

        nlp = spacy.load(model)
    try:
        scores = ner.evaluate_names(files, nlp, case=cases[case])
    except ner.NameFileError as error:
        raise EvaluationError(str(error)) from error
    table = Table(show_edge=False)
    for name in ("label", "P", "R", "F", "95 % interval", "gold", "found"):
        table.add_column(name, justify="left" if name == "label" else "right")
    for row in scores:
        figures = ["-" if v is None else f"{v:.3f}" for v in (row.precision, row.recall, row.f)]
        bounds = "-" if row.low is None or row.high is None else f"{row.low:.3f}-{row.high:.3f}"
        table.add_row(row.label, *figures, bounds, str(row.gold), str(row.found))
    Console().print(table)


def train_names(
    data: Annotated[Path, typer.Option("--data", help="Folder with ner/ and corpus.txt.xz.", exists=True)],
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder for the model.")] = Path("models/sv_kansli"),
    work: Annotated[Path, typer.Option("--work", help="Folder for what is made on the way.")] = Path("out/training"),
) -> None:
    """Train the name model from the corpora; about an hour on one core. See models/README.md."""
    from pipeline.training.run import train_names as train

    train(data, out, work=work, say=typer.echo)
