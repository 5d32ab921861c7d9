"""The user's metadata file: what is known of each file beside its text."""

from __future__ import annotations

import csv
import datetime as dt
import io
import unicodedata
from collections.abc import Mapping
from pathlib import Path

from pipeline.errors import ArchiveError


def read_metadata(path: str | Path | None) -> Mapping[str, Mapping[str, str]]:
    """Read a CSV file with a column ``source`` and any others (``body``, ``meeting_date`` ...).

    Comma, semicolon or tab separated, UTF-8 (with or without byte order mark). Empty cells say
    nothing. ``source`` is the path relative to the archive, ``/`` or ``\\`` separated.

    Returns:
        Source -> column -> value.

    Raises:
        ArchiveError: the file is missing, has no column ``source``, names a file twice, or gives
            a ``meeting_date`` that is no day.
    """
    if path is None:
        return {}
    path = Path(path)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise ArchiveError(f"The metadata file {path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise ArchiveError(f"The metadata file {path} is not UTF-8 text. Save it as 'CSV UTF-8'.") from error
    header = text.partition("\n")[0]
    delimiter = max(",;\t", key=header.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    if "source" not in (reader.fieldnames or ()):
        raise ArchiveError(f"The metadata file {path} has no column 'source'. Add one with each file's path.")
    out: dict[str, Mapping[str, str]] = {}
    for line in reader:
        source = reference_key((line.get("source") or "").strip().replace("\\", "/").removeprefix("./"))
        if not source:
            continue
        if source in out:
            raise ArchiveError(f"The metadata file {path} names {source} twice. Keep one line for each file.")
        day = (line.get("meeting_date") or "").strip()
        if day and not _is_day(day):
            raise ArchiveError(
                f"The metadata file {path} gives {source} the meeting_date '{day}', which is no day. "
                "Write it like 2024-03-12, or leave it empty."
            )
        out[source] = {
            key.strip(): value.strip()
            for key, value in line.items()
            if key and key != "source" and isinstance(value, str) and value.strip()
        }
    return out


def _is_day(text: str) -> bool:
    """Whether a cell begins with a day; a clock time may follow it."""
    try:
        dt.date.fromisoformat(text[:10])
    except ValueError:
        return False
    return True


def reference_key(path: str) -> str:
    """How a path is looked up: composed letters, for disks and spreadsheets differ in that."""
    return unicodedata.normalize("NFC", path)
