"""Assignments by structure: an actor, a verb of action, the present; no report, no past, no wish.

Each way in which a sentence lays a task on somebody is tried in turn: its finite verbs, a relative
clause that takes on what was said, then what has no finite verb.
"""

from __future__ import annotations

from pipeline.knowledge.phrases import phrases
from pipeline.language.acts.actors import Subject, subject_of
from pipeline.language.acts.clauses import Analysis
from pipeline.language.acts.finite_steps import finite_step, taken_on
from pipeline.language.acts.step import Step
from pipeline.language.acts.verbless_steps import (
    goes_out,
    named_last,
    on_it,
    order,
    owned_last,
    paired,
    tagged,
    unknown_verb,
)  # fmt: skip
from pipeline.language.acts.verdict import Context

_BACKGROUND = frozenset({"background", "documents", "procedure", "vote", "reservation", "distribution"})
_DONE = phrases("done")
_QUOTED = phrases("quoted")


def find_step(a: Analysis, ctx: Context) -> Step | None:
    """The task that the main clauses of a sentence lay on somebody, if any."""
    if _DONE.search(a.text) or _QUOTED.search(a.text):
        return None
    if (step := on_it(a, ctx)) is not None:
        return step
    mains = a.mains()
    background = ctx.role in _BACKGROUND
    inherited: Subject | None = None
    for verb in mains:
        subject = subject_of(a, verb, ctx.cast)
        if subject.dropped and verb.index > 0 and inherited is not None:
            subject = inherited
        inherited = subject
        if (step := finite_step(a, verb, subject, ctx, background)) is not None:
            return step
    if (step := taken_on(a, ctx)) is not None:
        return step
    if (step := tagged(a, ctx) or unknown_verb(a, ctx) or named_last(a, ctx) or owned_last(a, ctx)) is not None:
        return step
    if not mains and (step := paired(a, ctx) or goes_out(a, ctx)) is not None:
        return step
    if not a.verbs or a.verbs[0].index > 1:
        return order(a, ctx)
    return None


__all__ = ["find_step"]
