"""Sections by example: every layout the house knows, in miniature, and what must stay text."""

from __future__ import annotations

import pytest

from pipeline.language.model import Section
from pipeline.sources.model import Hint
from tests.conftest import read_text


def headings(text: str, **options: object) -> list[tuple[str, str | None, str | None]]:
    return [(s.kind, s.number, s.title) for s in read_text(text, **options).sections]  # type: ignore[arg-type]


def items(text: str, **options: object) -> list[tuple[str | None, str | None]]:
    return [(n, t) for kind, n, t in headings(text, **options) if kind == "item"]


def role_of(text: str, title: str) -> str | None:
    found: list[Section] = [s for s in read_text(text).sections if s.title == title]
    assert found, f"no section {title!r}"
    return found[0].role


NOTES = """Minnesanteckningar

NÄRVARANDE

Asta Bring, Ljusdal
Olof Ekman, Ovanåker (p 1)

EJ NÄRVARANDE

Greta Lind, Söderhamn

1. Skolskjuts

Asta Bring berättar om den nya upphandlingen.

- Anbuden öppnas i maj.



- Avtalet gäller i fyra år.

2. Övrigt

Rapport från länet

Olof Ekman informerar om beredskapen.

Antecknat av
Karin Vik, samordnare
"""


def test_notes_of_a_network() -> None:
    assert headings(NOTES) == [
        ("front", None, "Minnesanteckningar"),
        ("present", None, "NÄRVARANDE"),
        ("absent", None, "EJ NÄRVARANDE"),
        ("item", "1", "Skolskjuts"),
        ("item", "2", "Övrigt"),
        ("subitem", None, "Rapport från länet"),
        ("signature", None, "Antecknat av"),
    ]


def test_blank_lines_in_a_list_do_not_end_a_section() -> None:
    reading = read_text(NOTES)
    first = next(s for s in reading.sections if s.number == "1")
    assert reading.text(first.start, first.end).endswith("Avtalet gäller i fyra år.")


@pytest.mark.parametrize(
    ("line", "number", "title"),
    [
        ("§ 12 Upprop", "§ 12", "Upprop"),
        ("§12. Upprop", "§12", "Upprop"),
        ("33 § Upprop", "33 §", "Upprop"),
        ("Punkt 3 – Upprop", "Punkt 3", "Upprop"),
        ("Ärende 4 Upprop", "Ärende 4", "Upprop"),
        ("§ 7.2 Upprop", "§ 7.2", "Upprop"),
        ("§ 12/2024 Upprop", "§ 12/2024", "Upprop"),
    ],
)
def test_ways_to_number_an_item(line: str, number: str, title: str) -> None:
    text = f"Protokoll\n\n{line}\nOrdföranden hälsade alla välkomna.\n"
    assert items(text) == [(number, title)]


def test_paragraph_sign_without_title() -> None:
    text = "Protokoll\n\n§ 1 Till ordförande för mötet valdes Asta Bring.\n\n§ 2 Kallelsen godkändes av mötet.\n"
    assert items(text) == [("§ 1", None), ("§ 2", None)]


def test_title_under_its_number() -> None:
    text = "Protokoll\n\n57 §\nVal av justerare\nTill justerare utses Olof Ekman.\n"
    assert items(text) == [("57 §", "Val av justerare")]


def test_run_in_title() -> None:
    text = "Protokoll\n\n§ 4 Brandskydd. Olof tog upp frågan om varnare i källaren.\n"
    assert items(text) == [("§ 4", "Brandskydd")]


def test_broken_title_goes_on() -> None:
    text = (
        "Protokoll\n\n§ 14 Ansökan om bidrag till upprustning av klubbstugan vid\nelljusspåret\n\n"
        "Dnr KS 2024/11\n\nFöreningen ansöker om bidrag.\n"
    )
    assert items(text) == [("§ 14", "Ansökan om bidrag till upprustning av klubbstugan vid elljusspåret")]


def test_numbered_decision_list_is_no_agenda() -> None:
    text = (
        "Protokoll\n\n§ 3 Remiss\n\nBeslut\nNämnden beslutar\n1. att lämna yttrandet,\n2. att skicka det till länet.\n\n"
        "§ 4 Val\n\nInga val gjordes.\n"
    )
    assert items(text) == [("§ 3", "Remiss"), ("§ 4", "Val")]


def test_numbered_list_inside_a_numbered_agenda() -> None:
    text = (
        "1. Öppnande\n\nMötet öppnades.\n\n2. Planer\n\nFöljande gås igenom:\n1. städning\n2. målning\n3. plantering\n\n"
        "3. Ekonomi\n\nKassan är god.\n\n4. Avslutning\n\nMötet avslutades.\n"
    )
    assert [n for n, _ in items(text)] == ["1", "2", "3", "4"]


def test_date_at_line_start_is_no_item() -> None:
    text = "1. Öppnande\n\nMötet öppnades.\n\n2. Möten\n\n13 oktober\n27 oktober 2021\n\n3. Slut\n\nMötet avslutades.\n"
    assert [n for n, _ in items(text)] == ["1", "2", "3"]


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("Ärendebeskrivning", "background"),
        ("Beslutsunderlag", "documents"),
        ("Förslag till beslut", "proposals"),
        ("Yrkanden", "proposals"),
        ("Propositionsordning", "procedure"),
        ("Omröstning", "vote"),
        ("Beslut", "decision"),
        ("Kommunstyrelsens beslut", "decision"),
        ("Kommunstyrelsens förslag till kommunfullmäktige", "decision"),
        ("Reservation", "reservation"),
        ("Beslutet skickas till", "distribution"),
    ],
)
def test_inner_roles(title: str, role: str) -> None:
    text = f"Protokoll\n\n§ 1 Taxa\n\n{title}\nHär står texten som hör till.\n\n§ 2 Slut\n\nMötet avslutades.\n"
    assert role_of(text, title) == role


def test_heading_words_inside_a_sentence_are_text() -> None:
    text = "Protokoll\n\n§ 1 Taxa\n\nBeslut\nRådet beslutar enligt kanslichefens förslag.\n\n§ 2 Slut\n\nMötet avslutades.\n"
    assert [s.title for s in read_text(text).sections if s.kind == "subitem"] == ["Beslut"]


def test_capitals_and_offices() -> None:
    text = (
        "ÅRSMÖTE I BÅTKLUBBEN\n\nNÄRVARANDE\n\nAsta Bring\nOlof Ekman\n\n1. VAL\n\nMötet valde styrelse.\n\n"
        "2. ÖVRIGT\n\nInget togs upp.\n"
    )
    assert headings(text) == [
        ("front", None, "ÅRSMÖTE I BÅTKLUBBEN"),
        ("present", None, "NÄRVARANDE"),
        ("item", "1", "VAL"),
        ("item", "2", "ÖVRIGT"),
    ]


def test_titles_without_numbers() -> None:
    text = (
        "Samverkansmöte\n\nNärvarande\nAsta Bring, chef\nOlof Ekman, Vision\n\nSchema\nAsta informerar om sommaren.\n\n"
        "Rekrytering\nTvå tjänster är utlysta.\n\nAntecknat av Asta Bring\n"
    )
    assert items(text) == [(None, "Schema"), (None, "Rekrytering")]


def test_labels_in_columns() -> None:
    text = (
        "Plats och tid     Kommunhuset, kl. 13.00\n\nBeslutande        Asta Bring (S), ordförande\n"
        "                  Olof Ekman (M)\n\nErsättare         Greta Lind (C)\n\n§ 1 Upprop\nUpprop förrättas.\n"
    )
    assert headings(text)[:3] == [
        ("front", None, "Plats och tid"),
        ("present", None, "Beslutande"),
        ("present", None, "Ersättare"),
    ]


def test_inline_attendance() -> None:
    text = "Protokoll\n\nNärvarande: Asta Bring, Olof Ekman\nFrånvarande: Greta Lind\n\n§ 1 Upprop\nUpprop förrättas.\n"
    assert [h[:1] + h[2:] for h in headings(text)][1:3] == [("present", "Närvarande"), ("absent", "Frånvarande")]


def test_mark_up_headings() -> None:
    text = "Styrelsemöte\nNärvarande\nAsta Bring\nEkonomi\nKassan är god.\nBör läggas ut\nSnart.\n"
    hints = []
    for title, level in (("Styrelsemöte", 1), ("Närvarande", 2), ("Ekonomi", 2), ("Bör läggas ut", 3)):
        start = text.index(title)
        hints.append(Hint(start, start + len(title), "heading", level))
    assert headings(text, hints=tuple(hints), media_type="text/markdown") == [
        ("front", None, "Styrelsemöte"),
        ("present", None, "Närvarande"),
        ("item", None, "Ekonomi"),
        ("subitem", None, "Bör läggas ut"),
    ]


def test_bullets_that_head_bullets() -> None:
    text = (
        "Möte\n\n1. Rapporter\n\n- Hemsidan\n  - Olof byter server.\n- Boka lokal\n  - Asta ringer.\n"
        "- läget i länet:\n\nDet är lugnt i länet.\n\n2. Slut\n\nMötet avslutades.\n"
    )
    assert [s.title for s in read_text(text).sections if s.kind == "subitem"] == ["Hemsidan", "läget i länet"]


def test_signature_without_heading() -> None:
    text = "Protokoll\n\n1. Slut\n\nMötet avslutades.\n\nAsta Bring, mötessekreterare\nOlof Ekman, justerare\n"
    assert headings(text)[-1] == ("signature", None, None)


def test_labels_inside_a_signature_are_no_sections() -> None:
    text = (
        "Protokoll\n\nNärvarande\nAsta Bring\n\n§ 1 Slut\nMötet avslutades.\n\nUnderskrifter\nSekreterare  ........\n"
        "             Asta Bring\nOrdförande   ........\n             Olof Ekman\n"
    )
    assert [k for k, _, _ in headings(text)][-1] == "signature"
    assert sum(k == "signature" for k, _, _ in headings(text)) == 1


def test_case_number_is_text() -> None:
    text = "Protokoll\n\n§ 3 Taxa\n\nDnr KS 2024/0312\n\nBeslut\nTaxan antas.\n\n§ 4 Slut\n\nMötet avslutades.\n"
    assert "Dnr KS 2024/0312" not in [t for _, _, t in headings(text)]


def test_empty_text_has_no_sections() -> None:
    assert read_text("\n\n  \n").sections == []


def test_titles_run_into_their_paragraphs() -> None:
    text = (
        "Styrelseprotokoll 6/12\n\nNärvarade gjorde Asta Bring, ordf, och Olof Ekman.\n\n"
        "Ekonomi: Olof redogjorde för läget.\n\nLokalen: Hyran höjs i april. Asta pratar med värden.\n\n"
        "Övrigt: Inget togs upp.\n\nNästa möte: 17 januari.\n"
    )
    assert headings(text)[1:] == [
        ("present", None, "Närvarade gjorde"),
        ("item", None, "Ekonomi"),
        ("item", None, "Lokalen"),
        ("item", None, "Övrigt"),
        ("item", None, "Nästa möte"),
    ]


def test_several_paragraphs_under_one_heading() -> None:
    text = "Protokoll\n\n§ 28 Taxa\nTaxan antas.\n\n§§ 29–32    Individärenden\nRedovisas inte.\n\n§ 33 Slut\nMötet avslutas.\n"
    assert items(text) == [("§ 28", "Taxa"), ("§§ 29–32", "Individärenden"), ("§ 33", "Slut")]


def test_titles_in_a_column_of_their_own() -> None:
    text = (
        "Styrelsemöte 6/12\n\nNärvarande   Asta Bring, Olof Ekman\n\n"
        "Ekonomi      Olof redogjorde för läget.\n             Kassan är god.\n"
        "Tvättstugan  Maskinen lagas i maj.\nÖvrigt       Inget togs upp.\n"
    )
    assert items(text) == [(None, "Ekonomi"), (None, "Tvättstugan"), (None, "Övrigt")]


def test_number_and_title_in_columns() -> None:
    text = "Protokoll\n\n1   Öppnande   Asta öppnade mötet.\n2   Ekonomi    Kassan är god.\n3   Slut       Mötet avslutades.\n"
    assert items(text) == [("1", "Öppnande"), ("2", "Ekonomi"), ("3", "Slut")]


def test_matter_with_nr() -> None:
    assert items("Protokoll\n\nÄrende nr 3 Taxa\nTaxan antas.\n") == [("Ärende nr 3", "Taxa")]
