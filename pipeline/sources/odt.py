"""OpenDocument text (odt, and the flat form fodt)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pipeline.errors import UnreadableDocument
from pipeline.sources.builder import Run, TextBuilder, lstrip_runs
from pipeline.sources.content import Content, Parts
from pipeline.sources.docx.numbering import attribute, format_number
from pipeline.sources.package import Package, local, parse_xml
from pipeline.sources.tables import GAP, Paragraph, Table, cell_of, write_blocks

_SKIPPED = {
    "tracked-changes", "annotation", "annotation-end", "note", "sequence-decls", "forms", "page-number", "page-count",
    "bookmark", "desc", "title", "variable-decls", "user-field-decls", "binary-data",
}
_CONTAINERS = {"section", "index-body", "table-of-content", "text", "body", "g", "list-header"}
_NUMBER_FORMATS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_MAX_DEPTH = 60
_MAX_REPEAT = 64


@dataclass(frozen=True, slots=True)
class _Level:
    """How one level of a list looks; ``format`` None for a bullet, "" for no number."""

    format: str | None
    prefix: str = ""
    suffix: str = ""
    start: int = 1
    shown: int = 1
    bullet: str = "•"


@dataclass(slots=True)
class _State:
    bold: dict[str, bool] = field(default_factory=dict)
    lists: dict[str, dict[int, _Level]] = field(default_factory=dict)
    style_lists: dict[str, str] = field(default_factory=dict)
    outline: dict[int, _Level] = field(default_factory=dict)
    counters: dict[str, dict[int, int]] = field(default_factory=dict)
    headings: dict[int, int] = field(default_factory=dict)
    last_list: str = ""
    notes: int = 0


def read_odt(content: Content) -> Parts:
    """Read an odt or fodt file.

    Raises:
        UnreadableDocument: ``damaged``, ``encrypted``, ``too-large`` or ``empty``.
    """
    state = _State()
    if content.data[:2] == b"PK":
        package = Package(content.data)
        if "content.xml" not in package:
            raise UnreadableDocument("damaged", "The OpenDocument file is damaged: its text is missing.")
        if "META-INF/manifest.xml" in package and b"encryption-data" in package.read("META-INF/manifest.xml"):
            raise UnreadableDocument("encrypted", "The document is protected by a password. Save an open copy.")
        root = parse_xml(package.read("content.xml"))
        _styles(_optional(package, "styles.xml"), state)
        meta = _optional(package, "meta.xml")
    else:
        root = parse_xml(content.data)
        meta = root
    _styles(root, state)
    body = next((element for element in root.iter() if local(element) == "body"), None)
    if body is None:
        raise UnreadableDocument("damaged", "The OpenDocument file has no document in it.")
    builder = TextBuilder()
    write_blocks(builder, _blocks(body, state, 0))
    warnings = [f"footnotes-left-out: {state.notes}"] if state.notes else []
    draft = builder.draft(metadata=_metadata(meta), warnings=warnings)
    if not draft.text.strip():
        raise UnreadableDocument("empty", "The document holds no text (perhaps only pictures).")
    return [draft]


def _optional(package: Package, name: str) -> Any | None:
    try:
        return package.xml(name)
    except UnreadableDocument:
        return None


def _metadata(root: Any | None) -> dict[str, str]:
    names = {"title": "property_title", "initial-creator": "author", "creation-date": "created"}
    found: dict[str, str] = {}
    for element in root.iter() if root is not None else ():
        name = names.get(local(element))
        if name and name not in found and (element.text or "").strip() and "meta" in element.getparent().tag:
            found[name] = element.text.strip()
    return found


def _styles(root: Any | None, state: _State) -> None:
    """Bold styles, list styles and heading numbers of a part."""
    parents: dict[str, str] = {}
    for element in root.iter() if root is not None else ():
        kind = local(element)
        name = attribute(element, "name") or ""
        if kind == "style":
            parents[name] = attribute(element, "parent-style-name") or ""
            if attribute(element, "list-style-name"):
                state.style_lists[name] = attribute(element, "list-style-name") or ""
            for child in element:
                weight = attribute(child, "font-weight") if local(child) == "text-properties" else None
                if weight:
                    state.bold[name] = weight in ("bold", "600", "700", "800", "900")
        elif kind == "list-style":
            state.lists[name] = _levels(element)
        elif kind == "outline-style":
            state.outline = _levels(element)
    for _ in range(10):
        for name, parent in parents.items():
            if name not in state.bold and parent in state.bold:
                state.bold[name] = state.bold[parent]


def _levels(element: Any) -> dict[int, _Level]:
    levels: dict[int, _Level] = {}
    for child in element:
        depth = _integer(attribute(child, "level"), 0)
        if local(child) == "list-level-style-bullet":
            bullet = attribute(child, "bullet-char") or "•"
            levels[depth] = _Level(None, bullet="-" if bullet in "-–—" else "•")
        elif local(child) in ("list-level-style-number", "outline-level-style"):
            levels[depth] = _Level(
                _NUMBER_FORMATS.get(attribute(child, "num-format") or "", ""),
                attribute(child, "num-prefix") or "",
                attribute(child, "num-suffix") or "",
                _integer(attribute(child, "start-value"), 1),
                _integer(attribute(child, "display-levels"), 1),
            )
    return levels


def _integer(text: str | None, default: int) -> int:
    return int(text) if text is not None and text.lstrip("-").isdigit() else default


def _blocks(parent: Any, state: _State, depth: int) -> Iterator[Paragraph | Table]:
    if depth > _MAX_DEPTH:
        return
    for element in parent:
        kind = local(element)
        if kind in ("p", "h"):
            yield from _paragraph(element, state, depth)
        elif kind == "list":
            yield from _list(element, state, depth, 1, "")
        elif kind == "table":
            yield _table(element, state, depth)
        elif kind in ("frame", "text-box") or kind in _CONTAINERS:
            yield from _blocks(element, state, depth + 1)


def _paragraph(element: Any, state: _State, depth: int) -> Iterator[Paragraph | Table]:
    """A paragraph or heading, then the text boxes anchored in it."""
    bold = state.bold.get(attribute(element, "style-name") or "", False)
    boxes: list[Any] = []
    runs = list(_runs(element, bold, state, boxes, 0))
    heading = 0
    if local(element) == "h":
        heading = max(1, _integer(attribute(element, "outline-level"), 1))
        number = _heading_number(heading, state) if any(run.text.strip() for run in runs) else ""
        if number:
            runs = [Run(f"{number} ", bold), *runs]
    yield _tidy(runs, heading)
    for box in boxes:
        yield from _blocks(box, state, depth + 1)


def _tidy(runs: list[Run], heading: int = 0, item: int = 0) -> Paragraph:
    joined = "".join(run.text for run in runs)
    aligned = GAP in joined.strip()
    return Paragraph(runs, heading, item, aligned)


def _heading_number(level: int, state: _State) -> str:
    look = state.outline.get(level)
    if look is None or not look.format:
        return ""
    state.headings[level] = state.headings.get(level, look.start - 1) + 1
    for below in [known for known in state.headings if known > level]:
        del state.headings[below]
    return _shown(state.outline, state.headings, level)


def _shown(levels: dict[int, _Level], counters: dict[int, int], level: int) -> str:
    look = levels[level]
    numbers = [
        format_number(counters.get(above, levels[above].start), levels[above].format or "decimal")
        for above in range(max(1, level - look.shown + 1), level + 1)
        if above in levels
    ]
    return f"{look.prefix}{'.'.join(numbers)}{look.suffix}".strip()


def _list(element: Any, state: _State, depth: int, level: int, style: str) -> Iterator[Paragraph | Table]:
    if depth > _MAX_DEPTH:
        return
    style = attribute(element, "style-name") or style
    levels = state.lists.get(style, {})
    look = levels.get(level, _Level(None))
    counters = state.counters.setdefault(style, {})
    goes_on = attribute(element, "continue-numbering") == "true" or attribute(element, "continue-list")
    if level > 1 or not goes_on:
        counters.pop(level, None)
    for item in element:
        if local(item) not in ("list-item", "list-header"):
            continue
        value = attribute(item, "start-value")
        counted = local(item) == "list-item"
        if counted:
            counters[level] = _integer(value, counters.get(level, look.start - 1) + 1)
        marker = _marker(levels, counters, level, look) if counted else ""
        for child in item:
            kind = local(child)
            if kind == "list":
                yield from _list(child, state, depth + 1, level + 1, style)
            elif kind in ("p", "h"):
                for block in _paragraph(child, state, depth):
                    if isinstance(block, Paragraph) and block.text.strip() and marker:
                        is_item = level if look.format is None or look.suffix.startswith(")") else 0
                        block = _tidy([Run(f"{marker} "), *lstrip_runs(block.runs)], block.heading, is_item)
                        marker = ""
                    yield block


def _marker(levels: dict[int, _Level], counters: dict[int, int], level: int, look: _Level) -> str:
    if look.format is None:
        return look.bullet
    return _shown(levels, counters, level) if look.format else ""


def _table(element: Any, state: _State, depth: int) -> Table:
    table = Table()
    for row in (found for found in element.iter() if local(found) == "table-row"):
        if any(local(above) == "table" and above is not element for above in _ancestors(row, element)):
            continue
        cells: list[list[Paragraph]] = []
        for cell in row:
            if local(cell) not in ("table-cell", "covered-table-cell"):
                continue
            paragraphs = cell_of(_blocks(cell, state, depth + 1))
            repeat = min(_integer(attribute(cell, "number-columns-repeated"), 1), _MAX_REPEAT)
            cells += [paragraphs] if paragraphs else [[] for _ in range(repeat)]
        table.rows.append(cells)
    return table


def _ancestors(element: Any, stop: Any) -> Iterator[Any]:
    above = element.getparent()
    while above is not None and above is not stop:
        yield above
        above = above.getparent()


def _runs(element: Any, bold: bool, state: _State, boxes: list[Any], depth: int) -> Iterator[Run]:
    if depth > _MAX_DEPTH:
        return
    if element.text:
        yield Run(_plain(element.text), bold)
    for child in element:
        kind = local(child)
        if kind == "s":
            yield Run(" " * min(_integer(attribute(child, "c"), 1), 80), bold)
        elif kind == "tab":
            yield Run(GAP, bold)
        elif kind == "line-break":
            yield Run("\n", bold)
        elif kind in ("frame", "text-box"):
            boxes.append(child)
        elif kind == "note":
            state.notes += 1
        elif kind and kind not in _SKIPPED:
            inner = state.bold.get(attribute(child, "style-name") or "", bold)
            yield from _runs(child, inner, state, boxes, depth + 1)
        if child.tail:
            yield Run(_plain(child.tail), bold)


def _plain(text: str) -> str:
    """White space of the XML file as single spaces."""
    return text.replace("\n", " ").replace("\r", " ").replace("\t", " ")
