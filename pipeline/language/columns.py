"""Titles set in a column of their own, to the left of their text.

    § 12 Ansökan om bidrag    Beslut
    till klubbstugan          Bidraget beviljas med 20 000 kronor.

Line by line such a page reads "§ 12 Ansökan om bidrag Beslut till klubbstugan Bidraget ...". What
this module finds lets the reading view blank the rest of a title, the layout cut its first line
in two, and the sections put the title together again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_NUMBERED = re.compile(
    r"(?m)^[ \u00a0]?(?:§ ?\d{1,4}|\d{1,4} ?§|\d{1,2}[.)]?)[ \u00a0]+(?P<title>[A-ZÅÄÖ]\S*(?:[ \u00a0]\S+)*?)"
    r"[ \u00a0]{2,}(?P<right>\S)"
)
_LINE = re.compile(r"[^\n\f]*(?:[\n\f]|\Z)")
_FEWEST = 3  # numbered lines of the form before it is a layout
_SHARE = 0.8  # of the lines between them must keep to the columns
_LONGEST = 6  # lines a title may run on


@dataclass(frozen=True, slots=True)
class TitleColumn:
    """One title in a left column.

    Attributes:
        start: offset of its line.
        title_end: where the title's part on that line ends.
        cut: where the right column begins on that line.
        rest: spans of the title's other lines, in order.
    """

    start: int
    title_end: int
    cut: int
    rest: tuple[tuple[int, int], ...]


@lru_cache(maxsize=4)
def title_columns(text: str) -> tuple[TitleColumn, ...]:
    """The titles that stand in a left column; empty where the document is not laid out so.

    Args:
        text: the canonical text.
    """
    heads = list(_NUMBERED.finditer(text))
    if len(heads) < _FEWEST:
        return ()
    column, count = Counter(_column(m) for m in heads).most_common(1)[0]
    heads = [m for m in heads if _column(m) == column]
    if count < _FEWEST:
        return ()
    kept = total = wrapped = 0
    out: list[TitleColumn] = []
    for place, head in enumerate(heads):
        limit = heads[place + 1].start() if place + 1 < len(heads) else len(text)
        rest: list[tuple[int, int]] = []
        in_title = True
        for low, high in _lines(text, head.end(), limit):
            line = text[low:high]
            left = line[: column - 1].rstrip()
            if not left:
                in_title = False
                kept += bool(line.strip())
            elif in_title and len(rest) < _LONGEST and not line[0].isspace() and not line[column - 2 : column].strip():
                kept, wrapped = kept + 1, wrapped + 1
                rest.append((low, low + len(left)))
            else:
                in_title = False
            total += bool(line.strip())
        out.append(TitleColumn(head.start(), head.end("title"), head.start("right"), tuple(rest)))
    return tuple(out) if wrapped and kept >= _SHARE * total else ()


def whole_title(text: str, first: str, rest: tuple[tuple[int, int], ...]) -> str:
    """A title put together from its lines; a word cut at a line end is joined."""
    title = first
    for start, end in rest:
        piece = " ".join(text[start:end].split())
        cut = title.endswith("-") and len(title) > 1 and title[-2].islower() and piece[:1].islower()
        title = title[:-1] + piece if cut else f"{title} {piece}"
    return title


def _column(head: re.Match[str]) -> int:
    return head.start("right") - head.start()


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Spans of the lines after the one that ``start`` stands on, to ``end``."""
    at = _LINE.match(text, start).end()  # type: ignore[union-attr]  # it matches everywhere
    while at < end:
        match = _LINE.match(text, at)
        if match is None or match.end() == at:
            return
        yield at, at + len(match.group().rstrip("\n\f"))
        at = match.end()
