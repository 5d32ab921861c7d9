"""Reading on a Spark cluster (extra ``spark``).

The driver lists, decides and writes the tables; the executors read files and commit units straight
to TABLES, so only the names of units and the states of files travel through Spark. ARCHIVE and
TABLES must be places that every executor reaches: a shared folder, a volume, or a URL.

In each task the same pool with one worker process reads the files, so that a document that hangs
or kills its process is recorded here as on one machine, and does not fail the Spark job.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, partial
from importlib import import_module
from typing import Any

import pyarrow as pa

from pipeline.archive.batch import state_from_json, state_to_json
from pipeline.archive.commit import Commit, Engine, Seen, commit_units
from pipeline.archive.model import Loader, Work
from pipeline.archive.pool import Pool
from pipeline.archive.store import Store, open_store
from pipeline.archive.zygote import Recipe
from pipeline.errors import ArchiveError

_IN = "path string, location binary, metadata string"
_OUT = "unit string, states string, failures string"
_COMMIT = pa.schema([pa.field(name, pa.string()) for name in ("unit", "states", "failures")])
_FILES_PER_TASK = 512


def spark_engine(
    store: Store, loader: Loader, fingerprint: str, workers: int | None, timeout: float
) -> Engine:
    """An engine on the active Spark session, or on a new one where there is none.

    Args:
        store: where units go.
        loader, fingerprint, timeout: as for the local pool.
        workers: tasks at a time to plan for; default what Spark says it has.

    Raises:
        ArchiveError: PySpark is not installed, or there is no Java.
    """
    try:
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession

        session = SparkSession.getActiveSession() or SparkSession.builder.appName("kansli").getOrCreate()
    except ImportError as error:
        raise ArchiveError("For --engine spark install the extra: pip install 'kansli[spark]'.") from error
    except (PySparkException, RuntimeError, OSError) as error:
        raise ArchiveError(f"Spark does not start ({error}). Is Java 17 installed?") from error
    broken: type[Exception] = import_module("py4j.protocol").Py4JError
    task = partial(read_task, store.address, Recipe.of(loader, fingerprint, timeout))

    def read(items: Sequence[Work], seen: Seen) -> Iterator[Commit]:
        if not items:
            return
        rows = [(w.path, w.location, json.dumps(dict(w.metadata), sort_keys=True)) for w in items]
        slots = workers or _slots(session)
        tasks = min(len(rows), max(slots, -(-len(rows) // _FILES_PER_TASK)))
        frame = session.createDataFrame(rows, _IN).repartition(tasks)
        try:
            for row in frame.mapInArrow(task, _OUT).toLocalIterator(prefetchPartitions=True):
                states = [state_from_json(s) for s in json.loads(row["states"])]
                seen(len(states), json.loads(row["failures"]))
                yield Commit(row["unit"], states)
        except broken as error:
            raise ArchiveError(f"The Spark job failed: {str(error)[:500]}") from error

    return read


def read_task(address: str, recipe: Recipe, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """What runs in each Spark task: the function given to ``mapInArrow``."""
    failures: list[dict[str, object]] = []

    def seen(files: int, found: Sequence[dict[str, object]]) -> None:
        failures.extend(found)

    def works() -> Iterator[Work]:
        for batch in batches:
            for row in batch.to_pylist():
                yield Work(row["path"], bytes(row["location"]), json.loads(row["metadata"]))

    for commit in commit_units(open_store(address), _pool(recipe).read(works()), seen):
        states = json.dumps([state_to_json(state) for state in commit.states], ensure_ascii=False)
        row = {"unit": commit.unit, "states": states, "failures": json.dumps(failures)}
        failures.clear()
        yield pa.RecordBatch.from_pylist([row], schema=_COMMIT)


@cache
def _pool(recipe: Recipe) -> Pool:
    """One pool for all tasks of a Spark worker process: loading the pipeline takes seconds."""
    return Pool(1, recipe)


def _slots(session: Any) -> int:
    """Tasks the cluster runs at a time; where Spark does not tell (Connect), a guess to start from."""
    try:
        return int(session.sparkContext.defaultParallelism)
    except Exception:  # Spark Connect has no context, and says so in different ways
        return 32
