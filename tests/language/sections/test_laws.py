"""What holds for the sections of any text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.language.sections.vocabulary import vocabulary
from tests.conftest import read_text

LINE = st.one_of(
    st.sampled_from(
        [
            "", "", "NÄRVARANDE", "1. Val", "2. Ekonomi", "§ 3 Taxa", "33 § Avtal", "Punkt 2 – Möten", "Beslut", "- punkt",
            "  - under", "Yrkanden:", "Vid protokollet", "Asta Bring, Ovanåker", "Nämnden beslutar att avslå ansökan.",
            "Sida 1 (2)", "Justerandes sign", "\f", "att godkänna planen,", "Bilaga 1", "Plats och tid   Kommunhuset",
        ]
    ),
    st.text(alphabet="aåäöABC §.:-–1234\t\u00a0", max_size=30),
)  # fmt: skip
TEXT = st.lists(LINE, max_size=40).map("\n".join)


@given(TEXT)
def test_sections_are_ordered_nested_and_inside_the_text(text: str) -> None:
    reading = read_text(text)
    assert len(reading.view) == len(text)
    starts = [s.start for s in reading.sections]
    assert starts == sorted(starts)
    assert [s.section_id for s in reading.sections] == list(range(len(starts)))
    for s in reading.sections:
        assert 0 <= s.start <= s.heading_end <= s.end <= len(text)
        assert s.start <= s.body_start <= s.end
        if s.parent_id is not None:
            parent = reading.sections[s.parent_id]
            assert parent.start <= s.start and s.end <= parent.end and parent.level < s.level


@given(TEXT)
def test_level_one_sections_cover_every_line_of_text(text: str) -> None:
    reading = read_text(text)
    covered = [(s.start, s.end) for s in reading.sections if s.level == 1]
    for line in reading.lines:
        if line.kind == "text":
            assert any(start <= line.start and line.end <= end for start, end in covered)


@given(TEXT)
def test_lines_tile_the_text(text: str) -> None:
    reading = read_text(text)
    ends = [line.end for line in reading.lines]
    assert ends == sorted(ends)
    for line in reading.lines:
        assert line.start <= line.body_start <= line.end
        if line.kind == "text":
            assert reading.view[line.start : line.end].strip() == reading.view[line.start : line.end]


def test_vocabulary_examples_hold() -> None:
    assert len(vocabulary().rules) > 10  # loading checks every example and counter-example
