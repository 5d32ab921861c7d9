"""Which verb speaks for the sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.language.acts.clauses import ADVERBIAL, ATT, COORDINATED, MAIN, RELATIVE, analyse

CASES = [
    ("Nämnden beslutar att gården rivs.", [("beslutar", MAIN), ("rivs", ATT)]),
    ("Gården som nämnden köpte rivs.", [("köpte", RELATIVE), ("rivs", MAIN)]),
    ("När taket är klart målar Eva fasaden.", [("är", ADVERBIAL), ("målar", MAIN)]),
    ("Eva målar fasaden och Bo lagar taket.", [("målar", MAIN), ("lagar", COORDINATED)]),
    ("Eva ska kontakta Bo.", [("ska", MAIN)]),
    ("Röstning om färgen sker i maj.", [("sker", MAIN)]),
    ("Var och en städar sin gård.", [("städar", MAIN)]),
    ("Dialog om de brev som börjat skickas ut.", [("börjat", RELATIVE)]),
    ("Boka lokal", []),
]


@pytest.mark.parametrize(("text", "verbs"), CASES)
def test_finite_verbs_and_their_places(text: str, verbs: list[tuple[str, str]]) -> None:
    a = analyse(text)
    assert [(a.low[v.index], v.kind) for v in a.verbs] == verbs


def test_the_infinitive_a_modal_governs() -> None:
    a = analyse("Kansliet ska senast i maj skicka ut listan.")
    assert a.main is not None
    at = a.complement(a.main)
    assert at is not None
    assert a.low[at] == "skicka"


@given(st.text(max_size=120))
def test_words_slice_and_verbs_are_in_order(text: str) -> None:
    a = analyse(text)
    assert [text[s:e] for s, e in zip(a.starts, a.ends, strict=True)] == a.words
    assert [v.index for v in a.verbs] == sorted({v.index for v in a.verbs})
    assert all(v.start <= v.index for v in a.verbs)


@given(st.text(alphabet="ab .,-å", max_size=60), st.integers(0, 70))
def test_the_word_at_an_offset_is_the_first_that_ends_after_it(text: str, offset: int) -> None:
    a = analyse(text)
    assert a.word_at(offset) == next((i for i, end in enumerate(a.ends) if end > offset), len(a.ends))
