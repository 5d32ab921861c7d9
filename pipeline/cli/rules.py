"""``kansli rules``: test the rules, and see why one fired."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import typer

rules_app = typer.Typer(help="Test the rules on their examples, or see which rule fired and why.", no_args_is_help=True)
_PLACE = re.compile(r"(.+):(\d+)$", re.DOTALL)


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.add_typer(rules_app, name="rules")


@rules_app.command("test")
def test(
    rule: Annotated[str | None, typer.Argument(help="Id of one rule; default all.")] = None,
) -> None:
    """Run every example and counter-example. Exit status 1 where one does not do what its rule says."""
    from pipeline.knowledge.rulebook import rulebook
    from pipeline.language.acts import explain

    failures = explain.test_rules(rule)
    for failure in failures:
        typer.secho(f"{failure.rule}: {failure.message}\n    {failure.example}", fg="red")
    count = 1 if rule else len(rulebook().rules)
    typer.echo(f"{count} rule(s) tested, {len(failures)} example(s) failed.")
    raise typer.Exit(1 if failures else 0)


@rules_app.command("explain")
def explain(
    what: Annotated[str, typer.Argument(help="A sentence, or FILE:LINE of a document.")],
) -> None:
    """Show which rules fired on a sentence, which vetoed, and which won."""
    from pipeline.language.acts import explain as acts

    place = _PLACE.match(what)
    if place and Path(place[1]).is_file():
        found = acts.explain_file(Path(place[1]), int(place[2]))
    else:
        found = [acts.explain(what)]
    for explanation in found:
        typer.echo("\n".join(explanation.lines()))
