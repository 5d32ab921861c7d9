"""``kansli rules``: test the rules, and see why one fired."""

from __future__ import annotations

import typer

rules_app = typer.Typer(help="Test the rules on their examples, or see which rule fired and why.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.add_typer(rules_app, name="rules")
