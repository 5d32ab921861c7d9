"""First names, surnames and nicknames alone, linked to a person of the document where only one fits."""

from __future__ import annotations

import re

from pipeline.language.names.candidates import PART, REGISTER, WEAK, Candidate
from pipeline.language.names.namewords import fold, given, is_surname
from pipeline.language.names.ordinary import UNKNOWN, ordinary
from pipeline.language.names.people import People, Person, candidate
from pipeline.language.names.registers import index
from pipeline.language.names.rules import everyday, rules, stops
from pipeline.language.names.scene import Scene, finite, fits
from pipeline.language.names.words import Words

_INSIDE = frozenset({"i", "in i", "ute i", "inne i"})  # places, not persons, follow these
_LAWS = frozenset({"lex"})
_COLUMN = re.compile(r"(?m)^[ \t]*(?:[-•*] )?(?:([A-ZÅÄÖ][a-zåäöé]+): ?(?=\S).*|.*)$")
_COLUMN_LENGTH = 3
_LONE_GIVEN = 500  # bearers from which a given name counts alone
_POLITE = frozenset({"herr", "fru", "fröken"})


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


def find_parts(scene: Scene, people: People, covered: set[int]) -> list[Candidate]:
    """First names and surnames alone."""
    words, book = scene.words, rules()
    for nickname in _in_column(scene, people):
        people.add(nickname, book["person.column"].source)
    out: list[Candidate] = []
    for start, end in scene.chains:
        for i in range(start, end):
            if i in covered:
                continue
            text = words.texts[i]
            if len(text) < 2 or text in stops().platforms or (text in stops().openers and not given(text)):
                continue
            persons = _linked(people, text)
            if persons:
                if not _part_stands(scene, i, start, end, text):
                    continue
                norm = persons[0].name if len(persons) == 1 else None
                source = "roster" if any(p.source == "roster" for p in persons) else persons[0].source
                out.append(candidate(words, i, i + 1, source, PART, norm))
            elif (end - start == 1 or _titlecase_verb(words, i + 1)) and _lone_given(scene, i, text):
                out.append(candidate(words, i, i + 1, book["person.given"].source, WEAK, None))
            elif is_surname(text) and _addressed(scene, i, start, end):
                out.append(candidate(words, i, i + 1, book["person.title"].source, REGISTER, None))
    return out


def _addressed(scene: Scene, i: int, start: int, end: int) -> bool:
    """A surname alone after a form of address or a title: "herr Ekfors", "Organisten Ekfors"."""
    words = scene.words
    if i + 1 != end or i - start > 1 or i == 0 or not words.joined(i - 1):
        return False
    text, before = words.texts[i], words.texts[i - 1].lower()
    if before in _POLITE:
        return True
    if not fits("person.title", before, 2) or (i > start and not words.initial(start)):
        return False
    return text not in everyday() and index().word(text) is None and ordinary(text.lower()) == UNKNOWN


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
    if common and i > start and words.texts[i - 1] not in stops().openers:
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
    if text in everyday() or text in stops().openers or text.isupper() or scene.preceded(i, _INSIDE | _LAWS):
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
    if scene.verb_after(i) or _titlecase_verb(scene.words, i + 1):
        return True
    after = scene.words.view[scene.words.ends[i] : scene.words.ends[i] + 5]
    return after.startswith((":", ",", ")", " och ", "\n", " – ", " - ")) or not after


def _titlecase_verb(words: Words, i: int) -> bool:
    """Word ``i`` is a finite verb with a capital, as in notes that capitalise freely ("Viktor Fixar lokal")."""
    return i < words.count and words.texts[i].lower() in finite() and not is_surname(words.texts[i])
