"""A small archive and short ways to run it and to look at the tables."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from pipeline import archive
from pipeline.tables.dataset import read_table
from pipeline.tables.schema import TABLES
from tests.archive import fake
from tests.faults.harness import in_this_process


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Twelve documents in three folders, among them awkward names."""
    root = tmp_path / "arkiv"
    for number in range(12):
        file = root / ("Åmål", "Åre/nämnd", ".")[number % 3] / f"§ {number} protokoll åäö.txt"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"Protokoll {number}\nBeslut: bifall {number}\n", encoding="utf-8")
    return root


@pytest.fixture
def go(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., archive.RunSummary]:
    """Run the fake interpreter over the small archive: in this process, which takes no time to
    start, unless the options are about processes.
    """

    def call(out: Path | str | None = None, **options: Any) -> archive.RunSummary:
        options = {"loader": fake.load, "fingerprint": fake.FINGERPRINT} | options
        with monkeypatch.context() as patch:
            if not options.keys() & {"workers", "timeout", "engine"}:
                patch.setattr("pipeline.archive.runner.choose", in_this_process)
            return archive.run(options.pop("archive", folder), out or tmp_path / "ut", **options)

    return call


def tables_of(out: Path) -> dict[str, pa.Table]:
    """Every table, in memory."""
    return {name: read_table(out, name) for name in TABLES}


def sources(out: Path) -> list[str]:
    """Sources of ``documents``, in the table's order."""
    return [str(s) for s in read_table(out, "documents")["source"].to_pylist()]
