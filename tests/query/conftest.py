"""The hand-written tables of the report's tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.report.made import made_rows, write


@pytest.fixture(scope="session")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("made") / "tables", made_rows())
