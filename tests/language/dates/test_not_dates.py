"""What looks like a date and is none."""

import pytest

from pipeline.language.dates import parse


@pytest.mark.parametrize(
    "text",
    [
        "Övrigt\t\t2000",
        "Hyra        1950",
        "Budgeten är 2000 kr, inte 2010 kronor.",
        "Bidrag på 1 950 000 kronor",
        "Tel: 0321-20 10 20",
        "telefon 08-2010 20 20",
        "personnummer 19121212-1212 och 820104-6656",
        "org.nr 857209-7080",
        "Sida 2 av 7, sid 2(30)",
        "Version 2.10.3",
        "2/3 majoritet krävs, 3/4 av medlemmarna kom",
        "öppet 24/7",
        "väg 1920",
        "närvarande p 1-2 och punkterna 3-5",
        "Maj Lindqvist och April Berg valdes.",
        "Vi arbetar i vår kommun med vår egen plan.",
        "möten varje måndag och på tisdagar",
        "läget idag är bra och så ser det ut i dagsläget",
        "Så som det fungerar idag räcker det.",
        "första året och varje år efter det",
        "årets budget och nästa möte",
        "två gånger per år, ett par gånger om året",
        "efter sex år, under tre veckor, i två månader",
        "(V) 5 mandat, V 16 röster",
        "en tjänst på 1/2",
        "direktiv 2014/97/EU och förordning (EU) 2015/35",
        "samma dag och dagen därpå",
        "skala 1:200 och 5-6 personer",
        "10-12 platser",
        "ordförande i DAG",
    ],
)
def test_no_date(text: str) -> None:
    found = parse(text, dates_only=True)
    assert [text[m.start : m.end] for m in found] == []


def test_years_at_the_head_of_columns_are_years() -> None:
    text = "2022      2023      2024\n1 200     1 950     2000"
    assert [m.edtf for m in parse(text)] == ["2022", "2023", "2024"]


@pytest.mark.parametrize("text", ["12, ", "v 1, ", "1/2/", "mellan ", "§ 12, ", "\n \n", "början av ", "den 5, "])
def test_time_grows_with_the_text_and_no_faster(text: str) -> None:
    # A production that rereads the rest of the text at every place would take minutes here.
    assert parse(text * 20_000, dates_only=True) is not None
