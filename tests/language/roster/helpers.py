"""Small ways to read attendance lists in tests."""

from __future__ import annotations

from pipeline.language.layout import find_lines
from pipeline.language.model import Attendee, Reading
from pipeline.language.reading import make_reading
from pipeline.language.roster.blocks import parse_people
from pipeline.language.sections import find_sections
from pipeline.sources.model import Source


def people(text: str) -> list[Attendee]:
    return parse_people(text, 0, len(text))


def names(text: str) -> list[str | None]:
    return [row.name for row in people(text)]


def reading_of(text: str) -> Reading:
    return read(Source(path="x.txt", sha256="0" * 64, media_type="text/plain", text=text))


def read(source: Source) -> Reading:
    reading = make_reading(source)
    reading.lines = find_lines(reading)
    reading.sections = find_sections(reading)
    return reading
