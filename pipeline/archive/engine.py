"""Where files are read: on this machine, or on a Spark cluster."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

from pipeline.archive.commit import Commit, Engine, Seen, commit_units
from pipeline.archive.log import Log, file_key
from pipeline.archive.model import Loader, Work
from pipeline.archive.pool import Pool
from pipeline.archive.store import Store
from pipeline.archive.zygote import Recipe
from pipeline.errors import ArchiveError


def choose(
    name: str,
    store: Store,
    loader: Loader,
    fingerprint: str,
    workers: int | None,
    timeout: float,
    log: Log,
) -> Engine:
    """The engine of that name.

    Raises:
        ArchiveError: there is no such engine, it is not installed, or there are no workers.
    """
    if workers is not None and workers < 1:
        raise ArchiveError(f"There must be at least one worker, not {workers}.")
    if name == "spark":
        from pipeline.archive.spark import spark_engine

        return spark_engine(store, loader, fingerprint, workers, timeout)
    if name != "local":
        raise ArchiveError(f"There is no engine {name}. Use local or spark.")
    count = usable_cores() if workers is None else workers
    recipe = Recipe.of(loader, fingerprint, timeout)

    def event(what: str, path: str) -> None:
        log(what, file=file_key(path))

    def read(items: Sequence[Work], seen: Seen) -> Iterator[Commit]:
        if not items:
            return
        pool = Pool(min(count, len(items)), recipe, event)
        try:
            yield from commit_units(store, pool.read(items), seen)
        finally:
            pool.close()

    return read


def usable_cores() -> int:
    """Cores this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1
