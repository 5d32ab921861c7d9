"""Where files are read: on this machine, or on a Spark cluster."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence

import pyarrow as pa

from pipeline.archive.log import Log, file_key
from pipeline.archive.model import Loader, Work
from pipeline.archive.pool import Pool
from pipeline.errors import ArchiveError

Engine = Callable[[Sequence[Work]], Iterator[pa.RecordBatch]]
"""Work -> results (:data:`pipeline.archive.batch.OUTPUT`), one batch a file, in any order."""


def choose(
    name: str, loader: Loader, fingerprint: str, workers: int | None, timeout: float, log: Log
) -> Engine:
    """The engine of that name.

    Raises:
        ArchiveError: there is no such engine, or not enough workers.
    """
    if name == "spark":
        from pipeline.archive.spark import spark_engine

        return spark_engine(loader, fingerprint, workers, timeout)
    if name != "local":
        raise ArchiveError(f"There is no engine {name}. Use local or spark.")
    count = usable_cores() if workers is None else workers
    if count < 1:
        raise ArchiveError(f"There must be at least one worker, not {count}.")

    def read(items: Sequence[Work]) -> Iterator[pa.RecordBatch]:
        if not items:
            return

        def event(what: str, path: str) -> None:
            log(what, file=file_key(path))

        pool = Pool(min(count, len(items)), loader, fingerprint, timeout, event)
        try:
            yield from pool.read(items)
        finally:
            pool.close()

    return read


def usable_cores() -> int:
    """Cores this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1
