"""``pipeline.extract``: a path, or the text itself."""

from __future__ import annotations

from pathlib import Path

import pytest

import pipeline
from pipeline.errors import UnreadableDocument


@pytest.mark.parametrize("name", ["protokoll.txt", "mapp/Protokoll-7.PDF"])
def test_a_path_that_leads_nowhere_is_no_text(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UnreadableDocument, match="There is no file") as told:
        pipeline.extract(name)
    assert told.value.kind == "vanished"
