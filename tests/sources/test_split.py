"""One file with several meetings: cut only when each part has opening, date and attendance."""

from __future__ import annotations

from pipeline.sources import ReadOptions, read
from tests.sources.test_pdf import column
from tests.sources.writers import pdf


def minutes(date: str, names: str = "Närvarande: Maj Ål, Bo Alm") -> str:
    return f"# Protokoll styrelsemöte\n\n{date}\n\n{names}\n\n## 1. Öppnande\n\nMaj Ål öppnar mötet.\n\n"


def paths(text: str, name: str = "a.md", **options: bool) -> list[str]:
    return [source.path for source in read(name, data=text.encode(), options=ReadOptions(**options)).sources]


def test_two_meetings_are_two_documents() -> None:
    text = minutes("2024-05-14") + minutes("2024-06-11")
    first, second = read("a.md", data=text.encode()).sources
    assert (first.path, second.path) == ("a.md", "a.md#2")
    assert first.text + second.text == text
    assert first.document_id != second.document_id
    assert [second.text[h.start : h.end] for h in second.hints if h.kind == "heading"] == [
        "Protokoll styrelsemöte", "1. Öppnande",
    ]  # fmt: skip


def test_the_same_date_twice_is_one_meeting() -> None:
    assert paths(minutes("2024-05-14") + minutes("2024-05-14")) == ["a.md"]


def test_a_part_without_attendance_is_not_cut_off() -> None:
    assert paths(minutes("2024-05-14") + minutes("2024-06-11", names="")) == ["a.md"]


def test_splitting_can_be_turned_off() -> None:
    assert paths(minutes("2024-05-14") + minutes("2024-06-11"), split=False) == ["a.md"]


def test_a_word_in_running_text_opens_nothing() -> None:
    text = minutes("2024-05-14") + "Protokoll från\n2024-03-12\nNärvarande: samma som sist\n"
    assert paths(text) == ["a.md"]


def test_three_meetings_and_an_unsure_one_are_flagged() -> None:
    text = minutes("2024-05-14") + minutes("2024-06-11") + minutes("2024-06-11")
    source = read("a.md", data=text.encode()).sources[0]
    assert "several-meetings: 2" in source.warnings


def test_pdf_pages() -> None:
    pages = [
        column(["Protokoll", f"Styrelsemöte den {day} maj 2024", "Närvarande: Maj Ål", "1. Öppnande"]) for day in (3, 17)
    ]
    sources = read("a.pdf", data=pdf(pages)).sources
    assert [source.path for source in sources] == ["a.pdf", "a.pdf#2"]
    assert [source.page_starts for source in sources] == [(0,), (0,)]
