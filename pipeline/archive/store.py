"""The folder of a run on a local disk: what is kept, and how it becomes visible.

    TABLES/
      decisions/part-00000-1f3b....parquet   what analysts read; every table has such a folder
      manifest.json                          versions, counts, files, durations
      _kansli/                               the run's own; readers of Parquet skip "_" names
        lock                                 held while a run works
        index.parquet                        the state of every file known, and its unit
        units/HASH.arrow                     results of files, as read: never changed, only added
        staging/                             new tables being written
        journal.json                         present only while new tables are being swapped in
        log/TIME.jsonl                       what runs did, without personal data

Results are committed as *units*: a unit is written under a temporary name, flushed to the disk
and renamed to the hash of its bytes. The tables are made of the units alone, so whatever moment a
run ends at, the next one continues from the units that were committed.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path
from typing import IO, Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.archive.batch import OUTPUT, STATE, state_from_json, state_to_json
from pipeline.archive.model import Entry, State
from pipeline.errors import ArchiveError
from pipeline.tables.schema import TABLES

PRIVATE = "_kansli"
INDEX = pa.schema(
    [
        ("path", pa.string()),
        ("size", pa.int64()),
        ("stamp", pa.string()),
        ("settled", pa.bool_()),
        ("sha256", pa.string()),
        ("reference", pa.string()),
        ("fingerprint", pa.string()),
        ("parts", pa.list_(pa.list_(pa.string()))),
        ("retry", pa.bool_()),
        ("unit", pa.string()),
        ("live", pa.bool_()),
    ]
)


def batched(items: Iterable[Any], size: int) -> Iterator[list[Any]]:
    """The items in lists of at most ``size``."""
    iterator = iter(items)
    while chunk := list(islice(iterator, size)):
        yield chunk


class Store:
    """TABLES on a local (or mounted) disk; nothing is made before :meth:`prepare`."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.private = root / PRIVATE
        self._units = self.private / "units"
        self._log: IO[str] | None = None

    @property
    def place(self) -> Path | None:
        """The folder, where it is one of this machine."""
        return self.root

    def prepare(self) -> None:
        """Make the folder, or see that it is one of ours.

        Raises:
            ArchiveError: it cannot be made, or is a folder of something else.
        """
        root = self.root
        try:
            if root.is_dir() and not self.private.is_dir() and any(root.iterdir()):
                raise ArchiveError(
                    f"{root} holds other files. Choose an empty or new folder for the tables."
                )
            self._units.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ArchiveError(f"The tables cannot be written to {root}: {error.strerror}.") from error

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Hold TABLES for one run; the kernel lets go of it when the process ends, however it ends.

        Raises:
            ArchiveError: another run holds it.
        """
        import fcntl

        with (self.private / "lock").open("a+") as stream:
            try:
                fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise ArchiveError(
                    f"Another run is writing to {self.root}. Wait until it ends, or choose another folder."
                ) from error
            yield

    # -- small files -------------------------------------------------------------------------

    def read_json(self, name: str) -> Any:
        """A JSON file under TABLES, or None where there is none."""
        try:
            return json.loads((self.root / name).read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None

    def write_json(self, name: str, value: object) -> None:
        """Replace a JSON file so that a reader sees the old or the new one, whole."""
        data = json.dumps(value, ensure_ascii=False, indent=1).encode()
        write_atomically(self.root / name, data)

    def read_index(self) -> list[Entry]:
        """The state of every file known at the end of the last run, with its unit."""
        try:
            table = pq.read_table(self.private / "index.parquet", partitioning=None)
        except FileNotFoundError:
            return []
        return [
            Entry(unit=row.pop("unit"), live=row.pop("live"), state=state_from_json(row))
            for batch in table.to_batches(max_chunksize=10_000)
            for row in batch.to_pylist()
        ]

    def write_index(self, entries: Iterable[Entry]) -> None:
        """Replace the index."""
        sink = pa.BufferOutputStream()
        with pq.ParquetWriter(sink, INDEX, compression="zstd") as writer:
            for chunk in batched(entries, 10_000):
                rows = [{**state_to_json(e.state), "unit": e.unit, "live": e.live} for e in chunk]
                writer.write_batch(pa.RecordBatch.from_pylist(rows, schema=INDEX))
        write_atomically(self.private / "index.parquet", sink.getvalue().to_pybytes())

    def append_log(self, name: str, line: str) -> None:
        """Add a line to a log file."""
        if self._log is None:
            folder = self.private / "log"
            folder.mkdir(exist_ok=True)
            self._log = (folder / name).open("a", encoding="utf-8")
        self._log.write(line)
        self._log.flush()

    def close_log(self) -> None:
        """Close the log file."""
        if self._log is not None:
            self._log.close()
            self._log = None

    # -- units -------------------------------------------------------------------------------

    def unit_names(self) -> list[str]:
        """Names of the committed units."""
        return sorted(p.name for p in self._units.glob("*.arrow"))

    def write_unit(self, results: Sequence[pa.RecordBatch]) -> tuple[str, list[State]]:
        """Commit the results of some files; returns the unit's name and the files' states."""
        data, states = pack_unit(results)
        name = unit_name(data)
        write_atomically(self._units / name, data)
        return name, states

    def unit_states(self, name: str) -> list[State]:
        """The states of the files in a unit, without reading their rows."""
        with pa.memory_map(str(self._units / name)) as stream:
            return states_of(pa.ipc.open_file(stream).schema)

    def read_unit(self, name: str) -> pa.RecordBatch:
        """The rows of a unit: a batch of OUTPUT without the states."""
        with pa.memory_map(str(self._units / name)) as stream:
            return pa.ipc.open_file(stream).get_batch(0)

    def drop_units(self, names: Sequence[str]) -> None:
        """Delete units that no file's state refers to any more."""
        for name in names:
            (self._units / name).unlink(missing_ok=True)

    # -- the visible tables -------------------------------------------------------------------

    def staging(self) -> Path:
        """An empty folder for new tables."""
        folder = self.private / "staging"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        return folder

    def clear_staging(self) -> None:
        """Give back the space of tables that were not finished (unless they are being swapped in)."""
        if not (self.private / "journal.json").exists():
            shutil.rmtree(self.private / "staging", ignore_errors=True)

    def intact(self, files: dict[str, list[dict[str, Any]]]) -> bool:
        """Whether the visible tables are the files that the manifest lists."""
        return all(
            self._listed(name) == {f["name"]: f["bytes"] for f in files.get(name, [])} for name in TABLES
        )

    def publish(self, manifest: dict[str, Any]) -> None:
        """Make the staged tables visible, one after the other, then the manifest.

        A crash in the middle leaves the journal, and :meth:`recover` does the rest.
        """
        staging = self.private / "staging"
        for folder in [*staging.iterdir(), staging]:
            for file in folder.iterdir():
                if file.is_file():
                    flush_to_disk(file)
            flush_to_disk(folder)
        self.write_json(f"{PRIVATE}/journal.json", manifest)
        self.recover()

    def recover(self) -> bool:
        """Finish a swap that was begun; returns whether there was one."""
        manifest = self.read_json(f"{PRIVATE}/journal.json")
        if manifest is None:
            return False
        staging = self.private / "staging"
        for name in TABLES:
            wanted = {f["name"]: f["bytes"] for f in manifest["files"][name]}
            if self._listed(name) != wanted:
                replace_folder(staging / name, self.root / name, self.private / "replaced")
        flush_to_disk(self.root)
        shutil.rmtree(staging, ignore_errors=True)
        self.write_json("manifest.json", manifest)
        (self.private / "journal.json").unlink()
        flush_to_disk(self.private)
        return True

    def _listed(self, table: str) -> dict[str, int]:
        folder = self.root / table
        if not folder.is_dir():
            return {}
        return {p.name: p.stat().st_size for p in folder.iterdir() if not p.name.startswith((".", "_"))}


def pack_unit(results: Sequence[pa.RecordBatch]) -> tuple[bytes, list[State]]:
    """Results of files as the bytes of one Arrow file, states in its metadata."""
    table = pa.Table.from_batches(results, schema=OUTPUT).combine_chunks()
    is_state = pc.equal(table["table"], STATE)
    states = [json.loads(text) for text in table.filter(is_state)["rows"].to_pylist()]
    table = table.filter(pc.invert(is_state)).combine_chunks()
    schema = OUTPUT.with_metadata({"states": json.dumps(states, ensure_ascii=False)})
    sink = pa.BufferOutputStream()
    options = pa.ipc.IpcWriteOptions(compression="zstd")
    with pa.ipc.new_file(sink, schema, options=options) as writer:
        batches = table.to_batches()
        writer.write_batch(
            batches[0].replace_schema_metadata(schema.metadata)
            if batches
            else pa.RecordBatch.from_pylist([], schema=schema)
        )
    return sink.getvalue().to_pybytes(), [state_from_json(s) for s in states]


def states_of(schema: pa.Schema) -> list[State]:
    """States kept in the metadata of a unit's schema."""
    return [state_from_json(s) for s in json.loads(schema.metadata[b"states"])]


def unit_name(data: bytes) -> str:
    """A unit's file name: the hash of what it holds."""
    return hashlib.sha256(data).hexdigest()[:32] + ".arrow"


def write_atomically(path: Path, data: bytes) -> None:
    """Write a file that is either there whole and on the disk, or not there."""
    temporary = path.with_name(f".{path.name}.writing")
    try:
        with temporary.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
    flush_to_disk(path.parent)


def flush_to_disk(path: Path) -> None:
    """fsync a file or (where the system can) a folder."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        with suppress(OSError):  # some network shares cannot flush folders
            os.fsync(descriptor)
    finally:
        os.close(descriptor)


def replace_folder(new: Path, target: Path, old: Path) -> None:
    """Put ``new`` in the place of ``target``: in one step where the system can exchange two names,
    else in two, between which ``target`` is missing (never mixed).
    """
    shutil.rmtree(old, ignore_errors=True)
    if target.exists():
        if exchange(new, target):
            return
        target.rename(old)
    new.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def exchange(one: Path, other: Path) -> bool:
    """Swap two names in one step (Linux ``renameat2``); False where that is not to be had."""
    import ctypes

    try:
        function = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError):
        return False
    at_cwd, flag = -100, 2
    result: int = function(at_cwd, os.fsencode(one), at_cwd, os.fsencode(other), flag)
    return result == 0


def open_store(out: str | os.PathLike[str]) -> Store:
    """The store of a folder or URL."""
    return Store(Path(out))
