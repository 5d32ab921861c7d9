from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline.errors import ArchiveError
from pipeline.export import export_dcat


def record(tables: Path, tmp_path: Path, **more: str) -> str:
    told = {"publisher": 'Å "kommun"', "url": "https://data.exempel.se/kansli/"} | more
    return export_dcat(tables, tmp_path / "a.ttl", **told)[0].read_text("utf8")  # type: ignore[arg-type]


def test_what_the_profile_asks_for_is_there(tables: Path, tmp_path: Path) -> None:
    text = record(tables, tmp_path, license="https://creativecommons.org/publicdomain/zero/1.0/", access="public")
    dataset = text[text.index("a dcat:Dataset") : text.index("a dcat:Distribution")]
    for needed in (
        "dcterms:title",
        "dcterms:description",
        "dcterms:publisher",
        "dcat:distribution",
        "access-right/PUBLIC",
    ):
        assert needed in dataset
    assert '"2031-04-02"^^xsd:date' in dataset
    distribution = text[text.index("a dcat:Distribution") :]
    assert "dcat:accessURL <https://data.exempel.se/kansli/>" in distribution
    assert "dcterms:license <https://creativecommons.org/publicdomain/zero/1.0/>" in distribution
    assert 'foaf:name "Å \\"kommun\\""' in text


def test_every_prefix_is_declared_and_every_block_is_closed(tables: Path, tmp_path: Path) -> None:
    text = record(tables, tmp_path, contact="a@exempel.se")
    bare = re.sub(r'"(?:[^"\\]|\\.)*"|<[^>]*>', "", text)
    declared = set(re.findall(r"@prefix (\w+):", text))
    assert set(re.findall(r"\b(\w+):\w", bare.split("\n\n", 1)[1])) == declared
    assert all(block.endswith(" .") for block in text.strip().split("\n\n"))


def test_subjects_that_are_referred_to_are_described(tables: Path, tmp_path: Path) -> None:
    text = record(tables, tmp_path, contact="a@exempel.se")
    for name in ("distribution", "publisher", "contact"):
        assert f"\n<https://data.exempel.se/kansli#{name}> a " in text


@pytest.mark.parametrize(
    ("told", "message"),
    [
        ({"publisher": ""}, "--publisher"),
        ({"url": "kansli"}, "--url must be"),
        ({"url": "https://a.se/<x>"}, "--url must be"),
        ({"license": "CC0"}, "--license must be"),
        ({"contact": "nobody"}, "e-mail"),
        ({"access": "secret"}, "public, restricted"),
    ],
)
def test_what_cannot_be_known_is_asked_for(tables: Path, tmp_path: Path, told: dict[str, str], message: str) -> None:
    with pytest.raises(ArchiveError, match=message):
        record(tables, tmp_path, **told)
