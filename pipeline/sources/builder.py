"""Build canonical text line by line, keeping the hints that belong to it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import dropwhile

from pipeline.sources.content import Draft
from pipeline.sources.model import Hint, HintKind

LONG_LINE = 72
"""Characters from which a line is a paragraph that gets a blank line before and after."""

_DROPPED = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff\x00-\x08\x0e-\x1f\x7f-\x9f]")
_SPACES = re.compile(r"[ \u00a0\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
_SPACE = re.compile(_SPACES.pattern.rstrip("+"))
_ODD = f"{_DROPPED.pattern}|{_SPACES.pattern.replace('[ ', '[')}|[\ufb00-\ufb06]"
_UNCLEAN = re.compile(f"  |{_ODD}")
_UNCLEAN_ALIGNED = re.compile(_ODD)
_SENTENCE_END = ".!?:;…"
_CLOSING = "\"”’)]"
_LINE_BREAK = re.compile(r"(?:(?<! ) +)?\n *")
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "ft", 0xFB06: "st"}


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style; ``page`` marks that a new page begins with it."""

    text: str
    bold: bool = False
    page: bool = False


def clean(text: str, *, aligned: bool = False) -> str:
    """Text as it stands in the canonical text: NFC, plain spaces, no invisible characters.

    With ``aligned`` runs of spaces stay as they are.

    >>> clean("för\u00advaltning\u00a0\u00a012 ﬁnns")
    'förvaltning 12 finns'
    """
    unclean = _UNCLEAN_ALIGNED if aligned else _UNCLEAN
    if unclean.search(text) is not None or not unicodedata.is_normalized("NFC", text):
        text = (_SPACE if aligned else _SPACES).sub(" ", _DROPPED.sub("", text)).translate(_LIGATURES)
        text = unicodedata.normalize("NFC", text)
    return text


def _cleaned(run: Run, aligned: bool) -> Run:
    text = clean(run.text, aligned=aligned)
    if "\n" in text:
        text = _LINE_BREAK.sub("\n", text)
    return run if text == run.text else Run(text, run.bold, run.page)


def _merged(runs: list[Run], aligned: bool) -> list[Run]:
    """Runs cleaned, neighbours of one style put together, white space taking either style."""
    merged: list[tuple[list[str], bool, bool]] = []  # the pieces of a run, bold, page
    for run in runs:
        text = _cleaned(run, aligned).text
        if not text and not run.page:
            continue
        if not merged or run.page:
            merged.append(([text], run.bold, run.page))
            continue
        pieces, bold, _ = merged[-1]
        before = pieces[-1][-1:]
        if not aligned and text[:1] == " " and before == " ":
            text = text[1:]
        if before == "\n":
            text = text.lstrip(" ")
        elif text[:1] == "\n":
            _strip_last(pieces)
        if bold != run.bold and text.strip():
            merged.append(([text], run.bold, False))
        elif text:
            pieces.append(text)
    return [Run("".join(pieces), bold, page) for pieces, bold, page in merged]


def _strip_last(pieces: list[str]) -> None:
    """Drop the spaces at the end of the text that the pieces make."""
    while len(pieces) > 1 and not pieces[-1].rstrip(" "):
        pieces.pop()
    pieces[-1] = pieces[-1].rstrip(" ")


def strip_runs(runs: Iterable[Run]) -> list[Run]:
    """Runs without white space at both ends."""
    kept = list(dropwhile(lambda run: not run.text.strip(), runs))
    while kept and not kept[-1].text.strip():
        kept.pop()
    if kept:
        kept[0] = Run(kept[0].text.lstrip(), kept[0].bold, kept[0].page)
        kept[-1] = Run(kept[-1].text.rstrip(), kept[-1].bold, kept[-1].page)
    return kept


def lstrip_runs(runs: list[Run]) -> list[Run]:
    """Runs without white space at the start; none where there is no text."""
    for index, run in enumerate(runs):
        if run.text.strip():
            return [Run(run.text.lstrip(), run.bold), *runs[index + 1 :]]
    return []


class TextBuilder:
    """Collects lines and hints; :meth:`draft` gives the document."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._hints: list[Hint] = []
        self._pages: list[int] = []
        self._page_due = 0
        self._blank_due = False
        self._last_long = False
        self._last_open = False
        self._last_end = " "

    @property
    def length(self) -> int:
        """Offset at which the next character goes (before a line break that is still due)."""
        return self._length

    def page(self) -> None:
        """The next line begins a new page."""
        self._page_due += 1

    def blank(self) -> None:
        """A blank line goes before the next line."""
        self._blank_due = True

    def line(
        self,
        runs: str | Iterable[Run],
        *,
        heading: int = 0,
        item: int = 0,
        indent: str = "",
        spaced: bool = True,
        aligned: bool = False,
    ) -> tuple[int, int] | None:
        """Append one line (a paragraph, a heading, a list item).

        Args:
            runs: its text; line breaks inside are kept.
            heading: level from 1, or 0.
            item: list depth from 1, or 0.
            indent: white space put before the text.
            spaced: put blank lines round headings and long paragraphs.
            aligned: keep runs of spaces (columns set apart by them).

        Returns:
            The span of the text without indent, or None when there was no text.
        """
        pieces = [Run(runs)] if isinstance(runs, str) else list(runs)
        pieces = _merged(pieces, aligned) if len(pieces) != 1 else [_cleaned(pieces[0], aligned)]
        text = "".join([run.text for run in pieces])
        begin, end = len(text) - len(text.lstrip()), len(text.rstrip())
        if begin >= end:
            self._page_due += sum(run.page for run in pieces)
            return None
        long = spaced and (heading > 0 or (end - begin > LONG_LINE and not item))
        if heading:
            self._blank_due = True
        if self._last_end in _CLOSING and not text[begin].islower():
            self._last_open = False
        self._break(long)
        self._last_end = text[end - 1]
        self._last_open = long and not heading and self._last_end not in _SENTENCE_END
        if indent:
            self._write(indent)
        start, at = self._length, 0
        for run in pieces:
            first, last = max(at, begin), min(at + len(run.text), end)
            at += len(run.text)
            if run.page:
                self._pages.append(start + max(0, min(first, end) - begin))
            if run.bold and last > first:
                inner = text[first:last]
                lead = len(inner) - len(inner.lstrip())
                self.hint(start + first - begin + lead, start + first - begin + len(inner.rstrip()), "bold")
        self._write(text[begin:end])
        if heading:
            self.hint(start, self._length, "heading", heading)
        if item:
            self.hint(start, self._length, "list_item", item)
        self._last_long = long
        return start, self._length

    def hint(self, start: int, end: int, kind: HintKind, level: int = 0, value: str | None = None) -> None:
        """Add a hint for text already written."""
        if start < end:
            self._hints.append(Hint(start, end, kind, level, value))

    def since(self, start: int) -> tuple[int, int]:
        """Span of what was written after offset ``start``, without line breaks and indent before it."""
        text = "".join(self._parts[self._part_at(start) :])
        lead = len(text) - len(text.lstrip())
        return start + lead, start + len(text.rstrip())

    def _part_at(self, offset: int) -> int:
        length = self._length
        for index in range(len(self._parts) - 1, -1, -1):
            length -= len(self._parts[index])
            if length <= offset:
                return index
        return 0

    def _break(self, long: bool) -> None:
        if self._parts:
            apart = (long or self._last_long) and not self._last_open
            self._write("\n\n" if apart or self._blank_due else "\n")
        self._blank_due = False
        for _ in range(self._page_due):
            self._pages.append(self._length)
        self._page_due = 0

    def _write(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def draft(self, *, metadata: dict[str, str] | None = None, warnings: Iterable[str] = ()) -> Draft:
        """The document, ended by one line break."""
        if self._parts:
            self._write("\n")
        for _ in range(self._page_due):
            self._pages.append(self._length)
        self._page_due = 0
        return Draft(
            "".join(self._parts), tuple(self._pages), tuple(self._hints), dict(metadata or {}), tuple(warnings)
        )
