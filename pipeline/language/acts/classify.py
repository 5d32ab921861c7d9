"""The class of a statement: rules, vetoes with scope, structure, and what the heading says."""

from __future__ import annotations

import re

from pipeline.knowledge.phrases import phrases
from pipeline.language.acts.actors import PERSON, PRONOUN, ROLE, actors_from, subject_of
from pipeline.language.acts.clauses import ATT, MAIN, MODALS, Analysis, analyse
from pipeline.language.acts.content import TASK_IN_CONTENT, refined, with_task
from pipeline.language.acts.elsewhere import TIME, told
from pipeline.language.acts.matching import Hit, apply_vetoes, clause_at, fire, speaks_against
from pipeline.language.acts.step import AGENTLESS, Step
from pipeline.language.acts.structure import find_step
from pipeline.language.acts.verdict import Context, Fired, Verdict

_ATT_ITEM = re.compile(r"^\W*(?:\d+[.)]\s*)?(?:[a-zåäö]\)\s*)?att\b", re.IGNORECASE)
_CONTENTLESS = phrases("contentless")
_ELECTED_TO = phrases("elected-to")
_SECRET = phrases("secret")
# Under a heading of proposals: the past, or a decision by the proposal, settles them
_SETTLED = phrases("settled")
_DECIDED_ITEM = phrases("decided-item")
_LAID = phrases("laid-item")
_TOLD = ("earlier_decision", "future_decision", "no_decision")


def classify(text: str, context: Context | None = None) -> Verdict:
    """Class of one statement.

    Args:
        text: the statement without bullet or owner tag.
        context: what stands around it; None for a sentence alone.

    Returns:
        The verdict, with every rule that fired and its fate.
    """
    ctx = context or Context()
    a = analyse(text)
    hits, vetoes = fire(a, ctx)
    apply_vetoes(a, hits, vetoes)
    for hit in hits:
        if hit.fate == "stands" and hit.rule.label == "decision":
            why = told(a, hit.rule.id, hit.start, hit.clause, ctx)
            hit.fate = f"told: {why}" if why else hit.fate
    _advised_by_another(hits)
    verdict = _decide(a, hits, vetoes, ctx)
    verdict.analysis = a
    verdict.fired = [Fired(h.rule.id, text[h.start : h.end], h.fate) for h in [*hits, *vetoes]]
    verdict.vetoes = [v.rule.id for v in vetoes if v.fate == "veto"]
    return verdict


def _advised_by_another(hits: list[Hit]) -> None:
    """What another body's advice holds is told with it: "Nämnden förordar att motionen avslås"."""
    advice = next((h for h in hits if h.rule.id == "decision.advise" and h.fate.startswith("told: ")), None)
    if advice is None:
        return
    for hit in hits:
        if hit.fate == "stands" and hit.clause is not None and hit.clause.kind == ATT and hit.start > advice.start:
            hit.fate = advice.fate


def _decide(a: Analysis, hits: list[Hit], vetoes: list[Hit], ctx: Context) -> Verdict:
    standing = sorted((h for h in hits if h.fate == "stands"), key=lambda h: (-h.rule.rank, h.start))
    forced = _by_role(a, standing, vetoes, ctx)
    if forced is not None:
        return forced
    if ctx.row == "decision":
        return _logged(a, standing, ctx)
    if ctx.mood == "election" and (election := _name_only(a, ctx)) is not None:
        return election
    step = _standing_step(a, vetoes, ctx)
    running_on = ctx.lead is not None and ctx.lead.contentless and ctx.lead.rule == "lead.following"
    own = step is not None or any(h.rule.label != "information" or h.rule.rank >= 50 for h in standing)
    if ctx.lead is not None and not (running_on and own) and (inherited := _by_lead(a, standing, ctx)) is not None:
        return inherited
    if (item := _item_alone(a, standing, vetoes, ctx)) is not None:
        return item
    best = _outcome_of_vote(a, standing, ctx) or (standing[0] if standing else None)
    acts = [h for h in standing if h.rule.label in ("decision", "assignment")]
    if best is not None and best.rule.label == "decision" and ctx.role == "background" and _told(a, best, ctx):
        best.fate = "vetoed by section role background"
        return Verdict("information", subtype="earlier_decision", rule="role.background", trigger=_text(a, best))
    if step is not None and (best is None or best.rule.rank < (50 if step.kind != AGENTLESS else 40)):
        return _step_verdict(a, step)
    if best is not None and best.rule.label == "decision":
        best.fate = "wins"
        return _decision(a, best, acts, step, ctx)
    if best is not None and best.rule.label == "assignment":
        best.fate = "wins"
        return _assignment(a, best, ctx)
    if ctx.delegated and _DELEGATED_ROW.search(a.text):
        return Verdict(
            "decision", subtype="delegated", rule="role.delegated", strength="implied", outcome=_delegated_outcome(a)
        )
    if (ctx.owner and (ctx.mood == "todo" or _owned(a, ctx))) or (ctx.row == "task" and not _status(a)):
        return Verdict("assignment", subtype="explicit", rule="structure.owner", trigger=ctx.owner or "row")
    return _information(a, best, hits, vetoes, ctx)


def _item_alone(a: Analysis, standing: list[Hit], vetoes: list[Hit], ctx: Context) -> Verdict | None:
    """An att-item whose lead stands nowhere: "att ur reserven anvisa 20 000 kronor" is what was decided."""
    if ctx.lead is not None or ctx.role is not None or ctx.mood is not None or ctx.row is not None:
        return None
    if not _DECIDED_ITEM.match(a.text) or a.main is not None or a.text.rstrip().endswith(("?", ":")):
        return None
    if any(v.fate == "veto" and v.rule.id in ("veto.proposed", "veto.modal") and v.start < 40 for v in vetoes):
        return None
    verdict = Verdict("decision", subtype="formal", rule="lead.none", strength="implied", outcome="approved")
    verdict = with_task(a, refined(a, verdict, ctx), ctx)
    laid = any(h.rule.label == "assignment" for h in standing) or _LAID.match(a.text)
    if laid and "assignment" not in verdict.also:
        verdict.also.append("assignment")
    return verdict


def _outcome_of_vote(a: Analysis, standing: list[Hit], ctx: Context) -> Hit | None:
    """The decision in a sentence that also counts the votes, where nothing else in the item holds it."""
    if not standing or standing[0].rule.id != "vote.count" or ctx.outcome_elsewhere:
        return None
    decision = next((h for h in standing if h.rule.label == "decision"), None)
    if decision is not None and decision.rule.id == "decision.besluta" and len(a.text[decision.end :].split()) <= 2:
        return None  # "Med 31 ja mot 18 nej beslutar fullmäktige": what was decided stands elsewhere
    return decision


_DELEGATED_ROW = phrases("delegated-row")


def _delegated_outcome(a: Analysis) -> str:
    if any(w.startswith(("avsl", "avvis")) or w in ("ej", "inte") for w in a.low):
        return "rejected"
    return "approved"


_NO_TASK_NOUN = phrases("no-task-noun")


def _status(a: Analysis) -> bool:
    """Whether a cell of an action table tells how things stand: "Kim har ringt", "målningen är klar"."""
    main = a.main
    if main is None or main.lemma in MODALS:
        return False
    done = main.lemma == "vara" and any(w in ("klar", "klart", "klara", "färdig", "färdigt") for w in a.low)
    return done or main.tense == "prt" or (main.lemma == "ha" and a.complement(main) is not None)


def _logged(a: Analysis, standing: list[Hit], ctx: Context) -> Verdict:
    """A row of a log of decisions; who carries it out stands beside it."""
    hit = next((h for h in standing if h.rule.label == "decision"), None)
    if hit is not None:
        verdict = _decision(a, hit, [hit], None, ctx)
    else:
        verdict = refined(
            a, Verdict("decision", subtype="formal", rule="role.log", strength="implied", outcome="approved"), ctx
        )
    if ctx.owner and verdict.outcome == "approved" and "assignment" not in verdict.also:
        verdict.also.append("assignment")
    return verdict


def _owned(a: Analysis, ctx: Context) -> bool:
    """A short point with a known person's name as its tag: "Sommarfest (Eva)"."""
    if not ctx.bullet or a.verbs or len(a.words) > 10 or ctx.owner is None or _NO_TASK_NOUN.match(a.text):
        return False
    owner = analyse(ctx.owner)
    found = actors_from(owner, 0, ctx.cast)
    return bool(found) and found[0].kind in (PERSON, ROLE) and found[-1].last == len(owner.words)


def _text(a: Analysis, hit: Hit) -> str:
    return a.text[hit.start : hit.end].strip()


def _step_verdict(a: Analysis, step: Step) -> Verdict:
    return Verdict(
        "assignment",
        subtype=step.kind,
        rule=step.rule,
        trigger=a.words[step.verb],
        subject=step.subject,
        task_at=step.verb,
    )


def _standing_step(a: Analysis, vetoes: list[Hit], ctx: Context) -> Step | None:
    step = find_step(a, ctx)
    if step is None:
        return None
    clause = clause_at(a, a.starts[step.verb], a.ends[step.verb])
    if clause is not None and clause.index > step.verb:
        clause = None
    for veto in vetoes:
        if step.rule == "structure.infinitive" and veto.rule.rule.scope != "any" and veto.start > 0:
            continue  # "Kontakta Bo om han kan komma": the veto stands in a later clause
        if step.rule == "structure.on-it" and veto.start < a.starts[step.verb]:
            continue  # "Ny affisch behövs, Kim på det"
        if veto.fate == "veto" and "structure" in veto.rule.rule.veto and speaks_against(a, veto, clause):
            return None
    if a.text.rstrip().endswith("?"):
        return None
    return step


def _told(a: Analysis, hit: Hit, ctx: Context) -> bool:
    """Under background a decision is told, unless it is in the present and nothing else settles the item."""
    return ctx.outcome_elsewhere or hit.clause is None or hit.clause.tense == "prt"


def _by_role(a: Analysis, standing: list[Hit], vetoes: list[Hit], ctx: Context) -> Verdict | None:
    """What the heading settles whatever the wording."""
    best = standing[0] if standing else None
    if best is not None and best.rule.id == "procedure.case-number":
        return Verdict("information", subtype="procedural", rule=best.rule.id, trigger=_text(a, best))
    settled = best is not None and best.rule.label == "decision"
    if settled and (ctx.mood == "proposals" or (ctx.role == "proposals" and _SETTLED.search(a.text))):
        return None
    if ctx.role == "proposals" or ctx.mood == "proposals":
        return Verdict("information", subtype="proposal", rule="role.proposals")
    if ctx.role == "recommendation":
        return refined(
            a,
            Verdict(
                "decision",
                subtype="recommendation",
                rule="role.recommendation",
                strength="explicit" if best else "implied",
                outcome="approved",
            ),
            ctx,
        )
    if ctx.role == "distribution":
        return Verdict("information", subtype="procedural", rule="role.distribution")
    if ctx.role == "documents":
        return Verdict("information", subtype="report", rule="role.documents")
    if ctx.role == "reservation":
        return Verdict("information", subtype="reservation", rule="role.reservation")
    if ctx.role == "vote":
        return Verdict("information", subtype="vote", rule="role.vote")
    if ctx.delegated:
        return None
    if ctx.role == "procedure":
        if ctx.lead is not None and ctx.lead.label == "decision":
            return None
        if best is not None and best.rule.label == "decision" and not ctx.outcome_elsewhere:
            return None
        return Verdict("information", subtype="vote", rule="role.procedure")
    if ctx.role == "decision":
        return _in_decision_section(a, standing, vetoes, ctx)
    return None


def _in_decision_section(a: Analysis, standing: list[Hit], vetoes: list[Hit], ctx: Context) -> Verdict | None:
    best = standing[0] if standing else None
    decision = next((h for h in standing if h.rule.label == "decision"), None)
    if decision is None and any(v.rule.id == "veto.no-decision" and v.fate == "veto" for v in vetoes):
        return Verdict("information", subtype="no_decision", rule="veto.no-decision")
    if not a.words:
        return Verdict("information", subtype="report", rule="default")  # "–": nothing was decided
    if ctx.mood == "reported" and decision is None and not a.verbs:
        return Verdict("information", subtype="earlier_decision", rule="role.reported")
    if ctx.run and decision is None and _beside_the_decision(a, best, ctx):
        return None
    if _SECRET.search(a.text):
        return Verdict("information", subtype="report", rule="role.secret")
    if best is not None and best.rule.family in ("reservation", "vote") and best.rule.rank >= 85:
        return Verdict("information", subtype=best.rule.subtype, rule=best.rule.id, trigger=_text(a, best))
    if best is not None and best.rule.family == "proposal" and best.rule.rank >= 100 and decision is None:
        if best.clause is not None and best.clause.kind == MAIN and subject_of(a, best.clause, ctx.cast).kind == PERSON:
            return Verdict("information", subtype="proposal", rule=best.rule.id, trigger=_text(a, best))
        return refined(
            a,
            Verdict(
                "decision", subtype="recommendation", rule="role.decision", strength="explicit", outcome="approved"
            ),
            ctx,
        )
    if decision is not None:
        decision.fate = "wins"
        return _decision(
            a, decision, [h for h in standing if h.rule.label != "information"], _standing_step(a, [], ctx), ctx
        )
    verdict = Verdict("decision", subtype="formal", rule="role.decision", strength="implied", outcome="approved")
    noted = next((h for h in standing if h.rule.id == "information.noted"), None)
    if noted is not None:
        verdict.subtype = verdict.outcome = "noted"
        verdict.strength = "explicit"
    if _ATT_ITEM.match(a.text) or ctx.lead is not None:
        verdict.strength = "explicit"
    verdict = with_task(a, refined(a, verdict, ctx), ctx)
    task = next((h for h in standing if h.rule.label == "assignment"), None)
    if task is not None and "assignment" not in verdict.also:
        verdict.also.append("assignment")
        if task.clause is not None:
            verdict.subject, verdict.task_at = subject_of(a, task.clause, ctx.cast), task.clause.index
    return verdict


def _beside_the_decision(a: Analysis, best: Hit | None, ctx: Context) -> bool:
    """Whether a sentence that runs on after "Beslut:" is no part of it: who will do it, how it came about."""
    if TASK_IN_CONTENT.search(a.text) or (best is not None and best.rule.id == "assignment.gets-task"):
        return False
    main = a.main
    if main is not None and (main.tense == "prt" or main.lemma in ("ha", "komma")):
        return True
    if best is not None and best.rule.label == "information" and best.rule.rank >= 10:
        return True
    step = find_step(a, ctx)
    return step is not None and step.kind != AGENTLESS and step.subject.kind in (PERSON, ROLE, PRONOUN)


def _by_lead(a: Analysis, standing: list[Hit], ctx: Context) -> Verdict | None:
    lead = ctx.lead
    assert lead is not None
    if lead.label == "decision":
        explicit = next((h for h in standing if h.rule.label == "decision"), None)
        verdict = Verdict(
            "decision",
            subtype=explicit.rule.subtype if explicit else (lead.subtype or "formal"),
            rule=_under_lead(lead, "decision"),
            trigger=lead.trigger,
            strength=lead.strength or "explicit",
            outcome=(explicit.rule.rule.outcome if explicit else None) or lead.outcome or "approved",
            lemma=lead.lemma,
        )
        return with_task(a, refined(a, verdict, ctx), ctx)
    if (
        lead.label == "information"
        and lead.subtype
        in (
            "proposal",
            "earlier_decision",
            "report",
            "vote",
            "reservation",
        )
        and (_ATT_ITEM.match(a.text) or lead.subtype in ("proposal", "earlier_decision"))
    ):
        return Verdict("information", subtype=lead.subtype, rule=_under_lead(lead, "information"))
    if lead.label == "assignment" and _ATT_ITEM.match(a.text):
        return Verdict("assignment", subtype=lead.subtype, rule=_under_lead(lead, "assignment"), subject=lead.subject)
    return None


def _under_lead(lead: Verdict, label: str) -> str:
    return "lead." + (lead.rule or label).removeprefix("lead.")


def _decision(a: Analysis, best: Hit, acts: list[Hit], step: Step | None, ctx: Context) -> Verdict:
    rule = best.rule.rule
    verdict = Verdict(
        "decision",
        subtype=best.rule.subtype or "formal",
        rule=best.rule.id,
        trigger=_text(a, best),
        strength=rule.strength or "explicit",
        outcome=rule.outcome,
        lemma=rule.lemma or (best.clause.lemma if best.clause is not None else None),
        routine=rule.routine,
    )
    verdict.contentless = bool(_CONTENTLESS.search(a.text))
    if best.clause is not None:
        verdict.subject = subject_of(a, best.clause, ctx.cast)
    if verdict.subtype in ("formal", "consensus") and best.rule.id in (
        "decision.besluta",
        "decision.run-in",
        "decision.noun",
        "decision.beslutat",
        "decision.taken",
    ):
        inner = next((h for h in acts if h is not best and h.rule.label == "decision" and h.start > best.start), None)
        if inner is not None:
            verdict.subtype, verdict.outcome = inner.rule.subtype, inner.rule.rule.outcome
        verdict = refined(a, verdict, ctx)
    elif rule.task or TASK_IN_CONTENT.search(a.text) or _ELECTED_TO.search(a.text):
        verdict.also.append("assignment")
    if "assignment" not in verdict.also and any(h.rule.label == "assignment" and h is not best for h in acts):
        verdict.also.append("assignment")
    return with_task(a, verdict, ctx)


def _assignment(a: Analysis, best: Hit, ctx: Context) -> Verdict:
    verdict = Verdict("assignment", subtype=best.rule.subtype or "explicit", rule=best.rule.id, trigger=_text(a, best))
    if best.clause is not None:
        verdict.subject = subject_of(a, best.clause, ctx.cast)
        verdict.task_at = best.clause.index
    return verdict


_NAME_NOISE = phrases("name-noise")


def _name_only(a: Analysis, ctx: Context) -> Verdict | None:
    """A name under an election heading: elected, by the heading."""
    if a.verbs or not a.words or len(a.words) > 16 or not a.words[0][0].isupper():
        return None
    rest = _NAME_NOISE.sub(" ", a.text)
    words = list(re.findall(r"[^\W\d_]+", rest))
    names = [w for w in words if w[0].isupper()]
    if re.match(
        r"\W*(?:förslag|förslaget|kandidat\w*|nominer\w*|kvarst\w+|avgående|nuvarande)\b", a.text, re.IGNORECASE
    ):
        return None
    if not names or len(names) < len(words) * 0.7:
        return None
    if not actors_from(a, 0, ctx.cast) and ":" not in a.text and len(names) < 2:
        return None
    return Verdict(
        "decision", subtype="election", rule="role.election", strength="implied", outcome="elected", lemma="välja"
    )


def _information(a: Analysis, best: Hit | None, hits: list[Hit], vetoes: list[Hit], ctx: Context) -> Verdict:
    if best is not None and best.rule.label == "information" and best.rule.rank >= 50:
        best.fate = "wins"
        return Verdict("information", subtype=best.rule.subtype, rule=best.rule.id, trigger=_text(a, best))
    elsewhere = next((h for h in hits if h.fate.startswith("told: ")), None)
    if elsewhere is not None:
        why = elsewhere.fate.removeprefix("told: ")
        past = elsewhere.clause is not None and elsewhere.clause.tense == "prt"
        subtype = "earlier_decision" if past or why == TIME else "report"
        return Verdict("information", subtype=subtype, rule=why, trigger=_text(a, elsewhere))
    vetoed = next((h for h in hits if h.fate.startswith("vetoed by veto")), None)
    if vetoed is not None:
        veto = next(v for v in vetoes if vetoed.fate.endswith(v.rule.id))
        return Verdict("information", subtype=veto.rule.subtype, rule=veto.rule.id, trigger=_text(a, veto))
    told = next((v for v in vetoes if v.fate == "veto" and v.rule.subtype in _TOLD), None)
    if told is not None and (best is None or told.rule.subtype == "no_decision"):
        return Verdict("information", subtype=told.rule.subtype, rule=told.rule.id, trigger=_text(a, told))
    if best is not None and best.rule.label == "information":
        best.fate = "wins"
        return Verdict("information", subtype=best.rule.subtype, rule=best.rule.id, trigger=_text(a, best))
    subtype = "report"
    if not a.verbs and re.search(r"\d", a.text):
        subtype = "schedule"
    elif a.main is not None and a.main.lemma in ("komma", "skola"):
        subtype = "plan"
    return Verdict("information", subtype=subtype, rule="default")
