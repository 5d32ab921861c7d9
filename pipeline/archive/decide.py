"""What a run has to do: the archive as listed against what is known from earlier runs."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from pipeline.archive.batch import read_location, reference_hash
from pipeline.archive.discover import Listing, in_shard, selected
from pipeline.archive.model import Entry, Found, Progress, State, Work
from pipeline.archive.reference import reference_key
from pipeline.archive.store import Store

Report = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run was asked to do (see :func:`pipeline.archive.runner.run`)."""

    archive: str | os.PathLike[str]
    out: str | os.PathLike[str]
    fingerprint: str
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    limit: int | None = None
    shard: tuple[int, int] | None = None
    full: bool = False
    metadata: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    report: Report = lambda progress: None


@dataclass(slots=True)
class Decision:
    """Which files are read and which results are kept, and why.

    Attributes:
        listing: the archive.
        work: files to read: new and changed ones in order, then those tried before in vain, so
            that these do not use up a ``limit`` each time.
        kept: results of earlier runs that go into the tables.
        dormant: results that do not, but are worth keeping: of files outside this selection, and
            under folders that were closed to us this time.
        pending: files that ``limit`` leaves for later.
        changed, reprocessed: how many of ``work`` were known, with other bytes or metadata, or
            with other rules.
        vanished: hashes of files known before and gone now.
        unmatched: lines of the metadata file that name no file of the archive.
    """

    listing: Listing
    work: list[Work] = field(default_factory=list)
    kept: list[Entry] = field(default_factory=list)
    dormant: list[Entry] = field(default_factory=list)
    pending: int = 0
    changed: int = 0
    reprocessed: int = 0
    vanished: list[str | None] = field(default_factory=list)
    unmatched: int = 0


def load_known(store: Store, listing: Listing) -> dict[str, Entry]:
    """What is known of each file: the index, and units that a run committed before it was cut off."""
    known = {entry.state.path: entry for entry in store.read_index()}
    indexed = {entry.unit for entry in known.values()}
    present = set(store.unit_names())
    for path in [path for path, entry in known.items() if entry.unit not in present]:
        del known[path]
    if present <= indexed:
        return known
    found = {file.path: file for file in listing.files}
    for unit in sorted(present - indexed):
        for state in store.unit_states(unit):
            file = found.get(state.path)
            current = file is not None and _same(state, file)
            if state.path not in known or (current and not state.retry):
                known[state.path] = Entry(state, unit)
    return known


def decide(plan: Plan, listing: Listing, known: Mapping[str, Entry]) -> Decision:
    """Compare the listing with what is known."""
    decision = Decision(listing)
    present: set[str] = set()
    again: list[tuple[Work, Entry]] = []
    for file in listing.files:
        present.add(file.path)
        if selected(file.path, plan.include, plan.exclude) and in_shard(file.path, plan.shard):
            _decide_file(plan, file, known.get(file.path), decision, again)
        elif (entry := known.get(file.path)) is not None:
            decision.dormant.append(replace(entry, live=False))
    decision.unmatched = len(plan.metadata.keys() - {reference_key(path) for path in present})
    closed = tuple(listing.closed)
    for path, entry in known.items():
        if path in present:
            continue
        if closed and path.startswith(closed):
            decision.dormant.append(replace(entry, live=False))
        else:
            decision.vanished.append(entry.state.sha256)
    room = len(again) if plan.limit is None else max(0, plan.limit - len(decision.work))
    decision.work += [work for work, _ in again[:room]]
    decision.kept += [entry for _, entry in again[room:]]
    if plan.limit is not None:
        decision.pending = max(0, len(decision.work) - plan.limit)
        del decision.work[plan.limit :]
    return decision


def content_hash(live: Iterable[Entry], not_listed: Iterable[Mapping[str, object]], identity: str) -> str:
    """Hash of everything that the tables depend on: equal hashes mean equal tables."""
    digest = hashlib.sha256(identity.encode())
    for entry in live:
        state = entry.state
        known = (state.path, state.sha256, state.reference, state.fingerprint, state.parts)
        digest.update(repr((*known, entry.unit if state.retry else "")).encode())
    for row in not_listed:
        digest.update(repr(sorted(row.items())).encode())
    return digest.hexdigest()


def _decide_file(
    plan: Plan, file: Found, entry: Entry | None, decision: Decision, again: list[tuple[Work, Entry]]
) -> None:
    metadata = plan.metadata.get(reference_key(file.path), {})
    if entry is not None:
        state = entry.state
        if state.fingerprint != plan.fingerprint:
            decision.reprocessed += 1
        elif state.retry:
            again.append((Work(file.path, file.location, metadata), entry))
            return
        elif state.reference != reference_hash(metadata):
            decision.changed += 1
        elif _same(state, file):
            decision.kept.append(replace(entry, live=True))
            return
        elif _same_bytes(state, file):
            seen = replace(state, stamp=file.stamp, settled=file.settled)
            decision.kept.append(Entry(seen, entry.unit))
            return
        else:
            decision.changed += 1
    decision.work.append(Work(file.path, file.location, metadata))


def _same(state: State, file: Found) -> bool:
    return state.settled and state.size == file.size and state.stamp == file.stamp


def _same_bytes(state: State, file: Found) -> bool:
    """In doubt (same size, but another or too young a stamp): compare the bytes."""
    if state.size != file.size or state.sha256 is None:
        return False
    try:
        return hashlib.sha256(read_location(file.location)).hexdigest() == state.sha256
    except OSError:
        return False
