"""What a task found by structure is, and what verbs and subjects can make one.

The verbs of assignments are an open class, so the closed classes do the work: verbs that report,
state, discuss or decide (``knowledge/lexicon/verb_classes.csv``) do not take a task on; any other
verb does when somebody known is its subject. Without a subject only verbs of arranging count.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from pipeline.knowledge.phrases import phrases
from pipeline.language.acts.actors import Subject
from pipeline.language.acts.clauses import Analysis, Verb
from pipeline.language.acts.verdict import Context

COMMITMENT, AGENTLESS, EXPLICIT = "commitment", "agentless", "explicit"
_FORMAL_BODY = phrases("formal-body")
_NO_NAME = phrases("no-name")


@dataclass(frozen=True, slots=True)
class Step:
    """A task found by structure."""

    kind: str  # commitment, agentless or explicit
    rule: str
    verb: int  # word index of the verb of the task
    subject: Subject


class VerbClass(NamedTuple):
    """What the lexicon says of a verb.

    Attributes:
        kind: class that keeps it from being a task (``report``, ``stative``, ``dialogue``,
            ``decision``), empty for a verb of action.
        step: ``1`` for verbs of arranging, whose bare passive is an agreed step; ``active`` if
            only their active is.
        order: ``0`` if it gives no order; ``noun`` if its imperative, ``adjective`` if its
            infinitive has the form of such a word and gives an order only with an object ("köp in
            färg", "köp av mark"; "öppna dörren", "öppna frågor").
        shall: ``0`` if "ska" with its passive tells how things are done, not that they are to be.
    """

    kind: str
    step: str
    order: str
    shall: str


_UNKNOWN = VerbClass("", "", "", "")


@cache
def verb_classes() -> dict[str, VerbClass]:
    """The classes of verbs by lemma."""
    text = files("pipeline.knowledge").joinpath("lexicon/verb_classes.csv").read_text("utf8")
    rows = csv.DictReader(text.splitlines())
    return {row["lemma"]: VerbClass(row["class"], row["step"], row["order"], row["shall"]) for row in rows}


def verb_class(lemma: str) -> VerbClass:
    """The class of a verb; a verb that the lexicon does not have is one of action."""
    return verb_classes().get(lemma, _UNKNOWN)


def agentive(lemma: str) -> bool:
    """Whether a verb can be a task."""
    return not verb_class(lemma).kind


def stepwise(lemma: str, *, passive: bool = False) -> bool:
    """Whether a verb is one of arranging, sending, asking, mending (and its bare passive a step)."""
    step = verb_class(lemma).step
    return step == "1" if passive else bool(step)


def looks_named(a: Analysis, verb: Verb) -> bool:
    """A capitalised word or two right before the verb, not a definite noun: a nickname, a firm."""
    pre = a.words[verb.start : verb.index]
    if pre and pre[0].lower() == "att":
        pre = pre[1:]
    names = [w for w in pre if w not in ("och", "o", "samt")]
    if not names or len(pre) > 3 or pre[-1] not in names or not all(w[0].isupper() for w in names):
        return False
    return not _NO_NAME.search(pre[-1])


def other_body(word: str, ctx: Context) -> bool:
    """Whether a lower-case word names a formal body that is not the one that meets."""
    body = (ctx.body or "").lower()
    return bool(body) and bool(_FORMAL_BODY.search(word)) and word not in body and body not in word


__all__ = [
    "AGENTLESS",
    "COMMITMENT",
    "EXPLICIT",
    "Step",
    "VerbClass",
    "agentive",
    "looks_named",
    "other_body",
    "stepwise",
    "verb_class",
    "verb_classes",
]
