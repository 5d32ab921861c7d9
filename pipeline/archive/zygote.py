"""The process that worker processes are made from.

It loads the pipeline once and then forks a worker whenever it is asked to: workers start in
milliseconds, share the memory of rules and registers, and a new one costs little when a document
has killed its predecessor. Where there is no fork, each worker is a process that loads for itself.
"""

from __future__ import annotations

import faulthandler
import gc
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from importlib import import_module
from multiprocessing import get_context
from multiprocessing.connection import Connection

import pyarrow as pa

from pipeline.archive.batch import INPUT, read_batches
from pipeline.archive.model import Interpreter, Loader
from pipeline.errors import ArchiveError

_COMMAND = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[3]);"
    "from pipeline.archive.zygote import main; main(int(sys.argv[1]), sys.argv[2])"
)
_GRACE_SECONDS = 15.0
# The pool uses the cores already: threads of the arithmetic libraries would only wait for each other.
_ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a worker needs to know: its interpreter's loader by name, and when to give up."""

    module: str
    function: str
    fingerprint: str
    timeout: float

    @classmethod
    def of(cls, loader: Loader, fingerprint: str, timeout: float) -> Recipe:
        """A recipe for a loader, which must be a function of a module.

        Raises:
            ArchiveError: it is a lambda or stands inside another function.
        """
        name = getattr(loader, "__qualname__", "<")
        if "<" in name or "." in name:
            raise ArchiveError(f"The loader {loader!r} must be a function of a module: workers import it.")
        return cls(loader.__module__, name, fingerprint, timeout)

    def load(self) -> Interpreter:
        """Make the interpreter."""
        interpreter: Interpreter = getattr(import_module(self.module), self.function)()
        return interpreter


class Zygote:
    """Starts worker processes (POSIX).

    Args:
        recipe: what the workers do.

    Raises:
        ArchiveError: the pipeline could not be loaded.
        OSError: the process ended without a word.
    """

    def __init__(self, recipe: Recipe) -> None:
        self._control, theirs = socket.socketpair()
        with theirs:
            arguments = [str(theirs.fileno()), json.dumps(asdict(recipe)), json.dumps(sys.path)]
            self._process = subprocess.Popen(
                [sys.executable, "-c", _COMMAND, *arguments],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                env={**_ONE_THREAD, **os.environ},
            )
        answer = self._control.recv(65536)
        if answer != b"ready":
            self.close()
            if not answer:
                raise OSError("the process that makes workers ended while it loaded")
            raise ArchiveError(f"The worker processes do not start: {answer.decode('utf-8', 'replace')}")

    def start(self) -> tuple[Connection, int]:
        """A new worker: the connection to it and its process id.

        Raises:
            OSError: the zygote itself is gone.
        """
        ours, theirs = socket.socketpair()
        with theirs:
            socket.send_fds(self._control, [b"w"], [theirs.fileno()])
        answer = self._control.recv(16)
        if not answer:
            ours.close()
            raise OSError("the process that makes workers is gone")
        return Connection(ours.detach()), int(answer)

    def close(self) -> None:
        """End the zygote; workers end when their connections do."""
        self._control.close()
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


class Spawner:
    """Starts worker processes where there is no fork: each loads the pipeline for itself."""

    def __init__(self, recipe: Recipe) -> None:
        self._recipe = recipe

    def start(self) -> tuple[Connection, int]:
        """A new worker: the connection to it and its process id."""
        context = get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=_spawned, args=(theirs, self._recipe), daemon=True)
        process.start()
        theirs.close()
        return ours, process.pid or 0

    def close(self) -> None:
        """Workers end when their connections do."""


def starter(recipe: Recipe) -> Zygote | Spawner:
    """The way to start workers on this system."""
    return Zygote(recipe) if hasattr(os, "fork") else Spawner(recipe)


def serve(connection: Connection, interpret: Interpreter, recipe: Recipe) -> None:
    """Answer each batch of work with a batch of results until the other end closes.

    A worker whose run was killed while it works on a document that never ends must not stay
    behind: it ends itself some time after the run would have ended it.
    """

    def incoming() -> Iterator[pa.RecordBatch]:
        while True:
            try:
                message = connection.recv_bytes()
            except (EOFError, OSError):
                return
            faulthandler.dump_traceback_later(recipe.timeout + _GRACE_SECONDS, exit=True)
            yield pa.ipc.read_record_batch(pa.py_buffer(message), INPUT)

    for result in read_batches(incoming(), interpret, recipe.fingerprint):
        faulthandler.cancel_dump_traceback_later()
        try:
            connection.send_bytes(result.serialize())
        except OSError:
            return


def main(descriptor: int, recipe_json: str) -> None:
    """Load, say so, and fork a worker for each request until the run closes its end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the run itself decides what an interrupt means
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # no zombies: the kernel reaps the workers
    recipe = Recipe(**json.loads(recipe_json))
    control = socket.socket(fileno=descriptor)
    try:
        interpret = recipe.load()
    except Exception as error:
        control.sendall(f"{type(error).__name__}: {error}".encode()[:60000])
        return
    gc.collect()
    gc.freeze()  # keeps the collector off what was loaded, so that workers go on sharing it
    with suppress(OSError):
        control.sendall(b"ready")
        while True:
            request, descriptors, _, _ = socket.recv_fds(control, 1, 1)
            if not request:
                return
            child = os.fork()
            if child == 0:
                _worker(control, descriptors[0], interpret, recipe)
            os.close(descriptors[0])
            control.sendall(str(child).encode())


def _worker(control: socket.socket, descriptor: int, interpret: Interpreter, recipe: Recipe) -> None:
    status = 1
    try:
        control.close()
        serve(Connection(descriptor), interpret, recipe)
        status = 0
    finally:
        os._exit(status)


def _spawned(connection: Connection, recipe: Recipe) -> None:
    serve(connection, recipe.load(), recipe)
