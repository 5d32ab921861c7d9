"""Zip files: every member is a document of its own, within bounds."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import PurePosixPath

from pipeline.errors import UnreadableDocument
from pipeline.sources.content import MEBIBYTE, Content, Failure, Member, Part
from pipeline.sources.package import Package

_TOTAL_FACTOR = 4
_IGNORED_FOLDERS = {"__MACOSX"}
_IGNORED_NAMES = {".DS_Store", "Thumbs.db", "desktop.ini"}


def read_zip(content: Content) -> Iterator[Part]:
    """Read a zip file: its members in file order.

    A member that cannot be unpacked becomes a failure; all of them together are bounded, so that
    a bomb ends as a failure.

    Raises:
        UnreadableDocument: ``damaged`` or ``empty``.
    """
    package = Package(content.data)
    names = [name for name in package.names() if not name.endswith("/") and not _ignored(name)]
    if not names:
        raise UnreadableDocument("empty", "The zip file holds no files.")
    options = content.options
    left = _TOTAL_FACTOR * options.max_bytes
    for name in names[: options.max_members]:
        path = member_name(name)
        try:
            data = package.read(name, min(options.max_bytes, max(left, 0)))
        except UnreadableDocument as error:
            yield Failure(f"{content.path}/{path}", "read", error.kind, str(error))
            continue
        left -= len(data)
        yield Member(path, data)
        if left <= 0:
            yield Failure(
                content.path, "read", "too-large",
                f"The zip file unpacks to more than {_TOTAL_FACTOR * options.max_bytes / MEBIBYTE:.0f} MiB; "
                "the rest was not read.",
            )
            return
    if len(names) > options.max_members:
        yield Failure(
            content.path, "read", "too-large",
            f"The zip file holds {len(names)} files; only the first {options.max_members} were read.",
        )


def _ignored(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return bool(parts) and (parts[0] in _IGNORED_FOLDERS or parts[-1] in _IGNORED_NAMES)


def member_name(name: str) -> str:
    """A member's name as a path below the archive; UTF-8 that the zip did not declare is mended.

    >>> member_name("../../etc/m├╢te.txt")
    'etc/möte.txt'
    """
    with contextlib.suppress(UnicodeError):
        name = name.encode("cp437").decode("utf-8")
    parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".", "..")]
    return "/".join(parts) or "member"
