"""The PDF reader: reading order, columns, furniture, hyphens, paragraphs, pages."""

from __future__ import annotations

from pipeline.sources import ReadOptions, Source, read
from tests.sources.writers import Ink, pdf, wrap

WIDE = (
    "Nämnden har fått en skrivelse från boende vid ån om att bron bör rustas upp innan vintern kommer och isen lägger "
    "sig på vägbanan. Förvaltningen har räknat på saken och menar att kostnaden ryms i årets budget."
)


def source_of(pages: list[list[Ink]]) -> Source:
    result = read("prov.pdf", data=pdf(pages))
    assert not result.failures
    return result.sources[0]


def column(text: str | list[str], x: float = 60.0, y: float = 700.0, width: int = 70, bold: bool = False) -> list[Ink]:
    lines = wrap(text, width) if isinstance(text, str) else text
    return [Ink(x, y - 12 * row, line, bold=bold) for row, line in enumerate(lines)]


def test_wrapped_lines_become_one_paragraph() -> None:
    assert source_of([column(WIDE)]).text == WIDE + "\n"


def test_short_lines_stay_lines() -> None:
    names = ["Åsa Lindberg, ordförande", "Örjan Ek", "Maj-Britt Ål"]
    assert source_of([column(names) + column(WIDE, y=600)]).text.startswith("\n".join(names) + "\n")


def test_stream_order_does_not_matter() -> None:
    page = column(WIDE)
    assert source_of([page[::-1]]).text == source_of([page]).text


def test_line_end_hyphens() -> None:
    page = column(
        [
            "Ärendet har beretts av samhällsbyggnadsnämndens arbetsutskott och för-",
            "valtningen. Kostnaden för hälso- och sjukvård ökar, säger hälso- och KS-",
            "förvaltningen. Det gäller även e-tjänster, sade ekonomen inför hela vård-",
            "och omsorgsnämnden i går eftermiddag, och lade till att budgeten är klar.",
        ]
    )
    text = source_of([page]).text
    assert "och förvaltningen." in text
    assert "och KS-förvaltningen." in text
    assert "vård- och omsorgsnämnden" in text


def test_page_furniture_goes_and_the_first_header_stays() -> None:
    pages = []
    for number in range(1, 5):
        page = [Ink(60, 800, "Björkby kommun"), Ink(60, 788, "Kommunstyrelsen 2024-05-14")]
        page += column(f"§ {number} Ärende nummer {'abcd'[number - 1]}", y=700, bold=True) + column(WIDE, y=670)
        page += [Ink(480, 800, f"Sida {number} av 4"), Ink(60, 40, "Justerandes sign"), Ink(300, 40, "Utdragsbestyrkande")]
        pages.append(page)
    source = source_of(pages)
    assert source.text.count("Björkby kommun") == 1
    assert source.text.startswith("Björkby kommun")
    assert source.text.count("Kommunstyrelsen 2024-05-14") == 1
    assert "Sida" not in source.text
    assert "Justerandes" not in source.text
    assert "Utdrag" not in source.text
    assert source.metadata["page_header"] == "Björkby kommun | Kommunstyrelsen 2024-05-14"


def test_repeated_body_lines_are_no_furniture() -> None:
    pages = [column(["Beslut"], y=500) + column(WIDE, y=480) for _ in range(3)]
    assert source_of(pages).text.count("Beslut\n") == 3


def test_pages() -> None:
    source = source_of([column(f"Sidan börjar här med {word}.") for word in ("ett", "två", "tre")])
    assert len(source.page_starts) == 3
    for number, word in enumerate(("ett", "två", "tre"), 1):
        assert source.page(source.text.index(f"med {word}")) == number


def test_paragraph_over_a_page_break() -> None:
    lines = wrap(WIDE, 70)
    source = source_of([column(lines[:1], y=60), column(lines[1:], y=780)])
    assert source.text == WIDE + "\n"
    assert source.page_starts == (0, len(lines[0]) + 1)


def test_two_columns_of_text() -> None:
    left = "Vänstra spalten handlar om bron över ån som ska rustas upp i vår och om vem som ska betala för den saken."
    right = "Högra spalten handlar om skolan i byn där taket läcker varje höst och om hur eleverna ska få torra lokaler."
    page = column(left, width=30) + column(right, x=330, width=30)
    assert source_of([page]).text.split() == (left + " " + right).split()


def test_form_keeps_label_and_value_on_one_line() -> None:
    page = [Ink(60, 700, "Plats och tid"), Ink(200, 700, "Rådhuset, kl. 13.00-15.30")]
    page += [Ink(60, 676, "Beslutande"), Ink(200, 676, "Åsa Lindberg (S), ordförande")]
    page += [Ink(200, 664, "Örjan Ek (M)"), Ink(200, 652, "Maj Ål (C)")]
    lines = [line for line in source_of([page]).text.split("\n") if line]
    assert lines[0].split("   ")[0] == "Plats och tid"
    place = lines[0].index("Rådhuset")
    assert [line.strip() for line in lines[2:4]] == ["Örjan Ek (M)", "Maj Ål (C)"]
    assert all(len(line) - len(line.lstrip()) == place for line in lines[2:4])


def test_names_in_two_columns_give_one_a_line() -> None:
    left, right = ["Åsa Lindberg", "Örjan Ek", "Maj-Britt Ål"], ["Bo Alm", "Eva Brink", "Leif Dahl"]
    assert source_of([column(left) + column(right, x=300)]).text.split("\n")[:6] == left + right


def test_signatures_side_by_side() -> None:
    page = column(["Vid protokollet", "", "Örjan Ek"]) + column(["Justeras", "", "Maj Ål"], x=300)
    page = [ink for ink in page if ink.text]
    assert source_of([page]).text.split("\n")[:4] == ["Vid protokollet", "Örjan Ek", "Justeras", "Maj Ål"]


def test_action_table_with_wrapped_cells() -> None:
    page = [Ink(60, 700, "Punkt"), Ink(110, 700, "Vad"), Ink(440, 700, "Ansvar")]
    page += column(["1.   Val av justerare", "     Maj Ål väljs."], y=680)
    page += column(["2.   Bron vid ån behöver målas om innan vintern och", "     räcket bytas mot ett nytt."], y=650)
    page += [Ink(440, 650, "Örjan tar"), Ink(440, 638, "in anbud")]
    source = source_of([page])
    cells = [(h.value, source.text[h.start : h.end]) for h in source.hints if h.kind == "table_cell"]
    assert ("Ansvar", "Örjan tar in anbud") in cells
    assert source.text.index("räcket bytas") < source.text.index("Örjan tar in anbud")
    assert "2. Bron vid ån behöver målas om innan vintern och räcket bytas mot ett nytt." in source.text


def test_bold_and_size_make_headings() -> None:
    page = [Ink(60, 760, "Protokoll", 18, True), Ink(60, 720, "§ 4 Bron", 10, True)]
    source = source_of([page + column(WIDE)])
    headings = [(source.text[h.start : h.end], h.level) for h in source.hints if h.kind == "heading"]
    assert headings == [("Protokoll", 1), ("§ 4 Bron", 2)]
    assert [source.text[h.start : h.end] for h in source.hints if h.kind == "bold"] == ["Protokoll", "§ 4 Bron"]


def test_bullets() -> None:
    page = [Ink(60, 700, "Att göra:"), Ink(70, 688, "• Måla bron"), Ink(90, 676, "- Köpa färg"), Ink(70, 664, "• Ringa Maj")]
    source = source_of([page])
    items = [(source.text[h.start : h.end], h.level) for h in source.hints if h.kind == "list_item"]
    assert items == [("• Måla bron", 1), ("- Köpa färg", 2), ("• Ringa Maj", 1)]


def test_scan_says_how_to_turn_ocr_on() -> None:
    failure = read("skannad.pdf", data=pdf([[], []], boxes=True)).failures[0]
    assert failure.error == "no-text-layer"
    assert "--ocr" in failure.message


def test_page_that_is_a_picture_among_others() -> None:
    source = read("delvis.pdf", data=pdf([column(WIDE), []], boxes=True)).sources[0]
    assert "no-text-layer: pages 2" in source.warnings
    assert len(source.page_starts) == 2


def test_empty_pages_only() -> None:
    assert read("tom.pdf", data=pdf([[]])).failures[0].error == "empty"


def test_page_limit() -> None:
    data = pdf([column(WIDE) for _ in range(5)])
    source = read("lång.pdf", data=data, options=ReadOptions(max_pages=2)).sources[0]
    assert "pages-left-out: 3" in source.warnings
    assert len(source.page_starts) == 2


def test_truncated_file_never_raises() -> None:
    data = pdf([column(WIDE)])
    for cut in range(20, len(data), 97):
        result = read("kapad.pdf", data=data[:cut])
        assert result.sources or result.failures[0].error in ("damaged", "empty", "no-text-layer")


def test_page_tree_without_end() -> None:
    data = pdf([column(WIDE)]).replace(b"/Kids[6 0 R]", b"/Kids[2 0 R]")
    assert read("rundgång.pdf", data=data).failures
