"""Blocks: stretches of lines that are one paragraph, one bullet, one table row or one table."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from itertools import accumulate, islice

from pipeline.knowledge.phrases import phrases
from pipeline.language.acts.clauses import infinitive
from pipeline.language.model import Attendee, Line, Reading, Section
from pipeline.sources.model import Hint

_FINAL = re.compile(r"[.!?…:;][\"”’)\]]*$")
_ATT = re.compile(r"(?:dels\s+)?att\b", re.IGNORECASE)
_AND_ATT = re.compile(r"(?:samt|och)\s+att\b", re.IGNORECASE)
# "att ge kontoret i uppdrag / att skriva": the item goes on
_ITEM_GOES_ON = re.compile(r"\b(?:i\s+upp(?:drag|gift)|bemyndiga\s+[\w\s]{3,40}|åt\s+[\w\s]{3,40})$", re.IGNORECASE)
_OPENS_ATT = re.compile(r"\s*(?:dels\s+)?att", re.IGNORECASE)
_LEADS_ON = re.compile(r"beslut\w*\s*:?$|:\s*$|följande\s*$")
_ELECTS = re.compile(r"\b(?:valde|väljer|utsåg|utser)\s*:?$")
_FIGURES = re.compile(
    r"^\S.{0,60}?(?:\t|\s{2,}+|:\s*+)-?\s*+\d[\d .,:/-]*+\s*+(?:kr|tkr|mkr|mnkr|st|h|tim|%|:-)?\.?$"
    r"|^\S{1,20}:\s*+\S{1,6}$"
)
_TAIL = 80  # characters in which a block's last words stand
# HTML that ends a paragraph, and capital list letters, which are no text of the statement
_BLOCK_TAG = re.compile(r"</?(?:p|li|ul|ol|h\d|div|tr|td|br)\b", re.IGNORECASE)
_LETTER = re.compile(r"[A-ZÅÄÖ]\)\s+")
_LABEL = re.compile(r"[A-ZÅÄÖ][\wåäö ,/-]{1,30}:\s")
_COLUMNS = re.compile(r"\S(?:\t|\s{2,})\S")
_CONTINUES = re.compile(r"^[a-zåäö(,;)\]%&/]")
OWNER_COLUMN = re.compile(
    r"(?i)\b(?:ansvar\w*|vem|föredragande|utförare|ägare|person|namn|handläggare|utförs av|verkställs av"
    r"|verkställare|verkställs|görs av)\b"
)
DUE_COLUMN = re.compile(r"(?i)\b(?:klart|klar|när|deadline|datum|senast|tid|tidpunkt|färdigt|slutdatum|förfaller)\b")
TASK_COLUMN = re.compile(
    r"(?i)\b(?:vad|åtgärd\w*|uppgift\w*|aktivitet\w*|att göra|ärende|fråga|beslut|action|punkt|to.?do)\b"
)


@dataclass(slots=True)
class Block:
    """A stretch of text that is cut into sentences on its own.

    ``spans`` are the pieces of the lines it is made of (furniture between them is left out);
    ``whole`` keeps it one statement (a table of figures, a short row).
    """

    start: int
    end: int
    bullet: str | None = None
    indent: int = 0
    whole: bool = False
    owner: tuple[int, int] | None = None
    due: tuple[int, int] | None = None
    row: str | None = None
    after_blank: bool = False
    item: bool = False  # a bare infinitive after "beslutar att", on a line of its own
    lines: list[Line] = field(default_factory=list)


class Rows:
    """Table rows of the reader's hints, with the parts that name task, owner and date."""

    def __init__(self, reading: Reading) -> None:
        cells = [h for h in reading.source.hints if h.kind == "table_cell"]
        self._cells = sorted(cells, key=lambda h: (h.start, h.end))
        self._starts = [h.start for h in self._cells]
        self.rows = sorted((h for h in reading.source.hints if h.kind == "table_row"), key=lambda h: h.start)
        self._row_starts = [h.start for h in self.rows]

    def row(self, offset: int) -> Hint | None:
        """The row that covers an offset."""
        i = bisect_right(self._row_starts, offset) - 1
        return self.rows[i] if i >= 0 and offset < self.rows[i].end else None

    def cell(self, offset: int) -> Hint | None:
        """The cell that covers an offset."""
        i = bisect_right(self._starts, offset) - 1
        return self._cells[i] if i >= 0 and offset < self._cells[i].end else None

    def cells(self, row: Hint) -> list[Hint]:
        """The cells of a row."""
        low = bisect_left(self._starts, row.start)
        return [c for c in self._cells[low : low + 12] if c.start < row.end and c.end <= row.end]


def own_spans(sections: list[Section], section: Section) -> tuple[int, int]:
    """The text of a section that belongs to none of its children; sections stand in the order of the text."""
    for other in islice(sections, bisect_left(sections, section.body_start, key=lambda s: s.start), None):
        if other.start >= section.end:
            break
        if other.parent_id == section.section_id:
            return section.body_start, other.start
    return section.body_start, section.end


def blocks_of(reading: Reading, start: int, end: int, rows: Rows, roll: list[Attendee]) -> list[Block]:
    """The blocks of ``[start, end)``.

    Args:
        reading: its ``lines`` and ``view`` are read.
        start, end: a section's own text.
        rows: table rows of the document.
        roll: attendance rows that stand in this stretch; their lines are no statements.
    """
    first = bisect_left(reading.lines, start, key=lambda x: x.end)
    lines = reading.lines[first : bisect_left(reading.lines, end, key=lambda x: x.start)]
    listed = _Roll(roll)
    columns: list[str] | None = None
    width = max((x.indent + x.end - x.start for x in lines if x.kind == "text"), default=0)
    out: list[Block] = []
    blank = True
    turned = False  # a page header or footer stands before the line
    for line in lines:
        if line.kind in ("furniture", "markup"):
            turned = turned or line.kind == "furniture"
            continue
        if line.kind == "rule":
            blank = True
            continue
        if line.kind == "blank":
            blank = True
            if columns is not None and out and out[-1].row:
                columns = None
            continue
        low = max(line.body_start if line.start >= start else start, start)
        high = min(line.end, end)
        if reading.view[low:high] in _MARGIN or low >= high or listed.holds(low, high):
            continue
        if columns is None:
            columns = _header(reading.view[low:high])
            if columns is not None:
                blank = False
                continue
        elif (row := _text_row(reading.view, low, high, columns, line)) is not None:
            if any(c.isalnum() for c in reading.view[row.start : row.end]):
                out.append(row)
            blank = False
            continue
        else:
            columns = None
        _add(reading, out, line, low, high, rows, blank, width, turned)
        blank = turned = False
    return _figures(reading, out)


class _Roll:
    """Where the rows of attendance stand in a section."""

    def __init__(self, roll: list[Attendee]) -> None:
        self._rows = sorted(roll, key=lambda a: a.start)
        self._starts = [a.start for a in self._rows]
        self._reach = list(accumulate((a.end for a in self._rows), max))

    def holds(self, low: int, high: int) -> bool:
        """Whether a line is a row of a list of those present, and nothing else."""
        begun = bisect_right(self._starts, low)
        if begun and low < self._reach[begun - 1]:
            return True
        first, last = bisect_left(self._starts, low), bisect_left(self._starts, high)
        return any(high - low < a.end - a.start + 6 for a in self._rows[first:last])


_MARGIN = frozenset({"Beslut", "BESLUT", "beslut"})  # a note in the margin beside what was decided
_DECISION_COLUMN = re.compile(r"(?i)\b(?:fattat )?beslut(?:et)?\b")
_CONTENT_COLUMN = re.compile(r"(?i)\b(?:vad|åtgärd\w*|uppgift\w*|aktivitet\w*|att göra|beslut|action|to.?do)\b")
_CELL_DONE = phrases("cell-done")
_CELL = re.compile(r"\s*\|\s*|\t+|\s{2,}")


def _header(text: str) -> list[str] | None:
    """The column headings of an action table set in plain text, or None for any other line."""
    if "|" not in text and "\t" not in text and "  " not in text:
        return None  # one cell
    cells = [c for c in _CELL.split(text) if c]
    if not 2 <= len(cells) <= 6 or any(len(c.split()) > 3 for c in cells):
        return None
    if not any(OWNER_COLUMN.fullmatch(c) for c in cells):
        return None
    if not any(DUE_COLUMN.fullmatch(c) or TASK_COLUMN.fullmatch(c) for c in cells):
        return None
    return cells


def _text_row(view: str, low: int, high: int, columns: list[str], line: Line) -> Block | None:
    """A row under :func:`_header`: its task cell, with owner and date beside it."""
    spans: list[tuple[int, int]] = []
    at = low if line.bullet is None else line.start
    for match in _CELL.finditer(view, at, high):
        spans.append((at, match.start()))
        at = match.end()
    spans.append((at, high))
    spans = [s for s in spans if s[0] < s[1]]
    if len(spans) < 2 or len(spans) > len(columns):
        return None
    named = dict(zip(columns, spans, strict=False))
    owner = next((s for c, s in named.items() if OWNER_COLUMN.fullmatch(c)), None)
    due = next((s for c, s in named.items() if DUE_COLUMN.fullmatch(c)), None)
    rest = [s for c, s in named.items() if s not in (owner, due)]
    if not rest:
        return None
    titled = [(c, s) for c, s in named.items() if s in rest]
    task = next((s for c, s in titled if _CONTENT_COLUMN.fullmatch(c)), max(rest, key=lambda s: s[1] - s[0]))
    block = Block(task[0], task[1], None, line.indent, whole=True, lines=[line])
    block.row = next(("decision" for c, s in named.items() if s == task and _DECISION_COLUMN.fullmatch(c)), "task")
    block.owner = owner if owner is not None and any(c.isalpha() for c in view[owner[0] : owner[1]]) else None
    block.due = due if due is not None and any(c.isalnum() for c in view[due[0] : due[1]]) else None
    if block.row == "task" and any(_CELL_DONE.match(view[a:b]) for a, b in spans if (a, b) != task):
        block.row = "done"
    return block


def _add(
    reading: Reading,
    out: list[Block],
    line: Line,
    low: int,
    high: int,
    rows: Rows,
    blank: bool,
    width: int,
    turned: bool,
) -> None:
    view = reading.view
    last = out[-1] if out else None
    cell = rows.cell(low)
    if last is not None and _BLOCK_TAG.search(reading.source.text, last.end, low):
        blank = True
    marker = _LETTER.match(view, low, line.end)
    if marker:
        low = marker.end()
    item = last is not None and line.bullet is None and _is_order(view, last, line, low, blank, width)
    if (
        last is not None
        and not item
        and line.bullet is None
        and not marker
        and _joins(view, last, line, low, blank, width, reading.source.text[low], turned)
    ):
        same_cell = rows.cell(last.start) if last is not None else None
        if cell is None or same_cell is cell:
            last.end = high
            last.lines.append(line)
            return
    block = Block(low, high, line.bullet, line.indent, after_blank=blank, item=item, lines=[line])
    if cell is not None:
        row = rows.row(low)
        if row is not None and not _read_row(reading, out, block, cell, rows.cells(row)):
            return
    out.append(block)


_DECIDES_THAT = phrases("orders-lead")
_NEXT_ORDER = re.compile(r"(?:[,;]|\b(?:samt|och))\s*$", re.IGNORECASE)


def _is_order(view: str, last: Block, line: Line, low: int, blank: bool, width: int) -> bool:
    """Whether a line opens an item of "Styrelsen beslutar att / köpa en båt, / sälja den gamla."."""
    first = _FIRST_WORD.match(view, low, line.end)
    if first is None or not first.group()[0].islower():
        return False
    before = view[max(last.start, last.end - _TAIL) : last.end]
    announced = _DECIDES_THAT.search(before)
    if not (announced or (last.item and _NEXT_ORDER.search(before))):
        return False
    form = infinitive(first.group())
    if form is None or form.voice != "act":
        return False
    if last.item or before.rstrip().endswith(":"):
        return True
    return blank or not _filled(last.lines[-1], line, view, low, width)


_FIRST_WORD = re.compile(r"[^\W\d_]+")


def _filled(previous: Line, line: Line, view: str, low: int, width: int, *, slack: float = 0.12) -> bool:
    """Whether the first word of a line had no room on the line before: a hard wrap."""
    words = view[low : min(line.end, low + _TAIL)].split(None, 1)
    room = width - (previous.indent + previous.end - previous.start)
    return width >= 50 and room < max(len(words[0]) + 2 if words else 2, slack * width)


def _joins(
    view: str, last: Block, line: Line, low: int, blank: bool, width: int, written: str, turned: bool
) -> bool:
    """Whether a line goes on with the block before it."""
    text, tail = view[low : line.end], view[max(last.start, last.end - _TAIL) : last.end]
    before = tail.rstrip()
    if _ATT.match(text) and not before.endswith((" för", " om", " genom", " än", " utan")):
        listed = _OPENS_ATT.match(view, last.start, last.end) is not None
        if listed and not _ITEM_GOES_ON.search(before):
            return False
        if not listed and not blank and _LEADS_ON.search(before):
            return False
        if not listed and not blank and last.lines[0].end - last.lines[0].body_start < 45:
            return False
    elif _AND_ATT.match(text) and before.endswith((",", ";")) and _OPENS_ATT.match(view, last.start, last.end):
        return False
    if text.startswith("till ") and (
        _ELECTS.search(before) or (view.startswith("till ", last.start, last.end) and not blank)
    ):
        return False
    if _CONTINUES.match(text) and written != "\ufffd":
        return not blank or (not _FINAL.search(tail) and (line.page_break_before or last.end - last.start > 40))
    if turned and line.indent == last.lines[-1].indent and not _FINAL.search(before):
        return _filled(last.lines[-1], line, view, low, width, slack=0.35)  # a name at the head of the next page
    if blank:
        return False
    if last.bullet is not None and _FINAL.search(before) and line.indent <= last.indent:
        return False
    if _LABEL.match(text):
        return False
    if _FINAL.search(before) and not before.endswith((":", ";")):
        return True  # sentences of one paragraph; the splitter cuts them
    if before.endswith(":"):
        return False
    if _COLUMNS.search(text) or _COLUMNS.search(view[last.lines[-1].body_start : last.lines[-1].end]):
        return False
    # a hard-wrapped line fills the width; a short statement without a point does not
    return _filled(last.lines[-1], line, view, low, width)


def _read_row(reading: Reading, out: list[Block], block: Block, cell: Hint, cells: list[Hint]) -> bool:
    """Owner and date of an action-table row; False when the cell is no statement of its own."""
    owner = next((c for c in cells if c.value and OWNER_COLUMN.search(c.value)), None)
    due = next((c for c in cells if c.value and DUE_COLUMN.search(c.value) and c is not owner), None)
    task = next((c for c in cells if c.value and TASK_COLUMN.search(c.value) and c not in (owner, due)), None)
    if owner is not None or due is not None:
        if task is None:
            task = next(
                (c for c in cells if c not in (owner, due) and len(reading.view[c.start : c.end].split()) > 1), None
            )
        block.owner = _trim(reading.view, owner) if owner is not None and owner is not cell else None
        block.due = _trim(reading.view, due) if due is not None and due is not cell else None
        headings = " ".join(c.value or "" for c in cells)
        block.row = _row_kind(task) if owner and task and not re.search(r"(?i)föredragande", headings) else None
        others = (reading.view[c.start : c.end] for c in cells if c is not task)
        if block.row == "task" and any(_CELL_DONE.match(text) for text in others):
            block.row = "done"
        if cell in (owner, due):
            block.row = None
            return cell is owner and len(reading.view[cell.start : cell.end].split()) > 4
        return cell is task or task is None or len(reading.view[cell.start : cell.end].split()) > 3
    if (
        len(cells) > 1
        and out
        and out[-1].lines
        and cells[0].start <= out[-1].start < cells[0].end
        and cell is not cells[0]
    ):
        # a plain table: the row is one statement
        out[-1].end = max(out[-1].end, block.end)
        out[-1].whole = True
        return False
    return True


def _row_kind(task: Hint) -> str:
    return "decision" if _DECISION_COLUMN.fullmatch(task.value or "") else "task"


def _trim(view: str, hint: Hint) -> tuple[int, int] | None:
    start, end = hint.start, hint.end
    while start < end and view[start].isspace():
        start += 1
    while end > start and view[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


_FEWEST_FIGURES = 3  # rows of figures that make a table


def _figures(reading: Reading, blocks: list[Block]) -> list[Block]:
    """Join three or more rows of figures in a row, with their short headings, into one statement."""
    view = reading.view
    if len(blocks) < _FEWEST_FIGURES:
        return blocks
    marks = [b.bullet is None and _FIGURES.match(view[b.start : b.end]) is not None for b in blocks]
    out: list[Block] = []
    i = 0
    while i < len(blocks):
        j = i
        figures = 0
        last_figure = i
        while j < len(blocks):
            if marks[j]:
                figures += 1
                last_figure = j
            elif not (
                blocks[j].bullet is None
                and len(view[blocks[j].start : blocks[j].end].split()) <= 2
                and j + 1 < len(blocks)
                and marks[j + 1]
            ):
                break
            j += 1
        if figures >= _FEWEST_FIGURES:
            table = blocks[i]
            table.end = blocks[last_figure].end
            table.whole = True
            out.append(table)
            i = last_figure + 1
        else:
            out.append(blocks[i])
            i += 1
    return out
