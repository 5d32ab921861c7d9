"""What Word's styles say of a paragraph: outline level, list, bold."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from pipeline.sources.docx.numbering import attribute, value_of
from pipeline.sources.package import local

_HEADING_NAME = re.compile(r"^(?:heading|rubrik|överskrift)\s*(\d)$", re.I)
_TITLE_NAMES = {"title", "rubrik", "titel"}
_MAX_DEPTH = 20


@dataclass(frozen=True, slots=True)
class Style:
    """A style with what it inherits.

    Attributes:
        heading: outline level from 1, or 0.
        list: (numId, level) or None.
        bold: True, False, or None when the style says nothing.
        hidden: text in this style is not shown.
    """

    heading: int = 0
    list: tuple[str, int] | None = None
    bold: bool | None = None
    hidden: bool = False


def child(element: Any, name: str) -> Any | None:
    """First child with a local name, or None."""
    for candidate in element:
        if local(candidate) == name:
            return candidate
    return None


def flag(properties: Any | None, name: str) -> bool | None:
    """A switch such as ``b`` or ``vanish`` in run properties; None when it is not there."""
    found = child(properties, name) if properties is not None else None
    if found is None:
        return None
    return attribute(found, "val") not in ("0", "false", "off", "none")


def list_of(properties: Any | None) -> tuple[str | None, int | None] | None:
    """(numId, level) of paragraph properties, parts that are not given None."""
    found = child(properties, "numPr") if properties is not None else None
    if found is None:
        return None
    level = value_of(found, "ilvl")
    return value_of(found, "numId"), int(level) if level is not None and level.isdigit() else None


def outline_of(properties: Any | None) -> int | None:
    """Heading level from 1 of paragraph properties; 0 for body text; None when not given."""
    value = value_of(properties, "outlineLvl") if properties is not None else None
    if value is None or not value.isdigit():
        return None
    return int(value) + 1 if int(value) < 9 else 0


class Styles:
    """The styles of a document, by id."""

    def __init__(self, root: Any | None) -> None:
        self._elements: dict[str, Any] = {}
        self._known: dict[str, Style] = {}
        self.default = ""
        for element in root if root is not None else ():
            if local(element) == "style":
                key = attribute(element, "styleId") or ""
                self._elements[key] = element
                if attribute(element, "type") == "paragraph" and attribute(element, "default") in ("1", "true"):
                    self.default = key

    def lists(self) -> dict[str, tuple[str, int]]:
        """Styles that define a list: style id -> (numId, level)."""
        return {key: found for key in self._elements if (found := self.get(key).list) is not None}

    def get(self, key: str | None, depth: int = 0) -> Style:
        """A style with all it inherits; an empty one for an unknown id."""
        if key is None or key not in self._elements or depth > _MAX_DEPTH:
            return Style()
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._read(self._elements[key], depth)
        return known

    def _read(self, element: Any, depth: int) -> Style:
        base = self.get(value_of(element, "basedOn"), depth + 1)
        paragraph, run = child(element, "pPr"), child(element, "rPr")
        heading = outline_of(paragraph)
        if heading is None:
            name = value_of(element, "name") or ""
            match = _HEADING_NAME.match(name)
            heading = int(match.group(1)) if match else 1 if name.lower() in _TITLE_NAMES else base.heading
        own = list_of(paragraph)
        number = base.list
        if own is not None:
            key = own[0] or (base.list[0] if base.list else None)
            level = own[1] if own[1] is not None else (base.list[1] if base.list else 0)
            number = (key, level) if key not in (None, "0") else None
        bold, hidden = flag(run, "b"), flag(run, "vanish")
        return Style(
            heading, number, base.bold if bold is None else bold, base.hidden if hidden is None else hidden
        )
