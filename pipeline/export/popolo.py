"""Popolo JSON: persons, organizations, memberships, events, motions, vote events.

The vocabulary has nothing for assignments, absence or partial presence; they are not in the file.
What it has no word for but fits an object stands in ``extras``. Nobody's vote is concluded from a
reservation: only counts that the text states become a vote event.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

from pipeline.export.rows import plain
from pipeline.knowledge.registers import slug
from pipeline.tables.stream import Row, iter_documents

_STREAMED = ("events", "motions", "vote_events")
_RESULT = {"approved": "pass", "elected": "pass", "partly_approved": "pass", "delegated": "pass", "rejected": "fail"}
_OPTIONS = (("yes", "votes_for"), ("no", "votes_against"), ("abstain", "votes_abstained"))


def export_popolo(tables: Path, out: Path) -> list[Path]:
    """Write one Popolo file.

    Args:
        tables: what a run wrote.
        out: path of the ``.json`` file.

    Raises:
        ArchiveError: the folder holds no tables.
    """
    out.parent.mkdir(parents=True, exist_ok=True)
    people = _People()
    columns = [
        "source",
        "title",
        "doc_type",
        "body",
        "body_inferred",
        "meeting_date",
        "start_time",
        "end_time",
        "place",
    ]
    with ExitStack() as files:
        parts = {name: files.enter_context(TemporaryFile("w+", encoding="utf8")) for name in _STREAMED}
        for document, facts in iter_documents(tables, ("attendance", "decisions"), columns):
            organization = people.body(document)
            people.attend(facts["attendance"], organization)
            _append(parts["events"], [_event(document, facts["attendance"], organization)])
            _append(parts["motions"], [_motion(document, row, organization) for row in facts["decisions"]])
            _append(parts["vote_events"], list(_votes(document, facts["decisions"], organization)))
        with out.open("w", encoding="utf8") as stream:
            stream.write("{")
            for name, rows in people.lists():
                stream.write(f'"{name}":[' + ",\n".join(_json(row) for row in rows) + "],\n")
            for index, (name, part) in enumerate(parts.items()):
                stream.write(f'{", " if index else ""}"{name}":[')
                part.seek(0)
                for number, line in enumerate(part):
                    stream.write((",\n" if number else "") + line.rstrip("\n"))
                stream.write("]\n")
            stream.write("}\n")
    return [out]


class _People:
    """Persons, organizations and memberships of the archive, each once."""

    def __init__(self) -> None:
        self._persons: dict[str, Row] = {}
        self._organizations: dict[str, Row] = {}
        self._memberships: dict[str, Row] = {}

    def body(self, document: Row) -> str | None:
        """The id of the body that met, told apart from its namesakes by its folder."""
        name = document["body"] or document["body_inferred"]
        if not name:
            return None
        folder = "/".join(document["source"].split("/")[:-1][:2])
        key = "body:" + hashlib.sha256(f"{folder}\n{name.lower()}".encode()).hexdigest()[:16]
        self._organizations.setdefault(
            key, {"id": key, "name": " ".join(name.split()), "classification": "body", "extras": {"folder": folder}}
        )
        return key

    def attend(self, attendance: Sequence[Row], body: str | None) -> None:
        """Take persons, and what the attendance list says of where they belong."""
        for a in attendance:
            key, name = a["person_id"], a["name"]
            if not key or not name:
                continue
            self._persons.setdefault(key, {"id": key, "name": " ".join(name.split())})
            if body:
                self._member(key, body, a["role"])
            if a["party"]:
                self._member(key, self._organization(f"party:{slug(a['party'])}", a["party"], "party"), None)
            if a["affiliation"]:
                own = a["affiliation_id"] or f"affiliation:{slug(a['affiliation'])}"
                self._member(key, self._organization(own, a["affiliation"], None), None)

    def lists(self) -> Iterator[tuple[str, list[Row]]]:
        """The lists of the file, in order of id."""
        named = (("persons", self._persons), ("organizations", self._organizations), ("memberships", self._memberships))
        for name, rows in named:
            yield name, [rows[key] for key in sorted(rows)]

    def _organization(self, key: str, name: str, classification: str | None) -> str:
        row = {"id": key, "name": " ".join(name.split())}
        self._organizations.setdefault(key, row | ({"classification": classification} if classification else {}))
        return key

    def _member(self, person: str, organization: str, role: str | None) -> None:
        name = " ".join((role or "").split())
        key = hashlib.sha256(f"{person}\n{organization}\n{name}".encode()).hexdigest()[:16]
        row = {"id": f"membership:{key}", "person_id": person, "organization_id": organization}
        self._memberships.setdefault(row["id"], row | ({"role": name} if name else {}))


def _event(document: Row, attendance: Sequence[Row], organization: str | None) -> Row:
    hours = "–".join(x for x in (document["start_time"], document["end_time"]) if x)
    named = (a for a in attendance if a["person_id"] and a["name"])
    present = {a["person_id"]: a["name"] for a in named if a["status"] == "present"}
    return {
        "id": f"{document['document_id']}-{_short(document['source'])}",
        "name": document["title"] or document["source"].rsplit("/", 1)[-1],
        "description": hours or None,
        "classification": "meeting",
        "start_date": plain(document["meeting_date"]),
        "location": document["place"],
        "organization_id": organization,
        "attendees": [{"id": key, "name": name} for key, name in present.items()],
        "sources": [_source(document)],
        "extras": {"document_id": document["document_id"], "doc_type": document["doc_type"]},
    }


def _motion(document: Row, row: Row, organization: str | None) -> Row:
    extras = {
        k: plain(row[k])
        for k in ("paragraph", "case_number", "outcome", "strength", "routine", "reservations", "start", "end")
    }
    return {
        "id": f"{document['document_id']}-s{row['statement_id']}",
        "organization_id": organization,
        "text": row["content"] or row["text"],
        "classification": row["verb"],
        "date": plain(row["date"] or document["meeting_date"]),
        "result": _RESULT.get(row["outcome"] or ""),
        "sources": [_source(document)],
        "extras": extras,
    }


def _votes(document: Row, decisions: Sequence[Row], organization: str | None) -> Iterator[Row]:
    for row in decisions:
        counts = [{"option": option, "value": row[c]} for option, c in _OPTIONS if row[c] is not None]
        if counts:
            yield {
                "id": f"{document['document_id']}-s{row['statement_id']}-vote",
                "motion_id": f"{document['document_id']}-s{row['statement_id']}",
                "organization_id": organization,
                "start_date": plain(row["date"] or document["meeting_date"]),
                "result": _RESULT.get(row["outcome"] or ""),
                "counts": counts,
                "sources": [_source(document)],
            }


def _source(document: Row) -> Mapping[str, str]:
    return {"url": f"urn:sha256:{document['document_id']}", "note": document["source"]}


def _short(source: str) -> str:
    return hashlib.sha256(source.encode()).hexdigest()[:8]


def _append(part: IO[str], rows: Sequence[Row]) -> None:
    part.writelines(_json(row) + "\n" for row in rows)


def _json(row: Any) -> str:
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"))
