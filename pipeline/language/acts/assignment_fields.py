"""Fields of an assignment (guideline section 7)."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from pipeline.language.acts.actors import (
    BODY,
    COLLECTIVE,
    MEETING,
    ORG,
    OUTSIDE,
    PERSON,
    ROLE,
    SOMEBODY,
    WE,
    Actor,
    Cast,
    Subject,
    actor_at,
    actors_from,
    subject_of,
)  # fmt: skip
from pipeline.language.acts.clauses import Analysis, analyse, infinitive, readings
from pipeline.language.acts.deadlines import set_deadline
from pipeline.language.acts.surroundings import Surroundings
from pipeline.language.acts.verdict import Verdict
from pipeline.language.identity import person_id
from pipeline.language.model import Assignment, Reading, Statement

_KINDS = {
    PERSON: "person",
    ROLE: "role",
    BODY: "org",
    ORG: "org",
    OUTSIDE: "org",
    COLLECTIVE: "collective",
    WE: "collective",
    MEETING: "org",
    SOMEBODY: "unspecified",
}
_GIVEN = re.compile(
    r"\b(?:uppdra(?:r|s|gs)?|uppdrogs?)\s+(?:åt|till)\s+|\båt\s+(?=[\w\s-]{2,40}?\s+uppdrogs?\b)|\bi\s+uppdrag\s+(?:åt|till)\s+|^\W*på\s+(?=[\w\s-]{2,40}?\s+(?:läggs|lades|ankommer|vilar)\b)|\båterstår\s+(?:nu\s+)?för\s+|\b(?:åligger|åvilar)\s+(?:det\s+)?|[,–(-]\s*ansv(?:arig|ar)?\b\.?:?\s+(?=[A-ZÅÄÖ])|\b(?:ger|gav|ge"
    r"|ges)\s+(?=(?:[\w,()-]+\s+){1,10}?i\s+(?:uppdrag|uppgift)\b)|\bdet\s+(?:åligger|ålåg|ankom(?:mer)?\s+på|(?:faller|föll)\s+på)\s+|\b(?:låter|lovade)\s+(?=(?-i:[A-ZÅÄÖ])|\w+(?:en|ören|aren)\s)|^\W*[\w-]*ansv(?:ar|ariga?)?\b\.?\s+(?=[A-ZÅÄÖ][\w-]+\W*$)|\bbemyndiga(?:r|s|de)?\s+|\bbefullmäktiga(?:r|de)?\s+|\banmodar?\s+|\bföreläg(?:ger|ga)\s+|\bansvariga?\s+(?:för|i|under|på)\s+(?:[\w-]+\s+){1,5}?(?:är|blir)\s+(?=[A-ZÅÄÖ])|\b(?:hänskj\w+|hänsköts?)\b(?:\s+\w+){0,3}?\s+till\s+"
    r"|\b(?:kvarstår|ligger|kvar)\s+(?:nu\s+|fortfarande\s+)?(?:på|hos)\s+|\bgenom\s+(?=[\w\s-]{3,40}?s\s+försorg\b)"
    r"|^\W*(?:åtgärd|att\s+göra|to-?do|uppgift|action|ap|(?:hem)?läx(?:a|or)|hemuppgift|beting)\s+(?:för\s+)?[(@]?(?=[\w\s,&+@-]{2,40}\)?:)|\bdelegera(?:r"
    r"|s)?\s+(?:\w+\s+){0,3}?(?:till|åt)\s+|^\W*(?:ansvaret|uppgiften|uppdraget|jobbet)\b(?:\s+[\w-]+){0,9}?\s+(?:lades|läggs|gick|går|tillföll|tillfaller|hamnade|hamnar|överläts|överlåts|överlämnas|ges|gavs)\s+(?:på|till|hos|åt)?\s*|\b(?:ber|bad)\s+@?(?!(?:[\w-]+\s+){1,4}?om\s+(?:en|ett|att\s+få|besked|svar|hjälp|mer)\b)|\b(?:att\s+låta|lät)\s+|\buppdrag(?:et)?\s+(?:åt|till)\s+|\b(?:ålägga?"
    r"|ålägger)\s+|\buppmanar\s+",
    re.IGNORECASE,
)
# "Tekniska nämnden får i uppdrag att": the receiver stands before the verb
_RECEIVES = re.compile(
    r"(?:^\W*(?:\d+[.)]\s*)?(?:att\s+|och\s+)?|\batt\s+"
    r"|[,;:]\s+)(?:åt\s+)?((?!att\b)[\w-]+(?:\s+(?!att\b)[\w-]+){0,5}?)\s+(?:får|fick|ges|gavs|har\s+fått|åläggs|ombeds"
    r"|ombads|bemyndigas|bemyndigades|befullmäktigas|befullmäktigades|uppmanas|uppmanades|föreläggs|förelades|anmodas|anmodades|utses|utsågs|uppdras|uppdrogs?)\s+(?:därmed\s+|även\s+|också\s+)?(?:i\s+uppdrag|i\s+uppgift|i\s+delegation|(?:\w+\s+)?mandat|(?:\w+\s+)?fullmakt|med\s+sig"
    r"|uppdraget|att|inkomma|lämna)\b",
    re.IGNORECASE,
)
# "Ordnas av Kim", "Sätta upp: Kim och Bo", "... /Kim, klart i maj"
_NAMED_AFTER = re.compile(
    r"\b(?:ordnas|fixas|köps|skickas(?:\s+\w+)?|görs|sköts|tas\s+fram|skrivs|bokas|beställs|utförs|lånas)\s+av\s+"
    r"|\s[–-]\s+(?=[A-ZÅÄÖ][\w -]{1,40}\s[–-]\s)|:\s+(?=[A-ZÅÄÖ][^:]{1,40}\.?$)|\s/\s?(?=[A-ZÅÄÖ])",
    re.IGNORECASE,
)
_LOT = re.compile(r"s\s+(?:lott|bord|försorg|ansvar)$")
# "ger därför chefen i uppdrag"
_BETWEEN = frozenset({"därför", "också", "även", "därmed", "således", "nu", "då", "därutöver", "vidare", "samtidigt"})
_BETWEEN_OWNERS = re.compile(r"[,/&+]|->|→|\b(?:och|o|samt)\b")
_DUE_MARK = re.compile(
    r"(?:jan|feb|mars?|apr|maj|juni?|juli?|aug|sep|okt|nov|dec|v\.?|senast|klart?)?\W*\d*[\d/.-]*", re.IGNORECASE
)
# "Åtgärd: skyltar - AB": whose initials stand last
_INITIALS_LAST = re.compile(r"\s[–-]\s+([A-ZÅÄÖ]{2,3})\W*$")
_LABEL = re.compile(r"\b(?:ansvarig(?:a)?|ansvar|ansv|utförare|vem)\s*(?::|[–-]\s)\s*", re.IGNORECASE)
_LAID_ON = re.compile(
    r"\b(?:i\s+uppdrag|i\s+uppgift|uppdra\w*\s+(?:åt|till)\s+[\w\s,()-]+?|till\s+uppgift|på\s+sig"
    r"|bemyndiga\w*\s+[\w\s-]+?|ombeds|uppmanas|åläggs)\s+(?:att\s+)(.+)",
    re.IGNORECASE | re.DOTALL,
)
_COUNTERPART = re.compile(
    r"\b(?:med|kontaktar|kontakta|hos|ringer|ringa|mejlar|mailar|mejla|maila|frågar|fråga|bjuder\s+in|bjuda\s+in"
    r"|från)\s+((?:[A-ZÅÄÖ][\w:&-]*)(?:\s+(?:[A-ZÅÄÖ][\w:&-]*|i|och|kommun|stad|region|län|AB))*"
    r"|[a-zåäö-]+(?:verket|nämnden|styrelsen|kontoret|gruppen|bolaget|firman|kommunen|nätverket|föreningen"
    r"|sektionen|chefen|direktören))"
)


def assignment_of(reading: Reading, index: int, verdicts: list[Verdict], around: Surroundings) -> Assignment:
    """The fields of one assignment.

    Args:
        reading: the document.
        index: which statement.
        verdicts: one a statement.
        around: contexts of the document.
    """
    statement, verdict = reading.statements[index], verdicts[index]
    a = verdict.analysis or analyse(reading.view[statement.start : statement.end])
    out = Assignment(statement.statement_id)
    names, kind = _assignees(reading, index, verdicts, around, a)
    out.assignees = names
    out.assignee_kind = kind
    out.assignee_ids = [_person(name, reading, index, around) for name in names]
    out.task = _task(a, verdict)
    set_deadline(reading, statement, around, out)
    match = _COUNTERPART.search(a.text)
    if match and match.group(1) not in names:
        out.counterpart = match.group(1).strip()
    if verdict.label == "decision":
        out.assigner = around.body
    return out


def _assignees(
    reading: Reading, index: int, verdicts: list[Verdict], around: Surroundings, a: Analysis
) -> tuple[list[str], str]:
    statement, verdict = reading.statements[index], verdicts[index]
    cast = around.cast
    if statement.owner is not None:
        owner = reading.view[statement.owner[0] : statement.owner[1]]
        b = analyse(owner)
        found = actors_from(b, 0, cast)
        short = bool(found) and found[-1].last == len(b.words)
        parts = [p.strip() for p in _BETWEEN_OWNERS.split(owner) if p.strip() and not _DUE_MARK.fullmatch(p.strip())]
        if "@" in owner and parts:
            return parts, "person"
        if short or (found and verdict.rule == "structure.infinitive"):
            if verdict.subject is None or not verdict.subject.actors:
                return _written(b, found, reading, statement.owner[0])
        elif b.words and len(b.words) <= 4 and (verdict.subject is None or not verdict.subject.actors):
            return parts, "person"
    match = _GIVEN.search(a.text)
    if match:
        given = a.word_at(match.end())
        while given < len(a.low) and a.low[given] in _BETWEEN:
            given += 1
        found = actors_from(a, given, cast)
        if found:
            names, kind = _written(a, found, reading, statement.start)
            j = found[-1].last
            if j + 1 < len(a.low) and a.low[j] in ("och", "samt") and (more := _noun_phrase(a, j + 1)) is not None:
                names.append(more)
            return names, kind
        named = _noun_phrase(a, given)
        if named:
            return [_LOT.sub("", named)], "org"
    match = _RECEIVES.search(a.text)
    if match:
        found = actors_from(a, a.word_at(match.start(1)), cast)
        if found and found[-1].end <= match.end(1):
            return _written(a, found, reading, statement.start)
        return [match.group(1).strip()], "org"
    match = _LABEL.search(a.text)
    first = actors_from(a, 0, cast) if verdict.rule == "assignment.owner-label" else []
    if first and first[-1].last < len(a.low) and a.low[first[-1].last].startswith("ansv"):
        return _written(a, first, reading, statement.start)  # "Kim ansv för buss"
    if match:
        found = actors_from(a, a.word_at(match.end()), cast)
        if found:
            return _written(a, found, reading, statement.start)
    if verdict.rule == "assignment.has-to" and not (verdict.subject and verdict.subject.actors):
        verb = next((v for v in a.verbs if v.lemma == "ha" and a.low[v.index] == "har"), None)
        if verb is not None and 0 < verb.index - verb.start <= 4:
            return [a.text[a.starts[verb.start] : a.ends[verb.index - 1]]], "unspecified"
    if verdict.rule in ("assignment.empower", "assignment.urge") and a.main is not None and a.main.passive:
        found = actors_from(a, 0, cast)
        if not found and a.main.index:
            return [a.text[a.starts[0] : a.ends[a.main.index - 1]]], "collective"
    if verdict.rule in (
        "structure.passive",
        "structure.infinitive",
        "assignment.action-label",
        "assignment.due-label",
    ):
        tagged = _NAMED_AFTER.search(a.text)
        found = actors_from(a, a.word_at(tagged.end()), cast) if tagged else []
        free = verdict.subject is None or not verdict.subject.actors
        if free and found and found[0].kind in (PERSON, ROLE, BODY, COLLECTIVE):
            return _written(a, found, reading, statement.start)
    subject = verdict.subject
    if subject is not None and subject.dropped and verdict.rule == "assignment.takes-on" and a.main is not None:
        subject = subject_of(a, a.main, cast)  # "Kim tillfrågades och åtog sig att ..."
    if (
        subject is not None
        and subject.actors
        and not (verdict.label == "decision" and subject.kind in (BODY, MEETING) and verdict.task_at is None)
    ):
        if a.low[subject.actors[0].first] in ("han", "hon", "hen") and (meant := _named_before(a, subject, cast)):
            return _written(a, [meant], reading, statement.start)
        return _written(a, [*subject.actors, *_together(a, subject.actors, cast)], reading, statement.start)
    if (verdict.rule == "structure.name" or "assignment" in verdict.also) and a.verbs and verdict.task_at is not None:
        verb = next((v for v in reversed(a.verbs) if v.index <= verdict.task_at), None)
        if verb is not None and verb.start < verb.index:
            begin = verb.start + (a.low[verb.start] == "att")
            named = a.text[a.starts[begin] : a.ends[verb.index - 1]].partition(" (")[0]
            return re.split(r"\s+(?:och|samt)\s+(?=[A-ZÅÄÖ])", named), "org"
    if verdict.rule == "assignment.action-label" and (initials := _INITIALS_LAST.search(a.text)) is not None:
        return [initials.group(1)], "person"
    if verdict.label == "assignment" and a.low and a.low[0] == "ska":
        return _previous(reading, index, verdicts)
    if verdict.rule == "structure.no-subject":
        return _same_sentence(reading, index, verdicts, cast)
    return [], "unspecified"


def _together(a: Analysis, actors: list[Actor], cast: Cast) -> list[Actor]:
    """ "Kim tillsammans med Bo lämnar in ...": those who do it together with the subject."""
    at = actors[-1].last
    found = actors_from(a, at + 2, cast) if a.low[at : at + 2] == ["tillsammans", "med"] else []
    return found if found and found[0].kind in (PERSON, ROLE, BODY) else []


def _named_before(a: Analysis, subject: Subject, cast: Cast) -> Actor | None:
    """ "Då Kim ändå ska till stan köper hon färg": the only person named before the pronoun."""
    found: list[Actor] = []
    i = 0
    while i < subject.actors[0].first:
        actor = actor_at(a, i, cast)
        if actor is not None and actor.kind == PERSON:
            found.append(actor)
        i = actor.last if actor is not None else i + 1
    return found[0] if len(found) == 1 else None


def _same_sentence(reading: Reading, index: int, verdicts: list[Verdict], cast: Cast) -> tuple[list[str], str]:
    """ "Kim har inte skickat brevet, gör det i morgon": who the clause before the comma speaks of."""
    before = verdicts[index - 1].analysis if index else None
    if before is None or before.main is None:
        return [], "unspecified"
    between = reading.view[reading.statements[index - 1].end : reading.statements[index].start]
    subject = subject_of(before, before.main, cast)
    if between.strip() not in (",", "") or "\n" in between or before.text.rstrip().endswith((".", "!", "?")):
        return [], "unspecified"
    if subject.kind not in (PERSON, ROLE):
        return [], "unspecified"
    return _written(before, subject.actors, reading, 0)


def _written(a: Analysis, actors: list[Actor], reading: Reading, offset: int) -> tuple[list[str], str]:
    names = [re.sub(r"\s+", " ", a.text[x.start : x.end]) for x in actors]
    return names, _KINDS.get(actors[0].kind, "unspecified")


def _noun_phrase(a: Analysis, i: int) -> str | None:
    """Words up to the verb or preposition that ends a noun phrase."""
    j = i
    while (
        j < len(a.low)
        and a.low[j] not in ("att", "i", "för", "om", "till", "senast", "med")
        and not (j > i and "," in a.gap(j))
    ):
        j += 1
    return a.text[a.starts[i] : a.ends[j - 1]] if i < j <= i + 5 else None


def _person(name: str, reading: Reading, index: int, around: Surroundings) -> str | None:
    """Id of the person an assignee is: by full name, an unambiguous first name, role or pronoun."""
    low = name.lower()
    if low in ("han", "hon", "hen"):
        named = _antecedent(reading, reading.statements[index])
        return _person(named, reading, index, around) if named is not None else None
    by_name, by_first, by_role = around.listed
    forms = {low, low.removesuffix("n"), low.removesuffix("en")} - {""}
    for found in (by_name.get(low), by_first.get(low), {name for form in forms for name in by_role.get(form, ())}):
        if found and len(found) == 1:
            return person_id(next(iter(found)))
    return person_id(name) if " " in name and name[0].isupper() else None


def _antecedent(reading: Reading, statement: Statement) -> str | None:
    """The last person named before a pronoun in the same section."""
    mentions, statements = reading.mentions, reading.statements
    for i in range(bisect_left(mentions, statement.start, key=lambda m: m.start) - 1, -1, -1):
        if mentions[i].label == "PER":
            # statements stand in the order of the text, those of one section together
            at = bisect_right(statements, mentions[i].start, key=lambda s: s.start) - 1
            if at < 0 or statements[at].section_id != statement.section_id:
                return None
            return reading.text(mentions[i].start, mentions[i].end)
    return None


def _previous(reading: Reading, index: int, verdicts: list[Verdict]) -> tuple[list[str], str]:
    """ "Ska vara klart senast maj" goes on from the task before it."""
    statement = reading.statements[index]
    if index == 0 or reading.statements[index - 1].section_id != statement.section_id:
        return [], "unspecified"
    before = verdicts[index - 1]
    if before.label != "assignment" or before.subject is None or not before.subject.actors or before.analysis is None:
        return [], "unspecified"
    b = before.analysis
    return [b.text[x.start : x.end] for x in before.subject.actors], _KINDS.get(before.subject.kind, "unspecified")


def _task(a: Analysis, verdict: Verdict) -> str | None:
    """The task as an infinitive phrase, close to the source."""
    text = a.text
    match = _LAID_ON.search(text)
    if match:
        return _clean(match.group(1))
    at = verdict.task_at
    if at is None or at >= len(a.words):
        return _clean(text)
    verb = readings(a.low[at])
    rest = text[a.ends[at] :]
    main = next((v for v in a.verbs if v.index == at), None)
    if verdict.subject is not None and verdict.subject.inverted and verdict.subject.actors:
        last = verdict.subject.actors[-1]
        if last.start >= a.ends[at]:
            rest = text[last.end :]
            begin = a.starts[main.start] if main is not None else 0
            rest = " " + text[begin : a.starts[at]].strip() + rest
    passive = verdict.subtype == "agentless" and any(r.voice == "s" for r in verb)
    if passive:
        return _clean(_active(a, at, rest))
    if infinitive(a.low[at]) is not None and not any(r.finite for r in verb):
        return _clean(a.words[at].lower() + rest)
    lemma = next((r.lemma for r in verb if r.finite), a.low[at])
    return _clean(lemma + rest)


def _active(a: Analysis, at: int, rest: str) -> str:
    """ "Offerten skickas till tre firmor" -> "skicka offerten till tre firmor"."""
    lemma = next(r.lemma for r in readings(a.low[at]) if r.voice == "s")
    clause = next((v for v in reversed(a.verbs) if v.index <= at), None)
    if clause is None or clause.start == clause.index:
        return lemma + rest
    before = a.text[a.starts[clause.start] : a.ends[clause.index - 1]]
    before = before[0].lower() + before[1:] if before[1:2].islower() else before
    if a.low[clause.start] in _PREPOSITIONS:
        return f"{lemma}{rest.rstrip(' .')} {before}"
    return f"{lemma} {before}{rest}"


def _clean(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip().rstrip(" .,;")


_PREPOSITIONS = frozenset(
    {"i", "på", "inför", "efter", "under", "vid", "till", "för", "med", "från", "innan", "sedan", "därefter"}
)
