"""Archives and TABLES in object stores, through fsspec (extra ``cloud``).

Credentials and endpoints come from where fsspec and the stores' own libraries look for them
(environment, configuration files), never from a command line.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import tempfile
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import IO, Any

from pipeline.archive.discover import ignored
from pipeline.archive.model import Found
from pipeline.archive.store import JOURNAL, PRIVATE, STAGING, Store, wanted
from pipeline.errors import ArchiveError
from pipeline.tables.schema import TABLES

HEARTBEAT_SECONDS = 60.0
STALE_SECONDS = 300.0


def filesystem(url: str) -> tuple[Any, str]:
    """The fsspec file system of a URL and the path in it.

    Raises:
        ArchiveError: fsspec or the store's library is not installed, or the URL makes no sense.
    """
    try:
        import fsspec

        fs, path = fsspec.url_to_fs(url, use_listings_cache=False, skip_instance_cache=False)
    except ImportError as error:
        raise ArchiveError(f"For {url} install the extra: pip install 'kansli[cloud]' ({error}).") from error
    except ValueError as error:
        raise ArchiveError(f"{url} is no place that can be opened: {error}.") from error
    return fs, str(path).rstrip("/")


def list_remote(url: str, skip: str | None = None) -> list[Found]:
    """The files under a URL.

    Raises:
        ArchiveError: there is nothing there, or it may not be listed.
    """
    fs, root = filesystem(url)
    try:
        if not fs.exists(root):
            raise ArchiveError(f"The archive {url} is not there.")
        entries = fs.find(root, detail=True)
    except (OSError, PermissionError) as error:
        raise ArchiveError(f"The archive {url} cannot be listed: {error}.") from error
    skipped = None if skip is None else filesystem(skip)[1] + "/"
    out = []
    for name, info in entries.items():
        relative = name[len(root) :].strip("/") or root.rsplit("/", 1)[-1]
        if any(ignored(part) for part in relative.split("/")) or (skipped and f"{name}/".startswith(skipped)):
            continue
        location = str(fs.unstrip_protocol(name)).encode()
        out.append(Found(relative, location, int(info["size"] or 0), _stamp(info)))
    return out


def stat_remote(location: str) -> tuple[int, str, bool]:
    """Size and stamp of an object now; stores change both at once, so it is always settled."""
    fs, path = _opened(location)
    info = fs.info(path)
    return int(info["size"] or 0), _stamp(info), True


def read_remote(location: str) -> bytes:
    """The bytes of an object."""
    fs, path = _opened(location)
    return bytes(fs.cat_file(path))


def _opened(location: str) -> tuple[Any, str]:
    scheme, _, rest = location.partition("://")
    return _filesystem_of(f"{scheme}://{rest.partition('/')[0]}"), filesystem_path(location)


def filesystem_path(location: str) -> str:
    """The path of an object inside its file system (names may hold any character)."""
    scheme, _, rest = location.partition("://")
    return "/" + rest.lstrip("/") if scheme == "memory" else rest


@cache
def _filesystem_of(url: str) -> Any:
    return filesystem(url)[0]


def _stamp(info: dict[str, Any]) -> str:
    for key in ("ETag", "etag", "md5", "content_md5", "LastModified", "last_modified", "mtime", "created"):
        if info.get(key) is not None:
            return f"{key} {info[key]}"
    return ""


class RemoteStore(Store):
    """TABLES under a URL.

    An object store has no rename: while tables are replaced (moments: the new files lie ready in
    the store and are copied there) a reader may see old and new files of a table side by side.
    Who must be exact reads the files that ``manifest.json`` lists, which is written last but one.
    """

    def __init__(self, url: str) -> None:
        self.url = self.address = url.rstrip("/")
        self._fs, self._root = filesystem(self.url)
        self._temporary: Path | None = None
        self._log: tuple[str, list[str]] | None = None

    def get(self, name: str) -> bytes | None:
        """The bytes of an object, or None."""
        try:
            return bytes(self._fs.cat_file(self._path(name)))
        except FileNotFoundError:
            return None

    def open(self, name: str) -> IO[bytes]:
        """An object as a stream, read in pieces."""
        stream: IO[bytes] = self._fs.open(self._path(name), "rb")
        return stream

    def put(self, name: str, data: bytes) -> None:
        """Write an object: it appears when the last byte is there."""
        self._fs.pipe_file(self._path(name), data)

    def delete(self, name: str) -> None:
        """Remove an object."""
        with suppress(FileNotFoundError):
            self._fs.rm_file(self._path(name))

    def sizes(self, folder: str) -> dict[str, int]:
        """Names and sizes of the objects in a folder."""
        try:
            entries = self._fs.ls(self._path(folder), detail=True)
        except FileNotFoundError:
            return {}
        names = {e["name"].rstrip("/").rsplit("/", 1)[-1]: int(e["size"] or 0) for e in entries if e["type"] == "file"}
        return {name: size for name, size in names.items() if name and not name.startswith((".", "_"))}

    def prepare(self) -> None:
        """See that the place is empty or one of ours."""
        try:
            entries = self._fs.ls(self._root, detail=False)
        except FileNotFoundError:
            return
        except OSError as error:
            raise ArchiveError(f"The tables cannot be written to {self.url}: {error}.") from error
        names = {str(e).rstrip("/").rsplit("/", 1)[-1] for e in entries} - {self._root.rsplit("/", 1)[-1], ""}
        if names and PRIVATE not in names:
            raise ArchiveError(f"{self.url} holds other objects. Choose an empty or new place for the tables.")

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Hold the place by an object that is renewed while the run lives."""
        name, token = f"{PRIVATE}/lock", uuid.uuid4().hex
        held = self.read_json(name)
        if held is not None and time.time() - held["time"] < STALE_SECONDS:
            raise ArchiveError(
                f"Another run is writing to {self.url} (or ended less than {STALE_SECONDS / 60:.0f} minutes ago "
                "without saying so). Wait, or choose another place."
            )
        self.delete(name)
        if not self._create_lock(name, token):
            raise ArchiveError(f"Another run is writing to {self.url}. Wait, or choose another place.")
        ended = threading.Event()
        beat = threading.Thread(target=self._renew, args=(name, token, ended), daemon=True)
        beat.start()
        try:
            yield
        finally:
            ended.set()
            beat.join()
            self.delete(name)

    def staging(self) -> Path:
        """An empty folder on this machine."""
        self.clear_staging()
        self._temporary = Path(tempfile.mkdtemp(prefix="kansli-"))
        return self._temporary

    def clear_staging(self) -> None:
        """Remove the folder on this machine."""
        if self._temporary is not None:
            shutil.rmtree(self._temporary, ignore_errors=True)
            self._temporary = None

    def publish(self, manifest: dict[str, Any]) -> None:
        """Bring the files to the store, then copy them into place."""
        assert self._temporary is not None
        for name in TABLES:
            for file in sorted((self._temporary / name).iterdir()):
                self._fs.put_file(str(file), self._path(f"{STAGING}/{name}/{file.name}"))
        self.write_json(JOURNAL, manifest)
        self.recover()
        self.clear_staging()

    def recover(self) -> bool:
        """Finish a replacement that was begun."""
        manifest = self.read_json(JOURNAL)
        if manifest is None:
            return False
        for name in TABLES:
            files = wanted(manifest["files"][name])
            there = self.sizes(name)
            for file, size in files.items():
                if there.get(file) != size:
                    source, target = f"{STAGING}/{name}/{file}", f"{name}/{file}"
                    self._fs.cp_file(self._path(source), self._path(target))
            for file in there.keys() - files.keys():
                self.delete(f"{name}/{file}")
        self.write_json("manifest.json", manifest)
        with suppress(FileNotFoundError):
            self._fs.rm(self._path(STAGING), recursive=True)
        self.delete(JOURNAL)
        return True

    def append_log(self, name: str, line: str) -> None:
        """Keep a line until the log is written: objects cannot be added to."""
        if self._log is None:
            self._log = (name, [])
        self._log[1].append(line)

    def close_log(self) -> None:
        """Write the log."""
        if self._log is not None:
            name, lines = self._log
            self._log = None
            self.put(f"{PRIVATE}/log/{name}", "".join(lines).encode())

    def _path(self, name: str) -> str:
        return f"{self._root}/{name}"

    def _claim(self, token: str) -> bytes:
        claim = {"token": token, "time": time.time(), "host": socket.gethostname(), "pid": os.getpid()}
        return json.dumps(claim).encode()

    def _create_lock(self, name: str, token: str) -> bool:
        """Write the lock only if there is none; where a store cannot do that, write and look again."""
        try:
            self._fs.pipe_file(self._path(name), self._claim(token), mode="create")
        except FileExistsError:
            return False
        except (TypeError, ValueError, NotImplementedError):
            self.put(name, self._claim(token))
        held = self.read_json(name)
        return held is not None and held["token"] == token

    def _renew(self, name: str, token: str, ended: threading.Event) -> None:
        while not ended.wait(HEARTBEAT_SECONDS):
            with suppress(OSError):
                self.put(name, self._claim(token))
