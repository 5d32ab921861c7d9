"""Listing the archive: every regular file, in a fixed order, with what tells that it changed."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path

from pipeline.archive.batch import is_settled
from pipeline.archive.model import Found, Row
from pipeline.errors import ArchiveError

IGNORED_NAMES = frozenset({"thumbs.db", "desktop.ini"})
IGNORED_PREFIXES = (".", "~$", "_kansli")
_UNSHOWABLE = re.compile(r"[\udc80-\udcff\\]")


@dataclass(slots=True)
class Listing:
    """The files found, ordered by path, rows for ``failures``, and folders that were closed to us."""

    files: list[Found] = field(default_factory=list)
    failures: list[Row] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)


def list_archive(
    archive: str | os.PathLike[str], skip: str | os.PathLike[str] | None = None
) -> Listing:
    """List an archive folder (or a single file), recursively.

    Hidden files, office lock files (``~$...``) and system files are no documents and are left
    out. Links are followed; a link back to a folder that it stands in is not. What cannot be
    listed becomes a row of ``failures``.

    Args:
        archive: folder, file, or URL of a folder (``s3://...``; needs the extra ``cloud``).
        skip: folder to leave out: the tables, where they stand inside the archive.

    Raises:
        ArchiveError: the archive itself is not there or cannot be listed.
    """
    listing = Listing()
    if is_url(archive):
        from pipeline.archive.remote import list_remote

        outside = os.fspath(skip) if skip is not None and is_url(skip) else None
        listing.files.extend(list_remote(os.fspath(archive), outside))
    else:
        root = Path(local_path(archive))
        try:
            if root.is_file():
                _add_file(listing, os.path.abspath(root), root.name)  # noqa: PTH100
            else:
                _walk(listing, os.path.abspath(root), None if skip is None or is_url(skip) else local_path(skip))  # noqa: PTH100
        except OSError as error:
            raise ArchiveError(f"The archive {root} cannot be listed: {error.strerror}.") from error
    listing.files.sort(key=lambda f: (f.path, f.location))
    _part_namesakes(listing)
    listing.failures.sort(key=lambda row: (row["source"], row["error"]))
    return listing


def is_url(place: str | os.PathLike[str]) -> bool:
    """Whether a place is elsewhere than on this machine (``file://`` is here)."""
    return "://" in os.fspath(place) and not os.fspath(place).startswith("file://")


def local_path(place: str | os.PathLike[str]) -> str:
    """A path of this machine, from a path or a ``file://`` URL."""
    return os.fspath(place).removeprefix("file://")


def selected(path: str, include: Sequence[str], exclude: Sequence[str]) -> bool:
    """Whether a path is wanted. Patterns are shell globs, matched without regard to case against
    the whole path and against the file name; ``*`` matches ``/`` too.
    """
    names = (path.casefold(), path.rsplit("/", 1)[-1].casefold())

    def matches(patterns: Sequence[str]) -> bool:
        return any(fnmatchcase(name, p.casefold()) for p in patterns for name in names)

    return (not include or matches(include)) and not matches(exclude)


def in_shard(path: str, shard: tuple[int, int] | None) -> bool:
    """Whether a path belongs to shard ``(i, n)``, i from 1; stable while the archive grows."""
    if shard is None:
        return True
    index, count = shard
    return int.from_bytes(hashlib.sha256(path.encode()).digest()[:8]) % count == index - 1


def display(name: str) -> str:
    """A file name as text that tables can hold and that stays its own: bytes that are no UTF-8
    become ``%E5``, a backslash ``%5C``.
    """
    if name.isascii() and "\\" not in name:
        return name
    return _UNSHOWABLE.sub(lambda m: f"%{ord(m[0]) & 0xFF:02X}", name)


def ignored(name: str) -> bool:
    """Whether a file or folder name is one that never is a document."""
    return name.startswith(IGNORED_PREFIXES) or name.casefold() in IGNORED_NAMES


def _walk(listing: Listing, root: str, skip: str | None) -> None:
    skipped = os.path.realpath(skip) if skip else None
    top = os.stat(root)  # noqa: PTH116
    pending: list[tuple[str, str, frozenset[tuple[int, int]]]] = [
        (root, "", frozenset({(top.st_dev, top.st_ino)}))
    ]
    while pending:
        folder, prefix, above = pending.pop()
        try:
            entries = list(_entries(folder))
        except OSError as error:
            if not prefix:
                raise
            listing.closed.append(prefix)
            listing.failures.append(_failure(prefix.rstrip("/"), error, "folder"))
            continue
        for entry in entries:
            if ignored(entry.name):
                continue
            relative = prefix + display(entry.name)
            try:
                if not entry.is_dir():
                    _add_file(listing, entry.path, relative)
                    continue
                status = entry.stat()
            except OSError as error:
                listing.failures.append(_failure(relative, error, "file"))
                continue
            identity = (status.st_dev, status.st_ino)
            if identity in above or (skipped and os.path.realpath(entry.path) == skipped):
                continue
            pending.append((entry.path, relative + "/", above | {identity}))


def _part_namesakes(listing: Listing) -> None:
    """Two names that show alike (one of them undecodable) must not hide each other."""
    unique: list[Found] = []
    for file in listing.files:
        if unique and unique[-1].path == file.path:
            message = "The name cannot be told from another file's in the same folder. Rename one of them."
            row = {"document_id": None, "source": file.path, "stage": "discover", "error": "namesake"}
            listing.failures.append({**row, "message": message})
        else:
            unique.append(file)
    listing.files[:] = unique


def _entries(folder: str) -> Iterator[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        yield from entries


def _add_file(listing: Listing, path: str, relative: str) -> None:
    status = os.stat(path)  # noqa: PTH116
    if not stat.S_ISREG(status.st_mode):
        return  # pipes, sockets and devices: opening one may wait for ever
    listing.files.append(
        Found(
            relative,
            os.fsencode(path),
            status.st_size,
            str(status.st_mtime_ns),
            settled=is_settled(status.st_mtime_ns),
        )
    )


def _failure(source: str, error: OSError, kind: str) -> Row:
    if isinstance(error, FileNotFoundError):
        name, text = "vanished", "is a link to something that does not exist. Remove or mend the link."
    elif isinstance(error, PermissionError):
        name, text = "permission", "may not be opened by this user. Ask for read permission."
    elif error.errno == errno.ELOOP:
        name, text = "unlistable", "is a link that leads back to itself. Remove or mend the link."
    else:
        name, text = "unlistable", f"cannot be listed: {error.strerror}. Check the disk or share."
    return {
        "document_id": None,
        "source": source,
        "stage": "discover",
        "error": name,
        "message": f"The {kind} {text}",
    }
