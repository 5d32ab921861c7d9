"""A run: list, compare with what is known, read what is new, write the tables."""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from pipeline.archive import process
from pipeline.archive.commit import Engine
from pipeline.archive.decide import Decision, Plan, Report, decide, load_known
from pipeline.archive.discover import list_archive
from pipeline.archive.engine import choose
from pipeline.archive.log import Log
from pipeline.archive.model import Entry, Loader, Progress, RunSummary
from pipeline.archive.publish import Published, publish
from pipeline.archive.reference import read_metadata
from pipeline.archive.store import Store, open_store, writing
from pipeline.errors import ArchiveError


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
        out: folder (or URL) of the tables; what stands there from earlier runs is continued.
        workers: processes that read; default one for each core.
        include, exclude: shell globs over paths; see :func:`pipeline.archive.discover.selected`.
        limit: read at most so many files in this run; the rest wait for a later one.
        dry_run: only say what would be read.
        metadata: CSV file with a column ``source``; see :func:`pipeline.archive.reference.read_metadata`.
        timeout: seconds a document may take before its worker is ended.
        full: forget earlier results and read everything again.
        shard: ``(i, n)``, i from 1: only the i-th of n parts of the archive.
        engine: ``local`` or ``spark``.
        progress: called with :class:`Progress` now and then.
        ocr: recognise pages without a text layer.
        loader, fingerprint: another interpreter than the package's own, and its identity.

    Raises:
        ArchiveError: the archive cannot be listed, the tables cannot be written (disk full too),
            or another run is writing them. Whatever was read before that is kept.
    """
    plan = Plan(
        archive=archive,
        out=out,
        include=tuple(include),
        exclude=tuple(exclude),
        limit=limit,
        shard=_checked_shard(shard),
        full=full,
        fingerprint=fingerprint or process.fingerprint(ocr),
        metadata={} if metadata is None else read_metadata(Path(metadata)),
        report=progress or (lambda _: None),
    )
    store = open_store(out)
    work = _Run(plan, store)
    if dry_run:
        return work.dry()
    chosen = loader or (process.load_with_ocr if ocr else process.load)
    with writing(store):
        work.go(lambda log: choose(engine, store, chosen, plan.fingerprint, workers, timeout, log))
    return work.summary()


class _Run:
    def __init__(self, plan: Plan, store: Store) -> None:
        self._plan, self._store = plan, store
        self._began = time.monotonic()
        self._decision: Decision | None = None
        self._fresh: dict[str, Entry] = {}
        self._published: Published | None = None
        self._dry = False

    def dry(self) -> RunSummary:
        """What a run would do."""
        self._dry = True
        self._decision = self._compare()
        return self.summary()

    def go(self, engine: Callable[[Log], Engine]) -> None:
        """Do it. The caller holds the lock."""
        plan, store = self._plan, self._store
        with Log(store) as log:
            if store.recover():
                log("recovered")
            self._decision = decision = self._compare()
            log("start", fingerprint=plan.fingerprint, read=len(decision.work), kept=len(decision.kept))
            self._read(decision, engine(log), log)
            live = sorted([*decision.kept, *self._fresh.values()], key=lambda entry: entry.state.path)
            self._published = publish(store, live, decision.listing.failures, plan.fingerprint, self._writing)
            store.write_index([*live, *decision.dormant])
            used = {entry.unit for entry in [*live, *decision.dormant]}
            store.drop_units([u for u in store.unit_names() if u not in used])
            summary = self.summary()
            record = {name: getattr(summary, name) for name in _RECORDED}
            store.write_json("manifest.json", {**self._published.manifest, "last_run": record})
            log("end", written=self._published.written, **record)

    def summary(self) -> RunSummary:
        """What was done."""
        decision, published = self._decision, self._published
        assert decision is not None
        rows: Mapping[str, int] = published.manifest["rows"] if published else {}
        gone = Counter(decision.vanished)
        moved = sum(1 for entry in self._fresh.values() if gone[entry.state.sha256])
        notes = []
        if not (decision.work or decision.kept or decision.pending):
            notes.append(_nothing_found(decision, self._plan))
        if decision.reprocessed:
            notes.append(f"{decision.reprocessed} files were read again: rules, model or version are new.")
        if decision.unmatched:
            notes.append(f"{decision.unmatched} lines of the metadata file name no file of the archive.")
        return RunSummary(
            documents=rows.get("documents", 0),
            rows=dict(rows),
            failures=rows.get("failures", 0),
            read=len(decision.work) if self._dry else len(self._fresh),
            unchanged=len(decision.kept),
            changed=decision.changed,
            moved=moved,
            deleted=max(0, len(decision.vanished) - moved),
            pending=decision.pending,
            reprocessed=decision.reprocessed,
            seconds=round(time.monotonic() - self._began, 3),
            dry_run=self._dry,
            notes=tuple(notes),
        )

    def _compare(self) -> Decision:
        plan = self._plan
        self._tell("list", 0, 0)
        listing = list_archive(plan.archive, plan.out)
        known = {} if plan.full else load_known(self._store, listing)
        if known and not listing.files and not listing.failures:
            raise ArchiveError(
                f"The archive {plan.archive} is empty, but documents of it are in the tables. Is the share "
                "connected? Use --full to start over with an empty archive."
            )
        return decide(plan, listing, known)

    def _read(self, decision: Decision, engine: Engine, log: Log) -> None:
        done, failed, total, began = 0, 0, len(decision.work), time.monotonic()

        def seen(files: int, failures: Sequence[dict[str, object]]) -> None:
            nonlocal done, failed
            done, failed = done + files, failed + len(failures)
            for failure in failures:
                log("failure", **failure)
            self._tell("read", done, total, failed, time.monotonic() - began)

        for commit in engine(decision.work, seen):
            self._fresh.update((state.path, Entry(state, commit.unit)) for state in commit.states)
            log("unit", unit=commit.unit, files=len(commit.states))

    def _writing(self, done: int, total: int) -> None:
        self._tell("write", done, total)

    def _tell(self, phase: str, done: int, total: int, failures: int = 0, spent: float = 0.0) -> None:
        rate = done / spent if spent > 0 else 0.0
        left = (total - done) / rate if rate else None
        seconds = time.monotonic() - self._began
        self._plan.report(Progress(phase, done, total, failures, seconds, rate, left))


_RECORDED = (
    *("documents", "failures", "read", "unchanged", "changed", "moved"),
    *("deleted", "pending", "reprocessed", "seconds"),
)


def _nothing_found(decision: Decision, plan: Plan) -> str:
    """Why a run found no file to read."""
    if not decision.listing.files:
        return f"{plan.archive} holds no files that could be documents."
    return "No file of the archive is in this selection: look at --include, --exclude and --shard."


def _checked_shard(shard: tuple[int, int] | None) -> tuple[int, int] | None:
    if shard is not None and not 1 <= shard[0] <= shard[1]:
        raise ArchiveError(f"There is no shard {shard[0]} of {shard[1]}. Give i/n with i from 1 to n.")
    return shard
