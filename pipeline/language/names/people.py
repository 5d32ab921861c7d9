"""Persons: those of the roster wherever they are named, and others by name registers and context.

Two passes. The first collects persons named in full: the roster, and what registers and context
show. The second finds first names and surnames alone. A part of a name that fits one person only
is linked to that person; one that fits several is a PER without norm.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from pipeline.knowledge import registers
from pipeline.language.names.candidates import OWN, PART, REGISTER, WEAK, Candidate
from pipeline.language.names.registers import index
from pipeline.language.names.rules import everyday, rules, stops
from pipeline.language.names.scene import Scene, finite, fits, is_acronym
from pipeline.language.names.words import Words

_SURNAME_END = re.compile(
    r"(?:sson|sen|berg|bergh|ström|lund|gren|[qk]vist|dahl|stedt|stedt|mark|feldt|holm|lind|lindh|löf|löv|[ie]us|[éèe]n|ell|"
    r"ander|blad|blom|borg|fors|hammar|sjö|skog|strand|strandh|stam|kranz|wall|vall|gård|heim|thun|hjelm|hjälm|stierna|stjerna|swärd|svärd|"
    r"sköld|crona|krona|kvist|rud|lin|lén|wicz|witz|ović|ic|ić|ski|sky|oglu|oğlu|nen|poulos|dze|yan|sdotter|sdóttir|stein|mann|man|"
    r"ung|fält|wald|ås|torp|näs|hult|ryd|rup|gaard|ius|zadeh|pour)s?$"
)
_PARTICLES = frozenset(
    {"von", "af", "av", "de", "la", "der", "den", "van", "del", "da", "dos", "el", "al", "bin", "ibn", "le", "di"}
)
_COLUMN = re.compile(r"(?m)^[ \t]*(?:[-•*] )?(?:([A-ZÅÄÖ][a-zåäöé]+): ?(?=\S).*|.*)$")
_COLUMN_LENGTH = 3
_PARTY = re.compile(r" ?\(([A-ZÅÄÖ][A-Za-zåäöÅÄÖ]{0,4})\)")
_LONGEST = 5
_SURE_GIVEN = 100  # bearers from which a given name may be followed by an unknown surname
_LONE_GIVEN = 500  # bearers from which a given name counts alone


@dataclass(slots=True)
class Person:
    """A person named in full somewhere in the document."""

    name: str
    parts: tuple[str, ...]
    roster: bool


@dataclass(slots=True)
class People:
    """The persons of one document, findable by first name and surname."""

    persons: list[Person] = field(default_factory=list)
    first: dict[str, list[Person]] = field(default_factory=dict)
    last: dict[str, list[Person]] = field(default_factory=dict)
    folded: dict[str, list[Person]] = field(default_factory=dict)
    _known: set[str] = field(default_factory=set)

    def add(self, name: str, *, roster: bool) -> None:
        """Add a person by name, once."""
        parts = tuple(name.split())
        if not parts or name in self._known:
            return
        self._known.add(name)
        person = Person(name, parts, roster)
        self.persons.append(person)
        self.first.setdefault(parts[0], []).append(person)
        self.folded.setdefault(fold(parts[0]), []).append(person)
        if len(parts) > 1:
            self.last.setdefault(parts[-1], []).append(person)
            self.folded.setdefault(fold(parts[-1]), []).append(person)


@cache
def fold(word: str) -> str:
    """``word`` in lower case without accents and dots ("Randén" -> "randen", "Björn" -> "bjorn")."""
    decomposed = unicodedata.normalize("NFD", word.lower())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def given(word: str) -> int:
    """Bearers of a given name; a double name counts as its rarer half. 0 for no name."""
    names = registers.given_names()
    found = names.get(word)
    if found is not None:
        return found.bearers
    if word.isupper() and len(word) > 2:
        return given(word.title()) if word.title() != word else 0
    if "-" in word:
        halves = word.split("-")
        return min((given(half) if half else 0) for half in halves) if len(halves) == 2 else 0
    return 0


def is_surname(word: str) -> bool:
    """A surname of the registers, or a word with the shape of a Swedish one; also in the genitive."""
    if not word[0].isupper():
        return False
    if word.isupper() and len(word) > 2:
        word = word.title()
    bare = word[:-1] if word.endswith("s") else word
    known, abroad = registers.surnames(), registers.surnames_abroad()
    if word in known or bare in known or word in abroad or bare in abroad:
        return True
    return len(word) > 4 and bool(_SURNAME_END.search(word.rpartition("-")[2].lower()))


def roster_names(scene: Scene) -> Iterator[str]:
    """The names of the attendance rows and the meeting's officers."""
    for row in scene.reading.attendance:
        if row.name:
            yield row.name
    meeting = scene.reading.meeting
    for name in (meeting.chair, meeting.secretary, *meeting.adjusters):
        if name and " " in name:
            yield name


def find_people(scene: Scene) -> tuple[list[Candidate], People]:
    """All candidates for persons, and the persons named in full."""
    people = People()
    view = scene.words.view
    for row in scene.reading.attendance:
        if row.name:
            # the view's spelling, so that mended letters are found in the text
            shown = " ".join(view[row.start : row.start + len(row.name)].split())
            people.add(shown if len(shown) == len(row.name) and "\ufffd" not in shown else row.name, roster=True)
    for name in roster_names(scene):
        if "\ufffd" not in name:
            people.add(name, roster=True)
    found = list(_in_full(scene, people))
    covered = {i for _, i, j in found for i in range(i, j)}
    fresh = list(_by_context(scene, covered))
    for candidate, _, _ in fresh:
        if candidate.norm:
            people.add(candidate.norm, roster=False)
    covered |= {k for _, i, j in fresh for k in range(i, j)}
    for nickname in _in_column(scene, people):
        people.add(nickname, roster=False)
    out = [candidate for candidate, _, _ in (*found, *fresh)]
    out += _in_part(scene, people, covered)
    return out, people


def _candidate(words: Words, i: int, j: int, source: str, rank: int, norm: str | None) -> Candidate:
    return Candidate(words.starts[i], words.ends[j - 1], "PER", source, rank, norm=norm)


def _matches(words: Words, i: int, parts: tuple[str, ...]) -> bool:
    """The words from ``i`` are ``parts``, the last one also with a genitive s, accents aside."""
    if i + len(parts) > len(words):
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
    forms: dict[str, list[tuple[tuple[str, ...], Person]]] = {}
    for person in people.persons:
        if len(person.parts) < 2:
            continue
        short = (person.parts[0], person.parts[-1])
        for parts in {person.parts, short}:
            forms.setdefault(fold(parts[0]), []).append((parts, person))
    for options in forms.values():
        options.sort(key=lambda option: (-len(option[0]), option[0]))
    if not forms:
        return
    last = -1
    for start, end in scene.chains:
        for i in range(start, end):
            if i < last:
                continue
            for parts, person in forms.get(fold(words.texts[i]), ()):
                if _matches(words, i, parts):
                    last = i + len(parts)
                    yield _candidate(words, i, last, "roster", OWN, person.name), i, last
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
            titled = _titled(scene, i)
            party = _PARTY.match(words.view, words.ends[j - 1]) if j > i else None
            known_party = party is not None and (party[1] in registers.party_codes() or given(words.texts[i]) > 0)
            stop = (
                words.texts[i] in stops().openers
                or _no_person(words.texts[i])
                or fits("person.title", words.texts[i].lower())
            )
            source = None
            if j - i >= 2 and not stop:
                if _named(scene, i, j):
                    source = book["person.given-surname"].source
                elif titled and _plausible(words, i, j):
                    source = title.source
                elif known_party and _plausible(words, i, j):
                    source = book["person.party"].source
                elif _role_after(scene, j) and _plausible(words, i, j) and is_surname(words.texts[j - 1]):
                    source = book["person.role-after"].source
                elif _alone_in_signature(scene, i, j) and _plausible(words, i, j):
                    source = book["person.line"].source
            if source is not None:
                yield _candidate(words, i, j, source, REGISTER, _norm(words, i, j)), i, j
                i = j
                continue
            if not stop and known_party and j - i == 1 and is_surname(words.texts[i]):
                yield _candidate(words, i, j, book["person.party"].source, REGISTER, None), i, j
            i += 1


def _norm(words: Words, i: int, j: int) -> str:
    """The name without a genitive s that no surname register explains."""
    parts = list(words.texts[i:j])
    last = parts[-1]
    known = registers.surnames()
    if last.endswith("s") and last not in known and (last[:-1] in known or _SURNAME_END.search(last[:-1].lower())):
        parts[-1] = last[:-1]
    return " ".join(parts)


def _run(scene: Scene, i: int, end: int, covered: set[int]) -> int:
    """Where a name that begins at ``i`` may end: capitalised words, initials and particles."""
    words = scene.words
    j = i + 1
    while j < len(words) and j - i < _LONGEST and j not in covered:
        text = words.texts[j]
        if not words.joined(j - 1):
            # a full name may run over a line break when both parts are known
            if not (j - i == 1 and words.near(j - 1) and given(words.texts[i]) >= _SURE_GIVEN and _wraps(scene, j - 1)):
                break
            if text not in registers.surnames():
                break
        if text[0].isupper():
            if _no_person(text) or (text.lower() in finite() and text not in registers.surnames()):
                break
            j += 1
        elif text in _PARTICLES and j + 1 < end + 3 and j + 1 < len(words) and words.joined(j):
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


@cache
def _no_person(text: str) -> bool:
    """``text`` is no part of a person's name: an acronym, a body, a platform, a compound with a tail."""
    if text in stops().platforms or (text in stops().openers and not given(text)):
        return True
    if len(text) > 1 and text.isupper() and len(text) <= 4 and (is_acronym(text) or text in stops().acronyms):
        return True
    if "-" in text and not text.rpartition("-")[2][:1].isupper():
        return True
    if any(c.isdigit() for c in text) or "&" in text:
        return True
    ref = index().word(text)
    if ref is not None and ref.label == "ORG" and not ref.weak:
        return True
    low = text.lower()
    return fits("org.suffix", low, 4) or fits("org.proper-suffix", low, 3)


def _named(scene: Scene, i: int, j: int) -> bool:
    """Registers show a person: a given name, then a surname or an unknown capitalised word."""
    words = scene.words
    first, second = words.texts[i], words.texts[i + 1]
    bearers = given(first)
    if not bearers:
        return False
    rest = words.texts[i + 1 : j]
    if any(is_surname(text) for text in rest):
        return first not in everyday() or is_surname(rest[-1])
    if first in everyday() or bearers < _SURE_GIVEN or first.isupper():
        return False
    if second in finite() or (second.isupper() and len(second) > 1):
        return False
    ref = index().word(second)
    return (ref is None or ref.weak) and len(second) > 2 and not words.initial(i + 1)


def _plausible(words: Words, i: int, j: int) -> bool:
    """Every word has the shape of a name: a capital, then small letters, or an initial."""
    for text in words.texts[i:j]:
        if text in _PARTICLES:
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
    if j >= len(words) or words.gap(j - 1) != ", " or words.texts[j][0].isupper():
        return False
    return fits("person.title", words.texts[j], 2)


def _alone_in_signature(scene: Scene, i: int, j: int) -> bool:
    """The words fill a line (or a cell of one) of a signature section."""
    words = scene.words
    if scene.kind_at(words.starts[i]) != "signature" or j - i > 4 or not words.initial(i):
        return False
    after = words.view[words.ends[j - 1] : words.ends[j - 1] + 3]
    return not after or after[0] in "\n," or after.startswith(("   ", "  "))


def _in_column(scene: Scene, people: People) -> list[str]:
    """Nicknames: in lines "Namn: ..." one under the other of which most begin with known persons."""
    out: list[str] = []
    run: list[str] = []
    for match in (*_COLUMN.finditer(scene.words.view), None):
        if match is not None and match[1]:
            run.append(match[1])
            continue
        known = [bool(_linked(people, name)) or given(name) >= _LONE_GIVEN for name in run]
        if len(run) >= _COLUMN_LENGTH and sum(known) * 2 > len(run):
            out += [
                n for n, k in zip(run, known, strict=True) if not k and n not in stops().openers and n not in everyday()
            ]
        run = []
    return out


def _in_part(scene: Scene, people: People, covered: set[int]) -> list[Candidate]:
    """First names and surnames alone."""
    words, book = scene.words, rules()
    out: list[Candidate] = []
    for start, end in scene.chains:
        for i in range(start, end):
            if i in covered:
                continue
            text = words.texts[i]
            if len(text) < 2 or text in stops().platforms:
                continue
            persons = _linked(people, text)
            if persons:
                if not _part_stands(scene, i, start, end, text):
                    continue
                norm = persons[0].name if len(persons) == 1 else None
                source = "roster" if any(p.roster for p in persons) else book["person.given-surname"].source
                out.append(_candidate(words, i, i + 1, source, PART, norm))
            elif end - start == 1 and _lone_given(scene, i, text):
                out.append(_candidate(words, i, i + 1, book["person.given"].source, WEAK, None))
            elif end - start == 1 and is_surname(text) and scene.preceded(i, frozenset({"herr", "fru", "fröken"})):
                out.append(_candidate(words, i, i + 1, book["person.title"].source, REGISTER, None))
    return out


def _linked(people: People, text: str) -> list[Person]:
    """The persons whose first name or surname is ``text`` (genitive s and accents aside)."""
    for form in (text, text[:-1] if text.endswith("s") else text):
        persons = people.first.get(form) or people.last.get(form)
        if persons:
            return persons
    if len(text) > 3:
        persons = people.folded.get(fold(text), [])
        if len(persons) == 1:
            return persons
    return []


def _part_stands(scene: Scene, i: int, start: int, end: int, text: str) -> bool:
    """A first name or surname alone is really that: not an everyday word, not a part of another name."""
    words = scene.words
    bare = text[:-1] if text.endswith("s") and text not in everyday() else text
    common = text in everyday() or bare in everyday()
    if common and words.initial(i):
        verb = scene.verb_after(i)
        return verb is not None and not verb.endswith("s")
    if common and i > start:
        return False
    if i + 1 < end:
        following = words.texts[i + 1]
        if common or following in finite():
            return not common
        ref = index().word(following)
        if ref is not None or not following[0].isupper():
            return ref is None
        return not fits("org.suffix", following.lower()) and not fits("place.suffix", following.lower())
    ref = index().word(text)
    if ref is not None and not ref.weak and not given(text):
        return bool(scene.verb_after(i)) and not ref.acting
    return True


def _lone_given(scene: Scene, i: int, text: str) -> bool:
    """A common given name alone, with the verb or the slot of a person."""
    if text in everyday() or text in stops().openers:
        return False
    bearers = given(text)
    if not bearers and text.endswith("s") and text[:-1] not in everyday():
        bearers = given(text[:-1]) if not scene.words.initial(i) else 0
    if bearers < _LONE_GIVEN:
        return False
    ref = index().word(text)
    if ref is not None and not ref.weak:
        return False
    if not scene.words.initial(i):
        return True
    if scene.verb_after(i):
        return True
    after = scene.words.view[scene.words.ends[i] : scene.words.ends[i] + 5]
    return after.startswith((":", ",", ")", " och ", "\n", " – ", " - ")) or not after
