"""Where a sentence ends."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.language.statements.sentences import MAX_SENTENCE, sentences

CASES = [
    ("Taket är lagat. Färgen är köpt.", ["Taket är lagat.", "Färgen är köpt."]),
    ("Vi ses kl. 18 i t.ex. hallen. Ta med fika.", ["Vi ses kl. 18 i t.ex. hallen.", "Ta med fika."]),
    ("Ordf. Agda hälsade. Alla fikade.", ["Ordf. Agda hälsade.", "Alla fikade."]),
    ("Klart v 16. Sedan vila.", ["Klart v 16.", "Sedan vila."]),
    ("Anna B. Lind ringer. Bo skriver.", ["Anna B. Lind ringer.", "Bo skriver."]),
    ("Det blir alternativ B. Vid behov byts det.", ["Det blir alternativ B.", "Vid behov byts det."]),
    ("Färg? Grönt! Bra.", ["Färg?", "Grönt!", "Bra."]),
    ("Bord, stolar m.m. Styrelsen betalar.", ["Bord, stolar m.m.", "Styrelsen betalar."]),
    ("Svart tröja med tryck. (8x8 cm)", ["Svart tröja med tryck. (8x8 cm)"]),
    ("Rad ett\noch rad två. Ny mening", ["Rad ett\noch rad två.", "Ny mening"]),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_sentences(text: str, expected: list[str]) -> None:
    assert [text[s:e] for s, e in sentences(text)] == expected


def test_a_mended_capital_may_open_a_sentence() -> None:
    text = "Rapporten lästes. årsmötet beslutade."
    assert len(list(sentences(text))) == 1
    assert len(list(sentences(text, damaged=True))) == 2


@given(st.text(alphabet="abcÅ .!?\n()1§", max_size=80))
def test_spans_are_ordered_and_hold_every_letter(text: str) -> None:
    spans = list(sentences(text))
    assert all(s < e for s, e in spans)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))
    inside = "".join(text[s:e] for s, e in spans)
    assert [c for c in inside if c.isalnum()] == [c for c in text if c.isalnum()]


@given(
    st.lists(st.sampled_from(["Kim ringer", "muraren", ", ", "; ", " ", "\n", ".", ". "]), max_size=60),
    st.integers(1, 200),
)
def test_no_sentence_is_longer_than_the_bound_and_no_letter_is_lost(words: list[str], times: int) -> None:
    text = "".join(words) * times
    spans = list(sentences(text))
    assert all(0 < end - start <= MAX_SENTENCE for start, end in spans)
    kept = "".join(text[start:end] for start, end in spans)
    assert [c for c in kept if c.isalnum()] == [c for c in text if c.isalnum()]


def test_a_sentence_beyond_the_bound_is_cut_after_a_comma() -> None:
    text = "Kim ringer muraren, " * 500
    spans = list(sentences(text))
    assert len(spans) == 3
    assert all(text[start:end].startswith("Kim") and text[start:end].endswith(",") for start, end in spans)


def test_a_word_beyond_the_bound_is_cut_all_the_same() -> None:
    assert [end - start for start, end in sentences("a" * (2 * MAX_SENTENCE + 1))] == [MAX_SENTENCE, MAX_SENTENCE, 1]
