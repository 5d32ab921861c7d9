"""What ``kansli run`` says at the end."""

from __future__ import annotations

import pytest

from pipeline.archive import RunSummary
from pipeline.cli.archive import _print_summary


def summary(**counts: int) -> RunSummary:
    numbers = dict.fromkeys(("changed", "moved", "deleted", "pending", "reprocessed"), 0) | counts
    return RunSummary(documents=4, rows={"documents": 4}, failures=0, read=2, unchanged=2, seconds=1.0, **numbers)


def test_what_became_of_known_files_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    _print_summary(summary(changed=1, deleted=3), "ut/[b]tabeller")
    told = capsys.readouterr().out
    assert told.startswith("Tables in ut/[b]tabeller\n")
    assert "2 unchanged, 1 changed, 3 no longer there." in told


def test_what_did_not_happen_is_not_told(capsys: pytest.CaptureFixture[str]) -> None:
    _print_summary(summary(), "ut")
    assert "Read 2 files in 1.0 s, 2 unchanged.\n" in capsys.readouterr().out
