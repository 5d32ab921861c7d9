"""Web pages: the text of the page without navigation, cookie banners, scripts and footers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import lxml.html
from lxml import etree

from pipeline.errors import ADVICE, UnreadableDocument
from pipeline.sources.builder import Run, TextBuilder
from pipeline.sources.content import Content, Parts
from pipeline.sources.encodings import decode
from pipeline.sources.package import local
from pipeline.sources.tables import Paragraph, Table, write_paragraph, write_table

_META_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I)
_XML_HEAD = re.compile(r"^\s*<\?xml[^>]*\?>")
_DROPPED = {
    "script", "style", "noscript", "template", "nav", "aside", "form", "button", "input", "select", "option",
    "textarea", "svg", "math", "iframe", "object", "embed", "canvas", "audio", "video", "head", "dialog", "del",
    "map", "picture", "img",
}
_BLOCKS = {
    "p", "div", "section", "article", "ul", "ol", "li", "h1", "h2", "h3", "h4", "h5", "h6", "table", "blockquote",
    "pre", "dl", "dt", "dd", "figure", "figcaption", "address", "hr", "main", "header", "footer", "fieldset",
    "legend", "details", "summary", "center", "body", "html", "caption", "menu", "hgroup", "title",
}
_APART = {"p", "blockquote", "pre", "dl", "figure", "address"}
"""Blocks that a browser sets apart by white space."""
_NOISE_ROLE = {"navigation", "banner", "contentinfo", "search", "menu", "menubar", "dialog", "alert", "toolbar"}
_NOISE_NAME = re.compile(
    r"(?:^|[\s_-])(?:cookie|consent|gdpr|breadcrumbs?|nav(?:bar|igation)?|menu|meny|sidebar|social|share|dela|"
    r"skip-?(?:link|to)|footer|sidfot|banner|pagination|related|comments?)(?:$|[\s_-])|cookie|kakor",
    re.I,
)
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.I)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_MAX_DEPTH = 240
_MIN_MAIN = 200


def read_html(content: Content) -> Parts:
    """Read a web page.

    Raises:
        UnreadableDocument: ``binary``, ``damaged`` or ``empty``.
    """
    text, warnings = _decode(content.data)
    parser = lxml.html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = lxml.html.document_fromstring(_XML_HEAD.sub("", text, count=1), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise UnreadableDocument("damaged", f"The web page is damaged or empty. {ADVICE}") from None
    builder = TextBuilder()
    walk_html(root, builder)
    title = _SPACE.sub(" ", root.findtext(".//title") or "").strip()
    draft = builder.draft(metadata={"title": title} if title else {}, warnings=warnings)
    if not draft.text.strip():
        raise UnreadableDocument("empty", "The web page holds no text.")
    return [draft]


def _decode(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The page's text: by the encoding it declares when that fits, else by its letters."""
    declared = _META_CHARSET.search(data[:4096])
    if declared and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        name = declared.group(1).decode("ascii").lower()
        name = "cp1252" if name in ("iso-8859-1", "latin1", "ascii", "us-ascii") else name
        try:
            if not name.startswith("utf") and b"\x00" not in data and not _is_utf8(data):
                return data.decode(name), (f"encoding: {name}",)
        except (LookupError, UnicodeError, ValueError):
            pass
    decoded = decode(data)
    return decoded.text, decoded.warnings


def _is_utf8(data: bytes) -> bool:
    """Letters beyond ASCII that are UTF-8 are hardly anything else."""
    try:
        return not data.isascii() and bool(data.decode("utf-8"))
    except UnicodeDecodeError:
        return False


def walk_html(root: Any, builder: TextBuilder) -> None:
    """Write the text of a parsed page, its main part when it marks one."""
    walker = _Walker()
    walker.block(_main(root), 0)
    walker.flush()
    above, apart = "", False
    for block in walker.blocks:
        if isinstance(block, Table):
            write_table(builder, block)
            above, apart = "", True
        elif not block.runs:
            apart = True
        else:
            text = block.text.strip()
            goes_on = text[:1].islower() and above[-1:] not in (".", "!", "?", ":")
            if apart and not goes_on:  # the items of a list of att-clauses are often paragraphs
                builder.blank()
            write_paragraph(builder, block)
            above, apart = text, False


def _main(root: Any) -> Any:
    """The element that holds the document: ``main`` if there is one with text, else the body."""
    found = root.xpath("//main | //*[@role='main']")
    if len(found) == 1 and len("".join(found[0].itertext())) >= _MIN_MAIN:
        return found[0]
    body = root.find("body")
    return body if body is not None else root


@dataclass(slots=True)
class _Walker:
    """Turns elements into paragraphs and tables, in reading order."""

    blocks: list[Paragraph | Table] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    heading: int = 0
    depth: int = 0
    marker: str = ""

    def flush(self) -> None:
        """End the paragraph that is being collected."""
        runs, self.runs = self.runs, []
        if not any(run.text.strip() for run in runs):
            return
        for piece in _split(runs):
            if self.marker:
                piece = [Run(self.marker), *piece]
                self.blocks.append(Paragraph(piece, self.heading, self.depth))
                self.marker = ""
            else:
                self.blocks.append(Paragraph(piece, self.heading))

    def block(self, element: Any, level: int, bold: bool = False) -> None:
        """Take in an element and what is inside it."""
        if level > _MAX_DEPTH:
            return
        tag = local(element)
        if not tag or tag in _DROPPED or _is_noise(element, tag):
            return
        if tag in _BLOCKS:
            self.flush()
            if tag in _APART and not self.depth:
                self.blocks.append(Paragraph([]))
        if tag == "table" and _is_data(element):
            self.blocks.append(_table(element, level))
            return
        if tag == "br":
            self.runs.append(Run("\n"))
            return
        if tag in ("ul", "ol", "menu"):
            self._list(element, tag, level, bold)
            return
        heading = int(tag[1]) if len(tag) == 2 and tag[0] == "h" and tag[1] in "123456" else 0
        if heading:
            self.heading = heading
        inner_bold = bold or tag in ("b", "strong", "th") or bool(
            _BOLD_STYLE.search(element.get("style") or "")
        )
        self._text(element.text, inner_bold, tag == "pre")
        for child in element:
            self.block(child, level + 1, inner_bold)
            self._text(child.tail, inner_bold, tag == "pre")
        if tag in _BLOCKS:
            self.flush()
            if tag in _APART and not self.depth:
                self.blocks.append(Paragraph([]))
        elif tag in ("td", "th"):
            self.runs.append(Run(" "))
        if heading:
            self.heading = 0

    def _text(self, text: str | None, bold: bool, verbatim: bool) -> None:
        if not text:
            return
        text = text.replace("\r\n", "\n") if verbatim else _SPACE.sub(" ", text)
        if self.runs and self.runs[-1].text.endswith("\n"):
            text = text.lstrip(" ")
        if text:
            self.runs.append(Run(text, bold))

    def _list(self, element: Any, tag: str, level: int, bold: bool) -> None:
        """A list: its items with bullet or number, by ``start`` and ``value``."""
        self.depth += 1
        items = [child for child in element if local(child) == "li"]
        step = -1 if tag == "ol" and element.get("reversed") is not None else 1
        number = _integer(element.get("start"), len(items) if step < 0 else 1)
        style = element.get("type") or "1"
        for child in element:
            if local(child) != "li":
                self.block(child, level + 1, bold)
                continue
            number = _integer(child.get("value"), number)
            self.flush()
            self.marker = f"{_ordinal(number, style)} " if tag == "ol" else "• "
            self._text(child.text, bold, False)
            for inner in child:
                self.block(inner, level + 1, bold)
                self._text(inner.tail, bold, False)
            self.flush()
            self.marker = ""
            number += step
        self.depth -= 1


def _split(runs: Iterable[Run]) -> list[list[Run]]:
    """Paragraphs inside a paragraph: two line breaks in a row part them."""
    pieces: list[list[Run]] = [[]]
    breaks = 0
    for run in runs:
        if run.text == "\n":
            breaks += 1
            continue
        if breaks and run.text.strip():
            if breaks > 1:
                pieces.append([])
            elif pieces[-1]:
                pieces[-1].append(Run("\n"))
            breaks = 0
        pieces[-1].append(run)
    return [piece for piece in pieces if any(run.text.strip() for run in piece)]


def _integer(text: str | None, default: int) -> int:
    try:
        return int(text) if text else default
    except ValueError:
        return default


def _ordinal(number: int, style: str) -> str:
    from pipeline.sources.docx.numbering import format_number

    names = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
    return f"{format_number(number, names.get(style, 'decimal'))}."


def _is_noise(element: Any, tag: str) -> bool:
    """Navigation, banners, cookie boxes, footers and what is hidden."""
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    if element.get("role") in _NOISE_ROLE or _HIDDEN_STYLE.search(element.get("style") or ""):
        return True
    if tag in ("header", "footer"):
        inside = any(local(above) in ("article", "main") for above in element.iterancestors())
        return not inside and (tag == "footer" or not _has_heading(element))
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    if tag in ("body", "html", "main", "article") or not names.strip() or not _NOISE_NAME.search(names):
        return False
    return not _has_heading(element) or "cookie" in names.lower()


def _has_heading(element: Any) -> bool:
    return next(element.iter("h1"), None) is not None


def _is_data(table: Any) -> bool:
    """A table of cells, not one that only lays out the page (it holds headings or tables)."""
    if table.get("role") == "presentation":
        return False
    return next(table.iter("h1", "h2", "h3"), None) is None and sum(1 for _ in table.iter("table")) == 1


def _table(element: Any, level: int) -> Table:
    table = Table()
    for row in element.iter("tr"):
        cells = []
        for cell in row:
            if local(cell) not in ("td", "th"):
                continue
            walker = _Walker()
            walker.block(cell, level + 1)
            walker.flush()
            paragraphs = [block for block in walker.blocks if isinstance(block, Paragraph)]
            cells.append(paragraphs)
            cells += [[] for _ in range(min(_integer(cell.get("colspan"), 1) - 1, 50))]
        table.rows.append(cells)
    return table
