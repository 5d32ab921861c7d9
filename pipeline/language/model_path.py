"""Where the shipped name model lies: beside the package in a checkout, inside it in a wheel."""

from __future__ import annotations

from pathlib import Path

NAME = "sv_kansli"


def model_path() -> Path:
    """Folder of the trained pipeline, for ``spacy.load``.

    A wheel carries it as ``pipeline/_models/sv_kansli``; a checkout as ``models/sv_kansli``.

    Raises:
        FileNotFoundError: neither place holds it.
    """
    package = Path(__file__).resolve().parents[1]
    places = (package / "_models" / NAME, package.parent / "models" / NAME)
    for place in places:
        if (place / "config.cfg").is_file():
            return place
    raise FileNotFoundError(f"the model {NAME} is missing: looked in {places[0]} and {places[1]}")
