"""A stretch of a document to be labelled, with the spans found or corrected in it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from pipeline.errors import EvaluationError

STATEMENTS = ("decision", "assignment", "information", "decision+assignment")
NAMES = ("PER", "ORG", "LOC", "ORG/LOC")  # ORG/LOC: an organisation by function, a place by the register
LABELS = (*STATEMENTS, *NAMES, "DATE")
#: What can be labelled in a tool.
LAYERS = ("entities", "dates", "statements")


def layer_of(label: str) -> str:
    """The layer that a label belongs to."""
    return "statements" if label in STATEMENTS else "entities" if label in NAMES else "dates"


def require_layers(layers: Collection[str]) -> None:
    """Check that there is a layer and that each is one of :data:`LAYERS`.

    Raises:
        EvaluationError: it is not so.
    """
    unknown = sorted(set(layers) - set(LAYERS))
    if unknown or not layers:
        raise EvaluationError(f"No layer {', '.join(unknown) or 'is named'}. Choose of: {', '.join(LAYERS)}.")


@dataclass(frozen=True, slots=True, order=True)
class TaskSpan:
    """A labelled stretch; offsets count from the start of the task's text."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Task:
    """A stretch of a document.

    Attributes:
        document_id: of the document.
        source: its path, for the person who labels.
        offset: where ``text`` begins in ``documents.text``.
        text: ``documents.text[offset:offset + len(text)]``.
        spans: ordered by start.
        reason: why it is worth checking.
    """

    document_id: str
    source: str
    offset: int
    text: str
    spans: tuple[TaskSpan, ...] = ()
    reason: str = ""

    @property
    def id(self) -> str:
        """Document and offset: the same for the same stretch, run after run."""
        return f"{self.document_id}:{self.offset}"


def check(tasks: Iterable[Task]) -> list[str]:
    """A sentence for each span that cannot be right: outside its text, blank, unknown label."""
    out = []
    for task in tasks:
        for span in task.spans:
            where = f"{task.source} ({task.id}), span [{span.start}, {span.end}) {span.label}"
            if not 0 <= span.start < span.end <= len(task.text):
                out.append(f"{where}: lies outside the text of {len(task.text)} characters.")
            elif not task.text[span.start : span.end].strip():
                out.append(f"{where}: holds only white space.")
            elif span.label not in LABELS:
                out.append(f"{where}: the label is not one of {', '.join(LABELS)}.")
    return out


def require(tasks: Iterable[Task], path: object) -> list[Task]:
    """The tasks, if every span holds.

    Raises:
        EvaluationError: some do not; the message names each (the first ten).
    """
    out = list(tasks)
    wrong = check(out)
    if wrong:
        more = f"\n... and {len(wrong) - 10} more" if len(wrong) > 10 else ""
        raise EvaluationError(f"{path}: {len(wrong)} labels cannot be used:\n" + "\n".join(wrong[:10]) + more)
    return out
