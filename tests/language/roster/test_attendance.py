from __future__ import annotations

import pytest

from pipeline.errors import KnowledgeError
from pipeline.language.roster import attendance
from pipeline.language.roster.attendance import find_attendance
from pipeline.language.roster.lexicon import is_body, is_given, load_table
from tests.language.roster.helpers import reading_of

NETWORK = """Anteckningar

NÄRVARANDE

Stina Kvist, Ale
Malin Hed, Tjörn (från slutet av p 1)
Nils Ek, GR (p 1-2)

EJ NÄRVARANDE

Bo Kron, Lerum

1. Läget i kommunerna

Alla berättar om läget.

2. Skolfrågor

Nils Ek redovisar ett förslag.

3. Nästa möte

Datum meddelas senare.
"""

BOARD = """Plats och tid              Stadshuset, kl. 13.00-15.00

Beslutande                 Alva Ståhl (S), ordförande
                           Nils Ek (M), ej § 3 på grund av jäv
                           Ida Bro (C), tjänstgörande ersättare för Bo Kron (C)

Ersättare                  Ida Bro (C), Tove Lind (V) §§ 1-2

Övriga närvarande          Siv Modig, kommundirektör
                           Ulf Rask, ekonomichef, § 2

§ 1 Val av justerare

Beslut
Nils Ek utses att justera.

§ 2 Ekonomi

Beslut
Rapporten godkänns.

§ 3 Bidrag

Beslut
Bidraget avslås.
"""

MEETING = """Protokoll fört vid föreningen Kretsens vårmöte

1. Mötets öppnande
Mötet öppnades.

2. Röstlängd
Följande personer befanns närvara och ha rösträtt:

* Stina Kvist ‹stina›
* Malin Hed

Från punkt 3 närvarade även följande personer:

* Nils Ek

3. Val av styrelse
Ordförande
* Bo Kron
"""

ROLL = """Närvarande
Alva Ståhl (S)

§ 1 Taxa

Omröstning
Ledamot               Ja   Nej   Avstår
Alva Ståhl (S)        X
Nils Ek (M)                X
Ida Bro (C)                      X

Beslut
Taxan antas.
"""


def test_network_notes() -> None:
    rows = find_attendance(reading_of(NETWORK))
    assert [(r.name, r.status, r.affiliation, r.items) for r in rows] == [
        ("Stina Kvist", "present", "Ale", []),
        ("Malin Hed", "present", "Tjörn", ["1", "2", "3"]),
        ("Nils Ek", "present", "GR", ["1", "2"]),
        ("Bo Kron", "absent", "Lerum", []),
    ]


def test_board_cover_and_one_row_a_person() -> None:
    rows = {r.name: r for r in find_attendance(reading_of(BOARD))}
    assert list(rows) == ["Alva Ståhl", "Nils Ek", "Ida Bro", "Tove Lind", "Siv Modig", "Ulf Rask"]
    assert rows["Nils Ek"].items == ["1", "2"]
    assert rows["Ida Bro"].replaces == "Bo Kron"
    assert (rows["Tove Lind"].role, rows["Tove Lind"].items) == ("ersättare", ["1", "2"])
    assert (rows["Ulf Rask"].role, rows["Ulf Rask"].items) == ("ekonomichef", ["2"])


def test_list_inside_an_item() -> None:
    rows = find_attendance(reading_of(MEETING))
    assert [(r.name, r.partial, r.items) for r in rows] == [
        ("Stina Kvist", None, []),
        ("Malin Hed", None, []),
        ("Nils Ek", "Från punkt 3", ["3"]),
    ]


def test_voting_roll_adds_those_not_listed() -> None:
    rows = find_attendance(reading_of(ROLL))
    assert [(r.name, r.party, r.status) for r in rows] == [
        ("Alva Ståhl", "S", "present"),
        ("Nils Ek", "M", "present"),
        ("Ida Bro", "C", "present"),
    ]


def test_called_but_not_there() -> None:
    text = "Protokoll\n\nKallade\nStina Kvist\nMalin Hed\n\nNärvarande\nStina Kvist\n\n1. Öppnande\nKlart.\n"
    rows = find_attendance(reading_of(text))
    assert [(r.name, r.status) for r in rows] == [("Malin Hed", "absent"), ("Stina Kvist", "present")]


def test_first_name_alone_is_the_person_already_listed() -> None:
    text = "Protokoll\n\nNärvarande: Stina Kvist, Malin Hed\nÖvriga närvarande: Stina\n\n1. Öppnande\nKlart.\n"
    assert [r.name for r in find_attendance(reading_of(text))] == ["Stina Kvist", "Malin Hed"]


def test_no_list_no_rows() -> None:
    assert find_attendance(reading_of("")) == []
    assert find_attendance(reading_of("§ 1 Ekonomi\nStina Kvist närvarade inte när frågan behandlades.\n")) == []


def test_names_are_sliced_from_the_source() -> None:
    reading = reading_of(
        "Anteckningar\n\nNärvarande\n\nG�ran Hed, ordf�rande\n\n1. Start\nVi började.\n\n2. Slut\nKlart.\n"
    )
    reading.view = reading.view.replace("G�ran Hed, ordf�rande", "Göran Hed, ordförande")
    (row,) = find_attendance(reading)
    assert (row.name, row.role) == ("G�ran Hed", "ordf�rande")


def test_the_component_is_registered() -> None:
    from spacy.language import Language

    import pipeline.language.roster

    assert Language.has_factory("kansli_roster")
    assert pipeline.language.roster.find_attendance is attendance.find_attendance


def test_word_lists() -> None:
    assert is_given("Gull-Britt") and is_given("ANNA") and not is_given("Kommunal")
    assert is_body("Lilla Edet") and is_body("Tibro kommun") and is_body("valberedningen")
    assert not is_body("Stina Kvist") and not is_body("")
    with pytest.raises(KnowledgeError, match="nonesuch"):
        load_table("nonesuch")
