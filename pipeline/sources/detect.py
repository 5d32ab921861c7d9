"""Which format a file has: by its first bytes, and by its name where bytes cannot tell."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import PurePosixPath

from pipeline.errors import UnreadableDocument
from pipeline.sources.registry import FORMATS, Format, format_of_suffix

_OTHER_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a rar archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3\x00", "a database"),
    (b"ID3", "a sound file"),
    (b"RIFF", "a sound or video file"),
    (b"%!PS", "a PostScript file"),
)
_IMAGE_MAGIC = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")
_OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP_MAGIC = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_HTML_START = re.compile(rb"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*(?:<!doctype\s+html|<html\b)", re.I | re.S)
_MAIL_START = re.compile(
    rb"^(?:From |Received:|Return-Path:|Delivered-To:|MIME-Version:|Message-ID:)[^\n]*\n", re.I
)
_HEAD = 4096


def _utf16(name: str) -> bytes:
    return name.encode("utf-16-le")


def _ole_format(data: bytes) -> str:
    """Which kind of OLE compound file: stream names stand in it in UTF-16."""
    if _utf16("EncryptedPackage") in data:
        raise UnreadableDocument(
            "encrypted", "The document is protected by a password. Save a copy without password and try again."
        )
    if _utf16("WordDocument") in data:
        return "doc"
    if _utf16("__substg1.0_") in data:
        return "msg"
    if _utf16("Root Entry") not in data:
        raise UnreadableDocument("damaged", "The file is an Office file that is damaged or cut off.")
    raise UnreadableDocument(
        "unsupported", "The file is an old Office file, but not a Word document. Save it as PDF or docx."
    )


def _zip_format(data: bytes) -> str:
    """Which kind of zip file: Office and OpenDocument files are zip files too."""
    if b"mimetypeapplication/vnd.oasis.opendocument.text" in data[:200]:
        return "odt"
    if b"mimetypeapplication/vnd.oasis.opendocument" in data[:200]:
        raise UnreadableDocument("unsupported", "The file is an OpenDocument sheet or drawing, not a text.")
    names = _zip_names(data)
    if "[Content_Types].xml" in names:
        if any(name.startswith("word/") for name in names):
            return "docx"
        if any(name.startswith(("xl/", "ppt/", "visio/")) for name in names):
            raise UnreadableDocument(
                "unsupported", "The file is an Office file, but not a Word document. Save it as PDF or docx."
            )
    return "zip"


def _zip_names(data: bytes) -> set[str]:
    """Names of the parts; of a damaged file, the names its first bytes show."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            return set(file.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError, IndexError):
        head = data[:_HEAD]
        return {name for name in ("[Content_Types].xml", "word/", "xl/", "ppt/") if name.encode() in head}


def _magic_format(data: bytes) -> str | None:
    head = data[:_HEAD]
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(_ZIP_MAGIC):
        return _zip_format(data)
    if head.startswith(_OLE_MAGIC):
        return _ole_format(data)
    if head.lstrip().startswith(b"{\\rtf"):
        return "rtf"
    if head.startswith(_IMAGE_MAGIC):
        return "image"
    for magic, what in _OTHER_MAGIC:
        if head.startswith(magic):
            raise UnreadableDocument("unsupported", f"The file is {what}; documents inside it are not read.")
    bare = head.removeprefix(b"\xef\xbb\xbf")
    if _HTML_START.match(bare):
        return "html"
    if b"office:document" in head and b"<?xml" in head[:100]:
        return "odt"
    return None


def detect(path: str, data: bytes) -> tuple[Format, tuple[str, ...]]:
    """The format of a file and warnings about its name.

    Args:
        path: name of the file; only its ending counts.
        data: the whole file.

    Raises:
        UnreadableDocument: ``empty``, ``unsupported`` (a known format without reader) or
            ``encrypted``.
    """
    if not data.strip(b"\x00 \t\r\n"):
        raise UnreadableDocument("empty", "The file is empty.")
    suffix = PurePosixPath(path).suffix.lower()
    named = format_of_suffix(suffix)
    found = _magic_format(data)
    if found is not None:
        entry = FORMATS.get(found)
        if entry is None:
            raise UnreadableDocument("unsupported", f"Files of this kind ({found}) are not read.")
        if named is not None and named.name != entry.name and not (named.text and found == "html"):
            return entry, (f"wrong-extension: {entry.name}",)
        if named is not None and named.text and found == "html" and named.name not in ("html", "md"):
            return entry, ("wrong-extension: html",)
        return (named if named is not None and named.name == "md" else entry), ()
    if named is not None and named.text:
        return named, ()
    if named is None:
        if _MAIL_START.match(data[:_HEAD]) and "eml" in FORMATS:
            return FORMATS["eml"], ()
        if rb"\documentclass" in data[:_HEAD] and "tex" in FORMATS:
            return FORMATS["tex"], ()
        return FORMATS["txt"], ()
    from pipeline.sources.encodings import looks_binary

    if looks_binary(data):
        raise UnreadableDocument(
            "damaged", f"The file is named {suffix} but does not hold that format: damaged or wrongly named."
        )
    return FORMATS["txt"], ("wrong-extension: txt",)
