"""Decisions in the language of the chancery, by a tag beside the matter, and in items without a lead."""

import pytest

from pipeline.language.acts.classify import classify
from pipeline.language.acts.verdict import Context, Verdict


def acts(text: str, **around: object) -> set[str]:
    """The acts of one sentence at a board meeting."""
    verdict = classify(text, Context(body="Styrelsen", **around))  # type: ignore[arg-type]
    return {verdict.label, *verdict.also} - {"information"}


@pytest.mark.parametrize(
    "text",
    [
        "Lars Ek strykes ur medlemsförteckningen.",
        "Såsom firmatecknare godtages Vera Lind.",
        "Skrivelsen tillställes länsstyrelsen såsom föreningens yttrande.",
        "Taxan höjes icke.",
        "Tillstånd meddelas icke.",
        "Nämnden finner ej skäl att ändra sitt ställningstagande.",
        "Ärendet återförvisas för ny beredning.",
        "Ordförandebeslutet stadfästs.",
        "Ansvarsfrihet tillerkändes direktionen.",
        "Paragrafen direktjusteras.",
        "Uppdraget om ny växel förklaras härmed fullgjort.",
        "Stängt hela juli, bestämdes.",
        "Torsdagar i stället för fredagar, sa alla ja till.",
        "Klubbad, med två ändringar.",
        "Konsensus på mötet: vi väntar.",
        "Förslaget från lott 12 fick nej.",
        "Det blev tummen upp för förslag 2.",
        "Per Ek återvaldes.",
        "VL invald (5 x +1).",
        "Omval på hela högen.",
        "Efter provsmakning föll valet på Lindströms bageri.",
        "Till slut stannade man för den billigare offerten.",
        "Byggplanerna lades på is.",
        "Skrotat för i år.",
        "Får ligga till nästa gång.",
        "Med hänsyn till räntan höjer styrelsen avgiften med 3 %.",
        "Lgh 1101: ja t.o.m. 30/6.",
    ],
)
def test_settled_by_old_words_or_a_tag(text: str) -> None:
    assert acts(text) == {"decision"}


@pytest.mark.parametrize(
    "text",
    [
        "Plats meddelas senare.",
        "Kammarrätten återförvisade målet till nämnden.",
        "Regeringen stadfäste förordningen.",
        "Paragraferna direktjusteras när det brådskar.",
        "Datum, bestäms senare.",
        "Det bestämdes aldrig.",
        "Kim fick ja av kommunen.",
        "Ansökan till kommunen fick nej.",
        "Han återvaldes aldrig.",
        "Kim återvaldes till ordförande i klubben i höstas.",
        "Valet föll på en söndag i år.",
        "Laget vann över Heby med 3-1.",
        "Bussen stannade för att släppa av barnen.",
        "Projektet lades på is av kommunen.",
        "Dörren stängs kl. 21.",
        "Maten fryses in i portioner.",
        "Varje år höjer styrelsen avgiften.",
        "Därför höjer banken räntan.",
        "Efter lite strul blev det klart.",
    ],
)
def test_told_or_of_others(text: str) -> None:
    assert "decision" not in acts(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("att ur reserven anvisa 120 000 kronor till isbanan", {"decision"}),
        ("att inte bevilja bygglov", {"decision"}),
        ("att beslutet skall gälla omedelbart", {"decision"}),
        ("att avgiften höjs till 300 kronor", {"decision"}),
        ("att uppdra till kanslichefen att sälja möblerna", {"decision", "assignment"}),
        ("att vid vite förelägga Ek AB att ta bort bilarna", {"decision", "assignment"}),
        ("att rektor skall se till att larmet provas", {"decision", "assignment"}),
        ("att det är svårt att hitta ledare", set()),
        ("att alla ska trivas", set()),
        ("Att godkänna det vore att gå för långt.", set()),
    ],
)
def test_an_att_item_without_a_lead(text: str, expected: set[str]) -> None:
    assert acts(text) == expected


@pytest.mark.parametrize("role", ["background", "proposals"])
def test_an_att_item_is_no_decision_where_the_heading_says_otherwise(role: str) -> None:
    assert acts("att bevilja bidraget", role=role) == set()


def test_an_att_item_under_a_lead_that_tells_is_no_decision() -> None:
    lead = Verdict("information", subtype="dialogue", rule="information.dialogue")
    assert acts("att avgiften höjs till 300 kronor", lead=lead) == set()


def test_another_committee_that_advises_is_told() -> None:
    assert acts("Tekniska nämnden förordar att motionen avslås.") == set()
    assert acts("Styrelsen förordar den norra sträckningen.") == {"decision"}
