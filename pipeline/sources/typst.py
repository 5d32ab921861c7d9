"""Typst source: headings, lists, bold and text; code is left out."""

from __future__ import annotations

import re

from pipeline.errors import UnreadableDocument
from pipeline.sources.builder import Run, TextBuilder
from pipeline.sources.content import Content, Parts
from pipeline.sources.encodings import decode
from pipeline.sources.tables import Paragraph, write_paragraph

_COMMENT = re.compile(r"(?<![:\\])//[^\n]*|/\*.*?(?:\*/|\Z)", re.S)
_LET = re.compile(r"^#let[ \t]+([\w-]+)[ \t]*=[ \t]*(?:\[([^\[\]\n]*)\]|\"([^\"\n]*)\")[ \t]*$", re.M)
_HEADING = re.compile(r"^(={1,6})[ \t]+(.*)$")
_ITEM = re.compile(r"^([ \t]*)([-+]|\d{1,3}\.)[ \t]+(.*)$")
_TERM = re.compile(r"^/[ \t]+([^:\n]+):[ \t]*(.*)$")
_CODE_LINE = re.compile(r"^#(?:let|set|show|import|include|if|for|while|pagebreak|v|h|line|outline|bibliography)\b")
_LINK = re.compile(r"#link\(\"[^\"]*\"\)(?:\[([^\]]*)\])?")
_CALL = re.compile(r"#(?:[\w.-]+)(?:\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\))?\[([^\[\]]*)\]")
_NAME = re.compile(r"#([\w-]+)(?:\(\))?;?")
_STYLED = re.compile(r"(?<![\w\\*])\*([^*\n]+)\*(?!\w)|(?<![\w\\_])_([^_\n]+)_(?!\w)")
_LABEL = re.compile(r"[ \t]*<[\w:.-]+>[ \t]*$")
_ESCAPE = re.compile(r"\\([^\w\s])|\\(?=\s|$)")
_NUMBERING = re.compile(r"#set\s+heading\([^)]*numbering:\s*\"([^\"]*)\"")


def read_typst(content: Content) -> Parts:
    """Read a .typ file.

    Raises:
        UnreadableDocument: ``binary`` or ``empty``.
    """
    decoded = decode(content.data)
    text = _COMMENT.sub("", decoded.text)
    names = {match[0]: match[1] or match[2] for match in _LET.findall(text)}
    numbering = _NUMBERING.search(text)
    builder = TextBuilder()
    counters: list[int] = []
    indents: list[int] = []
    counted: dict[int, int] = {}
    waiting: list[str] = []
    depth = 0  # brackets of a code line that goes on
    for line in [*text.split("\n"), ""]:
        if depth > 0 or _CODE_LINE.match(line):
            depth = max(0, depth + sum(line.count(c) for c in "([{") - sum(line.count(c) for c in ")]}"))
            continue
        heading, item, term = _HEADING.match(line), _ITEM.match(line), _TERM.match(line)
        if (not line.strip() or heading or item or term) and waiting:
            write_paragraph(builder, Paragraph(_runs(" ".join(waiting), names)))
            waiting = []
        if heading:
            level = len(heading.group(1))
            counters = [*counters[:level], *([0] * (level - len(counters)))]
            counters[-1] += 1
            number = _number(numbering.group(1), counters) if numbering else ""
            write_paragraph(builder, Paragraph([Run(number), *_runs(_LABEL.sub("", heading.group(2)), names)], level))
            indents, counted = [], {}
        elif item:
            width = len(item.group(1).expandtabs(4))
            indents = [known for known in indents if known < width] + [width]
            level = len(indents)
            counted = {known: count for known, count in counted.items() if known <= level}
            counted[level] = counted.get(level, 0) + 1
            mark = {"-": "•", "+": f"{counted[level]}."}.get(item.group(2), item.group(2))
            is_item = level if mark == "•" else 0
            write_paragraph(builder, Paragraph([Run(f"{mark} "), *_runs(item.group(3), names)], item=is_item))
        elif term:
            write_paragraph(builder, Paragraph([Run(term.group(1) + ": ", True), *_runs(term.group(2), names)]))
        elif line.strip():
            indents, counted = ([], {}) if not line.startswith((" ", "\t")) else (indents, counted)
            waiting.append(line.strip())
        else:
            builder.blank()
    draft = builder.draft(warnings=decoded.warnings)
    if not draft.text.strip():
        raise UnreadableDocument("empty", "The Typst file holds no text of its own.")
    return [draft]


def _number(pattern: str, counters: list[int]) -> str:
    """A heading number by Typst's pattern ("1.", "§ 1")."""
    prefix = re.match(r"[^1aAiI]*", pattern)
    suffix = re.search(r"[^1aAiI]*$", pattern)
    digits = ".".join(str(count) for count in counters)
    return f"{prefix.group() if prefix else ''}{digits}{suffix.group() if suffix else ''} "


def _runs(text: str, names: dict[str, str]) -> list[Run]:
    """A line as text by style."""
    text = _LINK.sub(lambda match: match.group(1) or "", text)
    for _ in range(5):
        plainer = _CALL.sub(r"\1", text)
        if plainer == text:
            break
        text = plainer
    text = _NAME.sub(lambda match: names.get(match.group(1), ""), text)
    text = text.replace("~", " ").replace("---", "—").replace("--", "–")
    runs: list[Run] = []
    at = 0
    for match in _STYLED.finditer(text):
        runs += [Run(text[at : match.start()]), Run(match.group(1) or match.group(2), match.group(1) is not None)]
        at = match.end()
    runs.append(Run(text[at:]))
    return [Run(_ESCAPE.sub(r"\1", run.text), run.bold) for run in runs if run.text]
