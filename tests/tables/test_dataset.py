"""The Parquet writer: whole files of a good size, the same bytes for the same rows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import ArchiveError
from pipeline.tables.dataset import TableWriter, file_sha256, iter_batches, read_table, to_batch
from pipeline.tables.schema import SCHEMA_VERSION, TABLES


def failure(number: int, message: str = "Filen är tom.") -> dict[str, Any]:
    source = f"§ {number}.txt"
    return {"document_id": None, "source": source, "stage": "read", "error": "empty", "message": message}


def write(folder: Path, batches: list[list[dict[str, Any]]], **sizes: int) -> list[str]:
    writer = TableWriter(folder / "failures", "failures", {"kansli.fingerprint": "f"}, **sizes)
    for rows in batches:
        writer.write(to_batch("failures", rows))
    return [part.name for part in writer.close()]


def test_rows_come_back_as_written(tmp_path: Path) -> None:
    rows = [failure(number) for number in range(5)]
    write(tmp_path, [rows[:2], [], rows[2:]])
    table = read_table(tmp_path, "failures")
    assert table.to_pylist() == rows
    assert table.schema.metadata[b"kansli.schema_version"] == SCHEMA_VERSION.encode()
    assert table.schema.metadata[b"kansli.fingerprint"] == b"f"
    assert [b.num_rows for b in iter_batches(tmp_path, "failures", ["source"], batch_rows=2)] == [2, 2, 1]


@pytest.mark.parametrize("name", TABLES)
def test_an_empty_table_is_one_file_with_all_columns(name: str, tmp_path: Path) -> None:
    parts = TableWriter(tmp_path / name, name).close()
    assert [part.rows for part in parts] == [0]
    assert read_table(tmp_path, name).schema.equals(TABLES[name].schema)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, 9), max_size=12), st.integers(100, 4000), st.integers(100, 20_000))
def test_no_row_is_lost_and_names_follow_the_order(
    tmp_path_factory: pytest.TempPathFactory, counts: list[int], group: int, file: int
) -> None:
    folder = tmp_path_factory.mktemp("tabell")
    numbers = iter(range(1000))
    batches = [[failure(next(numbers)) for _ in range(count)] for count in counts]
    names = write(folder, batches, row_group_bytes=group, file_bytes=file)
    assert names == sorted(names) == sorted(p.name for p in (folder / "failures").iterdir())
    assert read_table(folder, "failures")["source"].to_pylist() == [f"§ {n}.txt" for n in range(sum(counts))]


def test_a_large_table_is_cut_into_files_and_names_hold_their_hash(tmp_path: Path) -> None:
    batches = [[failure(number, "x" * 1000)] for number in range(100)]
    names = write(tmp_path, batches, row_group_bytes=5_000, file_bytes=30_000)
    assert 3 <= len(names) <= 5
    for name in names:
        assert file_sha256(tmp_path / "failures" / name)[:12] in name
    groups = pq.ParquetFile(tmp_path / "failures" / names[0]).num_row_groups
    assert 5 <= groups <= 7


def test_the_same_rows_give_the_same_bytes(tmp_path: Path) -> None:
    batches = [[failure(number)] for number in range(20)]
    assert write(tmp_path / "a", batches) == write(tmp_path / "b", batches)
    assert write(tmp_path / "c", batches[1:]) != write(tmp_path / "a2", batches)


def test_what_the_contract_forbids_is_refused() -> None:
    with pytest.raises(pa.ArrowInvalid, match="must not be null"):
        to_batch("failures", [failure(1) | {"stage": None}])
    with pytest.raises((pa.ArrowInvalid, pa.ArrowTypeError)):
        to_batch("failures", [failure(1) | {"message": 7}])


def test_a_missing_table_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="no table decisions"):
        read_table(tmp_path, "decisions")
