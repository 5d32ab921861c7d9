"""Old Word files (.doc, Word 97 to 2003), read without a converter.

The text lies in pieces that a table in the file puts in order. Word's automatic numbers, styles
and tracked deletions are not kept apart in it; a warning says so.
"""

from __future__ import annotations

import re
import struct

from pipeline.errors import UnreadableDocument
from pipeline.sources.builder import Run, TextBuilder
from pipeline.sources.compound import CompoundFile
from pipeline.sources.content import Content, Parts
from pipeline.sources.tables import GAP, Paragraph, Table, write_paragraph, write_table

_ADVICE = "Open it in Word or LibreOffice and save it as docx or PDF."
_MAGIC = 0xA5EC
_FIELD = re.compile("\x13[^\x13\x14\x15]*(?:\x14([^\x13\x14\x15]*))?\x15")
_CONTROL = str.maketrans({"\x0b": "\n", "\x1e": "-", "\x1f": None, "\x01": None, "\x02": None, "\x05": None,
                          "\x08": None, "\x03": None, "\x04": None})
_NUMBER = re.compile(r"^[ \t]*((?:§§?\s?)?\d{1,3}(?:\.\d{1,3})*[.)]?|[A-Za-zåäö][.)]|[-–•])\t[ \t]*")
_TABS = re.compile(r"(?<! ) *\t[\t ]*")


def read_doc(content: Content) -> Parts:
    """Read a .doc file.

    Raises:
        UnreadableDocument: ``damaged``, ``encrypted``, ``unsupported`` or ``empty``.
    """
    file = CompoundFile(content.data)
    try:
        text = _main_text(file)
    except (struct.error, IndexError, ValueError):
        raise UnreadableDocument("damaged", f"The Word file is damaged. {_ADVICE}") from None
    for _ in range(10):
        plainer = _FIELD.sub(lambda match: match.group(1) or "", text)
        if plainer == text:
            break
        text = plainer
    builder = TextBuilder()
    _write(builder, text.translate(_CONTROL))
    draft = builder.draft(warnings=["old-word: numbers and deletions not known"])
    if not draft.text.strip():
        raise UnreadableDocument("empty", "The Word file holds no text (perhaps only pictures).")
    return [draft]


def _main_text(file: CompoundFile) -> str:
    """The characters of the main document, put together from its pieces."""
    stream = file.read("WordDocument") or b""
    magic, version = struct.unpack_from("<HH", stream, 0)
    if magic != _MAGIC or version < 0xC1:
        raise UnreadableDocument("unsupported", f"The file comes from a Word older than Word 97. {_ADVICE}")
    (flags,) = struct.unpack_from("<H", stream, 10)
    if flags & 0x0100:
        raise UnreadableDocument("encrypted", "The Word file is protected by a password. Save an open copy.")
    table = file.read("1Table" if flags & 0x0200 else "0Table") or b""
    (characters,) = struct.unpack_from("<I", stream, 0x4C)
    at, length = struct.unpack_from("<II", stream, 0x1A2)
    pieces = _pieces(table[at : at + length])
    text: list[str] = []
    for begin, end, offset, narrow in pieces:
        count = min(end, characters) - begin
        if count <= 0:
            continue
        if narrow:
            text.append(stream[offset : offset + count].decode("cp1252", "replace"))
        else:
            text.append(stream[offset : offset + 2 * count].decode("utf-16-le", "replace"))
    return "".join(text)


def _pieces(clx: bytes) -> list[tuple[int, int, int, bool]]:
    """(first character, end, offset in the stream, one byte a character) of every piece."""
    at = 0
    while at < len(clx) and clx[at] == 1:
        at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
    if at >= len(clx) or clx[at] != 2:
        raise ValueError("its table of pieces is missing")
    (size,) = struct.unpack_from("<I", clx, at + 1)
    plc = clx[at + 5 : at + 5 + size]
    count = (len(plc) - 4) // 12
    ends = struct.unpack_from(f"<{count + 1}I", plc, 0)
    pieces = []
    for index in range(count):
        (place,) = struct.unpack_from("<I", plc, 4 * (count + 1) + 8 * index + 2)
        narrow = bool(place & 0x40000000)
        offset = (place & 0x3FFFFFFF) // (2 if narrow else 1)
        pieces.append((ends[index], ends[index + 1], offset, narrow))
    return pieces


def _write(builder: TextBuilder, text: str) -> None:
    """Paragraphs end in ``\\r``, cells in ``\\x07``, rows in one more ``\\x07``."""
    table, row, cell = Table(), [], []  # type: ignore[var-annotated]
    for piece in re.findall("[^\r\x07\x0c]*[\r\x07\x0c]?", text):
        if not piece:
            continue
        body, mark = (piece[:-1], piece[-1]) if piece[-1] in "\r\x07\x0c" else (piece, "\r")
        if mark == "\x07":
            if not body and not cell and row:  # the mark that ends a row
                table.rows.append(row)
                row = []
            else:
                row.append([*cell, _paragraph(body)])
                cell = []
        elif row:
            cell.append(_paragraph(body))
        else:
            if table.rows:
                write_table(builder, table)
                table = Table()
            write_paragraph(builder, _paragraph(body))
    if row:
        table.rows.append([*row, cell])
    if table.rows:
        write_table(builder, table)


def _paragraph(text: str) -> Paragraph:
    text = _TABS.sub(GAP, _NUMBER.sub(r"\1 ", text).strip())
    return Paragraph([Run(text)], aligned=GAP in text)
