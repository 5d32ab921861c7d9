"""What stands around the statements of a document: its cast, and the context of each section."""

from __future__ import annotations

from bisect import bisect_left
from operator import attrgetter
from typing import TypeVar

from pipeline.knowledge.phrases import phrases
from pipeline.language.acts.actors import Cast
from pipeline.language.acts.verdict import Context
from pipeline.language.model import DateMention, Mention, Reading, Reservation, Section, Statement

_Placed = TypeVar("_Placed", DateMention, Mention, Statement)
_start = attrgetter("start")

_ELECTION = phrases("election-heading")
_RUN_IN = phrases("decision-label")
_REPORTED = phrases("reported-heading")
_TODO = phrases("todo-heading")
_PROPOSALS = phrases("proposals-heading")
_HELD = phrases("held")
_RECOMMENDATION = phrases("recommendation-heading")


class Surroundings:
    """Contexts of one document's sections, built once."""

    def __init__(self, reading: Reading) -> None:
        self._by_id = {s.section_id: s for s in reading.sections}
        self.body = reading.meeting.body or reading.meeting.body_inferred
        self.cast = _cast(reading, self.body)
        self._view = reading.view
        self._date = reading.meeting.date
        self._delegated = reading.meeting.doc_type == "delegationsbeslut"
        # a file may hold the summons and the minutes: what was held is no proposal
        self._summons = reading.meeting.doc_type == "kallelse" and not (
            any(row.status == "present" for row in reading.attendance) or _HELD.search(reading.view)
        )
        self._settled = self._items_with_decision()
        self._contexts: dict[int | None, Context] = {}
        # found once an item, for all decisions in it
        self.case_numbers: dict[int, str | None] = {}
        self.votes: dict[int, tuple[int | None, int | None, int | None]] = {}
        self.reservations: dict[int, list[Reservation]] = {}
        # meetings to come that the document dates, when first asked for
        self.meetings: dict[str, DateMention] | None = None
        # those of the attendance list by full name, by first name and by role, in lower case
        self.listed: tuple[dict[str, set[str]], ...] = ({}, {}, {})
        for row in reading.attendance:
            if row.name:
                low = row.name.lower()
                for named, key in zip(self.listed, (low, low.split()[0], (row.role or "").lower()), strict=True):
                    named.setdefault(key, set()).add(row.name)

    def section(self, section_id: int | None) -> Section | None:
        """The section of an id."""
        return self._by_id.get(section_id) if section_id is not None else None

    def item_of(self, section: Section) -> Section:
        """The agenda item a section stands in."""
        here = section
        while here.kind == "subitem" and here.parent_id is not None and here.parent_id in self._by_id:
            here = self._by_id[here.parent_id]
        return here

    def _items_with_decision(self) -> set[int]:
        return {self.item_of(s).section_id for s in self._by_id.values() if s.role == "decision"}

    def context(self, section_id: int | None) -> Context:
        """Context that all statements of a section share (no lead, bullet or owner)."""
        if section_id not in self._contexts:
            self._contexts[section_id] = self._context(section_id)
        return self._contexts[section_id]

    def _context(self, section_id: int | None) -> Context:
        ctx = Context(cast=self.cast, body=self.body, delegated=self._delegated, date=self._date)
        section = self._by_id.get(section_id) if section_id is not None else None
        if section is None:
            return ctx
        here: Section | None = section
        titles: list[str] = []
        while here is not None and here.kind in ("item", "subitem"):
            titles.append(here.title or "")
            if ctx.role is None:
                ctx.role = here.role
            here = self._by_id.get(here.parent_id) if here.parent_id is not None else None
        own = titles[0] if titles else ""
        if self._summons and ctx.role is None:
            ctx.role = "proposals"
        match = _RECOMMENDATION.search(own)
        if (match and self.body and match.group("body").lower() in self.body.lower()) or (match and not self.body):
            ctx.role = "recommendation"
        elif ctx.role is None and _PROPOSALS.search(own):
            ctx.mood = "proposals"
        if not self._delegated and any(_REPORTED.search(t) for t in titles):
            ctx.mood = "reported"
            if ctx.role == "decision" and _REPORTED.search(own):
                ctx.role = None
        if ctx.mood is None and any(_ELECTION.search(t) for t in titles):
            ctx.mood = "election"
        if ctx.mood is None and any(_TODO.search(t) for t in titles):
            ctx.mood = "todo"
        if ctx.role == "decision" and section.role == "decision":
            first_line = self._view[section.start : section.end].partition("\n")[0]
            ctx.run = _RUN_IN.match(first_line) is not None
        ctx.outcome_elsewhere = self.item_of(section).section_id in self._settled
        return ctx


def starting_in(records: list[_Placed], start: int, end: int) -> list[_Placed]:
    """The records that begin in ``[start, end)``, of records in the order of the text."""
    low = bisect_left(records, start, key=_start)
    return records[low : bisect_left(records, end, low, key=_start)]


def _cast(reading: Reading, body: str | None) -> Cast:
    cast = Cast(body=body)
    for row in reading.attendance:
        if row.name:
            cast.add(row.name, "person")
        if row.affiliation and row.name and row.affiliation[0].isupper():
            cast.add(row.affiliation, "org")
    meeting = reading.meeting
    for name in (meeting.chair, meeting.secretary, *meeting.adjusters):
        if name:
            cast.add(name, "person")
    for mention in reading.mentions:
        if mention.mention != "NAM":
            continue
        text = reading.view[mention.start : mention.end]
        if mention.label == "PER":
            cast.add(text, "person")
        elif mention.label == "ORG":
            own = bool(body and text.lower() in body.lower())
            member = mention.literal_label == "LOC"
            cast.add(text, "org" if own or member else "outside")
    return cast
