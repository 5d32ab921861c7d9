"""The banks of single statements are in their format; their measure counts what it says."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

import pipeline
from benchmarks import statements
from benchmarks.statements import Line

HEAD = "class\talso\tassignees\theading\ttext\tnote\n"


@pytest.mark.parametrize("split", statements.SPLITS)
def test_every_bank_is_in_the_format_and_varied(split: str) -> None:
    lines = statements.load(split)
    counts = Counter(line.register for line in lines)
    assert set(counts) == set(statements.REGISTERS) and min(counts.values()) >= 149
    for register in statements.REGISTERS:
        of = [line for line in lines if line.register == register]
        assert min(sum(act in line.acts for line in of) for act in statements.ACTS) >= 35
        assert sum(not line.acts for line in of) >= 60
        assert len({line.heading for line in of}) >= 50


def test_no_statement_stands_twice() -> None:
    """Across registers and splits; the test split is no help where it repeats train."""
    texts = Counter(line.text.casefold() for split in statements.SPLITS for line in statements.load(split))
    assert [line.where for line in statements.load("test") if texts[line.text.casefold()] > 1] == []


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("decision\t\t\tTaxa\tRådet antar taxan.", "5 columns"),
        ("beslut\t\t\tTaxa\tRådet antar taxan.\t", "unknown class"),
        ("information\tassignment\t\tTaxa\tVera mejlar.\t", "also an act"),
        ("decision\t\t\tTaxa\t \t", "no text"),
        ("decision\t\t\tTaxa\tRådet antar taxan.\ttveksam", "unknown note"),
        ("decision\t\tVera\tTaxa\tVera valdes.\t", "without an assignment"),
        ("assignment\t\tVera\tTaxa\tKassören mejlar.\t", "not in the text"),
    ],
)
def test_a_bad_line_is_named_but_not_shown(tmp_path: Path, row: str, message: str) -> None:
    for register in statements.REGISTERS:
        (tmp_path / f"{register}.train.tsv").write_text(f"{HEAD}{row}\n", "utf8")
    with pytest.raises(ValueError, match=message) as error:
        statements.load("train", tmp_path)
    assert str(error.value).startswith("formal.train.tsv:2:")
    assert "Vera" not in str(error.value)
    (tmp_path / "formal.train.tsv").write_text(row, "utf8")
    with pytest.raises(ValueError, match="first line"):
        statements.load("train", tmp_path)


def line(acts: str, text: str, *assignees: str, register: str = "formal", borderline: bool = False) -> Line:
    return Line(register, "x:2", frozenset(acts.split()), assignees, "Taxor", text, borderline)


def test_the_measure_tells_right_missed_and_spurious() -> None:
    lines = [
        line("decision", "Kommunstyrelsen beslutar att anta taxan."),
        line("", "Kommunstyrelsen beslutar att avslå motionen."),
        line("decision", "Vädret var vackert hela veckan."),
        line("decision", "Många tyckte om kaffet.", borderline=True),
        line("assignment", "Emma Håkansson bokar lokalen till mötet.", "Emma Håkansson", register="telegraphic"),
        line("assignment", "Farid Rahimi bokar lokalen till mötet.", "lokalen", register="telegraphic"),
    ]
    tallies, errors = statements.measure(lines, pipeline.load(model=False))
    decisions = tallies["formal"].acts["decision"]
    assert [(c.tp, c.fp, c.fn) for c in decisions] == [(1, 0, 0), (0, 1, 0), (0, 0, 1)]
    telegraphic = tallies["telegraphic"]
    assert (telegraphic.right, telegraphic.compared) == (1, 2)
    assert [c.tp for c in telegraphic.acts["assignment"]] == [1, 1]
    assert [e.split()[1] for e in errors] == ["spurious", "missed", "assignees"]
    printed = list(statements.table(tallies))
    assert any(row.startswith("all") and "0.500" in row for row in printed)


@pytest.mark.parametrize("heading", ["Beslut", "Beslut om taxor och avgifter"])
def test_a_fixed_heading_stands_inside_an_item(heading: str) -> None:
    text, start = statements.document(Line("formal", "x:2", frozenset(), (), heading, "Taxan antas.", False))
    assert text[start:].startswith("Taxan antas.")
    assert ("§ 4 Ärendet" in text) == (heading == "Beslut")


def test_the_interval_of_a_share_holds_it_and_narrows() -> None:
    assert statements.wilson(0, 0) == (0.0, 1.0)
    assert statements.wilson(8, 10) == pytest.approx((0.4902, 0.9433), abs=1e-3)
    low, high = statements.wilson(80, 100)
    assert 0.4902 < low < 0.8 < high < 0.9433
