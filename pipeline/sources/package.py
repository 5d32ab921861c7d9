"""Zip packages (docx, odt) and XML, read with bounds: no bombs, no entities, no network."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import Any

from lxml import etree

from pipeline.errors import ADVICE, UnreadableDocument
from pipeline.sources.content import MEBIBYTE

MAX_PART = 64 * MEBIBYTE
MAX_RATIO = 200
_SMALL = MEBIBYTE
_NOT_UNPACKED = "The file is damaged or cut off: it cannot be unpacked."


def parse_xml(data: bytes) -> Any:
    """Root element of an XML file; entities are not resolved, nothing is fetched.

    Raises:
        UnreadableDocument: ``damaged``.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, remove_comments=True,
        remove_pis=True, recover=False,
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise UnreadableDocument("damaged", f"A part of the file is damaged: its XML breaks off. {ADVICE}") from None


def local(element: Any) -> str:
    """Name of an element without its namespace ('' for anything that is no element)."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


class Package:
    """A zip file whose parts are read one at a time, each bounded."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self._infos = {info.filename: info for info in self._zip.infolist()}
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError, IndexError):
            raise UnreadableDocument("damaged", f"{_NOT_UNPACKED} {ADVICE}") from None

    def names(self) -> list[str]:
        """Names of all parts, in file order."""
        return list(self._infos)

    def __contains__(self, name: str) -> bool:
        return name in self._infos

    def read(self, name: str, limit: int = MAX_PART) -> bytes:
        """Bytes of a part.

        Raises:
            UnreadableDocument: ``too-large`` (also for bombs), ``encrypted`` or ``damaged``.
        """
        info = self._infos[name]
        if info.flag_bits & 0x1:
            raise UnreadableDocument("encrypted", "The file is protected by a password. Save an open copy.")
        if info.file_size > limit or (
            info.file_size > _SMALL and info.file_size > MAX_RATIO * max(info.compress_size, 1)
        ):
            raise UnreadableDocument("too-large", "The file unpacks to far more than its size (a zip bomb?).")
        try:
            with self._zip.open(info) as part:
                data = part.read(limit + 1)
        except NotImplementedError:
            raise UnreadableDocument(
                "damaged", f"The file is damaged, or packed by a method that is not read. {ADVICE}"
            ) from None
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError, MemoryError):
            raise UnreadableDocument("damaged", f"{_NOT_UNPACKED} {ADVICE}") from None
        if len(data) > limit:
            raise UnreadableDocument("too-large", "The file unpacks to far more than it says (a zip bomb?).")
        return data

    def xml(self, name: str) -> Any:
        """Root element of an XML part, or None when there is no such part."""
        return parse_xml(self.read(name)) if name in self._infos else None
