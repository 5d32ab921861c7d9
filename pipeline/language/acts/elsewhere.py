"""Decisions of somebody else, or of another time: told here, not taken here (guideline, section 6).

A decision verb is this meeting's own only if nothing in its clause says otherwise. Three things do:
a subject that is another party ("Tingsrätten avslår"), an agent after *av* that is another party
("utses av ministern"), and a time beside the verb that is not the meeting's ("antogs 2019").
"""

from __future__ import annotations

import re
from datetime import date

from pipeline.knowledge.phrases import phrases
from pipeline.language.acts.actors import (
    BODY,
    COLLECTIVE,
    MEETING,
    ORG,
    OUTSIDE,
    PERSON,
    PRONOUN,
    ROLE,
    WE,
    Actor,
    Subject,
    actor_at,
    actors_from,
    kind_of,
    subject_of,
)
from pipeline.language.acts.clauses import ATT, COORDINATED, MAIN, Analysis, Verb
from pipeline.language.acts.verdict import Context

PARTY, AGENT, TIME = "veto.other-party", "veto.other-agent", "veto.other-time"
_OTHER_PARTY = phrases("other-party")
_POWERS = phrases("power-of-its-own")
_SMALL = phrases("small-body")
_LATER = phrases("decides-later")
_EARLIER_BODY = phrases("earlier-body")
_ALREADY = phrases("already")
_TIME_AFTER = phrases("time-after")
_TIME_BEFORE = phrases("time-before")
_ENDING = re.compile(r"(?:e[nt]|n)$")
_BEFORE_AGENT = re.compile(
    r"(?:\d+|januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december|enhälligt|idag|redan"
    r"|formellt|slutligen|höstas|våras|somras|vintras|fjol|då|också|även|inte|ej|senare|nu|året|dag|direkt|ordförande"
    r"|ledamot|sekreterare|kassör)"
)
_OPENERS = frozenset(
    {
        "därför", "därefter", "då", "sedan", "sen", "nu", "idag", "dessutom", "vidare", "i", "på", "under", "efter",
        "den", "vid", "till", "trots", "därmed", "senare", "slutligen", "tyvärr", "även", "också",
    }
)  # fmt: skip
_CLOSES = frozenset({"decision.to-file", "decision.filed-without-action", "decision.one-word", "decision.run-in"})
_SAYS_WHO = frozenset({"consensus.tag", "consensus.all-in", "decision.gets-contract"})  # "det var alla överens om"
_HANDLES = frozenset({"återremittera", "bordlägga", "avslå", "godkänna", "anta", "avstyrka", "tillstyrka", "bifalla"})
_OBJECT = re.compile(r"\s+[^\W\d_]+(?:en|et|an|on)(?=\s+i\s)")
_NO_AGENT = frozenset({"teckna"})  # "Firman tecknas av Kim": whom the meeting empowers
_MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november",
    "december",
)  # fmt: skip


def told(a: Analysis, rule: str, at: int, clause: Verb | None, ctx: Context) -> str | None:
    """Why a decision in a clause is another party's or another time's.

    Args:
        a: the sentence.
        rule: id of the rule that saw the decision.
        at: where its trigger starts (characters).
        clause: the clause it stands in; None without a finite verb.
        ctx: the statement's context.

    Returns:
        The reason (``veto.other-party``, ``veto.other-agent``, ``veto.other-time``), None if it is this meeting's.
    """
    if clause is None and ctx.mood == "reported" and rule not in _CLOSES:
        return TIME
    if clause is None or clause.kind not in (MAIN, COORDINATED, ATT):
        return None
    if abs(a.starts[clause.index] - at) > 60 and a.starts[clause.index] < at:
        return None
    subject = _subject(a, clause, ctx)
    if rule not in _SAYS_WHO and _another(a, clause, subject, rule, ctx):
        return PARTY
    if clause.passive and clause.lemma not in _NO_AGENT and _by_another(a, clause, ctx):
        return AGENT
    if clause.tense == "prt" and clause.kind != ATT and _another_time(a, clause, ctx):
        return TIME
    return None


def _subject(a: Analysis, clause: Verb, ctx: Context) -> Subject:
    subject = subject_of(a, clause, ctx.cast)
    if subject.dropped and clause.kind == COORDINATED:
        before = next((v for v in reversed(a.mains()) if v.index < clause.index), None)
        if before is not None and not before.passive:
            return subject_of(a, before, ctx.cast)
    return subject


def stem(word: str) -> str:
    """A body's name without its definite ending: *nämnden* and *nämnd* are one."""
    return _ENDING.sub("", word) if len(word) > 5 else word


def own(word: str, ctx: Context) -> bool:
    """Whether a lower-case word names the body that meets, not the body it belongs to."""
    heads = [p.strip(",.()") for p in (ctx.body or "").lower().split()]
    if heads and _SMALL.search(heads[-1]):
        heads = [p for p in heads if not p.endswith(("ns", "ts"))]  # "Nämndens arbetsutskott"
    short = stem(word)
    return any(short in p or (len(p) > 5 and stem(p) in word) for p in heads)


def _another(a: Analysis, clause: Verb, subject: Subject, rule: str, ctx: Context) -> bool:
    if clause.passive:
        return False
    actor = subject.actors[0] if subject.actors else None
    if actor is None:
        actor = _object_first(a, clause, ctx)
        if actor is not None and actor.kind in (ROLE, COLLECTIVE, OUTSIDE):
            return a.low[actor.last - 1] not in ("alla", "samtliga", "medlemmarna", "deltagarna", "ledamöterna")
    word = a.low[actor.last - 1] if actor is not None else _noun_before(a, clause)
    if not word or own(word, ctx):
        return False
    if _OTHER_PARTY.match(word) and not (actor is not None and actor.kind in (PERSON, WE, MEETING)):
        return True
    if actor is None:
        return False
    if actor.kind == OUTSIDE:
        return kind_of(word) == OUTSIDE or (bool(ctx.body) and not a.words[actor.first].isupper())
    if actor.kind in (BODY, MEETING) and clause.tense == "prs" and rule != "decision.advise":
        return bool(ctx.body and _POWERS.search(word) and _LATER.match(a.text[a.ends[clause.index] :]))
    if actor.kind == BODY and (clause.tense == "prt" or rule == "decision.advise"):
        return bool(ctx.body and _POWERS.search(word))
    return False


def _object_first(a: Analysis, clause: Verb, ctx: Context) -> Actor | None:
    """ "Detta godkänner inte revisorerna": the object is a pronoun, the subject stands behind the verb."""
    if a.low[clause.start] not in ("det", "detta", "den", "dessa", "dem") or clause.index != clause.start + 1:
        return None
    at = clause.index + 1
    while at < len(a.low) and a.low[at] in ("inte", "ej", "också", "även", "dock"):
        at += 1
    return actor_at(a, at, ctx.cast)


def _noun_before(a: Analysis, clause: Verb) -> str:
    """The word before the verb; in a clause that opens otherwise, the word behind it."""
    at = clause.index - 1
    while at >= clause.start and a.low[at] in ("inte", "ej", "också", "även", "sedan", "då", "nu", "redan"):
        at -= 1
    before = a.low[at] if at >= clause.start else ""
    if _OTHER_PARTY.match(before):
        return before
    after = a.low[clause.index + 1] if clause.index + 1 < len(a.low) else ""
    fronted = a.low[clause.start] in _OPENERS
    return after if fronted and _OTHER_PARTY.match(after) and not a.gap(clause.index + 1).strip() else before


def _by_another(a: Analysis, clause: Verb, ctx: Context) -> bool:
    for i in range(clause.index + 1, min(clause.index + 7, len(a.low) - 1)):
        if set(",;:.") & set(a.gap(i)) and i > clause.index + 1:
            return False
        if a.low[i] != "av":
            continue
        if i > clause.index + 1 and not _BEFORE_AGENT.fullmatch(a.low[i - 1]):
            return False
        return _other_agent(a, i + 1, clause, ctx)
    return False


def _other_agent(a: Analysis, i: int, clause: Verb, ctx: Context) -> bool:
    word = a.low[i]
    found = actors_from(a, i, ctx.cast)
    if not found:
        return bool(_OTHER_PARTY.match(word)) and not own(word, ctx)
    head = a.low[found[0].last - 1]
    kind = found[0].kind
    if own(head, ctx):
        return False
    if kind in (OUTSIDE, ORG, PERSON, ROLE, PRONOUN) or _OTHER_PARTY.match(head):
        return not (kind in (PERSON, ROLE) and clause.lemma in ("besluta", "bestämma"))
    if kind in (BODY, MEETING) and ctx.body:
        if kind == MEETING and not _SMALL.search(ctx.body):
            return False
        return bool(_POWERS.search(head))
    return False


def _another_time(a: Analysis, clause: Verb, ctx: Context) -> bool:
    head = a.text[a.starts[clause.start] : a.starts[clause.index]]
    tail = a.text[a.ends[clause.index] :]
    if _EARLIER_BODY.search(head) or _ALREADY.match(tail):
        return True
    if clause.lemma in ("bestämma", "spika", "sätta", "höja", "sänka"):
        return False  # "Festen bestämdes till maj": the date is the content
    after_object = clause.lemma in _HANDLES and (thing := _OBJECT.match(tail)) is not None
    found = _TIME_AFTER.match(tail[thing.end() :] if after_object and thing else tail) or _TIME_BEFORE.search(head)
    return found is not None and not _meeting_day(found.group(0).lower(), ctx.date)


def _meeting_day(when: str, meeting: date | None) -> bool:
    """Whether a written time may be the meeting's, or is no time before it."""
    year = re.search(r"\b(?:19|20)\d\d\b", when)
    month = next((n for n, name in enumerate(_MONTHS, 1) if name in when), None)
    day = next((int(d) for d in re.findall(r"\b(\d{1,2})\b", when) if year is None or d not in year.group(0)), None)
    if month is None and (numbers := re.search(r"(?:19|20)\d\d-(\d\d)-(\d\d)|\b(\d{1,2})/(\d{1,2})\b", when)):
        month, day = int(numbers.group(1) or numbers.group(4)), int(numbers.group(2) or numbers.group(3))
    if meeting is None:
        return False
    if year is not None and int(year.group(0)) != meeting.year:
        return int(year.group(0)) > meeting.year
    if month is None:
        return year is not None
    if year is None and 0 < (month - meeting.month) % 12 <= 6:
        return True  # sooner in the future than in the past: the time is what was decided
    return month == meeting.month and (day is None or day >= meeting.day)


__all__ = ["AGENT", "PARTY", "TIME", "own", "stem", "told"]
