"""Records of a run: what is found, what is read, what is reported."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Found:
    """A file of the archive as the listing shows it.

    Attributes:
        path: relative to the archive, ``/`` separated; bytes that are not UTF-8 are written
            ``%E5`` so that tables can hold them.
        location: what opens it: an absolute path (``os.fsencode``) or a URL, as bytes.
        size: bytes.
        stamp: what changes when the file does: modification time in ns, or an object store's etag.
        settled: False where the file is so young that it may change again within one stamp.
    """

    path: str
    location: bytes
    size: int
    stamp: str
    settled: bool = True


@dataclass(frozen=True, slots=True)
class Work:
    """A file to read, with what the user's metadata file says of it."""

    path: str
    location: bytes
    metadata: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Interpretation:
    """What became of one file's bytes: rows by table for each part, and rows of ``failures``."""

    parts: Sequence[Mapping[str, list[Row]]]
    failures: Sequence[Row] = ()


Interpreter = Callable[[str, bytes, Mapping[str, str]], Interpretation]
"""Name, bytes, metadata -> interpretation. May raise; the run records it."""

Loader = Callable[[], Interpreter]
"""Makes an interpreter in a worker process; a module-level function, so that it can be pickled."""


@dataclass(frozen=True, slots=True)
class State:
    """What is known of a file that has been read (one line of the index).

    Attributes:
        path: of the file, relative to the archive.
        size, stamp, settled: of the file when it was read (see :class:`Found`).
        sha256: of the bytes that were read; None where they could not be.
        reference: hash of the user's metadata for the file.
        fingerprint: of the rules, model and version that read it.
        parts: (source, document_id) of each document in it.
        retry: True where the failure may heal without a change of the file.
    """

    path: str
    size: int
    stamp: str
    settled: bool
    sha256: str | None
    reference: str
    fingerprint: str
    parts: tuple[tuple[str, str], ...] = ()
    retry: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the index: a file's state, the unit that holds its rows, and whether they are in
    the tables (``live``) or only kept for later.
    """

    state: State
    unit: str
    live: bool = True


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a run stands; given to the caller's ``progress`` function.

    Attributes:
        phase: ``list``, ``read`` or ``write``.
        done, total: files read so far and to read (documents, when writing).
        failures: files with a failure so far.
        seconds: since the run began.
        rate: files a second in this phase; 0.0 while unknown.
        remaining: seconds left in this phase, or None while unknown.
    """

    phase: str
    done: int
    total: int
    failures: int
    seconds: float
    rate: float = 0.0
    remaining: float | None = None


@dataclass(frozen=True, slots=True)
class RunSummary:
    """What a run did and what the tables now hold.

    Attributes:
        documents: rows of ``documents``.
        rows: rows by table.
        failures: rows of ``failures``.
        read: files read in this run.
        unchanged: files whose rows were kept from an earlier run.
        changed, moved, deleted: of the files known before, by comparison with the archive.
        pending: files that ``limit`` left for a later run.
        reprocessed: files read again only because rules, model or version are new.
        seconds: of this run.
        dry_run: True where nothing was read or written: ``read`` then says what would be.
        notes: sentences for the person who runs it.
    """

    documents: int
    rows: Mapping[str, int]
    failures: int
    read: int
    unchanged: int
    changed: int
    moved: int
    deleted: int
    pending: int
    reprocessed: int
    seconds: float
    dry_run: bool = False
    notes: tuple[str, ...] = ()

    @property
    def exit_status(self) -> int:
        """0 when every file was read, 1 when the tables are complete but ``failures`` has rows."""
        return 1 if self.failures else 0
