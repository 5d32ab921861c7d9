"""From rows and regions to canonical text: wrapped lines joined, the others left as they are."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.sources.builder import Run, TextBuilder
from pipeline.sources.hyphens import Hyphens
from pipeline.sources.ocr_repair import repair
from pipeline.sources.pdf.action import clusters_of, main_columns, table_rows
from pipeline.sources.pdf.items import ITEM, starts_anew
from pipeline.sources.pdf.regions import Block, Region
from pipeline.sources.pdf.words import HYPHEN, Cell, Row

_EXPECTS_NUMBER = re.compile(r"(?:bilaga|punkt|nr|nummer|kl\.?|klockan|den|och|till|§§?|sida|vecka|ca|[–-])$", re.I)
_SENTENCE_END = re.compile(r"[.!?:;][\"”’)]?$")
_HEADING_END = re.compile(r"[.,;!?]$")
_HARD_HYPHEN = re.compile(r"[A-Za-zÅÄÖåäöéü]-$")
_MAX_HEADING_WORDS = 14


@dataclass(slots=True)
class Line:
    """A line of one column, ready to be joined with the next or not.

    ``fixed`` lines (rows of a form) are never joined; ``page`` marks the first of a page.
    """

    text: str
    x0: float
    x1: float
    bottom: float
    top: float
    size: float
    bold_words: int = 0
    words: int = 1
    first_width: float = 0.0
    fixed: bool = False
    indent: str = ""
    page: bool = False

    @property
    def bold(self) -> bool:
        """Set in bold from end to end."""
        return self.bold_words >= self.words


@dataclass(slots=True)
class Measures:
    """What is usual in a document: body size and line distance in points, right margins."""

    size: float
    pitch: float
    margin: float
    heading_sizes: list[float] = field(default_factory=list)
    styled: bool = True


def line_of(cell: Cell) -> Line:
    """A cell as a line."""
    first = cell.words[0]
    return Line(
        cell.text, cell.x0, cell.x1, cell.bottom, cell.top, cell.size, cell.bold_words, len(cell.words),
        first.x1 - first.x0,
    )


def measure(rows: Sequence[Row], *, styled: bool) -> Measures:
    """Usual size, line distance and right margin of a document's rows.

    Args:
        rows: all rows, page after page.
        styled: False for the text layer of an OCR program, whose sizes mean nothing.
    """
    sizes: Counter[float] = Counter()
    pitches: Counter[float] = Counter()
    margins: list[float] = []
    above: Row | None = None
    for row in rows:
        for cell in row.cells:
            sizes[round(cell.size * 2) / 2] += len(cell.text)
        if above is not None and 0 < above.bottom - row.bottom < 3 * (row.top - row.bottom):
            pitches[round((above.bottom - row.bottom) * 2) / 2] += 1
        if len(row.cells[-1].words) >= 6:
            margins.append(row.x1)
        above = row
    size = sizes.most_common(1)[0][0] if sizes else 11.0
    pitch = pitches.most_common(1)[0][0] if pitches else 1.2 * size
    margins.sort()
    margin = margins[int(0.95 * (len(margins) - 1))] if margins else float("inf")
    total = sum(sizes.values())
    larger = sorted(
        (known for known, count in sizes.items() if known >= 1.12 * size and count < 0.3 * total), reverse=True
    )
    return Measures(size, pitch, margin, larger[:4], styled)


def page_margin(rows: Sequence[Row]) -> float | None:
    """Right edge of the running text of a page in points; None when too few lines tell."""
    edges = sorted(cell.x1 for row in rows for cell in row.cells if len(cell.words) >= 6)
    return edges[int(0.9 * (len(edges) - 1))] if len(edges) >= 6 else None


class PdfText:
    """Writes the blocks of a document into a :class:`TextBuilder`."""

    def __init__(self, builder: TextBuilder, measures: Measures, hyphens: Hyphens) -> None:
        self._builder = builder
        self._measures = measures
        self._hyphens = hyphens
        self._waiting: list[Line] = []
        self._margin = self._page_margin = measures.margin
        self._bullets: list[float] = []
        self._new_page = False
        self._bottom = 0.0

    def page(self, blocks: Sequence[Block], margin: float | None = None) -> None:
        """Write the blocks of one page; the last paragraph may go on on the next.

        Args:
            blocks: rows and regions from top to bottom.
            margin: right edge of the page's text in points, where enough lines tell it.
        """
        self._new_page = True
        self._margin = self._page_margin = self._measures.margin if margin is None else margin
        self._bottom = 0.0
        for block in blocks:
            if isinstance(block, Row):
                self._add(line_of(block.cells[0]))
            elif block.kind == "action":
                self._action(block)
            elif block.kind == "numbered":
                self._numbered(block)
            elif block.kind in ("columns", "lists"):
                self._columns(block)
            else:
                self._form(block)
        if self._new_page:  # a page without text
            self.flush()
            self._builder.page()
            self._new_page = False

    def flush(self) -> None:
        """Write the paragraph that waits for its next line."""
        if self._waiting:
            self._write(self._waiting)
            self._waiting = []

    def _add(self, line: Line) -> None:
        if self._new_page:
            line.page = True
            self._new_page = False
        if self._waiting and self._continues(self._waiting[-1], line):
            self._waiting.append(line)
            return
        last = self._waiting[-1] if self._waiting else None
        self.flush()
        if last is not None and not line.page:
            height = min(line.top - line.bottom, self._measures.pitch)  # of its first line, if it has two
            if last.bottom - line.top + height > 1.45 * self._pitch(line):
                self._builder.blank()
        self._waiting = [line]

    def _pitch(self, line: Line) -> float:
        return max(self._measures.pitch, 1.05 * line.size) if self._measures.styled else self._measures.pitch

    def _continues(self, last: Line, line: Line) -> bool:
        """Is ``line`` the rest of a paragraph that was wrapped after ``last``?"""
        if last.fixed or line.fixed or (ITEM.match(line.text) and not self._wrapped_number(last, line)):
            return False
        if starts_anew(last.text, line.text):
            return False
        hyphen = last.text.endswith(HYPHEN) or bool(_HARD_HYPHEN.search(last.text))
        if line.page:
            if not line.text[:1].islower() or not (hyphen or not _SENTENCE_END.search(last.text)):
                return False
        else:
            distance = last.bottom - line.bottom
            if not 0 < distance <= 1.45 * self._pitch(line):
                return False
        shift = last.x0 - line.x0
        if abs(shift) > 0.8 * line.size and not hyphen:
            inside = len(self._waiting) > 1 or not ITEM.match(last.text)
            if (_SENTENCE_END.search(last.text) and inside) or (shift > 0 and len(self._waiting) > 1):
                return False
        if self._measures.styled:
            if abs(last.size - line.size) > 0.15 * line.size or (last.bold and not line.bold):
                return False
            if line.bold_words and not (last.bold and line.bold):
                return False
        if hyphen:
            return True
        if (
            line.words <= 4
            and line.text[:1].isupper()
            and _SENTENCE_END.search(last.text)
            and not _SENTENCE_END.search(line.text)
            and line.x1 < 0.6 * self._margin
        ):
            return False  # a heading under a full line, not its last word
        space = 0.3 * line.size
        return last.x1 + space + line.first_width > self._margin - 0.3 * line.size

    def _wrapped_number(self, last: Line, line: Line) -> bool:
        """A number that came to stand at the start of a line ("se bilaga / 8. Mötet ...")."""
        return (
            line.text[:1].isdigit()
            and not line.bold_words
            and not last.bold
            and abs(last.x0 - line.x0) < 2
            and last.x1 > self._margin - 3 * line.size
            and bool(_EXPECTS_NUMBER.search(last.text))
        )

    def _heading(self, lines: Sequence[Line]) -> int:
        """Heading level of a paragraph by its size and weight, or 0."""
        measures = self._measures
        first = lines[0]
        words = sum(line.words for line in lines)
        if not measures.styled or first.fixed or words > _MAX_HEADING_WORDS or len(lines) > 3:
            return 0
        if not any(character.isalpha() for character in first.text):
            return 0
        for level, size in enumerate(measures.heading_sizes, 1):
            if abs(first.size - size) < 0.3:
                return level
        if all(line.bold for line in lines) and not _HEADING_END.search(lines[-1].text):
            return len(measures.heading_sizes) + 1
        return 0

    def _write(self, lines: Sequence[Line]) -> None:
        heading = self._heading(lines)
        first = lines[0]
        text, page_at = first.text, None
        for line in lines[1:]:
            hyphen = text.endswith(HYPHEN) or bool(_HARD_HYPHEN.search(text))
            if line.page:
                page_at = len(text) - 1 if hyphen else len(text) + 1
            text = self._hyphens.join(text, line.text) if hyphen else f"{text} {line.text}"
        text = text.replace("\u00ad", "-").replace(HYPHEN, "-")
        if not self._measures.styled:
            text = " ".join(repair(text.split(" ")))
        item = 0
        match = ITEM.match(text) if not first.fixed and not heading else None
        if match is not None:
            if match.group("bullet"):
                text = f"{_plain_bullet(match.group('bullet'))} {text[match.end():].lstrip()}"
            if not match.group("number"):  # numbers are agenda items as often as list items
                item = self._depth(first.x0)
        elif heading or first.x0 < (self._bullets[0] if self._bullets else 0) + 2:
            self._bullets = []
        runs = _runs(text, first, lines, page_at)
        if first.page:
            self._builder.page()
        indent = first.indent or "  " * (item - 1 if item else 0)
        self._builder.line(runs, heading=heading, item=item, indent=indent, spaced=not first.fixed, aligned=first.fixed)

    def _depth(self, x0: float) -> int:
        self._bullets = [*(left for left in self._bullets if left < x0 - 4), x0]
        return len(self._bullets)

    def _form(self, region: Region) -> None:
        """Row by row, the columns set apart by spaces so that they stand under one another."""
        self.flush()
        places = [0]
        for column in range(1, len(region.starts)):
            widths = [len(line[column - 1].text) for line in region.rows if line[column - 1] is not None]  # type: ignore[union-attr]
            places.append(places[-1] + min(max(widths, default=0), 40) + 3)
        for cells in _unwrapped(region, self._page_margin, self._hyphens):
            text = ""
            for column, cell in enumerate(cells):
                if cell is not None:
                    gap = max(places[column] - len(text), 3 if text else 0)
                    text += " " * gap + cell.text
            filled = [cell for cell in cells if cell is not None]
            line = line_of(filled[0])
            if len(filled) == 1 and cells[0] is not None:
                self._add(line)
                continue
            line.indent = " " * (len(text) - len(text.lstrip()))
            line.text, line.fixed = text.strip(), True
            line.words = sum(len(cell.words) for cell in filled)
            line.bold_words = line.bold_words if line.bold_words < len(filled[0].words) else len(filled[0].words)
            self._add(line)
        self.flush()

    def _numbered(self, region: Region) -> None:
        """Numbers set in a column of their own go before the text beside them."""
        for cells in region.rows:
            filled = [cell for cell in cells if cell is not None]
            line = line_of(filled[0])
            for cell in filled[1:]:
                line.text, line.x1 = f"{line.text} {cell.text}", cell.x1
                line.bold_words += cell.bold_words if line.bold else 0
                line.words += len(cell.words)
            self._add(line)

    def _columns(self, region: Region) -> None:
        """One column after the other."""
        self.flush()
        for column in range(len(region.starts)):
            cells = [cell for line in region.rows if (cell := line[column]) is not None]
            self._margin = max((cell.x1 for cell in cells), default=0.0)
            for cell in cells:
                line = line_of(cell)
                line.fixed = region.kind == "lists"
                self._add(line)
            self.flush()
        self._margin = self._page_margin

    def _action(self, region: Region) -> None:
        """A table with an owner column: a row's task first, then its other cells, one a line."""
        self.flush()
        builder = self._builder
        main = main_columns(region)
        margin_cells = [line[column] for line in region.rows for column in main]
        self._margin = max((cell.x1 for cell in margin_cells if cell is not None), default=0.0)
        if region.head:
            line = line_of(next(cell for cell in region.rows[0] if cell is not None))
            line.text, line.fixed = region.head_text, True
            self._add(line)
        self.flush()
        rows = table_rows(region, main)
        clusters = {
            column: clusters_of(region, column, rows) for column in range(len(region.starts)) if column not in main
        }
        for begin, end in rows:
            start = builder.length
            for cells in region.rows[begin:end]:
                parts = [cell for column in main if (cell := cells[column]) is not None]
                if parts:
                    line = line_of(parts[0])
                    for part in parts[1:]:
                        line.text, line.x1 = f"{line.text} {part.text}", part.x1
                        line.words += len(part.words)
                    self._add(line)
            self.flush()
            self._cell_hint(region, max(main), start)
            for column in clusters:
                for group in clusters[column].get(begin, ()):
                    at = builder.length
                    text = group[0].text
                    for cell in group[1:]:
                        text = self._hyphens.join(text, cell.text) if text.endswith(HYPHEN) else f"{text} {cell.text}"
                    line = line_of(group[0])
                    line.text, line.fixed = text, True
                    self._add(line)
                    self.flush()
                    self._cell_hint(region, column, at)
            if builder.length > start:
                span = builder.since(start)
                builder.hint(*span, "table_row")
        self._margin = self._page_margin

    def _cell_hint(self, region: Region, column: int, start: int) -> None:
        heading = region.headings[column] if column < len(region.headings) else ""
        if self._builder.length > start:
            self._builder.hint(*self._builder.since(start), "table_cell", column + 1, heading or None)


def _unwrapped(region: Region, margin: float, hyphens: Hyphens) -> list[list[Cell | None]]:
    """The rows of a form with wrapped values of the last column put back on one line."""
    rows: list[list[Cell | None]] = []
    for index, cells in enumerate(region.rows):
        value, above = cells[-1], rows[-1][-1] if rows else None
        if (
            value is not None
            and above is not None
            and all(cell is None for cell in cells[:-1])
            and not starts_anew(above.text, value.text)
            and above.x1 + 0.3 * value.size + value.words[0].x1 - value.x0 > margin
            and above.bottom - value.bottom < 1.6 * (region.lines[index][1] - region.lines[index][0])
        ):
            hyphen = above.text.endswith(HYPHEN) or bool(_HARD_HYPHEN.search(above.text))
            text = hyphens.join(above.text, value.text) if hyphen else f"{above.text} {value.text}"
            merged = Cell(
                [*above.words, *value.words], value.bottom, above.top, value.size, above.bold_words, text
            )
            merged.x0 = above.x0
            rows[-1][-1] = merged
        else:
            rows.append(list(cells))
    return rows


def _plain_bullet(bullet: str) -> str:
    return "-" if bullet in "-–—\u00ad" else ("•" if bullet != "*" else "*")


def _runs(text: str, first: Line, lines: Sequence[Line], page_at: int | None) -> list[Run]:
    """Bold and page marks put on the text of a paragraph."""
    if not first.bold_words and page_at is None:
        return [Run(text)]
    bold_until = 0
    if all(line.bold for line in lines):
        bold_until = len(text)
    elif first.bold_words:
        words = list(re.finditer(r"\S+", text))
        bold_until = words[min(first.bold_words, len(words)) - 1].end()
    cuts = sorted({0, bold_until, len(text), *([page_at] if page_at is not None else [])})
    return [
        Run(text[start:end], bold=end <= bold_until, page=start == page_at and start > 0)
        for start, end in itertools.pairwise(cuts)
    ]
