"""Tables written by hand, and their report in a folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.report import write_report
from tests.report.made import made_rows, write


@pytest.fixture(scope="session")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("made") / "tables", made_rows())


@pytest.fixture(scope="session")
def site(tables: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("made") / "site"
    write_report(tables, out)
    return out
