"""Word files: numbers, revisions, content controls, text boxes, tables."""

from __future__ import annotations

import pytest

from pipeline.sources import Source, read
from pipeline.sources.docx.numbering import format_number
from tests.sources.writers import W, docx, package, wp


def source_of(body: str, numbering: str = "", styles: str = "") -> Source:
    result = read("prov.docx", data=docx(body, numbering, styles))
    assert not result.failures
    return result.sources[0]


def level(index: int, look: str, style: str = "decimal", start: int = 1, extra: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/>{extra}'
        f'<w:lvlText w:val="{look}"/></w:lvl>'
    )


def numbering(*levels: str, override: str = "", second: str = "") -> str:
    return (
        f'<w:abstractNum w:abstractNumId="1">{"".join(levels)}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="1"/>{override}</w:num>'
        f'<w:num w:numId="2"><w:abstractNumId w:val="1"/>{second}</w:num>'
    )


def listed(text: str, index: int = 0, number: int = 1, extra: str = "") -> str:
    return wp(text, f'{extra}<w:numPr><w:ilvl w:val="{index}"/><w:numId w:val="{number}"/></w:numPr>')


def lines(source: Source) -> list[str]:
    return [line.strip() for line in source.text.split("\n") if line.strip()]


def test_paragraph_numbers_are_written_out() -> None:
    looks = numbering(level(0, "§ %1", start=12), level(1, "%1.%2"), level(2, "%3)", "lowerLetter"))
    body = listed("Öppnande") + listed("Val", 1) + listed("Närvaro", 1) + listed("först", 2) + listed("sedan", 2)
    body += listed("Bron") + listed("Pris", 1)
    assert lines(source_of(body, looks)) == [
        "§ 12 Öppnande", "12.1 Val", "12.2 Närvaro", "a) först", "b) sedan", "§ 13 Bron", "13.1 Pris",
    ]  # fmt: skip


def test_second_list_goes_on_unless_it_overrides_its_start() -> None:
    body = listed("ett") + listed("två") + listed("tre", number=2)
    assert lines(source_of(body, numbering(level(0, "%1."))))[-1] == "3. tre"
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    assert lines(source_of(body, numbering(level(0, "%1."), second=again)))[-1] == "1. tre"


def test_level_that_is_skipped_shows_its_start() -> None:
    looks = numbering(level(0, "%1."), level(1, "%1.%2"))
    assert lines(source_of(listed("djupt", 1), looks)) == ["1.1 djupt"]


def test_level_can_be_told_never_to_restart() -> None:
    looks = numbering(level(0, "%1."), level(1, "(%2)", extra='<w:lvlRestart w:val="0"/>'))
    body = listed("a") + listed("b", 1) + listed("c") + listed("d", 1)
    assert lines(source_of(body, looks)) == ["1. a", "(1) b", "2. c", "(2) d"]


def test_numbers_by_style() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="Par"><w:name w:val="heading 2"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Under"><w:basedOn w:val="Par"/></w:style>'
    )
    body = wp("Bron", '<w:pStyle w:val="Par"/>') + wp("Ån", '<w:pStyle w:val="Under"/>')
    source = source_of(body, numbering(level(0, "§ %1")), styles)
    assert lines(source) == ["§ 1 Bron", "§ 2 Ån"]
    assert [(h.level, source.text[h.start : h.end]) for h in source.hints if h.kind == "heading"] == [
        (2, "§ 1 Bron"), (2, "§ 2 Ån"),
    ]  # fmt: skip


def test_number_zero_takes_a_paragraph_out_of_its_list() -> None:
    looks = numbering(level(0, "%1."))
    assert lines(source_of(listed("ett") + listed("utan", number=0) + listed("två"), looks)) == [
        "1. ett", "utan", "2. två",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("number", "style", "expected"),
    [(4, "lowerRoman", "iv"), (1999, "upperRoman", "MCMXCIX"), (27, "lowerLetter", "aa"), (28, "upperLetter", "BB"),
     (5, "none", ""), (0, "lowerRoman", "0"), (3, "something", "3")],
)  # fmt: skip
def test_number_formats(number: int, style: str, expected: str) -> None:
    assert format_number(number, style) == expected


def test_insertions_stay_and_deletions_go() -> None:
    body = (
        "<w:p><w:r><w:t>Styrelsen </w:t></w:r><w:del><w:r><w:delText>avslår</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>beviljar</w:t></w:r></w:ins><w:r><w:t> bidraget.</w:t></w:r></w:p>"
    )
    assert source_of(body).text == "Styrelsen beviljar bidraget.\n"


def test_deleted_paragraph_mark_joins_the_next() -> None:
    body = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>Bron </w:t></w:r></w:p>" + wp("målas om.")
    assert source_of(body).text == "Bron målas om.\n"


def test_fields_show_their_result_only() -> None:
    body = (
        "<w:p><w:r><w:instrText>DATE</w:instrText></w:r><w:r><w:t>2024-05-14</w:t></w:r>"
        "<w:hyperlink><w:r><w:t> Rådhuset</w:t></w:r></w:hyperlink></w:p>"
    )
    assert source_of(body).text == "2024-05-14 Rådhuset\n"


def test_content_controls() -> None:
    filled = f"<w:sdt><w:sdtPr/><w:sdtContent>{wp('Plats: Rådhuset')}</w:sdtContent></w:sdt>"
    prompt = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{wp('Klicka här')}</w:sdtContent></w:sdt>"
    assert lines(source_of(filled + prompt)) == ["Plats: Rådhuset"]


def test_text_box_comes_once_after_its_paragraph() -> None:
    box = f'<w:txbxContent xmlns:w="{W}">{wp("I rutan")}</w:txbxContent>'
    body = (
        '<w:p><w:r><w:t>Före</w:t></w:r><w:r><mc:AlternateContent xmlns:mc="mc"><mc:Choice>'
        f"{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>" + wp("Efter")
    )
    assert lines(source_of(body)) == ["Före", "I rutan", "Efter"]


def test_hidden_text_is_left_out() -> None:
    assert lines(source_of(wp("Dolt", run="<w:vanish/>") + wp("Synligt"))) == ["Synligt"]


def test_bold_runs_are_hinted() -> None:
    body = "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Beslut:</w:t></w:r><w:r><w:t> bifall</w:t></w:r></w:p>"
    source = source_of(body)
    assert [source.text[h.start : h.end] for h in source.hints if h.kind == "bold"] == ["Beslut:"]


def test_tabs() -> None:
    body = "<w:p><w:r><w:t>§ 4</w:t></w:r><w:r><w:tab/><w:t>Bron</w:t></w:r></w:p>"
    body += "<w:p><w:r><w:t>Ordförande</w:t><w:tab/><w:t>Åsa Lindberg</w:t></w:r></w:p>"
    assert lines(source_of(body)) == ["§ 4 Bron", "Ordförande   Åsa Lindberg"]


def cell(*texts: str) -> str:
    return "<w:tc>" + "".join(wp(text) for text in texts) + "</w:tc>"


def table(*rows: str) -> str:
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"


def test_form_table() -> None:
    body = table(cell("Plats") + cell("Rådhuset"), cell("Beslutande") + cell("Åsa Lindberg (S)", "Örjan Ek (M)"))
    text = source_of(body).text
    assert text == "Plats        Rådhuset\nBeslutande   Åsa Lindberg (S)\n             Örjan Ek (M)\n"


def test_name_table_gives_one_person_a_line() -> None:
    body = table(cell("Åsa Lindberg") + cell("Bo Alm"), cell("Örjan Ek") + cell("Eva Brink"))
    assert lines(source_of(body)) == ["Åsa Lindberg", "Örjan Ek", "Bo Alm", "Eva Brink"]


def test_action_table_with_number_column() -> None:
    head = cell("Nr") + cell("Vad") + cell("Vem") + cell("Klart")
    source = source_of(table(head, cell("1") + cell("Måla bron", "Köpa färg") + cell("Åsa") + cell("1 juni")))
    assert lines(source) == ["Nr   Vad   Vem   Klart", "1 Måla bron", "Köpa färg", "Åsa", "1 juni"]
    cells = {h.value: source.text[h.start : h.end] for h in source.hints if h.kind == "table_cell"}
    assert cells == {"Vad": "1 Måla bron\nKöpa färg", "Vem": "Åsa", "Klart": "1 juni"}
    row = next(h for h in source.hints if h.kind == "table_row")
    assert source.text[row.start : row.end] == "1 Måla bron\nKöpa färg\nÅsa\n1 juni"


def test_deleted_rows_and_merged_cells() -> None:
    gone = "<w:trPr><w:del/></w:trPr>" + cell("Borta") + cell("Borta")
    merged = "<w:tc><w:tcPr><w:vMerge/></w:tcPr>" + wp("Upprepad") + "</w:tc>" + cell("kvar")
    assert lines(source_of(table(cell("A") + cell("b"), gone, merged))) == ["A   b", "kvar"]


@pytest.mark.parametrize(
    ("parts", "error"),
    [
        ({"[Content_Types].xml": "<a/>", "word/document.xml": "<w:document"}, "damaged"),
        ({"[Content_Types].xml": "<a/>", "word/other.xml": "<a/>"}, "damaged"),
        ({"[Content_Types].xml": "<a/>", "xl/workbook.xml": "<a/>"}, "unsupported"),
        ({"[Content_Types].xml": "<a/>", "word/document.xml": b"<a>" + b" " * 30_000_000 + b"</a>"}, "too-large"),
    ],
)
def test_bad_files(parts: dict[str, str | bytes], error: str) -> None:
    assert read("a.docx", data=package(parts)).failures[0].error == error


def test_entities_are_not_resolved() -> None:
    evil = (
        '<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/hostname"><!ENTITY b "bomb"><!ENTITY c "&b;&b;&b;&b;">]>'
        f'<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>Före &e; &c; efter</w:t></w:r></w:p></w:body></w:document>'
    )
    data = package({"[Content_Types].xml": "<a/>", "word/document.xml": evil})
    result = read("a.docx", data=data)
    assert all("bomb" not in source.text for source in result.sources)
    assert [source.text for source in result.sources] in ([], ["Före\n"])


def test_only_pictures() -> None:
    assert read("a.docx", data=docx("<w:p><w:r><w:drawing/></w:r></w:p>")).failures[0].error == "empty"
