"""Tasks in a finite clause: somebody does, shall or gets to do something; something is to be done."""

from __future__ import annotations

from pipeline.knowledge.phrases import phrases
from pipeline.language.acts.actors import (
    BODY,
    COLLECTIVE,
    MEETING,
    NONE,
    ORG,
    OUTSIDE,
    PERSON,
    PRONOUN,
    ROLE,
    SOMEBODY,
    WE,
    Actor,
    Subject,
    actor_at,
    actors_from,
    kind_of,
)  # fmt: skip
from pipeline.language.acts.clauses import RELATIVE, Analysis, Verb, infinitive, readings
from pipeline.language.acts.step import (
    AGENTLESS,
    COMMITMENT,
    Step,
    agentive,
    looks_named,
    other_body,
    stepwise,
    verb_class,
)
from pipeline.language.acts.verdict import Context
from pipeline.language.verbs import VerbForm

_HABIT = phrases("habit")
_NOT_TASKS = phrases("not-task")
_NOT_STEPS = phrases("not-step")
_TELLING_NOUN = phrases("telling-noun")
_MOVED = phrases("moved")
_DUE = phrases("due")
# A report is a task when it is to be given later: "Kim berättar på nästa träff"
_LATER = phrases("later")
# What bodies do at meetings of their own, no task laid on them here
_OWN_BUSINESS = phrases("own-business")
_TOWARDS_US = phrases("towards-us")
_OWN_WORK = phrases("own-work")
_OWN_PLANS = phrases("own-plans")
_DOES_NAMED = phrases("do-named")
_WIDE_BODY = phrases("wide-body")
_TAKES_PART = phrases("takes-part")
_DO = phrases("do")
_DO_INFINITIVE = phrases("do-infinitive")
_TAKES_ON = phrases("takes-on")
_TRIES = phrases("tries")
_PERMITTED = phrases("permitted")
_TELLS = phrases("tells")
_LEAVES = phrases("leaves")

_THOSE_HERE = frozenset({"ledamöterna", "deltagarna", "närvarande", "mötesdeltagarna", "siffrorna", "alla", "samtliga"})
_AUXILIARIES = frozenset({"skola", "komma", "få", "måste"})
_CLAUSE_OPENERS = frozenset({"om", "att", "som", "när", "innan"})
_NEGATIONS = frozenset({"inte", "ej", "aldrig", "inga", "inget", "ingen"})


def finite_step(a: Analysis, verb: Verb, subject: Subject, ctx: Context, background: bool) -> Step | None:
    """The task that one finite verb states, if it does."""
    if (verb.tense != "prs" and a.low[verb.index] != "sköts") or _negated(a, verb):
        return None
    if verb.lemma in _AUXILIARIES:
        return _auxiliary_step(a, verb, subject, ctx, background)
    if _helping(a, verb.index):
        return _helping_step(a, verb, subject, ctx)
    if verb.passive:
        return _passive_step(a, verb, ctx, background)
    return _active_step(a, verb, subject, ctx, background)


def does(a: Analysis, at: int) -> bool:
    """Whether a verb of state, sight or talk at a word is a task by what follows it: "ser över"."""
    return _DO.match(a.text, a.starts[at]) is not None


def taken_on(a: Analysis, ctx: Context) -> Step | None:
    """ "..., vilket Kim tog på sig": a relative clause in which somebody takes on what was said."""
    for verb in a.verbs:
        opener = a.low[verb.start]
        if verb.kind != RELATIVE or opener not in ("som", "vilket") or verb.passive:
            continue
        if (cleft := _cleft(a, verb, ctx)) is not None:
            return cleft
        found = actors_from(a, verb.start + 1, ctx.cast)
        if not found or found[0].kind not in (PERSON, ROLE, WE) or verb.index - found[-1].last > 1:
            continue
        tail = a.text[a.starts[verb.index] :]
        does = opener == "vilket" and verb.tense == "prs" and stepwise(verb.lemma)
        if does or _TAKES_ON.match(tail):
            return Step(COMMITMENT, "structure.taken-on", verb.index, Subject(found))
    return None


def _cleft(a: Analysis, verb: Verb, ctx: Context) -> Step | None:
    """ "Det är Kim som bokar"."""
    if a.low[verb.start] != "som":
        return None
    at = next((i for i in range(verb.start - 1, -1, -1) if a.low[i] in ("är", "blir", "blev")), 0)
    if "det" not in (a.low[at - 1] if at else "", a.low[at + 1]):
        return None
    found = actors_from(a, at + 1 + (a.low[at + 1] == "det"), ctx.cast)
    if verb.tense != "prs" or not found or found[-1].last != verb.start or found[0].kind not in (PERSON, ROLE):
        return None
    done: int | None = a.complement(verb) if verb.lemma in ("få", "skola") else verb.index
    form = readings(a.low[done]) if done is not None else ()
    if done is None or not any(stepwise(r.lemma) for r in form) or _habit(a, verb):
        return None
    return Step(COMMITMENT, "structure.cleft", done, Subject(found))


def _helping(a: Analysis, at: int) -> bool:
    """ "hjälps åt": a passive in form alone."""
    return a.low[at] in ("hjälps", "hjälpas") and "åt" in a.low[at + 1 : at + 5]


def _helping_step(a: Analysis, verb: Verb, subject: Subject, ctx: Context) -> Step | None:
    """ "Alla hjälps åt", "Sedan hjälps Kim och Bo åt"."""
    if not subject.actors:
        subject = Subject(actors_from(a, verb.index + 1, ctx.cast), inverted=True)
    if subject.kind not in (PERSON, ROLE, COLLECTIVE, WE, SOMEBODY, BODY) or _habit(a, verb):
        return None
    return Step(COMMITMENT, f"structure.{subject.kind}", verb.index, subject)


def _negated(a: Analysis, verb: Verb) -> bool:
    for word in a.low[verb.index + 1 : verb.index + 5]:
        if word in _CLAUSE_OPENERS:
            return False
        if word in _NEGATIONS:
            return True
    return False


def _habit(a: Analysis, verb: Verb) -> bool:
    """Whether the words round a verb, up to the next clause, tell of a habit: "varje år", "redan"."""
    begin = a.starts[verb.start]
    ends = [a.starts[v.start] for v in a.verbs if v.start > verb.index]
    return _HABIT.search(a.text, begin, min(ends, default=len(a.text))) is not None


def _passive_step(a: Analysis, verb: Verb, ctx: Context, background: bool) -> Step | None:
    """ "Offert begärs in", "Lokalen fixas av Kim"."""
    if background or _habit(a, verb):
        return None
    if agents := _agents(a, verb.index, verb.lemma, ctx):
        return Step(COMMITMENT, "structure.agent", verb.index, Subject(agents))
    if not stepwise(verb.lemma, passive=True) or _NOT_STEPS.match(a.text, a.starts[verb.index]):
        return None
    return Step(AGENTLESS, "structure.passive", verb.index, Subject([]))


def _agents(a: Analysis, at: int, lemma: str, ctx: Context) -> list[Actor]:
    """Who is to do what stands in the passive: "Lokalen fixas av Kim"."""
    if a.low[at] == "sköts":
        lemma = "sköta"  # or the past of "skjuta"
    due = verb_class(lemma).kind == "report" and _DUE.search(a.text, a.starts[at])
    if not due and _TELLING_NOUN.match(a.text):
        return []
    if not (agentive(lemma) or due or lemma == "betala") or lemma == "justera":
        return []
    if lemma in ("ta", "fatta", "avgöra") and any(w.startswith("beslut") for w in a.low[max(0, at - 8) : at]):
        return []  # "Beslut tas av fullmäktige"
    decided = ctx.lead is not None or ctx.role == "decision"
    for i in range(at + 1, min(at + 8, len(a.low) - 1)):
        if i > at + 1 and a.gap(i).strip():
            return []
        if a.low[i] == "av":
            found = actors_from(a, i + 1, ctx.cast)
            if not found or (found[0].kind == BODY and not (decided or _is_to(a, found[0], lemma))):
                return []
            return found if found[0].kind in (PERSON, ROLE, BODY) else []
    return []


def _is_to(a: Analysis, body: Actor, lemma: str) -> bool:
    """Whether what a body is said to do is an agreed step, not its business at all times."""
    return stepwise(lemma, passive=True) and not _WIDE_BODY.fullmatch(a.low[body.last - 1])


def _active_step(a: Analysis, verb: Verb, subject: Subject, ctx: Context, background: bool) -> Step | None:
    """ "Kim ringer banken", "Vi bjuder in grannarna", "Skickar en påminnelse"."""
    tail = a.text[a.starts[verb.index] :]
    kind = subject.kind
    if kind == BODY and _OWN_BUSINESS.match(tail) and other_body(a.low[subject.actors[0].last - 1], ctx):
        return None
    if _LEAVES.match(tail) or (kind == ORG and ":" in a.gap(verb.index)):
        return None  # "Strandby: lagar taket": the member reports
    asked = _asked_for(a, verb, subject, tail, ctx)
    if not asked and (not agentive(verb.lemma) or _NOT_TASKS.match(tail)) and not _talks_with(verb, subject, tail):
        return None
    if _habit(a, verb):
        return None
    arranges = stepwise(verb.lemma) or asked
    if subject.fronted and not (arranges or verb.lemma == "göra"):
        return None  # "Det oroar Kim": who follows may be the object
    if kind in (PERSON, ROLE, SOMEBODY, COLLECTIVE, WE):
        return Step(COMMITMENT, f"structure.{kind}", verb.index, subject)
    if kind == PRONOUN and a.low[subject.actors[0].first] in ("hon", "han", "hen"):
        return Step(COMMITMENT, "structure.pronoun", verb.index, subject)
    if kind in (BODY, ORG):
        last = a.low[subject.actors[0].last - 1]
        wide = kind == ORG or _WIDE_BODY.fullmatch(last)
        outside = last in ("kommunen", "regionen") or (kind == ORG and " si" in tail)
        if outside and _OWN_WORK.match(tail) and not _when(tail):
            return None  # told of an authority at large: "Kommunen tar fram en ny plan"
        if not arranges and (background or wide):
            return None
        return Step(COMMITMENT, f"structure.{kind}", verb.index, subject)
    due = agentive(verb.lemma) and bool(_DUE.search(tail))
    if subject.unknown and (arranges or due) and looks_named(a, verb):
        return Step(COMMITMENT, "structure.name", verb.index, subject)
    named = kind == OUTSIDE and a.words[subject.actors[0].first][0].isupper() and not subject.inverted
    partner = named and kind_of(a.low[subject.actors[0].last - 1]) is None and ctx.bullet is False
    if partner and arranges and not background and _TOWARDS_US.match(tail):
        return Step(COMMITMENT, "structure.outside", verb.index, subject)
    if kind == OUTSIDE and verb.lemma == "återkomma":
        return Step(COMMITMENT, "structure.outside", verb.index, subject)
    if verb.lemma in ("leta", "söka"):
        return None  # "letar sponsor": how things stand
    if subject.dropped and verb.index == 0 and not background and (ctx.bullet or arranges):
        return Step(AGENTLESS, "structure.no-subject", verb.index, Subject([]))
    return None


def _asked_for(a: Analysis, verb: Verb, subject: Subject, tail: str, ctx: Context) -> bool:
    """Whether a verb that is no task by its class is one by what follows it: "hör med skolan"."""
    named = subject.kind in (PERSON, ROLE)
    if named or subject.kind in (BODY, COLLECTIVE, WE):
        if _TAKES_PART.match(tail):
            return named or _when(tail)
        kind = verb_class(verb.lemma).kind
        told = verb.lemma in ("informera", "berätta")
        dated = bool(_DUE.search(tail)) and not told and kind in ("", "report", "stative")
        tells = kind == "report" or (named and kind in ("", "stative") and verb.lemma != "gå")
        later = tells and bool(_LATER.match(tail))
        if (dated or later) and verb.lemma not in ("vara", "ha", "föreslå"):
            return True
    spoken = subject.inverted or subject.kind not in (PERSON, ROLE, PRONOUN, SOMEBODY, WE)
    if not spoken and _DOES_NAMED.match(tail):
        return True
    if (named or subject.kind in (PRONOUN, COLLECTIVE)) and _TELLS.match(tail) and _told_to_somebody(a, verb, ctx):
        return True
    return _DO.match(tail) is not None


def _when(tail: str) -> bool:
    return bool(_DUE.search(tail) or _LATER.match(tail))


def _told_to_somebody(a: Analysis, verb: Verb, ctx: Context) -> bool:
    """ "Kim meddelar de sökande": somebody outside the meeting is to be told, and nothing is told here."""
    for i in range(verb.index + 1, min(verb.index + 9, len(a.low))):
        low = a.low[i]
        if low in ("att", "om", "och"):
            return False
        if low == "till":
            return i + 1 < len(a.low)
        told = actor_at(a, i, ctx.cast)
        if verb.lemma == "informera" and (
            told is None or told.kind != COLLECTIVE or low in _THOSE_HERE or "om" in a.low[i:] or "att" in a.low[i:]
        ):
            return False
        if told is not None:
            after = a.low[told.last : told.last + 2]
            outside = told.kind not in (BODY, MEETING) or _WIDE_BODY.fullmatch(a.low[told.last - 1])
            if outside and after[:1] != ["att"] and after != ["om", "att"]:
                return True
        elif low in ("dem", "honom", "henne", "samtliga"):
            return True
        elif low in ("sin", "sina", "sitt"):
            return i + 1 < len(a.low) and a.low[i + 1] not in ("synpunkter", "svar", "åsikt", "frånvaro")
        elif (low.endswith(("arna", "erna")) and low not in _THOSE_HERE and verb.lemma == "meddela") or low.endswith(
            ("sökande", "sökanden", "berörda", "berörd", "gästen", "gästerna")
        ):
            return "att" not in a.low[i + 1 : i + 3]
    return False


def _talks_with(verb: Verb, subject: Subject, tail: str) -> bool:
    """ "Kim pratar med grannen"."""
    dialogue = verb_class(verb.lemma).kind == "dialogue"
    return dialogue and subject.kind in (PERSON, SOMEBODY, ROLE) and (" med " in tail or " m " in tail)


def _auxiliary_step(a: Analysis, verb: Verb, subject: Subject, ctx: Context, background: bool) -> Step | None:
    """ "Kim ska ringa", "Kim kommer att ringa", "Kim får ringa", "Kim måste ringa"."""
    at = a.complement(verb)
    shall = verb.lemma == "skola"
    if shall and at is not None and _helping(a, at):
        return _helping_step(a, verb, subject, ctx)
    if at is None:
        return _moved_step(a, verb, subject) if shall else None
    if verb.lemma == "komma" and at - verb.index > 4 and "att" not in a.low[verb.index : at]:
        return None
    form = infinitive(a.low[at])
    if form is not None and form.lemma == "ha" and shall and (done := _supine_after(a, at)) is not None:
        at, form = done  # "Kim ska ha ringt före maj"
    if form is None:
        return None
    if form.voice == "s":
        return _to_be_done(a, verb, at, form.lemma, ctx, background) if shall else None
    kind = subject.kind
    described = a.low[verb.index - 1 : verb.index] == ["som"]  # "alla som ska åka"
    if kind == COLLECTIVE and shall and not described:
        return Step(COMMITMENT, "structure.shall", at, subject)
    spoken = shall and verb_class(form.lemma).kind in ("dialogue", "report")
    if not (agentive(form.lemma) or spoken or _DO_INFINITIVE.match(a.text, a.starts[at]) or verb.lemma == "få"):
        return None
    if verb.lemma == "måste":
        return Step(COMMITMENT, "structure.must", at, subject) if kind in (PERSON, ROLE) else None
    if verb.lemma == "få":
        return _gets_to(a, verb, at, subject)
    rule = "structure.shall" if shall else "structure.will"
    if kind in (PERSON, ROLE, COLLECTIVE, WE, SOMEBODY) or (kind == PRONOUN and shall):
        return Step(COMMITMENT, rule, at, subject)
    if kind in (BODY, ORG) and (shall or not background):
        return None if _own_plan(a, at, subject, ctx) else Step(COMMITMENT, rule, at, subject)
    if subject.unknown and looks_named(a, verb) and stepwise(form.lemma):
        return Step(COMMITMENT, "structure.name", at, subject)
    if subject.dropped and verb.index == 0 and not background:
        return Step(AGENTLESS, "structure.no-subject", at, Subject([]))
    return None


def _own_plan(a: Analysis, at: int, subject: Subject, ctx: Context) -> bool:
    """ "Regionen ska bygga om sjukhuset", "Enheten ska byta lokaler": its business, told here."""
    if ctx.lead is not None or ctx.role == "decision":
        return False
    last = a.low[subject.actors[0].last - 1]
    if last in (ctx.body or "").lower() or last.endswith(("styrelsen", "gruppen", "kommittén", "kansliet")):
        return False
    form = infinitive(a.low[at])
    wide = subject.kind == ORG or _WIDE_BODY.fullmatch(last)
    if wide and form is not None and not stepwise(form.lemma) and not _DO_INFINITIVE.match(a.text, a.starts[at]):
        return not _DUE.search(a.text, a.starts[at])
    return _OWN_PLANS.match(a.text, a.starts[at]) is not None


def _supine_after(a: Analysis, at: int) -> tuple[int, VerbForm] | None:
    for i in range(at + 1, min(at + 3, len(a.low))):
        for form in readings(a.low[i]):
            if form.tense == "sup":
                return i, form
    return None


def _gets_to(a: Analysis, verb: Verb, at: int, subject: Subject) -> Step | None:
    """ "Kim får ringa", "Kansliet får försöka hitta en lokal": told to, not allowed to."""
    tries = _TRIES.match(a.text, a.starts[at]) is not None
    lemma = a.low[at]
    person = subject.kind in (PERSON, ROLE) and (agentive_form(lemma) or tries)
    begin = subject.actors[-1].last - 1 if subject.inverted and subject.actors else verb.index
    if at - begin > 2 or not (person or (subject.kind in (BODY, ORG, COLLECTIVE) and tries)):
        return None
    if _PERMITTED.match(a.text, a.starts[at]):
        return None
    return Step(COMMITMENT, "structure.gets-to", at, subject)


def agentive_form(word: str) -> bool:
    """Whether an infinitive is one of a verb of action."""
    form = infinitive(word)
    return form is not None and agentive(form.lemma)


def _moved_step(a: Analysis, verb: Verb, subject: Subject) -> Step | None:
    """ "Listan ska upp på hemsidan": the verb of motion is left out."""
    to = _MOVED.search(a.text, a.ends[verb.index])
    if to is None:
        return None
    named = subject if subject.kind in (PERSON, ROLE, BODY) else Subject([])
    kind = COMMITMENT if named.kind != NONE else AGENTLESS
    return Step(kind, "structure.shall-go", a.word_at(to.start()), named)


def _to_be_done(a: Analysis, verb: Verb, at: int, lemma: str, ctx: Context, background: bool) -> Step | None:
    """ "Taket ska lagas", "Avtalet ska skrivas under av Kim"."""
    if background or a.low[verb.index - 1 : verb.index] == ["som"]:
        return None
    if agents := _agents(a, at, lemma, ctx):
        return Step(COMMITMENT, "structure.agent", at, Subject(agents))
    to_do = stepwise(lemma, passive=True) or (agentive(lemma) and verb_class(lemma).shall != "0")
    if not to_do or _NOT_STEPS.match(a.text, a.starts[at]):
        return None
    return Step(AGENTLESS, "structure.shall-passive", at, Subject([]))
