"""Read one file: from its path or bytes to documents and failures. Bad input never raises."""

from __future__ import annotations

import errno
import hashlib
import stat
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from pipeline.errors import UnreadableDocument
from pipeline.sources.content import (
    MEBIBYTE,
    Content,
    Draft,
    Failure,
    Member,
    ReadOptions,
    ReadResult,
)
from pipeline.sources.detect import detect
from pipeline.sources.encodings import REPLACEMENT
from pipeline.sources.model import Hint, Source
from pipeline.sources.split import split_meetings

MAX_DEPTH = 3
_ALL_TEXT = frozenset({"txt", "md", "tex", "typst"})  # formats in which nearly every byte is text
_MAX_BYTES_A_CHARACTER = 4
_OPTIONS = ReadOptions()


def read(
    path: Path | str,
    *,
    name: str | None = None,
    data: bytes | None = None,
    options: ReadOptions = _OPTIONS,
) -> ReadResult:
    """Read a file into documents.

    Args:
        path: the file; not opened when ``data`` is given.
        name: what to call it in ``Source.path`` and failures (path relative to the archive);
            defaults to ``path``.
        data: the bytes, when they do not lie in a file.
        options: limits, OCR, password.

    Returns:
        The documents in order and a failure for every part that could not be read. A file gives
        several documents when it is a zip file or an e-mail with attachments
        (``archive.zip/member.txt``) or holds several meetings (``minutes.pdf#2``).
        No exception is raised for bad input.
    """
    shown = printable(name if name is not None else str(path)).replace("\\", "/")
    try:
        content = Content(shown, data if data is not None else _load(Path(path), options), options)
    except UnreadableDocument as error:
        return ReadResult(failures=(Failure(shown, "read", error.kind, str(error)),))
    sources: list[Source] = []
    failures: list[Failure] = []
    for outcome in _read_content(content):
        if isinstance(outcome, Source):
            sources.append(outcome)
        else:
            failures.append(outcome)
    return ReadResult(tuple(sources), tuple(failures))


def printable(name: str) -> str:
    """A file name as text that can be stored: bytes that are no UTF-8 become U+FFFD."""
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return name


def _load(path: Path, options: ReadOptions) -> bytes:
    """The bytes of a file, within ``options.max_bytes``."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableDocument("unsupported", "This is not a file (a folder, pipe or device).")
        _check_size(status.st_size, options)
        with path.open("rb") as file:
            data = file.read(options.max_bytes + 1)
    except FileNotFoundError:
        raise UnreadableDocument("vanished", "The file is no longer there, or a link leads nowhere.") from None
    except PermissionError:
        raise UnreadableDocument("permission", "The file may not be read by this user.") from None
    except (OSError, ValueError) as error:
        if getattr(error, "errno", None) == errno.ELOOP:
            raise UnreadableDocument("vanished", "The link leads back to itself.") from None
        reason = getattr(error, "strerror", None) or "a name no file can have"
        raise UnreadableDocument("damaged", f"The file could not be read from the disk ({reason}).") from None
    _check_size(len(data), options)
    return data


def _check_size(size: int, options: ReadOptions) -> None:
    if size > options.max_bytes:
        raise UnreadableDocument(
            "too-large",
            f"The file is larger than {options.max_bytes / MEBIBYTE:.0f} MiB, the most that is read of one file.",
        )


def _too_long(options: ReadOptions) -> UnreadableDocument:
    return UnreadableDocument(
        "too-large",
        f"The text is longer than {options.max_characters:,} characters, the most that is read as one document. "
        "Split the file (in Python, sources.ReadOptions(max_characters=...) raises the limit).",
    )


def _read_content(content: Content) -> Iterator[Source | Failure]:
    """Documents and failures of one file and what is inside it."""
    digest = hashlib.sha256(content.data).hexdigest()
    try:
        _check_size(len(content.data), content.options)
        entry, warnings = detect(content.path, content.data)
        if entry.name in _ALL_TEXT and len(content.data) > _MAX_BYTES_A_CHARACTER * content.options.max_characters:
            raise _too_long(content.options)
        given = 0
        for part in entry.load()(content):
            if isinstance(part, Failure):
                yield part
            elif isinstance(part, Member):
                yield from _read_member(content, part)
            else:
                for draft in split_meetings(part) if content.options.split else [part]:
                    given += 1
                    if len(draft.text) > content.options.max_characters:
                        long = _too_long(content.options)
                        yield Failure(_numbered(content.path, given), "read", long.kind, str(long))
                        continue
                    yield _finish(draft.warn(*warnings), content.path, digest, entry.media_type, given)
    except UnreadableDocument as error:
        yield Failure(content.path, "read", error.kind, str(error))
    except (MemoryError, RecursionError):
        yield Failure(
            content.path, "read", "damaged",
            "The file is built so that it cannot be read: too deeply nested, or too large for the memory.",
        )
    except Exception as error:  # a reader met input its author did not foresee: a row, never a stop
        yield Failure(
            content.path, "read", "damaged",
            f"The program failed on this file ({type(error).__name__}: {printable(str(error))[:200]}). "
            "Report it with the file.",
        )


def _read_member(content: Content, member: Member) -> Iterator[Source | Failure]:
    path = f"{content.path}/{printable(member.name)}"
    if content.depth + 1 > MAX_DEPTH:
        yield Failure(path, "read", "unsupported", "Archives inside archives are read three levels deep.")
        return
    yield from _read_content(Content(path, member.data, content.options, content.depth + 1))


def _finish(draft: Draft, path: str, digest: str, media_type: str, number: int) -> Source:
    """The Source of a draft: NFC, hints in order, replacement characters counted.

    The second and later documents of one file get an own digest (of the file's digest and the
    suffix), because ``document_id`` is the key of every table.
    """
    text, offsets = _nfc(draft)
    hints = [
        Hint(offsets(hint.start), offsets(hint.end), hint.kind, hint.level, hint.value)
        for hint in draft.hints
        if hint.start < hint.end
    ]
    hints.sort(key=lambda hint: (hint.start, -hint.end))
    warnings = list(dict.fromkeys(draft.warnings))
    destroyed = text.count(REPLACEMENT)
    if destroyed:
        warnings.append(f"replacement-characters: {destroyed}")
    if number > 1:
        digest = hashlib.sha256(f"{digest}#{number}".encode()).hexdigest()
    return Source(
        path=_numbered(path, number),
        sha256=digest,
        media_type=media_type,
        text=text,
        page_starts=tuple(offsets(start) for start in draft.page_starts),
        hints=tuple(hints),
        metadata=draft.metadata,
        warnings=tuple(warnings),
    )


def _numbered(path: str, number: int) -> str:
    """Path of the document of this number (from 1) in a file."""
    return path if number == 1 else f"{path}#{number}"


class _Offsets:
    """Old offset to new offset, for the offsets that are in use."""

    def __init__(self, table: dict[int, int] | None = None) -> None:
        self._table = table

    def __call__(self, offset: int) -> int:
        return offset if self._table is None else self._table[offset]


def _nfc(draft: Draft) -> tuple[str, _Offsets]:
    """The text in NFC, and how its offsets moved (readers give NFC nearly always)."""
    if unicodedata.is_normalized("NFC", draft.text):
        return draft.text, _Offsets()
    used = {0, len(draft.text), *draft.page_starts}
    for hint in draft.hints:
        used.update((hint.start, hint.end))
    pieces: list[str] = []
    table: dict[int, int] = {}
    before, length = 0, 0
    for offset in sorted(used):
        piece = unicodedata.normalize("NFC", draft.text[before:offset])
        pieces.append(piece)
        length += len(piece)
        table[offset] = length
        before = offset
    return "".join(pieces), _Offsets(table)
