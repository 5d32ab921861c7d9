"""Pieces of an attendance row: what stands in brackets, when, for whom, and the segments between."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pipeline.knowledge import registers
from pipeline.language.roster.lexicon import duty_of, is_body, is_given, labels, roles
from pipeline.language.roster.partial import find_partial

MASK = "\x00"
NAME_WORD = r"(?:[^\W\d_a-zåäöéüøæ]\.(?:-?[^\W\d_a-zåäö]\.)?|[^\W\d_a-zåäöéüøæ](?:[\w'’\ufffd]|[-:](?=\w))*)"
_NAME = rf"{NAME_WORD}(?:\s+(?:(?:von|af|de|la|van|der|den|di|el|al)\s+)?{NAME_WORD}){{0,4}}"
_ALIAS = re.compile(r"‹[^›‹\n]{0,80}›|<[^<>\n]{0,200}>|[^\s@]{1,64}@\S+|https?://\S+|\[[^\[\]\n]{0,200}\]|\*+|[\"“”]")
_REPLACES = re.compile(
    rf"(?P<role>(?i:tjänstgör(?:ande|de|)(?:\s+ersättare)?|tjg\.?(?:\s*ers\.?)?|tj\.?\s*ers\.?|ersättare|ers\.?|suppleant)"
    rf"\s+)?(?i:för|ersätter|istället\s+för|i\s+stället\s+för)\s+(?P<name>{_NAME})(?P<party>\s*\([^()]{{1,6}}\))?"
)
_COUNTED = re.compile(
    r"(?i)(?:[,;]\s*)?(?:\b(?:samt|och|plus)\s+)?(?:\bytterligare\s+)?(?:\b(?:ca|cirka|omkring|drygt|c:a)\.?\s*)?"
    r"(?<![\w:])\d+(?:-tal(?:et)?)?\s+(?:\w+\s+)?(?:st|stycken|medlemmar|personer|deltagare|delägare|åhörare|boende|fastigheter|"
    r"hushåll|röstberättigade|aktieägare|andelsägare|elever|föräldrar|besökare)\b.*"
)
_OWNERS = re.compile(r"(?i)fastighet|fullmakt|\blgh\b|\btomt")  # rows that name what people own
_PROPERTY = re.compile(r"(?<![\d:])\d{1,3}:\d{1,4}(?![\d:])")
_DIGIT = re.compile(r"\d")
_VISIBLE = re.compile(r"\S")
_BRACKET = re.compile(r"\(([^()]{0,300})\)")
_PARTY = re.compile(r"[A-ZÅÄÖ][A-Za-zÅÄÖåäö]{0,3}\+?|-|–|—")
_FROM = re.compile(r"^(?:från|på|vid|hos)\s+(?=[^\W\d_a-zåäö])")
_LAST_NAME = re.compile(rf"({NAME_WORD}(?:\s+(?:(?:von|af|de|la|van|der|den)\s+)?{NAME_WORD}){{1,4}})[\s\x00]*$")
_SHORT = 5  # letters: a shorter word in small letters is no acronym of a body
_PARTS = re.compile(r"[^,;]+")
_SEPARATOR = re.compile(
    r"[,;|]|:(?=\s)|(?<!-)\s(?:och|samt|&|\+)(?=\s)|\s/(?=\s)|\t+|(?<=\S) {2,}(?=\S)|\s[–—-](?=\s)"
    r"|\.(?=\s+[^\W\d_a-zåäö]|\s*$)"
)


@dataclass(slots=True)
class Mark:
    """Something said of the person named before it (or after it, at the start of a row)."""

    kind: str  # party partial role replaces affiliation absent other
    start: int
    end: int
    value: str


@dataclass(slots=True)
class Segment:
    """What stands between two separators; ``separator`` is the one after it."""

    start: int
    end: int
    text: str
    separator: str


@dataclass(slots=True)
class Pieces:
    """A row taken apart: offsets count from the start of the row."""

    text: str  # the row with marks masked
    marks: list[Mark] = field(default_factory=list)
    segments: list[Segment] = field(default_factory=list)


def take_apart(text: str) -> Pieces:
    """Find the marks of a row, mask them and cut the rest into segments."""
    row = Pieces(text)
    _mask(row, _ALIAS)
    if ":" in text and _OWNERS.search(text):
        _mask(row, _PROPERTY)
    counted = _COUNTED.search(row.text) if _DIGIT.search(text) else None
    if counted and not _looks_like_ordinal(counted.group()):
        _blank(row, counted.start(), len(text))
    lowered = text.lower()
    for m in _REPLACES.finditer(row.text) if "för" in lowered or "ersätter" in lowered else ():
        role = _squeeze(text[m.start() : m.end()])
        name = _squeeze(m.group("name")).rstrip(" .")
        stated = m.group("role") or not m.group().lower().startswith("för")
        if not stated and not is_given(name.split()[0]):
            continue
        row.marks.append(Mark("replaces" if stated else "for", m.start(), m.end(), f"{name}\t{role}"))
        _blank(row, m.start(), m.end())
    for m in _BRACKET.finditer(row.text) if "(" in text else ():
        _bracket(row, m)
        _blank(row, m.start(), m.end())
    for start, end in find_partial(row.text):
        row.marks.append(Mark("partial", start, end, _squeeze(text[start:end])))
        _blank(row, start, end)
    for m in labels().absent_mark.finditer(row.text):
        row.marks.append(Mark("absent", m.start(), m.end(), m.group()))
        _blank(row, m.start(), m.end())
    _mask(row, labels().remote)
    row.marks.sort(key=lambda mark: mark.start)
    _cut(row)
    return row


def _looks_like_ordinal(text: str) -> bool:
    return bool(re.match(r"\s*\d\s+(?:vice|:)", text))


def _squeeze(text: str) -> str:
    return " ".join(text.split())


def _blank(row: Pieces, start: int, end: int) -> None:
    row.text = row.text[:start] + MASK * (end - start) + row.text[end:]


def _mask(row: Pieces, pattern: re.Pattern[str]) -> None:
    row.text = pattern.sub(lambda m: _VISIBLE.sub(MASK, m.group()), row.text)


def _bracket(row: Pieces, match: re.Match[str]) -> None:
    """Marks for the parts of one bracket."""
    partial = find_partial(match.group(1))
    if partial and all(c in MASK + " ,;" for c in _without(match.group(1), partial)[:8]):
        row.marks.append(Mark("partial", match.start(), match.end(), _squeeze(match.group(1))))
        return
    for part in _PARTS.finditer(match.group(1)):
        value = _FROM.sub("", _squeeze(part.group().replace(MASK, " ")))
        start = match.start(1) + part.start() + len(part.group()) - len(part.group().lstrip())
        if value:
            kind = "other" if _are_initials(value, row.text[: match.start()]) else _bracket_kind(value)
            row.marks.append(Mark(kind, start, start + len(part.group().strip()), value))


def _are_initials(value: str, before: str) -> bool:
    """Whether a bracket holds the initials of the name before it, by which the text calls its owner."""
    if not 2 <= len(value) <= 4 or not value.isalpha() or value in registers.party_codes():
        return False
    name = _LAST_NAME.search(before)
    letters = "".join(part[0] for part in re.split(r"[\s-]+", name.group(1)) if part) if name else ""
    return len(letters) > 1 and value[0].upper() == letters[0].upper() and _within(value.upper(), letters.upper(), name)


def _within(value: str, letters: str, name: re.Match[str] | None) -> bool:
    """Whether initials are those of the parts of a name, or of its first and last part ("MNG" of two names)."""
    if value == letters or value == letters[0] + letters[-1]:
        return True
    return name is not None and len(value) > 2 and name.group(1).split()[-1].upper().startswith(value[-2])


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    for start, end in reversed(spans):
        text = text[:start] + text[end:]
    return text.strip()


def _bracket_kind(value: str) -> str:
    """What the text of a bracket (or a part of it) says of the person before it."""
    codes = registers.party_codes()
    table = labels()
    if value in codes or (value.upper() in codes and len(value) <= 2):
        return "party"
    if find_partial(value):
        return "partial"
    if table.absent_mark.fullmatch(value):
        return "absent"
    if table.remote.fullmatch(value) or value.lower() in table.platforms:
        return "other"
    if roles().role.match(value) or duty_of(value):
        return "role"
    if is_body(value) and not (value.islower() and len(value) < _SHORT):
        return "affiliation"
    if _PARTY.fullmatch(value):
        return "party"
    return (
        "affiliation"
        if re.fullmatch(r"[^\W_a-zåäö][\w&.:/'-]*(?:\s+[^\W_][\w&.:/'-]*){0,5}", value) and re.search(r"\w{3}", value)
        else "other"
    )


def _cut(row: Pieces) -> None:
    """Segments of the masked text."""
    at = 0
    for m in _SEPARATOR.finditer(row.text):
        _add(row, at, m.start(), m.group().strip() or "  ")
        at = m.end()
    _add(row, at, len(row.text), "")


def _add(row: Pieces, start: int, end: int, separator: str) -> None:
    bare = row.text[start:end]
    left = len(bare) - len(bare.lstrip(" \t\x00\x1f"))
    stripped = bare.strip(" \t\x00\x1f")
    if stripped:
        row.segments.append(Segment(start + left, start + left + len(stripped), stripped, separator))
    elif row.segments and separator:
        row.segments[-1].separator = row.segments[-1].separator if row.segments[-1].separator != "  " else separator
