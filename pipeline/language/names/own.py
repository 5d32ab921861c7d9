"""Names that the document itself introduces: its own body, short forms in brackets, names used again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.knowledge import registers
from pipeline.language.names.candidates import OWN, PART, WEAK, Candidate
from pipeline.language.names.namewords import given, is_surname
from pipeline.language.names.people import People
from pipeline.language.names.registers import index
from pipeline.language.names.rules import NameRule, common_words, everyday, nominal, rules, stops
from pipeline.language.names.scene import Scene, fits

_BRACKET = re.compile(r"\(([A-ZÅÄÖ][A-Za-zÅÄÖåäö&]{1,7})\)")
_SMALL = frozenset({"och", "för", "i", "av", "på", "om", "till", "med", "the", "of", "and", "&", "den", "det", "en"})
_LONGEST = 10
_FRONT = 14  # lines in which a title may stand
_TITLE_LENGTH = 70
_LETTERHEAD = 400  # characters in which a name that is found is the document's own
_SURE = frozenset(
    f"context:org.{kind}" for kind in ("descriptor", "hyphen", "acronym", "slot", "joined", "title", "proper-suffix")
)  # sources whose names are looked for again
_LONGEST_AFFILIATION = 5
_SHORTEST_AFFILIATION = 2
_OWN_WORD = 5  # letters from which a single word is used again without context


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
        if registered is None and not any(fits(rule.id, w) for w in span):
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
    roster = min((row.start for row in scene.reading.attendance), default=len(view))
    for line in view[:roster].split("\n"):
        text = line.strip(" #*_|:")
        if not text:
            continue
        seen += 1
        if seen > _FRONT or len(text) > _TITLE_LENGTH:
            break
        if "  " in text or "\t" in text:
            continue  # columns
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
    if not 2 <= len(parts) <= 5 or not parts[0][0].isupper() or all(p.isupper() for p in parts):
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


def find_again(scene: Scene, people: People, found: Sequence[Candidate]) -> Iterator[Candidate]:
    """Other places of names that context shows to be organisations in one place.

    A name of the letterhead is also found in lower case ("kretsen"), as people write who mean the
    place and the club at once.
    """
    rule, words = rules()["org.own"], scene.words
    own: dict[str, bool] = {}
    starts = {candidate.start for candidate in found}
    for candidate in found:
        if candidate.label != "ORG" or candidate.source not in _SURE:
            continue
        text = words.view[candidate.start : candidate.end]
        if not text.isalpha() or len(text) < _OWN_WORD or text in people.first or text in people.last:
            continue
        name = text.removesuffix("s") if candidate.source == "context:org.descriptor" else text
        if name not in everyday() and not given(name):
            own[name] = own.get(name, False) or candidate.start < _LETTERHEAD
    forms = {name: name for name in own} | {name + "s": name for name in own}
    lower = {form.lower(): name for form, name in forms.items() if own[name]}
    forms |= {form: name for form, name in lower.items() if form not in common_words()}
    if not forms.keys() & set(words.texts):
        return
    for i, text in enumerate(words.texts):
        if text in forms and words.starts[i] not in starts:
            yield Candidate(words.starts[i], words.ends[i], "ORG", rule.source, PART, norm=forms[text])


def find_affiliations(scene: Scene) -> Iterator[Candidate]:
    """Affiliations of the roster that are names: a body in its column, whether a register has it or not."""
    words, view = scene.words, scene.words.view
    for start, end in scene.affiliations:
        i, j = scene.index_at(start), scene.index_at(end)
        if i >= j or words.starts[i] != start or j - i > _LONGEST_AFFILIATION or words.ends[j - 1] > end:
            continue
        texts = words.texts[i:j]
        low = view[start : words.ends[j - 1]].lower()
        bare = low.removesuffix("s")
        if not texts[0][0].isupper() or len(low) < _SHORTEST_AFFILIATION or texts[0] in registers.party_codes():
            continue
        if any(any(c.isdigit() for c in text) for text in texts) or texts[0] in stops().openers:
            continue
        if bare.endswith(nominal().suffixes) or bare in nominal().words or fits("person.title", texts[-1].lower(), 2):
            continue
        if fits("person.title", texts[0].lower(), 2) or bare in common_words() or given(texts[0]):
            continue
        yield Candidate(start, words.ends[j - 1], "ORG", "roster", WEAK)
