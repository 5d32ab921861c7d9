import pytest

from tests.language.names.helpers import mentions, names


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Mötet hålls i Kungälv.", ["LOC Kungälv"]),
        ("Göteborg presenterar sitt arbete.", ["ORG* Göteborg"]),
        ("Göteborg ligger vid en älv.", ["LOC Göteborg"]),
        ("Hon slutar som kommundirektör i Härryda.", ["ORG* Härryda"]),
        ("Dialog förs med Lerum om skolan.", ["ORG* Lerum"]),
        ("Mejlet säger att Sorsele inte längre deltar.", ["ORG* Sorsele"]),
        ("Kungälv, Ale och Lerum deltar i nätverket.", ["ORG* Kungälv", "ORG* Ale", "ORG* Lerum"]),
        ("Ett samarbete med Alingsås kommun inleds.", ["ORG Alingsås kommun"]),
        ("Antalet boende i Alingsås kommun ökar.", ["LOC* Alingsås kommun"]),
        ("Tina Elfving, GBG", ["PER Tina Elfving", "ORG* GBG"]),
        ("Göteborgs förslag och Göteborgs centrum.", ["ORG* Göteborgs", "LOC Göteborgs"]),
        ("Vi ses på Lingonvägen 12 B.", ["LOC Lingonvägen 12 B"]),
        ("Plats: sal Lönnen", ["LOC Lönnen"]),
        ("Plats: Kommunhuset", []),
        ("Plats: Hos Karin Ekfors", ["PER Karin Ekfors"]),
        ("Intresset är stort i hela GR-området.", ["LOC GR-området"]),
        ("Vi möts i sal B2 på Kungliga Tekniska Högskolan.", ["LOC B2", "LOC* Kungliga Tekniska Högskolan"]),
        ("Det finns en station i Vilhelmina.", ["LOC Vilhelmina"]),
        ("Nu ska Lerum ta fram underlag.", ["ORG* Lerum"]),
        ("Frågan går vidare (Kungälv).", ["ORG* Kungälv"]),
        ("Karin Ekfors från Lerum visar bilder.", ["PER Karin Ekfors", "ORG* Lerum"]),
        ("Socialnämnden i Tjörn tar upp frågan.", ["ORG* Tjörn"]),
        ("- Lerum – nytt avtal om vikarier", ["ORG* Lerum"]),
        ("Vattenläckan i Drummanäs är lagad.", ["LOC Drummanäs"]),
        ("Grannarna på Drumma 2:14 klagar.", ["LOC Drumma 2:14"]),
        ("Betänkandet SOU 2012:71 remitteras.", []),
        ("Värmen i Drumma kyrka sjunker.", ["LOC Drumma kyrka"]),
        ("Var och en svarar. Vad händer? Bara en fråga.", []),
    ],
)
def test_function_and_literal_label(text: str, found: list[str]) -> None:
    assert names(text) == found


def test_affiliation_is_an_organisation() -> None:
    text = "Närvarande\n\nYlva Torstedt, Mark\nBo Granlid, Ale\n"
    found = names(text, ("Ylva Torstedt, Mark", "Bo Granlid, Ale"))
    assert found == ["PER Ylva Torstedt", "ORG* Mark", "PER Bo Granlid", "ORG* Ale"]


def test_an_affiliation_that_no_register_has() -> None:
    text = "Närvarande\n\nYlva Torstedt, Drumkraft\nBo Granlid, Valberedningen\nMona Ekfors, ekonomichef\n"
    roster = ("Ylva Torstedt, Drumkraft", "Bo Granlid, Valberedningen", "Mona Ekfors, ekonomichef")
    assert names(text, roster) == ["PER Ylva Torstedt", "ORG Drumkraft", "PER Bo Granlid", "PER Mona Ekfors"]


def test_members_of_a_network_act_where_no_preposition_stands() -> None:
    text = "Närvarande\n\nYlva Torstedt, Lerum\nBo Granlid, Ale\n\nMallen är redan Lerums egen. Nästa möte: 3 maj, Ale."
    found = names(text, ("Ylva Torstedt, Lerum", "Bo Granlid, Ale"))
    assert found[-2:] == ["ORG* Lerums", "LOC Ale"]


def test_an_acting_municipality_has_the_norm_and_id_of_the_body() -> None:
    acting, place = mentions("Ale beslutar. Vi ses i Ale.")
    assert (acting.norm, acting.entity_id, acting.literal_label) == ("Ale kommun", "kommun:1440", "LOC")
    assert (place.norm, place.label, place.source) == ("Ale", "LOC", "register:municipalities")


def test_a_municipality_that_no_register_has() -> None:
    text = "Trollvika kommun\nProtokoll\n\nTrollvika beslutar att vänta. Vi möts i Trollvika."
    assert names(text) == ["ORG Trollvika kommun", "ORG* Trollvika", "LOC Trollvika"]
