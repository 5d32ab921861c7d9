"""From sections and lines to statements (guideline section 3)."""

from __future__ import annotations

import re
from itertools import islice

from pipeline.knowledge.phrases import phrases
from pipeline.language.acts.classify import classify
from pipeline.language.acts.clauses import analyse
from pipeline.language.acts.surroundings import Surroundings
from pipeline.language.model import Reading, Section, Statement
from pipeline.language.statements.blocks import Block, Rows, blocks_of, own_spans
from pipeline.language.statements.clauses import split_clauses
from pipeline.language.statements.points import read_point
from pipeline.language.statements.sentences import pieces, sentences

_KINDS = frozenset({"item", "subitem"})
# A lead that announces and says nothing itself: "Kommunstyrelsen beslutar", "Styrelsen beslutade att:"
_EMPTY_LEAD = phrases("empty-lead")
_ATT = re.compile(r"(?:\d+[.)]\s*)?(?:dels\s+|samt\s+|och\s+)?att\b", re.IGNORECASE)
_BEFORE_ATT = re.compile(r"(?:dels|samt|och)\s+(?=att\b)", re.IGNORECASE)
# "till ordförande Kim Ek": an item of "Mötet valde"
_OFFICE = re.compile(r"till\s+\w+")
_ELECTS = phrases("elects-lead")
_TODO_LEAD = phrases("todo-lead")
_EMPTY_LABEL = phrases("empty-label")
_DECIDES = phrases("first-of-list")
_TRAILING_AND = re.compile(r"(?<=[,\w])\s+(?:samt|och)\s*[:,]?\s*$")
# "att begära en skylt; ansökan görs av kontoret": a sentence of its own inside an item
_CLAUSE_AFTER = re.compile(r";\s+(?!att\b|dels\b|samt\b|och\b)", re.IGNORECASE)


def find_statements(reading: Reading, around: Surroundings | None = None) -> list[Statement]:
    """The statements of a reading, in order, not yet classified.

    Args:
        reading: sections, lines, attendance and mentions are read.
        around: contexts, if the caller has built them.
    """
    around = around or Surroundings(reading)
    rows = Rows(reading)
    sections = [s for s in reading.sections if s.kind in _KINDS]
    if not sections:
        # notes without headings: what is told stands in the header block or runs on after the names
        sections = [s for s in reading.sections if s.kind in ("front", "present", "absent")]
    out: list[Statement] = []
    for section in sections:
        start, end = own_spans(reading.sections, section)
        elected = around.context(section.section_id).mood == "election"
        roll = [] if elected else [a for a in reading.attendance if start <= a.start < end]
        before = len(out)
        if start < end:
            _of_section(reading, section, blocks_of(reading, start, end, rows, roll), around, out)
        if len(out) == before and section.kind in _KINDS:
            _heading_that_acts(reading, section, around, out)
    if sections and sections[0].kind not in _KINDS:
        out[:] = _told(reading, out)
    out.sort(key=lambda s: s.start)
    for number, statement in enumerate(out):
        statement.statement_id = number
    return out


def _told(reading: Reading, statements: list[Statement]) -> list[Statement]:
    """What a header block tells besides names, places and times: clauses, points, and sentences after the first."""
    bullets = {line.body_start for line in reading.lines if line.bullet}
    out: list[Statement] = []
    for statement in statements:
        text = reading.view[statement.start : statement.end]
        ended = text.endswith((".", "!", "?")) and (bool(out) or (":" not in text and len(text.split()) > 3))
        if ended or statement.start in bullets or analyse(text).verbs:
            out.append(statement)
    return out


def _heading_that_acts(reading: Reading, section: Section, around: Surroundings, out: list[Statement]) -> None:
    """A numbered line that decides or assigns and heads nothing: its words are a statement."""
    if section.title is None or not (section.number or "").startswith("§") or section.parent_id is None:
        return
    start = reading.view.find(section.title, section.start, section.heading_end + 1)
    children = any(s.parent_id == section.section_id for s in reading.sections)
    if start < 0 or children or len(section.title.split()) < 3:
        return
    if classify(section.title, around.context(section.section_id)).label != "information":
        out.append(Statement(0, section.section_id, start, start + len(section.title)))


def _of_section(
    reading: Reading, section: Section, blocks: list[Block], around: Surroundings, out: list[Statement]
) -> None:
    view = reading.view
    lead: tuple[int, int] | None = None
    lead_bullet: str | None = None
    todo: Block | None = None  # the line that announces the tasks being read
    always = bool(section.title and _TODO_LEAD.match(section.title + ":"))
    for number, block in enumerate(blocks):
        text = view[block.start : block.end]
        following = blocks[number + 1] if number + 1 < len(blocks) else None
        if _EMPTY_LABEL.match(text):
            continue
        electing = (
            following is not None
            and _ELECTS.search(text.rstrip()) is not None
            and _OFFICE.match(view, following.start) is not None
        )
        listed = electing or (
            following is not None
            and (
                following.bullet is not None
                or following.item
                or _ATT.match(view[following.start : following.end]) is not None
            )
        )
        if listed and _EMPTY_LEAD.match(text):
            lead, lead_bullet, todo = (block.start, block.end), block.bullet, None
            continue
        if following is not None and not block.whole and _announces(text, following):
            lead, lead_bullet, todo = (block.start, block.end), block.bullet, block
            continue
        item = (
            block.bullet is not None
            or block.item
            or _ATT.match(text) is not None
            or (lead is not None and _OFFICE.match(text) is not None)
        )
        if todo is not None and block.bullet is None and (block.after_blank or blocks[number - 1].bullet is not None):
            todo = None
        if (
            lead is not None
            and todo is None
            and (
                not item
                or (
                    block.bullet is None
                    and lead_bullet is None
                    and not block.item
                    and not _ATT.match(text)
                    and not _OFFICE.match(text)
                )
            )
        ):
            lead = None
        if lead is None and number and out and block.bullet is None and _ATT.match(text):
            lead, lead_bullet = _first_of_list(view, out[-1], block), None
        bullet = block.bullet is not None
        point = read_point(
            view,
            reading.source.text,
            block.start,
            block.end,
            around.cast,
            bullet=bullet,
            todo=todo is not None or (always and (bullet or _short(text))),
        )
        block.start, owner = point.start, block.owner or point.owner
        text = view[block.start : block.end]
        row = block.row or point.row
        first = len(out)
        if block.whole or (point.row is not None and len(list(islice(sentences(text), 2))) == 1):
            for low, high in pieces(view, block.start, block.end):
                out.append(Statement(0, section.section_id, low, high, lead, owner, block.due, row))
        elif item and (_ATT.match(text) or block.item):
            _item(section, view, block, lead, owner, out)
        else:
            _sentences(reading, section, block, around, owner, lead, out, row)
        if len(out) > first and listed:
            last = out[-1]
            if _EMPTY_LEAD.match(view[last.start : last.end]):
                lead, lead_bullet = (last.start, last.end), block.bullet
                out.pop()
            elif text.rstrip().endswith(":"):
                lead, lead_bullet = (last.start, last.end), block.bullet
        if len(out) > first and following is not None and _announces(view[out[-1].start : out[-1].end], following):
            lead, lead_bullet, todo = (out[-1].start, out[-1].end), block.bullet, block
            out.pop()


def _short(text: str) -> bool:
    """Whether a line without a mark may be a point: a few words, no sentence."""
    return len(text) < 80 and not text.rstrip().endswith((".", "!", ":"))


def _first_of_list(view: str, before: Statement, block: Block) -> tuple[int, int] | None:
    """The sentence that holds the first item of a list itself: "Mötet beslutade att sälja båten, / att ..."."""
    text = view[before.start : before.end]
    decides = before.lead is None and text[-1] not in ".!?" and not block.after_blank
    return (before.start, before.end) if decides and _DECIDES.search(text) else None


def _announces(text: str, following: Block) -> bool:
    """Whether a line announces the tasks that follow it: points, or lines right below."""
    if _TODO_LEAD.match(text) is None:
        return False
    return following.bullet is not None or (text.rstrip().endswith(":") and not following.after_blank)


def _item(
    section: Section,
    view: str,
    block: Block,
    lead: tuple[int, int] | None,
    owner: tuple[int, int] | None,
    out: list[Statement],
) -> None:
    """An item of a list of decisions: "att ..." or a bare infinitive."""
    start, end = block.start, block.end
    if opening := _BEFORE_ATT.match(view, start, end):
        start = opening.end()
    tail = _TRAILING_AND.search(view[start:end])
    if tail:
        end = start + tail.start()
    rest = _CLAUSE_AFTER.search(view, start, end)
    if rest is not None and analyse(view[rest.end() : end]).main is not None:
        out.append(Statement(0, section.section_id, start, rest.start() + 1, lead, owner))
        start = rest.end()
    for low, high in pieces(view, start, end):
        out.append(Statement(0, section.section_id, low, high, lead, owner))


def _sentences(
    reading: Reading,
    section: Section,
    block: Block,
    around: Surroundings,
    owner: tuple[int, int] | None,
    lead: tuple[int, int] | None,
    out: list[Statement],
    row: str | None,
) -> None:
    view = reading.view
    text = view[block.start : block.end]
    ctx = around.context(section.section_id)
    for start, end in sentences(text, damaged="\ufffd" in reading.source.text[block.start : block.end]):
        sentence = text[start:end]
        at = block.start + start
        for low, high in split_clauses(sentence, ctx):
            out.append(Statement(0, section.section_id, at + low, at + high, lead, owner, block.due, row))
