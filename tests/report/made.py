"""A small set of tables written by hand: what the report, the exports and the queries are tried on."""

from __future__ import annotations

import datetime as dt
import hashlib
from decimal import Decimal
from pathlib import Path
from typing import Any

from pipeline.tables.dataset import TableWriter, to_batch
from pipeline.tables.schema import TABLES

Row = dict[str, Any]

MINUTES = """Kulturnämnden
Närvarande: Tora Blid (S), ordförande
Sven Alm

§ 1 Biblioteket
Nämnden beslutar att <b>öppna</b> & stänga biblioteket.
Rut Ek Dal ringde om sin dotter. Ruts fråga togs upp.
Tora Blid återkommer senast den 4 maj 2031.
Nästa möte är den 9 juni 2031 kl. 13.00.
"""
NOTES = "Anteckningar\n=SUMMA(A1) lästes upp.\nNämnden avslår förslaget.\n"

_DEFAULTS: Row = {
    "status": "present",
    "kind": "item",
    "level": 1,
    "mention": "NAM",
    "needs_reference": False,
    "warnings": [],
    "adjusters": [],
    "items": [],
    "also": [],
    "assignees": [],
    "assignee_ids": [],
    "reservations": [],
    "body_inferred": None,
    "routine": False,
    "words": 10,
}


def identity(text: str) -> str:
    """A document's id, as runs make it."""
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def span(text: str, words: str) -> Row:
    """``start`` and ``end`` of words in a text."""
    start = text.index(words)
    return {"start": start, "end": start + len(words)}


def document(text: str, source: str, **more: Any) -> Row:
    """A row of documents."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    return {
        "document_id": digest[:32],
        "sha256": digest,
        "source": source,
        "characters": len(text),
        "text": text,
    } | more


def fact(text: str, words: str, **more: Any) -> Row:
    """A row of a table of facts that stands on ``words``."""
    return {"document_id": identity(text), "text": words, **span(text, words)} | more


def made_rows() -> dict[str, list[Row]]:
    """Two documents, one of them at two places, and a file that could not be read."""
    m, n = MINUTES, NOTES
    decision = "Nämnden beslutar att <b>öppna</b> & stänga biblioteket."
    task = "Tora Blid återkommer senast den 4 maj 2031."
    coming = "Nästa möte är den 9 juni 2031 kl. 13.00."
    no = "Nämnden avslår förslaget."
    in_item = {"section_number": "§ 1", "section_title": "Biblioteket"}
    return {
        "documents": [
            document(
                m, "Å kommun/Kulturnämnden/möte <1>.txt", title="Kulturnämnden", body="Kulturnämnden",
                meeting_date=dt.date(2031, 4, 2), meeting_date_edtf="2031-04-02", doc_type="protokoll",
                chair="Tora Blid", start_time="09:00", warnings=["encoding: cp1252"],
            ),
            document(n, "Å kommun/notes.txt", title="Anteckningar", doc_type="minnesanteckningar"),
            document(n, "Å kommun/notes copy.txt", title="Anteckningar", warnings=["same-content-as: Å kommun/notes.txt"]),
        ],
        "sections": [
            fact(m, m[m.index("§ 1") :].rstrip(), section_id=0, number="§ 1", title="Biblioteket", page=None),
        ],
        "attendance": [
            fact(m, "Tora Blid (S), ordförande", name="Tora Blid", role="ordförande", party="S", person_id="person:tora-blid"),
            fact(m, "Sven Alm", name="Sven Alm", person_id="person:sven-alm"),
        ],
        "entities": [
            fact(m, "Tora Blid", label="PER", entity_id="person:tora-blid", source="roster"),
            fact(m, "Rut Ek Dal", label="PER", entity_id="person:rut-dal", norm="Rut Ek Dal", source="model"),
            fact(m, "Nämnden", label="ORG", mention="NOM", source="context"),
        ],
        "dates": [
            fact(m, "4 maj 2031", edtf="2031-05-04", earliest=dt.date(2031, 5, 4), latest=dt.date(2031, 5, 4), subtype="deadline"),
            fact(m, "9 juni 2031", edtf="2031-06-09", earliest=dt.date(2031, 6, 9), latest=dt.date(2031, 6, 9), time_start="13:00", subtype="date"),
        ],
        "statements": [
            fact(m, decision, statement_id=0, section_id=0, label="decision", subtype="formal", rule="decision.besluta", trigger="beslutar"),
            fact(m, "Rut Ek Dal ringde om sin dotter.", statement_id=1, label="information", subtype="report", rule="default"),
            fact(m, task, statement_id=2, label="assignment", subtype="commitment", rule="structure.person", trigger="återkommer"),
            fact(m, coming, statement_id=3, label="information", subtype="schedule", rule="information.schedule"),
            fact(n, no, statement_id=0, label="decision", subtype="rejection", rule="decision.avsla", trigger="avslår"),
        ],
        "decisions": [
            fact(
                m, decision, statement_id=0, **in_item, body="Nämnden", body_inferred=False, verb="besluta", outcome="approved",
                content="att <b>öppna</b> & stänga biblioteket", amount=Decimal("1234.50"), currency="SEK",
                votes_for=5, votes_against=2, reservations=[{"person": "Sven Alm", "party": None, "text": None}],
            ),
            fact(n, no, statement_id=0, body="Nämnden", body_inferred=False, verb="avslå", outcome="rejected", content="=SUMMA(A1)"),
        ],
        "assignments": [
            fact(
                m, task, statement_id=2, **in_item, assignees=["Tora Blid"], assignee_ids=["person:tora-blid"], assignee_kind="person",
                task="återkomma", deadline_text="senast den 4 maj 2031", deadline=dt.date(2031, 5, 4), deadline_kind="due", status="open",
            ),
        ],
        "failures": [
            {"document_id": None, "source": "Å kommun/trasig.pdf", "stage": "read", "error": "damaged", "message": "Filen är <skadad>."}
        ],
    }  # fmt: skip


def write(folder: Path, rows: dict[str, list[Row]]) -> Path:
    """Write rows as tables; what a row does not say is null, or the default of a column that must not be."""
    for name, table in TABLES.items():
        writer = TableWriter(folder / name, name)
        full = [{c.name: row.get(c.name, _DEFAULTS.get(c.name)) for c in table.columns} for row in rows.get(name, [])]
        if full:
            writer.write(to_batch(name, full))
        writer.close()
    return folder
