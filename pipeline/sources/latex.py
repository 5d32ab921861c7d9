"""LaTeX source: the text a reader of the printed page would see, by a modest reader of its own.

Sections get the numbers LaTeX would print ("§ 3" when ``\\titleformat`` says ``\\S``), own
commands are expanded, page headers and footers are left out. Nothing is run and no other file is
read: ``\\input`` is named in the warnings.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pipeline.errors import UnreadableDocument
from pipeline.sources.builder import Run, TextBuilder, lstrip_runs
from pipeline.sources.content import Content, Parts
from pipeline.sources.docx.numbering import format_number
from pipeline.sources.encodings import decode
from pipeline.sources.latex_commands import (
    BOLD,
    DROPPED,
    DROPPED_ENVIRONMENTS,
    ENVIRONMENT_ARGUMENTS,
    LEVELS,
    LISTS,
    NOT_BOLD,
    NUMBERED,
    TABLES,
    VERBATIM,
)
from pipeline.sources.latex_scan import group, items, split
from pipeline.sources.latex_symbols import ACCENTS, SYMBOLS, combine
from pipeline.sources.tables import Paragraph, Table, write_blocks

_COMMENT = re.compile(r"(?<!\\)((?:\\\\)*)%[^\n]*(?:\n[ \t]*(?=\S))?")
_DEFINITION = re.compile(
    r"\\(?:re|provide)?newcommand\*?\s*\{?\\([A-Za-z@]+)\}?\s*(?:\[(\d)\])?(\[[^\]]*\])?\s*(?=\{)"
    r"|\\def\s*\\([A-Za-z@]+)((?:#\d)*)\s*(?=\{)"
)
_SECTION_FORMAT = re.compile(r"\\titleformat\*?\s*\{?\\(sub)*section\}?(?P<rest>.*)")
_MAX_DEPTH = 40
_MAX_EXPANSIONS = 20_000


@dataclass(slots=True)
class _Macro:
    arguments: int
    body: str
    optional: str | None = None


@dataclass(slots=True)
class _State:
    macros: dict[str, _Macro] = field(default_factory=dict)
    counters: dict[int, int] = field(default_factory=dict)
    signs: dict[int, str] = field(default_factory=dict)
    title: dict[str, str] = field(default_factory=dict)
    blocks: list[Paragraph | Table] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    item: str = ""
    depth: int = 0
    expansions: int = 0
    warnings: list[str] = field(default_factory=list)


def read_latex(content: Content) -> Parts:
    """Read a .tex file.

    Raises:
        UnreadableDocument: ``binary`` or ``empty``.
    """
    decoded = decode(content.data)
    source = _COMMENT.sub(r"\1", decoded.text)
    preamble, begin, body = source.partition(r"\begin{document}")
    if not begin:
        preamble, body = "", source
    body = body.partition(r"\end{document}")[0]
    state = _State(warnings=list(decoded.warnings))
    _preamble(preamble or body, state)
    _preamble_titles(preamble + body, state)
    _Reader(body, state).read()
    _flush(state)
    builder = TextBuilder()
    write_blocks(builder, state.blocks)
    draft = builder.draft(warnings=state.warnings)
    if not draft.text.strip():
        raise UnreadableDocument("empty", "The LaTeX file holds no text of its own.")
    return [draft]


def _preamble(text: str, state: _State) -> None:
    """Own commands and the look of section numbers."""
    for match in _DEFINITION.finditer(text):
        body, _ = group(text, match.end())
        if match.group(1):
            optional = match.group(3)
            state.macros[match.group(1)] = _Macro(
                int(match.group(2) or 0), body, optional[1:-1] if optional is not None else None
            )
        else:
            state.macros[match.group(4)] = _Macro(len(match.group(5)) // 2, body)
    for match in _SECTION_FORMAT.finditer(text):
        level = 1 + len(re.findall("sub", match.group(0).split("section")[0]))
        if r"\S" in match.group("rest"):
            state.signs[level] = "§ "
    for key, macro in state.macros.items():
        if key in ("thesection", "thesubsection") and r"\S" in macro.body:
            state.signs[1 if key == "thesection" else 2] = "§ "
    for name in ("thesection", "thesubsection", "thesubsubsection", "thepage"):
        state.macros.pop(name, None)


def _preamble_titles(text: str, state: _State) -> None:
    for name in ("title", "author", "date"):
        match = re.search(rf"\\{name}\s*(?=\{{)", text)
        if match:
            state.title[name] = group(text, match.end())[0]


def _flush(state: _State, heading: int = 0) -> None:
    """End the paragraph being collected."""
    runs, state.runs = state.runs, []
    if not any(run.text.strip() for run in runs):
        return
    item = 0
    if state.item:
        runs, item, state.item = [Run(state.item), *lstrip_runs(runs)], state.depth, ""
        item = item if not runs[0].text[0].isdigit() else 0
    state.blocks.append(Paragraph(runs, heading, item))


_TOKEN = re.compile(
    r"\\(?:[A-Za-z@]+\*?|.|\n)|[{}~$&]|\n[ \t]*(?:\n[ \t]*)+|---?|``|''|[^\\{}~$&\n`'-]+|.|\n", re.S
)
_ONE_TOKEN = re.compile(r"\\[A-Za-z]+|[^\s\\]")
_PLAIN = {"~": " ", "--": "–", "---": "—", "``": "”", "''": "”", "\n": " ", "}": "", "$": "", "&": " "}


class _Reader:
    """Reads one stretch of source; groups and arguments get readers of their own."""

    def __init__(self, text: str, state: _State, bold: bool = False, level: int = 0) -> None:
        self._text = text
        self._at = 0
        self._state = state
        self._bold = bold
        self._level = level

    def read(self) -> None:
        """Read to the end of the text."""
        if self._level > _MAX_DEPTH:
            return
        while self._at < len(self._text):
            match = _TOKEN.match(self._text, self._at)
            if match is None:
                return
            token = match.group()
            self._at = match.end()
            if token[0] == "\\" and len(token) > 1:
                self._command(token[1:])
            elif token == "{":
                inner, self._at = group(self._text, self._at - 1)
                self._inner(inner)
            elif token[0] == "\n" and token.count("\n") > 1:
                _flush(self._state)
            else:
                self._write(_PLAIN.get(token, token))

    def _write(self, text: str) -> None:
        if text:
            self._state.runs.append(Run(text, self._bold))

    def _inner(self, text: str, bold: bool | None = None) -> None:
        _Reader(text, self._state, self._bold if bold is None else bold, self._level + 1).read()

    def _space(self) -> None:
        while self._at < len(self._text) and self._text[self._at] in " \t":
            self._at += 1

    def _argument(self) -> str:
        """The next ``{argument}``, or the next character or command."""
        self._space()
        if self._at < len(self._text) and self._text[self._at] == "{":
            inner, self._at = group(self._text, self._at)
            return inner
        match = _ONE_TOKEN.match(self._text, self._at)
        if match is None:
            return ""
        self._at = match.end()
        return match.group()

    def _hasgroup(self) -> bool:
        self._space()
        return self._text.startswith("{", self._at)

    def _option(self) -> str | None:
        """The next ``[option]``, if one stands here."""
        if not self._text.startswith("[", self._at):
            return None
        depth = 0
        for index in range(self._at, min(len(self._text), self._at + 2000)):
            depth += {"{": 1, "}": -1}.get(self._text[index], 0)
            if self._text[index] == "]" and depth <= 0:
                option = self._text[self._at + 1 : index]
                self._at = index + 1
                return option
        return None

    def _command(self, name: str) -> None:
        state = self._state
        starred, name = name.endswith("*"), name.rstrip("*") or "*"
        if name in ("\\", "newline", "linebreak", "tabularnewline"):
            self._option()
            self._write("\n")
        elif name == "par" or name in ("newpage", "clearpage", "bigskip", "medskip", "smallskip", "hrule", "hline"):
            _flush(state)
        elif name in LEVELS:
            self._section(name, starred)
        elif name == "begin":
            self._environment(self._argument())
        elif name == "end":
            self._argument()
        elif name == "item":
            self._item("")
        elif name == "maketitle":
            self._maketitle()
        elif name in ACCENTS:
            self._write(combine(name, self._argument()))
        elif name in SYMBOLS:
            self._write(SYMBOLS[name])
            if name.isalpha() and not self._text.startswith("{}", self._at):
                self._space()
        elif name in BOLD or name in NOT_BOLD:
            self._bold = name in BOLD
            self._space()
        elif name == "textbf":
            self._inner(self._argument(), True)
        elif name in ("href", "hyperref"):
            self._option()
            if name == "href":
                self._argument()
            self._inner(self._argument())
        elif name == "multicolumn":
            self._argument()
            self._argument()
            self._inner(self._argument())
        elif name == "setcounter":
            level, value = LEVELS.get(self._argument()), self._argument()
            if level and value.isdigit():
                state.counters[level] = int(value)
        elif name in state.macros:
            self._expand(state.macros[name])
        elif name in DROPPED:
            self._drop(name)
        elif name.isalpha():
            self._unknown()
        elif not name.isspace():
            self._write(name if name in "%&$#_{}" else " " if name in ",;: !/" else "")
        else:
            self._write(" ")

    def _unknown(self) -> None:
        """A command nobody explained: its arguments are taken as text."""
        if self._option() is None and not self._text.startswith("{", self._at):
            self._space()
            return
        self._option()
        while self._text.startswith("{", self._at):
            self._inner(self._argument())
            self._option()

    def _drop(self, name: str) -> None:
        first = ""
        for _ in range(DROPPED[name]):
            self._space()
            self._option()
            if not self._hasgroup():
                break
            first = first or self._argument()
        if name in ("input", "include", "includepdf"):
            self._state.warnings.append(f"input-left-out: {first[:60]}")

    def _expand(self, macro: _Macro) -> None:
        self._state.expansions += 1
        if self._state.expansions > _MAX_EXPANSIONS or self._level > _MAX_DEPTH:
            return
        body, arguments = macro.body, []
        if macro.optional is not None:
            arguments.append(self._option() or macro.optional)
        while len(arguments) < macro.arguments:
            arguments.append(self._argument())
        for index, argument in enumerate(arguments, 1):
            body = body.replace(f"#{index}", argument[:5000])
        if len(body) < 200_000:
            self._inner(body)

    def _section(self, name: str, starred: bool) -> None:
        state = self._state
        _flush(state)
        self._option()
        level = LEVELS[name]
        number = ""
        if not starred and level <= 3 and name not in ("part",):
            state.counters[level] = state.counters.get(level, 0) + 1
            for below in [known for known in state.counters if known > level]:
                del state.counters[below]
            digits = ".".join(str(state.counters.get(above, 0)) for above in range(1, level + 1))
            sign = state.signs.get(level, "")
            number = f"{sign}{digits} " if sign or level > 1 else f"{digits}. "
        self._write(number)
        self._inner(self._argument())
        _flush(state, level)

    def _maketitle(self) -> None:
        _flush(self._state)
        for name in ("title", "author", "date"):
            text = self._state.title.get(name, "")
            if r"\today" in text:
                continue
            self._inner(text.replace(r"\\", "\n\n").replace(r"\and", "\n\n"))
            _flush(self._state, 1 if name == "title" else 0)

    def _until_end(self, name: str) -> str:
        """Source up to the ``\\end`` of the environment ``name``."""
        pattern = re.compile(rf"\\(begin|end)\s*\{{{re.escape(name)}\}}")
        depth, start = 1, self._at
        for match in pattern.finditer(self._text, self._at):
            depth += 1 if match.group(1) == "begin" else -1
            if depth == 0:
                self._at = match.end()
                return self._text[start : match.start()]
        self._at = len(self._text)
        return self._text[start:]

    def _environment(self, name: str) -> None:
        state = self._state
        body = self._until_end(name)
        if name in DROPPED_ENVIRONMENTS:
            return
        _flush(state)
        inner = _Reader(body, state, self._bold, self._level + 1)
        inner._option()
        if name in VERBATIM:
            state.runs.append(Run(body.strip("\n")))
        elif name in TABLES:
            for _ in range(TABLES[name]):
                inner._space()
                inner._option()
                inner._argument()
            state.blocks.append(inner._table())
        elif name in LISTS:
            inner._list(name in NUMBERED)
        else:
            for _ in range(ENVIRONMENT_ARGUMENTS.get(name, 0)):
                inner._argument()
            inner.read()
        _flush(state)

    def _list(self, numbered: bool) -> None:
        """The items of a list, each read on its own."""
        state = self._state
        state.depth += 1
        style = "decimal" if state.depth % 2 else "lowerLetter"
        for count, piece in enumerate(items(self._text[self._at :]), 1):
            reader = _Reader(piece, state, self._bold, self._level + 1)
            reader._space()
            label = reader._option()
            state.item = f"{format_number(count, style)}. " if numbered else "• "
            if label is not None:
                state.item = "• " if not numbered and label.strip() else ""
                reader._inner(label + " ", True)
            reader.read()
            _flush(state)
            state.item = ""
        state.depth -= 1

    def _item(self, _: str) -> None:
        """An ``\\item`` outside a list."""
        _flush(self._state)
        self._option()

    def _table(self) -> Table:
        table = Table()
        for row in split(self._text[self._at :], "\\\\"):
            cells: list[list[Paragraph]] = []
            row = re.sub(r"^\s*\[[^\]]*\]", "", row)
            for cell in split(row, "&"):
                saved, self._state.runs, self._state.blocks = (self._state.runs, self._state.blocks), [], []
                _Reader(cell, self._state, self._bold, self._level + 1).read()
                _flush(self._state)
                cells.append([block for block in self._state.blocks if isinstance(block, Paragraph)])
                self._state.runs, self._state.blocks = saved
            table.rows.append(cells)
        return table
