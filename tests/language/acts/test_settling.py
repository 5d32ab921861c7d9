"""Decisions by everyday wording: postponing, moving, refusing, agreeing; what only sounds like one."""

import pytest

from pipeline.language.acts.classify import classify
from pipeline.language.acts.verdict import Context


def acts(text: str, **around: object) -> set[str]:
    """The acts of one sentence at a board meeting."""
    verdict = classify(text, Context(body="Styrelsen", **around))  # type: ignore[arg-type]
    return {verdict.label, *verdict.also} - {"information"}


@pytest.mark.parametrize(
    "text",
    [
        "Inget beslut idag, frågan bordläggs.",
        "Ingen ville ställa upp så valet flyttas till nästa möte.",
        "Motionen avslogs med 22 röster mot 17.",
        "Överens om att vi stannar kvar i lokalen.",
        "20 000 kr avsätts till lekplatsen.",
        "Lägret i maj ställs in, det var alla överens om.",
        "Vi kör samma upplägg som i fjol.",
        "Avtalet med leverantören sägs upp.",
        "Tjänsten tillsätts inte.",
        "Vi överklagar inte.",
        "Styrelsen avstår från att yttra sig.",
        "Kostnaden tas från reparationsfonden.",
        "Laget får 2 000 kr till cupen.",
        "Oförändrat, 2 000 kr.",
        "Till handlingarna.",
        "Beslut 14:1 Alternativ B.",
    ],
)
def test_a_matter_is_settled(text: str) -> None:
    assert acts(text) == {"decision"}


@pytest.mark.parametrize(
    "text",
    [
        "En nyhet var att middagen flyttas till kl. 17.",
        "Nämnden återremitterade ärendet i september.",
        "Starten skjuts till maj enligt projektets styrgrupp.",
        "Kim Ek anför att nämnden redan i februari beslutade att köpa bilen.",
        "Datumet är inte spikat.",
        "Biljetterna säljs via hemsidan.",
        "Simhallen stängs för renovering hela sommaren.",
        "Avtalet förlängs automatiskt.",
        "Räntan är oförändrad, 3,4 %.",
        "Vi utgår från förra årets budget.",
        "Bidraget utgår med 40 kr per deltagare.",
        "Laget får 3 poäng för segern.",
        "Beslutet är överklagat.",
        "Budgeten medger en anställning till.",
        "Rektorn beslutar om ledighet.",
        "Revisorerna tillstyrker att styrelsen beviljas ansvarsfrihet.",
        "Beslut om budgeten tas av fullmäktige i november.",
    ],
)
def test_what_is_told_is_no_act(text: str) -> None:
    assert acts(text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "Styrelsen beslutar att låta kassören ta in anbud.",
        "Det bestämdes att Borgvik håller samman nätverket.",
        "Motionen bifalls på så sätt att förvaltningen ser över rummen.",
        "Överens om att samtliga kommuner rapporterar in sina siffror.",
        "Ärendet återremitteras med uppdrag till kontoret att redovisa kostnaden.",
        "Beslut: Kim Ek sköter kiosken.",
        "Styrelsen ger ordföranden fullmakt att teckna avtalet.",
    ],
)
def test_a_decision_that_lays_a_task_on_somebody_is_both(text: str) -> None:
    assert acts(text) == {"decision", "assignment"}


def test_votes_beside_a_decision_are_the_record_where_the_item_has_its_decision_elsewhere() -> None:
    text = "Motionen avslogs med 22 röster mot 17."
    assert acts(text, outcome_elsewhere=True) == set()
