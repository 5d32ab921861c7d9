"""Persons: those of the roster wherever they are named, and others by name registers and context.

Two passes. The first collects persons named in full: the roster, and what registers and context
show. The second finds first names and surnames alone. A part of a name that fits one person only
is linked to that person; one that fits several is a PER without norm.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.knowledge import registers
from pipeline.language.model import Attendee, Reading
from pipeline.language.names.candidates import OWN, REGISTER, Candidate
from pipeline.language.names.namewords import PARTICLES, SURNAME_END, fold, given, is_surname, no_person
from pipeline.language.names.registers import index
from pipeline.language.names.rules import common_words, everyday, rules, stops
from pipeline.language.names.scene import Scene, finite, fits
from pipeline.language.names.words import Words

_NICK_OPEN = frozenset({' "', " “", " ”", " '", " ‘", " ’", " «", " »"})
_NICK_CLOSE = frozenset({'" ', "” ", "“ ", "' ", "’ ", "» ", "« "})
_PARTY = re.compile(r" ?\(([A-ZÅÄÖ][A-Za-zåäöÅÄÖ]{0,4})\)")
_INITIALS = re.compile(r"(?<![\w.])(?:[A-ZÅÄÖ]\. ?){1,3}[A-ZÅÄÖ][a-zåäöéü]+(?:-[A-ZÅÄÖ][a-zåäöé]+)?(?!\w)")
_LONGEST = 5
_SURE_GIVEN = 100  # bearers from which a given name may be followed by an unknown surname


@dataclass(slots=True)
class Person:
    """A person named in full somewhere in the document."""

    name: str
    parts: tuple[str, ...]
    source: str


@dataclass(slots=True)
class People:
    """The persons of one document, findable by first name and surname."""

    persons: list[Person] = field(default_factory=list)
    first: dict[str, list[Person]] = field(default_factory=dict)
    last: dict[str, list[Person]] = field(default_factory=dict)
    folded: dict[str, list[Person]] = field(default_factory=dict)
    _known: set[str] = field(default_factory=set)

    def add(self, name: str, source: str) -> None:
        """Add a person by name, once."""
        parts = tuple(name.split())
        if not parts or name in self._known:
            return
        self._known.add(name)
        person = Person(name, parts, source)
        self.persons.append(person)
        self.first.setdefault(parts[0], []).append(person)
        self.folded.setdefault(fold(parts[0]), []).append(person)
        if len(parts) > 1:
            self.last.setdefault(parts[-1], []).append(person)
            self.folded.setdefault(fold(parts[-1]), []).append(person)


def shown_name(reading: Reading, row: Attendee) -> str:
    """The name of a row as the view spells it, so that letters mended there are found in the text."""
    name = row.name or ""
    shown = " ".join(reading.view[row.start : row.start + len(name)].split())
    return shown if "\ufffd" in name and len(shown) == len(name) else name


def roster_names(scene: Scene) -> Iterator[str]:
    """The names of the attendance rows and the meeting's officers."""
    for row in scene.reading.attendance:
        if row.name and not _no_person_row(row.name):
            yield row.name
    meeting = scene.reading.meeting
    for name in (meeting.chair, meeting.secretary, *meeting.adjusters):
        if name and " " in name:
            yield name


def find_people(scene: Scene) -> tuple[list[Candidate], People, set[int]]:
    """Persons named in full: candidates, the persons, and the indexes of the words they cover."""
    people = People()
    for row in scene.reading.attendance:
        if row.name and not _no_person_row(row.name):
            people.add(shown_name(scene.reading, row), "roster")
    for name in roster_names(scene):
        if "\ufffd" not in name:
            people.add(name, "roster")
    found = list(_in_full(scene, people))
    covered = {k for _, i, j in found for k in range(i, j)}
    fresh = list(_by_initials(scene, covered))
    covered |= {k for _, i, j in fresh for k in range(i, j)}
    fresh += _by_context(scene, covered)
    known = len(people.persons)
    for person, _, _ in fresh:
        if person.norm:
            people.add(person.norm, person.source)
    covered |= {k for _, i, j in fresh for k in range(i, j)}
    if len(people.persons) > known:
        again = [hit for hit in _in_full(scene, people) if hit[1] not in covered]
        fresh += again
        covered |= {k for _, i, j in again for k in range(i, j)}
    return [person for person, _, _ in (*found, *fresh)], people, covered


def _no_person_row(name: str) -> bool:
    """An attendance row that names a body or a role, not a person."""
    first = name.split()[0]
    return no_person(first) or (" " not in name and not given(name) and name.lower() in common_words())


def candidate(words: Words, i: int, j: int, source: str, rank: int, norm: str | None) -> Candidate:
    """A candidate for the person of words ``[i, j)``."""
    return Candidate(words.starts[i], words.ends[j - 1], "PER", source, rank, norm=norm)


def _matches(words: Words, i: int, parts: tuple[str, ...]) -> bool:
    """The words from ``i`` are ``parts``, the last one also with a genitive s, accents aside."""
    if i + len(parts) > words.count:
        return False
    for offset, part in enumerate(parts):
        text = words.texts[i + offset]
        if text == part or (offset == len(parts) - 1 and text == part + "s") or text == part.upper():
            continue
        if len(part) > 3 and fold(text) in (fold(part), fold(part) + "s" if offset == len(parts) - 1 else None):
            continue
        return False
    return all(words.near(k) for k in range(i, i + len(parts) - 1))


def _in_full(scene: Scene, people: People) -> Iterator[tuple[Candidate, int, int]]:
    """Full names of the roster, and first name with surname of those with a middle name."""
    words = scene.words
    full = {person.parts: [person] for person in people.persons if len(person.parts) > 1}
    short: dict[tuple[str, ...], list[Person]] = {}
    for person in people.persons:
        if len(person.parts) > 2:
            short.setdefault((person.parts[0], person.parts[-1]), []).append(person)
    forms: dict[str, list[tuple[tuple[str, ...], list[Person]]]] = {}
    for parts, bearers in (short | full).items():
        forms.setdefault(fold(parts[0]), []).append((parts, bearers))
    for options in forms.values():
        options.sort(key=lambda option: (-len(option[0]), option[0]))
    if not forms:
        return
    last = -1
    for start, end in scene.chains:
        for i in range(start, end):
            if i < last:
                continue
            for parts, bearers in forms.get(fold(words.texts[i]), ()):
                if _matches(words, i, parts):
                    last = i + len(parts)
                    source = bearers[0].source
                    norm = bearers[0].name if len(bearers) == 1 else None  # two persons have this short form
                    yield candidate(words, i, last, source, OWN if source == "roster" else REGISTER, norm), i, last
                    break


def _by_context(scene: Scene, covered: set[int]) -> Iterator[tuple[Candidate, int, int]]:
    """Persons named in full that the roster does not have."""
    words, book = scene.words, rules()
    title = book["person.title"]
    for start, end in scene.chains:
        i = start
        while i < end:
            if i in covered:
                i += 1
                continue
            j = _run(scene, i, end, covered)
            party = _PARTY.match(words.view, words.ends[j - 1]) if j > i else None
            if j - i < 2 and party is None:  # one word with nothing after it: most are
                i += 1
                continue
            known_party = party is not None and (party[1] in registers.party_codes() or given(words.texts[i]) > 0)
            stop = (
                words.texts[i] in stops().openers
                or no_person(words.texts[i])
                or fits("person.title", words.texts[i].lower())
            )
            source = None
            if j - i >= 2 and not stop:
                if _named(scene, i, j):
                    source = book["person.given-surname"].source
                elif _titled(scene, i) and _plausible(words, i, j):
                    source = title.source
                elif known_party and _plausible(words, i, j):
                    source = book["person.party"].source
                elif _role_after(scene, j) and _plausible(words, i, j) and is_surname(words.texts[j - 1]):
                    source = book["person.role-after"].source
                elif _alone_in_signature(scene, i, j) and _plausible(words, i, j):
                    source = book["person.line"].source
            if source is not None:
                yield candidate(words, i, j, source, REGISTER, _norm(words, i, j)), i, j
                i = j
                continue
            if not stop and known_party and j - i == 1 and is_surname(words.texts[i]):
                yield candidate(words, i, j, book["person.party"].source, REGISTER, None), i, j
            i += 1


def _by_initials(scene: Scene, covered: set[int]) -> Iterator[tuple[Candidate, int, int]]:
    """Initials with points and a surname ("J. A. Ekfors"); at the head of a line they may number it."""
    words, rule = scene.words, rules()["person.initials"]
    for match in _INITIALS.finditer(words.view):
        i, j = scene.index_at(match.start()), scene.index_at(match.end())
        last = words.texts[j - 1]
        led = i > 0 and words.joined(i - 1) and given(words.texts[i - 1]) > 0  # "Karin J. Ekfors"
        if led or j - 1 in covered or not is_surname(last) or index().word(last) is not None:
            continue
        if scene.preceded(i, rule.stop) or (last.lower() in common_words() and last not in registers.surnames()):
            continue
        if words.initial(i) and match[0].count(".") == 1 and scene.kind_at(match.start()) != "signature":
            continue
        yield candidate(words, i, j, rule.source, REGISTER, match[0]), i, j


def _norm(words: Words, i: int, j: int) -> str:
    """The name without a genitive s that no surname register explains."""
    parts = list(words.texts[i:j])
    last = parts[-1]
    known = registers.surnames()
    if last.endswith("s") and last not in known and (last[:-1] in known or SURNAME_END.search(last[:-1].lower())):
        parts[-1] = last[:-1]
    return " ".join(parts)


def _run(scene: Scene, i: int, end: int, covered: set[int]) -> int:
    """Where a name that begins at ``i`` may end: capitalised words, initials and particles."""
    words = scene.words
    j = i + 1
    while j < words.count and j - i < _LONGEST and j not in covered:
        text = words.texts[j]
        gap = words.gap(j - 1)
        if (
            gap in _NICK_OPEN
            and j + 1 < words.count
            and words.gap(j) in _NICK_CLOSE
            and words.texts[j + 1][0].isupper()
        ):
            j += 1  # a nickname in quotation marks
            continue
        if gap != " " and not (gap == ". " and len(words.texts[j - 1]) == 1) and gap not in _NICK_CLOSE:
            # a full name may run over a line break when both parts are known
            if not (j - i == 1 and words.near(j - 1) and given(words.texts[i]) >= _SURE_GIVEN and _wraps(scene, j - 1)):
                break
            if text not in registers.surnames():
                break
        if text[0].isupper():
            if no_person(text) or (text.lower() in finite() and text not in registers.surnames()):
                break
            j += 1
        elif text in PARTICLES and j + 1 < end + 3 and j + 1 < words.count and words.joined(j):
            if not words.texts[j + 1][0].isupper():
                break
            j += 2
        else:
            break
    return j


def _wraps(scene: Scene, index_: int) -> bool:
    """The line of word ``index_`` is a long one, so that it was wrapped, not ended."""
    view = scene.words.view
    start = view.rfind("\n", 0, scene.words.starts[index_])
    return scene.words.ends[index_] - start > 60


def _named(scene: Scene, i: int, j: int) -> bool:
    """Registers show a person: a given name, then a surname or an unknown capitalised word."""
    words = scene.words
    first, second = words.texts[i], words.texts[i + 1]
    bearers = given(first)
    if not bearers:
        return False
    if second in PARTICLES:
        return True
    rest = words.texts[i + 1 : j]
    if first in everyday() and len(rest) > 1 and given(second):
        return False  # "Tallmo Bruk Sten Ekfors": the name begins with the next word
    if any(is_surname(text) for text in rest):
        return first not in everyday() or is_surname(rest[-1])
    if first in everyday() or bearers < _SURE_GIVEN or first.isupper():
        return False
    if second in finite() or (second.isupper() and len(second) > 1):
        return False
    ref = index().word(second)
    nick = words.gap(i) in _NICK_OPEN
    return (ref is None or ref.weak) and len(second) > 2 and (nick or not words.initial(i + 1))


def _plausible(words: Words, i: int, j: int) -> bool:
    """Every word has the shape of a name: a capital, then small letters, or an initial."""
    for text in words.texts[i:j]:
        if text in PARTICLES:
            continue
        if not text[0].isupper() or (text.isupper() and len(text) > 1) or any(c.isdigit() for c in text):
            return False
        ref = index().word(text)
        if ref is not None and not ref.weak and not is_surname(text):
            return False
    return True


def _titled(scene: Scene, i: int) -> bool:
    """A title stands before word ``i``: "ekonomichef", "Sekreterare:", "antecknat av"."""
    words, rule = scene.words, rules()["person.title"]
    if i == 0:
        return False
    gap = words.gap(i - 1)
    if gap.strip() not in ("", ":", ".", ".:") or gap.count("\n") > 2:
        return False
    if gap.strip() == "." and len(words.texts[i - 1]) > 5:
        return False
    if "\n" in gap and ":" not in gap and scene.kind_at(words.starts[i]) != "signature":
        return False
    return fits("person.title", words.texts[i - 1].lower(), 2) or scene.preceded(i, rule.words) is not None


def _role_after(scene: Scene, j: int) -> bool:
    """A comma and a role follow word ``j - 1``: ", enhetschef"."""
    words = scene.words
    if j >= words.count or words.gap(j - 1) != ", " or words.texts[j][0].isupper():
        return False
    return fits("person.title", words.texts[j], 2)


def _alone_in_signature(scene: Scene, i: int, j: int) -> bool:
    """The words fill a line (or a cell of one) of a signature section."""
    words = scene.words
    if scene.kind_at(words.starts[i]) != "signature" or j - i > 4 or not words.initial(i):
        return False
    after = words.view[words.ends[j - 1] : words.ends[j - 1] + 3]
    return not after or after[0] in "\n," or after.startswith(("   ", "  "))
