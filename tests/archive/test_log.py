"""The log tells what happened and names nobody."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.archive.log import file_key
from pipeline.archive.model import Progress


def test_events_in_order_without_names_or_words(go, folder: Path, tmp_path: Path) -> None:
    (folder / "Uppsägning Vera Lundqvist.txt").write_text("RAISE Vera Lundqvist")
    (folder / "gift Vera.txt").write_text("KILL")
    go(workers=2)
    (log,) = (tmp_path / "ut" / "_kansli" / "log").iterdir()
    text = log.read_text(encoding="utf-8")
    events = [json.loads(line) for line in text.splitlines()]
    names = [e["event"] for e in events]
    assert names[0] == "start" and names[-1] == "end"
    assert names.count("worker-died") == 2 and names.count("failure") == 2 and "unit" in names
    assert {e["file"] for e in events if e["event"] == "failure"} == {
        file_key("Uppsägning Vera Lundqvist.txt"),
        file_key("gift Vera.txt"),
    }
    assert "Vera" not in text and ".txt" not in text and "Åmål" not in text
    assert events[-1]["documents"] == 12 and events[0]["fingerprint"] == "fake-1"


def test_an_interrupt_is_logged_and_what_was_read_is_kept(go, tmp_path: Path) -> None:
    def interrupt(progress: Progress) -> None:
        if progress.phase == "read" and progress.done == 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        go(progress=interrupt)
    (log,) = (tmp_path / "ut" / "_kansli" / "log").iterdir()
    assert json.loads(log.read_text().splitlines()[-1])["event"] == "stopped"
    again = go()
    assert again.documents == 12 and again.read == 7


def test_progress_counts_up_and_tells_the_time_left(go) -> None:
    seen: list[Progress] = []
    go(progress=seen.append)
    read = [p for p in seen if p.phase == "read"]
    assert [p.done for p in read] == list(range(1, 13)) and read[-1].remaining == 0
    assert seen[0].phase == "list" and seen[-1].phase == "write"
