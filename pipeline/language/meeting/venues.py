"""Whether a stretch of text is a place where people meet, by its words alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pipeline.errors import KnowledgeError
from pipeline.knowledge import registers
from pipeline.language.meeting.words import either
from pipeline.language.roster.lexicon import is_given, labels, load_table
from pipeline.language.verbs import has_finite_verb

_WORD = re.compile(r"[\w'’-]+")
_PART = re.compile(r"[^,;]+")
_LONGEST = 10  # words: a longer stretch is a sentence


@dataclass(frozen=True, slots=True)
class _Venues:
    """Compiled ``venues.toml``."""

    platform: re.Pattern[str]
    rooms: tuple[str, ...]
    houses: tuple[str, ...]
    not_places: tuple[str, ...]
    street: re.Pattern[str]
    named_room: re.Pattern[str]
    host: re.Pattern[str]
    at: re.Pattern[str]
    told: re.Pattern[str]


@cache
def _venues() -> _Venues:
    t = load_table("venues")
    told = []
    for rule in t["told"]:
        pattern = re.compile(rf"(?i)(?<!\w){rule['pattern']}(?!\w)")
        wrong = [e for e in rule["examples"] if not pattern.search(e)]
        wrong += [c for c in rule["counter"] if pattern.search(c)]
        if wrong:
            raise KnowledgeError(f"roster/venues.toml: the rule {rule['id']} does not fit {wrong}.")
        told.append(rule["pattern"])
    return _Venues(
        platform=re.compile(rf"(?i)(?<![\w-]){either(t['platforms'])}(?![\w-])"),
        rooms=tuple(t["rooms"]),
        houses=tuple(t["houses"]),
        not_places=tuple(t["not_places"]),
        street=re.compile(rf"(?i)(?<!\w)[\w-]*{either(t['streets'])}\s+\d{{1,4}}(?!\d)"),
        named_room=re.compile(rf"(?<!\w)(?i:{either(t['named_rooms'])})\s+(?:[^\W\d_a-zåäö]|\d)"),
        host=re.compile(rf"(?i){either(t['hosts'])}\s+(?=\w)"),
        at=re.compile(rf"(?i){either(t['at'])}\s+(?=\w)"),
        told=re.compile(rf"(?i)(?<!\w)(?:{'|'.join(told)})\s+"),
    )


def told_places() -> re.Pattern[str]:
    """Words of a sentence that tells where the meeting was; the place follows."""
    return _venues().told


def platform_in(words: str) -> re.Match[str] | None:
    """The platform for meetings from afar that ``words`` begin with ("Teams", "via Zoom")."""
    at = _venues().at.match(words)
    return _venues().platform.match(words, at.end() if at else 0)


@cache
def _towns() -> frozenset[str]:
    """Names of towns in lower case."""
    names = {m.short.lower() for m in registers.municipalities()}
    return frozenset(names | {name.lower() for name in registers.localities()})


def is_place(words: str, sure: bool = True) -> bool:
    """Whether ``words`` tell a place to meet: a room, a house, a street, a town, somebody's home, a platform.

    Args:
        words: the stretch, as "Stadshuset, sal Eken" or "hemma hos Nils".
        sure: nothing else than the words tells that a place is meant, so a house that may also be
            those who work there ("Ekbackens skola") needs more than its name.
    """
    plain = words.strip(" .,;:()[]*_")
    if not plain or len(plain.split()) > _LONGEST or has_finite_verb(plain):
        return False
    t = _venues()
    if platform_in(plain) or t.host.match(plain) or t.street.search(plain) or t.named_room.search(plain):
        return True
    at = t.at.match(plain)
    plain = plain[at.end() :] if at else plain
    parts = [part.group().strip() for part in _PART.finditer(plain)]
    first = parts[0] if parts else ""
    if len(parts) == 2 and labels().remote.fullmatch(first) and platform_in(parts[1]):
        return True
    if _is_town(first):
        return True
    if _ends_so(first, t.rooms):
        return True
    if not _ends_so(first, t.houses):
        return len(parts) > 1 and any(_ends_so(part, t.rooms) for part in parts[1:])
    return not sure or bool(at) or (len(parts) > 1 and any(is_place(part) for part in parts[1:]))


def _is_town(words: str) -> bool:
    """Whether words are the name of a town and nothing else."""
    return words[:1].isupper() and words.lower() in _towns() and not is_given(words, 300)


def _ends_so(words: str, endings: tuple[str, ...]) -> bool:
    """Whether a word, none of a name's later parts ("i Ås"), ends like one of ``endings``."""
    table = _venues()
    lowered = words.lower()
    for word in _WORD.finditer(lowered):
        text = word.group()
        if text.endswith(table.not_places) or not text.endswith(endings):
            continue
        if any(text == e or (text.endswith(e) and len(text) > len(e) + 1 and len(e) > 3) for e in endings):
            return True
    return False
