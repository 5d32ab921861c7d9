"""Markdown hints: what is mark-up, heading, list, bold and table; the text is untouched."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.sources import Source, read
from pipeline.sources.markdown import markdown_hints


def source_of(text: str) -> Source:
    return read("a.md", data=text.encode()).sources[0]


def view(text: str) -> str:
    """Mark-up as dots."""
    characters = list(text)
    for hint in markdown_hints(text)[0]:
        if hint.kind == "markup":
            marked = text[hint.start : hint.end]
            characters[hint.start : hint.end] = ["\n" if character == "\n" else "." for character in marked]
    return "".join(characters)


def hinted(text: str, kind: str) -> list[tuple[str, int]]:
    return [(text[h.start : h.end], h.level) for h in markdown_hints(text)[0] if h.kind == kind]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**Beslut** om _bron_", "..Beslut.. om .bron."),
        ("***allt***", "...allt..."),
        ("fil_namn_här och 2*3*4", "fil_namn_här och 2*3*4"),
        ("se [bilagan](http://exempel.se/a_b_c) nu", "se .bilagan.......................... nu"),
        ("`kod` och ~~struket~~", ".kod. och ..struket.."),
        ("![bild](b.png) text", ".............. text"),
        ("1\\. Inte en lista", "1.. Inte en lista"),
        ("## Rubrik ##", "...Rubrik..."),
        ("##Rubrik", "..Rubrik"),
        ("#5 är ett nummer", "#5 är ett nummer"),
        ("a < b och c > d", "a < b och c > d"),
        ("<!-- dolt --> synligt", "............. synligt"),
        ("> citat", "..citat"),
        ("R&nbsp;D", "R......D"),
        ("<https://exempel.se>", ".https://exempel.se."),
    ],
)
def test_markup(text: str, expected: str) -> None:
    assert view(text) == expected


def test_front_matter_is_markup_and_gives_the_title() -> None:
    source = source_of("---\ntitle: Stämma i byn\n---\n# Protokoll\n")
    assert source.metadata == {"title": "Stämma i byn"}
    assert view(source.text).splitlines()[3] == "..Protokoll"
    assert "Stämma" not in view(source.text)


def test_headings() -> None:
    text = "# Ett\n\n###Tre\n\nSatt med streck\n===\n\nTvå\n---\n\n- punkt\n---\n"
    assert hinted(text, "heading") == [("Ett", 1), ("Tre", 3), ("Satt med streck", 1), ("Två", 2)]


def test_list_depth() -> None:
    text = "- a\n  - b\n    1) c\n  + d\n- e\n"
    assert [level for _, level in hinted(text, "list_item")] == [1, 2, 3, 2, 1]


def test_html_inside() -> None:
    text = "<h2>§ 3 Ån</h2><p><strong>Beslut</strong> fattas</p><ul><li>Ett<ul><li>Två</li></ul></li><li>Tre</ul>"
    assert hinted(text, "heading") == [("§ 3 Ån", 2)]
    assert hinted(text, "bold") == [("Beslut", 0)]
    assert hinted(text, "list_item") == [("Ett", 1), ("Två", 2), ("Tre", 1)]
    assert "<" not in view(text)


def test_table_cells_name_their_column() -> None:
    text = "| Vad | Ansvarig |\n|---|---|\n| Måla | Åsa |\n"
    cells = [(text[h.start : h.end], h.level, h.value) for h in markdown_hints(text)[0] if h.kind == "table_cell"]
    assert cells[2:] == [("Måla", 1, "Vad"), ("Åsa", 2, "Ansvarig")]
    assert "|" not in view(text)


def test_code_block_has_no_headings() -> None:
    assert hinted("```\n# inte rubrik\n```\n# rubrik\n", "heading") == [("rubrik", 1)]


@given(st.text(alphabet="ab å#*_-|<>/[]()`\\&;!\n 1.", max_size=200))
def test_hints_always_lie_in_the_text(text: str) -> None:
    for hint in markdown_hints(text)[0]:
        assert 0 <= hint.start < hint.end <= len(text)
