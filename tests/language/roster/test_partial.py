from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.language.roster.partial import find_partial, resolve_items

NUMBERS = [str(n) for n in range(1, 11)]


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("p 1-2", ["1", "2"]),
        ("(p 3)", ["3"]),
        ("§§ 4-6", ["4", "5", "6"]),
        ("§ 4, 7 och 9", ["4", "7", "9"]),
        ("58 §", ["58"]),
        ("punkterna 2–3", ["2", "3"]),
        ("fr.o.m. § 8", ["8", "9", "10"]),
        ("från och med punkt 9", ["9", "10"]),
        ("från slutet av p 8", ["8", "9", "10"]),
        ("t.o.m. § 2", ["1", "2"]),
        ("till och med punkt 3", ["1", "2", "3"]),
        ("lämnade mötet efter § 2", ["1", "2"]),
        ("anlände under § 9", ["9", "10"]),
        ("efter § 8", ["9", "10"]),
        ("ej § 3 på grund av jäv", ["1", "2", "4", "5", "6", "7", "8", "9", "10"]),
        ("utom §§ 1-8", ["9", "10"]),
        ("kl. 13.15-15.00", []),
        ("kl 15", []),
        ("delvis", []),
    ],
)
def test_items(text: str, items: list[str]) -> None:
    spans = find_partial(text)
    assert spans, text
    assert resolve_items(text, NUMBERS) == items


@pytest.mark.parametrize("text", ["Alva Ståhl", "1:e vice ordförande", "Storgatan 4", "tel 031-12 34 56", "förslag 3"])
def test_nothing_partial(text: str) -> None:
    assert find_partial(text) == []


def test_open_end_is_unknown_without_the_documents_items() -> None:
    assert resolve_items("fr.o.m. § 7", []) == []
    assert resolve_items("§§ 7-8", []) == ["7", "8"]


@given(st.integers(1, 10), st.integers(1, 10))
def test_a_range_lies_between_its_ends(low: int, high: int) -> None:
    items = resolve_items(f"§§ {low}-{high}", NUMBERS)
    if low <= high:
        assert items == [str(n) for n in range(low, high + 1)]
    else:
        assert set(items) == {str(low), str(high)}


@given(st.integers(1, 10))
def test_from_and_up_to_share_the_item_only(n: int) -> None:
    before = resolve_items(f"t.o.m. § {n}", NUMBERS)
    after = resolve_items(f"fr.o.m. § {n}", NUMBERS)
    assert set(before) | set(after) == set(NUMBERS)
    assert set(before) & set(after) == {str(n)}
