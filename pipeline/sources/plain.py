"""Plain text: the decoded file, with pages where the writer left form feeds."""

from __future__ import annotations

from pipeline.sources.content import Content, Draft, Parts
from pipeline.sources.encodings import decode


def page_starts_of(text: str) -> tuple[int, ...]:
    """Offsets after each form feed, with 0 first; empty when the text has none."""
    if "\f" not in text:
        return ()
    starts = [0]
    for offset, character in enumerate(text):
        if character == "\f" and offset + 1 < len(text):
            starts.append(offset + 1)
    return tuple(starts)


def read_plain(content: Content) -> Parts:
    """Read a .txt file.

    Raises:
        UnreadableDocument: ``binary`` or ``empty``.
    """
    decoded = decode(content.data)
    return [Draft(decoded.text, page_starts=page_starts_of(decoded.text), warnings=decoded.warnings)]
