"""People of one attendance row: names with role, party, body, partial presence."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pipeline.knowledge import registers
from pipeline.language.model import Attendee
from pipeline.language.roster.elements import Element, elements, people_in
from pipeline.language.roster.lexicon import COMMON, is_body, is_given, municipal_names, roles
from pipeline.language.roster.segments import MASK, Mark, Pieces, Segment, take_apart

_WORD_COUNT_MAX = 5
_INNER_CAPITAL = re.compile(r"([^\W\d_][a-zåäöé]{2,})(?=[A-ZÅÄÖ][a-zåäöé]{3,}$)")
_ALSO = re.compile(r"(?i)^(?:tillika|också|även)\s+")
_TOGETHER = re.compile(r"(?i)(?:(?P<two>båda|bägge)|alla|samtliga)(?:\s+(?:från|på|vid|i))?\s+(?-i:(?=[^\W\d_a-zåäö]))")
_REPLACING = re.compile(
    r"(?i)(?!(?:för|ersätter|istället|i|tjänstgör)\b)\S+(?:\s(?!(?:för|istället|i)\b)\S+)*(?=\s(?:för|istället|i)\b)"
)
_AND = ("och", "samt", "&")
_JOINS = (*_AND, ",")


@dataclass(slots=True)
class Group:
    """What a heading says of everybody below it."""

    status: str = "present"
    role: str | None = None
    affiliation: str | None = None
    affiliation_start: int | None = None
    partial: str | None = None


@dataclass(slots=True)
class RowResult:
    """What a row holds: people; else bodies, roles or nothing of the kind."""

    people: list[Attendee] = field(default_factory=list)
    bodies: list[Element] = field(default_factory=list)
    roles: list[Element] = field(default_factory=list)
    prose: bool = False
    shared: bool = False  # the last of them is "och NN från X": X may be said of them all


@dataclass(slots=True)
class _Shape:
    """How the row as a whole is built."""

    running: bool  # several people in a row
    first_names: bool  # people by first name alone
    trailing_roles: bool  # "Anna Ek, ordförande Bo Ek, kassör"


def parse_row(text: str, start: int, group: Group, single: bool = False) -> RowResult:
    """Read one row of an attendance list.

    Args:
        text: the row, of the reading view.
        start: its offset there; all offsets of the result count from the start of the view.
        group: what the headings over the row say.
        single: whether the list is this row alone (running text).
    """
    pieces = take_apart(text)
    parsed = [(segment, elements(segment)) for segment in pieces.segments]
    flat = [(element, segment.separator, index) for index, (segment, items) in enumerate(parsed) for element in items]
    result = RowResult()
    if not flat:
        return result
    if flat[0][0].kind == "prose":
        result.prose = True
        return result
    shape = _shape([items for _, items in parsed], single)
    pending: Element | None = None
    loose: Element | None = None
    current: Attendee | None = None
    separator_before = ""
    last_segment = -1
    role_start = 0
    for element, separator, index in flat:
        if index != last_segment:
            separator_before = parsed[index - 1][0].separator if index else ""
            last_segment = index
        if element.kind == "prose":
            break
        if element.kind == "role":
            same = current is not None and current.end >= start + parsed[index][0].start
            follows = _names_follow(parsed, index, element)
            leads = separator == ":" or current is None or (follows and not (same or shape.trailing_roles))
            if leads:
                pending = element
            elif current is not None and _role_of(current, group) is None:
                current.role = _tidy(element.text)
                current.end = max(current.end, start + element.end)
                role_start = element.start
            elif current is not None and _next_to(text, current, start, element) and current.role:
                current.role = _tidy(text[role_start : element.end])
                current.end = start + element.end
            if current is None:
                result.roles.append(element)
        elif element.kind == "names":
            spans = _persons(element, current, shape, separator_before)
            for a, b in spans:
                current = _person(text, start, a, b, group)
                if pending is not None:
                    current.role = _tidy(pending.text)
                    current.start = min(current.start, start + pending.start)
                    pending = None
                if loose is not None:
                    _affiliate(current, loose, start)
                    loose = None
                result.people.append(current)
            if not spans and current is not None:
                _describe(current, element, start)
            elif not spans:
                loose = element if is_body(element.text) else None
                result.bodies.append(element)
        elif current is not None and element.kind in ("body", "other") and (all_of := _TOGETHER.match(element.text)):
            _affiliate_all(result.people, element, all_of, start)
        elif element.kind == "body":
            if current is not None:
                _affiliate(current, element, start)
            else:
                loose = element
                result.bodies.append(element)
    _attach(pieces, result.people, start)
    _places_behind(result.people)
    joined = {segment.separator for segment in pieces.segments[:-1]}
    if _share_in_groups(text, result.people, start):
        return result
    if len(result.people) > 1 and result.people[-1].affiliation and not any(p.affiliation for p in result.people[:-1]):
        ends_in_from = flat[-1][0].kind == "body" and len(parsed[-1][1]) > 1
        result.shared = ends_in_from and "och" in joined and "samt" not in joined
        bare = all(element.kind != "role" for element, _, _ in flat)
        if bare and [s.separator for s in pieces.segments] == ["och", ",", ""]:
            share_affiliation(result.people)
    return result


def _places_behind(people: list[Attendee]) -> None:
    """Move municipalities out of names: "Moa Ek Krokom, Bo Ros Berg", where every name of a row ends so."""
    towns = municipal_names()
    split = [(person, (person.name or "").split()) for person in people]
    if not split or any(p.affiliation or len(words) < 3 or words[-1] not in towns for p, words in split):
        return
    if len(people) == 1 and split[0][1][-1] in registers.surnames():
        return
    for person, words in split:
        person.name, person.affiliation = " ".join(words[:-1]), words[-1]
        person.affiliation_start = person.end - len(words[-1])


def _next_to(text: str, person: Attendee, start: int, element: Element) -> bool:
    """Whether a role follows the person's other role, a comma or "och" between ("VD och sekreterare")."""
    between = text[person.end - start : element.start]
    return (
        bool(between)
        and between.strip(", ") in ("", "och", "samt", "tillika")
        and text[: person.end - start].lower().endswith((person.role or "\0").lower())
    )


def _share_in_groups(text: str, people: list[Attendee], start: int) -> bool:
    """Give "A och B från X, C från Y" the bodies of their groups; False where it is not built so."""
    runs: list[list[Attendee]] = [[]]
    for person in people:
        runs[-1].append(person)
        at = person.affiliation_start
        if at is not None and at >= person.start:
            if not text[: at - start].rstrip().endswith((" från", " för", " hos")):
                return False
            runs.append([])
    if runs[-1] or len(runs) < 3:
        return False
    for run in runs[:-1]:
        share_affiliation(run)
    return True


def share_affiliation(people: list[Attendee]) -> None:
    """Say of all what is said of the last one's affiliation, where nothing else is."""
    for person in people[:-1]:
        if person.affiliation is None:
            person.affiliation, person.affiliation_start = people[-1].affiliation, people[-1].affiliation_start


def _shape(segments: list[list[Element]], single: bool) -> _Shape:
    runs = [e for items in segments for e in items if e.kind == "names"]
    full = [e for e in runs if " " in e.text.strip() and is_given(e.text.split()[0]) and not _is_place(e)]
    alone = [e for e in runs if " " not in e.text.strip() and is_given(e.text, COMMON)]
    by_one_name = bool(runs) and (runs[0] in alone or (" " not in runs[0].text.strip() and len(alone) > 1))
    first_names = by_one_name and len(alone) >= max(1, len(full))
    kinds = [[e.kind for e in items] for items in segments if items]
    trailing = (
        len(kinds) >= 3
        and kinds[0] == ["names"]
        and kinds[-1] == ["role"]
        and all(k == ["role", "names"] for k in kinds[1:-1])
    )
    return _Shape(len(full) >= 2 or single, first_names, trailing)


def _is_place(element: Element) -> bool:
    return is_body(element.text) and not is_given(element.text.split()[0], COMMON)


def _names_follow(parsed: list[tuple[Segment, list[Element]]], index: int, element: Element) -> bool:
    """Whether a person stands right after ``element`` in its own segment."""
    items = parsed[index][1]
    place = items.index(element)
    if place + 1 >= len(items) or items[place + 1].kind != "names" or _is_place(items[place + 1]):
        return False
    words = items[place + 1].text.split()
    return len(words) > 1 or is_given(words[0], COMMON)


def _persons(element: Element, current: Attendee | None, shape: _Shape, separator: str) -> list[tuple[int, int]]:
    """The persons a run of capitalised words names; empty when it names a body or nothing known."""
    words = element.text.split()
    if _is_place(element):
        return []
    if len(words) == 1:
        if current is not None and shape.first_names and " " not in (current.name or "") and separator in _JOINS:
            return [(element.start, element.end)]
        if _grown_together(words[0]):
            return [(element.start, element.end)]
        if not is_given(words[0], COMMON if current else 1) or (words[0].isupper() and len(words[0]) < 5):
            return []
        lone = current is None or shape.first_names or separator in _AND
        return [(element.start, element.end)] if lone or (shape.running and not is_body(words[0])) else []
    if _acronym(words):
        return []
    if len(words[0].rstrip(".")) == 1 and words[-1] not in registers.surnames():
        return []
    strong = is_given(words[0])
    if not strong and current is not None and words[0].lower().endswith(roles().body_endings):
        return []
    if len(words) > 2 * _WORD_COUNT_MAX:
        return []
    if current is None or strong or shape.running or separator in _AND:
        if current is not None and not strong and is_body(element.text):
            return []
        return people_in(element)
    return []


def _acronym(words: list[str]) -> bool:
    """Whether a run begins with the short form of an organisation ("PRO Grimsås")."""
    first = words[0]
    return (
        len(first) > 2 and first.isalpha() and first.isupper() and not words[1].isupper() and is_body(" ".join(words))
    )


def _grown_together(word: str) -> bool:
    """Whether a first name and a surname have lost the space between them."""
    match = _INNER_CAPITAL.match(word)
    return match is not None and is_given(match.group(1), COMMON)


def _person(text: str, start: int, a: int, b: int, group: Group) -> Attendee:
    words = text[a:b].split()
    party = words[-1] if len(words) > 2 and words[-1] in registers.party_codes() else None
    return Attendee(
        name=" ".join(words[:-1] if party else words),
        party=party,
        status=group.status,
        start=start + a,
        end=start + b,
        affiliation=group.affiliation,
        affiliation_start=group.affiliation_start,
        role=group.role,
        partial=group.partial,
    )


def _role_of(person: Attendee, group: Group) -> str | None:
    """The role said of this person, not of the group."""
    return person.role if person.role != group.role else None


def _tidy(role: str) -> str:
    """A role as written, without the capital of a label."""
    role = _ALSO.sub("", role)
    role = " ".join(role.split()).strip(" .,:;") if not role.endswith(".") else " ".join(role.split())
    if role[:1].isupper() and not role[:2].isupper():
        role = role[0].lower() + role[1:]
    return role


def _describe(person: Attendee, element: Element, start: int) -> None:
    """A capitalised word after a name that is no person: a party in its column, else where they belong."""
    if element.text in registers.party_codes():
        person.party = person.party or element.text
        person.end = max(person.end, start + element.end)
    elif len(element.text) > 1:
        _affiliate(person, element, start)


def _affiliate(person: Attendee, element: Element, start: int) -> None:
    """Say where a person belongs, unless the row has said so already."""
    if person.affiliation_start is not None and person.affiliation_start >= person.start:
        return
    person.affiliation = " ".join(element.text.split()).strip(" .,;:")
    person.affiliation_start = start + element.start
    person.end = max(person.end, start + element.end)


def _affiliate_all(people: list[Attendee], element: Element, together: re.Match[str], start: int) -> None:
    """Say where those just named belong, all of them ("Anna Ek och Bo Ros, båda Solgården")."""
    whole = together.end()
    body = Element("body", element.start + whole, element.end, element.text[whole:])
    for person in people[-2:] if together["two"] else people:
        _affiliate(person, body, start)


def _attach(pieces: Pieces, people: list[Attendee], start: int) -> None:
    """Give each mark to the person before it (or the first one)."""
    if not people:
        return
    told: set[int] = set()  # persons of whom a bracket has told a role
    for mark in pieces.marks:
        before = [p for p in people if p.start <= start + mark.start]
        person = before[-1] if before else people[0]
        _apply(mark, person, start, first=id(person) not in told)
        if mark.kind == "role":
            told.add(id(person))
    for person in people:
        tail = pieces.text[person.end - start : person.end - start + 1]
        person.end += tail == MASK  # a closing bracket


def _apply(mark: Mark, person: Attendee, start: int, first: bool) -> None:
    """Say of a person what a mark says; ``first``: no bracket has told of a role yet."""
    if mark.kind == "party":
        if mark.value not in "-–—":
            person.party = person.party or mark.value
    elif mark.kind == "partial":
        person.partial = mark.value if person.partial is None else f"{person.partial}, {mark.value}"
    elif mark.kind == "absent":
        person.status = "absent"
    elif mark.kind == "role":
        person.role = _tidy(mark.value) if first else f"{person.role}, {_tidy(mark.value)}"
    elif mark.kind in ("replaces", "for"):
        name, role = mark.value.split("\t")
        person.replaces = name
        if mark.kind == "replaces" and (office := _REPLACING.match(role)):
            person.role = person.role if person.role and person.role.endswith(office.group()) else office.group()
    elif mark.kind == "affiliation" and person.affiliation_start is None:
        person.affiliation, person.affiliation_start = mark.value, start + mark.start
    else:
        return
    person.end = max(person.end, start + mark.end)
