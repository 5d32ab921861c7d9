"""The same minutes written to every format come back as the same lines and headings."""

from __future__ import annotations

import re

import pytest

from pipeline.sources import Source, read
from tests.sources.writers import MINUTES, WRITERS, expected_lines

_GAPS = re.compile(r"\s{2,}")


def reading_view(source: Source) -> str:
    """The text with mark-up blanked, as later stages see it."""
    view = list(source.text)
    for hint in source.hints:
        if hint.kind == "markup":
            view[hint.start : hint.end] = [" " if c != "\n" else c for c in view[hint.start : hint.end]]
    return "".join(view)


def lines_of(source: Source) -> list[str]:
    lines = [_GAPS.sub("   ", line.strip()) for line in reading_view(source).split("\n")]
    return [re.sub(r"^[*•] ", "• ", line) for line in lines if line]


def one(name: str) -> Source:
    result = read(f"prov.{name}", data=WRITERS[name](MINUTES))
    assert not result.failures
    assert len(result.sources) == 1
    return result.sources[0]


@pytest.mark.parametrize("name", [name for name in WRITERS if name != "md"])
def test_same_lines(name: str) -> None:
    assert lines_of(one(name)) == expected_lines()


def test_markdown_keeps_table_rows_on_their_lines() -> None:
    words = " ".join(lines_of(one("md"))).split()
    assert words == " ".join(expected_lines()).split()


@pytest.mark.parametrize("name", ["md", "html", "docx", "odt", "tex", "pdf"])
def test_headings_are_hinted(name: str) -> None:
    source = one(name)
    headings = [source.text[h.start : h.end] for h in source.hints if h.kind == "heading"]
    assert headings == [block.text for block in MINUTES if block.kind in ("title", "heading")]


@pytest.mark.parametrize("name", ["md", "html", "docx", "odt", "rtf", "tex", "pdf"])
def test_owner_cells_name_their_column(name: str) -> None:
    source = one(name)
    owners = [
        source.text[hint.start : hint.end]
        for hint in source.hints
        if hint.kind == "table_cell" and hint.value == "Ansvarig"
    ]
    assert owners == ["Örjan Ek", "Åsa Lindberg"]


@pytest.mark.parametrize("name", list(WRITERS))
def test_hints_lie_in_the_text_and_in_order(name: str) -> None:
    source = one(name)
    assert [hint.start for hint in source.hints] == sorted(hint.start for hint in source.hints)
    for hint in source.hints:
        assert 0 <= hint.start < hint.end <= len(source.text)
        if hint.kind != "markup":
            assert source.text[hint.start : hint.end] == source.text[hint.start : hint.end].strip()


@pytest.mark.parametrize("name", list(WRITERS))
def test_reading_twice_gives_the_same(name: str) -> None:
    assert one(name) == one(name)
