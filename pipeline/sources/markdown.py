"""Markdown: the file as it is, with hints for what is mark-up, heading, list or bold."""

from __future__ import annotations

from pipeline.sources.content import Content, Draft, Parts
from pipeline.sources.encodings import decode


def read_markdown(content: Content) -> Parts:
    """Read a .md file.

    Raises:
        UnreadableDocument: ``binary`` or ``empty``.
    """
    decoded = decode(content.data)
    return [Draft(decoded.text, warnings=decoded.warnings)]
