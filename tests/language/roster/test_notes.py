"""Attendance lists of informal notes: initials, duties, first names, sentences."""

from __future__ import annotations

import pytest

from pipeline.language.roster.lexicon import duty_of
from tests.language.roster.helpers import people


def table(text: str) -> list[tuple[str | None, str | None, str | None]]:
    return [(row.name, row.role, row.affiliation) for row in people(text)]


def test_initials_are_no_party_and_no_affiliation() -> None:
    rows = people("Ida Lind (IL, Solgården, ordf), Karl-Erik Boman (KEB), Sven Duva (S)")
    assert [(r.name, r.party, r.affiliation) for r in rows] == [
        ("Ida Lind", None, "Solgården"),
        ("Karl-Erik Boman", None, None),
        ("Sven Duva", "S", None),
    ]


def test_duties_are_roles() -> None:
    assert table("Lotta (höll i mötet), Nils (ekonom, anteckningar), Kalle") == [
        ("Lotta", "höll i mötet", None),
        ("Nils", "ekonom, anteckningar", None),
        ("Kalle", None, None),
    ]


@pytest.mark.parametrize(
    ("words", "office"),
    [("skrev", "secretary"), ("höll i", "chair"), ("justerar", "adjuster"), ("skrev under", None), ("för", None)],
)
def test_duty_of(words: str, office: str | None) -> None:
    assert duty_of(words) == office


def test_nicknames_among_first_names() -> None:
    assert [row.name for row in people("Micke, Pernilla, Kalle, Åsa, Jompa")] == [
        "Micke",
        "Pernilla",
        "Kalle",
        "Åsa",
        "Jompa",
    ]


def test_sentences_over_lines() -> None:
    text = (
        "Alva Ståhl, ordförande, och Nils Ek, båda\nSolhems kommun. Sara\nLind, Viks kommun. Fatima Dahl, Röda\nKorset."
    )
    assert table(text) == [
        ("Alva Ståhl", "ordförande", "Solhems kommun"),
        ("Nils Ek", None, "Solhems kommun"),
        ("Sara Lind", None, "Viks kommun"),
        ("Fatima Dahl", None, "Röda Korset"),
    ]


def test_remarks_in_brackets_are_no_bodies() -> None:
    assert table("- Nils Ek (sen, från Granit)\n- Sara Lind (från ekonomin)\n- Alva Ståhl (Viken, Zoom)") == [
        ("Nils Ek", None, "Granit"),
        ("Sara Lind", None, None),
        ("Alva Ståhl", None, "Viken"),
    ]


def test_a_body_named_by_its_members() -> None:
    assert table("Alva Ståhl, Sveriges Lärare") == [("Alva Ståhl", None, "Sveriges Lärare")]


def test_the_own_side_of_a_table_is_no_affiliation() -> None:
    text = "För arbetsgivaren\nAlva Ståhl, chef\nFör arbetstagarna\nNils Ek, Vision"
    assert table(text) == [("Alva Ståhl", "chef", None), ("Nils Ek", None, "Vision")]
