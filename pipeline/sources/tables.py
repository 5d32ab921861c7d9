"""Tables of docx, odt and html as text: which cell goes on which line.

* An action table (a column "Ansvarig" or the like) is written cell by cell: the task, then owner
  and date on lines of their own, each a ``table_cell`` that names its column heading.
* A table of names gives one person a line, column after column.
* A form (label left, value right) and any table of short cells goes row by row, the cells set
  apart by spaces so that the columns stand under one another.
* Everything else goes cell by cell.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pipeline.sources.builder import Run, TextBuilder, strip_runs
from pipeline.sources.columns import are_names, are_signatures, column_kind, is_action_header

_SHORT_ROW = 120
_SHORT_CELL = 60
_WIDEST = 40
GAP = "   "


@dataclass(slots=True)
class Paragraph:
    """A paragraph as the format gives it, number or bullet already in its text.

    Attributes:
        runs: its text by style.
        heading: level from 1, or 0.
        item: list depth from 1, or 0.
        aligned: keeps its runs of spaces (tabs).
    """

    runs: list[Run]
    heading: int = 0
    item: int = 0
    aligned: bool = False

    @property
    def text(self) -> str:
        """The words."""
        return "".join(run.text for run in self.runs)


Cell = list[Paragraph]


@dataclass(slots=True)
class Table:
    """Rows of cells; a cell is a list of paragraphs."""

    rows: list[list[Cell]] = field(default_factory=list)


def cell_of(blocks: Iterable[Paragraph | Table]) -> Cell:
    """The paragraphs of a cell; those of a table inside it in their order."""
    cell: Cell = []
    for block in blocks:
        cell += [p for row in block.rows for inner in row for p in inner] if isinstance(block, Table) else [block]
    return cell


def write_blocks(builder: TextBuilder, blocks: Iterable[Paragraph | Table]) -> None:
    """Write paragraphs and tables in their order."""
    for block in blocks:
        if isinstance(block, Table):
            write_table(builder, block)
        else:
            write_paragraph(builder, block)


def write_paragraph(builder: TextBuilder, paragraph: Paragraph) -> None:
    """Write a paragraph; one without text becomes a blank line."""
    if not paragraph.text.strip():
        builder.blank()
        return
    builder.line(
        paragraph.runs,
        heading=paragraph.heading,
        item=paragraph.item,
        indent="  " * (paragraph.item - 1) if paragraph.item else "",
        aligned=paragraph.aligned,
    )


def _text(cell: Cell) -> str:
    return " ".join(paragraph.text.strip() for paragraph in cell if paragraph.text.strip())


def _stripped(cell: Cell) -> Cell:
    """A cell without empty paragraphs and without white space round the others."""
    return [
        Paragraph(strip_runs(paragraph.runs), paragraph.heading, paragraph.item, paragraph.aligned)
        for paragraph in cell
        if paragraph.text.strip()
    ]


def write_table(builder: TextBuilder, table: Table) -> None:
    """Write a table in the way its content asks for (see the module's text)."""
    rows = [row for row in table.rows if any(_text(cell) for cell in row)]
    if not rows:
        return
    width = max(len(row) for row in rows)
    rows = [[*map(_stripped, row), *([[]] * (width - len(row)))] for row in rows]
    used = [column for column in range(width) if any(_text(row[column]) for row in rows)]
    rows = [[row[column] for column in used] for row in rows]
    texts = [[_text(cell) for cell in row] for row in rows]
    builder.blank()
    if len(used) == 1:
        for row in rows:
            _write_cell(builder, row[0])
    elif is_action_header(texts[0]):
        _write_action(builder, rows, texts)
    elif are_signatures(texts[0]) or _is_name_list(texts):
        for column in range(len(used)):
            for row in rows:
                _write_cell(builder, row[column])
    else:
        _write_rows(builder, rows, texts)
    builder.blank()


def _is_name_list(texts: Sequence[Sequence[str]]) -> bool:
    columns = list(zip(*texts, strict=True))
    return len(texts) >= 2 and all(are_names(column) for column in columns)


def _write_cell(builder: TextBuilder, cell: Cell) -> None:
    for paragraph in cell:
        if paragraph.text.strip():
            write_paragraph(builder, paragraph)


def _write_action(builder: TextBuilder, rows: list[list[Cell]], texts: list[list[str]]) -> None:
    headings = texts[0]
    kinds = [column_kind(heading) for heading in headings]
    tasks = [column for column, kind in enumerate(kinds) if kind == "task"]
    if not tasks:
        free = [column for column, kind in enumerate(kinds) if kind is None] or [0]
        tasks = [max(free, key=lambda column: sum(len(row[column]) for row in texts))]
    order = [*tasks, *(c for c, kind in enumerate(kinds) if c not in tasks and kind != "number")]
    numbers = [column for column, kind in enumerate(kinds) if kind == "number"]
    builder.line(GAP.join(heading for heading in headings if heading), spaced=False, aligned=True)
    for row, words in zip(rows[1:], texts[1:], strict=True):
        begin = builder.length
        number = " ".join(words[column] for column in numbers if words[column])
        for column in order:
            start = builder.length
            cell = row[column]
            if column == tasks[0] and number:
                cell = _numbered(cell, number)
            _write_cell(builder, cell)
            if builder.length > start:
                builder.hint(*builder.since(start), "table_cell", column + 1, headings[column] or None)
        if builder.length > begin:
            builder.hint(*builder.since(begin), "table_row")


def _numbered(cell: Cell, number: str) -> Cell:
    """The number cell of a row put before the first words of its task."""
    for index, paragraph in enumerate(cell):
        if paragraph.text.strip():
            first = Paragraph([Run(f"{number} "), *paragraph.runs], paragraph.heading, paragraph.item)
            return [*cell[:index], first, *cell[index + 1 :]]
    return [Paragraph([Run(number)])]


def _write_rows(builder: TextBuilder, rows: list[list[Cell]], texts: list[list[str]]) -> None:
    """Row by row; a row too long for one line goes cell by cell."""
    has_head = len(rows) > 2 and all(texts[0]) and all(len(text) < 30 for text in texts[0])
    headings = texts[0] if has_head and len(texts[0]) > 2 else []
    places = [0]
    for column in range(len(texts[0]) - 1):
        widths = [len(row[column]) for row in texts if len(row[column]) <= _WIDEST]
        places.append(places[-1] + max(widths, default=0) + len(GAP))
    for row, words in zip(rows, texts, strict=True):
        begin = builder.length
        label_row = len(words) == 2 and len(words[0]) <= _WIDEST
        if label_row and words[0] and words[1] and _is_value(row[1]):
            _write_form_row(builder, row, places[1])
        elif sum(map(len, words)) <= _SHORT_ROW and all(_is_short(cell) for cell in row):
            _write_aligned(builder, words, row, places, headings if row is not rows[0] else [])
        else:
            for column, cell in enumerate(row):
                start = builder.length
                _write_cell(builder, cell)
                if builder.length > start:
                    heading = headings[column] if headings and row is not rows[0] else None
                    builder.hint(*builder.since(start), "table_cell", column + 1, heading)
        if builder.length > begin and not label_row:
            builder.hint(*builder.since(begin), "table_row")


def _is_short(cell: Cell) -> bool:
    return sum(1 for paragraph in cell if paragraph.text.strip()) <= 1 and not any(p.item for p in cell)


def _is_value(cell: Cell) -> bool:
    """Values of a form: short lines or one paragraph, no running text."""
    filled = [paragraph for paragraph in cell if paragraph.text.strip()]
    return len(filled) == 1 or all(len(p.text) <= 2 * _SHORT_CELL and not p.heading for p in filled)


def _write_form_row(builder: TextBuilder, row: list[Cell], place: int) -> None:
    """Label and value on one line, further lines of the value under it."""
    label = row[0]
    lines = [paragraph for paragraph in row[1] if paragraph.text.strip()]
    names = [paragraph for paragraph in label if paragraph.text.strip()]
    runs = [run for paragraph in names for run in (*paragraph.runs, Run(" "))][:-1]
    gap = " " * max(place - sum(len(run.text) for run in runs), len(GAP))
    builder.line([*runs, Run(gap), *lines[0].runs], spaced=False, aligned=True)
    for paragraph in lines[1:]:
        builder.line(paragraph.runs, indent=" " * place, spaced=False, aligned=True)


def _write_aligned(
    builder: TextBuilder, words: list[str], row: list[Cell], places: list[int], headings: Sequence[str]
) -> None:
    """One line for a row, a ``table_cell`` for each cell."""
    runs: list[Run] = []
    spans: list[tuple[int, int, int]] = []
    length = 0
    for column, (text, cell) in enumerate(zip(words, row, strict=True)):
        if not text:
            continue
        gap = " " * max(places[column] - length, len(GAP) if runs else 0)
        bold = all(run.bold for paragraph in cell for run in paragraph.runs if run.text.strip())
        runs += [Run(gap), Run(text, bold)] if gap else [Run(text, bold)]
        spans.append((column, length + len(gap), length + len(gap) + len(text)))
        length += len(gap) + len(text)
    first = spans[0][1]
    line = builder.line(runs, indent=" " * first, spaced=False, aligned=True)
    if line is None:
        return
    for column, start, end in spans:
        if line[0] + end - first <= line[1]:
            heading = headings[column] if headings else None
            builder.hint(line[0] + start - first, line[0] + end - first, "table_cell", column + 1, heading or None)
