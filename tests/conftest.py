"""Fixtures that many tests share."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

from pipeline.language.layout import find_lines
from pipeline.language.model import Reading
from pipeline.language.reading import make_reading
from pipeline.language.sections import find_sections
from pipeline.sources.model import Hint, Source

settings.register_profile("kansli", deadline=None, max_examples=60, derandomize=True)
settings.load_profile("kansli")

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def archive() -> Path:
    """The sample archive that ships with the project."""
    return ROOT / "data" / "archive"


def read_text(text: str, hints: tuple[Hint, ...] = (), media_type: str = "text/plain") -> Reading:
    """A reading of a string with layout and sections found."""
    source = Source(path="x.txt", sha256="0" * 64, media_type=media_type, text=text, hints=hints)
    reading = make_reading(source)
    reading.lines = find_lines(reading)
    reading.sections = find_sections(reading)
    return reading
