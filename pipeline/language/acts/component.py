"""The acts stage over a document: classes in context, then the fields of each act."""

from __future__ import annotations

import re

from pipeline.knowledge.phrases import phrases
from pipeline.language.acts.actors import ACTING, actors_from
from pipeline.language.acts.assignment_fields import assignment_of
from pipeline.language.acts.classify import classify
from pipeline.language.acts.clauses import analyse
from pipeline.language.acts.decision_fields import decision_of
from pipeline.language.acts.surroundings import Surroundings
from pipeline.language.acts.verdict import Context, Verdict
from pipeline.language.model import Reading, Section, Statement

_TAKES_OVER = phrases("takes-over")
_FINDS = phrases("finds")
_AGAINST = phrases("found-against")
_ADOPTED = phrases("adopts-proposal")
_TODO_LEAD = phrases("todo-lead")
_ARROW = re.compile(r"(?:=>|->|→|⇒)\s*$")
_NEW_PARAGRAPH = re.compile(r"\n[^\S\n]*\n")
_LABEL = phrases("label")
_RUN_IN = phrases("decision-label")
_OWNER_TAIL = re.compile(
    r"\s*(?:\([^()]*\)|\[[^\[\]]*\]|(?:=>|->|→|⇒|/|@)\s*[^()/]{1,40}|(?:ansvar(?:ig|iga)?|vem)\s*:.{1,50})\s*\.?\s*$",
    re.IGNORECASE,
)


def find_acts(reading: Reading, around: Surroundings | None = None) -> None:
    """Classify ``reading.statements`` and fill ``decisions`` and ``assignments``.

    Args:
        reading: sections, statements, mentions, dates and attendance are read.
        around: contexts, if the caller has built them.
    """
    around = around or Surroundings(reading)
    verdicts = classify_all(reading, around)
    for statement, verdict in zip(reading.statements, verdicts, strict=True):
        statement.label = verdict.label
        statement.also = list(verdict.also)
        statement.subtype = verdict.subtype
        statement.rule = verdict.rule
        statement.trigger = verdict.trigger
        statement.strength = verdict.strength if verdict.label == "decision" else None
        statement.vetoes = verdict.vetoes
    reading.decisions = [decision_of(reading, i, verdicts, around) for i, v in enumerate(verdicts) if v.has("decision")]
    reading.assignments = [
        assignment_of(reading, i, verdicts, around) for i, v in enumerate(verdicts) if v.has("assignment")
    ]


def classify_all(reading: Reading, around: Surroundings) -> list[Verdict]:
    """Verdicts on ``reading.statements``, each in its context, in order."""
    bullets = {line.body_start for line in reading.lines if line.bullet}
    leads: dict[tuple[int, int], Verdict] = {}
    takes_over: Verdict | None = None
    section_id: int | None = None
    out: list[Verdict] = []
    previous: Statement | None = None
    in_run = False
    elections = _proposed_elections(reading, around)
    for statement in reading.statements:
        if statement.section_id != section_id:
            section_id, takes_over = statement.section_id, None
        ctx = around.context(statement.section_id)
        lead = takes_over
        listed = False
        if statement.lead is not None:
            listed = _TODO_LEAD.match(reading.view[statement.lead[0] : statement.lead[1]]) is not None
            if statement.lead not in leads:
                leads[statement.lead] = classify(reading.view[statement.lead[0] : statement.lead[1]], ctx)
            lead = None if listed else leads[statement.lead]
        text = reading.view[statement.start : statement.end]
        ran_on = previous is not None and previous.section_id == statement.section_id
        ran_in = (
            previous is not None
            and previous.section_id == statement.section_id
            and _NEW_PARAGRAPH.search(reading.view, previous.end, statement.start) is None
            and statement.start not in bullets
            and not _LABEL.match(text)
        )
        in_run = ran_in and (in_run or (previous is not None and _opens_run(reading, previous)))
        previous = statement
        owner = reading.view[statement.owner[0] : statement.owner[1]] if statement.owner else None
        row = statement.row
        if (
            row is None
            and statement.owner is not None
            and _ARROW.search(reading.view, statement.start, statement.owner[0])
        ):
            row = "task" if _acting(owner or "", around) else None
        here = ctx.of(lead, statement.start in bullets, owner, row)
        if in_run and ctx.role is None:
            here.role, here.run = "decision", True
        elif ran_on:
            here.run = ctx.run
        if statement.statement_id in elections:
            here.mood = "proposals"
        elif listed and here.role is None:
            here.mood = "todo"
        plain = _without_owner(text, owner)
        verdict = _done(plain) if row == "done" else classify(plain, here)
        out.append(verdict)
        if _TAKES_OVER.search(text) and statement.lead is None:
            takes_over = Verdict(
                "decision",
                subtype="formal",
                rule="lead.following",
                strength="explicit",
                outcome="approved",
                contentless=True,
            )
            if verdict.label == "decision":
                out[-1] = Verdict("information", subtype="procedural", rule="lead.following", analysis=verdict.analysis)
    _only_outcomes(reading, out, around)
    return out


def _opens_run(reading: Reading, statement: Statement) -> bool:
    """Whether a statement has the label "Beslut:", inside it or right before it."""
    begin = reading.view.rfind("\n", 0, statement.start) + 1
    return _RUN_IN.match(reading.view[begin : statement.start + 40]) is not None


def _done(text: str) -> Verdict:
    """A point that is ticked, struck or marked as done tells how things stand."""
    return Verdict("information", subtype="report", rule="structure.done", analysis=analyse(text))


def _acting(owner: str, around: Surroundings) -> bool:
    """Whether what stands after an arrow is somebody who acts: "Affischer -> festgruppen"."""
    a = analyse(owner)
    found = actors_from(a, 0, around.cast)
    return bool(found) and found[-1].last == len(a.words) and found[0].kind in ACTING


def _only_outcomes(reading: Reading, verdicts: list[Verdict], around: Surroundings) -> None:
    """ "Ordföranden finner att ..." is the decision where the item states no outcome after it."""
    by_id = {s.section_id: s for s in reading.sections}
    decided: dict[int, set[int | None]] = {}
    candidates: dict[int, tuple[Statement, Verdict]] = {}
    for statement, verdict in zip(reading.statements, verdicts, strict=True):
        section = by_id.get(statement.section_id) if statement.section_id is not None else None
        if section is None:
            continue
        item = around.item_of(section).section_id
        if verdict.has("decision"):
            candidates.pop(item, None)
            decided.setdefault(item, set()).add(statement.section_id)
        elif decided.get(item, set()) - {statement.section_id}:
            continue  # the decision stands in a section of its own
        elif verdict.subtype in ("vote", "procedural") and _FINDS.search(reading.view[statement.start : statement.end]):
            candidates[item] = (statement, verdict)
    for statement, verdict in candidates.values():
        if around.context(statement.section_id).outcome_elsewhere:
            continue
        text = reading.view[statement.start : statement.end]
        rejected = _AGAINST.search(text) is not None
        verdict.label, verdict.strength, verdict.rule = "decision", "explicit", "vote.finds"
        verdict.subtype = "rejection" if rejected else "formal"
        verdict.outcome = "rejected" if rejected else "approved"
        verdict.lemma = "finna"


def _without_owner(text: str, owner: str | None) -> str:
    if owner is None or not text.rstrip(" .)]").endswith(owner):
        return text
    match = _OWNER_TAIL.search(text)
    return text[: match.start()] if match and match.start() > 3 else text


def _proposed_elections(reading: Reading, around: Surroundings) -> set[int]:
    """Ids of names listed as a proposal that a later sentence of the same section adopts."""
    out: set[int] = set()
    by_section: dict[int | None, list[Statement]] = {}
    for statement in reading.statements:
        by_section.setdefault(statement.section_id, []).append(statement)
    for section_id, group in by_section.items():
        if around.context(section_id).mood != "election":
            continue
        texts = [reading.view[s.start : s.end] for s in group]
        adopted = next((i for i, t in enumerate(texts) if _ADOPTED.search(t)), None)
        proposed = next((i for i, t in enumerate(texts) if "förslag" in t.lower() or "föreslå" in t.lower()), None)
        if adopted is not None and proposed is not None and proposed < adopted:
            out |= {s.statement_id for s in group[proposed + 1 : adopted]}
    return out


def section_of(reading: Reading, statement: Statement) -> Section | None:
    """The section a statement stands in."""
    return next((s for s in reading.sections if s.section_id == statement.section_id), None)


__all__ = ["Context", "find_acts", "section_of"]
