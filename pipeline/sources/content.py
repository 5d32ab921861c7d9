"""What goes into a reader and what comes out: the records that all readers share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from pipeline.sources.model import Hint, Source

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How files are read.

    Attributes:
        ocr: read pages without text by Tesseract (must be installed, with Swedish).
        max_bytes: a file, or a file unpacked from one, larger than this is not read.
        max_characters: a document whose text is longer than this is not read; the default is some
            2,000 full pages. Memory grows by about 120 bytes a character.
        max_pages: pages read of one file; the rest is left out with a warning.
        max_members: files read out of one zip file or e-mail.
        password: tried on encrypted PDF files.
        split: cut a file that surely holds several meetings into one document each.
    """

    ocr: bool = False
    max_bytes: int = 200 * MEBIBYTE
    max_characters: int = 5_000_000
    max_pages: int = 3000
    max_members: int = 2000
    password: str | None = None
    split: bool = True


@dataclass(frozen=True, slots=True)
class Failure:
    """A file or part of a file that could not be read: a row of the table ``failures``.

    Attributes:
        source: path in the archive; ``archive.zip/member.txt`` for a member.
        stage: always ``read`` from this package.
        error: a kind of :class:`pipeline.errors.UnreadableDocument`.
        message: a sentence a clerk understands: what is wrong and what to do.
    """

    source: str
    stage: str
    error: str
    message: str


@dataclass(frozen=True, slots=True)
class ReadResult:
    """The documents of a file and what of it could not be read."""

    sources: tuple[Source, ...] = ()
    failures: tuple[Failure, ...] = ()


@dataclass(frozen=True, slots=True)
class Content:
    """The bytes of one file, as handed to a reader.

    Attributes:
        path: path in the archive, ``/`` separated (for messages and member names).
        data: the bytes.
        options: how to read.
        depth: 0 for a file on disk, 1 for a member of it, and so on.
    """

    path: str
    data: bytes
    options: ReadOptions = field(default_factory=ReadOptions)
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Draft:
    """A document as a reader hands it over; the fields are those of ``Source``."""

    text: str
    page_starts: tuple[int, ...] = ()
    hints: tuple[Hint, ...] = ()
    metadata: dict[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()

    def warn(self, *warnings: str) -> Draft:
        """A copy with more warnings."""
        return replace(self, warnings=(*self.warnings, *warnings))


@dataclass(frozen=True, slots=True)
class Member:
    """A file inside a file (zip member, attachment), to be read in its turn."""

    name: str
    data: bytes


Part = Draft | Member | Failure
Parts = Iterator[Part] | Sequence[Part]
