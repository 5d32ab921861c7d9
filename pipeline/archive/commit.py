"""Results of files, gathered and committed as units: in the run itself, or in each Spark task."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import pyarrow as pa

from pipeline.archive.log import failures_of
from pipeline.archive.model import State, Work
from pipeline.archive.store import Store

UNIT_FILES = 64
UNIT_BYTES = 16 << 20
UNIT_SECONDS = 20.0

Seen = Callable[[int, Sequence[dict[str, object]]], None]
"""Called with a number of files that have been read and their failures as the log may tell them."""


@dataclass(frozen=True, slots=True)
class Commit:
    """A unit that has been committed, and the states of the files in it."""

    unit: str
    states: Sequence[State]


Engine = Callable[[Sequence[Work], Seen], Iterator[Commit]]
"""Reads files and commits their results, in any order."""


def commit_units(
    store: Store, results: Iterable[pa.RecordBatch], seen: Seen = lambda files, failures: None
) -> Iterator[Commit]:
    """Commit results as units of some dozens of files, and at least every few seconds.

    Args:
        store: where.
        results: one batch a file.
        seen: called for each file.

    Raises:
        OSError: the store is full or broken.
    """
    buffer: list[pa.RecordBatch] = []
    size, since = 0, time.monotonic()
    try:
        for result in results:
            buffer.append(result)
            size += result.get_total_buffer_size()
            seen(1, list(failures_of(result)))
            now = time.monotonic()
            if len(buffer) >= UNIT_FILES or size >= UNIT_BYTES or now - since >= UNIT_SECONDS:
                commit = Commit(*store.write_unit(buffer))
                buffer.clear()
                size, since = 0, now
                yield commit
    except KeyboardInterrupt:
        if buffer:
            store.write_unit(buffer)  # the next run finds it
        raise
    if buffer:
        yield Commit(*store.write_unit(buffer))
