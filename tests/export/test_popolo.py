from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.export import export_popolo
from tests.report.made import MINUTES, identity, write

SCHEMA = json.loads((Path(__file__).parent / "popolo.json").read_text("utf8"))


@pytest.fixture(scope="module")
def popolo(tables: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    out = tmp_path_factory.mktemp("popolo") / "a.json"
    export_popolo(tables, out)
    found: dict[str, Any] = json.loads(out.read_text("utf8"))
    return found


def test_it_holds_to_the_schema(popolo: dict[str, Any]) -> None:
    jsonschema = pytest.importorskip("jsonschema", reason="jsonschema is not installed (pip install jsonschema)")
    jsonschema.Draft202012Validator(SCHEMA).validate(popolo)
    broken = {**popolo, "persons": [{"id": 1}]}
    assert not jsonschema.Draft202012Validator(SCHEMA).is_valid(broken)


def test_what_is_referred_to_exists_once(popolo: dict[str, Any]) -> None:
    ids = {name: [row["id"] for row in rows] for name, rows in popolo.items()}
    assert all(len(i) == len(set(i)) for i in ids.values())
    for membership in popolo["memberships"]:
        assert membership["person_id"] in ids["persons"]
        assert membership["organization_id"] in ids["organizations"]
    for row in [*popolo["events"], *popolo["motions"], *popolo["vote_events"]]:
        assert row["organization_id"] is None or row["organization_id"] in ids["organizations"]
    assert all(vote["motion_id"] in ids["motions"] for vote in popolo["vote_events"])


def test_persons_parties_decisions_and_counts(popolo: dict[str, Any]) -> None:
    assert [p["name"] for p in popolo["persons"]] == ["Sven Alm", "Tora Blid"]
    assert {o["name"] for o in popolo["organizations"]} == {"Kulturnämnden", "S"}
    assert [m["role"] for m in popolo["memberships"] if "role" in m] == ["ordförande"]
    motion = popolo["motions"][0]
    assert (motion["id"], motion["result"], motion["date"]) == (f"{identity(MINUTES)}-s0", "pass", "2031-04-02")
    assert motion["extras"]["reservations"] == [{"person": "Sven Alm", "party": None, "text": None}]
    (vote,) = popolo["vote_events"]
    assert vote["counts"] == [{"option": "yes", "value": 5}, {"option": "no", "value": 2}]
    assert "votes" not in vote, "nobody's vote is concluded from a reservation"


def test_empty_tables_give_empty_lists(tmp_path: Path) -> None:
    (path,) = export_popolo(write(tmp_path / "t", {}), tmp_path / "a.json")
    assert all(rows == [] for rows in json.loads(path.read_text("utf8")).values())
