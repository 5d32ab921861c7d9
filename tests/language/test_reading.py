"""The reading view: same length, furniture and mark-up blanked, destroyed letters mended."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.language import reading
from pipeline.language.mend import mend
from pipeline.sources.model import Hint
from tests.conftest import read_text

PAGES = """Vikstads kommun        PROTOKOLL        Sida 1 av 3
Byggnadsnämnden

§ 1 Avtal
Nämnden beslutar att uppdra åt kontoret att

Justerandes sign

Vikstads kommun        PROTOKOLL        Sida 2 av 3
Byggnadsnämnden

se över avtalet.

Justerandes sign

Vikstads kommun        PROTOKOLL        Sida 3 av 3
Byggnadsnämnden

§ 2 Slut
Mötet avslutades.

Justerandes sign
"""


def test_page_furniture_is_blank_in_the_view() -> None:
    reading = read_text(PAGES)
    assert len(reading.view) == len(PAGES)
    assert "Sida" not in reading.view
    assert "Byggnadsnämnden" not in reading.view
    assert "Justerandes" not in reading.view
    assert reading.view.count("§") == 2
    assert sum(line.kind == "furniture" for line in reading.lines) == 9


def test_repeated_lines_without_page_numbers_are_text() -> None:
    text = "1. Val\n\nInga frågor.\n\n2. Ekonomi\n\nInga frågor.\n\n3. Slut\n\nInga frågor.\n"
    assert read_text(text).view == text


def test_amounts_are_no_page_numbers() -> None:
    text = "1. Budget\n\nTelefon 1800\nPorto 1800\n\n2. Slut\n\nKlart.\n"
    assert read_text(text).view == text


def test_mark_up_is_blank_and_offsets_stay() -> None:
    text = "**Beslut** att köpa"
    hints = (Hint(0, 2, "markup"), Hint(8, 10, "markup"))
    reading = read_text(text, hints=hints)
    assert reading.view == "  Beslut   att köpa"


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("�rsm�tet", "årsmötet"),
        ("n�rvarande", "närvarande"),
        ("� 12 Kass�r", "§ 12 Kassör"),
        ("f�r tv� �r", "för två år"),
        ("�RSM�TE", "ÅRSMÖTE"),
        ("G�ran", "Göran"),
        ("datum �2016-07-12", "datum �2016-07-12"),
        ("Xq�zzt", "Xq�zzt"),
    ],
)
def test_mending(broken: str, whole: str) -> None:
    assert mend(broken) == whole


@given(st.text(alphabet="abcåäö\ufffd §1 .", max_size=40))
def test_mending_keeps_every_offset(text: str) -> None:
    mended = mend(text)
    assert len(mended) == len(text)
    assert all(m == t for m, t in zip(mended, text, strict=True) if t != "\ufffd")


@given(st.text(max_size=200))
def test_view_is_as_long_as_the_text(text: str) -> None:
    reading = read_text(text)
    assert len(reading.view) == len(text)
    assert [c in "\n\f" for c in reading.view] == [c in "\n\f" for c in text]


@pytest.mark.parametrize(
    "line",
    ["Sida 3", "sid 4 (9)", "Page 2 of 3", "Blad 7", "3 (12)", "Ekby 4/9", "Justerandes sign", "Utdragsbestyrkande",
     "Justerarnas sign", "Justerarna sign", "ORDFÖRANDES SIGN", "Ordförande sign", "Signatur justerare", "\f"],
)  # fmt: skip
def test_the_cheap_look_for_pages_misses_none(line: str) -> None:
    text = f"Möte i Ekby\n{line}\nVi talade om vägen.\n"
    assert reading._MAY_HAVE_PAGES.search(text)
    assert reading._may_have_pages(text)
