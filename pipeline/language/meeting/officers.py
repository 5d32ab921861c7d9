"""Who chaired, who wrote and who adjusts: from cover, elections, signatures and the attendance list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pipeline.language.meeting.words import patterns
from pipeline.language.model import Reading
from pipeline.language.roster.lexicon import COMMON, is_body, is_given, roles
from pipeline.language.roster.segments import NAME_WORD

_NAME = rf"{NAME_WORD}(?: (?:(?:von|af|de|la|van|der|den|di|el|al) )?{NAME_WORD}){{0,6}}"
_ASIDE = r"(?:\s*(?:\([^()\n]*\)|‹[^›\n]*›|\"[^\"\n]*\"))*"
_NAMES = rf"{_NAME}{_ASIDE}(?:\s*(?:,|och|samt|&|\+|/)\s*(?:samt\s+|och\s+)?{_NAME}{_ASIDE})*"
_ONE = re.compile(rf"({_NAME}){_ASIDE}")
_LINE = re.compile(r"[^\n]*\S[^\n]*")
_DRAWN = re.compile(r"[\W_]*$")
_FIELDS = ("chair", "secretary", "adjuster")
_OPENED = re.compile(r"(?i)(?:öppnad?\w*|öppet|välkom\w*|öppnar)")
# Evidence, strongest first: elected or on the cover, signed, on the list, said in passing.
_ELECTED, _COVER, _SIGNED, _LISTED, _SAID = range(5)


@dataclass(slots=True)
class _Evidence:
    field: str
    rank: int
    start: int
    name: str


@dataclass(frozen=True, slots=True)
class _Patterns:
    role: dict[str, re.Pattern[str]]
    any_role: re.Pattern[str]
    of_meeting: re.Pattern[str]
    to_role: re.Pattern[str]
    role_first: re.Pattern[str]
    to_adjust: re.Pattern[str]
    adjust_first: re.Pattern[str]
    wrote: re.Pattern[str]
    adjusted: re.Pattern[str]
    chosen: re.Pattern[str]


@cache
def _compiled() -> _Patterns:
    words = patterns("people")
    role = {f: words[f] for f in _FIELDS}
    any_role = "|".join(role.values())
    some = rf"(?i:{any_role})"
    chosen = rf"(?i:{words['chosen']})"
    also = rf"(?:\s+(?:tillika|och)\s+(?i:{any_role}|rösträknare))?"
    return _Patterns(
        role={f: re.compile(rf"(?i){w}") for f, w in role.items()},
        any_role=re.compile(rf"(?i)(?<![\w-])(?:{any_role})(?![\w-])"),
        of_meeting=re.compile(rf"(?i){words['of_meeting']}"),
        to_role=re.compile(
            rf"(?P<names>{_NAMES})\s*,?\s*(?:(?:{chosen}|är)\s+|[^.\n]{{0,50}}?\s(?:fungerade|tjänstgjorde|agerade|fungerar)\s+)?(?:enhälligt\s+)?(?:till|som)\s+(?P<role>{some})(?!\w)"
        ),
        role_first=re.compile(
            rf"(?i:till|som)\s+(?P<role>{some})(?!\w){also}(?P<for>[^.\n]{{0,40}}?)\s+{chosen}\s+(?:mötet\s+|årsmötet\s+|stämman\s+)?(?P<names>{_NAMES})"
        ),
        to_adjust=re.compile(rf"(?P<names>{_NAMES})\s+(?:\S+\s+)?(?:till\s+)?(?:att|för\s+att|ska|skall)\s+(?:\w+\s+){{0,3}}?justera\b"),
        adjust_first=re.compile(
            rf"(?i:justera)\b[^.\n:]{{0,80}}?(?:{chosen}\s*:?|:)\s+(?:(?i:ledamoten|ledamöterna|mötet)\s+)?(?P<names>{_NAMES})"
        ),
        wrote=re.compile(rf"(?i)(?<![\w-]){words['wrote']}(?![\w-])"),
        adjusted=re.compile(rf"(?i)(?<![\w-]){words['adjusted']}(?![\w-])"),
        chosen=re.compile(rf"(?<!\w){chosen}(?!\w)"),
    )


def find_officers(reading: Reading) -> tuple[str | None, str | None, list[str]]:
    """Chair, secretary and adjusters, None and empty where the text says nothing.

    A name given in part ("Anna") is written in full when one person of the attendance list, or
    of the signatures, fits.
    """
    people = _People(reading)
    evidence = [*_labelled(reading, people), *_elected(reading, people), *_signed(reading, people)]
    evidence += _listed(reading)
    chair = _best(evidence, "chair")
    secretary = _best(evidence, "secretary")
    adjusters = [e for e in evidence if e.field == "adjuster"]
    if adjusters:
        rank = min(e.rank for e in adjusters)
        adjusters = [e for e in adjusters if e.rank == rank]
    names = list(dict.fromkeys(e.name for e in sorted(adjusters, key=lambda e: e.start)))
    if adjusters and adjusters[0].rank == _SIGNED and len(names) > 1:
        names = [n for n in names if n != chair]
    return chair, secretary, names


def _best(evidence: list[_Evidence], field: str) -> str | None:
    found = [e for e in evidence if e.field == field]
    return min(found, key=lambda e: (e.rank, e.start)).name if found else None


class _People:
    """Names the document gives in full, to complete and to judge others by."""

    def __init__(self, reading: Reading) -> None:
        self.text = reading.source.text
        self.view = reading.view
        self.full = [row.name for row in reading.attendance if row.name and " " in row.name]
        for section in reading.sections:
            if section.kind == "signature":
                for match in _ONE.finditer(reading.view, section.start, section.end):
                    if is_given(match.group(1).split()[0]) and not is_body(match.group(1)):
                        self.full += [name for name in _pieces(match.group(1)) if " " in name]
        self.full = list(dict.fromkeys(self.full))

    def names(self, start: int, end: int) -> Iterator[tuple[int, str]]:
        """Persons named in a stretch, in full where the document allows."""
        for match in _ONE.finditer(self.view, start, end):
            words = match.group(1).split()
            while words and roles().role.fullmatch(words[0].strip(".,")) and not is_given(words[0], 300):
                words = words[1:]
            name = " ".join(words).rstrip(".,:;'’")
            if not name:
                continue
            at = self.view.index(words[0], match.start())
            if resolved := self._resolve(name):
                yield at, resolved if resolved != name else self._written(at, match.end(1), name)

    def _resolve(self, name: str) -> str | None:
        """The full form of ``name``, itself where it looks like a person, else None."""
        if name in self.full:
            return name
        words = name.split()
        if len(words) == 1:
            fits = [full for full in self.full if full.split()[0] == name]
            if len(fits) == 1:
                return fits[0]
            return name if is_given(name, 300) or fits else None
        if is_body(name) and not is_given(words[0], 300):
            return None
        if len(words[-1].rstrip(".")) == 1:
            fits = [f for f in self.full if f.split()[0] == words[0] and f.split()[-1].startswith(words[-1].rstrip("."))]
            if len(fits) == 1:
                return fits[0]
        return name if is_given(words[0]) or any(words[-1] == full.split()[-1] for full in self.full) else None

    def _written(self, start: int, end: int, name: str) -> str:
        written = " ".join(self.text[start:end].split()).rstrip(".,:;'’")
        return written if len(written) >= len(name) else name


def _field_of(role: str) -> str | None:
    for field, pattern in _compiled().role.items():
        if pattern.fullmatch(role):
            return field
    return None


def _labelled(reading: Reading, people: _People) -> Iterator[_Evidence]:
    """Roles with a name after them: on the cover, in the signatures, in the opening items."""
    view, table = reading.view, _compiled()
    zones = _zones(reading)
    for match in table.any_role.finditer(view):
        zone = next((kind for a, b, kind in zones if a <= match.start() < b), None)
        if zone is None:
            continue
        before = view[max(0, match.start() - 6) : match.start()].lower()
        if re.search(r"(?:vice|v\.|v|/)\s*$", before):
            continue
        field = _field_of(match.group())
        if field is None:
            continue
        tail = re.match(
            rf"(?:\(\w\))?(?:[ \t]+(?:tillika|och)[ \t]+(?:rösträknare|justerare))?(?P<gap>[ \t]*(?:[:|][ \t|]*|[–-][ \t]+)|\t+[ \t]*|[ ]{{2,}}|[ ]|(?:[ \t]*:)?[ \t]*\n(?:[\W_]*\n)?[ \t]*(?:[ivx]+\.|[-*•])?[ \t]*(?:[^\n.:]{{0,40}}?{table.chosen.pattern}\s+)?)(?P<names>{_NAMES})",
            view[match.end() : match.end() + 200],
        )
        if not tail:
            continue
        gap = tail.group("gap")
        if "\n" in gap and (zone == "signature" or not _alone(view, match)):
            continue
        if gap == " " and zone == "front" and field != "adjuster" and _sentence_goes_on(view, match.end() + tail.end()):
            continue
        if gap == " " and zone == "item" and _sentence_goes_on(view, match.end() + tail.end()):
            if field != "chair" or not _OPENED.search(view, match.end(), match.end() + 120):
                continue
            rank = _SAID
        elif gap == " " and re.search(r"[\w-]\s+$", view[max(0, match.start() - 12) : match.start()].replace("och ", "")):
            rank = _SAID
        else:
            rank = _COVER if zone != "signature" else _SIGNED
        start = match.end() + tail.start("names")
        for at, name in people.names(start, match.end() + tail.end("names")):
            yield _Evidence(field, rank, at, name)
            if field != "adjuster":
                break


def _alone(view: str, match: re.Match[str]) -> bool:
    """Whether a role has its line for itself (but for a bullet, a number or the box of a cover)."""
    line_start = view.rfind("\n", 0, match.start()) + 1
    return not re.search(r"[^\W\d_]{2}", view[line_start : match.start()])


def _sentence_goes_on(view: str, at: int) -> bool:
    """Whether small-letter words follow on the line (the role is the subject of a clause)."""
    return bool(re.match(r"[ \t]+(?!och\b|samt\b|sekr|justerare|ordf|kassör)[a-zåäö]{2,}", view[at : at + 30]))


def _zones(reading: Reading) -> list[tuple[int, int, str]]:
    """Stretches where a role with a name tells of this meeting."""
    out: list[tuple[int, int, str]] = []
    first = next((s.start for s in reading.sections if s.kind in ("item", "subitem")), None)
    if first is None or first > 0:
        lists = [(s.start, s.end) for s in reading.sections if s.kind in ("present", "absent")]
        at = 0
        stop = first if first is not None else min(len(reading.view), 6000)
        signatures = [s for s in reading.sections if s.kind == "signature" and s.start < stop]
        for a, b in sorted([*lists, *((s.start, s.end) for s in signatures)]):
            if a > at:
                out.append((at, min(a, stop), "front"))
            at = max(at, b)
        if at < stop:
            out.append((at, stop, "front"))
    items = [s for s in reading.sections if s.kind in ("item", "subitem")]
    for index, section in enumerate(items):
        title = (section.title or "").lower()
        if index < 8 and (index < 2 or re.search(r"ordförande|sekreterare|juster|funktionär|öppn|mötesled", title)):
            out.append((section.start, section.end, "item"))
    out += [(s.start, s.end, "signature") for s in reading.sections if s.kind == "signature"]
    return out


def _elected(reading: Reading, people: _People) -> Iterator[_Evidence]:
    """Elections of officers for the meeting."""
    view, table = reading.view, _compiled()
    if table.chosen.search(view):
        for pattern in (table.to_role, table.role_first):
            for match in pattern.finditer(view):
                yield from _choice(reading, people, match)
    for pattern in (table.to_adjust, table.adjust_first):
        for match in pattern.finditer(view):
            for at, name in people.names(*match.span("names")):
                yield _Evidence("adjuster", _ELECTED, at, name)
    for section in reading.sections:
        if section.kind in ("item", "subitem") and section.title and len(section.title) < 60:
            field = _field_of(re.sub(r"(?i)^val\s+av\s+|\s+(?:för|vid|tillika)\s.*$", "", section.title).strip())
            match = re.search(rf"(?:{table.chosen.pattern})\s+({_NAMES})", view[section.body_start : section.end])
            if field and match and _meeting_office(reading, section.title, section.start):
                start = section.body_start + match.start(1)
                for at, name in people.names(start, section.body_start + match.end(1)):
                    yield _Evidence(field, _ELECTED, at, name)


def _choice(reading: Reading, people: _People, match: re.Match[str]) -> Iterator[_Evidence]:
    """One election, when it is to an office of the meeting."""
    view, table = reading.view, _compiled()
    field = _field_of(match.group("role"))
    low = view.rfind("\n", 0, match.start()) + 1
    high = view.find("\n", match.end())
    sentence = view[low : high if high >= 0 else len(view)]
    if field is None or not table.chosen.search(sentence):
        return
    if field != "adjuster" and not (
        table.of_meeting.fullmatch(match.group("role"))
        or re.match(r"(?i)[^.\n]{0,30}\b(?:för|vid)\s+(?:dagens\s+)?(?:mötet|möte|årsmöte\w*|stämman|sammanträdet)", view[match.end() : match.end() + 60])
        or re.search(r"(?i)\b(?:för|vid)\s+(?:dagens\s+)?(?:mötet|möte|årsmöte\w*|stämman|sammanträdet)", sentence)
        or _meeting_office(reading, None, match.start())
    ):
        return
    for at, name in people.names(*match.span("names")):
        yield _Evidence(field, _ELECTED, at, name)


def _meeting_office(reading: Reading, title: str | None, offset: int) -> bool:
    """Whether the item at ``offset`` is among the first and elects officers of the meeting."""
    items = [s for s in reading.sections if s.kind in ("item", "subitem")]
    place = next((i for i, s in enumerate(items) if s.start <= offset < s.end), 0)
    for i, section in enumerate(items[: place + 1]):
        if section.start <= offset < section.end and i < 10:
            words = (section.title or "").lower()
            if re.search(r"mötes|mötet|stämma|funktionär|sekreterare|juster|protokoll", words):
                return True
    return place < 3 and bool(title is None or re.search(r"(?i)mötes|sekreterare|juster", title))


def _signed(reading: Reading, people: _People) -> Iterator[_Evidence]:
    """Signatures: "Vid protokollet" over a name, a name over or beside an office."""
    for section in reading.sections:
        if section.kind == "signature":
            yield from _signature_block(reading.view, section.start, section.end, people)


def _signature_block(view: str, start: int, end: int, people: _People) -> Iterator[_Evidence]:
    """Lines of labels and lines of names, in either order; columns stand side by side."""
    waiting: list[str] = []  # offices above the names that are to come
    last: list[tuple[int, str]] = []  # names above the offices that are to come
    taken: list[str] = []  # offices that the last names have been given
    labels_first: bool | None = None
    for line in _LINE.finditer(view, start, end):
        if _DRAWN.match(line.group()):
            continue
        labels = _labels_of(view, *line.span())
        named = list(_split_names(view, line.start(), line.end(), labels, people))
        fields = [field for _, _, field in labels]
        if labels_first is None:
            labels_first = bool(labels) and not named and _is_office(view[labels[0][0] : labels[0][1]])
        if labels and named:
            if len(labels) == 1:
                fields *= len(named) if fields[0] == "adjuster" else 1
            yield from _pairs(fields, named)
            waiting, last, taken = [], [], []
        elif labels:
            titles = all(_is_office(view[a:b]) for a, b, _ in labels)
            fits = not taken or (len(fields) == len(last) and (taken[0] == "adjuster" or set(fields) <= set(taken)))
            if last and titles and fits and not labels_first:
                yield from _pairs(fields, last)
                last = []
            else:
                waiting = fields
        elif named:
            taken = waiting + waiting[-1:] * (len(named) - len(waiting)) if waiting else []
            yield from _pairs(taken, named)
            waiting = ["adjuster"] if taken and taken[-1] == "adjuster" and not labels_first else []
            last = named


def _pairs(fields: list[str], named: list[tuple[int, str]]) -> Iterator[_Evidence]:
    for field, (at, name) in zip(fields, named, strict=False):
        yield _Evidence(field, _SIGNED, at, name)


def _labels_of(view: str, start: int, end: int) -> list[tuple[int, int, str]]:
    """Labels on a signature line with the office each tells of."""
    table = _compiled()
    found = [(*m.span(), "secretary") for m in table.wrote.finditer(view, start, end)]
    found += [(*m.span(), "adjuster") for m in table.adjusted.finditer(view, start, end)]
    for match in table.any_role.finditer(view, start, end):
        field = _field_of(match.group())
        if field is not None:
            found.append((*match.span(), field))
    found.sort()
    return [x for i, x in enumerate(found) if i == 0 or x[0] >= found[i - 1][1]]


def _is_office(word: str) -> bool:
    return bool(re.match(r"(?i)\w*(?:ordf|sekr|just\w+(?:are|man|män|person))", word)) and not word[:8].lower() == "justeras"


def _split_names(
    view: str, start: int, end: int, labels: list[tuple[int, int, str]], people: _People
) -> Iterator[tuple[int, str]]:
    """Names on a signature line outside its labels; flattened columns are cut by given names."""
    bounds = [start, *(x for a, b, _ in labels for x in (a, b)), end]
    for i in range(0, len(bounds), 2):
        for at, name in people.names(bounds[i], bounds[i + 1]):
            for piece in _pieces(name):
                yield at, piece


def _pieces(name: str) -> list[str]:
    """Names that stand side by side in one run, cut before a common given name."""
    words = name.split()
    cuts = [k for k in range(2, len(words) - 1) if is_given(words[k], COMMON) and not is_given(words[k - 1], COMMON)]
    return [" ".join(words[a:b]) for a, b in zip([0, *cuts], [*cuts, len(words)], strict=True)]


def _listed(reading: Reading) -> Iterator[_Evidence]:
    """Offices on the attendance list."""
    for row in reading.attendance:
        if not row.name or not row.role or row.status != "present":
            continue
        for word in re.split(r"\s*(?:,|/|\boch\b|\btillika\b)\s*", row.role):
            field = _field_of(word.strip())
            if field is not None:
                yield _Evidence(field, _LISTED, row.start, row.name)
