"""TABLES on a local or mounted disk."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

from pipeline.archive.store import JOURNAL, PRIVATE, STAGING, UNITS, Store, wanted
from pipeline.errors import ArchiveError
from pipeline.tables.schema import TABLES


class LocalStore(Store):
    """A folder. Nothing is made before :meth:`prepare`."""

    def __init__(self, root: Path) -> None:
        self.root = root.absolute()
        self.address = str(self.root)
        self._log: IO[str] | None = None

    def get(self, name: str) -> bytes | None:
        """The bytes of a file, or None."""
        try:
            return (self.root / name).read_bytes()
        except FileNotFoundError:
            return None

    def open(self, name: str) -> IO[bytes]:
        """A file as a stream."""
        return (self.root / name).open("rb")

    def put(self, name: str, data: bytes) -> None:
        """Write under another name, flush to the disk, rename."""
        path = self.root / name
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
        _flush_to_disk(path.parent)

    def delete(self, name: str) -> None:
        """Remove a file."""
        (self.root / name).unlink(missing_ok=True)

    def sizes(self, folder: str) -> dict[str, int]:
        """Names and sizes of the files in a folder."""
        try:
            with os.scandir(self.root / folder) as entries:
                return {e.name: e.stat().st_size for e in entries if not e.name.startswith((".", "_"))}
        except FileNotFoundError:
            return {}

    def prepare(self) -> None:
        """Make the folder, or see that it is one of ours."""
        try:
            private = self.root / PRIVATE
            if self.root.is_dir() and not private.is_dir() and any(self.root.iterdir()):
                raise ArchiveError(
                    f"{self.root} holds other files. Choose an empty or new folder for the tables."
                )
            (self.root / UNITS).mkdir(parents=True, exist_ok=True)
            (private / "log").mkdir(exist_ok=True)
        except OSError as error:
            raise ArchiveError(f"The tables cannot be written to {self.root}: {error.strerror}.") from error

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Hold the folder; the system lets go of it when the process ends, however it ends."""
        with (self.root / PRIVATE / "lock").open("a+b") as stream:
            if not _try_lock(stream):
                raise ArchiveError(
                    f"Another run is writing to {self.root}. Wait until it ends, or choose another folder."
                )
            self._remove_unfinished()
            yield

    def staging(self) -> Path:
        """An empty folder on the same disk as the tables."""
        folder = self.root / STAGING
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        return folder

    def clear_staging(self) -> None:
        """Remove tables that were not finished, unless they are being swapped in."""
        if not (self.root / JOURNAL).exists():
            shutil.rmtree(self.root / STAGING, ignore_errors=True)

    def publish(self, manifest: dict[str, Any]) -> None:
        """Swap each table's folder for the staged one, then the manifest."""
        staging = self.root / STAGING
        for folder in staging.iterdir():
            for file in folder.iterdir():
                _flush_to_disk(file)
            _flush_to_disk(folder)
        _flush_to_disk(staging)
        self.write_json(JOURNAL, manifest)
        self.recover()

    def recover(self) -> bool:
        """Finish a swap that was begun.

        File names hold a hash of the content, so a table whose names are those of the journal has
        been swapped already.
        """
        manifest = self.read_json(JOURNAL)
        if manifest is None:
            return False
        staging = self.root / STAGING
        for name in TABLES:
            if self.sizes(name) != wanted(manifest["files"][name]):
                _replace_folder(staging / name, self.root / name, self.root / PRIVATE / "replaced")
        _flush_to_disk(self.root)
        shutil.rmtree(staging, ignore_errors=True)
        self.write_json("manifest.json", manifest)
        self.delete(JOURNAL)
        return True

    def append_log(self, name: str, line: str) -> None:
        """Add a line to a log file, at once."""
        if self._log is None:
            self._log = (self.root / PRIVATE / "log" / name).open("a", encoding="utf-8")
        self._log.write(line)
        self._log.flush()

    def close_log(self) -> None:
        """Close the log file."""
        if self._log is not None:
            self._log.close()
            self._log = None

    def _remove_unfinished(self) -> None:
        """Files whose writing was cut off; only the holder of the lock writes, so they are nobody's."""
        for folder in (self.root, self.root / PRIVATE, self.root / UNITS):
            for file in folder.glob(".*.writing"):
                file.unlink(missing_ok=True)


def _try_lock(stream: IO[bytes]) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _flush_to_disk(path: Path) -> None:
    """fsync a file or, where the system can, a folder."""
    if sys.platform == "win32" and path.is_dir():
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        with suppress(OSError):  # some network shares cannot flush folders
            os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _replace_folder(new: Path, target: Path, old: Path) -> None:
    """Put ``new`` in the place of ``target``: in one step where the system can exchange two names,
    else in two, between which ``target`` is missing (never mixed).
    """
    shutil.rmtree(old, ignore_errors=True)
    if target.exists():
        if _exchange(new, target):
            return
        target.rename(old)
    new.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def _exchange(one: Path, other: Path) -> bool:
    """Swap two names in one step (Linux ``renameat2``); False where that is not to be had."""
    try:
        function = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):
        return False
    at_cwd, flag = -100, 2
    result: int = function(at_cwd, os.fsencode(one), at_cwd, os.fsencode(other), flag)
    return result == 0
