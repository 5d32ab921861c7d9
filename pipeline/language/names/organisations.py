"""Organisations by the shape of their names and by their slots; the document's own names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.language.names.candidates import OWN, REGISTER, WEAK, Candidate
from pipeline.language.names.people import People, given, is_surname
from pipeline.language.names.registers import index
from pipeline.language.names.rules import NameRule, everyday, nominal, rules, stops
from pipeline.language.names.scene import Scene, fits, is_acronym

_BRACKET = re.compile(r"\(([A-ZÅÄÖ][A-Za-zÅÄÖåäö&]{1,7})\)")
_SMALL = frozenset({"och", "för", "i", "av", "på", "om", "till", "med", "the", "of", "and", "&", "den", "det", "en"})
_MODALS = frozenset({"ska", "skall", "kan", "får", "har", "bör", "kommer", "hade", "fick", "måste", "vill"})
_PARTNERS = frozenset({"från", "med", "av", "hos", "vd", "båda", "mellan", "till", "via", "tillsammans med"})
_LONGEST = 10
_FRONT = 14  # lines in which a title may stand
_TITLE_LENGTH = 70


def find_by_shape(scene: Scene, people: People) -> Iterator[Candidate]:
    """Names that show by their own words that they are organisations."""
    for start, end in scene.chains:
        first = start
        while first < end - 1 and _opener(scene.words.texts[first]):
            first += 1
        yield from _company(scene, first, end)
        yield from _suffix(scene, first, end)
        yield from _noun_after(scene, first, end)
        yield from _prefix(scene, first, end, people)
        yield from _proper(scene, start, end)
        yield from _descriptor(scene, start, end, people)


def _opener(text: str) -> bool:
    return text in stops().openers or fits(rules()["person.title"], text.lower(), least=2)


def _org(scene: Scene, i: int, j: int, rule: NameRule, rank: int) -> Candidate:
    return Candidate(scene.words.starts[i], scene.words.ends[j - 1], "ORG", rule.source, rank)


def _company(scene: Scene, first: int, end: int) -> Iterator[Candidate]:
    rule, words = rules()["org.company"], scene.words
    for m in range(end - 1, first, -1):
        if words.texts[m] in rule.words:
            yield _org(scene, first, m + 1, rule, REGISTER)
            return
    if end - first > 1 and words.texts[first] in ("AB", "IF", "IFK", "IK", "BK", "Brf", "BRF", "FC", "KFUM"):
        yield _org(scene, first, end, rule, REGISTER)


def _suffix(scene: Scene, first: int, end: int) -> Iterator[Candidate]:
    rule, words = rules()["org.suffix"], scene.words
    for m in range(end - 1, first, -1):
        low = words.texts[m].lower()
        if not (fits(rule, low) or fits(rule, low.removesuffix("s"))):
            continue
        lead = words.texts[m - 1]
        own = lead.lower().endswith("s") or index().word(lead) is not None or m - first > 1
        if own and not _common_first(scene, first) and words.texts[first].lower() not in rule.not_first:
            yield _org(scene, first, m + 1, rule, REGISTER)
            return


def _noun_after(scene: Scene, first: int, end: int) -> Iterator[Candidate]:
    rule, words = rules()["org.noun-after"], scene.words
    if end >= len(words) or not words.joined(end - 1) or not words.texts[end][0].islower():
        return
    noun = words.texts[end]
    if not fits(rule, noun) and not fits(rule, noun.removesuffix("s")):
        return
    lead = words.texts[end - 1]
    if lead.endswith("s") and not given(lead) and not _common_first(scene, first):
        yield _org(scene, first, end + 1, rule, REGISTER)
    elif (ref := index().word(lead)) is not None and ref.label == "LOC" and not ref.weak:
        yield _org(scene, end - 1, end + 1, rule, REGISTER)


def _common_first(scene: Scene, first: int) -> bool:
    """The first word is there only because a sentence begins ("Vår", "Årets", "Kommunens")."""
    text = scene.words.texts[first]
    return text in everyday() or text in stops().openers or text.lower() in rules()["org.noun-after"].stop


def _prefix(scene: Scene, first: int, end: int, people: People) -> Iterator[Candidate]:
    rule, words = rules()["org.prefix"], scene.words
    for m in range(first, end - 1):
        low = words.texts[m].lower()
        if low in rule.words or (len(low) > 12 and low.endswith(("föreningen", "stiftelsen", "förbundet"))):
            following = words.texts[m + 1]
            if following in people.first or given(following) > 2000 or _opener(following):
                return
            yield _org(scene, m, end, rule, REGISTER)
            return


def _proper(scene: Scene, start: int, end: int) -> Iterator[Candidate]:
    rule, words = rules()["org.proper-suffix"], scene.words
    for m in range(start, end):
        low = words.texts[m].lower()
        bare = low.removesuffix("s")
        if (fits(rule, low, least=3) or fits(rule, bare, least=3)) and bare not in rule.stop:
            if bare not in nominal().words and not words.initial(m) and not words.texts[m].isupper():
                yield _org(scene, m, m + 1, rule, WEAK)


def _descriptor(scene: Scene, start: int, end: int, people: People) -> Iterator[Candidate]:
    rule, words = rules()["org.descriptor"], scene.words
    if start == 0 or not words.joined(start - 1):
        return
    before = words.texts[start - 1]
    if not before[0].islower() or not (fits(rule, before, least=0) or scene.preceded(start, rule.words)):
        return
    text = words.texts[start]
    if text in people.first or _person_like(scene, start, end) or text in stops().platforms:
        return
    yield _org(scene, start, end, rule, REGISTER)


def _person_like(scene: Scene, start: int, end: int) -> bool:
    text = scene.words.texts[start]
    return (given(text) >= 500 and text not in everyday()) or (
        end - start > 1 and given(text) > 0 and is_surname(scene.words.texts[end - 1])
    )


def find_by_slot(scene: Scene, people: People, ends: set[int]) -> Iterator[Candidate]:
    """Unknown names and acronyms where an organisation stands; ``ends`` are ends of known organisations."""
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
            and scene.preceded(start, slot.words)
            and not _person_like(scene, start, end)
            and _odd(scene, start, end)
        ):
            yield _org(scene, start, end, slot, WEAK)
        elif words.afters[end - 1] > words.ends[end - 1] and end < len(words) and words.texts[end] in leading.suffixes:
            if not _person_like(scene, start, end):
                yield _org(scene, start, end, leading, WEAK)
    for i in capitals:
        if words.texts[i] in actors:
            yield _org(scene, i, i + 1, acronym, WEAK)


def _odd(scene: Scene, start: int, end: int) -> bool:
    """The chain looks like a name and not like a capitalised common noun of a body or a document."""
    text = scene.words.texts[start]
    low = text.lower()
    if text in everyday() or text in stops().acronyms or low.endswith(nominal().suffixes) or low in nominal().words:
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
    if before in _MODALS and words.near(i - 1):
        return True
    if scene.preceded(i, _PARTNERS) or scene.preceded(i, rules()["org.slot"].words):
        return True
    if before in ("och", "samt") and i > 1:
        return bool({words.ends[i - 2], words.ends[i - 2] + 1} & ends)
    return False


def find_brackets(scene: Scene) -> Iterator[Candidate]:
    """Names in full with their short form in brackets, and the short form all over the document."""
    rule, words, view = rules()["org.bracket"], scene.words, scene.words.view
    if "(" not in view:
        return
    short: dict[str, tuple[str, str | None]] = {}
    for match in _BRACKET.finditer(view):
        code = match[1]
        if sum(c.isupper() for c in code) < 2 or code in stops().acronyms:
            continue
        i = scene.index_at(match.start(1))
        first = _initials(scene, i, code)
        if first is None:
            continue
        span = [w.lower() for w in words.texts[first:i]]
        known = index().longest(words, first) or ((first + 1, r) if (r := index().word(words.texts[first])) else None)
        registered = known[1] if known is not None and known[0] == i and known[1].label == "ORG" else None
        if registered is None and not any(fits(rule, w) for w in span):
            continue
        norm = registered.norm if registered is not None else " ".join(words.texts[first:i])
        entity = registered.entity_id if registered is not None else None
        short[code] = (norm or code, entity)
        yield Candidate(words.starts[first], words.ends[i - 1], "ORG", "document", OWN, norm=norm, entity_id=entity)
    if not short:
        return
    for i, text in enumerate(words.texts):
        if text in short:
            norm, entity = short[text]
            yield Candidate(words.starts[i], words.ends[i], "ORG", "document", OWN, norm=norm, entity_id=entity)


def _initials(scene: Scene, i: int, code: str) -> int | None:
    """First word of the name before word ``i`` whose initials are ``code``."""
    words = scene.words
    letters = [c for c in code.lower() if c.isalpha()]
    at = i - 1
    first = None
    while at >= 0 and letters and i - at <= _LONGEST:
        if (at < i - 1 and not words.near(at)) or (at == i - 1 and words.gap(at).strip() != "("):
            return None
        word = words.texts[at].lower()
        parts = [p for p in re.split(r"[-&]", word) if p]
        if word[0] == letters[-1]:
            letters.pop()
            first = at
        elif len(parts) > 1 and parts[-1][0] == letters[-1]:
            letters.pop()
            continue
        elif word in _SMALL:
            pass
        elif len(letters) >= 2 and word[0] == letters[0] and _inside(word, letters):
            return at
        else:
            return None
        at -= 1
    return first if not letters else None


def _inside(word: str, letters: list[str]) -> bool:
    """The letters stand in order in one long word ("arbetsutskottet", AU)."""
    at = 0
    for letter in letters:
        at = word.find(letter, at)
        if at < 0:
            return False
        at += 1
    return len(word) >= 4 * len(letters)


def find_title(scene: Scene) -> Iterator[Candidate]:
    """The document's own body where the title lines name it, and wherever it is named again."""
    rule, view = rules()["org.title"], scene.words.view
    names: list[str] = []
    typed = False
    seen = 0
    for line in view.split("\n"):
        text = line.strip(" #*_|:")
        if not text:
            continue
        seen += 1
        if seen > _FRONT or len(text) > _TITLE_LENGTH:
            break
        parts = text.split()
        dropped = 0
        while parts and parts[0].lower().strip(".,:") in rule.words:
            parts.pop(0)
            dropped += 1
        typed = typed or dropped > 0
        if typed and parts and _own_name(parts, dropped > 0, rule):
            names.append(" ".join(parts))
    for name in dict.fromkeys(names):
        pattern = re.compile(r"(?<!\w)" + r"\s+".join(map(re.escape, name.split())) + r"s?(?!\w)", re.IGNORECASE)
        for match in pattern.finditer(view):
            end = match.end()
            yield Candidate(match.start(), end, "ORG", rule.source, OWN, norm=name)


def _own_name(parts: list[str], typed: bool, rule: NameRule) -> bool:
    """The words of a title line are the name of a body, not of a meeting, a date or a role."""
    if not 2 <= len(parts) <= 5 or not parts[0][0].isupper() or (parts[0].isupper() and len(parts[0]) > 6):
        return False
    for part in parts:
        low = part.lower().strip(".,")
        bare = low.removesuffix("s")
        if not part.replace("-", "").replace("&", "").isalpha() or low in rule.stop or low in rule.words:
            return False
        if bare.endswith(nominal().suffixes) or bare in nominal().words or low.endswith(("möte", "mötet", "protokoll")):
            return False
    first = parts[0]
    if given(first) and is_surname(parts[-1]):
        return False
    inner = any(c.isupper() for c in first[1:])
    return inner or typed or sum(p[0].isupper() for p in parts) > 1
