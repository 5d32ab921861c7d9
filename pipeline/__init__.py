"""Kansli: Swedish minutes and meeting notes to tables.

The three functions most people need::

    import pipeline

    nlp = pipeline.load()                      # the spaCy pipeline
    found = pipeline.extract("protokoll.txt")  # one document
    pipeline.run("arkiv/", "tabeller/")        # a whole archive

Importing the package is cheap; spaCy and the readers are imported when first used.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language

    from pipeline.archive import RunSummary
    from pipeline.language.model import Reading

__version__ = "0.1.0"
__all__ = ["__version__", "extract", "load", "run"]


def load(**options: Any) -> Language:
    """The spaCy pipeline; see :func:`pipeline.language.load`."""
    from pipeline import language

    return language.load(**options)


def extract(document: str | os.PathLike[str], *, nlp: Language | None = None, ocr: bool = False) -> Reading:
    """What Kansli finds in one document.

    Args:
        document: the path of a file (any supported format), or the text itself: a ``str`` that
            holds a line break, or that is not the path of a file, is taken as text; one word
            that ends like a file name (``protokoll.pdf``) is always a path.
        nlp: a loaded pipeline, to save the seconds that loading takes.
        ocr: recognise pages without a text layer.

    Returns:
        The reading: sections, attendance, mentions, dates, statements, decisions, assignments
        and the meeting, all with offsets into ``reading.source.text``.

    Raises:
        UnreadableDocument: the file is not there or cannot become text.
    """
    from pipeline import language, sources
    from pipeline.errors import UnreadableDocument

    if isinstance(document, str) and _is_path_of_nothing(document):
        raise UnreadableDocument("vanished", f"There is no file {document}. Give its path, or the text itself.")
    if isinstance(document, str) and ("\n" in document or not _is_file(document)):
        result = sources.read("text.txt", data=document.encode("utf8"))
    else:
        result = sources.read(Path(document), options=sources.ReadOptions(ocr=ocr))
    if not result.sources:
        failure = result.failures[0]
        raise UnreadableDocument(failure.error, f"{failure.source}: {failure.message}")
    return language.read_source(nlp or language.load(), result.sources[0])


def run(archive: str | os.PathLike[str], out: str | os.PathLike[str], **options: Any) -> RunSummary:
    """Turn an archive folder into tables; see :func:`pipeline.archive.run`."""
    from pipeline import archive as runs

    return runs.run(archive, out, **options)


def _is_path_of_nothing(text: str) -> bool:
    """Whether a text can only be meant as a path: one word with the ending of a readable format."""
    from pipeline.sources.registry import supported_suffixes

    one_word = len(text.split()) == 1 and not _is_file(text)
    return one_word and text.lower().endswith(tuple(supported_suffixes()))


def _is_file(name: str) -> bool:
    try:
        return len(name) < 4096 and Path(name).is_file()
    except (OSError, ValueError):
        return False
