"""Places that no register has: addresses, venues, the field "Plats", place-like words after a preposition."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.language.names.candidates import REGISTER, WEAK, Candidate
from pipeline.language.names.namewords import given, is_surname
from pipeline.language.names.ordinary import UNKNOWN, ordinary
from pipeline.language.names.people import People
from pipeline.language.names.registers import index
from pipeline.language.names.rules import common_words, everyday, nominal, rules, stops
from pipeline.language.names.scene import Scene, fits

_SPATIAL = frozenset({"i", "på", "vid", "utanför", "runt", "kring", "nära", "norr om", "söder om"})  # not of persons
_COMMON_NAME = 100  # bearers from which a word with a genitive s is a person's name
_PROPERTY = re.compile(r"(?!(?:18|19|20)\d\d)\d{1,4}:\d{1,4}")
_NO_PROPERTY = frozenset({"kl", "klockan", "punkt", "sida", "bilaga", "kap", "lag", "sfs"})
_COMPASS = frozenset(
    {"Norra", "Södra", "Östra", "Västra", "Nya", "Gamla", "Stora", "Lilla", "Övre", "Nedre", "Inre", "Yttre"}
)
_COMMON_VENUES = (
    "huset", "lokalen", "salen", "rummet", "skolan", "kontoret", "förvaltningen", "biblioteket", "kafeterian",
    "cafeterian", "matsalen", "aulan", "kyrkan", "hallen", "restaurangen", "biografen", "klubben", "expeditionen",
)  # fmt: skip


def find_places(scene: Scene, people: People) -> Iterator[Candidate]:
    """Candidates for places by context."""
    words, book = scene.words, rules()
    address, venue, field, at, suffix = (book[f"place.{k}"] for k in ("address", "venue", "field", "at", "suffix"))
    for start, end in scene.chains:
        if (span := _address(scene, start, end)) is not None:
            yield Candidate(words.starts[span[0]], span[1], "LOC", address.source, REGISTER)
            continue
        yield from _property(scene, start, end)
        yield from _noun_after(scene, start, end)
        text = words.texts[start]
        if text in stops().platforms or text in people.first:
            continue
        length = end - start
        venues = bool(start) and scene.preceded(start, venue.words) is not None and words.near(start - 1)
        if venues and not _generic(text, length):
            if (
                not (given(text) and end - start > 1 and is_surname(words.texts[end - 1]))
                and text not in stops().openers
            ):
                stop = end
                if end < words.count and words.joined(end - 1) and _numbered(scene, start, end):
                    stop = end + 1  # "fastigheten Svanen 4"
                yield Candidate(words.starts[start], words.ends[stop - 1], "LOC", venue.source, REGISTER)
            continue
        if start and words.gap(start - 1).strip() == ":" and scene.preceded(start, field.words):
            if not _generic(text, length) and _is_venue(scene, start, end):
                yield Candidate(words.starts[start], words.ends[end - 1], "LOC", field.source, WEAK)
            continue
        if start and words.joined(start - 1) and scene.preceded(start, at.words) and _unknown(scene, start, end):
            if end < words.count and words.joined(end - 1) and fits(at.id, words.texts[end]) and text.endswith("s"):
                end += 1  # "Sergels torg"
            yield Candidate(words.starts[start], words.ends[end - 1], "LOC", at.source, WEAK)
            continue
        if _after_venue(scene, start, end):
            yield Candidate(words.starts[start], words.ends[end - 1], "LOC", book["place.town"].source, WEAK)
            continue
        last = words.texts[end - 1]
        if not words.initial(end - 1) and fits("place.street", last.lower(), 3) and index().word(last) is None:
            if end - start == 1 or ordinary(text.lower()) != UNKNOWN:
                yield Candidate(words.starts[end - 1], words.ends[end - 1], "LOC", book["place.street"].source, WEAK)
            continue
        inside = book["place.in"]
        if start and words.joined(start - 1) and scene.preceded(start, inside.words) and _unknown(scene, start, end):
            low = text.lower().removesuffix("s")
            common = end - start == 1 and (not common_words().isdisjoint((low, text.lower())) or low in suffix.stop)
            common = common or text[1:] != text[1:].lower() or fits("person.title", words.texts[start - 2].lower(), 2)
            if not common and low not in inside.stop and not _slot(scene, start):
                yield Candidate(words.starts[start], words.ends[end - 1], "LOC", inside.source, WEAK)
                continue
        one = end - start == 1 and start > 0 and words.joined(start - 1) and not given(text) and not _is_name(text)
        before = scene.preceded(start, suffix.words) if one and "-" not in text else None
        if before is None or not fits(suffix.id, text.lower(), 3) or text.lower() in common_words():
            continue
        if before in _SPATIAL or not is_surname(text):
            yield Candidate(words.starts[start], words.ends[start], "LOC", suffix.source, WEAK)


def _slot(scene: Scene, start: int) -> bool:
    """Words of membership stand before ("medlem i"): an organisation, not a place."""
    return scene.preceded(start, rules()["org.slot"].words) is not None


def _property(scene: Scene, start: int, end: int) -> Iterator[Candidate]:
    """A property designation: a name and two numbers with a colon."""
    words = scene.words
    if end >= words.count or not words.joined(end - 1) or not _PROPERTY.fullmatch(words.texts[end]):
        return
    first = start
    while first < end - 1 and (words.texts[first] in stops().openers or _generic(words.texts[first], 1)):
        first += 1
    if words.texts[first].lower() not in _NO_PROPERTY and not words.texts[first].isupper():
        source = rules()["place.property"].source
        yield Candidate(words.starts[first], words.ends[end], "LOC", source, REGISTER)


def _noun_after(scene: Scene, start: int, end: int) -> Iterator[Candidate]:
    """A name that ends in the common noun of a place ("Alby kyrka")."""
    words, rule = scene.words, rules()["place.noun-after"]
    if end >= words.count or not words.joined(end - 1):
        return
    noun, lead = words.texts[end], words.texts[end - 1]
    if noun not in rule.words and noun.removesuffix("s") not in rule.words:
        return
    low = lead.lower()
    known = lead in stops().openers or lead in everyday() or given(lead) or given(lead.removesuffix("s"))
    if not known and low not in common_words() and low not in rules()["org.noun-after"].stop:
        first = start if not words.initial(start) else end - 1
        while first < end - 1 and ordinary(words.texts[first].lower()) != UNKNOWN and not _compass(words.texts[first]):
            first += 1  # "Hållplats Alby skola"
        yield Candidate(words.starts[first], words.ends[end], "LOC", rule.source, REGISTER)


def _compass(text: str) -> bool:
    """The word tells one of two places of a name ("Norra")."""
    return text in _COMPASS


def _after_venue(scene: Scene, start: int, end: int) -> bool:
    """A town after a venue without a name ("Stadshuset, Alby")."""
    words = scene.words
    if start < 1 or words.gap(start - 1) != ", ":
        return False
    before = words.texts[start - 1]
    named = before[0].isupper() and scene.preceded(start - 1, rules()["place.venue"].words) is not None
    if not named and not fits("place.town", before.lower()):
        return False
    after = words.view[words.ends[end - 1] : words.ends[end - 1] + 1]
    return after in ("", ",", ".", "\n", " ") and end - start <= 2 and _unknown(scene, start, end)


def _numbered(scene: Scene, start: int, end: int) -> bool:
    """A property's number stands after its name."""
    text = scene.words.texts[end]
    return (
        text.isdigit() and len(text) < 4 and scene.preceded(start, frozenset({"fastigheten", "kvarteret"})) is not None
    )


def _is_venue(scene: Scene, start: int, end: int) -> bool:
    """The words after "Plats:" are a name: no person, no common noun ("Bolagets kontor", "Stationen")."""
    words = scene.words
    text = words.texts[start]
    if text in stops().openers or (given(text) and end - start > 1 and is_surname(words.texts[end - 1])):
        return False
    if end - start > 1:
        return True
    if text.endswith(("en", "et", "an", "ens", "ets")) and index().word(text) is None:
        return False
    return not (end < words.count and words.joined(end - 1) and words.texts[end][0].islower() and text.endswith("s"))


def _unknown(scene: Scene, start: int, end: int) -> bool:
    """Capitalised words of which nothing is known, in ordinary writing."""
    for text in scene.words.texts[start:end]:
        low = text.lower()
        if low in rules()["place.at"].stop:
            return False
        if (
            text in stops().openers
            or text.isupper()
            or "-" in text
            or given(text)
            or given(text.removesuffix("s")) >= 100
            or low.endswith(nominal().suffixes)
            or "&" in text
        ):
            return False
        if (
            fits("org.suffix", low, 3)
            or fits("org.proper-suffix", low)
            or fits("person.title", low)
            or low in nominal().words
        ):
            return False
    return end - start <= 3 and index().word(scene.words.texts[start]) is None


def _is_name(text: str) -> bool:
    ref = index().word(text)
    return text in stops().openers or (ref is not None and ref.label == "ORG")


def _generic(text: str, length: int) -> bool:
    """One common noun in the definite form: a place, but not its name ("Biblioteket")."""
    low = text.lower()
    if length == 1 and low in rules()["place.suffix"].stop:
        return True
    if length > 1 or index().word(text) is not None:
        return False
    return low.endswith(_COMMON_VENUES) or low.endswith(nominal().suffixes)


def _address(scene: Scene, start: int, end: int) -> tuple[int, int] | None:
    """First word and end offset of a street with its number inside or right after a chain."""
    words, rule = scene.words, rules()["place.address"]
    for m in range(start, min(end + 1, words.count - 1)):
        if not words.texts[m + 1][0].isdigit() or not words.joined(m):
            continue
        low = words.texts[m].lower()
        if not fits(rule.id, low) or (m == start and low in rule.suffixes) or (m == end and not words.joined(m - 1)):
            continue
        number = words.texts[m + 1]
        if len(number.rstrip("ABCDEFGHabcdefgh")) > 3 or (not number[: len(number) - 1].isdigit() and len(number) > 1):
            continue
        stop = words.ends[m + 1]
        if (
            m + 2 < words.count
            and words.joined(m + 1)
            and len(words.texts[m + 2]) == 1
            and words.texts[m + 2].isupper()
        ):
            stop = words.ends[m + 2]
        first = start
        while first < m and (words.texts[first] in stops().openers or _generic(words.texts[first], 1)):
            first += 1
        return first, stop
    return None
