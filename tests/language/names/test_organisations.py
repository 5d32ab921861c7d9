import pytest

from tests.language.names.helpers import mentions, names


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Bidrag till Ekdalens Ryttarförening beviljas.", ["ORG Ekdalens Ryttarförening"]),
        ("Svar från Norrviks kommunalförbund väntas.", ["ORG Norrviks kommunalförbund"]),
        ("Avtal tecknas med Svets & Stans i Alby AB.", ["ORG Svets & Stans i Alby AB"]),
        ("Stiftelsen Gläntan ansöker om bidrag.", ["ORG Stiftelsen Gläntan"]),
        ("Protokoll för datorföreningen Kretsen upprättas.", ["ORG Kretsen"]),
        ("Elever från Ekdalsgymnasiet deltar.", ["ORG Ekdalsgymnasiet"]),
        ("Länsstyrelsen i Västra Götalands län ger tillstånd.", ["ORG Länsstyrelsen i Västra Götalands län"]),
        ("Trafikverkets plan och VGR:s svar.", ["ORG Trafikverkets", "ORG VGR"]),
        ("Nästa vecka ska NBX byta lås.", ["ORG NBX"]),
        ("Rapport om IT, HR och GDPR.", []),
        ("TRV 2024/1184 läggs till handlingarna.", []),
        ("SKR-nätverken och AI-uppdraget fortsätter.", []),
        ("Kultur- och fritidsnämnden yttrar sig.", []),
        ("Karin Ekfors (S) yrkar avslag.", ["PER Karin Ekfors"]),
        ("Socialdemokraterna yrkar bifall.", ["ORG Socialdemokraterna"]),
        ("Mötet hölls på Teams och i Discord.", []),
        (
            "Kommundirektörsföreningen och kommundirektörsföreningen.",
            ["ORG Kommundirektörsföreningen", "ORG kommundirektörsföreningen"],
        ),
        ("Medlem i Hotell- och Krögarnas förbund.", ["ORG Hotell- och Krögarnas förbund"]),
        ("Varje kommun beslutar. Vår kommun växer.", []),
    ],
)
def test_shapes_and_slots(text: str, found: list[str]) -> None:
    assert names(text) == found


def test_bracketed_short_form_and_name_share_a_norm() -> None:
    text = "Ny ledamot i rådet för hållbart byggande (RHB) utses. RHB möts i maj."
    found = [(text[m.start : m.end], m.norm, m.source) for m in mentions(text) if m.mention == "NAM"]
    norm = "rådet för hållbart byggande"
    assert found == [(norm, norm, "document"), ("RHB", norm, "document"), ("RHB", norm, "document")]


def test_bracketed_short_form_of_a_registered_body_has_its_norm() -> None:
    text = "Sveriges Kommuner och Regioner (SKR) bjuder in."
    assert {m.norm for m in mentions(text)} == {"Sveriges Kommuner och Regioner"}


@pytest.mark.parametrize(
    "text", ["Policy för artificiell intelligens (AI).", "Enligt lagen om valfrihet (LOV) gäller detta."]
)
def test_short_forms_of_things_are_no_organisations(text: str) -> None:
    assert names(text) == []


def test_the_documents_own_body_is_found_again() -> None:
    text = "Mötesprotokoll KodVerk Syd\n\nNärvarande\n\n- Alla\n\nTröja med kodverk syd på ryggen."
    assert names(text) == ["ORG KodVerk Syd", "ORG kodverk syd"]


def test_title_lines_of_a_meeting_are_no_names() -> None:
    assert names("Protokoll Styrelsemöte Nr 4\nMinnesanteckningar Mars 2024\nNärvarande") == []


def test_a_name_shown_once_is_found_again() -> None:
    text = "Vi har offert från TakMurex. Styrelsen tackar ja.\n\nTakMurex börjar i juni."
    assert names(text) == ["ORG TakMurex", "ORG TakMurex"]
