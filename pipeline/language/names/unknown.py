"""Names that nothing knows, told by grammar: Swedish gives a common noun no capital inside a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.language.names.candidates import WEAK, Candidate
from pipeline.language.names.namewords import given, is_surname
from pipeline.language.names.ordinary import COMPOUND, KNOWN, UNKNOWN, definite_endings, known_tail, ordinary
from pipeline.language.names.people import People
from pipeline.language.names.registers import index
from pipeline.language.names.rules import NameRule, everyday, nominal, rules, stops
from pipeline.language.names.scene import Scene, fits

_LINKS = frozenset({"till", "från", "av", "med", "hos"})
_LEARNED = ("in", "on", "ot", "ism", "tet", "skt", "yn", "logi", "grafi", "tik", "tur", "prov")  # ends of nouns
_AND = frozenset({"och", "samt", "eller"})
_ROLLS = frozenset({"present", "absent", "signature", "notice"})
_SHORTEST = 4
_LONGEST = 3
_NICKNAME = ("ke", "lle", "sse", "ffe", "nne", "bban", "ckan", "san", "nis", "kan", "ppe", "ggan", "tte")


def find_unknown(scene: Scene, people: People) -> Iterator[Candidate]:
    """Chains of words that no register has, as subjects and objects of verbs of agency."""
    contact, facility = rules()["org.object"], rules()["place.object"]
    words = scene.words
    for start, end in scene.chains:
        if end - start > _LONGEST:
            continue
        rule = None
        if words.initial(start):
            rule = _subject(scene, start, end)
        elif scene.preceded(start, contact.words) or _counterpart(scene, start):
            rule = contact
        elif scene.preceded(start, facility.words):
            rule = facility
        if rule is not None and _strange(scene, start, end, people):
            yield Candidate(words.starts[start], words.ends[end - 1], rule.label, rule.source, WEAK)


def find_listed(scene: Scene, people: People, found: Sequence[Candidate]) -> Iterator[Candidate]:
    """Unknown words in a list whose next member is known: what one member is, the others are."""
    words = scene.words
    ends = {c.end: c for c in found if c.label != "PER"}
    starts = {c.start: c for c in found if c.label != "PER"}
    busy = {c.start for c in found}
    for start, end in scene.chains:
        if start == 0 or words.starts[start] in busy or words.initial(start) or end >= words.count:
            continue
        left = ends.get(words.ends[start - 1]) if words.gap(start - 1) == ", " else None
        right = starts.get(words.starts[end]) if words.gap(end - 1) == ", " else None
        if words.texts[end] in _AND and words.joined(end - 1) and end + 1 < words.count:
            right = starts.get(words.starts[end + 1]) or right
        if left is None and words.texts[start - 1] in _AND and start > 1 and words.joined(start - 1):
            left = ends.get(words.ends[start - 2]) if words.joined(start - 2) else None
        beside = left or right
        if beside is None or scene.kind_at(words.starts[start]) in _ROLLS:
            continue
        if words.texts[end] == "den" or words.texts[end][0].isdigit():
            continue  # an event on a day
        low = words.texts[start].lower()
        if not _strange(scene, start, end, people) or ordinary(low) == KNOWN or low.endswith(("ian", "erian")):
            continue
        rule = rules()["org.listed" if beside.label == "ORG" else "place.listed"]
        listed = Candidate(words.starts[start], words.ends[end - 1], beside.label, rule.source, WEAK, beside.literal)
        ends[listed.end] = listed
        yield listed


def _strange(scene: Scene, start: int, end: int, people: People) -> bool:
    """No word of the chain is known as a person, a place, a role, a platform or a body."""
    first = scene.words.texts[start]
    for text in scene.words.texts[start:end]:
        low = text.lower()
        if text in stops().platforms or text in stops().openers or text in stops().acronyms or not _letters(text):
            return False
        if text in people.first or text in people.last or given(text) or text in everyday():
            return False
        bare = low.removesuffix("s")
        if bare in nominal().words or bare.endswith(nominal().suffixes) or fits("person.title", low, 2):
            return False
    if end - start == 1:
        short = len(first) < _SHORTEST or (first.isupper() and len(first) > 1)
        return not short and index().word(first) is None and not is_surname(first) and not _nickname(first)
    if any(text.isupper() for text in scene.words.texts[start:end]):
        return False
    return given(first) == 0 and not is_surname(scene.words.texts[end - 1])


def _letters(text: str) -> bool:
    return text.replace("-", "").isalpha() and ("-" not in text or text.rpartition("-")[2][:1].isupper())


def _nickname(text: str) -> bool:
    return len(text) <= 7 and text.endswith(_NICKNAME)


def _counterpart(scene: Scene, start: int) -> bool:
    """A noun of contact and a preposition stand before: "kartunderlag till"."""
    words = scene.words
    if start < 2 or words.texts[start - 1] not in _LINKS or not words.joined(start - 1) or not words.joined(start - 2):
        return False
    return fits("org.object", words.texts[start - 2].lower())


def _subject(scene: Scene, start: int, end: int) -> NameRule | None:
    """The rule by which a chain that begins a sentence is a name: a verb of agency follows.

    No ordinary noun in the indefinite singular is a subject without an article.
    """
    verb = scene.verb_after(end - 1)
    if verb is None:
        return None
    words, rule, firm = scene.words, rules()["org.subject"], rules()["org.firm"]
    if verb not in rule.words and verb not in firm.words:
        return None
    low = words.texts[start].lower()
    kind = ordinary(low)
    if end - start > 1:
        return rule if kind == UNKNOWN and not low.endswith(definite_endings()) else None
    if kind == UNKNOWN and not low.endswith(definite_endings()):
        sure = verb in rule.words or fits(firm.id, low)
        return rule if sure or not (low.endswith(_LEARNED) or known_tail(low)) else None
    if kind == COMPOUND and fits(firm.id, low):
        return firm
    return rule if kind == COMPOUND and verb in rule.words and not low.endswith(definite_endings()) else None
