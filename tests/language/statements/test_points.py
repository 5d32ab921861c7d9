"""Points of lists of tasks: boxes to tick, owners, what is done."""

from __future__ import annotations

import pytest

from pipeline.language.acts.actors import Cast
from pipeline.language.statements import find_statements
from pipeline.language.statements.points import read_point
from tests.conftest import read_text

CAST = Cast.of(["Hedda Lo", "Mattis Norén", "Pia Kvist"])


def point(text: str, *, bullet: bool = True, todo: bool = True) -> tuple[str | None, str | None]:
    """Owner and state of a point."""
    found = read_point(text, text, 0, len(text), CAST, bullet=bullet, todo=todo)
    return (text[found.owner[0] : found.owner[1]] if found.owner else None), found.row


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("tält och vimplar, Hedda + Mattis", "Hedda + Mattis"),
        ("saft - Pia", "Pia"),
        ("saft – Pia och Hedda", "Pia och Hedda"),
        ("domare, Mattis (om han hinner)", "Mattis"),
        ("kiosken Pia o Hedda, lista klar till lägret", "Pia o Hedda"),
        ("Pia: affischer", "Pia"),
        ("@pia + @hedda: affischer", "@pia + @hedda"),
        ("affischer → Hedda", "Hedda"),
        ("affischer (Hedda)", "Hedda"),
    ],
)
def test_owners_of_tasks(text: str, owner: str) -> None:
    assert point(text) == (owner, "task")


@pytest.mark.parametrize("text", ["vimplar - klart", "[x] vimplar", "köpa vimplar (gjort!)", "@pia: vimplar, klart"])
def test_what_is_done_is_no_task(text: str) -> None:
    assert point(text)[1] == "done"


@pytest.mark.parametrize("text", ["sjukvård?", "Inget nytt", "vimplar finns kvar sedan i fjol"])
def test_what_says_nothing_to_do_is_no_task(text: str) -> None:
    assert point(text)[1] in (None, "done")


def test_a_name_on_a_list_of_names_is_no_owner() -> None:
    assert point("prata med Hedda, Pia")[0] is None
    assert point("Resa till Mattis", todo=False) == (None, None)
    assert point("Pia, Hedda", todo=False) == (None, None)


def test_a_box_to_tick_makes_a_task_in_any_list() -> None:
    assert point("[ ] länk från sidan", todo=False) == (None, "task")
    assert point("länk från sidan", todo=False) == (None, None)


def test_a_line_that_announces_tasks_is_none_and_its_points_are() -> None:
    reading = read_text(
        "Protokoll\n\n1. Lägret\n\nVi åker i maj. Inför lägret behöver vi ordna:\n- vimplar\n- ved, klart\n\nAlla var glada.\n"
    )
    found = [(reading.text(s.start, s.end), s.row) for s in find_statements(reading)]
    assert found == [("Vi åker i maj.", None), ("vimplar", "task"), ("ved, klart", "done"), ("Alla var glada.", None)]
