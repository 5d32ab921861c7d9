"""A pool of worker processes that outlives its workers.

Documents kill processes: a parser runs into a wall, the kernel wants its memory back, a pattern
never ends. The pool notices, ends what hangs, starts a new worker, goes on with the rest, and
tries the document once more at the end, alone, before it is recorded as a failure.
"""

from __future__ import annotations

import os
import signal
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait

import pyarrow as pa

from pipeline.archive.batch import OUTPUT, failed, work_batch
from pipeline.archive.model import Work
from pipeline.archive.zygote import Recipe, Spawner, Zygote, starter
from pipeline.errors import ArchiveError

Event = Callable[[str, str], None]
"""What happened (``worker-died``, ``timeout``) and to which path."""

_ATTEMPTS = 3
_AHEAD = 2  # files given to a worker at a time: the next one waits in the pipe


@dataclass(slots=True, eq=False)
class _Worker:
    connection: Connection
    pid: int
    given: deque[Work] = field(default_factory=deque)
    since: float = 0.0

    def give(self, work: Work) -> None:
        if not self.given:
            self.since = time.monotonic()
        self.given.append(work)
        with suppress(OSError):  # a dead worker is noticed when its end of the pipe closes
            self.connection.send_bytes(work_batch([work]).serialize())

    def kill(self) -> None:
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
        self.connection.close()


class Pool:
    """Reads files in worker processes.

    Args:
        workers: how many.
        recipe: what they do, and how long a file may take.
        event: called when a worker died or was ended.
    """

    def __init__(self, workers: int, recipe: Recipe, event: Event = lambda what, path: None) -> None:
        self._count, self._recipe, self._event = workers, recipe, event
        self._starter: Zygote | Spawner | None = None
        self._workers: list[_Worker] = []
        self._waiting: deque[Work] = deque()
        self._suspects: deque[Work] = deque()

    def read(self, items: Iterable[Work]) -> Iterator[pa.RecordBatch]:
        """Read files; results come as they are ready, in no fixed order, one for each file.

        Raises:
            ArchiveError: the workers cannot be started.
        """
        source = iter(items)
        try:
            yield from self._drain(source, self._count, self._suspect)
            while self._suspects:
                yield from self._drain(iter([self._suspects.popleft()]), 1, self._give_up)
        finally:
            self._stop_workers(0)

    def close(self) -> None:
        """End the workers and what they are made from."""
        self._stop_workers(0)
        if self._starter is not None:
            self._starter.close()
            self._starter = None

    def _drain(
        self, source: Iterator[Work], count: int, lost: Callable[[Work, str], pa.RecordBatch | None]
    ) -> Iterator[pa.RecordBatch]:
        """Run everything in ``source`` on ``count`` workers; ``lost`` says what becomes of a file
        that its worker did not survive.
        """
        self._stop_workers(count)
        more = True
        while True:
            more = self._hand_out(source, count, more)
            if not any(w.given for w in self._workers):
                return
            for worker in self._ready():
                result, death = self._receive(worker)
                if result is not None:
                    yield result
                elif death and (given_up := self._bury(worker, death, lost)) is not None:
                    yield given_up

    def _hand_out(self, source: Iterator[Work], count: int, more: bool) -> bool:
        """Give work to whoever has room, the least busy first; returns whether there is more."""
        for ahead in range(1, _AHEAD + 1):
            index = 0
            while index < count:
                if index < len(self._workers) and len(self._workers[index].given) >= ahead:
                    index += 1
                    continue
                work = self._waiting.popleft() if self._waiting else next(source, None) if more else None
                if work is None:
                    return False
                if index == len(self._workers):
                    self._workers.append(self._start())
                self._workers[index].give(work)
        return more

    def _ready(self) -> list[_Worker]:
        """Workers with an answer or a closed pipe, or past their time."""
        busy = [w for w in self._workers if w.given]
        now = time.monotonic()
        patience = max(0.0, min(w.since for w in busy) + self._recipe.timeout - now)
        answered = set(wait([w.connection for w in busy], patience))
        now = time.monotonic()
        return [w for w in busy if w.connection in answered or now - w.since >= self._recipe.timeout]

    def _receive(self, worker: _Worker) -> tuple[pa.RecordBatch | None, str | None]:
        try:
            if not worker.connection.poll():
                return None, "timeout"
            message = worker.connection.recv_bytes()
        except (EOFError, OSError):
            return None, "worker-died"
        worker.given.popleft()
        worker.since = time.monotonic()
        return pa.ipc.read_record_batch(pa.py_buffer(message), OUTPUT), None

    def _bury(
        self, worker: _Worker, death: str, lost: Callable[[Work, str], pa.RecordBatch | None]
    ) -> pa.RecordBatch | None:
        worker.kill()
        self._workers.remove(worker)
        culprit = worker.given.popleft()
        self._waiting.extendleft(reversed(worker.given))
        self._event(death, culprit.path)
        return lost(culprit, death)

    def _suspect(self, work: Work, death: str) -> pa.RecordBatch | None:
        if death == "timeout":  # another try would take as long
            return self._give_up(work, death)
        self._suspects.append(work)
        return None

    def _give_up(self, work: Work, death: str) -> pa.RecordBatch:
        if death == "timeout":
            text = f"The file took longer than {self._recipe.timeout:g} s. Raise --timeout, or split the file."
        else:
            text = "The file ended its process twice, once alone. It may need more memory than there is."
        return failed(work, self._recipe.fingerprint, death, text)

    def _start(self) -> _Worker:
        """A new worker. What workers are made from may itself have been ended by the system."""
        for _ in range(_ATTEMPTS):
            try:
                if self._starter is None:
                    self._starter = starter(self._recipe)
                return _Worker(*self._starter.start())
            except OSError:
                if self._starter is not None:
                    self._starter.close()
                    self._starter = None
        raise ArchiveError(
            f"The worker processes were ended {_ATTEMPTS} times while they started. Is there memory enough?"
        )

    def _stop_workers(self, keep: int) -> None:
        for worker in self._workers[keep:]:
            if worker.given:
                worker.kill()
            worker.connection.close()
        del self._workers[keep:]
