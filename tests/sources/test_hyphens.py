"""Line-end hyphens by rule and by the document's own words."""

from __future__ import annotations

import pytest

from pipeline.sources.hyphens import Hyphens


@pytest.mark.parametrize(
    ("before", "after", "joined"),
    [
        ("enligt för-", "valtningens förslag", "enligt förvaltningens förslag"),
        ("samt KS-", "förvaltningen", "samt KS-förvaltningen"),
        ("inom EU-", "nivå", "inom EU-nivå"),
        ("hälso-", "och sjukvård", "hälso- och sjukvård"),
        ("Lars-", "Erik Alm", "Lars-Erik Alm"),
        ("nya e-", "tjänster", "nya e-tjänster"),
        ("åren 2023-", "2025", "åren 2023-2025"),
        ("www.exempel.se/min-", "sida", "www.exempel.se/min-sida"),
        ("icke-", "statliga", "icke-statliga"),
        ("Kommun-", "styrelsen", "Kommunstyrelsen"),
        ("den 16 -", "sedan", "den 16 - sedan"),
    ],
)
def test_rules(before: str, after: str, joined: str) -> None:
    assert Hyphens().join(before, after) == joined


def test_the_document_itself_decides_first() -> None:
    own = Hyphens(["Möte om tåg-trafiken i dag", "tåg-", "trafiken"])
    assert own.join("om tåg-", "trafiken nu") == "om tåg-trafiken nu"
    assert Hyphens(["Möte om tågtrafiken i dag"]).join("om tåg-", "trafiken nu") == "om tågtrafiken nu"
