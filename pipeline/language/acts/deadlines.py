"""Deadlines of assignments: the date by which a task is to be done (guideline sections 7 and 9).

A date in the statement counts by the words before it; else the sentence after it may go on about
the task ("Ska vara klart i maj."), else the meeting it is to be done by may be dated elsewhere in
the document ("till nästa möte", "inför husmötet").

*Senast*, *t.o.m.* and *före* make an EDTF interval that is open at its start. Before a week, a
month or a feast of several days the last day is the one before it ("före påsk" is Maundy
Thursday); "före den 20 december" keeps its day, as annotators write it.
"""

from __future__ import annotations

import datetime as dt
import re

from pipeline.knowledge.phrases import phrases
from pipeline.language.acts.surroundings import Surroundings, starting_in
from pipeline.language.model import Assignment, DateMention, Reading, Section, Statement

_BY = phrases("due-by")
_LATEST = phrases("due-at-latest")
_NOT_DUE = phrases("not-due")
_EVENT = phrases("event-before")
_GOES_ON = phrases("deadline-goes-on")
_BEFORE_HEADING = phrases("before-heading")
_AT_MEETING = phrases("at-the-meeting")
_BY_MEETING = phrases("due-meeting")
_DATED_MEETING = phrases("dated-meeting")
_DONE = phrases("done-cell")
_END_OF = phrases("end-of-period")
_TO_ITS_END = phrases("to-its-end")
_MEETING_WORD = re.compile(r"(?:möte|sammanträde|träff|stämma)\w*$", re.IGNORECASE)
# characters before a date in which its preposition stands
_BEFORE_DATE = 120
_BEFORE_EVENT = 40
# sentences after a task that may tell its deadline
_GOES_ON_FOR = 5


def set_deadline(reading: Reading, statement: Statement, around: Surroundings, out: Assignment) -> None:
    """Fill the deadline columns of an assignment; they stay None where the document gives none.

    Args:
        reading: the document.
        statement: the statement that holds the task.
        around: what stands around the document's statements.
        out: the assignment; ``status`` becomes ``done`` where its cell in a table says so.
    """
    if statement.due is not None:
        _from_cell(reading, statement.due, out)
        return
    here: Statement | None = statement
    for _ in range(_GOES_ON_FOR + 1):
        if here is None:
            break
        if _from_dates(reading, here, out):
            return
        here = _continuation(reading, here)
    if _from_period(reading, statement, out):
        return
    text = reading.view[statement.start : statement.end]
    if _AT_MEETING.search(text) and (dated := _date_in_heading(reading, statement, around)) is not None:
        out.deadline_text = reading.text(dated.start, dated.end)
        out.deadline_edtf, out.deadline, out.deadline_kind = dated.edtf, dated.latest, "meeting"
        return
    if (match := _BY_MEETING.search(text)) is not None:
        name = match.group("which") or match.group("named")
        out.deadline_text, out.deadline_kind = name, "meeting"
        known = _meeting_dates(reading, around).get(_key_of(name))
        if known is not None and known.edtf is not None:
            out.deadline = known.latest
            before = match.group("latest") or match.group("before")
            out.deadline_edtf = "../" + known.edtf if before else known.edtf
        return
    if (dated := _beside_next_meeting(reading, statement, around)) is not None:
        out.deadline_text = reading.text(dated.start, dated.end)
        out.deadline_edtf, out.deadline, out.deadline_kind = dated.edtf, dated.latest, "meeting"


def _from_dates(reading: Reading, statement: Statement, out: Assignment) -> bool:
    """The date of a statement that reads most like a deadline."""
    view = reading.view
    chosen: tuple[int, DateMention, str, bool] | None = None
    for date in starting_in(reading.dates, statement.start, statement.end):
        before = view[max(statement.start, date.start - _BEFORE_DATE) : date.start]
        by = _BY.search(before) is not None
        if date.edtf is None or (not by and (_NOT_DUE.search(before) or _is_past(reading, date))):
            continue
        if by:
            rank, kind = 3, "due"
        elif _EVENT.search(before[-_BEFORE_EVENT:]):
            rank, kind = 1, "event_date"
        else:
            rank, kind = 2, "due"
        if chosen is None or rank > chosen[0]:
            chosen = (rank, date, kind, _LATEST.search(before) is not None)
    if chosen is None:
        return False
    _, date, kind, latest = chosen
    _set(reading, date, kind, latest, out)
    return True


def _is_past(reading: Reading, date: DateMention) -> bool:
    """Whether a date ends before the meeting: nothing is to be done by it."""
    met = reading.meeting.date
    return met is not None and date.latest is not None and date.latest < met


def _set(reading: Reading, date: DateMention, kind: str, latest: bool, out: Assignment) -> None:
    out.deadline_text = reading.text(date.start, date.end)
    out.deadline_edtf, out.deadline, out.deadline_kind = date.edtf, date.latest, kind
    if not latest or date.edtf is None or date.edtf.startswith("../"):
        return
    several = "/" in date.edtf or date.earliest != date.latest
    if _TO_ITS_END.search(reading.view, max(0, date.start - _BEFORE_EVENT), date.end) and date.latest is not None:
        out.deadline_edtf = date.latest.isoformat()
    elif date.subtype == "before" and several and date.earliest is not None:
        turn = "skifte" in out.deadline_text.lower()  # "före månadsskiftet" takes the month's last day in
        out.deadline = date.earliest if turn else date.earliest - dt.timedelta(days=1)
        out.deadline_edtf = out.deadline.isoformat()
    elif "/" in date.edtf and date.latest is not None:
        out.deadline_edtf = date.latest.isoformat()
    out.deadline_edtf = f"../{out.deadline_edtf}"


def _continuation(reading: Reading, statement: Statement) -> Statement | None:
    """The sentence after a statement, if it goes on about the task."""
    following = reading.statements[statement.statement_id + 1 : statement.statement_id + 2]
    if (
        following
        and following[0].section_id == statement.section_id
        and _GOES_ON.match(reading.view, following[0].start)
    ):
        return following[0]
    return None


def _from_period(reading: Reading, statement: Statement, out: Assignment) -> bool:
    """ "före veckans slut": the end of the week, month or year of the meeting."""
    match = _END_OF.search(reading.view, statement.start, statement.end)
    met = reading.meeting.date
    if match is None or met is None:
        return False
    period = next(name for name, found in match.groupdict().items() if found)
    if period.startswith("week"):
        last = met + dt.timedelta(days=6 - met.weekday())
    elif period.startswith("month"):
        last = (met.replace(day=1) + dt.timedelta(days=32)).replace(day=1) - dt.timedelta(days=1)
    else:
        last = met.replace(month=12, day=31)
    out.deadline_text = reading.text(match.start(period), match.end())
    out.deadline_edtf, out.deadline, out.deadline_kind = f"../{last.isoformat()}", last, "due"
    return True


def _date_in_heading(reading: Reading, statement: Statement, around: Surroundings) -> DateMention | None:
    """The date that the heading "Inför husmötet 10/6" gives the meeting the statement speaks of."""
    here = around.section(statement.section_id)
    while here is not None:
        if here.title and _BEFORE_HEADING.match(here.title):
            for date in starting_in(reading.dates, here.start, here.heading_end):
                if date.edtf:
                    return date
        here = around.section(here.parent_id)
    return None


def _beside_next_meeting(reading: Reading, statement: Statement, around: Surroundings) -> DateMention | None:
    """The date of the next meeting, for what is said in one breath: "Nästa möte 11 mars, Kim tar med fika"."""
    known = _meeting_dates(reading, around).get("nästa")
    if known is None or known.end > statement.start:
        return None
    between = reading.view[known.end : statement.start]
    return None if "\n" in between or "." in between[6:] else known  # the point in "18.30" stands in the first six


def _meeting_dates(reading: Reading, around: Surroundings) -> dict[str, DateMention]:
    """Meetings to come that the document dates, by :func:`_key_of` their name; without those dated twice."""
    if around.meetings is None:
        found: dict[str, DateMention | None] = {}
        for date in reading.dates:
            if not _is_day_to_come(reading, date):
                continue
            line = reading.view.rfind("\n", 0, date.start) + 1
            match = _DATED_MEETING.search(reading.view, max(line, date.start - _BEFORE_DATE), date.start)
            if match is not None:
                keys = {"nästa"} if match.group("next") else set()
                keys |= {match.group("key").lower()} if match.group("key") else set()
                _note(found, keys, date)
        for section in reading.sections:
            _note_heading(reading, section, found)
        around.meetings = {key: date for key, date in found.items() if date is not None}
    return around.meetings


def _note(found: dict[str, DateMention | None], keys: set[str], date: DateMention) -> None:
    for key in keys:
        known = found.get(key, date)
        found[key] = date if known is not None and known.edtf == date.edtf else None


def _note_heading(reading: Reading, section: Section, found: dict[str, DateMention | None]) -> None:
    """ "Nästa möte" as a heading: the first day to come under it."""
    if not section.title or not section.title.lower().startswith(("nästa", "kommande")) or "nästa" in found:
        return
    if _MEETING_WORD.search(section.title.strip(" .:")) is None and section.title.lower().strip(" .:") != "nästa":
        return
    for date in starting_in(reading.dates, section.start, section.end):
        if _is_day_to_come(reading, date):
            found["nästa"] = date
            return


def _is_day_to_come(reading: Reading, date: DateMention) -> bool:
    met = reading.meeting.date
    return date.edtf is not None and date.earliest is not None and date.earliest == date.latest and (
        met is None or date.earliest > met
    )  # fmt: skip


def _key_of(name: str) -> str:
    """What tells a meeting from others: "nästa" for the next one, else the first part of its name."""
    low = name.lower()
    if low.startswith(("nästa", "kommande")):
        return "nästa"
    return _MEETING_WORD.sub("", low)


def _from_cell(reading: Reading, span: tuple[int, int], out: Assignment) -> None:
    """The date cell of an action table; "KLAR" there says that the task is done."""
    text = reading.text(*span).strip()
    for date in starting_in(reading.dates, *span):
        if date.edtf:
            _set(reading, date, "due", _LATEST.search(reading.view[span[0] : date.start]) is not None, out)
            return
    if _DONE.search(text):
        out.status = "done"
    elif any(c.isalpha() for c in text):
        out.deadline_text, out.deadline_kind = text, "meeting" if "möte" in text.lower() else "due"
