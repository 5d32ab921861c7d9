"""``kansli label``: out to an annotation tool and back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

_LAYERS = "entities,dates,statements"
_FORMATS = "prodigy, doccano, label-studio, conll, docbin or xmi"

label_app = typer.Typer(help="Send what is most worth checking to an annotation tool and back.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.add_typer(label_app, name="label")


@label_app.command("export")
def export(
    tables: Annotated[Path, typer.Argument(help="Tables of a run.", exists=True, file_okay=False)],
    out: Annotated[Path, typer.Option("--out", "-o", help="File to write.")],
    form: Annotated[str, typer.Option("--format", "-f", help=f"One of {_FORMATS}.")] = "prodigy",
    limit: Annotated[int | None, typer.Option("--limit", "-n", min=1, help="At most so many stretches.")] = None,
    whole: Annotated[bool, typer.Option("--whole", help="Whole documents instead of sections.")] = False,
    layers: Annotated[str, typer.Option("--layers", help="What is to be labelled, with commas between.")] = _LAYERS,
) -> None:
    """Write the sections most worth checking, with what was found in them, for a person to correct."""
    from pipeline import labelling
    from pipeline.labelling import formats

    tasks = labelling.choose_tasks(tables, limit=limit, whole=whole, layers=_split(layers))
    formats.write(tasks, out, form)
    typer.echo(f"{len(tasks)} stretches written to {out}.")
    only = "" if layers == _LAYERS else f" --layers {layers}"
    typer.echo(
        f"Correct them, then: kansli label import {out} --format {form} --tables {tables} --out my-samples{only}"
    )


@label_app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="What came back from the tool.", exists=True, dir_okay=False)],
    tables: Annotated[Path, typer.Option("--tables", help="The tables it was exported from.", exists=True)],
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder for the labelled samples.")],
    form: Annotated[str, typer.Option("--format", "-f", help=f"One of {_FORMATS}.")] = "prodigy",
    layers: Annotated[str, typer.Option("--layers", help="What was labelled; the rest is not scored.")] = _LAYERS,
) -> None:
    """Turn corrected labels into samples that 'kansli evaluate' reads. Every offset is checked."""
    from pipeline import labelling
    from pipeline.labelling import formats

    paths = labelling.write_samples(formats.read(file, form), tables, out, layers=_split(layers))
    typer.echo(f"{len(paths)} labelled samples in {out}. Now: kansli evaluate {tables} --gold {out}")


def _split(layers: str) -> list[str]:
    return [layer.strip() for layer in layers.split(",") if layer.strip()]
