"""Fields of a decision (guideline section 7)."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from pipeline.language.acts.actors import BODY, MEETING, ORG, WE
from pipeline.language.acts.surroundings import Surroundings, starting_in
from pipeline.language.acts.verdict import Verdict
from pipeline.language.model import Decision, Mention, Reading, Reservation, Section, Statement

_CASE = re.compile(
    r"\b(?:[Dd]nr|[Dd]iarie(?:nr|nummer)|[Ää]rende(?:nr|nummer))\.?:?\s*([A-ZÅÄÖ]{1,6}[ \t/-]?(?:20\d\d"
    r"|19\d\d)?[/:-]?\s?\d[\d/:. -]*\d|\d[\d.]*[-/]\d[\w/.:-]*(?:\s[A-ZÅÄÖ]{2,6}\s\d{3,5}(?:\s\d{2,3})?)?)"
    r"|\b([A-ZÅÄÖ]{2,6}[ /](?:19|20)\d\d[:/-]\d{3,6}|[A-ZÅÄÖ]{2,6}\s(?:19|20)\d\d-\d{3,6}|(?:19"
    r"|20)\d\d/[A-ZÅÄÖ]{2,4}\s\d{3,5}(?:\s\d{2,3})?|[A-ZÅÄÖ]{2,6}-(?:19|20)\d\d[-/:]\d{3,6})"
)
_AMOUNT = re.compile(
    r"(?<![\w.,:/-])(\d{1,3}(?:[  .]\d{3})+(?:,\d+)?|\d+(?:,\d+)?)\s*(miljarder\s+kronor|miljoner\s+kronor"
    r"|miljoner|mnkr|mkr|msek|mdkr|tkr|ksek|kronor|kr\b|sek\b|:-|euro\b)",
    re.IGNORECASE,
)
_SCALE = {
    "miljarder kronor": 10**9,
    "mdkr": 10**9,
    "miljoner kronor": 10**6,
    "miljoner": 10**6,
    "mnkr": 10**6,
    "mkr": 10**6,
    "msek": 10**6,
    "tkr": 1000,
    "ksek": 1000,
}
_CONDITION = re.compile(
    r"\b(under\s+förutsättning(?:en)?\s+att\b.*|med\s+förbehåll\s+(?:för|om)\b.*|förutsatt\s+att\b.*"
    r"|på\s+villkor\s+att\b.*|såvida\s+inte\b.*)",
    re.IGNORECASE | re.DOTALL,
)
_REFERS = re.compile(
    r"\b(?:enligt|i\s+enlighet\s+med)\s+((?:tidigare"
    r"|[\w-]+s)\s+beslut\b(?:\s+den\s+\d{1,2}\s+\w+\s+\d{4})?(?:,?\s*§+\s*\d+)?)"
    r"|((?:(?:den\s+)?\d{1,2}\s+\w+\s+\d{4}|\d{4}-\d\d-\d\d),?\s*§+\s*\d+)|\b(beslut(?:et)?\s+(?:från|av"
    r"|den)\s+(?:den\s+)?\d[\d\w -]{3,18}(?:,?\s*§+\s*\d+)?)",
    re.IGNORECASE,
)
_ROUTINE = re.compile(
    r"\b(?:dagordning\w*|föredragningslista\w*|ärendelista\w*|röstlängd\w*|kallelse\w*|justerare|justera"
    r"|justeringsm\w+|protokolljusterare|rösträknare|mötesordförande|mötessekreterare|sekreterare\s+för\s+mötet"
    r"|ordförande\s+för\s+mötet|mötesfunktionär\w*|föregående\s+(?:mötes)?protokoll\w*"
    r"|förra\s+(?:mötets\s+)?protokoll\w*|omedelbart\s+justerad|utlyst)\b",
    re.IGNORECASE,
)
_FOR = re.compile(r"\b(\d+)\s*(?:ja(?:-?röst\w*)?\b|röster\s+för)", re.IGNORECASE)
_AGAINST = re.compile(r"\b(\d+)\s*(?:nej(?:-?röst\w*)?\b|röster\s+mot)", re.IGNORECASE)
_ABSTAIN = re.compile(r"\b(\d+)\s*(?:(?:ledamöter\s+)?(?:som\s+)?avst(?:år|od|ående)|nedlagda)\b", re.IGNORECASE)
_PERSON_PARTY = re.compile(r"([A-ZÅÄÖÉ][\w.-]+(?:\s+(?:von|af|de|[A-ZÅÄÖÉ][\w.-]*))+)\s*\(([A-ZÅÄÖ]{1,4})\)")
_RESERVE = re.compile(r"\breserver(?:ar|ade|at)\s+sig\b|\breservation\b", re.IGNORECASE)
_NEGATIVE = re.compile(r"\b(?:inte|ej)\b", re.IGNORECASE)
_BENEFICIARY = re.compile(
    r"\b(?:bevilja\w*|medge\w*|tilldela\w*|ge|anslå\w*)\s+(?:inte\s+)?((?:[A-ZÅÄÖ][\w:-]+|föreningen|styrelsen"
    r"|[\w-]+nämnden)(?:\s+[A-ZÅÄÖ][\w:-]+){0,3})"
)


def decision_of(reading: Reading, index: int, verdicts: list[Verdict], around: Surroundings) -> Decision:
    """The fields of one decision.

    Args:
        reading: the document.
        index: which statement.
        verdicts: one a statement.
        around: contexts of the document.
    """
    statement, verdict = reading.statements[index], verdicts[index]
    view = reading.view
    text = view[statement.start : statement.end]
    section = around.section(statement.section_id)
    item = around.item_of(section) if section is not None else None
    decision = Decision(statement.statement_id)
    decision.body, decision.body_inferred = _body(statement, verdict, view, around)
    decision.verb = verdict.lemma
    decision.content = _content(text)
    decision.outcome = verdict.outcome or "other"
    decision.polarity = "negative" if _negative(text) else "positive"
    decision.strength = verdict.strength or "explicit"
    decision.routine = (
        verdict.routine
        or bool(_ROUTINE.search(text))
        or bool(item and item.title and len(text) < 160 and _ROUTINE.search(item.title))
    )
    decision.date = reading.meeting.date
    decision.paragraph = item.number if item is not None else None
    decision.case_number = _first_case(text)
    if decision.case_number is None and item is not None:
        if item.section_id not in around.case_numbers:
            around.case_numbers[item.section_id] = _first_case(view[item.start : min(item.end, item.start + 600)])
        decision.case_number = around.case_numbers[item.section_id]
    decision.beneficiary = _beneficiary(reading, statement, verdict, text)
    decision.amount, decision.currency = _amount(text)
    condition = _CONDITION.search(text)
    decision.condition = condition.group(1).strip().rstrip(".,") if condition else None
    refers = _REFERS.search(text)
    decision.refers_to = next((g.strip() for g in refers.groups() if g), None) if refers else None
    if item is not None:
        if item.section_id not in around.votes:
            around.votes[item.section_id] = _votes(view[item.start : item.end])
            around.reservations[item.section_id] = _reservations(reading, item)
        decision.votes_for, decision.votes_against, decision.votes_abstained = around.votes[item.section_id]
        decision.reservations = list(around.reservations[item.section_id])
    return decision


def _body(statement: Statement, verdict: Verdict, view: str, around: Surroundings) -> tuple[str | None, bool]:
    subject = verdict.subject
    if verdict.analysis is not None and subject is not None and subject.actors and "assignment" not in verdict.also:
        actor = subject.actors[0]
        if actor.kind in (BODY, MEETING, WE, ORG) and actor.kind != WE:
            return verdict.analysis.text[actor.start : actor.end], False
    if statement.lead is not None or "assignment" in verdict.also:
        span = statement.lead or (statement.start, statement.end)
        found = _subject_body(view[span[0] : span[1]], around)
        if found:
            return found, False
    return (around.body, True) if around.body else (None, False)


def _subject_body(text: str, around: Surroundings) -> str | None:
    from pipeline.language.acts.actors import subject_of
    from pipeline.language.acts.clauses import analyse

    a = analyse(text)
    main = a.main
    if main is None:
        return None
    subject = subject_of(a, main, around.cast)
    if subject.actors and subject.actors[0].kind in (BODY, MEETING, ORG):
        return text[subject.actors[0].start : subject.actors[0].end]
    return None


def _content(text: str) -> str:
    match = re.search(
        r"\b(?:beslut\w*|beslöts?|eniga\s+om|enades\s+om|överens\s+om|bestäm\w*)\b[^.]*?\b(att\b.*)",
        text,
        re.DOTALL | re.IGNORECASE,
    )
    content = match.group(1) if match else re.sub(r"^\W*beslut\s*[:–-]\s*", "", text, flags=re.IGNORECASE)
    return re.sub(r"\s+", " ", content).strip().rstrip(",")


def _negative(text: str) -> bool:
    match = _NEGATIVE.search(text)
    if match is None:
        return False
    before = text[: match.start()]
    return (
        not re.search(r"\b(?:som|eftersom|om|då|för\s+att)\b[^,]*$", before, re.IGNORECASE) and before.count(",") == 0
    )


def _first_case(text: str) -> str | None:
    match = _CASE.search(text)
    return re.sub(r"\s+", " ", next(g for g in match.groups() if g)).strip(" .,") if match else None


def _beneficiary(reading: Reading, statement: Statement, verdict: Verdict, text: str) -> str | None:
    if verdict.subtype == "election":
        names = _people_in(reading, statement)
        if names:
            return ", ".join(reading.text(m.start, m.end) for m in names)
        a = verdict.analysis
        if a is not None and a.words:
            from pipeline.language.acts.actors import Cast, actors_from

            nobody = Cast()
            first = (x for i in range(len(a.words)) for x in actors_from(a, i, nobody)[:1] if x.kind == "person")
            found = next(first, None)
            return a.text[found.start : found.end] if found is not None else None
        return None
    match = _BENEFICIARY.search(text)
    return match.group(1) if match else None


def _amount(text: str) -> tuple[Decimal | None, str | None]:
    match = _AMOUNT.search(text)
    if match is None:
        return None, None
    digits = re.sub(r"[  ]", "", match.group(1))
    digits = re.sub(r"\.(?=\d{3}\b)", "", digits).replace(",", ".")
    unit = re.sub(r"\s+", " ", match.group(2).lower())
    try:
        return Decimal(digits) * _SCALE.get(unit, 1), "EUR" if unit == "euro" else "SEK"
    except InvalidOperation:
        return None, None


def _people_in(reading: Reading, statement: Statement) -> list[Mention]:
    """The people named in a statement."""
    return [m for m in starting_in(reading.mentions, statement.start, statement.end) if m.label == "PER"]


def _votes(text: str) -> tuple[int | None, int | None, int | None]:
    """Votes for, against and abstained that the text of an item counts."""
    low = text.lower()
    if "ja" not in low and "röst" not in low:
        return None, None, None
    votes_for, against, abstained = _FOR.search(text), _AGAINST.search(text), _ABSTAIN.search(text)
    if not votes_for or not against:
        return None, None, None
    return int(votes_for.group(1)), int(against.group(1)), int(abstained.group(1)) if abstained else None


def _reservations(reading: Reading, item: Section) -> list[Reservation]:
    """Who reserved in an item."""
    out: list[Reservation] = []
    for statement in starting_in(reading.statements, item.start, item.end):
        text = reading.view[statement.start : statement.end]
        reserved = _RESERVE.search(text)
        if reserved is None:
            continue
        clean = re.sub(r"\s+", " ", reading.text(statement.start, statement.end))
        people = _PERSON_PARTY.findall(text, 0, reserved.start()) or _PERSON_PARTY.findall(text)
        if people:
            out += [Reservation(re.sub(r"\s+", " ", name), party, clean) for name, party in people]
        else:
            named = [Reservation(reading.text(m.start, m.end), None, clean) for m in _people_in(reading, statement)]
            out += named or [Reservation(None, None, clean)]
    return out
