"""The command ``kansli``: thin commands, each of which calls one public function."""

from __future__ import annotations

import sys

import typer

from pipeline.cli import archive, evaluate, export, label, names, query, report, rules, show
from pipeline.errors import KansliError

app = typer.Typer(
    name="kansli",
    help="Swedish minutes and meeting notes to tables: who met, what was decided, who does what by when.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)
for module in (archive, show, report, query, export, evaluate, names, label, rules):
    module.register(app)


def _version(value: bool) -> None:
    if value:
        from pipeline import __version__

        typer.echo(f"kansli {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="Show the version."),
) -> None:
    """Swedish minutes and meeting notes to tables."""


def main() -> None:
    """Entry point: errors made on purpose become one sentence and exit status 2."""
    try:
        app()
    except KansliError as error:
        print(f"kansli: {error}", file=sys.stderr)
        raise SystemExit(2) from None
    except BrokenPipeError:
        raise  # who read the output has gone: nobody to tell
    except OSError as error:  # a folder where a file is meant, a disk that is full, no permission
        if error.filename is None:
            raise
        print(f"kansli: {error.filename} cannot be used: {error.strerror}.", file=sys.stderr)
        raise SystemExit(2) from None
    except KeyboardInterrupt:
        print("\nkansli: stopped. Run the same command again to go on where it stopped.", file=sys.stderr)
        raise SystemExit(130) from None
