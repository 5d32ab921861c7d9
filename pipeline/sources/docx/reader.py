"""The body of a Word file, paragraph by paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pipeline.errors import UnreadableDocument
from pipeline.sources.builder import Run, TextBuilder, lstrip_runs
from pipeline.sources.content import Content, Parts
from pipeline.sources.docx.numbering import Number, Numbering, attribute, value_of
from pipeline.sources.docx.styles import Style, Styles, child, flag, list_of, outline_of
from pipeline.sources.package import Package, local
from pipeline.sources.tables import GAP, Paragraph, Table, cell_of, write_blocks

_DELETED = {"del", "moveFrom", "delText", "instrText", "commentReference", "footnoteReference"}
_TRANSPARENT = {
    "ins", "moveTo", "hyperlink", "smartTag", "customXml", "sdtContent", "fldSimple", "dir", "bdo", "ruby", "rubyBase",
}
_TYPED_NUMBER = re.compile(r"^((?:§§?\s?)?\d{1,3}(?:\.\d{1,3})*[.)]?|[A-Za-zÅÄÖåäö][.)]|[-–•·*])[ \t]*\t[ \t]*")
_TABS = re.compile(r"[ ]*\t[\t ]*")
_MAX_DEPTH = 12
_LETTERED = re.compile(r"[)]$|^\(?[a-zåäö]{1,4}[.)]")


@dataclass(slots=True)
class _Body:
    """What the walk through a document needs."""

    styles: Styles
    numbering: Numbering
    boxes: list[Any] = field(default_factory=list)
    pending: list[Run] = field(default_factory=list)
    notes: int = 0


def read_docx(content: Content) -> Parts:
    """Read a docx file.

    Raises:
        UnreadableDocument: ``damaged``, ``encrypted``, ``too-large`` or ``empty``.
    """
    package = Package(content.data)
    main = _main_part(package)
    folder = main.rpartition("/")[0]
    root = package.xml(main)
    body = child(root, "body") if root is not None else None
    if body is None:
        raise UnreadableDocument("damaged", "The Word file has no document in it.")
    styles = Styles(_optional(package, f"{folder}/styles.xml"))
    numbering = Numbering(_optional(package, f"{folder}/numbering.xml"), styles.lists())
    builder = TextBuilder()
    state = _Body(styles, numbering)
    write_blocks(builder, _blocks(body, state, 0))
    draft = builder.draft(
        metadata=_metadata(package), warnings=[f"footnotes-left-out: {state.notes}"] if state.notes else []
    )
    if not draft.text.strip():
        raise UnreadableDocument("empty", "The Word file holds no text (perhaps only pictures).")
    return [draft]


def _optional(package: Package, name: str) -> Any | None:
    """A part that the text can do without."""
    try:
        return package.xml(name)
    except UnreadableDocument:
        return None


def _main_part(package: Package) -> str:
    """Name of the document part, by the package's relations; Word's usual name else."""
    if "word/document.xml" in package:
        return "word/document.xml"
    relations = _optional(package, "_rels/.rels")
    for relation in relations if relations is not None else ():
        if (attribute(relation, "Type") or "").endswith("/officeDocument"):
            target = (attribute(relation, "Target") or "").lstrip("/")
            if target in package:
                return target
    raise UnreadableDocument("damaged", "The Word file is damaged: its document part is missing.")


def _blocks(parent: Any, state: _Body, depth: int) -> Iterator[Paragraph | Table]:
    """Paragraphs and tables of a body, cell or text box, in order."""
    if depth > _MAX_DEPTH:
        return
    for element in parent:
        name = local(element)
        if name == "p":
            yield from _paragraphs(element, state, depth)
        elif name == "tbl":
            yield _table(element, state, depth)
        elif name == "sdt":
            content = child(element, "sdtContent")
            if content is not None and not _is_placeholder(element):
                yield from _blocks(content, state, depth + 1)
        elif name in _TRANSPARENT:
            yield from _blocks(element, state, depth + 1)
        elif name == "AlternateContent":
            chosen = next(iter(element), None)
            if chosen is not None:
                yield from _blocks(chosen, state, depth + 1)


def _is_placeholder(element: Any) -> bool:
    """A content control nobody has filled in shows its prompt."""
    properties = child(element, "sdtPr")
    return properties is not None and flag(properties, "showingPlcHdr") is True


def _table(element: Any, state: _Body, depth: int) -> Table:
    table = Table()
    for row in _descend(element, "tr"):
        properties = child(row, "trPr")
        if properties is not None and child(properties, "del") is not None:
            continue
        cells = []
        for cell in _descend(row, "tc"):
            settings = child(cell, "tcPr")
            merged = child(settings, "vMerge") if settings is not None else None
            span = value_of(settings, "gridSpan") if settings is not None else None
            begins = merged is None or attribute(merged, "val") == "restart"
            cells.append(cell_of(_blocks(cell, state, depth + 1)) if begins else [])
            extra = int(span) - 1 if span and span.isdigit() else 0
            cells += [[] for _ in range(min(extra, 62))]
        table.rows.append(cells)
    return table


def _descend(element: Any, name: str) -> Iterator[Any]:
    """Children by name, also inside content controls and insertions."""
    for inner in element:
        found = local(inner)
        if found == name:
            yield inner
        elif found == "sdt":
            content = child(inner, "sdtContent")
            if content is not None:
                yield from _descend(content, name)
        elif found in _TRANSPARENT:
            yield from _descend(inner, name)


def _paragraphs(element: Any, state: _Body, depth: int) -> Iterator[Paragraph | Table]:
    """A paragraph and the text boxes anchored in it."""
    properties = child(element, "pPr")
    style_id = value_of(properties, "pStyle") if properties is not None else None
    style = state.styles.get(style_id or state.styles.default)
    state.boxes = []
    runs = [*state.pending, *_runs(element, style, state)]
    boxes, state.pending, state.boxes = state.boxes, [], []
    mark = child(properties, "rPr") if properties is not None else None
    if mark is not None and child(mark, "del") is not None:  # its end is deleted: the next one goes on
        state.pending = runs
        return
    yield _paragraph(runs, properties, style, style_id, state)
    for box in boxes:
        yield from _blocks(box, state, depth + 1)


def _paragraph(runs: list[Run], properties: Any | None, style: Style, style_id: str | None, state: _Body) -> Paragraph:
    outline = outline_of(properties)
    heading = style.heading if outline is None else outline
    text = "".join(run.text for run in runs)
    if not text.strip():
        return Paragraph([])
    number = _number(properties, style, style_id, state)
    runs = _without_tabs(runs, text, number is not None)
    item = 0
    if number is not None:
        bold = all(run.bold for run in runs if run.text.strip())
        runs = [Run(f"{number.text} ", bold), *lstrip_runs(runs)]
        if number.bullet or (not heading and _LETTERED.search(number.text)):
            item = number.level + 1
            heading = 0 if number.bullet else heading
    return Paragraph(runs, heading, item, aligned=any(GAP in run.text for run in runs))


def _number(properties: Any | None, style: Style, style_id: str | None, state: _Body) -> Number | None:
    """Count the paragraph in its list, if it is in one."""
    own = list_of(properties)
    key, level = style.list if style.list else (None, 0)
    if own is not None:
        if own[0] == "0":
            return None
        key = own[0] or key
        level = own[1] if own[1] is not None else level
    elif key is not None and style_id:
        linked = state.numbering.by_style.get(style_id)
        if linked is not None and linked[0] == key:
            level = linked[1]
    return state.numbering.next(key, level) if key else None


def _without_tabs(runs: list[Run], text: str, numbered: bool) -> list[Run]:
    """Tabs as spaces: one after a typed number, three between columns, none at the start."""
    if "\t" not in text:
        return runs
    runs = lstrip_runs(runs)
    joined = "".join(run.text for run in runs)
    typed = _TYPED_NUMBER.match(joined) if not numbered else None
    seen, result = 0, []
    for run in runs:
        piece = run.text
        if typed is not None and seen < typed.end():
            head, tail = piece[: typed.end() - seen], piece[typed.end() - seen :]
            piece = _TABS.sub(" ", head) + _TABS.sub(GAP, tail)
        else:
            piece = _TABS.sub(GAP, piece)
        seen += len(run.text)
        result.append(Run(piece, run.bold))
    return result


def _runs(element: Any, style: Style, state: _Body, depth: int = 0) -> Iterator[Run]:
    """Text of a paragraph by style; text boxes are put aside in ``state``."""
    if depth > _MAX_DEPTH:
        return
    for inner in element:
        name = local(inner)
        if name == "r":
            yield from _run(inner, style, state)
        elif name == "sdt":
            content = child(inner, "sdtContent")
            if content is not None and not _is_placeholder(inner):
                yield from _runs(content, style, state, depth + 1)
        elif name in _TRANSPARENT:
            yield from _runs(inner, style, state, depth + 1)
        elif name in ("oMath", "oMathPara"):
            yield Run("".join(inner.itertext()))


def _run(element: Any, style: Style, state: _Body) -> Iterator[Run]:
    properties = child(element, "rPr")
    own = state.styles.get(value_of(properties, "rStyle")) if properties is not None else Style()
    hidden = flag(properties, "vanish")
    if hidden or (hidden is None and (own.hidden or style.hidden)):
        return
    bold = flag(properties, "b")
    if bold is None:
        bold = own.bold if own.bold is not None else bool(style.bold)
    pieces: list[str] = []
    for inner in element:
        name = local(inner)
        if name == "t":
            pieces.append(inner.text or "")
        elif name in ("tab", "ptab"):
            pieces.append("\t")
        elif name in ("br", "cr"):
            pieces.append("" if attribute(inner, "type") in ("page", "column") else "\n")
        elif name == "noBreakHyphen":
            pieces.append("-")
        elif name == "sym":
            pieces.append("•" if (attribute(inner, "char") or "").upper() in ("F0B7", "00B7") else " ")
        elif name in ("footnoteReference", "endnoteReference"):
            state.notes += 1
        elif name in ("drawing", "pict", "object", "AlternateContent"):
            state.boxes.extend(_text_boxes(inner))
    if pieces:
        yield Run("".join(pieces), bold)


def _text_boxes(element: Any) -> Iterator[Any]:
    """Contents of text boxes, each once (Word writes them twice, new and old style)."""
    name = local(element)
    if name == "txbxContent":
        yield element
        return
    if name == "AlternateContent":
        chosen = next(iter(element), None)
        if chosen is not None:
            yield from _text_boxes(chosen)
        return
    for inner in element:
        yield from _text_boxes(inner)


def _metadata(package: Package) -> dict[str, str]:
    root = _optional(package, "docProps/core.xml")
    names = {"title": "property_title", "creator": "author", "created": "created"}
    found: dict[str, str] = {}
    for element in root if root is not None else ():
        name = names.get(local(element))
        text = (element.text or "").strip()
        if name and text:
            found[name] = text
    return found
