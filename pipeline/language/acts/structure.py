"""Assignments by structure: an actor, a verb of action, the present; no report, no past, no wish.

The verbs of assignments are an open class, so the closed classes do the work: verbs that report,
state, discuss or decide (``knowledge/lexicon/verb_classes.csv``) do not take a task on; any other
verb does when somebody known is its subject. Without a subject only verbs of arranging count.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pipeline.knowledge.phrases import phrases
from pipeline.language.acts.actors import (
    BODY,
    COLLECTIVE,
    ORG,
    OUTSIDE,
    PERSON,
    PRONOUN,
    ROLE,
    SOMEBODY,
    WE,
    Actor,
    Subject,
    actors_from,
    kind_of,
    subject_of,
)  # fmt: skip
from pipeline.language.acts.clauses import Analysis, Verb, infinitive, readings
from pipeline.language.acts.verdict import Context

COMMITMENT, AGENTLESS, EXPLICIT = "commitment", "agentless", "explicit"
_HABIT = phrases("habit")
_NOT_TASKS = phrases("not-task")
_NOT_STEPS = phrases("not-step")
_MOVED = phrases("moved")
_DUE = phrases("due")
# A report is a task when it is to be given later: "Kim berättar på nästa träff"
_LATER = phrases("later")
# What bodies do at meetings of their own, no task laid on them here
_OWN_BUSINESS = phrases("own-business")
_FORMAL_BODY = phrases("formal-body")
_TAKES_PART = phrases("takes-part")
_DO = phrases("do")
_DO_INFINITIVE = phrases("do-infinitive")


@dataclass(frozen=True, slots=True)
class Step:
    """A task found by structure."""

    kind: str  # commitment or agentless
    rule: str
    verb: int  # word index of the verb of the task
    subject: Subject


@cache
def verb_classes() -> dict[str, tuple[str, str]]:
    """Class that keeps a verb from being a task, and whether its bare passive is an agreed step."""
    text = files("pipeline.knowledge").joinpath("lexicon/verb_classes.csv").read_text("utf8")
    return {row["lemma"]: (row["class"], row["step"]) for row in csv.DictReader(text.splitlines())}


def agentive(lemma: str) -> bool:
    """Whether a verb can be a task."""
    return not verb_classes().get(lemma, ("", ""))[0]


def stepwise(lemma: str, *, passive: bool = False) -> bool:
    """Whether a verb is one of arranging, sending, asking, mending (and its bare passive a step)."""
    step = verb_classes().get(lemma, ("", ""))[1]
    return step == "1" if passive else bool(step)


def find_step(a: Analysis, ctx: Context) -> Step | None:
    """The task that the main clauses of a sentence lay on somebody, if any."""
    background = ctx.role in ("background", "documents", "procedure", "vote", "reservation", "distribution")
    inherited: Subject | None = None
    for verb in a.mains():
        subject = subject_of(a, verb, ctx.cast)
        if subject.dropped and verb.index > 0 and inherited is not None:
            subject = inherited
        inherited = subject
        step = _of_verb(a, verb, subject, ctx, background)
        if step is not None:
            return step
    if not a.mains() and (unknown := _unknown_verb(a, ctx)) is not None:
        return unknown
    if not a.mains() and (plus := _person_and_thing(a, ctx)) is not None:
        return plus
    if not a.verbs or a.verbs[0].index > 1:
        return _bare(a, ctx)
    return None


def _person_and_thing(a: Analysis, ctx: Context) -> Step | None:
    """ "Kim + fikat": a point that pairs a known person with a thing."""
    found = actors_from(a, 0, ctx.cast) if ctx.bullet and "+" in a.text else []
    if not found or found[0].kind not in (PERSON, ROLE) or not 1 <= len(a.low) - found[-1].last <= 5:
        return None
    if a.gap(found[-1].last).strip() != "+" or a.words[found[-1].last][0].isupper():
        return None
    return Step(EXPLICIT, "structure.paired", found[-1].last, Subject(found))


_VERB_LIKE = re.compile(r"[a-zåäö]{2,}(?:ar|er|r)")


def _unknown_verb(a: Analysis, ctx: Context) -> Step | None:
    """ "Kim swishar avgiften": a word after a person that looks like a present and that no lexicon knows."""
    found = actors_from(a, 0, ctx.cast)
    if not found or found[0].kind not in (PERSON, ROLE):
        return None
    at = found[-1].last
    if at >= len(a.low) or a.gap(at).strip() or not _VERB_LIKE.fullmatch(a.words[at]) or readings(a.low[at]):
        return None
    if at + 1 == len(a.low) and not a.low[at].endswith("ar"):
        return None  # "Inga motioner", "Kim Sander"
    if kind_of(a.low[at]) is not None or a.low[at] in ("under", "efter", "över", "eller", "samt", "för"):
        return None
    return Step(COMMITMENT, "structure.unknown-verb", at, Subject(found))


def _agents(a: Analysis, verb: Verb, ctx: Context) -> list[Actor]:
    """Who is to do what stands in the passive: "Lokalen fixas av Kim"."""
    if not agentive(verb.lemma) or verb.lemma == "justera":
        return []
    decided = ctx.lead is not None or ctx.role == "decision"
    for i in range(verb.index + 1, min(verb.index + 5, len(a.low) - 1)):
        if a.low[i] == "av":
            found = actors_from(a, i + 1, ctx.cast)
            named = bool(found) and (
                found[0].kind in (PERSON, ROLE)
                or (found[0].kind == BODY and (decided or stepwise(verb.lemma, passive=True)))
            )
            return found if named else []
    return []


def other_body(word: str, ctx: Context) -> bool:
    """Whether a lower-case word names a formal body that is not the one that meets."""
    body = (ctx.body or "").lower()
    return bool(body) and bool(_FORMAL_BODY.search(word)) and word not in body and body not in word


def _negated(a: Analysis, verb: Verb) -> bool:
    for word in a.low[verb.index + 1 : verb.index + 5]:
        if word in ("om", "att", "som", "när", "innan"):
            return False
        if word in ("inte", "ej", "aldrig", "inga", "inget", "ingen"):
            return True
    return False


def _of_verb(a: Analysis, verb: Verb, subject: Subject, ctx: Context, background: bool) -> Step | None:
    if verb.tense != "prs" or _negated(a, verb):
        return None
    tail = a.text[a.starts[verb.index] :]
    if verb.lemma in ("skola", "komma", "få", "måste"):
        return _of_auxiliary(a, verb, subject, ctx, background)
    if verb.passive:
        if (agents := _agents(a, verb, ctx)) and not background and not _HABIT.search(a.text):
            return Step(COMMITMENT, "structure.agent", verb.index, Subject(agents))
        if background or not stepwise(verb.lemma, passive=True) or _HABIT.search(a.text) or _NOT_STEPS.match(tail):
            return None
        return Step(AGENTLESS, "structure.passive", verb.index, Subject([]))
    do = _DO.match(tail) is not None
    if subject.kind == BODY and _OWN_BUSINESS.match(tail) and other_body(a.low[subject.actors[0].last - 1], ctx):
        return None
    if subject.kind in (PERSON, ROLE, BODY, COLLECTIVE, WE) and (
        _TAKES_PART.match(tail)
        or (
            (_DUE.search(tail) or _LATER.match(tail))
            and verb_classes().get(verb.lemma, ("",))[0] in ("", "report", "stative")
            and verb.lemma not in ("vara", "ha", "föreslå")
            and (verb.lemma not in ("informera", "berätta") or _LATER.match(tail))
        )
    ):
        do = subject.kind in (PERSON, ROLE) or bool(_DUE.search(tail) or _LATER.match(tail))
    if (
        not do
        and (not agentive(verb.lemma) or _NOT_TASKS.match(tail))
        and not (
            verb_classes().get(verb.lemma, ("",))[0] == "dialogue"
            and subject.kind in (PERSON, SOMEBODY, ROLE)
            and " med " in tail
        )
    ):
        return None
    if _HABIT.search(a.text):
        return None
    kind = subject.kind
    if kind in (PERSON, ROLE, SOMEBODY, COLLECTIVE, WE):
        return Step(COMMITMENT, f"structure.{kind}", verb.index, subject)
    if kind == PRONOUN and subject.actors and a.low[subject.actors[0].first] in ("hon", "han", "hen"):
        return Step(COMMITMENT, "structure.pronoun", verb.index, subject)
    if kind in (BODY, ORG):
        if not (stepwise(verb.lemma) or do) and (background or kind == ORG):
            return None
        return Step(COMMITMENT, f"structure.{kind}", verb.index, subject)
    if subject.unknown and (stepwise(verb.lemma) or do) and looks_named(a, verb):
        return Step(COMMITMENT, "structure.name", verb.index, subject)
    if kind == OUTSIDE and verb.lemma == "återkomma":
        return Step(COMMITMENT, "structure.outside", verb.index, subject)
    if subject.dropped and verb.index == 0 and not background and (ctx.bullet or stepwise(verb.lemma) or do):
        return Step(AGENTLESS, "structure.no-subject", verb.index, Subject([]))
    return None


def _of_auxiliary(a: Analysis, verb: Verb, subject: Subject, ctx: Context, background: bool) -> Step | None:
    at = a.complement(verb)
    if at is None and verb.lemma == "skola" and (to := _MOVED.search(a.text, a.ends[verb.index])) is not None:
        # "Listan ska upp på hemsidan": the verb of motion is left out
        named = subject if subject.kind in (PERSON, ROLE, BODY) else Subject([])
        return Step(COMMITMENT if named.actors else AGENTLESS, "structure.shall-go", a.word_at(to.start()), named)
    if at is None or (verb.lemma == "komma" and at - verb.index > 4 and "att" not in a.low[verb.index : at]):
        return None
    form = infinitive(a.low[at])
    if form is None:
        return None
    kind = subject.kind
    tail = a.text[a.starts[at] :]
    if form.voice == "s":
        if verb.lemma == "skola" and not background and _to_be_done(form.lemma) and not _NOT_STEPS.match(tail):
            return Step(AGENTLESS, "structure.shall-passive", at, Subject([]))
        return None
    do = _DO_INFINITIVE.match(tail) is not None
    dialogue = verb_classes().get(form.lemma, ("",))[0] in ("dialogue", "report") and verb.lemma == "skola"
    if kind == COLLECTIVE and verb.lemma == "skola" and a.low[verb.index - 1 : verb.index] != ["som"]:
        return Step(COMMITMENT, "structure.shall", at, subject)
    if not (agentive(form.lemma) or do or dialogue):
        return None
    if verb.lemma == "måste":
        return Step(COMMITMENT, "structure.must", at, subject) if kind in (PERSON, ROLE) else None
    if verb.lemma == "få":
        if kind in (PERSON, ROLE) and agentive(form.lemma) and at - verb.index <= 2:
            return Step(COMMITMENT, "structure.gets-to", at, subject)
        return None
    if kind in (PERSON, ROLE, COLLECTIVE, WE, SOMEBODY) or (kind == PRONOUN and verb.lemma == "skola"):
        return Step(COMMITMENT, f"structure.{'shall' if verb.lemma == 'skola' else 'will'}", at, subject)
    if kind in (BODY, ORG) and not (background and verb.lemma == "komma"):
        return Step(COMMITMENT, f"structure.{'shall' if verb.lemma == 'skola' else 'will'}", at, subject)
    if subject.unknown and looks_named(a, verb) and stepwise(form.lemma):
        return Step(COMMITMENT, "structure.name", at, subject)
    if subject.dropped and verb.index == 0 and not background:
        return Step(AGENTLESS, "structure.no-subject", at, Subject([]))
    return None


_USED = frozenset(
    {"använda", "genomföra", "hålla", "följa", "utföra", "visa", "ersätta", "grunda", "behandla", "räkna", "se"}
)


def _to_be_done(lemma: str) -> bool:
    """Whether "ska" with this passive is a task for somebody unnamed."""
    return stepwise(lemma, passive=True) or (agentive(lemma) and lemma not in _USED)


def looks_named(a: Analysis, verb: Verb) -> bool:
    """A capitalised word or two right before the verb, not a definite noun: a nickname, a firm."""
    pre = a.words[verb.start : verb.index]
    if pre and pre[0].lower() == "att":
        pre = pre[1:]
    if not pre or len(pre) > 3 or not all(w[0].isupper() for w in pre):
        return False
    return not pre[-1].lower().endswith(("en", "et", "na", "ar", "or", "ing", "ingar", "ning"))


_NO_ORDER = frozenset(
    {
        "vara",
        "ha",
        "bli",
        "finnas",
        "finna",
        "kunna",
        "få",
        "vilja",
        "böra",
        "veta",
        "känna",
        "tro",
        "tycka",
        "anse",
        "mena",
        "heta",
        "behöva",
    }
)


def _bare(a: Analysis, ctx: Context) -> Step | None:
    """ "Boka lokal": a sentence that opens with an infinitive or imperative of a verb of action."""
    if not a.low or ctx.role in (
        "background",
        "documents",
        "proposals",
        "vote",
        "procedure",
        "reservation",
        "distribution",
    ):
        return None
    told = actors_from(a, 0, ctx.cast)
    if (
        told
        and told[0].kind in (PERSON, ROLE)
        and told[-1].last < len(a.low)
        and a.gap(told[-1].last).strip() in (":", "-", "–")
    ):
        # "Kim: köpa kaffe"
        form = infinitive(a.low[told[-1].last])
        if form is not None and form.voice == "act" and form.lemma not in _NO_ORDER:
            return Step(EXPLICIT, "structure.infinitive", told[-1].last, Subject(told))
    first = infinitive(a.low[0])
    if (
        first is None
        or first.voice == "s"
        or first.lemma in _NO_ORDER
        or verb_classes().get(first.lemma, ("",))[0] == "decision"
    ):
        return None
    if told or (a.low[0] == "se" and a.low[1:2] not in (["över"], ["till"])):
        return None
    if (
        len(a.low) < 2
        or a.text.rstrip().endswith("?")
        or not (a.words[0][0].isupper() or ctx.bullet)
        or a.starts[0] > 0
    ):
        return None
    if a.main is not None and a.main.lemma in ("låta", "verka", "vara", "bli", "gå", "fungera", "kosta"):
        return None  # "Fortsätta så låter bra": the infinitive is a subject
    owner = _imperative_owner(a, ctx)
    return Step(EXPLICIT if owner.actors or ctx.owner else AGENTLESS, "structure.infinitive", 0, owner)


def _imperative_owner(a: Analysis, ctx: Context) -> Subject:
    """ "Uppdatera hemsidan, Erik.": the name after the last comma."""
    for i in range(len(a.low) - 1, 0, -1):
        if "," in a.gap(i):
            found = actors_from(a, i, ctx.cast)
            if found and found[-1].last == len(a.low) and found[0].kind in (PERSON, ROLE):
                return Subject(found)
            break
    return Subject([])


__all__ = ["AGENTLESS", "COMMITMENT", "OUTSIDE", "Step", "agentive", "find_step", "readings", "stepwise"]
