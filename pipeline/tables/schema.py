"""The table contract: the one place that knows the columns.

Everything that reads or writes tables (rows, writer, verify, report, export, docs) takes names,
types and descriptions from :data:`TABLES`. No column is renamed or dropped without a new
:data:`SCHEMA_VERSION`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pyarrow as pa

SCHEMA_VERSION = "1.0"

_STRING = pa.string()
_INT = pa.int32()
_BOOL = pa.bool_()
_DATE = pa.date32()
_LIST = pa.list_(pa.string())
_RESERVATIONS = pa.list_(pa.struct([("person", _STRING), ("party", _STRING), ("text", _STRING)]))
_AMOUNT = pa.decimal128(18, 2)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the contract: its Arrow type, whether it may be null, and what it means."""

    name: str
    type: pa.DataType
    doc: str
    nullable: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the contract. ``key`` are the columns that identify a row."""

    name: str
    doc: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]

    @property
    def schema(self) -> pa.Schema:
        """Arrow schema; its metadata holds the table's name and the schema version."""
        fields = [
            pa.field(c.name, c.type, nullable=c.nullable, metadata={"description": c.doc})
            for c in self.columns
        ]
        return pa.schema(fields, metadata={"kansli.table": self.name, "kansli.schema_version": SCHEMA_VERSION})


def _c(name: str, type_: pa.DataType, doc: str, nullable: bool = True) -> Column:
    return Column(name, type_, doc, nullable)


_ID = _c("document_id", _STRING, "First 32 hex characters of the SHA-256 of the file's bytes", False)
_START = _c("start", _INT, "First character in documents.text", False)
_END = _c("end", _INT, "One past the last character in documents.text", False)
_PAGE = _c("page", _INT, "Page, from 1, where the format has pages")
_SECTION = _c("section_id", _INT, "Section of the same document it stands in")
_TEXT = _c("text", _STRING, "documents.text[start:end], as written", False)
_STATEMENT = _c("statement_id", _INT, "Statement of the same document", False)
_ACT = (
    _c("section_number", _STRING, "Number of the item it stands in, as written"),
    _c("section_title", _STRING, "Title of the item it stands in"),
)

_ALL = (
    Table(
        "documents",
        "One row per readable file (or part of a file that holds several documents).",
        (
            _ID,
            _c("source", _STRING, "Path relative to the archive, / separated; name#2 for a second part", False),
            _c("sha256", _STRING, "SHA-256 of the file's bytes, hex", False),
            _c("media_type", _STRING, "Media type the file was read as"),
            _c(
                "doc_type",
                _STRING,
                "protokoll, minnesanteckningar, tjänsteanteckning, protokollsutdrag, kallelse, "
                "delegationsbeslut, other",
            ),
            _c("title", _STRING, "Title as written"),
            _c("body", _STRING, "Body that met, as written"),
            _c("body_inferred", _STRING, "Body worked out from other parts of the document"),
            _c("meeting_date", _DATE, "Day of the meeting"),
            _c("meeting_date_edtf", _STRING, "The same as EDTF; less than a day where the text says less"),
            _c("meeting_date_source", _STRING, "text, filename or metadata"),
            _c("place", _STRING, "Place of the meeting, as written"),
            _c("start_time", _STRING, "HH:MM"),
            _c("end_time", _STRING, "HH:MM"),
            _c("chair", _STRING, "Who chaired"),
            _c("secretary", _STRING, "Who wrote"),
            _c("adjusters", _LIST, "Who adjusted (justerare)"),
            _c("pages", _INT, "Number of pages"),
            _c("characters", _INT, "Length of text", False),
            _c("words", _INT, "Words in text", False),
            _c("text", pa.large_string(), "The canonical text that every offset points into", False),
            _c("warnings", _LIST, "What a careful reader should know of this document", False),
        ),
        ("document_id", "source"),
    ),
    Table(
        "sections",
        "One row per heading with its text.",
        (
            _ID,
            _c("section_id", _INT, "Order in the document, from 0", False),
            _c("parent_id", _INT, "Section it stands in"),
            _c("level", _INT, "1 for the outermost", False),
            _c("kind", _STRING, "front, present, absent, item, subitem, signature, notice, appendix", False),
            _c(
                "role",
                _STRING,
                "background, documents, proposals, procedure, vote, decision, reservation, distribution",
            ),
            _c("number", _STRING, "As written, without the point"),
            _c("title", _STRING, "As written, without number and final colon"),
            _START,
            _END,
            _PAGE,
        ),
        ("document_id", "section_id"),
    ),
    Table(
        "attendance",
        "One row per person (or organisation) listed as present or absent.",
        (
            _ID,
            _c("name", _STRING, "As written; null where an organisation attends"),
            _c("status", _STRING, "present or absent", False),
            _c("affiliation", _STRING, "As written"),
            _c("affiliation_id", _STRING, "Register id of the affiliation"),
            _c("role", _STRING, "As written: ordförande, ersättare ..."),
            _c("party", _STRING, "Party code"),
            _c("replaces", _STRING, "Whom a substitute serves for"),
            _c("partial", _STRING, "Partial presence as written, brackets removed"),
            _c("items", _LIST, "Item or paragraph numbers that the partial presence covers"),
            _c("person_id", _STRING, "Same person in the same body across documents"),
            _START,
            _END,
        ),
        ("document_id", "start"),
    ),
    Table(
        "entities",
        "One row per mention of a name.",
        (
            _ID,
            _SECTION,
            _c("label", _STRING, "PER, ORG or LOC: what the name does here", False),
            _c("literal_label", _STRING, "What a register says the name is, where it differs"),
            _c("mention", _STRING, "NAM for names, NOM for bodies named by a common noun", False),
            _TEXT,
            _c("norm", _STRING, "Full or official form"),
            _c("entity_id", _STRING, "Register id, or the id of a person in attendance"),
            _c("source", _STRING, "What found it: register, roster, model, context", False),
            _START,
            _END,
            _PAGE,
        ),
        ("document_id", "start", "end", "mention"),
    ),
    Table(
        "dates",
        "One row per date expression.",
        (
            _ID,
            _SECTION,
            _TEXT,
            _c("edtf", _STRING, "Value as EDTF (ISO 8601-2)"),
            _c("timex3", _STRING, "Value as TIMEX3"),
            _c("earliest", _DATE, "First day it can mean"),
            _c("latest", _DATE, "Last day it can mean"),
            _c("time_start", _STRING, "HH:MM"),
            _c("time_end", _STRING, "HH:MM"),
            _c("subtype", _STRING, "Kind of expression"),
            _c("needs_reference", _BOOL, "True where the value rests on a reference date", False),
            _c("year_source", _STRING, "text, document or metadata"),
            _START,
            _END,
            _PAGE,
        ),
        ("document_id", "start"),
    ),
    Table(
        "statements",
        "One row per statement: the unit that is classified.",
        (
            _ID,
            _c("statement_id", _INT, "Order in the document, from 0", False),
            _SECTION,
            _c("label", _STRING, "decision, assignment or information", False),
            _c("also", _LIST, "A second act in the same words", False),
            _c("subtype", _STRING, "By the guideline, section 4"),
            _c("rule", _STRING, "Id of the rule that decided"),
            _c("trigger", _STRING, "The words that it fired on"),
            _c("strength", _STRING, "explicit, consensus or implied (decisions)"),
            _START,
            _END,
            _PAGE,
            _TEXT,
        ),
        ("document_id", "statement_id"),
    ),
    Table(
        "decisions",
        "One row per statement that is a decision, or also one.",
        (
            _ID,
            _STATEMENT,
            *_ACT,
            _c("paragraph", _STRING, "Paragraph or item number"),
            _c("case_number", _STRING, "Diarienummer"),
            _c("body", _STRING, "Who decided, as written"),
            _c("body_inferred", _BOOL, "True where the body is the meeting's, not the sentence's", False),
            _c("verb", _STRING, "Decision verb, dictionary form"),
            _c("content", _STRING, "What was decided, as written"),
            _c(
                "outcome",
                _STRING,
                "approved, rejected, referred_back, postponed, noted, elected, answered, delegated, withdrawn, "
                "partly_approved, other",
            ),
            _c("polarity", _STRING, "positive or negative"),
            _c("strength", _STRING, "explicit, consensus or implied"),
            _c("routine", _BOOL, "True for formalities: agenda, adjuster, minutes", False),
            _c("date", _DATE, "Day of the decision"),
            _c("beneficiary", _STRING, "Who gets, is granted or is elected"),
            _c("amount", _AMOUNT, "Amount in whole currency units"),
            _c("currency", _STRING, "ISO 4217"),
            _c("condition", _STRING, "Clause it depends on"),
            _c("votes_for", _INT, "Ja"),
            _c("votes_against", _INT, "Nej"),
            _c("votes_abstained", _INT, "Avstår"),
            _c("reservations", _RESERVATIONS, "Who reserved"),
            _c("refers_to", _STRING, "Earlier decision it refers to"),
            _TEXT,
            _START,
            _END,
        ),
        ("document_id", "statement_id"),
    ),
    Table(
        "assignments",
        "One row per statement that is an assignment, or also one.",
        (
            _ID,
            _STATEMENT,
            *_ACT,
            _c("assignees", _LIST, "Who is to do it, as written", False),
            _c("assignee_ids", _LIST, "Ids of the assignees, in the same order", False),
            _c("assignee_kind", _STRING, "person, org, role, collective or unspecified", False),
            _c("task", _STRING, "The task as an infinitive phrase, close to the source"),
            _c("deadline_text", _STRING, "As written"),
            _c("deadline_edtf", _STRING, "As EDTF"),
            _c("deadline", _DATE, "Latest day"),
            _c("deadline_kind", _STRING, "due, event_date or meeting"),
            _c("assigner", _STRING, "Who gave it"),
            _c("counterpart", _STRING, "Who is to be contacted"),
            _c("status", _STRING, "open, done, reported or superseded", False),
            _TEXT,
            _START,
            _END,
        ),
        ("document_id", "statement_id"),
    ),
    Table(
        "failures",
        "One row per file or part of a file that could not be processed.",
        (
            _c("document_id", _STRING, "Where the bytes could be read"),
            _c("source", _STRING, "Path relative to the archive", False),
            _c("stage", _STRING, "Where it failed: discover, read, language, rows", False),
            _c("error", _STRING, "Machine name of the reason", False),
            _c("message", _STRING, "What is wrong and what to do", False),
        ),
        ("source", "stage"),
    ),
)

TABLES: Mapping[str, Table] = {table.name: table for table in _ALL}
