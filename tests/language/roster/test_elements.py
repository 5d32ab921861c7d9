"""What the cheap look at a word lets through to the large pattern of roles."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.language.roster.elements import _may_open_role
from pipeline.language.roster.lexicon import load_table, roles

_TABLE = load_table("roles")
_WORDS = [*_TABLE["modifiers"], *_TABLE["heads"], *(f"Norr{e}" for e in _TABLE["endings"]), "miljö- och", "Ekby", "/", ","]


@given(st.lists(st.sampled_from(_WORDS), min_size=1, max_size=4), st.sampled_from(["", " ", "-", "/", ", "]))
def test_every_word_that_opens_a_role_passes(words: list[str], between: str) -> None:
    text = between.join(words)
    for first in re.finditer(r"[^\s\x00]+", text):
        if roles().role.match(text, first.start()):
            assert _may_open_role(first.group())


@pytest.mark.parametrize("word", ["Asta", "Bring,", "Ekby", "från", "(S)", "2024-04-12"])
def test_names_and_small_words_do_not(word: str) -> None:
    assert not _may_open_role(word)
