"""The user's metadata file: what is known of each file beside its text."""

from __future__ import annotations

import csv
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
        ArchiveError: the file is missing, has no column ``source`` or names a file twice.
    """
    if path is None:
        return {}
    path = Path(path)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ArchiveError(f"The metadata file {path} cannot be read as UTF-8 text: {error}.") from error
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
        out[source] = {
            key.strip(): value.strip()
            for key, value in line.items()
            if key and key != "source" and isinstance(value, str) and value.strip()
        }
    return out


def reference_key(path: str) -> str:
    """How a path is looked up: composed letters, for disks and spreadsheets differ in that."""
    return unicodedata.normalize("NFC", path)
