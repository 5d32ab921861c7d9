"""The data behind the readers: every rule holds for its example and not for its counter-example."""

from __future__ import annotations

import tomllib
from importlib import resources

import pytest

from pipeline.sources.columns import are_labels, are_names, are_signatures, column_kind, is_action_header
from pipeline.sources.encodings import decode
from pipeline.sources.pdf.furniture import is_furniture_text
from pipeline.sources.pdf.items import starts_anew


def data(name: str) -> dict[str, object]:
    file = resources.files("pipeline.knowledge").joinpath("text", name)
    return tomllib.loads(file.read_text(encoding="utf-8"))


def test_mojibake_examples() -> None:
    rules = data("mojibake.toml")
    for example in rules["example"]:  # type: ignore[attr-defined]
        assert decode(example["garbled"].encode()).text == example["plain"]
    for example in rules["counter_example"]:  # type: ignore[attr-defined]
        assert decode(example["plain"].encode()).text == example["plain"]


@pytest.mark.parametrize("kind", ["owner", "deadline", "task", "number"])
def test_column_examples(kind: str) -> None:
    rule = data("columns.toml")[kind]
    assert column_kind(rule["example"]) == kind  # type: ignore[index]
    assert column_kind(rule["counter_example"]) != kind  # type: ignore[index]


def test_row_examples() -> None:
    rules = data("columns.toml")
    for kind, test in (("signature", are_signatures), ("label", are_labels)):
        rule = rules[kind]
        assert test([rule["example"], rule["example"]])  # type: ignore[index]
        assert not test([rule["example"], rule["counter_example"]])  # type: ignore[index]


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        (["Vad", "Vem", "Klart"], True),
        (["Åtgärd", "Ansvarig person"], True),
        (["Nr", "Ärende", "Föredragande"], True),
        (["Ansvarig", "Maj Ål"], False),
        (["Namn", "Parti"], False),
        (["Maj Ål har tagit på sig att vara ansvarig", "ja"], False),
    ],
)
def test_action_headers(headings: list[str], expected: bool) -> None:
    assert is_action_header(headings) is expected


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["Maj-Britt Ål (S)", "Bo von Alm", "Eva Brink, ersättare"], True),
        (["Plats och tid", "Beslutande", "Justerare"], False),
        (["Rådhuset, kl. 13", "2024-05-14"], False),
        (["", ""], False),
    ],
)
def test_names(cells: list[str], expected: bool) -> None:
    assert are_names(cells) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sida 2 av 7", True), ("3 (12)", True), ("- 4 -", True), ("Sid 5", True), ("1(1)", True),
        ("Justerandes sign", True), ("Utdragsbestyrkande", True), ("Ordförandes signatur", True),
        ("§ 3", False), ("12", False), ("Sidan är tom", False), ("Justeras", False), ("2024-05-14", False),
    ],
)  # fmt: skip
def test_furniture(text: str, expected: bool) -> None:
    assert is_furniture_text(text) is expected


@pytest.mark.parametrize(
    ("above", "line", "expected"),
    [
        ("Maj Ål (S), tjänstgörande ersättare för Bo Alm (M)", "Eva Brink (C)", True),
        ("Maj Ål (S), tjänstgörande ersättare för Bo", "Alm (M)", False),
        ("Maj Ål (S), tjänstgörande ersättare för", "Bo Alm (M)", False),
        ("att bevilja bidraget, samt", "att betala ut det i maj.", True),
        ("Styrelsen har inte hunnit med", "att betala ut det i maj.", False),
        ("............................", "Maj Ål", True),
    ],
)
def test_lines_that_begin_anew(above: str, line: str, expected: bool) -> None:
    assert starts_anew(above, line) is expected
