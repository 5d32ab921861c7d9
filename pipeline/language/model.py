"""What the language stages write: one small record a thing, all with character spans.

Every record holds ``start``/``end`` as offsets into the canonical text. The stages read and
write them on one object, :class:`Reading`, kept at ``doc._.reading``; tables, reports and
exports read nothing else. Attributes a stage has not filled are empty, never guessed.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal

from pipeline.sources.model import Source


@dataclass(slots=True)
class Line:
    """A physical line of the text, by layout.

    ``start``/``end`` exclude the line break and white space at both ends. ``kind`` is
    ``blank``, ``text``, ``furniture`` (page header or footer), ``rule`` (a drawn line) or
    ``markup``. ``bullet`` is the marker as written ("-", "•", "1)", "a)"), or None;
    ``body_start`` is where the line's words begin, after indent, bullet and mark-up.
    """

    start: int
    end: int
    body_start: int
    kind: str = "text"
    indent: int = 0
    bullet: str | None = None
    bold: bool = False
    heading_level: int = 0
    page_break_before: bool = False


@dataclass(slots=True)
class Section:
    """A heading with its text (guideline section 2).

    ``start`` is the first character of the heading line, ``end`` after the last non-blank
    character before the next heading of the same or a higher level; ``heading_end`` ends the
    heading and ``body_start`` begins what it heads (they differ by white space or a colon).
    """

    section_id: int
    parent_id: int | None
    level: int
    kind: str  # front present absent item subitem signature notice appendix
    role: str | None  # background documents proposals procedure vote decision reservation distribution
    number: str | None
    title: str | None
    start: int
    end: int
    heading_end: int
    body_start: int


@dataclass(slots=True)
class Attendee:
    """A row of ``attendance``: a person (or an organisation attending: ``name`` None)."""

    name: str | None
    status: str  # present absent
    start: int
    end: int
    affiliation: str | None = None
    affiliation_id: str | None = None
    affiliation_start: int | None = None
    role: str | None = None
    party: str | None = None
    replaces: str | None = None
    partial: str | None = None
    items: list[str] = field(default_factory=list)
    person_id: str | None = None


@dataclass(slots=True)
class Mention:
    """A name (or, with ``mention`` NOM, a body named by a common noun)."""

    start: int
    end: int
    label: str  # PER ORG LOC, by function
    mention: str = "NAM"  # NAM NOM
    literal_label: str | None = None  # what a register says the word is, where it differs
    norm: str | None = None
    entity_id: str | None = None
    source: str = ""  # register:NAME, roster, model, context:RULE


@dataclass(slots=True)
class DateMention:
    """A date expression with its value (guideline section 9)."""

    start: int
    end: int
    edtf: str | None = None
    timex3: str | None = None
    earliest: dt.date | None = None
    latest: dt.date | None = None
    time_start: str | None = None
    time_end: str | None = None
    subtype: str | None = None  # date range week month year season quarter deictic event_anchored open ...
    needs_reference: bool = False
    year_source: str | None = None  # text document metadata
    warnings: tuple[str, ...] = ()


@dataclass(slots=True)
class Statement:
    """A unit of section 3 of the guideline, classified by the acts stage."""

    statement_id: int
    section_id: int | None
    start: int
    end: int
    lead: tuple[int, int] | None = None  # span of the lead line of an att-list
    owner: tuple[int, int] | None = None  # owner cell or owner tag that names the assignee
    due: tuple[int, int] | None = None  # cell that says by when
    row: str | None = None  # a row of an action table: task, or decision in a log of decisions
    label: str = "information"
    also: list[str] = field(default_factory=list)
    subtype: str | None = None
    rule: str | None = None
    trigger: str | None = None
    strength: str | None = None
    vetoes: list[str] = field(default_factory=list)  # ids of rules that fired against


@dataclass(slots=True)
class Reservation:
    """Who reserved against a decision."""

    person: str | None
    party: str | None
    text: str


@dataclass(slots=True)
class Decision:
    """The fields of a decision statement (guideline section 7)."""

    statement_id: int
    body: str | None = None
    body_inferred: bool = False
    verb: str | None = None
    content: str | None = None
    outcome: str | None = None
    polarity: str | None = None  # positive negative
    strength: str | None = None
    routine: bool = False
    date: dt.date | None = None
    paragraph: str | None = None
    case_number: str | None = None
    beneficiary: str | None = None
    amount: Decimal | None = None
    currency: str | None = None
    condition: str | None = None
    votes_for: int | None = None
    votes_against: int | None = None
    votes_abstained: int | None = None
    reservations: list[Reservation] = field(default_factory=list)
    refers_to: str | None = None


@dataclass(slots=True)
class Assignment:
    """The fields of an assignment statement (guideline section 7)."""

    statement_id: int
    assignees: list[str] = field(default_factory=list)
    assignee_ids: list[str | None] = field(default_factory=list)
    assignee_kind: str = "unspecified"  # person org role collective unspecified
    task: str | None = None
    deadline_text: str | None = None
    deadline_edtf: str | None = None
    deadline: dt.date | None = None  # latest day
    deadline_kind: str | None = None  # due event_date meeting
    assigner: str | None = None
    counterpart: str | None = None
    status: str = "open"


@dataclass(slots=True)
class Meeting:
    """What the document says of the meeting as a whole: the columns of ``documents``."""

    doc_type: str | None = None
    title: str | None = None
    body: str | None = None
    body_inferred: str | None = None
    date: dt.date | None = None
    date_edtf: str | None = None
    date_source: str | None = None  # text filename metadata
    place: str | None = None
    start_time: str | None = None
    end_time: str | None = None
    chair: str | None = None
    secretary: str | None = None
    adjusters: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Reading:
    """Everything the stages found in one document.

    Attributes:
        source: the file as read.
        view: the reading view: as long as ``source.text``, with mark-up and page furniture
            blanked and destroyed characters mended, so that patterns see plain Swedish and
            every offset is right in both. The spaCy ``Doc`` is made of the view; what goes
            into tables is sliced from ``source.text``.
    """

    source: Source
    view: str
    lines: list[Line] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    attendance: list[Attendee] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    dates: list[DateMention] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    assignments: list[Assignment] = field(default_factory=list)
    meeting: Meeting = field(default_factory=Meeting)
    warnings: list[str] = field(default_factory=list)

    def text(self, start: int, end: int) -> str:
        """The source's own words at ``[start, end)``."""
        return self.source.text[start:end]
