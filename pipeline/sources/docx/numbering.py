"""Word's automatic numbers, worked out from ``numbering.xml`` the way Word does.

A paragraph names a list (``numId``) and a level; the list points to an abstract list that says
how each level looks ("%1.%2", start, format) and may override single levels. Counters belong to
the abstract list, so that several lists of one look go on counting together, until a list that
overrides its start is used for the first time.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from pipeline.sources.package import local

_MAX_LEVEL = 8
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list looks.

    Attributes:
        start: first number.
        format: Word's name of the number format (``decimal``, ``lowerLetter``, ``bullet`` ...).
        text: pattern with ``%1`` ... for the numbers of the levels, or the bullet.
        legal: numbers of higher levels are written as plain digits.
        restart: level after which it starts again (None: the one above; 0: never).
        style: paragraph style that stands for this level.
    """

    start: int = 1
    format: str = "decimal"
    text: str = "%1."
    legal: bool = False
    restart: int | None = None
    style: str | None = None


@dataclass(frozen=True, slots=True)
class Number:
    """The number of one paragraph: ``text`` as Word shows it, whether it is a bullet."""

    text: str
    bullet: bool
    level: int


@dataclass(slots=True)
class _List:
    abstract: str
    levels: dict[int, Level]
    starts: dict[int, int] = field(default_factory=dict)


def value_of(element: Any, name: str, default: str | None = None) -> str | None:
    """The ``val`` attribute of the child ``name``, or ``default``."""
    for child in element:
        if local(child) == name:
            return attribute(child, "val") or default
    return default


def attribute(element: Any, name: str) -> str | None:
    """An attribute by its name without namespace."""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(value)
    return None


def _integer(text: str | None, default: int) -> int:
    try:
        return int(text) if text is not None else default
    except ValueError:
        return default


def _level(element: Any) -> Level:
    restart = value_of(element, "lvlRestart")
    legal = any(local(child) == "isLgl" and attribute(child, "val") not in ("0", "false") for child in element)
    return Level(
        _integer(value_of(element, "start"), 0),
        value_of(element, "numFmt", "decimal") or "decimal",
        value_of(element, "lvlText", "") or "",
        legal,
        _integer(restart, 0) if restart is not None else None,
        value_of(element, "pStyle"),
    )


class Numbering:
    """Counts the numbered paragraphs of one document, in order."""

    def __init__(self, root: Any | None, style_lists: dict[str, tuple[str, int]] | None = None) -> None:
        """Read ``numbering.xml``.

        Args:
            root: its root element, or None when the file has no lists.
            style_lists: numbering style -> (numId, level), for lists defined by a style.
        """
        self._lists: dict[str, _List] = {}
        self._counters: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()
        self.by_style: dict[str, tuple[str, int]] = {}
        if root is not None:
            self._load(root, style_lists or {})

    def _load(self, root: Any, style_lists: dict[str, tuple[str, int]]) -> None:
        abstracts: dict[str, dict[int, Level]] = {}
        links: dict[str, str] = {}
        for element in root:
            if local(element) != "abstractNum":
                continue
            key = attribute(element, "abstractNumId") or ""
            abstracts[key] = {
                _integer(attribute(child, "ilvl"), 0): _level(child) for child in element if local(child) == "lvl"
            }
            link = value_of(element, "numStyleLink")
            if link:
                links[key] = link
        for element in root:
            if local(element) == "num":
                number = attribute(element, "numId") or ""
                abstract = value_of(element, "abstractNumId") or ""
                self._lists[number] = self._list(element, abstract, dict(abstracts.get(abstract, {})))
        for item in self._lists.values():
            target = self._lists.get(style_lists.get(links.get(item.abstract, ""), ("", 0))[0])
            if target is not None and not item.levels:
                item.abstract, item.levels = target.abstract, dict(target.levels)
        for number, item in self._lists.items():
            for index, level in item.levels.items():
                if level.style:
                    self.by_style.setdefault(level.style, (number, index))

    @staticmethod
    def _list(element: Any, abstract: str, levels: dict[int, Level]) -> _List:
        starts: dict[int, int] = {}
        for child in element:
            if local(child) != "lvlOverride":
                continue
            index = _integer(attribute(child, "ilvl"), 0)
            for inner in child:
                if local(inner) == "lvl":
                    levels[index] = _level(inner)
            start = value_of(child, "startOverride")
            if start is not None:
                starts[index] = _integer(start, 1)
                levels[index] = replace(levels.get(index, Level()), start=_integer(start, 1))
        return _List(abstract, levels, starts)

    def next(self, number_id: str, level: int) -> Number | None:
        """Count one paragraph and give its number; None when the list is unknown or empty."""
        item = self._lists.get(number_id)
        if item is None or not 0 <= level <= _MAX_LEVEL or level not in item.levels:
            return None
        look = item.levels[level]
        counters = self._counters.setdefault(item.abstract, {})
        if number_id not in self._begun:
            self._begun.add(number_id)
            for index in item.starts:
                counters.pop(index, None)
        for above in range(level):
            if above in item.levels and above not in counters:
                counters[above] = item.levels[above].start
        counters[level] = counters[level] + 1 if level in counters else look.start
        for below in [index for index in counters if index > level]:
            restart = item.levels[below].restart if below in item.levels else None
            if restart is None or level < restart:
                counters.pop(below)
        if look.format == "bullet":
            return Number(bullet_of(look.text), True, level)
        text = self._text(item, look, counters)
        return Number(text, False, level) if text.strip() else None

    @staticmethod
    def _text(item: _List, look: Level, counters: dict[int, int]) -> str:
        text = look.text
        for index in range(_MAX_LEVEL + 1):
            mark = f"%{index + 1}"
            if mark in text:
                level = item.levels.get(index, Level())
                style = "decimal" if look.legal else level.format
                text = text.replace(mark, format_number(counters.get(index, level.start), style))
        return text


def bullet_of(text: str) -> str:
    """A plain bullet for Word's: dashes stay dashes, symbol fonts become "•"."""
    return "-" if text.strip() in ("-", "–", "—", "\u00ad", "\uf02d") else "•"


def format_number(number: int, style: str) -> str:
    """A number in one of Word's formats; unknown formats give digits.

    >>> format_number(3, "lowerLetter"), format_number(14, "upperRoman"), format_number(7, "decimalZero")
    ('c', 'XIV', '07')
    """
    if style == "none":
        return ""
    if style == "decimalZero":
        return f"{number:02d}"
    if style in ("lowerLetter", "upperLetter") and number > 0:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter if style == "lowerLetter" else letter.upper()
    if style in ("lowerRoman", "upperRoman") and 0 < number < 4000:
        roman = ""
        for value, digits in _ROMAN:
            while number >= value:
                roman, number = roman + digits, number - value
        return roman if style == "lowerRoman" else roman.upper()
    return str(number)
