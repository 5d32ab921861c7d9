from __future__ import annotations

import json
from pathlib import Path

from pipeline.export import export_jsonl
from pipeline.tables.schema import TABLES


def test_each_row_is_an_object_with_the_columns_of_the_contract(tables: Path, tmp_path: Path) -> None:
    files = export_jsonl(tables, tmp_path)
    assert [f.stem for f in files] == list(TABLES)
    for file in files:
        for line in file.read_text("utf8").splitlines():
            assert list(json.loads(line)) == [c.name for c in TABLES[file.stem].columns]
    first = json.loads((tmp_path / "decisions.jsonl").read_text("utf8").splitlines()[0])
    assert first["amount"] == 1234.5
    assert first["reservations"] == [{"person": "Sven Alm", "party": None, "text": None}]
    assert first["case_number"] is None
    document = json.loads((tmp_path / "documents.jsonl").read_text("utf8").splitlines()[0])
    assert document["meeting_date"] == "2031-04-02"
    assert document["text"][first["start"] : first["end"]] == first["text"]
