"""Shards together are the whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import archive
from pipeline.errors import ArchiveError
from tests.faults.harness import bytes_of


def test_merged_shards_are_the_tables_of_one_run(go, folder: Path, tmp_path: Path) -> None:
    first = sorted(folder.rglob("*.txt"))[0]
    (folder / "kopia.txt").write_bytes(first.read_bytes())  # perhaps in another shard than its twin
    (folder / "bruten.txt").symlink_to(folder / "finns-inte")
    shards = [tmp_path / f"del-{i}" for i in (1, 2, 3)]
    counts = [go(out, shard=(i, 3)).documents for i, out in enumerate(shards, 1)]
    assert sum(counts) == 13 and min(counts) > 0
    merged = archive.merge(shards, tmp_path / "hel")
    assert (merged.documents, merged.failures) == (13, 1)
    go(tmp_path / "ett")
    assert bytes_of(tmp_path / "hel") == bytes_of(tmp_path / "ett")
    assert archive.verify(tmp_path / "hel", folder).ok
    assert go(tmp_path / "hel").read == 0  # a run continues from merged tables


def test_merging_again_after_the_archive_has_grown(go, folder: Path, tmp_path: Path) -> None:
    shards = [tmp_path / "del-1", tmp_path / "del-2"]
    for _ in range(2):
        for i, out in enumerate(shards, 1):
            go(out, shard=(i, 2))
        merged = archive.merge(shards, tmp_path / "hel")
        (folder / "ny.txt").write_text("Beslut: ny")
    assert merged.documents == 13


def test_shards_that_do_not_belong_together_are_refused(go, tmp_path: Path) -> None:
    go(tmp_path / "a", shard=(1, 2))
    go(tmp_path / "b", shard=(2, 2), fingerprint="fake-2")
    with pytest.raises(ArchiveError, match="different rules"):
        archive.merge([tmp_path / "a", tmp_path / "b"], tmp_path / "hel")
    with pytest.raises(ArchiveError, match="two shards"):
        archive.merge([tmp_path / "a", tmp_path / "a"], tmp_path / "hel")
    with pytest.raises(ArchiveError, match="finished run"):
        archive.merge([tmp_path / "a", tmp_path / "c"], tmp_path / "hel")


@pytest.mark.parametrize("shard", [(0, 2), (3, 2)])
def test_a_shard_that_is_none_is_refused(go, shard: tuple[int, int]) -> None:
    with pytest.raises(ArchiveError, match="no shard"):
        go(shard=shard)
