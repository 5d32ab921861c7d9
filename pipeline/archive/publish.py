"""Making the tables of what is known, and putting them in the place of the old ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from pipeline.archive.compact import write_tables
from pipeline.archive.decide import content_hash
from pipeline.archive.model import Entry, Row
from pipeline.archive.store import Store
from pipeline.tables.schema import SCHEMA_VERSION, TABLES


@dataclass(frozen=True, slots=True)
class Published:
    """The manifest of the visible tables, and whether they had to be written."""

    manifest: dict[str, Any]
    written: bool


def publish(
    store: Store,
    live: Sequence[Entry],
    not_listed: Sequence[Row],
    fingerprint: str,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Published:
    """Write the tables, unless those that stand there say the same already.

    Args:
        store: where; the caller holds its lock.
        live: what goes into the tables, ordered by path.
        not_listed: failures of the listing.
        fingerprint: of rules, model and version.
        progress: called with files done and files in all.

    Raises:
        OSError: the disk is full or broken; the visible tables are the old ones, whole.
    """
    libraries = {name: version_of(name) for name in ("pyarrow", "spacy")}
    content = content_hash(live, not_listed, f"{SCHEMA_VERSION} {fingerprint} {libraries}")
    old = store.read_json("manifest.json")
    if old and old.get("content") == content and store.intact(old["files"]):
        return Published(old, written=False)
    parts = write_tables(
        store.read_unit,
        live,
        not_listed,
        store.staging(),
        {"kansli.version": version_of("kansli"), "kansli.fingerprint": fingerprint},
        lambda done: progress(done, len(live)),
    )
    manifest = {
        "schema_version": SCHEMA_VERSION,
        "version": version_of("kansli"),
        "fingerprint": fingerprint,
        "libraries": libraries,
        "content": content,
        "rows": {name: sum(part.rows for part in parts[name]) for name in TABLES},
        "files": {name: [asdict(part) for part in parts[name]] for name in TABLES},
        "not_listed": list(not_listed),
    }
    store.publish(manifest)
    return Published(manifest, written=True)


def version_of(name: str) -> str:
    """Version of an installed distribution, or ``unknown``."""
    try:
        return version(name)
    except PackageNotFoundError:
        return "unknown"
