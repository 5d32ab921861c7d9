"""Where a LaTeX argument, list item or table cell ends: brackets and environments counted."""

from __future__ import annotations

import re


def group(text: str, at: int) -> tuple[str, int]:
    """Content of the ``{...}`` that begins at ``at`` and the offset behind it."""
    depth, index = 0, at
    while index < len(text):
        character = text[index]
        if character == "\\":
            index += 2
            continue
        if character == "{":
            depth += 1
        elif character == "}":
            depth -= 1
            if depth == 0:
                return text[at + 1 : index], index + 1
        index += 1
    return text[at + 1 :], len(text)


def items(text: str) -> list[str]:
    """Source of the items of a list, inner lists left whole."""
    pieces, depth, start = [], 0, -1
    for match in re.finditer(r"\\(begin|end|item)(?![A-Za-z])", text):
        if match.group(1) == "item":
            if depth == 0:
                if start >= 0:
                    pieces.append(text[start : match.start()])
                start = match.end()
        else:
            depth += 1 if match.group(1) == "begin" else -1
    return [*pieces, text[start:]] if start >= 0 else [text]


def split(text: str, mark: str) -> list[str]:
    """Parts between ``mark`` (``\\\\\\\\`` or ``&``), not inside braces or environments."""
    parts, depth, start, index = [], 0, 0, 0
    while index < len(text):
        character = text[index]
        if character == "\\":
            if mark == "\\\\" and depth == 0 and text.startswith("\\\\", index):
                parts.append(text[start:index])
                start = index + 2
            elif text.startswith((r"\begin", r"\end"), index):
                depth += 1 if text.startswith(r"\begin", index) else -1
            index += 2
            continue
        depth += {"{": 1, "}": -1}.get(character, 0)
        if character == mark and depth == 0:
            parts.append(text[start:index])
            start = index + 1
        index += 1
    return [*parts, text[start:]]
