"""Organisations by the shape of their names and by the slots in which they stand."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

from pipeline.language.names.candidates import REGISTER, WEAK, Candidate
from pipeline.language.names.namewords import given, is_surname
from pipeline.language.names.ordinary import UNKNOWN, ordinary
from pipeline.language.names.people import People
from pipeline.language.names.registers import index
from pipeline.language.names.rules import NameRule, common_words, everyday, nominal, rules, stops
from pipeline.language.names.scene import MODALS, Scene, fits, is_acronym

_SURE_NOUNS = (
    "hembygdsförening",
    "bygdegårdsförening",
    "samfällighet",
    "idrottsförening",
    "byalag",
    "vägförening",
    "församling",
)
_LONG_PREFIX = 9  # letters from which a compound opens a name
_ENGLISH = frozenset({"at", "of", "the", "and", "for"})
_NO_AGENCY = (
    "nätverket",
    "ramverket",
    "regelverket",
    "kraftverket",
    "hantverket",
    "konstverket",
    "reningsverket",
    "vattenverket",
)
_DEFINITE = ("an", "en", "et", "na")  # "Cafeterian": a common noun that somebody wrote with a capital
_PARTS = frozenset({"Väst", "Öst", "Syd", "Norr", "Nord", "Sverige", "Norden", "Skandinavien"})


def find_by_shape(scene: Scene, people: People) -> Iterator[Candidate]:
    """Names that show by their own words that they are organisations."""
    ampersand, hung = " & " in scene.words.view, "- " in scene.words.view
    for start, end in scene.chains:
        first = start
        while first < end - 1 and _opener(scene.words.texts[first]):
            first += 1
        if end - first > 1:
            yield from _company(scene, first, end)
            yield from _suffix(scene, first, end)
            yield from _prefix(scene, first, end, people)
        if ampersand:
            yield from _ampersand(scene, first, end)
        yield from _noun_after(scene, first, end)
        yield from _proper(scene, start, end)
        if hung:
            yield from _hung(scene, end - 1)
        yield from _descriptor(scene, start, end, people)
        if (
            end - start == 1
            and "-" in scene.words.texts[start]
            and fits("org.hyphen", scene.words.texts[start].lower())
        ):
            yield _org(scene, start, end, rules()["org.hyphen"], REGISTER)


def _hung(scene: Scene, i: int) -> Iterator[Candidate]:
    """A court or authority with a hung hyphen: "Mark- och miljödomstolen"."""
    words, rule = scene.words, rules()["org.hung"]
    if i + 2 >= words.count or words.gap(i) != "- " or not words.together(i) or not words.near(i + 1):
        return
    if fits(rule.id, words.texts[i + 2].removesuffix("s"), 3):
        yield _org(scene, i, i + 3, rule, REGISTER)


@lru_cache(maxsize=50_000)
def _opener(text: str) -> bool:
    """A word that stands before a name and is none of it: of a sentence's beginning, a title, a meeting."""
    low = text.lower()
    return (
        text in stops().openers
        or fits("person.title", low, 2)
        or low.endswith(("möte", "mötet", "protokoll", "stämma"))
    )


def _org(scene: Scene, i: int, j: int, rule: NameRule, rank: int) -> Candidate:
    return Candidate(scene.words.starts[i], scene.words.ends[j - 1], "ORG", rule.source, rank)


def _company(scene: Scene, first: int, end: int) -> Iterator[Candidate]:
    rule, words = rules()["org.company"], scene.words
    for m in range(end - 1, first, -1):
        if words.texts[m] in rule.words:
            yield _org(scene, _back(scene, first), m + 1, rule, REGISTER)
            return
    if end - first > 1 and words.texts[first] in ("AB", "IF", "IFK", "IK", "BK", "Brf", "BRF", "FC", "KFUM"):
        yield _org(scene, first, end, rule, REGISTER)


def _back(scene: Scene, first: int) -> int:
    """Where a firm's name begins that holds small words ("Omtanke i Väst AB", "Svets & Stans AB")."""
    words = scene.words
    while first > 1 and words.texts[first - 1] == "i" and words.joined(first - 1) and words.joined(first - 2):
        lead = words.texts[first - 2]
        if not lead[0].isupper() or _opener(lead) or (lead.endswith("s") and words.initial(first - 2)):
            break
        first -= 2
    if first > 1 and words.texts[first - 1] in ("och", "&") and words.gap(first - 2) == "- ":
        first -= 2  # "Hotell- och Restauranganställdas förbund"
    while first > 0 and words.gap(first - 1) == " & " and words.texts[first - 1][0].isupper():
        first -= 1
    return first


def _ampersand(scene: Scene, first: int, end: int) -> Iterator[Candidate]:
    """Two chains joined by "&" after a genitive or in the slot of a counterpart ("Hasses Gräv & Schakt")."""
    words, rule = scene.words, rules()["org.joined"]
    if end + 1 > words.count - 1 or words.gap(end - 1) != " & " or not words.texts[end][0].isupper():
        return
    if words.texts[first].endswith("s") or scene.preceded(first, rule.words):
        stop = end + 1
        while stop < words.count and words.joined(stop - 1) and words.texts[stop][0].isupper():
            stop += 1
        yield _org(scene, first, stop, rule, REGISTER)


def _suffix(scene: Scene, first: int, end: int) -> Iterator[Candidate]:
    rule, words = rules()["org.suffix"], scene.words
    for m in range(end - 1, first, -1):
        low = words.texts[m].lower()
        if not (fits(rule.id, low) or fits(rule.id, low.removesuffix("s")) or fits("org.trade", low)):
            continue
        lead = words.texts[m - 1]
        own = lead.lower().endswith("s") or index().word(lead) is not None or not words.initial(first)
        own = own or lead.lower() not in common_words()
        if own and not _common_first(scene, first) and words.texts[first].lower() not in rule.not_first:
            yield _org(scene, _back(scene, first), m + 1, rule, REGISTER)
            return


def _noun_after(scene: Scene, first: int, end: int) -> Iterator[Candidate]:
    rule, words = rules()["org.noun-after"], scene.words
    if end >= words.count or not words.joined(end - 1) or not words.texts[end][0].islower():
        return
    noun = words.texts[end]
    if noun in ("ekonomisk", "ek") and words.texts[end + 1 : end + 2] in (["förening"], ["för"]):
        yield _org(scene, _back(scene, first), end + 2, rule, REGISTER)
        return
    trade = rules()["org.trade"]
    if (
        fits(trade.id, noun)
        and not _common_first(scene, first)
        and (not words.initial(first) or ordinary(words.texts[first].lower()) == UNKNOWN)
    ):
        yield _org(scene, first, end + 1, trade, REGISTER)
        return
    if not fits(rule.id, noun) and not fits(rule.id, noun.removesuffix("s")):
        return
    lead = words.texts[end - 1]
    if noun in ("kommun", "kommuns") and not _common_first(scene, end - 1) and not is_acronym(lead):
        yield _org(scene, end - 1, end + 1, rule, REGISTER)
    elif lead.endswith("s") and not given(lead) and not _common_first(scene, first):
        yield _org(scene, _back(scene, first), end + 1, rule, REGISTER)
    elif (ref := index().word(lead)) is not None and ref.label == "LOC" and not ref.weak:
        yield _org(scene, end - 1, end + 1, rule, REGISTER)
    elif noun.removesuffix("s").endswith(_SURE_NOUNS) and not words.initial(first) and not given(words.texts[first]):
        yield _org(scene, first, end + 1, rule, REGISTER)


def _common_first(scene: Scene, first: int) -> bool:
    """The first word is there only because a sentence begins ("Vår", "Årets", "Kommunens")."""
    text = scene.words.texts[first]
    return text in everyday() or text in stops().openers or text.lower() in rules()["org.noun-after"].stop


def _prefix(scene: Scene, first: int, end: int, people: People) -> Iterator[Candidate]:
    rule, words = rules()["org.prefix"], scene.words
    for m in range(first, end - 1):
        low = words.texts[m].lower()
        if low in rule.words or (len(low) > _LONG_PREFIX and low.endswith(rule.suffixes)):
            following = words.texts[m + 1]
            if following in people.first or given(following) > 2000 or _opener(following):
                return
            while end > m + 2 and _opener(words.texts[end - 1]):
                end -= 1
            if end < words.count and words.joined(end - 1) and words.texts[end - 1].endswith("s"):
                end += fits("org.noun-after", words.texts[end])
            elif end + 1 < words.count and words.gap(end - 1) == " & " and words.texts[end][0].isupper():
                end += 1  # "Sparbanksstiftelsen Syd & Nord"
            yield _org(scene, m, end, rule, REGISTER)
            return


@cache
def _proper_tails() -> tuple[str, ...]:
    suffixes = rules()["org.proper-suffix"].suffixes
    return suffixes + tuple(suffix + "s" for suffix in suffixes)


def _proper(scene: Scene, start: int, end: int) -> Iterator[Candidate]:
    rule, words, tails = rules()["org.proper-suffix"], scene.words, _proper_tails()
    for m in range(start, end):
        low = words.texts[m].lower()
        if not low.endswith(tails):
            continue
        bare = low.removesuffix("s")
        if not (fits(rule.id, low, 3) or fits(rule.id, bare, 3)) or bare in rule.stop or bare in nominal().words:
            continue
        if words.initial(m) or words.texts[m].isupper() or "-" in low or bare.endswith(_NO_AGENCY):
            continue
        first = m - 1 if m > start and words.texts[m - 1].lower().endswith(("ska", "ra", "liga")) else m
        yield _org(scene, first, m + 1, rule, WEAK)


def _descriptor(scene: Scene, start: int, end: int, people: People) -> Iterator[Candidate]:
    rule, words = rules()["org.descriptor"], scene.words
    if start == 0 or not words.joined(start - 1):
        return
    before = words.texts[start - 1]
    if not before[0].islower() or not (fits(rule.id, before) or scene.preceded(start, rule.words)):
        return
    text = words.texts[start]
    if text in people.first or _person_like(scene, start, end) or text in stops().platforms:
        return
    yield _org(scene, start, _onward(scene, end), rule, REGISTER)


def _onward(scene: Scene, end: int) -> int:
    """Where a name ends that goes on after an English small word ("Code at Lund")."""
    words = scene.words
    while end + 1 < words.count and words.texts[end] in _ENGLISH and words.joined(end - 1) and words.joined(end):
        if not words.texts[end + 1][0].isupper():
            break
        end += 2
    return end


def _compass(scene: Scene, end: int) -> int:
    """Where a name ends that says which part of the country it works in ("Lekbygg i Väst")."""
    words = scene.words
    if end + 1 < words.count and words.texts[end] == "i" and words.texts[end + 1] in _PARTS and words.joined(end):
        return end + 2
    return end


def _person_like(scene: Scene, start: int, end: int) -> bool:
    text = scene.words.texts[start]
    return (given(text) >= 500 and text not in everyday()) or (
        end - start > 1 and given(text) > 0 and is_surname(scene.words.texts[end - 1])
    )


def find_by_slot(scene: Scene, people: People, ends: set[int]) -> Iterator[Candidate]:
    """Unknown names and acronyms where an organisation stands; ``ends`` are ends of known organisations."""
    actor = rules()["org.actor"]
    words, slot, leading, acronym = scene.words, rules()["org.slot"], rules()["org.leading"], rules()["org.acronym"]
    actors: set[str] = set()
    capitals: list[int] = []
    for start, end in scene.chains:
        text = words.texts[start]
        if end - start == 1 and is_acronym(text):
            capitals.append(start)
            if _acts(scene, start, ends):
                actors.add(text)
            continue
        if text in stops().platforms or text in people.first or _opener(text):
            continue
        joined = start > 0 and words.near(start - 1)
        if (
            joined
            and (scene.preceded(start, slot.words) or _role_in(scene, start))
            and not _person_like(scene, start, end)
            and _odd(scene, start, end)
        ):
            yield _org(scene, start, _compass(scene, end), slot, WEAK)
        elif words.afters[end - 1] > words.ends[end - 1] and end < words.count and words.texts[end] in leading.suffixes:
            if not _person_like(scene, start, end):
                yield _org(scene, start, end, leading, WEAK)
        elif end - start == 1 and joined and scene.verb_after(start) and scene.preceded(start, actor.words):
            if not given(text) and not text.endswith(_DEFINITE) and _odd(scene, start, end):
                yield _org(scene, start, end, actor, WEAK)
        elif _joined(scene, start):
            yield _org(scene, start, end, rules()["org.joined"], WEAK)
    for i in capitals:
        if words.texts[i] in actors and not _case_number(scene, i):
            yield _org(scene, i, i + 1, acronym, WEAK)


def _role_in(scene: Scene, i: int) -> bool:
    """A role and "i" stand before: "Kassör i Festkommittén"."""
    words = scene.words
    if i < 2 or words.texts[i - 1] != "i" or not words.joined(i - 2):
        return False
    return fits("person.title", words.texts[i - 2].lower(), 2)


def _joined(scene: Scene, i: int) -> bool:
    """A word written like a firm ("TakRena", "Nor&Mur") in the slot of a counterpart, or as a subject."""
    words = scene.words
    text = words.texts[i]
    left, ampersand, right = text.partition("&")
    odd = (bool(ampersand) and min(len(left), len(right)) > 1) or (
        text.isalpha() and text[1:].lower() != text[1:] and not text.isupper()
    )
    if not odd or text in stops().acronyms or index().word(text) is not None:
        return False
    return scene.preceded(i, rules()["org.joined"].words) is not None or (
        bool(ampersand) and scene.verb_after(i) is not None
    )


def _case_number(scene: Scene, i: int) -> bool:
    """A register of case numbers, not a body: "NBX 2024/1184"."""
    words = scene.words
    return i + 1 < words.count and words.joined(i) and words.texts[i + 1][0].isdigit()


def _odd(scene: Scene, start: int, end: int) -> bool:
    """The chain looks like a name and not like a capitalised common noun of a body or a document."""
    text, last = scene.words.texts[start], scene.words.texts[end - 1]
    low = text.lower()
    bare = low.removesuffix("s")
    if len(text) < 2 or text in everyday() or text in stops().acronyms:
        return False
    if bare.endswith(nominal().suffixes) or bare in nominal().words:
        return False
    if end - start == 1 and (low in common_words() or bare in common_words()):
        return False
    if "-" in last and fits("person.title", last.lower().rpartition("-")[2]):
        return False
    if any(c.isdigit() for c in text) or (end - start == 1 and is_surname(text) and not low.endswith("s")):
        return False
    return index().word(text) is None


def _acts(scene: Scene, i: int, ends: set[int]) -> bool:
    """An acronym as an actor: subject, owner, counterpart, or joined to a known organisation."""
    words = scene.words
    if scene.in_affiliation(words.starts[i]) or words.afters[i] > words.ends[i]:
        return True
    if scene.verb_after(i):
        return True
    if i == 0:
        return False
    before = words.texts[i - 1].lower()
    follows = i + 1 < words.count and words.joined(i) and words.texts[i + 1][0].islower()
    if before in MODALS and words.near(i - 1) and follows:
        return True  # "ska NBX byta lås"
    if scene.preceded(i, rules()["org.acronym"].words) or scene.preceded(i, rules()["org.slot"].words):
        return True
    if before in ("och", "samt") and i > 1:
        return bool({words.ends[i - 2], words.ends[i - 2] + 1} & ends)
    return False
