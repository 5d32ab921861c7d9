"""What a run writes, and what the next run does about changes."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from pipeline.errors import ArchiveError
from pipeline.tables.dataset import read_table
from tests.archive.conftest import sources, tables_of


def test_every_table_is_there_and_every_reader_reads_it(go, tmp_path: Path) -> None:
    summary = go()
    out = tmp_path / "ut"
    assert summary.documents == 12 and summary.rows["decisions"] == 12 and summary.exit_status == 0
    assert all(table.schema.metadata[b"kansli.fingerprint"] for table in tables_of(out).values())
    assert len(pd.read_parquet(out / "decisions")) == 12
    duckdb, pl = pytest.importorskip("duckdb"), pytest.importorskip("polars")
    assert duckdb.sql(f"select count(*) from '{out}/decisions/*.parquet'").fetchall() == [(12,)]
    assert pl.read_parquet(f"{out}/decisions").height == 12


def test_an_unchanged_archive_is_not_read_again(go) -> None:
    go()
    again = go()
    assert (again.read, again.unchanged, again.documents) == (0, 12, 12)


def test_changed_moved_and_deleted_files_are_reflected(go, folder: Path, tmp_path: Path) -> None:
    go()
    changed, moved, deleted, *_ = sorted(p for p in folder.rglob("*.txt"))
    changed.write_text("Protokoll\nBeslut: avslag\n", encoding="utf-8")
    moved.rename(moved.with_name("flyttad.txt"))
    deleted.unlink()
    summary = go()
    assert (summary.read, summary.changed, summary.moved, summary.deleted) == (2, 1, 1, 1)
    go(tmp_path / "frisk")
    assert tables_of(tmp_path / "ut") == tables_of(tmp_path / "frisk")
    assert "flyttad.txt" in [s.rsplit("/", 1)[-1] for s in sources(tmp_path / "ut")]


def test_a_new_fingerprint_reads_everything_again_and_says_so(go) -> None:
    go()
    summary = go(fingerprint="fake-2")
    assert summary.read == summary.reprocessed == 12
    assert any("new" in note for note in summary.notes)


def test_an_empty_archive_after_a_full_one_is_taken_for_a_lost_share(go, folder: Path) -> None:
    go()
    for file in folder.rglob("*.txt"):
        file.unlink()
    with pytest.raises(ArchiveError, match="empty"):
        go()
    assert go(full=True).documents == 0


def test_failures_are_rows_and_the_exit_status_says_so(go, folder: Path, tmp_path: Path) -> None:
    (folder / "tom.txt").write_text("")
    (folder / "fel.txt").write_text("RAISE")
    (folder / "rader.txt").write_text("BADROWS")
    (folder / "minne.txt").write_text("MEMORY")
    summary = go()
    assert summary.exit_status == 1 and summary.documents == 12
    rows = read_table(tmp_path / "ut", "failures").to_pylist()
    assert [(r["source"], r["stage"], r["error"]) for r in rows] == [
        ("fel.txt", "language", "ValueError"),
        ("minne.txt", "language", "memory"),
        ("rader.txt", "rows", "contract"),
        ("tom.txt", "read", "empty"),
    ]


def test_the_same_bytes_at_two_paths_keep_one_set_of_facts(go, folder: Path, tmp_path: Path) -> None:
    first = sorted(folder.rglob("*.txt"))[0]
    (folder / "Ö kopia.txt").write_bytes(first.read_bytes())
    summary = go()
    assert summary.documents == 13 and summary.rows["decisions"] == 12
    last = read_table(tmp_path / "ut", "documents").to_pylist()[-1]
    assert last["source"] == "Ö kopia.txt"
    assert last["warnings"] == [f"same-content-as: {first.relative_to(folder).as_posix()}"]


def test_limit_leaves_the_rest_for_the_next_run(go, tmp_path: Path) -> None:
    assert (go(limit=5).documents, go(limit=5).documents, go().documents) == (5, 10, 12)
    go(tmp_path / "hel")
    assert tables_of(tmp_path / "ut") == tables_of(tmp_path / "hel")


def test_files_tried_in_vain_do_not_use_up_the_limit(go, folder: Path) -> None:
    for number in range(3):
        (folder / f"0 minne {number}.txt").write_text("MEMORY")
    assert go(limit=3).failures == 3
    assert (go(limit=6).documents, go(limit=6).documents) == (6, 12)


def test_include_and_exclude_select_without_forgetting(go, tmp_path: Path) -> None:
    go()
    assert go(include=["åmål/*"]).documents == 4
    assert go(include=["*.TXT"], exclude=["*/nämnd/*"]).documents == 8
    assert go().read == 0


def test_a_selection_that_leaves_nothing_is_told(go, tmp_path: Path) -> None:
    assert any("--include" in note for note in go(include=["finns-inte/*"]).notes)
    assert not any("--include" in note for note in go(include=["åmål/*"]).notes)
    assert not any("--include" in note for note in go(limit=0).notes)


def test_an_archive_without_files_is_told(go, folder: Path, tmp_path: Path) -> None:
    for file in folder.rglob("*.txt"):
        file.unlink()
    assert any("holds no files" in note for note in go().notes)


def test_a_dry_run_reads_and_writes_nothing(go, tmp_path: Path) -> None:
    summary = go(dry_run=True)
    assert summary.dry_run and summary.read == 12
    assert not (tmp_path / "ut").exists()


def test_metadata_is_joined_and_a_new_line_of_it_reads_that_file_again(go, tmp_path: Path) -> None:
    csv = tmp_path / "om.csv"
    csv.write_text("source;body;meeting_date\nÅmål/§ 0 protokoll åäö.txt;Byanämnden;\n", encoding="utf-8")
    go(metadata=csv)
    bodies = {r["source"]: r["body"] for r in read_table(tmp_path / "ut", "documents").to_pylist()}
    assert bodies.pop("Åmål/§ 0 protokoll åäö.txt") == "Byanämnden"
    assert set(bodies.values()) == {None}
    csv.write_text("source;body\nÅmål/§ 3 protokoll åäö.txt;Hamnstyrelsen\n", encoding="utf-8")
    assert go(metadata=csv).read == 2
    csv.write_text("source,body\nfinns-inte.txt,Hamnstyrelsen\n", encoding="utf-8")
    assert any("1 lines of the metadata file" in note for note in go(metadata=csv).notes)


def test_tables_in_a_folder_of_something_else_are_refused(go, tmp_path: Path) -> None:
    (tmp_path / "annat").mkdir()
    (tmp_path / "annat" / "viktigt.docx").write_text("x")
    with pytest.raises(ArchiveError, match="other files"):
        go(tmp_path / "annat")


def test_tables_inside_the_archive_are_not_read_as_documents(go, folder: Path) -> None:
    go(folder / "tabeller")
    assert go(folder / "tabeller").documents == 12


def test_damaged_tables_are_written_again(go, tmp_path: Path) -> None:
    go()
    before = tables_of(tmp_path / "ut")
    part = next((tmp_path / "ut" / "decisions").glob("*.parquet"))
    part.unlink()
    assert go().read == 0
    assert tables_of(tmp_path / "ut") == before
