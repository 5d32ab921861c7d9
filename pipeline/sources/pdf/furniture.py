"""Page headers and footers: what repeats at the edge of the pages, digits masked."""

from __future__ import annotations

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from pipeline.errors import KnowledgeError
from pipeline.sources.pdf.words import Cell, Page

_DIGITS = re.compile(r"\d+")
_ZONE_ROWS = 7
_ZONE_SHARE = 0.2
_MIN_SHARE = 0.4


@dataclass(frozen=True, slots=True)
class Furniture:
    """The text of repeated page headers and footers, once each, in reading order."""

    header: str
    footer: str


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    file = resources.files("pipeline.knowledge").joinpath("text", "furniture.toml")
    patterns = []
    for entry in tomllib.loads(file.read_text(encoding="utf-8"))["pattern"]:
        pattern = re.compile(entry["regex"], re.I)
        if not pattern.match(entry["example"]) or pattern.match(entry["counter_example"]):
            raise KnowledgeError(f"furniture.toml: pattern {entry['id']} fails its examples.")
        patterns.append(pattern)
    return tuple(patterns)


def is_furniture_text(text: str) -> bool:
    """Page number or signature box, by what it says ("Sida 2 av 7", "Justerandes sign")."""
    return len(text) < 60 and any(pattern.match(text) for pattern in _patterns())


def _zones(page: Page) -> list[tuple[str, Cell, str]]:
    """Cells that stand near the top or the foot of a page, with their text, digits masked."""
    zoned: list[tuple[str, Cell, str]] = []
    if not page.rows:
        return zoned
    top_line = page.height * (1 - _ZONE_SHARE)
    foot_line = page.height * _ZONE_SHARE
    for row in page.rows[:_ZONE_ROWS]:
        if row.bottom >= top_line:
            zoned.extend(("top", cell, _DIGITS.sub("0", cell.text)) for cell in row.cells)
    for row in page.rows[-_ZONE_ROWS:]:
        if row.top <= foot_line:
            zoned.extend(("foot", cell, _DIGITS.sub("0", cell.text)) for cell in row.cells)
    return zoned


def remove_furniture(pages: Sequence[Page]) -> Furniture:
    """Take page furniture out of ``pages`` (in place).

    A header is left on the first page that has it: it often holds the body and the date of the
    meeting, and nothing else does.
    """
    places: dict[tuple[str, str], list[tuple[int, float]]] = defaultdict(list)
    zones = [_zones(page) for page in pages]
    for page, zoned in zip(pages, zones, strict=True):
        for zone, cell, mask in zoned:
            places[zone, mask].append((page.number, round(cell.bottom)))
    written = sum(1 for page in pages if page.rows)
    repeated = {
        key
        for key, spots in places.items()
        if _repeats(spots, written)
    }
    seen: dict[tuple[str, str], tuple[int, str]] = {}
    header: list[str] = []
    footer: list[str] = []
    for page, zoned in zip(pages, zones, strict=True):
        gone: set[int] = set()
        begins = any(  # a header that differs from the last one begins another meeting: all of it stays
            not _same(cell.text, page.number, seen[zone, mask])
            for zone, cell, mask in zoned
            if zone == "top" and (zone, mask) in repeated and (zone, mask) in seen
        )
        for zone, cell, mask in zoned:
            if is_furniture_text(cell.text) or (mask == "0" and _is_page_number(cell, page, written, repeated)):
                gone.add(id(cell))
            elif (zone, mask) in repeated:
                (header if zone == "top" else footer).append(cell.text)
                if zone == "foot" or (not begins and _same(cell.text, page.number, seen.get((zone, mask)))):
                    gone.add(id(cell))
                seen[zone, mask] = (page.number, cell.text)
        if gone:
            for row in page.rows:
                row.cells = [cell for cell in row.cells if id(cell) not in gone]
            page.rows = [row for row in page.rows if row.cells]
    return Furniture(_once(header), _once(footer))


def _same(text: str, page: int, before: tuple[int, str] | None) -> bool:
    """Is this the header of an earlier page again, but for a page number that has gone on?

    Another date in the same words is the header of another meeting, and stays.
    """
    if before is None:
        return False
    number, earlier = before
    pairs = zip(_DIGITS.findall(text), _DIGITS.findall(earlier), strict=True)
    return all(new == old or int(new) - int(old) == page - number for new, old in pairs)


def _repeats(spots: list[tuple[int, float]], written: int) -> bool:
    """On enough pages, and at one height on most of them."""
    on = {page for page, _ in spots}
    if len(on) < 2 or len(on) < _MIN_SHARE * written:
        return False
    heights = Counter(height // 6 for _, height in spots)
    common = heights.most_common(1)[0][0]
    near = sum(count for height, count in heights.items() if abs(height - common) <= 1)
    return near >= (2 if written == 2 else 0.6 * len(spots))


def _is_page_number(cell: Cell, page: Page, written: int, repeated: set[tuple[str, str]]) -> bool:
    """A bare number at the very edge of a page."""
    if not any(cell in row.cells for row in (page.rows[0], page.rows[-1])) or len(cell.text) > 4:
        return False
    return int(cell.text) == page.number or (
        written > 1 and bool({("top", "0"), ("foot", "0")} & repeated)
    )


def _once(texts: list[str]) -> str:
    seen: dict[str, str] = {}
    for text in texts:
        seen.setdefault(_DIGITS.sub("0", text), text)
    return " | ".join(text for text in seen.values())
