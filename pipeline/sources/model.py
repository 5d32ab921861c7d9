"""What a reader hands on: the canonical text and what the format knew about it.

A :class:`Source` is the only thing the language stages see of a file. Offsets into
``Source.text`` are the offsets of every table (Python ``str`` offsets, half open).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

HintKind = Literal["heading", "list_item", "table_row", "table_cell", "bold", "furniture", "markup"]


@dataclass(frozen=True, slots=True)
class Hint:
    """One thing the file format says about a stretch of the canonical text.

    Attributes:
        start, end: the stretch, half open.
        kind: ``heading`` (level set), ``list_item`` (level = depth from 1), ``table_row``
            and ``table_cell`` (level = column from 1; ``value`` = column heading if known),
            ``bold`` (a run set in bold), ``furniture`` (page header or footer kept in the
            text), ``markup`` (characters that are not text: tags, ``**``, comments).
        level: heading level, list depth or column; 0 where it says nothing.
        value: free text: the column heading of a cell.
    """

    start: int
    end: int
    kind: HintKind
    level: int = 0
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A file read into text.

    Attributes:
        path: relative to the archive, ``/`` separated; ``name#2`` for the second document of
            a file that holds several.
        sha256: of the file's bytes, hex.
        media_type: ``text/plain``, ``text/markdown``, ``application/pdf`` ...
        text: canonical text (design: .txt/.md are the decoded file, NFC, ``\\n`` line ends).
        page_starts: offset at which each page starts; empty for formats without pages.
        hints: what the format says about stretches of the text, ordered by start.
        metadata: what the format or the user's metadata file says (``title``, ``body``,
            ``meeting_date`` as ISO date ...); never guessed.
        warnings: short machine names with an optional detail (``replacement-characters: 12``,
            ``encoding: cp1252``, ``ocr``).
    """

    path: str
    sha256: str
    media_type: str
    text: str
    page_starts: tuple[int, ...] = ()
    hints: tuple[Hint, ...] = ()
    metadata: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()

    @property
    def document_id(self) -> str:
        """First 32 characters of the SHA-256 (the key of every table)."""
        return self.sha256[:32]

    def page(self, offset: int) -> int | None:
        """Page number (from 1) on which ``offset`` stands, or None without pages."""
        if not self.page_starts:
            return None
        low, high = 0, len(self.page_starts)
        while low < high:
            middle = (low + high) // 2
            if self.page_starts[middle] <= offset:
                low = middle + 1
            else:
                high = middle
        return max(low, 1)
