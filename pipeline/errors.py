"""The errors a user can meet, in one place, so that every message has the same shape."""

ADVICE = "Fetch the original again, or open it in its program and save it anew."
"""What to do about a damaged file, for the end of a message."""


class KansliError(Exception):
    """Root of every error this package raises on purpose.

    The message is a sentence a clerk understands: what is wrong, where, and what to do.
    """


class UnreadableDocument(KansliError):
    """A file that cannot become text: empty, binary, encrypted, damaged, undecodable.

    Attributes:
        kind: a short machine name of the reason (``empty``, ``binary``, ``encoding``,
            ``encrypted``, ``damaged``, ``no-text-layer``, ``too-large``, ``unsupported``,
            ``permission``, ``vanished``); it becomes ``failures.error``.
    """

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind


class KnowledgeError(KansliError):
    """A rule, lexicon or register file that does not hold what it must."""


class ArchiveError(KansliError):
    """The archive or the output folder cannot be used."""


class EvaluationError(KansliError):
    """Labelled samples or tables that cannot be compared."""
