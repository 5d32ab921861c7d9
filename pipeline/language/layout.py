"""Lines of a document: what is text, furniture or mark-up, indents, bullets, bold, page breaks."""

from __future__ import annotations

import re
from bisect import bisect_right

from pipeline.language.columns import title_columns
from pipeline.language.model import Line, Reading
from pipeline.sources.model import Hint

BULLET = re.compile(
    r"(?:[-–—•*▪●○■□·‣⁃+✓➢→]|o(?=\s+[A-ZÅÄÖ])|\(?\d{1,2}[.)](?=\s)|\d{1,2}(?:\.\d{1,2}){1,3}[.)](?=\s)|\(?[a-zåäö]\)(?=\s)|\d{1,2}(?=\s{2,}\S))(?:\s+|$)"
)
_DRAWN = re.compile(r"[\W_]+$")
_LINE = re.compile(r"[^\n\f]*(?:[\n\f]|$)")


def find_lines(reading: Reading) -> list[Line]:
    """The physical lines of the view, in order.

    Args:
        reading: its ``view`` and ``source`` are read.

    Returns:
        One :class:`Line` a physical line, blank ones included. Lines that are blank in the view
        but not in the source are ``furniture`` or ``markup``.
    """
    view, source = reading.view, reading.source
    page_starts = set(source.page_starts[1:])
    headings = _Cover([h for h in source.hints if h.kind == "heading"])
    bolds = _Cover([h for h in source.hints if h.kind == "bold"])
    items = {h.start: h for h in source.hints if h.kind == "list_item"}
    markups = _Cover([h for h in source.hints if h.kind == "markup"])
    cuts = [(title.title_end, title.cut) for title in title_columns(source.text)]
    out: list[Line] = []
    after_page_break = False
    for match in _LINE.finditer(view):
        raw = match.group()
        if not raw:
            break
        content = raw.strip()
        first = match.start() + len(raw) - len(raw.lstrip()) if content else match.start()
        end = first + len(content)
        if page_starts and not after_page_break:
            after_page_break = any(match.start() <= p < match.end() for p in page_starts)
        line = Line(start=first, end=end, body_start=first, page_break_before=after_page_break)
        after_page_break = raw.endswith("\f")
        if not content:
            original = source.text[match.start() : match.end()].strip()
            line.kind = "blank"
            if original:
                line.kind = "markup" if markups.at(source.text.index(original, match.start())) else "furniture"
        elif _DRAWN.match(content) and len(content) > 2:
            line.kind = "rule"
        else:
            if first > match.start():
                line.indent = len(raw[: first - match.start()].expandtabs(4))
            bullet = BULLET.match(content)
            if bullet and bullet.end() < len(content):
                line.bullet = bullet.group().strip()
                line.body_start = first + bullet.end()
            elif hint := _item_at(items, match.start(), first):
                line.bullet = "•"
                line.indent = max(line.indent, 2 * (hint.level - 1))
            heading = headings.at(line.body_start)
            line.heading_level = heading.level if heading else 0
            bold = bolds.at(line.body_start)
            line.bold = bold is not None and bold.end >= line.end - 1
        out.append(line)
        place = bisect_right(cuts, (first, len(view))) if cuts else 0
        if place < len(cuts) and cuts[place][0] < end:
            line.end, cut = cuts[place]
            out.append(Line(start=cut, end=end, body_start=cut, indent=cut - match.start()))
    return out


def _item_at(items: dict[int, Hint], low: int, high: int) -> Hint | None:
    """A list-item hint that starts between the line's start and its first character."""
    return next((items[o] for o in range(low, high + 1) if o in items), None) if items else None


class _Cover:
    """Which hint covers an offset; hints of one kind do not overlap but for nesting."""

    def __init__(self, hints: list[Hint]) -> None:
        self._hints = sorted(hints, key=lambda h: (h.start, -h.end))
        self._starts = [h.start for h in self._hints]

    def at(self, offset: int) -> Hint | None:
        if not self._hints:
            return None
        index = bisect_right(self._starts, offset) - 1
        for hint in reversed(self._hints[max(0, index - 3) : index + 1]):
            if hint.start <= offset < hint.end:
                return hint
        return None
