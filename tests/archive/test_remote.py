"""Object stores: memory (always), S3 by moto's server (where its extra is installed)."""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from pipeline import archive
from pipeline.archive.discover import list_archive
from pipeline.archive.model import Found
from pipeline.errors import ArchiveError

fsspec = pytest.importorskip("fsspec")


@pytest.fixture
def memory() -> Iterator[str]:
    root = f"memory://{uuid.uuid4().hex}"
    yield root
    if fsspec.filesystem("memory").exists(root):
        fsspec.filesystem("memory").rm(root, recursive=True)


def rows(url: str, table: str) -> list[dict[str, Any]]:
    """A table as an analyst reads it from a store."""
    fs, path = fsspec.url_to_fs(url)
    files = sorted(f for f in fs.find(f"{path}/{table}") if f.endswith(".parquet"))
    return [row for f in files for row in pq.read_table(fs.open(f), partitioning=None).to_pylist()]


def test_tables_in_a_store_are_the_local_ones(go, memory: str, tmp_path: Path) -> None:
    go(f"{memory}/ut")
    assert go(f"{memory}/ut").read == 0
    assert archive.verify(f"{memory}/ut").ok
    go(tmp_path / "ut")
    for table in ("documents", "decisions", "failures"):
        assert rows(f"{memory}/ut", table) == rows(str(tmp_path / "ut"), table)


def test_a_replacement_that_was_cut_off_is_finished(go, memory: str, folder: Path, monkeypatch: Any) -> None:
    go(f"{memory}/ut")
    (folder / "ny.txt").write_text("Beslut: ny")
    kind = type(fsspec.filesystem("memory"))
    copies = iter(range(1))
    original = kind.cp_file

    def failing(*arguments: Any, **options: Any) -> None:
        if next(copies, None) is None:
            raise OSError("no connection")
        original(*arguments, **options)

    monkeypatch.setattr(kind, "cp_file", failing)
    with pytest.raises(ArchiveError, match="no connection"):
        go(f"{memory}/ut")
    monkeypatch.setattr(kind, "cp_file", original)
    assert go(f"{memory}/ut").read == 0
    assert len(rows(f"{memory}/ut", "documents")) == 13


def test_a_second_run_on_the_same_place_stops(go, memory: str) -> None:
    go(f"{memory}/ut")
    fs, path = fsspec.url_to_fs(f"{memory}/ut/_kansli/lock")
    fs.pipe_file(path, json.dumps({"token": "x", "time": time.time()}).encode())
    with pytest.raises(ArchiveError, match="Another run"):
        go(f"{memory}/ut")
    fs.pipe_file(path, json.dumps({"token": "x", "time": time.time() - 3600}).encode())
    assert go(f"{memory}/ut").documents == 12


def test_a_place_with_other_objects_is_refused(go, memory: str) -> None:
    fs, path = fsspec.url_to_fs(f"{memory}/annat/fil.txt")
    fs.pipe_file(path, b"x")
    with pytest.raises(ArchiveError, match="other objects"):
        go(f"{memory}/annat")


def test_an_archive_in_a_store_is_listed_without_what_is_no_document(memory: str) -> None:
    fs, path = fsspec.url_to_fs(f"{memory}/arkiv")
    for name in ("Åmål/§ 0 protokoll åäö.txt", ".git/config", "~$lås.docx", "ut/documents/part-0.parquet"):
        fs.pipe_file(f"{path}/{name}", b"text")
    files = list_archive(f"{memory}/arkiv", f"{memory}/arkiv/ut").files
    assert [(f.path, f.size) for f in files] == [("Åmål/§ 0 protokoll åäö.txt", 4)]
    assert isinstance(files[0], Found) and files[0].stamp


def test_what_is_not_there_is_an_error(memory: str, go) -> None:
    with pytest.raises(ArchiveError, match="not there"):
        go(archive=f"{memory}/finns-inte")


def test_file_urls_are_paths(go, folder: Path, tmp_path: Path) -> None:
    assert go(f"file://{tmp_path}/ut", archive=f"file://{folder}").documents == 12
    assert (tmp_path / "ut" / "documents").is_dir()


@pytest.fixture(scope="module")
def s3() -> Iterator[str]:
    """A bucket on moto's server."""
    pytest.importorskip("s3fs")
    server = pytest.importorskip("moto.server").ThreadedMotoServer(port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
        patch.setenv("AWS_ACCESS_KEY_ID", "test")
        patch.setenv("AWS_SECRET_ACCESS_KEY", "test")
        patch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        fsspec.filesystem("s3").mkdir("kansli-test")
        yield "s3://kansli-test"
    server.stop()


def test_an_archive_and_tables_on_s3(go, s3: str, folder: Path, tmp_path: Path) -> None:
    fs = fsspec.filesystem("s3")
    for file in folder.rglob("*.txt"):
        fs.put_file(str(file), f"kansli-test/arkiv/{file.relative_to(folder).as_posix()}")
    summary = go(f"{s3}/ut", archive=f"{s3}/arkiv", workers=2)
    assert (summary.documents, summary.failures) == (12, 0)
    assert archive.verify(f"{s3}/ut", f"{s3}/arkiv").ok
    assert go(f"{s3}/ut", archive=f"{s3}/arkiv").read == 0
    go(tmp_path / "ut")
    assert rows(f"{s3}/ut", "documents") == rows(str(tmp_path / "ut"), "documents")
    assert "Åmål/§ 0 protokoll åäö.txt" in [r["source"] for r in rows(f"{s3}/ut", "documents")]
    fs.pipe_file("kansli-test/arkiv/Åmål/§ 0 protokoll åäö.txt", b"Beslut: annat")
    assert go(f"{s3}/ut", archive=f"{s3}/arkiv").changed == 1


def test_only_one_run_gets_the_lock_on_s3(go, s3: str) -> None:
    fs = fsspec.filesystem("s3")
    fs.pipe_file("kansli-test/las/_kansli/lock", json.dumps({"token": "x", "time": time.time()}).encode())
    with pytest.raises(ArchiveError, match="Another run"):
        go(f"{s3}/las")
