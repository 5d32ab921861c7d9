"""From a document to its statements."""

from __future__ import annotations

import itertools

import pytest

from pipeline.language.statements import find_statements
from pipeline.language.statements.blocks import own_spans
from pipeline.language.statements.sentences import MAX_SENTENCE
from tests.conftest import read_text


def texts(text: str) -> list[str]:
    reading = read_text(text)
    return [" ".join(reading.text(s.start, s.end).split()) for s in find_statements(reading)]


HEAD = "Protokoll styrelsemöte\n\n1. Båten\n\n"


def test_hard_wrapped_lines_are_one_sentence_and_short_lines_stay_apart() -> None:
    body = (
        "Båten har legat i vattnet sedan i maj och behöver nu tas upp på land och målas\n"
        "innan vintern kommer.\n\nNytt segel\nNy vimpel\n"
    )
    assert texts(HEAD + body) == [
        "Båten har legat i vattnet sedan i maj och behöver nu tas upp på land och målas innan vintern kommer.",
        "Nytt segel",
        "Ny vimpel",
    ]


def test_att_items_are_statements_and_an_empty_lead_is_not() -> None:
    reading = read_text(HEAD + "Styrelsen beslutar\natt sälja båten, samt\natt köpa ett tält.\n")
    found = find_statements(reading)
    assert [reading.text(s.start, s.end) for s in found] == ["att sälja båten,", "att köpa ett tält."]
    assert all(s.lead is not None and reading.text(*s.lead) == "Styrelsen beslutar" for s in found)


def test_a_lead_at_the_end_of_a_paragraph() -> None:
    found = texts(HEAD + "Båten läcker. Styrelsen beslutade enhälligt:\na) att sälja båten\nb) att köpa ett tält\n")
    assert found == ["Båten läcker.", "att sälja båten", "att köpa ett tält"]


def test_a_sentence_splits_where_class_or_assignee_differs() -> None:
    assert texts(HEAD + "Alla tycker om båten och kassören ringer varvet.\n") == [
        "Alla tycker om båten",
        "kassören ringer varvet.",
    ]
    assert texts(HEAD + "Kassören ringer varvet och sekreteraren skriver avtalet.\n") == [
        "Kassören ringer varvet",
        "sekreteraren skriver avtalet.",
    ]
    assert texts(HEAD + "Kassören tackar och berättar om resan.\n") == ["Kassören tackar och berättar om resan."]


def test_bullets_without_bullet_marks() -> None:
    assert texts(HEAD + "- Laga båten\n- Måla båten\n") == ["Laga båten", "Måla båten"]


def test_an_action_table_in_plain_text() -> None:
    reading = read_text(HEAD + "Vad | Vem | Klart\nNya lås | Milo | 15/9\nRensa skåpet | alla | v 38\n")
    found = find_statements(reading)
    assert [reading.text(s.start, s.end) for s in found] == ["Nya lås", "Rensa skåpet"]
    assert [reading.text(*s.owner) for s in found if s.owner] == ["Milo", "alla"]
    assert [reading.text(*s.due) for s in found if s.due] == ["15/9", "v 38"]
    assert {s.row for s in found} == {"task"}


def test_rows_of_figures_are_one_statement() -> None:
    assert texts(HEAD + "Hyra\t1200\nEl\t300\nKaffe\t90\n") == ["Hyra 1200 El 300 Kaffe 90"]


def test_an_owner_tag_is_found() -> None:
    reading = read_text(HEAD + "- Köpa segel (Milo)\n- Sälja båten [Agda]\n- Ringa varvet => Ines\n")
    assert [reading.text(*s.owner) for s in find_statements(reading) if s.owner] == ["Milo", "Agda", "Ines"]


def test_statements_are_in_order_and_do_not_overlap() -> None:
    found = find_statements(read_text(HEAD + "Ett. Två!\n\n2. Tältet\n\n- Tre\n- Fyra och fem\n"))
    assert [s.statement_id for s in found] == list(range(len(found)))
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))


def test_an_agreement_tag_stays_with_what_it_settles() -> None:
    assert texts(HEAD + "Vi delar på kostnaden för seglet, det var alla med på.\n") == [
        "Vi delar på kostnaden för seglet, det var alla med på."
    ]


def test_a_sentence_inside_an_att_item_stands_alone() -> None:
    body = "Styrelsen beslutar\natt söka bidrag till ny motor; ansökan skrivs av kassören,\natt sälja jollen.\n"
    assert texts(HEAD + body) == [
        "att söka bidrag till ny motor;",
        "ansökan skrivs av kassören,",
        "att sälja jollen.",
    ]


def test_a_proposal_with_its_label_is_one_statement() -> None:
    assert texts(HEAD + "Förslag till stämman: Avgiften höjs till 300 kr.\n") == [
        "Förslag till stämman: Avgiften höjs till 300 kr."
    ]


def test_a_list_item_beyond_the_bound_is_cut() -> None:
    reading = read_text(HEAD + "Styrelsen beslutar\natt köpa " + "ett nytt segel, " * 600 + "\n")
    found = find_statements(reading)
    assert len(found) == 3
    assert all(s.end - s.start <= MAX_SENTENCE for s in found)


@pytest.mark.parametrize("times", [1, 11, 12, 40])
def test_each_of_many_clauses_with_an_assignee_of_its_own_is_a_statement(times: int) -> None:
    pair = "kassören ringer varvet och sekreteraren skriver avtalet"
    found = texts(HEAD + "Alla tycker om båten" + f" och {pair}" * times + ".\n")
    assert " och ".join(found) == "Alla tycker om båten" + f" och {pair}" * times + "."
    assert len(found) == 2 * times + 1


@pytest.mark.parametrize("children", [0, 1, 3])
def test_the_own_text_of_a_section_ends_where_its_first_child_begins(children: int) -> None:
    reading = read_text(
        "Protokoll styrelsemöte\n\n§ 1 Båten\n\nBåten läcker.\n\n"
        + "Beslut\n\nBåten säljs.\n\n" * children
        + "§ 2 Tält\n"
    )
    section = next(s for s in reading.sections if s.title == "Båten")
    first = min((s.start for s in reading.sections if s.parent_id == section.section_id), default=section.end)
    assert own_spans(reading.sections, section) == (section.body_start, first)
    assert reading.text(section.body_start, first).strip() == "Båten läcker."


def test_bare_infinitives_after_a_lead_are_items() -> None:
    body = (
        "Efter samtal kring priset och om var bryggan ska ligga nästa sommar var alla nöjda.\n"
        "Styrelsen beslutar att\n"
        "köpa en brygga av den firma som lämnade det lägsta priset och som kan leverera den\n"
        "före midsommar,\n"
        "uppdra åt kassören att teckna avtal, samt\n"
        "förklara punkten omedelbart justerad.\n"
    )
    reading = read_text(HEAD + body)
    found = find_statements(reading)
    assert [" ".join(reading.text(s.start, s.end).split()) for s in found][1:] == [
        "köpa en brygga av den firma som lämnade det lägsta priset och som kan leverera den före midsommar,",
        "uppdra åt kassören att teckna avtal,",
        "förklara punkten omedelbart justerad.",
    ]
    assert all(s.lead is not None for s in found[1:])


def test_an_att_item_goes_on_where_its_task_is_missing() -> None:
    body = "Mötet var kort.\nStyrelsen beslutade\natt ge kassören i uppdrag\natt sälja båten,\natt köpa ett tält.\n"
    assert texts(HEAD + body)[-2:] == ["att ge kassören i uppdrag att sälja båten,", "att köpa ett tält."]


def test_items_that_open_with_dels() -> None:
    body = "Mötet var kort.\n\nStyrelsen beslutade\ndels att sälja båten,\ndels att köpa ett tält.\n"
    assert texts(HEAD + body)[-2:] == ["att sälja båten,", "att köpa ett tält."]


def test_words_without_a_verb_before_a_clause_of_its_own() -> None:
    assert texts(HEAD + "Nästa möte 3 maj, kassören köper fika.\n") == ["Nästa möte 3 maj", "kassören köper fika."]
    assert texts(HEAD + "Flytten i juli, kassören kör\n") == ["Flytten i juli, kassören kör"]


def test_a_task_handed_over_after_a_decision() -> None:
    assert texts(HEAD + "Styrelsen godkänner planen och uppdrar åt kassören att ringa varvet.\n") == [
        "Styrelsen godkänner planen",
        "uppdrar åt kassören att ringa varvet.",
    ]


def test_a_label_with_nothing_behind_it_is_no_statement() -> None:
    assert texts(HEAD + "Båten läcker.\n\nÅtgärd: –\n") == ["Båten läcker."]


def test_a_sentence_in_brackets_stands_alone_and_a_tag_does_not() -> None:
    assert texts(HEAD + "Båten läcker. (Den ska lagas av varvet i maj.)\n") == [
        "Båten läcker.",
        "(Den ska lagas av varvet i maj.)",
    ]
    assert texts(HEAD + "- Måla båten. (Kim)\n") == ["Måla båten. (Kim)"]


def test_rows_of_an_action_table_that_are_done_or_empty() -> None:
    table = "Uppgift | Ansvarig | Klart\nLaga bryggan | Kim | maj\nByta lås | Kim | klart\n- | Kim | -\n"
    found = [(r.text(s.start, s.end), s.row) for r in [read_text(HEAD + table)] for s in find_statements(r)]
    assert found == [("Laga bryggan", "task"), ("Byta lås", "done")]


def test_a_list_whose_first_item_stands_in_its_lead() -> None:
    reading = read_text(HEAD + "Mötet var kort.\n\nMötet beslutade att sälja båten\natt köpa ett tält\n")
    found = find_statements(reading)
    assert reading.text(*(found[-1].lead or (0, 0))) == "Mötet beslutade att sälja båten"


def test_notes_without_headings_keep_all_that_is_told() -> None:
    notes = "Anteckningar 3 mars 2024\n\nVi träffades hos Kim. Kaffet var gott. Nästa gång hos Eva.\n"
    assert texts(notes) == ["Vi träffades hos Kim.", "Kaffet var gott.", "Nästa gång hos Eva."]


def test_an_explanation_stays_with_what_it_explains() -> None:
    text = "Mötet beslutade att arvodet är oförändrat, det vill säga styrelsen fördelar 500 kr.\n"
    assert texts(HEAD + text) == [text.strip()]


def test_a_raised_point_parts_what_is_told_from_a_task() -> None:
    body = "Alla är nöjda med den nya salen · kassören betalar räkningen\n"
    assert texts(HEAD + body) == ["Alla är nöjda med den nya salen", "kassören betalar räkningen"]
