"""Plain text: encodings, line ends, mojibake, what is no text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.sources import read
from pipeline.sources.encodings import decode, repair_mojibake

TEXT = "Närvarande vid mötet på Åsgården: Örjan Ek och Åsa. Frågan om ån bordläggs.\n§ 3 Övriga frågor\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "latin-1", "mac_roman"]
)
def test_encodings(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)).text == TEXT


def test_cp850() -> None:
    text = TEXT.replace("§", "Punkt")
    assert decode(text.encode("cp850")).text == text


def test_one_swedish_letter_is_evidence_enough() -> None:
    for encoding in ("cp1252", "mac_roman", "cp850"):
        assert decode("Vi ses på torsdag.".encode(encoding)).text == "Vi ses på torsdag."


def test_encoding_is_named_in_the_warnings() -> None:
    assert read("a.txt", data=TEXT.encode("cp1252")).sources[0].warnings == ("encoding: cp1252",)


def test_line_ends_and_byte_order_mark() -> None:
    assert decode(b"\xef\xbb\xbfett\r\ntv\xc3\xa5\r\n").text == "ett\ntvå\n"
    assert decode(b"ett\rtv\xc3\xa5\r").text == "ett\ntvå\n"
    assert decode(b"a\rb\nc").text == "a\rb\nc"


def test_text_is_composed() -> None:
    assert decode(unicodedata.normalize("NFD", TEXT).encode()).text == TEXT


def test_mojibake_is_mended_when_sure() -> None:
    for wrong in ("cp1252", "mac_roman", "cp850"):
        text = "Ordföranden öppnar mötet på gården."
        assert decode(text.encode().decode(wrong).encode()).text == text


def test_one_strange_pair_is_left_alone() -> None:
    assert repair_mojibake("Ã¥ kan stå som exempel") == ("Ã¥ kan stå som exempel", 0)


def test_destroyed_characters_are_counted() -> None:
    source = read("a.txt", data="M�tet �ppnas på gården".encode()).sources[0]
    assert source.text == "M�tet �ppnas på gården"
    assert source.warnings == ("replacement-characters: 2",)


def test_utf8_with_a_few_latin_letters() -> None:
    data = "Ordföranden hälsar välkommen till mötet på ".encode() + "ön".encode("cp1252")
    assert decode(data).text.endswith("mötet på ön")


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", "empty"),
        (b" \r\n\t ", "empty"),
        (b"\x00" * 50, "empty"),
        (bytes(range(256)) * 8, "binary"),
        (b"text\x00med noll", "binary"),
        (b"\x7fELF\x02\x01\x01" + bytes(60), "unsupported"),
    ],
)
def test_what_is_no_text(data: bytes, error: str) -> None:
    result = read("a.txt", data=data)
    assert not result.sources
    assert result.failures[0].error == error


def test_a_few_nul_bytes_do_not_make_a_text_binary() -> None:
    line = "Ordföranden hälsar välkommen till mötet på gården.\n"
    source = read("a.txt", data=(line * 8).replace("mötet", "m\0tet", 1).encode() + bytes(100)).sources[0]
    assert source.text == (line * 8).replace("mötet", "m�tet", 1)
    assert source.warnings == ("nul-characters: 101", "replacement-characters: 1")


@pytest.mark.parametrize("data", [("mötet\0gården " * 40).encode(), "mötet".encode() + bytes(100)])
def test_many_nul_bytes_do(data: bytes) -> None:
    assert read("a.txt", data=data).failures[0].error == "binary"


def test_form_feeds_are_pages() -> None:
    source = read("a.txt", data=b"ett\n\ftva\n\ftre\n").sources[0]
    assert source.page_starts == (0, 5, 10)
    assert source.page(source.text.index("tva")) == 2


@given(st.text(min_size=1).filter(lambda text: text.strip(" \r\n\t\x00﻿") != ""))
def test_utf8_text_is_kept_but_for_line_ends_and_composition(text: str) -> None:
    result = read("a.txt", data=text.encode())
    if result.sources and not any(warning.startswith(("mojibake", "line", "nul")) for warning in result.sources[0].warnings):
        kept = unicodedata.normalize("NFC", text.removeprefix("\ufeff").replace("\r\n", "\n"))
        assert result.sources[0].text in (kept, kept.removeprefix("\ufeff"))


@given(st.binary(max_size=400))
def test_any_bytes_end_as_document_or_failure(data: bytes) -> None:
    for name in ("a.txt", "a.md", "a.html", "a.tex", "a.rtf", "a.eml", "a.pdf", "a.docx", "a"):
        result = read(name, data=data)
        assert result.sources or result.failures
