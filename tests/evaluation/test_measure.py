"""The laws of counting."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.evaluation.measure import Counts, compare, interval, overlaps, paired_p

KEYS = st.lists(st.sampled_from("abcdef"), max_size=12)
SPANS = st.lists(
    st.tuples(st.integers(0, 20), st.integers(1, 5), st.sampled_from(["PER", "ORG"])).map(
        lambda t: (t[0], t[0] + t[1], t[2])
    ),
    max_size=8,
)
COUNTS = st.builds(Counts, st.integers(0, 9), st.integers(0, 9), st.integers(0, 9))


@given(KEYS, KEYS)
def test_swapping_gold_and_output_swaps_precision_and_recall(gold: list[str], found: list[str]) -> None:
    one, other = compare(gold, found), compare(found, gold)
    assert (one.precision, one.recall, one.f) == (other.recall, other.precision, other.f)


@given(KEYS)
def test_perfect_output_is_one(gold: list[str]) -> None:
    counts = compare(gold, list(reversed(gold)))
    assert counts.fp == counts.fn == 0
    assert counts.f == (1.0 if gold else 0.0)


@given(st.lists(st.tuples(KEYS, KEYS), max_size=5))
def test_documents_add_up(documents: list[tuple[list[str], list[str]]]) -> None:
    whole = sum((compare(g, f) for g, f in documents), Counts())
    named = [[(i, k) for k in g] for i, (g, _) in enumerate(documents)]
    found = [[(i, k) for k in f] for i, (_, f) in enumerate(documents)]
    assert whole == compare([k for d in named for k in d], [k for d in found for k in d])


@given(SPANS, SPANS)
def test_partial_spans_pair_one_to_one(gold: list[tuple[int, int, str]], found: list[tuple[int, int, str]]) -> None:
    counts = overlaps(gold, found)
    assert counts.tp + counts.fn == len(gold)
    assert counts.tp + counts.fp == len(found)
    strict = compare(gold, found)
    assert counts.tp >= strict.tp or len(set(gold)) < len(gold) or len(set(found)) < len(found)


@given(st.lists(COUNTS, min_size=1, max_size=8))
def test_interval_holds_when_documents_are_alike(documents: list[Counts]) -> None:
    low, high = interval(documents)
    assert 0.0 <= low <= high <= 1.0
    same = interval([documents[0]] * 4)
    assert same[0] == pytest.approx(documents[0].f) and same[1] == pytest.approx(documents[0].f)


def test_paired_test_sees_a_difference_and_no_difference() -> None:
    good, bad = [Counts(9, 1, 1)] * 10, [Counts(4, 6, 6)] * 10
    assert paired_p(good, bad) < 0.05
    assert paired_p(good, good) == 1.0
    with pytest.raises(ValueError, match="same documents"):
        paired_p(good, bad[:3])
