"""What the classifier says of a statement, and what it knew when it said it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from pipeline.language.acts.actors import Cast, Subject
from pipeline.language.acts.clauses import Analysis


@dataclass(slots=True)
class Context:
    """What stands around a statement.

    Attributes:
        cast: who is known in the document.
        role: role of the section (``decision``, ``proposals`` ...), the nearest that has one.
        mood: what the heading promises (``election``, ``todo``, ``proposals``, ``reported``), or None.
        lead: verdict of the list's lead line, whose class the items inherit.
        bullet: the statement is an item of a list.
        owner: the owner as written, from a table cell or a tag, or None.
        row: ``task`` or ``decision`` for a row of an action table or a log of decisions.
        body: the body that meets, as written.
        delegated: the document lists decisions taken on delegation.
        outcome_elsewhere: the item has a section or statement that holds its decision.
        date: the day of the meeting.
        run: the statement runs on after a label "Beslut:" in its paragraph.
    """

    cast: Cast = field(default_factory=Cast)
    role: str | None = None
    mood: str | None = None
    lead: Verdict | None = None
    bullet: bool = False
    owner: str | None = None
    row: str | None = None
    body: str | None = None
    outcome_elsewhere: bool = False
    delegated: bool = False
    date: date | None = None
    run: bool = False

    def of(self, lead: Verdict | None, bullet: bool, owner: str | None, row: str | None) -> Context:
        """This context of a section for one statement in it."""
        return Context(
            self.cast,
            self.role,
            self.mood,
            lead,
            bullet,
            owner,
            row,
            self.body,
            self.outcome_elsewhere,
            self.delegated,
            self.date,
        )


@dataclass(slots=True)
class Fired:
    """One rule that fired, and what came of it."""

    rule: str
    text: str
    fate: str  # "wins", "stands", "vetoed by ...", "out of scope: ...", "veto"


@dataclass(slots=True)
class Verdict:
    """Class of a statement with the rule that decided it."""

    label: str = "information"
    also: list[str] = field(default_factory=list)
    subtype: str | None = None
    rule: str | None = None
    trigger: str | None = None
    strength: str | None = None
    outcome: str | None = None
    lemma: str | None = None
    routine: bool = False
    vetoes: list[str] = field(default_factory=list)
    fired: list[Fired] = field(default_factory=list)
    analysis: Analysis | None = None
    subject: Subject | None = None  # of the verb that decided
    task_at: int | None = None  # word index of the verb of the task
    contentless: bool = False  # a lead that only announces

    def has(self, label: str) -> bool:
        """Whether the statement is this act, first or also."""
        return self.label == label or label in self.also
