"""The text builder: lines, blank lines, hints and pages where they belong."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.sources.builder import Run, TextBuilder

LONG = "Styrelsen går igenom läget för bron över ån och vad som ska göras åt den innan vintern kommer"


def text_of(*lines: str) -> str:
    builder = TextBuilder()
    for line in lines:
        builder.line(line)
    return builder.draft().text


def test_blank_lines_stand_round_long_paragraphs() -> None:
    assert text_of("Maj Ål", "Bo Alm", LONG + ".", "Kort") == f"Maj Ål\nBo Alm\n\n{LONG}.\n\nKort\n"


def test_paragraph_without_end_goes_on() -> None:
    assert text_of(LONG, "och isen lägger sig.") == f"{LONG}\noch isen lägger sig.\n"
    assert text_of(LONG + " (S)", "reserverar sig.") == f"{LONG} (S)\nreserverar sig.\n"
    assert text_of(LONG + " (S)", "Nästa stycke.") == f"{LONG} (S)\n\nNästa stycke.\n"


def test_invisible_characters_go_and_ligatures_open() -> None:
    assert text_of("för\u00advalt\u200bning\u00a0 ﬁnns") == "förvaltning finns\n"


def test_bold_neighbours_are_one() -> None:
    builder = TextBuilder()
    builder.line([Run("§ 1", True), Run(" "), Run("Bron ", True), Run("målas")])
    draft = builder.draft()
    assert [draft.text[h.start : h.end] for h in draft.hints] == ["§ 1 Bron"]


def test_pages() -> None:
    builder = TextBuilder()
    builder.page()
    builder.line("ett")
    builder.page()
    builder.page()
    builder.line([Run("två "), Run("tre", page=True)])
    draft = builder.draft()
    assert draft.page_starts == (0, 4, 4, 8)
    assert draft.text[8:] == "tre\n"


runs = st.lists(st.builds(Run, st.text("ab å\n\t ", max_size=6), st.booleans(), st.booleans()), max_size=5)


@given(st.lists(st.tuples(runs, st.integers(0, 2), st.integers(0, 2)), max_size=6))
def test_hints_and_pages_always_lie_in_the_text(lines: list[tuple[list[Run], int, int]]) -> None:
    builder = TextBuilder()
    for pieces, heading, item in lines:
        builder.line(pieces, heading=heading, item=item)
    draft = builder.draft()
    assert list(draft.page_starts) == sorted(draft.page_starts)
    assert all(0 <= start <= len(draft.text) for start in draft.page_starts)
    for hint in draft.hints:
        assert 0 <= hint.start < hint.end <= len(draft.text)
        assert draft.text[hint.start : hint.end].strip() == draft.text[hint.start : hint.end]


@given(st.text(alphabet="ab \n.", max_size=40), st.booleans())
def test_how_a_text_is_cut_into_runs_changes_nothing(text: str, bold: bool) -> None:
    whole, pieces = TextBuilder(), TextBuilder()
    whole.line([Run(text, bold)])
    pieces.line([Run(character, bold) for character in text])
    assert pieces.draft() == whole.draft()
