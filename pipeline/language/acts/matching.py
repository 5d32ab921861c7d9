"""Rules on a sentence: which fire, in which clause, and which vetoes speak against them."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.knowledge.rulebook import Compiled, rulebook
from pipeline.language.acts.actors import BODY, MEETING, Subject, kind_of, subject_of
from pipeline.language.acts.clauses import ADVERBIAL, ATT, COORDINATED, MAIN, MODALS, RELATIVE, Analysis, Verb
from pipeline.language.acts.step import looks_named
from pipeline.language.acts.verdict import Context

_MATTERS = (
    "frågan", "fråga", "ärendet", "ärende", "förslaget", "förslag", "motionen", "motion", "punkten", "begäran",
    "ansökan",
)  # fmt: skip


@dataclass(slots=True)
class Hit:
    """A rule that matched: where, in which clause, and its fate."""

    rule: Compiled
    start: int
    end: int
    clause: Verb | None  # the finite verb of the clause it stands in
    fate: str = "stands"


def fire(a: Analysis, ctx: Context) -> tuple[list[Hit], list[Hit]]:
    """Rules and vetoes that match, with those out of scope marked."""
    hits: list[Hit] = []
    vetoes: list[Hit] = []
    for rule in rulebook().candidates(set(a.low)):
        if (rule.rule.roles and ctx.role not in rule.rule.roles) or ctx.role in rule.rule.not_roles:
            continue
        for match in rule.regex.finditer(a.text):
            hit = Hit(rule, match.start(), match.end(), clause_at(a, match.start(), match.end()))
            reason = _out_of_scope(a, hit, ctx)
            if reason:
                hit.fate = "out of scope: " + reason
            elif rule.rule.veto:
                hit.fate = "veto"
            (vetoes if rule.rule.veto else hits).append(hit)
            if not reason:
                break
    return hits, vetoes


def clause_at(a: Analysis, start: int, end: int) -> Verb | None:
    """The verb of the clause where a match stands: the finite verb inside it, else the clause around it."""
    around = None
    for verb in a.verbs:
        at = a.starts[verb.index]
        if start <= at < end:
            return verb
        if a.starts[verb.start] <= start:
            around = verb
    return around if around is not None else (a.verbs[0] if a.verbs and a.verbs[0].kind == MAIN else None)


def _out_of_scope(a: Analysis, hit: Hit, ctx: Context) -> str:
    rule = hit.rule.rule
    if rule.scope == "any" or rule.scope == "start":
        return ""
    clause = hit.clause
    if hit.rule.label == "decision" and _in_brackets(a, hit):
        return "in brackets"
    if hit.rule.label == "decision" and _conditional(a, hit):
        return "in a condition"
    if clause is not None and clause.kind == ADVERBIAL and _about(a, clause):
        return "" if clause.passive and (not rule.subject or "passive" in rule.subject) else "about a matter"
    if clause is not None and clause.kind in (RELATIVE, ADVERBIAL):
        return f"in a {clause.kind} clause"
    if rule.veto and rule.id == "veto.modal" and (clause is None or not hit.start <= a.starts[clause.index] < hit.end):
        return "no finite verb"
    governed = clause is not None and clause.lemma in MODALS and not hit.start <= a.starts[clause.index] < hit.end
    if rule.verbs and hit.rule.label == "decision" and governed:
        return "infinitive under a modal"
    if rule.subject and clause is not None:
        if clause.passive:
            return "" if "passive" in rule.subject else "passive"
        subject = _subject(a, clause, ctx)
        kind = subject.kind
        if subject.unknown and "person" in rule.subject and looks_named(a, clause):
            return ""
        if subject.dropped and "dropped" in rule.subject:
            return ""
        if kind not in rule.subject:
            return f"subject is {kind}"
        if subject.unknown and hit.rule.label == "decision" and _foreign(a, clause):
            return "subject is a name"
    return ""


def _in_brackets(a: Analysis, hit: Hit) -> bool:
    """Whether a trigger stands in brackets beside a sentence of its own: "enligt avtalet (stämman godkände det)"."""
    open_ = a.text.rfind("(", 0, hit.start)
    if open_ < 0 or ")" in a.text[open_ : hit.start] or a.text.find(")", hit.end) < 0:
        return False
    return any(a.starts[v.index] < open_ for v in a.mains())


def _conditional(a: Analysis, hit: Hit) -> bool:
    """Whether a trigger stands in the condition that opens the sentence: "Om banken avslår lånet, ..."."""
    if a.low[:1] not in (["om"], ["ifall"]) or hit.clause is None or hit.clause.passive or hit.clause.index < 2:
        return False
    comma = a.text.find(",")
    return 0 < hit.start < comma and hit.clause is a.verbs[0]


def _about(a: Analysis, clause: Verb) -> bool:
    """ "Frågan om höjd avgift bordlades": *om* is a preposition, the verb that of the sentence."""
    if a.low[clause.start] != "om" or clause is not a.verbs[0] or clause.index - clause.start < 2:
        return False
    matter = a.low[clause.start - 1] if clause.start else ""
    return matter.endswith(_MATTERS) and clause.passive and kind_of(a.low[clause.start + 1]) is None


def _subject(a: Analysis, clause: Verb, ctx: Context) -> Subject:
    """The subject of a clause; that of the clause before it where a coordinated verb has none."""
    subject = subject_of(a, clause, ctx.cast)
    if subject.dropped and clause.kind == COORDINATED:
        before = next((v for v in reversed(a.mains()) if v.index < clause.index), None)
        if before is not None and not before.passive:
            earlier = subject_of(a, before, ctx.cast)
            return earlier if earlier.actors else subject
    return subject


def _foreign(a: Analysis, clause: Verb) -> bool:
    """Whether a clause tells of a party nobody here knows: "Sparbanken Nord beviljade lån"."""
    if clause.index - clause.start < 2 and clause.start == 0:
        return False  # "Frågan får vila": any noun has a capital there
    return looks_named(a, clause) and kind_of(a.low[clause.index - 1]) not in (BODY, MEETING)


def _under(a: Analysis, hit: Verb | None, veto: Verb | None) -> bool:
    """Whether a clause is the veto's own, or stands under it."""
    if hit is None or veto is None or hit is veto:
        return True
    if hit.clause < veto.clause:
        return False
    # every clause between must be subordinate
    return all(v.kind in (ATT, ADVERBIAL, RELATIVE) for v in a.verbs if veto.clause < v.clause <= hit.clause)


def _same(hit: Verb | None, veto: Verb | None) -> bool:
    return hit is None or veto is None or hit is veto


def speaks_against(a: Analysis, veto: Hit, clause: Verb | None) -> bool:
    """Whether a veto reaches the clause: its own, those under a verb of report, or all (scope any)."""
    if veto.rule.rule.scope == "any":
        return True
    if veto.rule.id in ("veto.reported",):
        return clause is not veto.clause and _under(a, clause, veto.clause)
    if veto.rule.id in ("veto.proposed", "veto.advised", "veto.has-decided"):
        return _under(a, clause, veto.clause)
    return _same(clause, veto.clause)


def _put_off(veto: Hit, hit: Hit) -> bool:
    """ "Inget beslut fattades, frågan bordläggs": what follows is a decision all the same."""
    follows = hit.start >= veto.end and hit.rule.subtype in ("postponement", "referral")
    return veto.rule.id == "veto.no-decision" and (follows or hit.rule.id == "decision.vacant")


def _told_in_att(decisions: list[Hit]) -> None:
    """ "En nyhet var att avgiften höjs": an implied decision under *att* needs a verb of decision before it."""
    for hit in decisions:
        if hit.rule.rule.strength != "implied" or hit.rule.rule.scope != "main":
            continue
        if hit.clause is None or hit.clause.kind != ATT:
            continue
        if not any(d.clause is not None and d.clause.clause < hit.clause.clause for d in decisions):
            hit.fate = "out of scope: in an att clause"


def apply_vetoes(a: Analysis, hits: list[Hit], vetoes: list[Hit]) -> None:
    """Mark the hits that a veto speaks against, and information that stands under a decision."""
    standing = [v for v in vetoes if v.fate == "veto"]
    for hit in hits:
        if hit.fate != "stands":
            continue
        for veto in standing:
            if _put_off(veto, hit):
                continue
            if veto.rule.opposes(hit.rule) and speaks_against(a, veto, hit.clause):
                hit.fate = f"vetoed by {veto.rule.id}"
                break
    decisions = [h for h in hits if h.fate == "stands" and h.rule.label == "decision" and h.clause is not None]
    _told_in_att(decisions)
    for hit in hits:
        if (
            hit.fate == "stands"
            and hit.rule.label == "information"
            and hit.clause is not None
            and hit.clause.kind == ATT
        ) and any(
            d.clause is not None and d.clause.clause < hit.clause.clause and d.clause.kind != ATT for d in decisions
        ):
            hit.fate = "out of scope: under a decision"
