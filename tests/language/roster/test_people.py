from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.language.roster.blocks import parse_people
from tests.language.roster.helpers import names, people


def test_one_a_line_with_affiliation() -> None:
    rows = people("Stina Kvist, Lilla Edet\nBo-Erik Strand, GR\nMalin Hed, Tjörn (p 1-2)\n")
    assert [(r.name, r.affiliation) for r in rows] == [
        ("Stina Kvist", "Lilla Edet"),
        ("Bo-Erik Strand", "GR"),
        ("Malin Hed", "Tjörn"),
    ]
    assert rows[2].partial == "p 1-2"


def test_affiliation_start_points_at_the_affiliation() -> None:
    text = "Stina Kvist, Lilla Edet"
    row = people(text)[0]
    assert row.affiliation_start is not None
    assert text[row.affiliation_start :].startswith("Lilla Edet")
    assert text[row.start : row.end] == text


@pytest.mark.parametrize(
    ("line", "name", "role", "party"),
    [
        ("Alva Ståhl (S), ordförande", "Alva Ståhl", "ordförande", "S"),
        ("Alva Ståhl (M), 1:e vice ordförande", "Alva Ståhl", "1:e vice ordförande", "M"),
        ("Ordförande Alva Ståhl", "Alva Ståhl", "ordförande", None),
        ("Kassör: Alva Ståhl", "Alva Ståhl", "kassör", None),
        ("Alva Ståhl – sekreterare", "Alva Ståhl", "sekreterare", None),
        ("Alva Ståhl (ordförande)", "Alva Ståhl", "ordförande", None),
        ("Alva Ståhl\t\tekonomichef", "Alva Ståhl", "ekonomichef", None),
        ("Alva Ståhl, hälso- och sjukvårdsdirektör", "Alva Ståhl", "hälso- och sjukvårdsdirektör", None),
        ("Alva Svärd (KD)", "Alva Svärd", None, "KD"),
        ("Alva L Holm (-)", "Alva L Holm", None, None),
        ("Alva von Essen (Folkviljan)", "Alva von Essen", None, None),
    ],
)
def test_roles_and_parties(line: str, name: str, role: str | None, party: str | None) -> None:
    (row,) = people(line)
    assert (row.name, row.role, row.party) == (name, role, party)


def test_works_somewhere() -> None:
    rows = people("Alva Ståhl, kommundirektör i Härryda\nNils Ek, VD SKR\nIda Bro, personalföreträdare Vision\n")
    assert [(r.role, r.affiliation) for r in rows] == [
        ("kommundirektör", "Härryda"),
        ("VD", "SKR"),
        ("personalföreträdare", "Vision"),
    ]


def test_replacement_wraps_onto_the_next_line() -> None:
    text = "Joel Frisk (C), tjänstgörande ersättare för Annika\n        Hedlund (C) § 9\nBo Kron (L)\n"
    first, second = people(text)
    assert first.name == "Joel Frisk"
    assert first.role == "tjänstgörande ersättare"
    assert first.replaces == "Annika Hedlund"
    assert first.partial == "§ 9"
    assert (second.name, second.party) == ("Bo Kron", "L")


def test_for_after_a_name_is_who_is_replaced_only_before_a_person() -> None:
    (row,) = people("Tjänstgörande ersättare: Joel Frisk (C) för Annika Hedlund (C)")
    assert (row.role, row.replaces) == ("tjänstgörande ersättare", "Annika Hedlund")
    (row,) = people("Joel Frisk, chef för Barn och utbildning")
    assert row.replaces is None


def test_running_text() -> None:
    assert names("Alva Ståhl, Nils Ek, Ida Bro och Tove\nMalmgren.") == [
        "Alva Ståhl",
        "Nils Ek",
        "Ida Bro",
        "Tove Malmgren",
    ]


def test_missing_comma_between_two_people() -> None:
    assert names("Alva Ståhl, Dennis Lundkvist Amanda Broberg") == ["Alva Ståhl", "Dennis Lundkvist", "Amanda Broberg"]
    assert names("Anna Maria Lundkvist Berg, Nils Ek") == ["Anna Maria Lundkvist Berg", "Nils Ek"]


def test_unusual_name_in_running_text_is_a_person() -> None:
    assert names("Alva Ståhl, Zqwera Mokhtabad samt Nils Ek") == ["Alva Ståhl", "Zqwera Mokhtabad", "Nils Ek"]


def test_first_names_only() -> None:
    rows = people("Alva, Nils, Ann-Mari, samt suppleant Tove")
    assert [r.name for r in rows] == ["Alva", "Nils", "Ann-Mari", "Tove"]
    assert rows[-1].role == "suppleant"


def test_roles_between_people_without_separators() -> None:
    rows = people("Alva Ståhl, ordförande Nils Ek, sekreterare Ida Bro, vice ordförande Tove Lind, kassör")
    assert [(r.name, r.role) for r in rows] == [
        ("Alva Ståhl", "ordförande"),
        ("Nils Ek", "sekreterare"),
        ("Ida Bro", "vice ordförande"),
        ("Tove Lind", "kassör"),
    ]


def test_groups_by_organisation() -> None:
    rows = people("Ale: Alva Ståhl, Nils Ek\nLerum: Ida Bro\n")
    assert [(r.name, r.affiliation) for r in rows] == [("Alva Ståhl", "Ale"), ("Nils Ek", "Ale"), ("Ida Bro", "Lerum")]
    rows = people("Skövde kommun\nAlva Ståhl\nNils Ek\nTibro kommun\nIda Bro\n")
    assert [(r.name, r.affiliation) for r in rows] == [
        ("Alva Ståhl", "Skövde kommun"),
        ("Nils Ek", "Skövde kommun"),
        ("Ida Bro", "Tibro kommun"),
    ]


def test_group_heads_give_roles_until_the_next_head() -> None:
    rows = people("Ledamöter\nAlva Ståhl (S)\nNils Ek (M)\nErsättare: Ida Bro (V)\nÖvriga: Tove Lind, rektor\n")
    assert [(r.name, r.role) for r in rows] == [
        ("Alva Ståhl", None),
        ("Nils Ek", None),
        ("Ida Bro", "ersättare"),
        ("Tove Lind", "rektor"),
    ]


def test_role_in_its_own_column_belongs_to_its_row() -> None:
    rows = people("Ordförande\t\tAlva Ståhl (S)\nLedamöter\t\tNils Ek (M)\n\t\t\tIda Bro (C), via Teams\n")
    assert [(r.name, r.role) for r in rows] == [
        ("Alva Ståhl", "ordförande"),
        ("Nils Ek", None),
        ("Ida Bro", None),
    ]


def test_organisations_attend_without_names() -> None:
    rows = people("Ale kommun, Lerums kommun och GR")
    assert [(r.name, r.affiliation) for r in rows] == [(None, "Ale kommun"), (None, "Lerums kommun"), (None, "GR")]


def test_offices_attend_without_names() -> None:
    rows = people("- Kassör\n- Webb\n- Ordförande\n- Eventansvarig\n")
    assert [(r.name, r.role) for r in rows] == [
        (None, "Kassör"),
        (None, "Webb"),
        (None, "Ordförande"),
        (None, "Eventansvarig"),
    ]


@pytest.mark.parametrize("text", ["34 medlemmar enligt separat lista.", "25 personer", "-", "?", "Se bilaga 1."])
def test_counted_people_give_no_row(text: str) -> None:
    assert people(text) == []


def test_counted_people_after_a_name() -> None:
    (row,) = people("Tove Lind, ledamot samt ytterligare ca 40 medlemmar i byalaget")
    assert (row.name, row.role, row.affiliation) == ("Tove Lind", "ledamot", None)


def test_absent_marks_and_labels() -> None:
    rows = people("Alva Ståhl\nNils Ek (förhinder)\nFrånvarande: Ida Bro\n")
    assert [(r.name, r.status) for r in rows] == [
        ("Alva Ståhl", "present"),
        ("Nils Ek", "absent"),
        ("Ida Bro", "absent"),
    ]


def test_sentences_tell_who_came() -> None:
    rows = people(
        "Alva Ståhl (ordförande) och Nils Ek, från och med § 4. Ida Bro hade anmält förhinder. "
        "Dessutom deltog advokat Tove Lind, som förde protokollet. Från Elevrådet kom Moa och Ibbe under punkt 2."
    )
    assert [(r.name, r.status, r.affiliation) for r in rows] == [
        ("Alva Ståhl", "present", None),
        ("Nils Ek", "present", None),
        ("Ida Bro", "absent", None),
        ("Tove Lind", "present", None),
        ("Moa", "present", "Elevrådet"),
        ("Ibbe", "present", "Elevrådet"),
    ]
    assert rows[1].partial == "från och med § 4"


def test_prose_is_no_person() -> None:
    rows = people("Valberedningen - Ida Bro och Tove Lind.\nDe berättade att Alva Ståhl avgått ur styrelsen.\n")
    assert [(r.name, r.affiliation) for r in rows] == [("Ida Bro", "Valberedningen"), ("Tove Lind", "Valberedningen")]


def test_a_cover_label_ends_the_list() -> None:
    assert names("Alva Ståhl\nNils Ek\nJusterare: Ida Bro\nParagrafer: 3-9\n") == ["Alva Ståhl", "Nils Ek"]


def test_user_names_are_no_part_of_the_name() -> None:
    assert names("* Alva Ståhl ‹alvas›\n* Nils Ek <nisse>\n") == ["Alva Ståhl", "Nils Ek"]


def test_affiliation_said_of_several() -> None:
    rows = people("Alva Ståhl och Nils Ek, Region Skåne\nIda Bro, Tibro kommun\n")
    assert [r.affiliation for r in rows] == ["Region Skåne", "Region Skåne", "Tibro kommun"]
    rows = people(
        "Alva Ståhl, Ida Bro och Nils Ek från föreningen Kretsen. "
        "Tove Lind (förvaltare) och Siv Modig (bovärd) från Nynäs bostäder."
    )
    assert [r.affiliation for r in rows] == ["föreningen Kretsen"] * 3 + ["Nynäs bostäder"] * 2
    rows = people("Alva Ståhl, Ida Bro samt Nils Ek från hyresgästföreningen")
    assert [r.affiliation for r in rows] == [None, None, "hyresgästföreningen"]


def test_party_in_its_own_column() -> None:
    rows = people("Alva Ståhl, ordf.      S      §§ 1-5\nNils Ek                SD\nIda Bro M\n")
    assert [(r.name, r.party, r.partial) for r in rows] == [
        ("Alva Ståhl", "S", "§§ 1-5"),
        ("Nils Ek", "SD", None),
        ("Ida Bro", "M", None),
    ]


def test_two_lists_on_one_line() -> None:
    rows = people("Alva Ståhl, Nils Ek Frånvarande: Ida Bro")
    assert [(r.name, r.status) for r in rows] == [
        ("Alva Ståhl", "present"),
        ("Nils Ek", "present"),
        ("Ida Bro", "absent"),
    ]


def test_addresses_and_numbers_are_left_out() -> None:
    rows = people("Alva Ståhl, alva@x.se, 070-123 45 67\nNils Ek, nils@y.se\n")
    assert [(r.name, r.affiliation, r.role) for r in rows] == [("Alva Ståhl", None, None), ("Nils Ek", None, None)]


def test_name_and_role_on_lines_of_their_own() -> None:
    assert [(r.name, r.role) for r in people("Alva Ståhl\nordförande\nNils Ek\nsekreterare\n")] == [
        ("Alva Ståhl", "ordförande"),
        ("Nils Ek", "sekreterare"),
    ]


def test_a_line_of_table_headings_is_no_organisation() -> None:
    assert names("Alva Ståhl\nPunkt   Vad   Ansvarig person\n") == ["Alva Ståhl"]


def test_a_very_wide_gap_ends_a_row() -> None:
    text = "Alva Ståhl, Ale" + " " * 30_000 + "Nils Ek, Lerum"
    assert [(r.name, r.affiliation) for r in people(text)] == [("Alva Ståhl", "Ale"), ("Nils Ek", "Lerum")]


_WORDS = st.sampled_from(
    [
        "Alva",
        "Ståhl",
        "Nils",
        "Ek",
        "(S)",
        "(M)",
        ",",
        ";",
        "och",
        "samt",
        "ordförande",
        "ledamot",
        "Ale",
        "Lerum",
        "kommun",
        "§",
        "4-9",
        "fr.o.m.",
        "kl.",
        "13.15",
        "för",
        "\n",
        "\t",
        ":",
        "-",
        "•",
        "Frånvarande",
        "Ledamöter",
        "Ersättare",
        "via",
        "Teams",
        "34",
        "medlemmar",
        "(",
        ")",
        ".",
        "‹x›",
        "|",
        "Ordförande",
        "sekreterare",
        "GR",
        "deltog",
        "hade",
        "förhinder",
    ]
)


@given(st.lists(_WORDS, max_size=40).map(" ".join))
def test_rows_stand_in_the_text(text: str) -> None:
    rows = parse_people(text, 0, len(text))
    for row in rows:
        assert 0 <= row.start < row.end <= len(text)
        if row.name:
            assert row.name.split()[0] in text[row.start : row.end]
        if row.affiliation_start is not None and row.affiliation:
            assert text[row.affiliation_start :].startswith(row.affiliation.split()[0])
    assert rows == sorted(rows, key=lambda row: row.start)


@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    for row in parse_people(text, 0, len(text)):
        assert row.name or row.affiliation or row.role


@given(
    st.text(alphabet=" ", max_size=5).map(lambda pad: "Alva Ståhl, Ale\n" + pad + "Nils Ek, Lerum"), st.integers(0, 9)
)
def test_offsets_move_with_the_list(text: str, shift: int) -> None:
    moved = "x" * shift + "\n" + text
    here = parse_people(text, 0, len(text))
    there = parse_people(moved, shift + 1, len(moved))
    assert [(r.name, r.start + shift + 1, r.end + shift + 1) for r in here] == [(r.name, r.start, r.end) for r in there]
