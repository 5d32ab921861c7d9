"""Layouts of real minutes in miniature: columns, codes, labels, inner numbers, titles run into text."""

from __future__ import annotations

import pytest

from pipeline.language.columns import title_columns
from pipeline.sources.model import Hint
from tests.conftest import read_text

Heading = tuple[str | None, str | None]


def inner(text: str, **options: object) -> list[Heading]:
    return [(s.number, s.title) for s in read_text(text, **options).sections if s.kind == "subitem"]  # type: ignore[arg-type]


def items(text: str) -> list[Heading]:
    return [(s.number, s.title) for s in read_text(text).sections if s.kind == "item"]


def test_code_of_the_body_before_the_sign() -> None:
    text = (
        "Protokoll\n\nKS § 14 Taxa för bad\n\nKommunstyrelsens beslut\nTaxan antas.\n\n"
        "KS § 15              Dnr KS 2023/77\nSvar på remiss\n\nBeslutsunderlag\nKSAU § 12, 2023-02-01\n"
    )
    assert items(text) == [("§ 14", "Taxa för bad"), ("§ 15", "Svar på remiss")]


def test_a_law_before_the_sign_is_no_item() -> None:
    text = "Samverkan\n\nNärvarande\nAsta Bring, chef\n\nSchema\nAsta informerar.\n\nMBL § 11\nChefen presenterar förslaget.\n"
    assert items(text) == [(None, "Schema"), (None, "MBL § 11")]


@pytest.mark.parametrize("case", ["KF 2023/14", "BN 2024-000211", "Dnr 2021/118", "2022/KS 0123", "KS/2024:0312"])
def test_case_number_beside_or_below_a_title(case: str) -> None:
    beside = f"Protokoll\n\n§ 3 Ny brygga vid badet              {case}\n\nNämnden godkänner planen.\n"
    below = f"Protokoll\n\n§ 3      Ny brygga vid badet norr om hamnen och gamla varvet\n{case}\n\nPlanen godkänns.\n"
    assert items(beside) == [("§ 3", "Ny brygga vid badet")]
    assert items(below) == [("§ 3", "Ny brygga vid badet norr om hamnen och gamla varvet")]


COLUMNS = """Protokoll

§ 7 Bidrag till            Beslut
föreningar i södra         Bidragen beviljas enligt förslaget.
kommun-
delen                      Reservation
                           Olof Ekman reserverar sig mot beslutet.

§ 8 Val av ombud           Beslut
                           Asta Bring väljs till ombud.

§ 9 Övriga frågor          Greta Lind lyfter frågan om
                           belysning vid lekplatsen.
"""


def test_titles_beside_their_text() -> None:
    reading = read_text(COLUMNS)
    assert [(s.number, s.title) for s in reading.sections if s.kind == "item"] == [
        ("§ 7", "Bidrag till föreningar i södra kommundelen"),
        ("§ 8", "Val av ombud"),
        ("§ 9", "Övriga frågor"),
    ]
    assert [(s.title, s.role) for s in reading.sections if s.kind == "subitem"] == [
        ("Beslut", "decision"),
        ("Reservation", "reservation"),
        ("Beslut", "decision"),
    ]
    assert len(reading.view) == len(COLUMNS)
    assert "kommun-" not in reading.view and "Bidragen beviljas" in reading.view


def test_no_columns_where_only_case_numbers_stand_to_the_right() -> None:
    text = "".join(
        f"§ {n} Titel på ärendet        KS 2024/{n}\nNämnden godkänner planen utan ändring.\n\n" for n in range(1, 6)
    )
    assert title_columns(text) == ()


LABELLED = """{kind}

§ 1 Taxa
Ärendet: Taxan har setts över av kontoret.
Beslut: Taxan antas.

§ 2 Val
Beslut: Asta Bring väljs.
"""


def test_labels_head_their_text_in_a_protokoll() -> None:
    assert inner(LABELLED.format(kind="Sammanträdesprotokoll")) == [
        (None, "Ärendet"),
        (None, "Beslut"),
        (None, "Beslut"),
    ]
    reading = read_text(LABELLED.format(kind="Sammanträdesprotokoll"))
    section = next(s for s in reading.sections if s.title == "Beslut")
    assert section.role == "decision" and reading.text(section.body_start, section.end) == "Taxan antas."


def test_labels_tag_lines_in_notes() -> None:
    assert inner(LABELLED.format(kind="Minnesanteckningar")) == []
    tagged = LABELLED.format(kind="Protokoll") + "Åtgärd: Olof Ekman ringer varvet.\n"
    assert inner(tagged) == []


def test_a_bold_opening_is_no_heading() -> None:
    text = "Protokoll\n\n§ 1 Taxa\n\nBeslut: Taxan antas.\n"
    start = text.index("Beslut")
    assert inner(text) == [(None, "Beslut")]
    assert inner(text, hints=(Hint(start, start + 7, "bold", 0),)) == []


def test_recipients_with_and_without_a_colon() -> None:
    text = (
        "Protokoll\n\n§ 1 Taxa\nTaxan antas.\nUtskick: Badmästaren\n\n§ 2 Bygglov\nLov ges.\nUtskick: Sökanden\n\n"
        "§ 3 Skylt\nLov ges.\nBeslutet delges Sökanden, grannar\n"
    )
    assert inner(text) == [(None, "Utskick"), (None, "Utskick"), (None, "Beslutet delges")]


def test_a_body_that_resolves_heads_its_list_but_not_under_a_decision() -> None:
    text = (
        "Protokoll\n\n§ 1 Taxa\n\nTekniska nämnden beslutar\natt anta taxan,\natt informera hamnen.\n\n"
        "§ 2 Val\n\nBeslut\nTekniska nämnden beslutar\natt välja Asta Bring.\n"
    )
    assert inner(text) == [(None, "Tekniska nämnden beslutar"), (None, "Beslut")]
    reading = read_text(text)
    section = next(s for s in reading.sections if s.title == "Tekniska nämnden beslutar")
    assert reading.text(section.body_start, section.end).startswith("Tekniska")  # its words stay the list's lead


def test_end_of_a_broken_sentence_is_no_heading() -> None:
    text = (
        "Protokoll\n\n§ 1 Taxa\n\nYrkanden\nAsta Bring (S) och Olof Ekman (M) yrkar bifall till\nnämndens förslag.\n"
        "Greta Lind (C) yrkar avslag på\nnämndens förslag\n\n§ 2 Slut\nMötet avslutas.\n"
    )
    assert inner(text) == [(None, "Yrkanden")]


def test_how_to_appeal_inside_an_item() -> None:
    text = (
        "Protokoll\n\n§ 1 Lov\nLov ges.\n\nHur man överklagar\nSkriv till länsstyrelsen.\n\n§ 2 Slut\nMötet avslutas.\n"
    )
    assert inner(text) == [(None, "Hur man överklagar")]
    assert items(text) == [("§ 1", "Lov"), ("§ 2", "Slut")]


def test_lettered_headings_in_an_item() -> None:
    text = (
        "1. Öppnande\nAsta öppnade mötet.\n\n2. Personval\na. Ordförande\nMötet väljer Asta Bring.\nb. Kassör\n"
        "Mötet väljer Olof Ekman.\n\n3. Motioner\n1. Ny bastu (bilaga A)\nMotionen bifalls.\n2. Fler bänkar\nMotionen avslås.\n\n"
        "4. Avslutning\nMötet avslutades.\n"
    )
    assert inner(text) == [("a", "Ordförande"), ("b", "Kassör"), ("1", "Ny bastu (bilaga A)"), ("2", "Fler bänkar")]
    assert [n for n, _ in items(text)] == ["1", "2", "3", "4"]


def test_number_and_letter() -> None:
    text = (
        "1. Öppnande\nAsta öppnade mötet.\n\n2. Motioner\n\n2a. Motion om bom vid sjön\nStämman avslår motionen.\n\n"
        "2b. Motion om grus\nStämman bifaller motionen.\n\n3. Slut\nStämman avslutas.\n"
    )
    assert inner(text) == [("2a", "Motion om bom vid sjön"), ("2b", "Motion om grus")]


@pytest.mark.parametrize(
    "rows",
    [
        "a) Finansplan\nb) Policy för uthyrning\nc) Arbetsordning\n",
        "1. att köpa en båt,\n2. att sälja kanoten.\n",
        "1. Asta Bring\n2. Olof Ekman\n3. Greta Lind\n",
        "a) Asta Bring ringer varvet.\nb) Olof Ekman bokar salen.\n",
    ],
)
def test_rows_of_a_list_head_nothing(rows: str) -> None:
    text = f"§ 1 Öppnande\nAsta öppnade mötet.\n\n§ 2 Planer\nFöljande gicks igenom:\n{rows}\n§ 3 Slut\nMötet avslutades.\n"
    assert inner(text) == []


def test_inner_decimals_are_rows_after_a_colon() -> None:
    rows = "".join(f"2.{n}. {t}\n" for n, t in enumerate(("Öppnande", "Val av justerare", "Ekonomi"), 1))
    text = f"1. Öppnande\nAsta öppnade.\n\n2. Stämman\nDagordningen blir:\n{rows}\n3. Slut\nMötet slutade.\n"
    assert items(text) == [("1", "Öppnande"), ("2", "Stämman"), ("3", "Slut")]


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("Röstlängd Röstlängden fastställdes till 15 röster.", "Röstlängd"),
        ("Val av justerare Mötet valde Asta Bring och Olof Ekman.", "Val av justerare"),
        ("Fler bänkar (bilaga B) Ingen var emot.", "Fler bänkar (bilaga B)"),
        ("Fråga från grannen: staketet. Grannen vill måla om staketet i vår.", "Fråga från grannen: staketet"),
        ("Utbildning - en kväll i november planeras för alla ledare som vill komma.", "Utbildning"),
        ("Till justerare valdes Asta Bring.", None),
        ("Ordföranden Asta Bring hälsade alla välkomna till mötet.", None),
        ("Ordförande Asta Bring, sekreterare Olof Ekman", None),
    ],
)
def test_where_a_title_ends(line: str, title: str | None) -> None:
    text = f"§ 1 {line}\n\n§ 2 Slut\nMötet avslutades.\n"
    assert items(text)[0] == ("§ 1", title)


def test_the_agenda_names_the_items() -> None:
    text = (
        "Dagordning\n1. Öppnande av årsmötet\n2. Verksamheten\n3. Avslutning\n\nProtokoll\n\n"
        "1. Öppnande av årsmötet Asta Bring förklarade mötet öppnat.\n2. Verksamheten Greta Lind berättade om året.\n"
        "3. Avslutning Asta Bring tackade för visat intresse.\n"
    )
    reading = read_text(text)
    found = [(s.title, s.start) for s in reading.sections if s.kind == "item"]
    assert [t for t, _ in found] == ["Öppnande av årsmötet", "Verksamheten", "Avslutning"]
    assert all(start > text.index("Protokoll") for _, start in found)


def test_bullets_at_any_depth_and_by_another_sign() -> None:
    text = (
        "1. Rapporter\n\n- Hemsidan\n  - Ny server\n    - Olof byter den i maj.\n- Bryggan\n* Mötet beslutar att laga den.\n\n"
        "2. Slut\n\nMötet avslutades.\n"
    )
    assert [t for _, t in inner(text)] == ["Hemsidan", "Ny server", "Bryggan"]


def test_head_of_a_table_in_a_pdf_is_no_heading() -> None:
    text = "1. Ekonomi\nKassan är god.\n\nIntäkter\n\nMedlemsavgifter     12 000 kr\nCaféet     3 000 kr\n\n2. Slut\nMötet slutade.\n"
    start = text.index("Intäkter")
    hints = (Hint(start, start + 8, "heading", 3),)
    assert inner(text, hints=hints, media_type="application/pdf") == []
    marked = read_text(text, hints=hints, media_type="text/markdown")
    assert "Intäkter" in [s.title for s in marked.sections]


def test_list_under_a_short_title() -> None:
    text = "§ 1 Anmälan\n\nBeslut\nAnmälan noteras.\n\nÄrenden\n- Brev från länet\n- Dom i målet\n\n§ 2 Slut\nMötet slutade.\n"
    assert inner(text) == [(None, "Beslut"), (None, "Ärenden")]


def test_header_that_goes_on_under_a_line_of_capitals() -> None:
    text = "NORRÅNS BÅTKLUBB\n\nMÖTE 20/8 2024\n\nNärvarande: Asta, Olof\n\nEKONOMI\nKassan är god.\n\nÖVRIGT\nInget togs upp.\n"
    assert items(text) == [(None, "EKONOMI"), (None, "ÖVRIGT")]


FLAT = """Protokoll

§ 1 VAL AV JUSTERARE Asta Bring utsågs att justera protokollet.

§ 2 Avgift för hamnen Nämnden har sett över taxan.

Bakgrund Nämnden beslutade om en översyn i våras.

Beslut Taxan antas.

Beslut i ärendet väntas i maj.
"""


def test_line_breaks_lost_after_titles() -> None:
    assert items(FLAT) == [("§ 1", "VAL AV JUSTERARE"), ("§ 2", "Avgift för hamnen")]
    assert inner(FLAT) == [(None, "Bakgrund"), (None, "Beslut")]


def test_title_under_a_number_after_a_blank_line_and_a_case_number() -> None:
    text = (
        "Protokoll\n\n§ 61\n\nJustering\n\nBeslut\n\nAsta Bring utses att justera.\n\n§ 62\n\nDnr SN 2019/45\n\n"
        "Riktlinjer för stöd\n\nBeslut\n\nRiktlinjerna antas.\n\n§ 63\n\nInformation\n\nOlof Ekman berättar om läget.\n"
    )
    assert items(text) == [("§ 61", "Justering"), ("§ 62", "Riktlinjer för stöd"), ("§ 63", "Information")]
    assert inner(text) == [(None, "Beslut"), (None, "Beslut")]


def test_short_titles_over_rows_without_numbers() -> None:
    text = (
        "Anteckningar\n\nNärvarande\nAsta Bring, chef\n\nEkonomi\nKassan är god.\n\nUnderhåll\nMåla boden, pris 12 000 kr\n\n"
        "Sammanställt av\nOlof Ekman på kansliet i Ljusdal\n"
    )
    assert items(text) == [(None, "Ekonomi"), (None, "Underhåll")]
