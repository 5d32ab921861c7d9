"""From spans that may overlap to marks that nest, as HTML wants them."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text, half open, that is to be marked. ``key`` says as what."""

    start: int
    end: int
    key: str


@dataclass(frozen=True, slots=True)
class Event:
    """A step through the marked text.

    ``open`` and ``close`` carry the span; ``first`` is true for the first piece of a span that
    had to be cut. ``text`` carries the stretch ``start`` to ``end``.
    """

    kind: Literal["open", "close", "text"]
    start: int
    end: int
    span: Span | None = None
    first: bool = True


def nest(spans: Sequence[Span], length: int) -> Iterator[Event]:
    """Turn spans into properly nested opens and closes around all of the text.

    A span that crosses the end of another is cut there: both pieces are marked. Longer spans
    stand outside shorter ones; of two equal ones the first given stands outside. Spans are cut
    to the text; empty ones are left out.

    Args:
        spans: in any order.
        length: of the text, in characters.

    Yields:
        Events in text order. The ``text`` events cover the text once, without gaps.
    """
    heap: list[tuple[int, int, int, bool]] = []
    for order, span in enumerate(spans):
        start, end = max(span.start, 0), min(span.end, length)
        if start < end:
            heap.append((start, -end, order, True))
    heapq.heapify(heap)
    open_: list[tuple[int, Span]] = []  # (end, span), innermost last
    at = 0
    while heap:
        start, negative, order, first = heapq.heappop(heap)
        end, span = -negative, spans[order]
        while open_ and open_[-1][0] <= start:
            until, closing = open_.pop()
            yield from _text(at, until)
            at = max(at, until)
            yield Event("close", until, until, closing)
        if open_ and end > open_[-1][0]:
            border = open_[-1][0]
            heapq.heappush(heap, (border, -end, order, False))
            end = border
        yield from _text(at, start)
        at = max(at, start)
        yield Event("open", start, end, span, first)
        open_.append((end, span))
    while open_:
        until, closing = open_.pop()
        yield from _text(at, until)
        at = max(at, until)
        yield Event("close", until, until, closing)
    yield from _text(at, length)


def _text(start: int, end: int) -> Iterator[Event]:
    if start < end:
        yield Event("text", start, end)
