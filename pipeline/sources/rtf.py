"""RTF files."""

from __future__ import annotations

import re

from pipeline.errors import ADVICE, UnreadableDocument
from pipeline.sources.builder import Run, TextBuilder
from pipeline.sources.content import Content, Parts
from pipeline.sources.tables import GAP, Paragraph, Table, write_paragraph, write_table

_CODEPAGE = re.compile(rb"\\ansicpg(\d{3,5})")
_BULLET = re.compile(r"^[ \t]*(?:[·•\uf0b7▪■●○]|o(?=\t))[ \t]+")
_NUMBER = re.compile(r"^[ \t]*((?:§§?\s?)?\d{1,3}(?:\.\d{1,3})*[.)]?|[A-Za-zåäö][.)]|[-–])\t[ \t]*")
_TABS = re.compile(r"(?<! ) *\t[\t ]*")


def read_rtf(content: Content) -> Parts:
    """Read an RTF file (text, tables and typed numbers; no styles).

    Raises:
        UnreadableDocument: ``damaged`` or ``empty``.
    """
    from striprtf.striprtf import rtf_to_text

    codepage = _CODEPAGE.search(content.data[:2000])
    encoding = f"cp{codepage.group(1).decode()}" if codepage else "cp1252"
    try:
        "".encode(encoding)
    except LookupError:
        encoding = "cp1252"
    warnings = ["truncated"] if not content.data.rstrip(b"\x00 \r\n\t").endswith(b"}") else []
    try:
        text = rtf_to_text(content.data.decode("latin-1"), encoding=encoding, errors="replace")
    except (ValueError, IndexError, KeyError, OverflowError, LookupError):
        raise UnreadableDocument("damaged", f"The RTF file is damaged. {ADVICE}") from None
    text = text.encode("utf-8", "replace").decode("utf-8")
    builder = TextBuilder()
    table = Table()
    for line in text.split("\n"):
        if line.rstrip().endswith("|") and "|" in line.strip():
            cells = line.rstrip()[:-1].split("|")
            table.rows.append([[_paragraph(cell)] for cell in cells])
            continue
        _end_table(builder, table)
        table = Table()
        write_paragraph(builder, _paragraph(line))
    _end_table(builder, table)
    draft = builder.draft(warnings=warnings)
    if not draft.text.strip():
        raise UnreadableDocument("empty", "The RTF file holds no text.")
    return [draft]


def _end_table(builder: TextBuilder, table: Table) -> None:
    if table.rows:
        write_table(builder, table)


def _paragraph(line: str) -> Paragraph:
    bullet = _BULLET.match(line)
    if bullet:
        return Paragraph([Run("• " + _TABS.sub(GAP, line[bullet.end() :]))], item=1)
    line = _NUMBER.sub(r"\1 ", line)
    line = _TABS.sub(GAP, line.strip())
    return Paragraph([Run(line)], aligned=GAP in line)
