"""The one table of formats: name, media type, suffixes, and the function that reads it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import cast

from pipeline.sources.content import Content, Parts

Reader = Callable[[Content], Parts]


@dataclass(frozen=True, slots=True)
class Format:
    """A format that can be read.

    Attributes:
        name: short name (``pdf``), also what ``wrong-extension`` warnings say.
        media_type: what ``documents.media_type`` says.
        suffixes: lower-case file name endings, with the dot.
        reader: ``module:function``, imported when the first such file is read.
        text: True when the file itself is characters, so that content alone cannot tell.
    """

    name: str
    media_type: str
    suffixes: tuple[str, ...]
    reader: str
    text: bool = False

    def load(self) -> Reader:
        """The reader function (imports its module on first use)."""
        module, function = self.reader.split(":")
        return cast(Reader, getattr(import_module(module), function))


_HERE = "pipeline.sources."
FORMATS: dict[str, Format] = {
    entry.name: entry
    for entry in (
        Format("pdf", "application/pdf", (".pdf",), _HERE + "pdf:read_pdf"),
        Format("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", (".docx", ".docm"),
               _HERE + "docx:read_docx"),
        Format("odt", "application/vnd.oasis.opendocument.text", (".odt", ".fodt", ".ott"), _HERE + "odt:read_odt"),
        Format("rtf", "application/rtf", (".rtf",), _HERE + "rtf:read_rtf"),
        Format("html", "text/html", (".html", ".htm", ".xhtml"), _HERE + "html:read_html", text=True),
        Format("typst", "text/x-typst", (".typ",), _HERE + "typst:read_typst", text=True),
        Format("doc", "application/msword", (".doc", ".dot"), _HERE + "doc:read_doc"),
        Format("eml", "message/rfc822", (".eml",), _HERE + "mail:read_eml", text=True),
        Format("msg", "application/vnd.ms-outlook", (".msg",), _HERE + "mail:read_msg"),
        Format("zip", "application/zip", (".zip",), _HERE + "archive_zip:read_zip"),
        Format("image", "image/*", (".png", ".jpg", ".jpeg", ".tif", ".tiff"), _HERE + "ocr:read_image"),
        Format("tex", "application/x-tex", (".tex", ".latex", ".ltx"), _HERE + "latex:read_latex", text=True),
        Format("txt", "text/plain", (".txt", ".text"), _HERE + "plain:read_plain", text=True),
        Format("md", "text/markdown", (".md", ".markdown"), _HERE + "markdown:read_markdown", text=True),
    )
}
_BY_SUFFIX = {suffix: entry for entry in FORMATS.values() for suffix in entry.suffixes}


def format_of_suffix(suffix: str) -> Format | None:
    """The format a file name ending stands for (``.PDF`` too), or None."""
    return _BY_SUFFIX.get(suffix.lower())


def supported_suffixes() -> frozenset[str]:
    """File name endings that have a reader: lower case, with the dot."""
    return frozenset(_BY_SUFFIX)
