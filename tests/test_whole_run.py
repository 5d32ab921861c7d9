"""The main job on the sample archive: the laws that every table obeys."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import pipeline
from pipeline.language.layout import find_lines
from pipeline.language.reading import make_reading
from pipeline.sources import read
from pipeline.tables.schema import TABLES

Tables = dict[str, pd.DataFrame]


@pytest.fixture(scope="module")
def out(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tables")
    summary = pipeline.run(archive, folder, workers=1)
    assert summary.exit_status == 1  # two files of the archive cannot be read, and the run says so
    return folder


@pytest.fixture(scope="module")
def tables(out: Path) -> Tables:
    return {name: pd.read_parquet(out / name) for name in TABLES}


def texts(tables: Tables) -> dict[str, str]:
    return dict(zip(tables["documents"].document_id, tables["documents"].text, strict=True))


def test_every_table_is_there_and_filled(tables: Tables) -> None:
    assert {name: len(table) > 0 for name, table in tables.items()} == dict.fromkeys(TABLES, True)
    assert len(tables["documents"]) >= 16


def test_bad_files_are_rows_of_failures(tables: Tables) -> None:
    failures = tables["failures"]
    assert sorted(failures.source.str.split("/").str[0].unique()) == ["Trasiga filer"]
    assert set(failures.error) >= {"empty"}
    assert failures.message.str.len().min() > 10


@pytest.mark.parametrize("name", ["entities", "dates", "statements", "decisions", "assignments"])
def test_every_span_slices_to_its_text(tables: Tables, name: str) -> None:
    source = texts(tables)
    for row in tables[name].itertuples():
        assert source[row.document_id][row.start : row.end] == row.text
        assert row.text == row.text.strip() != ""


def test_sections_and_attendance_lie_in_their_text(tables: Tables) -> None:
    source = texts(tables)
    for name in ("sections", "attendance"):
        for row in tables[name].itertuples():
            assert 0 <= row.start < row.end <= len(source[row.document_id])


def test_names_and_dates_do_not_overlap(tables: Tables) -> None:
    names = tables["entities"].query("mention == 'NAM'")[["document_id", "start", "end"]]
    spans = pd.concat([names, tables["dates"][["document_id", "start", "end"]]])
    for _, group in spans.sort_values("start").groupby("document_id"):
        assert all(a <= b for a, b in zip(group.end[:-1], group.start[1:], strict=True))


def test_statements_are_ordered_and_do_not_overlap(tables: Tables) -> None:
    for _, group in tables["statements"].groupby("document_id"):
        assert list(group.statement_id) == sorted(group.statement_id)
        assert all(a.end <= b.start for a, b in pairwise(group.itertuples()))


def test_acts_join_their_statements(tables: Tables) -> None:
    statements = tables["statements"].set_index(["document_id", "statement_id"])
    for name, act in (("decisions", "decision"), ("assignments", "assignment")):
        for row in tables[name].itertuples():
            statement = statements.loc[(row.document_id, row.statement_id)]
            assert act == statement.label or act in list(statement.also)
    acts = statements[[act in ("decision", "assignment") for act in statements.label]]
    assert len(tables["decisions"]) + len(tables["assignments"]) >= len(acts)


def test_dates_are_in_order(tables: Tables) -> None:
    both = tables["dates"].dropna(subset=["earliest", "latest"])
    assert (both.earliest <= both.latest).all()
    assert all(isinstance(d, dt.date) for d in both.earliest)


def test_every_line_of_an_item_is_a_heading_or_covered(archive: Path, tables: Tables) -> None:
    """Guideline section 2; lines of attendance lists and contentless leads are covered otherwise."""
    bare: list[tuple[str, str]] = []
    lines = 0
    for row in tables["documents"].itertuples():
        reading = make_reading(read(archive / row.source).sources[0])
        own = {n: tables[n][tables[n].document_id == row.document_id] for n in ("sections", "statements", "attendance")}
        heads = {s.start for s in own["sections"].itertuples()}
        titles = {s.title for s in own["sections"].itertuples()}  # a title may stand under its number
        items = [(s.start, s.end) for s in own["sections"].itertuples() if s.kind in ("item", "subitem")]
        other = [(s.start, s.end) for s in own["sections"].itertuples() if s.kind not in ("item", "subitem")]
        covered = [(s.start, s.end) for name in ("statements", "attendance") for s in own[name].itertuples()]
        for line in find_lines(reading):
            inside = any(a <= line.start and line.end <= b for a, b in items)
            if line.kind != "text" or not inside or any(a <= line.start < b for a, b in other) or line.start in heads:
                continue
            if reading.view[line.start : line.end] in titles:
                continue
            lines += 1
            if not any(a < line.end and line.start < b for a, b in covered):
                bare.append((row.source, reading.view[line.start : line.end]))
    allowed = ("beslut", "valde", "Vad", "Datum", "att ", "Ledamot")  # leads of lists, heads of tables
    assert lines > 300
    assert [b for b in bare if not any(word in b[1] for word in allowed)] == [], bare


def test_the_order_of_files_does_not_matter(archive: Path, out: Path, tmp_path: Path) -> None:
    again = tmp_path / "tables"
    for pattern in ("S*/**", "[A-R]*/**", "*"):  # the same archive, read in three helpings
        pipeline.run(archive, again, workers=1, include=[pattern])
    pipeline.run(archive, again, workers=1)
    for name in TABLES:
        first: Any = pd.read_parquet(out / name)
        second: Any = pd.read_parquet(again / name)
        pd.testing.assert_frame_equal(first, second)
