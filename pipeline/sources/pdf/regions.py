"""Where a page has columns: runs of rows whose cells stand under one another."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from pipeline.sources.columns import are_labels, are_names, are_signatures, column_kind, is_action_header
from pipeline.sources.pdf.items import NUMBER_ALONE
from pipeline.sources.pdf.words import Cell, Page, Row

_TOLERANCE = 4.0  # points: how far the left edges of one column may differ
_CENTRED = 60.0  # points: how far left of a centred heading its column may begin
_MAX_GAP = 2.0  # line heights of white that end a region


@dataclass(slots=True)
class Region:
    """Rows with their cells sorted into columns.

    Attributes:
        starts: left edge of each column in points.
        rows: the rows, each as long as ``starts``; None where a row has no cell.
        lines: the y of each row's bottom and top.
        kind: ``action`` (table with an owner column), ``columns`` (text in columns, read one after
            the other), ``lists`` (the same, but every line stands for itself: names, signatures),
            ``numbered`` (numbers or bullets in a column of their own), ``form`` (read row by row).
        headings: text of the column headings (``action`` only).
        head: how many rows the heading takes; ``head_text`` is all of it on one line.
    """

    starts: list[float]
    rows: list[list[Cell | None]] = field(default_factory=list)
    lines: list[tuple[float, float]] = field(default_factory=list)
    kind: str = "form"
    headings: list[str] = field(default_factory=list)
    head: int = 0
    head_text: str = ""


Block = Region | Row


def find_regions(page: Page, carried: Region | None) -> list[Block]:
    """The rows of a page in order, those that form columns gathered into regions.

    Args:
        page: rows from top to bottom.
        carried: the action table the page before ended with; it may go on here.
    """
    blocks: list[Block] = []
    rows = page.rows
    if carried is None and all(len(row.cells) == 1 for row in rows):
        return list(rows)
    index = 0
    if carried is not None and rows:
        end, starts = _extend(rows, 0, list(carried.starts), fixed=True)
        if end > 0 and any(cell.x0 >= starts[-1] - _TOLERANCE for row in rows[:end] for cell in row.cells):
            region = _region(rows[:end], starts)
            region.kind, region.headings = "action", carried.headings
            blocks.append(region)
            index = end
    while index < len(rows):
        row = rows[index]
        if len(row.cells) == 1:
            blocks.append(row)
            index += 1
            continue
        starts = [cell.x0 for cell in row.cells]
        table = _action_table(rows, index, starts)
        if table is not None:
            blocks.append(table)
            index += len(table.rows)
            continue
        signed = are_signatures([cell.text for cell in row.cells])
        end, starts = _extend(rows, index, starts, fixed=signed, loose=signed)
        region = _region(rows[index:end], starts)
        _classify(region, page.width)
        if region.kind == "form":
            end = _trim(rows, index, end, starts)
            region = _region(rows[index:end], starts)
            _classify(region, page.width)
        blocks.append(region)
        index = end
    return blocks


def _action_table(rows: list[Row], begin: int, starts: list[float]) -> Region | None:
    """The table that begins at a row which names an owner column, or None.

    A number column is taken together with the task column behind it: numbers are set flush
    right or left of their heading, so no edge lies between the two.
    """
    end, _ = _extend(rows[: begin + 4], begin, starts, fixed=True)
    head, headings = _heading(_region(rows[begin : max(end, begin + 1)], starts))
    if not head:
        return None
    shown = headings
    columns = list(zip(starts, headings, strict=True))
    for index in range(len(columns) - 1, 0, -1):
        if column_kind(columns[index - 1][1]) == "number" and column_kind(columns[index][1]) in ("task", None):
            columns[index - 1 : index + 1] = [(columns[index - 1][0], columns[index][1])]
    starts = [start for start, _ in columns]
    end, starts = _extend(rows, begin + head, starts, fixed=True)
    region = _region(rows[begin + head : end], starts)
    region.kind, region.headings = "action", [heading for _, heading in columns]
    for row in reversed(rows[begin : begin + head]):
        region.rows.insert(0, _region([row], starts).rows[0])
        region.lines.insert(0, (row.bottom, row.top))
    region.head, region.head_text = head, "   ".join(heading for heading in shown if heading)
    return region


def _extend(
    rows: list[Row], begin: int, starts: list[float], *, fixed: bool, loose: bool = False
) -> tuple[int, list[float]]:
    """How far down the columns of a row reach, and the columns found on the way.

    Args:
        rows: the rows of the page.
        begin: index of the row that opens the columns.
        starts: left edges of the columns.
        fixed: no more columns are found on the way.
        loose: white between the rows ends nothing (signatures are far apart).
    """
    index = begin if fixed else begin + 1
    while index < len(rows):
        row = rows[index]
        if index > begin and not loose:
            above = rows[index - 1]
            height = max(row.top - row.bottom, 1.0)
            gap = above.bottom - row.top
            if gap > _MAX_GAP * height and len(row.cells) == 1:
                break
            if fixed and gap > 0.8 * height and len(row.cells) == 1 and not _goes_on(rows, index, starts):
                break
            if len(row.cells) > 1 and (
                (not fixed and _names_owner([cell.text for cell in row.cells]))
                or (gap > height and not _fits(row, starts))
            ):
                break
        if fixed and len(row.cells) == len(starts):  # a heading may stand centred over its column
            for column, cell in enumerate(row.cells[1:], 1):
                if starts[column] - _CENTRED < cell.x0 < starts[column] and not any(
                    _crosses(other, cell.x0) for other in rows[begin:index]
                ):
                    starts[column] = cell.x0
        if any(_crosses(row, start) for start in starts[1:]):
            break
        if not fixed:
            for cell in row.cells[1:]:
                if all(abs(cell.x0 - start) > 3 * _TOLERANCE for start in starts) and not any(
                    _crosses(other, cell.x0) for other in rows[begin:index]
                ):
                    starts = sorted([*starts, cell.x0])
        starts[0] = min(starts[0], row.x0)
        index += 1
    return index, starts


def _goes_on(rows: list[Row], begin: int, starts: list[float]) -> bool:
    """Does a later row, before text runs across, have a cell in a column beyond the first?"""
    for row in rows[begin:]:
        if any(_crosses(row, start) for start in starts[1:]):
            return False
        if any(abs(cell.x0 - start) <= _TOLERANCE for cell in row.cells for start in starts[1:]):
            return True
    return False


def _fits(row: Row, starts: list[float]) -> bool:
    """Do all cells of a row begin where a column begins?"""
    return all(any(abs(cell.x0 - start) <= 3 * _TOLERANCE for start in starts) for cell in row.cells)


def _names_owner(headings: list[str]) -> bool:
    """Is this the heading of an action table (an owner column and another known one)?"""
    if len(headings) < 2:
        return False
    if is_action_header(headings):
        return True
    words = " ".join(headings[:-1]).split()
    return column_kind(headings[-1]) == "owner" and any(column_kind(word) in ("task", "number") for word in words)


def _crosses(row: Row, start: float) -> bool:
    """Does text of the row run across the left edge of a column?"""
    for cell in row.cells:
        if cell.x0 < start - _TOLERANCE and cell.x1 > start + _TOLERANCE:
            return _split_at(cell, start) is None
    return False


def _split_at(cell: Cell, start: float) -> int | None:
    """Index of the word of ``cell`` that begins the column at ``start``, or None."""
    for index in range(1, len(cell.words)):
        word, before = cell.words[index], cell.words[index - 1]
        if abs(word.x0 - start) <= _TOLERANCE:
            gaps = sorted(after.x0 - first.x1 for first, after in pairwise(cell.words))
            return index if word.x0 - before.x1 > max(0.45 * cell.size, 1.5 * gaps[len(gaps) // 2]) else None
        if word.x0 > start:
            return None
    return None


def _trim(rows: list[Row], begin: int, end: int, starts: list[float]) -> int:
    """Leave out rows at the foot that have nothing beyond the first column."""
    while end > begin + 1 and rows[end - 1].x1 < starts[1] + _TOLERANCE and len(rows[end - 1].cells) == 1:
        if rows[end - 1].x0 >= starts[1] - _TOLERANCE:
            break
        end -= 1
    return end


def _region(rows: list[Row], starts: list[float]) -> Region:
    region = Region(starts)
    for row in rows:
        line: list[Cell | None] = [None] * len(starts)
        for cell in row.cells:
            _place(cell, starts, line)
        region.rows.append(line)
        region.lines.append((row.bottom, row.top))
    return region


def _place(cell: Cell, starts: list[float], line: list[Cell | None]) -> None:
    """Put a cell into its column, cut where it runs into the next."""
    column = 0
    for index, start in enumerate(starts):
        if cell.x0 >= start - _TOLERANCE:
            column = index
    for start in starts[column + 1 :]:
        cut = _split_at(cell, start) if cell.x1 > start + _TOLERANCE else None
        if cut is not None:
            head, tail = cell.words[:cut], cell.words[cut:]
            _place(Cell(head, cell.bottom, cell.top, cell.size, min(cell.bold_words, cut)), starts, line)
            _place(
                Cell(tail, cell.bottom, cell.top, cell.size, max(0, cell.bold_words - cut)), starts, line
            )
            return
    known = line[column]
    if known is None:
        line[column] = cell
    else:
        bold = known.bold_words + (cell.bold_words if known.bold else 0)
        line[column] = Cell([*known.words, *cell.words], known.bottom, known.top, known.size, bold)


def _texts(region: Region, column: int) -> list[str]:
    return [cell.text for line in region.rows if (cell := line[column]) is not None]


def _classify(region: Region, width: float) -> None:
    """Decide in which order a region is read."""
    columns = [_texts(region, column) for column in range(len(region.starts))]
    signatures = are_signatures([cell.text for cell in region.rows[0] if cell is not None])
    labels = len(region.rows) <= 3 and are_labels(
        [cell.text for cell in region.rows[0] if cell is not None]
    )
    names = len(columns) >= 2 and all(len(column) >= 2 and are_names(column) for column in columns)
    marks = columns[0]
    if signatures or names or labels:
        region.kind = "lists"
    elif len(columns) == 2 and marks and sum(bool(NUMBER_ALONE.fullmatch(mark)) for mark in marks) >= 0.8 * len(marks):
        region.kind = "numbered"
    elif len(region.rows) >= 3 and len(columns) in (2, 3) and region.starts[1] - region.starts[0] > 0.2 * width:
        wide = all(
            len(column) >= 0.6 * len(region.rows) and sum(len(text.split()) for text in column) >= 3.5 * len(column)
            for column in columns
        )
        if wide:
            region.kind = "columns"


def _heading(region: Region) -> tuple[int, list[str]]:
    """Rows that the heading of an action table takes (0: none) and the column headings."""
    headings = ["" if cell is None else cell.text for cell in region.rows[0]]
    head = 1
    for line in region.rows[1:4]:
        texts = ["" if cell is None else cell.text for cell in line]
        if _names_owner(headings) and any(
            len(text) > 2 and column_kind(heading) != "owner"
            for text, heading in zip(texts, headings, strict=True)
        ):
            break
        if sum(len(text.split()) for text in texts) > 3:
            break
        joined = [f"{old} {new}".strip() for old, new in zip(headings, texts, strict=True)]
        headings, head = joined, head + 1
    return (head, headings) if _names_owner(headings) else (0, [])
