"""What the documentation tells a reader to type, typed: Python, SQL and commands, in a folder with an archive."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import pipeline
from pipeline.cli import app

ROOT = Path(__file__).resolve().parents[2]
_FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LANGUAGES = ("python", "sql", "sh")
PAGES = [
    page
    for page in [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    if any(language in LANGUAGES for language, _ in _FENCE.findall(page.read_text("utf8")))
]
ELSEWHERE = ("large-archives.md", "add-a-rule.md")  # need a cluster, or change the rules; tried by their own tests


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder as the pages take it to be: an archive, its tables, a document, labelled samples."""
    folder = tmp_path_factory.mktemp("reader")
    (folder / "arkiv").symlink_to(ROOT / "data" / "archive")
    (folder / "data").symlink_to(ROOT / "data")
    source = next((ROOT / "data" / "archive").rglob("KS*.txt"))
    (folder / "protokoll.txt").write_text(source.read_text("utf8"), "utf8")
    pipeline.run(folder / "arkiv", folder / "tabeller", workers=1)
    (folder / "out").mkdir()
    (folder / "out" / "tables").symlink_to(folder / "tabeller")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        yield folder


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_examples_run(page: Path, place: Path) -> None:
    if page.name in ELSEWHERE:
        pytest.skip("has its own tests")
    names: dict[str, Any] = {}
    tried = 0
    for language, text in _FENCE.findall(page.read_text("utf8")):
        if language == "python":
            exec(compile(text, str(page), "exec"), names)
        elif language == "sql":
            duckdb = pytest.importorskip("duckdb", reason="DuckDB is not installed (pip install 'kansli[sql]')")
            assert duckdb.sql(text).fetchall() is not None
        elif language == "sh":
            for line in text.splitlines():
                run(line)
        tried += language in LANGUAGES
    assert tried


def run(line: str) -> None:
    words = shlex.split(line, comments=True)
    assert words[:1] == ["kansli"], line
    result = CliRunner().invoke(app, words[1:])
    # 1 says that files could not be read: the sample archive holds two that are broken on purpose
    assert result.exit_code == 0 or (words[1] == "run" and result.exit_code == 1), (
        f"{line}\n{result.output}\n{result.exception}"
    )
