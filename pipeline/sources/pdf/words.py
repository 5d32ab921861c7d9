"""One PDF page as rows of words with their places, fast enough for archives.

PDFium gives the characters of a page in stream order, with line breaks where it sees them. Two
calls a word (the boxes of its first and last character) and three a line (size, weight, font)
are enough to rebuild reading order; a call a character would triple the time.
"""

from __future__ import annotations

import ctypes
import re
import unicodedata
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import pypdfium2.raw as pdfium_c

_LINE = re.compile(r"[^\r\n\ufffe]+\ufffe?")
_WORD = re.compile(r"[^ \t\r\n\u00a0\ufffe]+\ufffe?")
_FORCE_BOLD = 1 << 18
_BOLD_NAME = re.compile(r"bold|black|heavy|demi(?!-?light)|[-,]bd", re.I)
_COMBINING = {"¨": "\u0308", "˚": "\u030a", "´": "\u0301", "`": "\u0300", "ˆ": "\u0302"}
_ACCENT = re.compile(r"([¨˚´ˆ])([aouAOUeE])")
_DRAWN = frozenset("|¦")
HYPHEN = "\ufffe"
"""Stands where PDFium saw a hyphen at the end of a line."""


@dataclass(slots=True)
class Word:
    """A word with its left and right edge in points."""

    text: str
    x0: float
    x1: float


@dataclass(slots=True)
class Cell:
    """Words of one row that stand together, with one style.

    Attributes:
        words: left to right.
        x0, x1, bottom, top: box in points; the origin is the lower left corner of the page.
        size: height of the line in points.
        bold: the cell begins in bold.
        bold_words: how many words at its start are bold (all of them for a bold line).
    """

    words: list[Word]
    bottom: float
    top: float
    size: float
    bold_words: int = 0
    text: str = ""
    x0: float = 0.0
    x1: float = 0.0

    def __post_init__(self) -> None:
        self.x0 = self.words[0].x0
        self.x1 = self.words[-1].x1
        if not self.text:
            self.text = " ".join([word.text for word in self.words])

    @property
    def bold(self) -> bool:
        """The whole cell is set in bold."""
        return self.bold_words >= len(self.words)


@dataclass(slots=True)
class Row:
    """Cells that stand on one base line, left to right."""

    cells: list[Cell]
    bottom: float
    top: float

    @property
    def x0(self) -> float:
        """Left edge."""
        return self.cells[0].x0

    @property
    def x1(self) -> float:
        """Right edge."""
        return max(cell.x1 for cell in self.cells)


@dataclass(slots=True)
class Page:
    """Rows of a page from top to bottom."""

    number: int
    width: float
    height: float
    rows: list[Row] = field(default_factory=list)


@dataclass(slots=True)
class Fonts:
    """Which fonts of a document are bold, by weight, flags and length of the font's name."""

    bold: dict[tuple[int, int, int], bool] = field(default_factory=dict)
    by_weight: dict[int, bool] = field(default_factory=dict)
    layer: bool = False
    """A text layer of an OCR program: sizes and weights say nothing."""


@cache
def _char_box() -> Any:
    """FPDFText_GetLooseCharBox with plain addresses: half the time of a call with typed pointers."""
    place = ctypes.cast(pdfium_c.FPDFText_GetLooseCharBox, ctypes.c_void_p).value or 0
    return ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)(place)


def page_cells(textpage: Any, text: str, fonts: Fonts) -> list[Cell]:
    """The lines of a page in stream order, cut where the gap is wider than between words.

    Args:
        textpage: ``pypdfium2.PdfTextPage``.
        text: its text (``get_text_range()``), one character a PDFium character.
        fonts: what is known of the document's fonts; extended.
    """
    raw = textpage.raw
    box = pdfium_c.FS_RECTF()
    reference = ctypes.addressof(box)
    address = ctypes.cast(raw, ctypes.c_void_p).value
    get_box, get_size = _char_box(), pdfium_c.FPDFText_GetFontSize
    find_words = _WORD.finditer
    cells: list[Cell] = []
    for line in _LINE.finditer(text):
        words: list[Word] = []
        begin, end = line.span()
        last, bottom, top, edge, gap = begin, 0.0, 0.0, 0.0, 0.0
        for match in find_words(text, begin, end):
            first, after = match.span()
            get_box(address, first, reference)
            left = box.left
            if not words:
                begin, bottom, top = first, box.bottom, box.top
                edge = left
            if after - first > 1:
                get_box(address, after - 1, reference)
            right = box.right
            if right < left:
                left, right = right, left
            if left - edge > gap or edge - left > gap:
                gap = abs(left - edge)
            edge = right
            words.append(Word(match.group(), left, right))
            last = first
        if not words:
            continue
        if box.top - box.bottom > top - bottom:
            bottom, top = box.bottom, box.top
        if top <= bottom:
            continue
        if words[-1].text[-1] == HYPHEN and len(words[-1].text) > 1:
            get_box(address, end - 2, reference)  # the hyphen's own box may stand on the next line
            words[-1].x1 = max(box.right, words[-1].x0)
        size = get_size(raw, begin)  # before the page scales it
        if not 0.55 * (top - bottom) <= size <= top - bottom:
            size = top - bottom
        bold_words = 0
        if _is_bold(raw, begin, fonts):
            bold_words = len(words) if _is_bold(raw, last, fonts) else _bold_words(raw, text, line.span(), fonts)
        if fonts.layer:  # drawn lines of a table that the OCR took for letters
            words = [word for word in words if word.text not in _DRAWN]
            gap = 2 * size
        if gap > 1.3 * size:
            cells.extend(_cut(words, bottom, top, size, bold_words))
        else:
            cells.append(Cell(words, bottom, top, size, bold_words))
    if _ACCENT.search(text):
        _compose(cells)
    return cells


def _compose(cells: list[Cell]) -> None:
    """Accents that TeX set as signs of their own before the letter: "m¨ote" is "möte"."""
    for cell in cells:
        if _ACCENT.search(cell.text):
            for word in cell.words:
                word.text = _ACCENT.sub(_composed, word.text)
            cell.text = " ".join([word.text for word in cell.words])


def _composed(match: re.Match[str]) -> str:
    return unicodedata.normalize("NFC", match.group(2) + _COMBINING[match.group(1)])


def _is_bold(raw: Any, index: int, fonts: Fonts) -> bool:
    weight = pdfium_c.FPDFText_GetFontWeight(raw, index)
    if weight in fonts.by_weight:
        return fonts.by_weight[weight]
    flags = ctypes.c_int()
    length = pdfium_c.FPDFText_GetFontInfo(raw, index, None, 0, flags)
    key = (weight, flags.value, length)
    known = fonts.bold.get(key)
    if known is None:
        buffer = ctypes.create_string_buffer(max(length, 1))
        pdfium_c.FPDFText_GetFontInfo(raw, index, buffer, length, flags)
        name = buffer.value.decode("utf-8", "replace")
        if "glyphless" in name.lower():
            fonts.layer = True
        known = bool(flags.value & _FORCE_BOLD) or bool(_BOLD_NAME.search(name)) or weight >= 700
        fonts.bold[key] = known
        if weight > 0:  # a font that states its weight is known by it
            fonts.by_weight[weight] = known
    return known


def _bold_words(raw: Any, text: str, span: tuple[int, int], fonts: Fonts) -> int:
    """How many words at the start of a line are bold."""
    count = 0
    for match in _WORD.finditer(text, *span):
        if not _is_bold(raw, match.start(), fonts):
            break
        count += 1
    return count


_MARKER = re.compile(
    r"[-–•▪■●○*·\uf0b7\u00ad]|§§?|(?:§ ?)?\d{1,3}(?:\.\d{1,3})*[.)]?|[A-Za-zÅÄÖåäö][.)]|[ivx]{1,4}[.)]"
)


def _cut(words: list[Word], bottom: float, top: float, size: float, bold_words: int) -> list[Cell]:
    """Cut a line at its wide gaps, but not behind a list marker or paragraph number."""
    if not words:
        return []
    limit = 1.3 * size
    cells: list[Cell] = []
    start = 0
    for index in range(1, len(words)):
        gap = words[index].x0 - words[index - 1].x1
        if gap > limit or gap < -2 * limit:
            before = words[start:index]
            if len(before) <= 2 and gap > 0 and _MARKER.fullmatch("".join(word.text for word in before)):
                continue
            cells.append(Cell(before, bottom, top, size, max(0, min(bold_words, index) - start)))
            start = index
    cells.append(Cell(words[start:], bottom, top, size, max(0, bold_words - start)))
    return cells


def rows_of(cells: list[Cell]) -> list[Row]:
    """Cells gathered into rows by base line, top to bottom."""
    rows: list[Row] = []
    for cell in sorted(cells, key=lambda cell: -cell.bottom):
        height = cell.top - cell.bottom
        for row in reversed(rows[-3:]):
            shared = min(cell.top, row.top) - max(cell.bottom, row.bottom)
            if shared > 0.6 * min(height, row.top - row.bottom):
                row.cells.append(cell)
                break
        else:
            rows.append(Row([cell], cell.bottom, cell.top))
    for row in rows:
        if len(row.cells) > 1:
            row.cells.sort(key=lambda cell: cell.x0)
            row.cells = _glue(row.cells)
    return rows


def _glue(cells: list[Cell]) -> list[Cell]:
    """Put cells together that PDFium broke without a gap."""
    glued = [cells[0]]
    for cell in cells[1:]:
        last = glued[-1]
        gap = cell.x0 - last.x1
        marker = len(last.words) <= 2 and _MARKER.fullmatch(last.text.replace(" ", ""))
        if -last.size < gap < (6 if marker else 0.9) * last.size:
            bold = last.bold_words + (cell.bold_words if last.bold else 0)
            joined = [*last.words, *cell.words]
            glued[-1] = Cell(joined, min(last.bottom, cell.bottom), max(last.top, cell.top), last.size, bold)
        else:
            glued.append(cell)
    return glued


def page_of_cells(number: int, width: float, height: float, lines: list[Cell]) -> Page:
    """A page of lines that came from elsewhere (OCR), cut at their wide gaps."""
    cells = [
        cell for line in lines for cell in _cut(line.words, line.bottom, line.top, line.size, line.bold_words)
    ]
    return Page(number, width, height, rows_of(cells))
