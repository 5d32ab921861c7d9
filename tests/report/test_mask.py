from __future__ import annotations

from typing import Any

from pipeline.report.mask import Mask

WORD = "[{}]"


def mask(people: list[dict[str, Any]], mentions: list[str], **document: Any) -> Mask:
    rows = [{"name": None, "role": None, "party": None, "affiliation": None, "person_id": None} | p for p in people]
    entities = [{"label": "PER", "text": m, "norm": None, "entity_id": None} for m in mentions]
    return Mask(document, rows, entities, WORD)


def test_officials_keep_their_names_and_others_lose_them() -> None:
    m = mask(
        [{"name": "Tora Blid", "role": "ordförande"}, {"name": "Sven Alm"}],
        ["Tora Blid", "Rut Dal"],
        secretary="Ivo Ask",
    )
    assert m.text("Tora Blid, Ivo Ask, Rut Dal och Sven Alm") == "Tora Blid, Ivo Ask, [2] och [1]"


def test_parts_genitives_line_breaks_and_capitals_are_found() -> None:
    m = mask([], ["Rut Ek Dal"])
    assert m.text("Ruts bror; Dal; RUT EK DAL; Rut\n  Ek Dal; ekdal; dalen") == "[1]s bror; [1]; [1]; [1]; ekdal; dalen"


def test_an_address_made_of_the_name_is_masked_and_others_are_not() -> None:
    m = mask([], ["Åsa Lind"])
    assert m.text("asa.lind@exempel.se, info@exempel.se") == "[1], info@exempel.se"


def test_a_first_name_shared_with_an_official_is_the_officials_unless_a_private_person_has_it() -> None:
    assert mask([{"name": "Tora Blid", "party": "S"}], ["Tora"]).text("Tora sade") == "Tora sade"
    both = mask([{"name": "Tora Blid", "party": "S"}], ["Tora Holm", "Tora"])
    assert (
        both.text("Tora Blid mötte Tora Holm. Tora log.") == "Tora Blid mötte [1]. [2] log."
    )  # which Tora is not known


def test_assignees_are_masked_also_where_nothing_marked_them_as_a_name() -> None:
    m = Mask({}, [], [], WORD, ["Gun", "vi"])
    assert m.text("Gun frågar, Vi svarar") == "[1] frågar, Vi svarar"


def test_ids_made_of_a_private_name_are_left_out_of_rows() -> None:
    m = mask([{"name": "Tora Blid", "role": "x", "person_id": "person:tora-blid"}], ["Rut Dal"])
    row = m.row(
        {"entity_id": "person:rut-dal", "assignee_ids": ["person:tora-blid", "person:rut-dal"], "items": ["Rut Dal"]}
    )
    assert row == {"entity_id": None, "assignee_ids": ["person:tora-blid", None], "items": ["[1]"]}


def test_a_text_without_private_persons_is_left_as_it_is() -> None:
    assert mask([{"name": "Tora Blid", "role": "x"}], ["Tora Blid"]).text("Tora Blid i Dalby") == "Tora Blid i Dalby"
