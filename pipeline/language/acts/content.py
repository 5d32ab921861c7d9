"""What a decision says: its outcome and subtype by its content, and the task that it lays on somebody."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

from pipeline.knowledge.phrases import phrases
from pipeline.language.acts.actors import (
    BODY,
    COLLECTIVE,
    MEETING,
    ORG,
    PERSON,
    ROLE,
    WE,
    Subject,
    actors_from,
    subject_of,
)
from pipeline.language.acts.clauses import ATT, RELATIVE, Analysis, infinitive
from pipeline.language.acts.finite_steps import does
from pipeline.language.acts.step import AGENTLESS, agentive, looks_named, stepwise, verb_class
from pipeline.language.acts.structure import find_step
from pipeline.language.acts.verdict import Context, Verdict

_RECOMMEND = phrases("recommends")
TASK_IN_CONTENT = phrases("task-in-content")
_SENT_TO = phrases("sent-to")
_IF = phrases("on-condition")
_RESPONSIBLE = phrases("responsible")
# Verbs of many senses that are tasks with what follows them: "håller i kursen", "går in som ledare"
_SEES_TO = phrases("sees-to")


@cache
def _outcomes() -> dict[tuple[str, bool], tuple[str, str]]:
    text = files("pipeline.knowledge").joinpath("lexicon/outcomes.csv").read_text("utf8")
    return {(r["lemma"], r["negated"] == "1"): (r["subtype"], r["outcome"]) for r in csv.DictReader(text.splitlines())}


def refined(a: Analysis, verdict: Verdict, ctx: Context) -> Verdict:
    """Subtype, outcome and a task from the content of a decision ("att utse ...", "att uppdra åt ...")."""
    first = _content_verb(a)
    if first is not None:
        lemma, negated = first
        found = _outcomes().get((lemma, negated))
        if found is not None:
            subtype, outcome = found
            verdict.subtype = subtype if verdict.subtype != "recommendation" else "recommendation"
            verdict.outcome = outcome
        if lemma == "lägga" and "handlingarna" in a.low:
            verdict.subtype, verdict.outcome = "noted", "noted"
            if any(w in ("godkänna", "anta", "fastställa") for w in a.low):
                verdict.subtype, verdict.outcome = "formal", "approved"
        if lemma == "förklara" and "omedelbart" in a.low:
            verdict.subtype, verdict.routine = "procedural", True
        verdict.lemma = verdict.lemma or lemma
    if ctx.mood == "election" and verdict.subtype == "formal" and verdict.outcome == "approved" and len(a.low) <= 8:
        verdict.subtype, verdict.outcome = "election", "elected"
    if _RECOMMEND.search(a.text) and verdict.subtype == "formal":
        verdict.subtype = "recommendation"
    if "assignment" not in verdict.also and TASK_IN_CONTENT.search(a.text):
        verdict.also.append("assignment")
    return verdict


def _content_verb(a: Analysis) -> tuple[str, bool] | None:
    """Lemma of the first infinitive after *att* (or after the decision verb), and whether it is negated."""
    main = a.main
    begin = 0 if main is None else main.index + 1
    low = a.low
    for i in range(begin, len(low)):
        form = infinitive(low[i])
        if form is not None and form.voice == "act" and (i == 0 or low[i - 1] not in ("en", "ett", "den", "det")):
            lo = max(begin, i - 6)
            if "att" in low[lo:i] or i == begin or (main is not None and i - begin < 2):
                return form.lemma, any(w in ("inte", "ej") for w in low[max(0, i - 3) : i])
    return None


def with_task(a: Analysis, verdict: Verdict, ctx: Context) -> Verdict:
    """The verdict on a decision, also an assignment if its content is a task for somebody known."""
    if verdict.task_at is not None:
        return verdict
    if task := _task_in_att(a, ctx) or _task_of_item(a, verdict, ctx):
        if "assignment" not in verdict.also:
            verdict.also.append("assignment")
        verdict.task_at, verdict.subject = task
    return verdict


def _task_of_item(a: Analysis, verdict: Verdict, ctx: Context) -> tuple[int, Subject] | None:
    """A task that stands as a sentence of its own among what was decided: "nämnderna ska ange ..."."""
    if (
        not (verdict.rule or "").startswith(("role.decision", "lead.", "decision.run-in", "decision.label"))
        or verdict.outcome != "approved"
    ):
        return None
    main = a.main
    if main is None or main.tense != "prs":
        return None
    step = find_step(a, ctx)
    if step is None or (step.subject.kind == WE and (verdict.rule or "").startswith("decision.")):
        return None
    if step.kind == AGENTLESS and not _SENT_TO.match(a.text, a.starts[step.verb]):
        return None
    return step.verb, step.subject


def _task_in_att(a: Analysis, ctx: Context) -> tuple[int, Subject] | None:
    """A task for a known actor in the att-clause of a decision: "beslutar att Eva samordnar ..."."""
    if a.main is not None and a.main.lemma in ("medge", "tillåta"):
        return None  # who is allowed something is told to do nothing
    for verb in a.verbs:
        added = (
            verb.kind == RELATIVE and a.low[verb.start] in ("vilken", "vilket", "vilka") and "," in a.gap(verb.start)
        )
        told_then = verb.lemma == "skola" and a.main is not None and a.main.tense == "prt"  # "beslöt att Kim skulle"
        if not (verb.kind == ATT or added) or (verb.tense != "prs" and not told_then) or verb.passive:
            continue
        if verb.lemma == "vara" and not _RESPONSIBLE.match(a.text, a.starts[verb.index]):
            continue
        subject = subject_of(a, verb, ctx.cast)
        if added:
            subject = Subject(actors_from(a, verb.start + 1, ctx.cast))
        if _IF.search(a.text[: a.starts[verb.start]]):
            continue
        sees_to = _SEES_TO.match(a.text, a.starts[verb.index]) is not None
        acting = verb.lemma == "skola" or agentive(verb.lemma) or sees_to
        named = bool(subject.actors) or (acting and looks_named(a, verb))
        if not named or subject.kind == MEETING:
            continue
        if subject.kind == WE and not stepwise(verb.lemma) and verb.lemma != "skola":
            continue  # "att vi stannar kvar": how it is to be, no errand
        at: int | None = verb.index
        lemma = verb.lemma
        if lemma in ("skola", "få", "komma"):
            at = a.complement(verb)
            form = infinitive(a.low[at]) if at is not None else None
            if form is None or form.voice == "s":
                continue
            lemma = form.lemma
        kind = verb_class(lemma).kind
        if (
            kind == "report"
            and subject.kind in (ROLE, PERSON, BODY, ORG, COLLECTIVE)
            and lemma in ("redovisa", "rapportera", "presentera", "informera", "besvara")
        ):
            return verb.index, subject
        if at is not None and (
            agentive(lemma)
            or does(a, at)
            or verb.lemma == "vara"
            or sees_to
            or (kind in ("report", "dialogue") and verb.lemma == "skola" and at != verb.index)
        ):
            return at, subject
    return None
