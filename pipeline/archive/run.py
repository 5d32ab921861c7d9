"""A run: list, compare with what is known, read what is new, write the tables."""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipeline.archive import process
from pipeline.archive.batch import read_location, reference_hash
from pipeline.archive.compact import write_tables
from pipeline.archive.discover import Listing, in_shard, is_url, list_archive, selected
from pipeline.archive.model import Found, Loader, Progress, RunSummary, State, Work
from pipeline.archive.pool import Pool
from pipeline.archive.reference import read_metadata
from pipeline.archive.store import Store
from pipeline.errors import ArchiveError
from pipeline.tables.schema import SCHEMA_VERSION, TABLES

_UNIT_FILES = 64
_UNIT_BYTES = 16 << 20
_UNIT_SECONDS = 20.0

Engine = Callable[[Iterable[Work]], Iterator[pa.RecordBatch]]
Report = Callable[[Progress], None]


def run(
    archive: str | os.PathLike[str],
    out: str | os.PathLike[str],
    *,
    workers: int | None = None,
    include: Sequence[str] = (),
    exclude: Sequence[str] = (),
    limit: int | None = None,
    dry_run: bool = False,
    metadata: str | os.PathLike[str] | None = None,
    timeout: float = 120.0,
    full: bool = False,
    shard: tuple[int, int] | None = None,
    engine: str = "local",
    progress: Report | None = None,
    ocr: bool = False,
    loader: Loader | None = None,
    fingerprint: str | None = None,
) -> RunSummary:
    """Turn an archive folder into the tables of the contract, reading only what is new.

    Args:
        archive: folder (or file, or fsspec URL) with the documents; only ever read.
        out: folder (or URL) of the tables; its own earlier contents are what makes a run resume.
        workers: processes that read; default one for each core.
        include, exclude: shell globs over paths; see :func:`pipeline.archive.discover.selected`.
        limit: read at most so many files in this run; the rest wait for a later one.
        dry_run: only say what would be read.
        metadata: CSV file with a column ``source``; see :func:`read_metadata`.
        timeout: seconds a document may take before its worker is ended.
        full: forget earlier results and read everything again.
        shard: ``(i, n)``, i from 1: only the i-th of n parts of the archive.
        engine: ``local`` or ``spark``.
        progress: called with :class:`Progress` now and then.
        ocr: recognise pages without a text layer.
        loader, fingerprint: another interpreter than the package's own, and its identity.

    Raises:
        ArchiveError: the archive cannot be listed, the tables cannot be written, or another run
            is writing them.
    """
    plan = Plan(
        archive=archive,
        include=tuple(include),
        exclude=tuple(exclude),
        limit=limit,
        shard=_checked_shard(shard),
        full=full,
        fingerprint=fingerprint or process.fingerprint(ocr),
        metadata={} if metadata is None else read_metadata(Path(metadata)),
        report=progress or (lambda _: None),
    )
    chosen = loader or (process.load_with_ocr if ocr else process.load)
    read = _engine(engine, chosen, plan.fingerprint, workers, timeout)
    store = _open_store(out)
    if dry_run:
        return _Run(plan, store, read).dry()
    store.prepare()
    with store.lock():
        return _Run(plan, store, read).go()


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run was asked to do."""

    archive: str | os.PathLike[str]
    fingerprint: str
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    limit: int | None = None
    shard: tuple[int, int] | None = None
    full: bool = False
    metadata: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    report: Report = lambda _: None


@dataclass(slots=True)
class _Decision:
    """Which files are read and which are kept, and why."""

    listing: Listing
    wanted: list[Found]
    work: list[Work]
    kept: dict[str, tuple[State, str]]
    pending: int = 0
    changed: int = 0
    reprocessed: int = 0
    deleted: int = 0
    vanished: set[str] = field(default_factory=set)


class _Run:
    def __init__(self, plan: Plan, store: Store, read: Engine) -> None:
        self._plan, self._store, self._read = plan, store, read
        self._began = time.monotonic()
        self._known: dict[str, tuple[State, str]] = {}

    def dry(self) -> RunSummary:
        """What a run would do."""
        decision = self._decide()
        return self._summary(decision, {}, [], moved=0, dry_run=True)

    def go(self) -> RunSummary:
        """Do it. The caller holds the lock."""
        self._store.recover()
        decision = self._decide()
        fresh = self._read_files(decision)
        live = sorted([*decision.kept.values(), *fresh.values()], key=lambda entry: entry[0].path)
        manifest = self._write(decision, live)
        kept_for_later = self._dormant(decision, live)
        self._store.write_index([*live, *kept_for_later])
        used = {unit for _, unit in [*live, *kept_for_later]}
        self._store.drop_units([u for u in self._store.unit_names() if u not in used])
        moved = sum(1 for state, _ in fresh.values() if state.sha256 in decision.vanished)
        summary = self._summary(decision, manifest["rows"], list(fresh), moved)
        self._store.write_json("manifest.json", {**manifest, "last_run": _run_record(summary)})
        return summary

    def _decide(self) -> _Decision:
        plan = self._plan
        plan.report(Progress("list", 0, 0, 0, self._seconds()))
        listing = list_archive(plan.archive, None if is_url(plan.archive) else self._store.root)
        found = {f.path: f for f in listing.files}
        self._load_known(found)
        if not found and self._known and not listing.failures:
            raise ArchiveError(
                f"The archive {plan.archive} is empty, but documents of it are in the tables. Is the share "
                "connected? Use --full to start over with an empty archive."
            )
        wanted = [
            f
            for f in listing.files
            if selected(f.path, plan.include, plan.exclude) and in_shard(f.path, plan.shard)
        ]
        decision = _Decision(listing, wanted, [], {})
        vanished = [state for path, (state, _) in self._known.items() if path not in found]
        decision.deleted = len(vanished)
        decision.vanished = {state.sha256 for state in vanished if state.sha256}
        for file in wanted:
            self._decide_file(file, decision)
        if plan.limit is not None:
            decision.pending = max(0, len(decision.work) - plan.limit)
            decision.work = decision.work[: plan.limit]
        return decision

    def _decide_file(self, file: Found, decision: _Decision) -> None:
        metadata = self._plan.metadata.get(file.path, {})
        entry = self._known.get(file.path)
        if entry is not None:
            state, unit = entry
            if state.fingerprint != self._plan.fingerprint:
                decision.reprocessed += 1
            elif state.retry or state.reference != reference_hash(metadata):
                decision.changed += 1
            elif _same(state, file):
                decision.kept[file.path] = entry
                return
            elif _same_bytes(state, file):
                fresh = replace(state, stamp=file.stamp, settled=file.settled)
                decision.kept[file.path] = (fresh, unit)
                return
            else:
                decision.changed += 1
        decision.work.append(Work(file.path, file.location, metadata))

    def _load_known(self, found: Mapping[str, Found]) -> None:
        """The index, and units that a run committed before it was cut off."""
        if self._plan.full:
            return
        indexed = set()
        for state, unit in self._store.read_index():
            self._known[state.path] = (state, unit)
            indexed.add(unit)
        present = set(self._store.unit_names())
        for path, (_, unit) in list(self._known.items()):
            if unit not in present:
                del self._known[path]
        for unit in sorted(present - indexed):
            for state in self._store.unit_states(unit):
                file = found.get(state.path)
                current = file is not None and _same(state, file)
                if (state.path not in self._known or current) and not state.retry:
                    self._known[state.path] = (state, unit)

    def _read_files(self, decision: _Decision) -> dict[str, tuple[State, str]]:
        fresh: dict[str, tuple[State, str]] = {}
        buffer: list[pa.RecordBatch] = []
        size, since, began, failures = 0, time.monotonic(), time.monotonic(), 0
        total = len(decision.work)

        def commit() -> None:
            nonlocal size, since
            if buffer:
                unit, states = self._store.write_unit(buffer)
                fresh.update((state.path, (state, unit)) for state in states)
                buffer.clear()
            size, since = 0, time.monotonic()

        for done, result in enumerate(self._read(decision.work), 1):
            buffer.append(result)
            size += result.nbytes
            failures += "failures" in result.column("table").to_pylist()
            now = time.monotonic()
            if len(buffer) >= _UNIT_FILES or size >= _UNIT_BYTES or now - since >= _UNIT_SECONDS:
                commit()
            rate = done / (now - began) if now > began else 0.0
            left = (total - done) / rate if rate else None
            self._plan.report(Progress("read", done, total, failures, self._seconds(), rate, left))
        commit()
        return fresh

    def _write(self, decision: _Decision, live: list[tuple[State, str]]) -> dict[str, Any]:
        content = _content(live, decision.listing.failures)
        manifest = self._store.read_json("manifest.json")
        if manifest and manifest.get("content") == content and self._store.intact(manifest["files"]):
            return dict(manifest)
        identity = {"kansli.version": _version("kansli"), "kansli.fingerprint": self._plan.fingerprint}

        def report(done: int) -> None:
            self._plan.report(Progress("write", done, len(live), 0, self._seconds()))

        parts = write_tables(
            self._store.read_unit,
            live,
            decision.listing.failures,
            self._store.staging(),
            identity,
            report,
        )
        manifest = {
            "schema_version": SCHEMA_VERSION,
            "version": _version("kansli"),
            "fingerprint": self._plan.fingerprint,
            "libraries": {name: _version(name) for name in ("pyarrow", "spacy")},
            "content": content,
            "rows": {name: sum(p.rows for p in parts[name]) for name in TABLES},
            "files": {
                name: [
                    {"name": p.name, "rows": p.rows, "bytes": p.bytes, "sha256": p.sha256} for p in parts[name]
                ]
                for name in TABLES
            },
        }
        self._store.publish(manifest)
        return manifest

    def _dormant(self, decision: _Decision, live: list[tuple[State, str]]) -> list[tuple[State, str]]:
        """Results not in the tables now but worth keeping: of files outside this selection, and of
        files under folders that were closed to us this time.
        """
        here = {f.path for f in decision.listing.files}
        done = {state.path for state, _ in live} | {f.path for f in decision.wanted}
        closed = tuple(decision.listing.closed)
        return [
            entry
            for path, entry in sorted(self._known.items())
            if path not in done and (path in here or (closed and path.startswith(closed)))
        ]

    def _summary(
        self,
        decision: _Decision,
        rows: Mapping[str, int],
        read: list[str],
        moved: int,
        dry_run: bool = False,
    ) -> RunSummary:
        notes = []
        if decision.reprocessed:
            notes.append(f"{decision.reprocessed} files were read again: rules, model or version are new.")
        if decision.pending:
            notes.append(f"{decision.pending} files are left for a later run (limit).")
        return RunSummary(
            documents=rows.get("documents", 0),
            rows=dict(rows),
            failures=rows.get("failures", 0),
            read=len(decision.work) if dry_run else len(read),
            unchanged=len(decision.kept),
            changed=decision.changed,
            moved=moved,
            deleted=decision.deleted - min(moved, decision.deleted),
            pending=decision.pending,
            reprocessed=decision.reprocessed,
            seconds=round(self._seconds(), 3),
            dry_run=dry_run,
            notes=tuple(notes),
        )

    def _seconds(self) -> float:
        return time.monotonic() - self._began


def _same(state: State, file: Found) -> bool:
    return state.settled and state.size == file.size and state.stamp == file.stamp


def _same_bytes(state: State, file: Found) -> bool:
    """In doubt (same size, another or too young a stamp): compare the bytes."""
    if state.size != file.size or state.sha256 is None:
        return False
    try:
        return hashlib.sha256(read_location(file.location)).hexdigest() == state.sha256
    except OSError:
        return False


def _content(live: Iterable[tuple[State, str]], listing_failures: Iterable[Mapping[str, Any]]) -> str:
    """Hash of everything the tables depend on; equal hashes mean equal tables."""
    digest = hashlib.sha256(f"{_version('pyarrow')} {SCHEMA_VERSION}\n".encode())
    for state, unit in live:
        known = [state.path, state.sha256, state.reference, state.fingerprint, state.parts]
        digest.update(json.dumps([*known, unit if state.retry else ""]).encode())
    for row in listing_failures:
        digest.update(json.dumps(row, sort_keys=True).encode())
    return digest.hexdigest()


def _run_record(summary: RunSummary) -> dict[str, Any]:
    names = "documents failures read unchanged changed moved deleted pending reprocessed seconds"
    return {name: getattr(summary, name) for name in names.split()}


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "unknown"


def _checked_shard(shard: tuple[int, int] | None) -> tuple[int, int] | None:
    if shard is not None and not 1 <= shard[0] <= shard[1]:
        raise ArchiveError(f"There is no shard {shard[0]} of {shard[1]}. Give i/n with i from 1 to n.")
    return shard


def _open_store(out: str | os.PathLike[str]) -> Store:
    return Store(Path(out))


def _engine(name: str, loader: Loader, fingerprint: str, workers: int | None, timeout: float) -> Engine:
    if name != "local":
        raise ArchiveError(f"There is no engine {name}. Use local.")
    count = workers if workers is not None else usable_cores()
    if count < 1:
        raise ArchiveError(f"There must be at least one worker, not {count}.")

    def read(items: Iterable[Work]) -> Iterator[pa.RecordBatch]:
        pool = Pool(count, loader, fingerprint, timeout)
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
