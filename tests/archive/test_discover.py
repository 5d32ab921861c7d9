"""Listing: every document once, nothing that is none, nothing that hangs."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.archive import discover
from pipeline.archive.discover import display, in_shard, list_archive, selected
from pipeline.errors import ArchiveError
from tests.archive.conftest import sources


def names(root: Path) -> list[str]:
    return [file.path for file in list_archive(root).files]


def test_files_are_ordered_by_path_and_hidden_and_lock_files_left_out(tmp_path: Path) -> None:
    for name in ("b.txt", "a/ö.txt", "a/å.txt", ".dold", ".git/x", "~$a.docx", "Thumbs.db", "_kansli/x"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    assert names(tmp_path) == ["a/å.txt", "a/ö.txt", "b.txt"]


def test_a_single_file_is_an_archive(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    assert names(tmp_path / "a.txt") == ["a.txt"]


def test_links_are_followed_but_not_round_in_circles(tmp_path: Path) -> None:
    (tmp_path / "arkiv" / "a").mkdir(parents=True)
    (tmp_path / "annan").mkdir()
    (tmp_path / "annan" / "fil.txt").write_text("x")
    (tmp_path / "arkiv" / "a" / "upp").symlink_to(tmp_path / "arkiv")
    (tmp_path / "arkiv" / "a" / "själv").symlink_to("själv")
    (tmp_path / "arkiv" / "länk").symlink_to(tmp_path / "annan")
    (tmp_path / "arkiv" / "bruten.txt").symlink_to(tmp_path / "finns-inte")
    listing = list_archive(tmp_path / "arkiv")
    assert [f.path for f in listing.files] == ["länk/fil.txt"]
    assert [(r["source"], r["stage"]) for r in listing.failures] == [
        ("a/själv", "discover"),
        ("bruten.txt", "discover"),
    ]
    assert listing.failures[0]["message"] == "The file is a link that leads back to itself. Remove or mend the link."


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_no_document(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "rör")
    assert names(tmp_path) == []


@pytest.mark.skipif(sys.platform != "linux", reason="names are bytes only on Linux")
def test_names_that_are_not_utf8_are_read_and_kept_apart(go, folder: Path, tmp_path: Path) -> None:
    for letter, text in ((b"\xe5", "Beslut: ett"), (b"\xe4", "Beslut: två"), (b"\\", "Beslut: tre")):
        Path(os.fsdecode(os.fsencode(folder) + b"/prot" + letter + b"koll.txt")).write_text(text)
    assert go().documents == 15
    found = [s for s in sources(tmp_path / "ut") if s.startswith("prot")]
    assert found == ["prot%5Ckoll.txt", "prot%E4koll.txt", "prot%E5koll.txt"]


def test_names_that_show_alike_do_not_hide_each_other(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xe5.txt")).write_text("x")
    (tmp_path / "%E5.txt").write_text("y")
    listing = list_archive(tmp_path)
    assert [f.path for f in listing.files] == ["%E5.txt"]
    assert [r["error"] for r in listing.failures] == ["namesake"]


def test_a_closed_folder_is_a_failure_and_what_was_read_there_is_not_forgotten(
    go, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: str) -> Iterator[os.DirEntry[str]]:
        if path.endswith("Åmål"):
            raise PermissionError(13, "Permission denied")
        return entries(path)

    go()
    with monkeypatch.context() as patch:
        entries = discover._entries
        patch.setattr(discover, "_entries", refuse)
        summary = go()
    assert (summary.documents, summary.failures, summary.deleted) == (8, 1, 0)
    again = go()
    assert (again.documents, again.read, again.failures) == (12, 0, 0)


def test_an_archive_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="cannot be listed"):
        list_archive(tmp_path / "finns-inte")


@pytest.mark.parametrize(
    ("include", "exclude", "wanted"),
    [
        ((), (), True),
        (("*.txt",), (), True),
        (("*.TXT",), (), True),
        (("åmål/*",), (), True),
        (("protokoll*",), (), True),
        (("*.pdf",), (), False),
        (("*.pdf", "*.txt"), (), True),
        ((), ("Åmål/*",), False),
        (("*.txt",), ("*2024*",), False),
    ],
)
def test_patterns(include: tuple[str, ...], exclude: tuple[str, ...], wanted: bool) -> None:
    assert selected("Åmål/KS/Protokoll 2024.txt", include, exclude) is wanted


@given(st.text(max_size=30), st.integers(1, 9))
def test_every_path_is_in_exactly_one_shard(path: str, count: int) -> None:
    path = display(path.encode("utf-8", "replace").decode())
    assert sum(in_shard(path, (i, count)) for i in range(1, count + 1)) == 1


@given(st.binary(max_size=30))
def test_any_name_can_be_shown(name: bytes) -> None:
    shown = display(os.fsdecode(name))
    assert (shown.encode() and "\\" not in shown) or not name
