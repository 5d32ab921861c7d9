"""Tables of shards into tables of the whole."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence

from pipeline.archive.model import Entry, Row, RunSummary
from pipeline.archive.publish import publish
from pipeline.archive.store import UNITS, open_store, writing
from pipeline.errors import ArchiveError


def merge(
    shards: Sequence[str | os.PathLike[str]],
    out: str | os.PathLike[str],
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> RunSummary:
    """Make one set of tables of those that runs with ``shard`` wrote: the same, byte for byte, as a
    run without shards would have written. A later run may continue ``out``.

    Args:
        shards: the folders (or URLs) of the shards' tables.
        out: where the whole goes; replaced if it holds tables.
        progress: called with files done and files in all.

    Raises:
        ArchiveError: a shard is missing or unfinished, was read with other rules than the others,
            or two of them hold the same file.
    """
    began = time.monotonic()
    target = open_store(out)
    live: dict[str, Entry] = {}
    failures: dict[tuple[str, str], Row] = {}
    fingerprints: dict[str, str] = {}
    with writing(target):
        target.recover()
        for place in shards:
            name = os.fspath(place)
            store = open_store(place)
            manifest = store.read_json("manifest.json")
            if manifest is None or "last_run" not in manifest:
                raise ArchiveError(f"{name} holds no tables of a finished run.")
            fingerprints[manifest["fingerprint"]] = name
            if len(fingerprints) > 1:
                raise ArchiveError(
                    f"{' and '.join(fingerprints.values())} were read with different rules or versions. "
                    "Run the older one again."
                )
            failures.update(((row["source"], row["error"]), row) for row in manifest["not_listed"])
            entries = [entry for entry in store.read_index() if entry.live]
            for entry in entries:
                if live.setdefault(entry.state.path, entry) is not entry:
                    raise ArchiveError(f"{entry.state.path} stands in two shards. Give each shard once.")
            for unit in sorted({entry.unit for entry in entries}):
                data = store.get(f"{UNITS}/{unit}")
                if data is None:
                    raise ArchiveError(f"{name} lacks the unit {unit}. Run that shard again.")
                target.put(f"{UNITS}/{unit}", data)
        whole = [live[path] for path in sorted(live)]
        not_listed = [failures[key] for key in sorted(failures)]
        published = publish(target, whole, not_listed, next(iter(fingerprints), ""), progress)
        target.write_index(whole)
        used = {entry.unit for entry in whole}
        target.drop_units([unit for unit in target.unit_names() if unit not in used])
        rows = published.manifest["rows"]
        seconds = round(time.monotonic() - began, 3)
        summary = RunSummary(
            documents=rows["documents"],
            rows=dict(rows),
            failures=rows["failures"],
            read=0,
            unchanged=len(whole),
            changed=0,
            moved=0,
            deleted=0,
            pending=0,
            reprocessed=0,
            seconds=seconds,
        )
        target.write_json(
            "manifest.json", {**published.manifest, "last_run": {"merged": len(shards), "seconds": seconds}}
        )
    return summary
