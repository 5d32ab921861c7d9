"""Markdown: the file as it is, with hints for what is mark-up, heading, list, bold or table.

The text is not changed (offsets are offsets into the file), so the reader only points: spans
of ``markup`` are characters that are not text. It is forgiving where archives are: headings
without a space after ``#``, HTML inside, lists indented by any width.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field

from pipeline.sources.content import Content, Draft, Parts
from pipeline.sources.encodings import decode
from pipeline.sources.model import Hint, HintKind

_FRONT_MATTER = re.compile(r"\A(---|\+\+\+)[ \t]*\n(.*?)^(?:\1|\.\.\.)[ \t]*$", re.S | re.M)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.S)
_DROPPED = re.compile(r"<(script|style)\b[^>]*>.*?(?:</\1\s*>|\Z)", re.I | re.S)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,15})((?:\s[^<>]{0,2000})?)/?>")
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^<>\s]{1,2000}|[\w.+-]{1,100}@[\w.-]{1,100})>")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z]{2,10});")
_ATX = re.compile(r"^ {0,3}(#{1,6})(?!#)([ \t]*)(?=\S)")
_CLOSING = re.compile(r"[ \t]+#+[ \t]*$")
_UNDERLINE = re.compile(r"^ {0,3}(=+|-{2,})[ \t]*$")
_BREAK = re.compile(r"^ {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*$")
_ITEM = re.compile(r"^([ \t]*)([-*+•]|\d{1,3}[.)])[ \t]+(?=\S)")
_QUOTE = re.compile(r"^ {0,3}(?:>[ \t]?)+")
_FENCE = re.compile(r"^ {0,3}(?:`{3,}|~{3,}).*$")
_TABLE_RULE = re.compile(r"^ {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_LINK_TARGET = re.compile(r"^ {0,3}\[[^\]\n]{1,200}\]:[ \t]*\S+.*$")
_IMAGE = re.compile(r"!\[[^\]\n]{0,500}\]\([^()\n]{0,2000}\)")
_LINK = re.compile(r"\[([^\[\]\n]{1,1000})\](\((?:[^()\n]|\([^()\n]{0,500}\)){0,2000}\)|\[[^\]\n]{0,200}\])")
_BOLD = re.compile(r"(\*\*\*|\*\*|(?<!\w)__)(?=\S)(.{1,2000}?)(?<=\S)(\1(?:(?!\w)|(?<=\*)))")
_EMPHASIS = re.compile(r"(?<![\w*\\])\*(?=[^\s*])([^*\n]{1,1000}?)(?<=\S)\*(?![\w*])"
                       r"|(?<![\w_\\])_(?=[^\s_])([^_\n]{1,1000}?)(?<=\S)_(?![\w_])")
_STRIKE = re.compile(r"~~(?=\S)([^\n]{1,1000}?)(?<=\S)~~")
_CODE = re.compile(r"(`+)(?!`)([^\n]{1,1000}?)(?<!`)(\1)(?!`)")
_ESCAPE = re.compile(r"\\(?=[!-/:-@\[-`{-~])")
_TITLE = re.compile(r"^title:[ \t]*(.+?)[ \t]*$", re.M)
_ROW_TAGS = {"tr": "table_row", "td": "table_cell", "th": "table_cell"}


@dataclass(slots=True)
class _Scan:
    """Hints found so far, and a mask of characters already known as mark-up."""

    text: str
    mask: bytearray = field(default_factory=bytearray)
    hints: list[Hint] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.mask = bytearray(len(self.text))

    def markup(self, start: int, end: int) -> None:
        """Mark ``[start, end)`` as no text."""
        self.mask[start:end] = b"\x01" * (end - start)

    def hint(self, start: int, end: int, kind: HintKind, level: int = 0, value: str | None = None) -> None:
        """Add a hint without the white space and mark-up at its ends."""
        while start < end and (self.text[start].isspace() or self.mask[start]):
            start += 1
        while end > start and (self.text[end - 1].isspace() or self.mask[end - 1]):
            end -= 1
        if start < end:
            self.hints.append(Hint(start, end, kind, level, value))

    def free(self, start: int, end: int) -> bool:
        """True when nothing of ``[start, end)`` is mark-up yet."""
        return not any(self.mask[start:end])

    def markup_hints(self) -> list[Hint]:
        """The mask as hints, one a run."""
        return [Hint(match.start(), match.end(), "markup") for match in re.finditer(rb"\x01+", self.mask)]


def markdown_hints(text: str) -> tuple[tuple[Hint, ...], dict[str, str]]:
    """Hints and metadata (``title`` of the front matter) of a Markdown text."""
    scan = _Scan(text)
    metadata: dict[str, str] = {}
    front = _FRONT_MATTER.match(text)
    if front:
        scan.markup(*front.span())
        title = _TITLE.search(front.group(2))
        if title:
            metadata["title"] = title.group(1).strip("\"'")
    if "<" in text:
        for pattern in (_COMMENT, _DROPPED):
            for match in pattern.finditer(text):
                scan.markup(*match.span())
        for match in _AUTOLINK.finditer(text):
            scan.markup(match.start(), match.start() + 1)
            scan.markup(match.end() - 1, match.end())
    later = _html(scan) if "<" in text else []
    if "&" in text:
        for match in _ENTITY.finditer(text):
            scan.markup(*match.span())
    later += _blocks(scan)
    later += _inline(scan)
    for start, end, kind, level, value in later:
        scan.hint(start, end, kind, level, value)
    hints = [*scan.hints, *scan.markup_hints()]
    hints.sort(key=lambda hint: (hint.start, -hint.end))
    return tuple(hints), metadata


_Later = list[tuple[int, int, HintKind, int, str | None]]


def _html(scan: _Scan) -> _Later:
    """Mark HTML tags and keep what headings, bold, lists and tables they stand for."""
    found: _Later = []
    opened: list[tuple[str, int, int]] = []  # tag, end of the tag, list depth
    depth = column = 0
    for match in _TAG.finditer(scan.text):
        if scan.mask[match.start()]:
            continue
        scan.markup(*match.span())
        closing, tag = bool(match.group(1)), match.group(2).lower()
        if tag in ("ul", "ol"):
            depth = max(0, depth - 1) if closing else depth + 1
        if tag == "tr":
            column = 0
        if tag in ("td", "th") and not closing:
            column += 1
        if closing and tag in ("ul", "ol"):
            _close(scan, "li", match.start(), opened, found, depth + 1)
        if not closing:
            if tag == "li":  # an item ends where its sub-list or the next item begins
                _close(scan, "li", match.start(), opened, found, depth)
            level = column if tag in ("td", "th") else depth
            opened.append((tag, match.end(), level))
        else:
            _close(scan, tag, match.start(), opened, found, None)
        if tag in ("ul", "ol") and not closing:
            _end_item_text(opened, match.start(), found, depth - 1)
    return found


def _kind(tag: str) -> HintKind | None:
    if len(tag) == 2 and tag[0] == "h" and tag[1] in "123456":
        return "heading"
    if tag in ("strong", "b"):
        return "bold"
    if tag == "li":
        return "list_item"
    if tag == "tr":
        return "table_row"
    return "table_cell" if tag in ("td", "th") else None


def _close(
    scan: _Scan, tag: str, at: int, opened: list[tuple[str, int, int]], found: _Later, depth: int | None
) -> None:
    """End the last open ``tag`` (of list depth ``depth`` if given) at offset ``at``."""
    for index in range(len(opened) - 1, max(-1, len(opened) - 30), -1):
        name, start, level = opened[index]
        if name == tag and (depth is None or level == depth):
            kind = _kind(tag)
            if kind is not None and start >= 0:
                found.append((start, at, kind, int(tag[1]) if kind == "heading" else level, None))
            del opened[index:]
            return


def _end_item_text(opened: list[tuple[str, int, int]], at: int, found: _Later, depth: int) -> None:
    """A list inside an item ends the item's own text."""
    for index in range(len(opened) - 1, max(-1, len(opened) - 30), -1):
        name, start, level = opened[index]
        if name == "li" and level == depth and start >= 0:
            found.append((start, at, "list_item", level, None))
            opened[index] = (name, -1, level)
            return


def _blocks(scan: _Scan) -> _Later:
    """Headings, lists, quotes, rules and pipe tables, line by line."""
    found: _Later = []
    indents: list[int] = []
    heads: list[str] | None = None
    offset, before, fenced = 0, "", False
    for line in scan.text.split("\n"):
        start, end = offset, offset + len(line)
        offset = end + 1
        previous, before = before, line
        if "|" not in line:
            heads = None
        if not line.strip() or scan.mask.find(0, start, end) < 0:
            before = ""
            continue
        if _FENCE.match(line):
            scan.markup(start, end)
            fenced, before = not fenced, ""
            continue
        if fenced:
            continue
        quote = _QUOTE.match(line)
        if quote:
            scan.markup(start, start + quote.end())
        if _UNDERLINE.match(line) and previous.strip() and not _ATX.match(previous) and not _ITEM.match(previous):
            found.append((start - 1 - len(previous), start - 1, "heading", 1 if "=" in line else 2, None))
            scan.markup(start, end)
            before = ""
        elif _BREAK.match(line) or _UNDERLINE.match(line):
            scan.markup(start, end)
            before = ""
        elif (atx := _ATX.match(line)) and _is_heading(line, atx):
            closing = _CLOSING.search(line, atx.end())
            scan.markup(start, start + atx.end())
            if closing:
                scan.markup(start + closing.start(), end)
            found.append((start + atx.end(), end, "heading", len(atx.group(1)), None))
            indents, before = [], ""
        elif item := _ITEM.match(line):
            width = len(item.group(1).expandtabs(4))
            indents = [indent for indent in indents if indent < width] + [width]
            found.append((start + len(item.group(1)), end, "list_item", len(indents), None))
        elif "|" in line and (heads is not None or _TABLE_RULE.match(_next_line(scan.text, offset))):
            heads = _table_line(scan, start, line, heads, found)
        elif _LINK_TARGET.match(line):
            scan.markup(start, end)
    return found


def _next_line(text: str, offset: int) -> str:
    end = text.find("\n", offset)
    line = text[offset : end if end >= 0 else len(text)]
    return line if "-" in line and "|" in line else "#"


def _is_heading(line: str, atx: re.Match[str]) -> bool:
    """``#5`` alone is a number, not a heading; every other ``#`` line is one."""
    return bool(atx.group(2)) or len(atx.group(1)) > 1 or not line[atx.end()].isdigit()


def _table_line(scan: _Scan, start: int, line: str, heads: list[str] | None, found: _Later) -> list[str]:
    """Hints of one line of a pipe table; returns the column headings."""
    if _TABLE_RULE.match(line):
        scan.markup(start, start + len(line))
        return heads or []
    bars = [index for index, character in enumerate(line) if character == "|" and line[index - 1 : index] != "\\"]
    edges = [-1, *bars, len(line)]
    cells = [(left + 1, right) for left, right in itertools.pairwise(edges)]
    if not line[: cells[0][1]].strip():
        cells = cells[1:]
    if cells and not line[cells[-1][0] :].strip():
        cells = cells[:-1]
    for bar in bars:
        scan.markup(start + bar, start + bar + 1)
    found.append((start, start + len(line), "table_row", 0, None))
    names = [line[left:right].strip().strip("*_") for left, right in cells]
    for column, (left, right) in enumerate(cells):
        value = heads[column] or None if heads and column < len(heads) else None
        found.append((start + left, start + right, "table_cell", column + 1, value))
    return names if heads is None else heads


def _inline(scan: _Scan) -> _Later:
    """Links, bold, emphasis, code and escapes."""
    text = scan.text
    found: _Later = []
    if "[" in text:
        for match in _IMAGE.finditer(text):
            scan.markup(*match.span())
        for match in _LINK.finditer(text):
            if scan.free(*match.span()):
                scan.markup(match.start(), match.start() + 1)
                scan.markup(match.end(1), match.end())
    if "`" in text:
        for match in _CODE.finditer(text):
            if not scan.mask[match.start()]:
                scan.markup(*match.span(1))
                scan.markup(*match.span(3))
    if "**" in text or "__" in text:
        for match in _BOLD.finditer(text):
            if not scan.mask[match.start()] and not scan.mask[match.end() - 1]:
                scan.markup(*match.span(1))
                scan.markup(*match.span(3))
                found.append((*match.span(2), "bold", 0, None))
    if "*" in text or "_" in text:
        for match in _EMPHASIS.finditer(text):
            if not scan.mask[match.start()] and not scan.mask[match.end() - 1]:
                scan.markup(match.start(), match.start() + 1)
                scan.markup(match.end() - 1, match.end())
    if "~~" in text:
        for match in _STRIKE.finditer(text):
            scan.markup(match.start(), match.start() + 2)
            scan.markup(match.end() - 2, match.end())
    if "\\" in text:
        for match in _ESCAPE.finditer(text):
            if not scan.mask[match.start()]:
                scan.markup(*match.span())
    return found


def read_markdown(content: Content) -> Parts:
    """Read a .md file.

    Raises:
        UnreadableDocument: ``binary`` or ``empty``.
    """
    decoded = decode(content.data)
    hints, metadata = markdown_hints(decoded.text)
    return [Draft(decoded.text, hints=hints, metadata=metadata, warnings=decoded.warnings)]
