"""Who chaired, who wrote and who adjusts: from cover, elections, signatures and the attendance list."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.language.meeting.evidence import (
    COVER,
    ELECTED,
    LISTED,
    NAME,
    SAID,
    SIGNED,
    Evidence,
    People,
    compiled,
    field_of,
)
from pipeline.language.meeting.signatures import signed
from pipeline.language.model import Reading
from pipeline.language.roster.cues import line_starts, positions
from pipeline.language.roster.lexicon import duty_of

_CUES = (
    "rdf",
    "RDF",
    "ekr",
    "EKR",
    "uster",
    "USTER",
    "rotokoll",
    "ROTOKOLL",
    "nteckning",
    "ötesled",
)  # parts of words for officers
_MINUTES = ("rotokoll", "ROTOKOLL", "nteckning", "NTECKNING")  # parts of words for what is written
_LED = ("edde ", "eder ", "öll i ", "ller i ", "att led", "satt ordf", "satt som ordf", "ar ordförande ")  # chairing
_NOTED = ("nteckn", "rotokoll", "ennan", " av", "NTECKN", "ROTOKOLL")  # parts of the labels of a writer's name
_WRAPPED = re.compile(r"(?<=[a-zåäöé,])\n(?=[^\W\d_]|\d)")  # a line break inside a paragraph
_ADJUST = re.compile(r"\bjustera\b")
_AFTER = 200  # characters after an office where its names may stand
_FIRST_ITEMS = 8  # items that may elect the officers of the meeting
_FOR_MEETING = r"\b(?:för|vid)\s+(?:dagens\s+)?(?:mötet|möte|årsmöte\w*|stämman|sammanträdet)"
_MEETING_ROLE = re.compile(r"(?i)(?:möte|stämmo)s?(?:ordf|sekr)")
_FOR_MEETING_NEXT = re.compile(rf"(?i)[^.\n]{{0,30}}{_FOR_MEETING}")
_FOR_MEETING_ANY = re.compile(rf"(?i){_FOR_MEETING}")
_OFFICE_ITEM = re.compile(r"ordförande|sekreterare|juster|funktionär|öppn|mötesled")
_SURE_ITEM = re.compile(r"funktionär|mötesordförande|mötessekreterare|mötesledning")
_WINDOW = 200  # characters about a word for an officer
_ACTED = re.compile(r"\s(?:fungera|tjänstgjorde|agera)")
_EARLY = 3000  # characters in which somebody is said to act as chair of the meeting
_TITLED = re.compile(rf"(?m)^[^\S\n]{{0,40}}(?P<names>{NAME})[^\S\n]*,[^\S\n]*(?P<role>[a-zåäö.]{{3,20}})[^\S\n]*$")
_SLASH = re.compile(rf"(?m)^[^\S\n]{{0,40}}/[^\S\n]*(?P<names>{NAME})[^\S\n]*$")
_TAIL = 400  # characters at the end where the writer may sign
_OPENED = re.compile(r"(?i)(?:öppnad?\w*|öppet|välkom\w*|öppnar)")


def find_officers(reading: Reading) -> tuple[str | None, str | None, list[str]]:
    """Chair, secretary and adjusters, None and empty where the text says nothing.

    A name given in part ("Anna") is written in full when one person of the attendance list, or
    of the signatures, fits.
    """
    people = People(reading)
    evidence = [*_labelled(reading, people), *_elected(reading, people), *signed(reading, people)]
    evidence += [*_listed(reading), *_titled(reading, people), *_short(reading, people)]
    chair = _best(evidence, "chair")
    secretary = _best(evidence, "secretary")
    adjusters = [e for e in evidence if e.field == "adjuster"]
    if adjusters:
        rank = min(e.rank for e in adjusters)
        adjusters = [e for e in adjusters if e.rank == rank]
    names = list(dict.fromkeys(e.name for e in sorted(adjusters, key=lambda e: e.start)))
    if adjusters and adjusters[0].rank == SIGNED and len(names) > 1:
        names = [n for n in names if n != chair]
    return chair, secretary, names


def _best(evidence: list[Evidence], field: str) -> str | None:
    found = [e for e in evidence if e.field == field]
    return min(found, key=lambda e: (e.rank, e.start)).name if found else None


def _labelled(reading: Reading, people: People) -> Iterator[Evidence]:
    """Roles with a name after them: on the cover, in the signatures, in the opening items."""
    view, table = reading.view, compiled()
    for match, zone in ((m, kind) for a, b, kind in _zones(reading) for m in table.any_role.finditer(view, a, b)):
        before = view[max(0, match.start() - 6) : match.start()].lower()
        if re.search(r"(?:vice|v\.|v|/)\s*$", before):
            continue
        field = field_of(match.group())
        if field is None:
            continue
        tail = table.after_role.match(view, match.end(), match.end() + _AFTER)
        if not tail:
            continue
        gap = tail.group("gap")
        if "\n" in gap and (zone == "signature" or not _alone(view, match)):
            continue
        if gap == " " and zone == "front" and field != "adjuster" and _sentence_goes_on(view, tail.end()):
            continue
        if gap == " " and zone == "item" and _sentence_goes_on(view, tail.end()):
            if field != "chair" or not _OPENED.search(view, match.end(), match.end() + 120):
                continue
            rank = SAID
        elif gap == " " and re.search(
            r"[\w-]\s+$", view[max(0, match.start() - 12) : match.start()].replace("och ", "")
        ):
            rank = SAID
        else:
            rank = COVER if zone != "signature" else SIGNED
        for at, name in people.names(*tail.span("names")):
            yield Evidence(field, rank, at, name)
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
        if (index < _FIRST_ITEMS and (index < 2 or _OFFICE_ITEM.search(title))) or _SURE_ITEM.search(title):
            out.append((section.start, section.end, "item"))
    out += [(s.start, s.end, "signature") for s in reading.sections if s.kind == "signature"]
    return out


def _elected(reading: Reading, people: People) -> Iterator[Evidence]:
    """Elections of officers for the meeting, and sentences that say who they are."""
    table = compiled()
    view = reading.view
    for start in line_starts(view, _NOTED) if ":" in view else ():
        if match := table.noted.match(view, start):
            yield from _all("secretary", SIGNED, people, view, match)
    windows = _windows(view)
    if windows:
        titles = {view.find("\n", s.heading_end, s.body_start + 1) for s in reading.sections}
        view = _WRAPPED.sub(lambda m: "\n" if m.start() in titles else " ", view)
    for start, end in windows:
        if table.till_role.search(view, start, end):
            elections = list(table.role_first.finditer(view, start, end))
            named = {match.start("names") for match in elections}
            elections += [m for m in table.to_role.finditer(view, start, end) if m.start("names") not in named]
            for match in elections:
                yield from _choice(reading, view, people, match)
        if _FOR_MEETING_ANY.search(view, start, end):
            for match in table.role_is.finditer(view, start, end):
                if _FOR_MEETING_ANY.search(match.group()):
                    yield from _all(field_of(match["role"]), ELECTED, people, view, match)
        if _ADJUST.search(view, start, end):
            for pattern in (table.to_adjust, table.adjust_first):
                for match in pattern.finditer(view, start, end):
                    yield from _all("adjuster", ELECTED, people, view, match)
        if any(view.find(n, start, end) >= 0 for n in _MINUTES) and table.does_write.search(view, start, end):
            for lines, pattern in ((view, table.writes), (reading.view, table.written_by)):
                for match in pattern.finditer(lines, start, end):
                    yield from _all("secretary", SAID, people, lines, match)
    for section in reading.sections:
        if section.kind in ("item", "subitem") and section.title and len(section.title) < 60:
            office = re.sub(r"(?i)^val\s+av\s+|\s+(?:för|vid|tillika)\s.*$", "", section.title)
            field = field_of(office.strip())
            if field and _meeting_office(reading, section.title, section.start):
                found = table.chooses.search(view, section.body_start, section.end)
                if found:
                    yield from _all(field, ELECTED, people, view, found)


def _all(field: str | None, rank: int, people: People, view: str, match: re.Match[str]) -> Iterator[Evidence]:
    """Evidence for each person of the group ``names``."""
    if field is not None:
        for at, name in people.names(*match.span("names"), view):
            yield Evidence(field, rank, at, name)


def _windows(view: str, cues: tuple[str, ...] = _CUES) -> list[tuple[int, int]]:
    """Stretches of lines about the words for officers, joined where they meet."""
    out: list[tuple[int, int]] = []
    for at in positions(view, cues):
        start, end = _paragraph(view, at)
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def _paragraph(view: str, at: int) -> tuple[int, int]:
    """The stretch about ``at`` that a pattern may look at: its line and those it is broken over."""
    start = end = at
    low, high = max(0, at - _WINDOW), min(len(view), at + _WINDOW)
    while True:
        start = view.rfind("\n", low, start)
        if start < 0 or not _WRAPPED.match(view, start):
            break
    while True:
        end = view.find("\n", end, high)
        if end < 0 or not _WRAPPED.match(view, end):
            break
        end += 1
    return (start + 1 if start >= 0 else low), (end if end >= 0 else high)


def _choice(reading: Reading, view: str, people: People, match: re.Match[str]) -> Iterator[Evidence]:
    """One election, when it is to an office of the meeting."""
    table = compiled()
    field = field_of(match.group("role"))
    low = view.rfind("\n", 0, match.start()) + 1
    if view[low : match.start()].strip(" -*•–") == "":
        low = max(0, low - _WINDOW)  # an item of a list; the verb stands in its lead
    high = view.find("\n", match.end())
    sentence = view[low : high if high >= 0 else len(view)]
    if field is None:
        return
    if _ACTED.search(match.group()):
        if match.start() < _EARLY:
            yield from _all(field, SAID, people, view, match)
        return
    if not table.chosen.search(sentence):
        return
    if field != "adjuster" and not (
        table.of_meeting.fullmatch(match.group("role"))
        or _FOR_MEETING_NEXT.match(view, match.end())
        or _FOR_MEETING_ANY.search(sentence)
        or _MEETING_ROLE.search(sentence)
        or _meeting_office(reading, None, match.start())
    ):
        return
    yield from _all(field, ELECTED, people, view, match)


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


def _titled(reading: Reading, people: People) -> Iterator[Evidence]:
    """A name and its office ("Anna Ek, ordförande") on a line of the front, a name after a stroke at the end."""
    view = reading.view
    stop = next((s.start for s in reading.sections if s.kind in ("item", "subitem")), 0)
    for match in _TITLED.finditer(view, 0, min(stop, _EARLY)):
        yield from _all(field_of(match["role"]), LISTED, people, view, match)
    for match in _SLASH.finditer(view, max(0, len(view.rstrip()) - _TAIL)):
        yield from _all("secretary", SAID, people, view, match)


def _short(reading: Reading, people: People) -> Iterator[Evidence]:
    """Offices told in a few words: "Anteckningar: elvis", "Alva sekreterare", "Kalle justerar ihop med Micke"."""
    view, table = reading.view, compiled()
    stretches = _labels(view)
    for field, pattern in table.colon.items():
        for match in (m for low, high in stretches for m in pattern.finditer(view, low, high)):
            name = people.nicknamed(" ".join(filter(None, (match["nick"], match["rest"]))))
            if name is not None:
                yield Evidence(field, SIGNED, match.start("nick"), name)
    for start, end in _windows(view[:_EARLY], _LED):
        for match in table.leads.finditer(view, start, end):
            yield from _all("chair", SAID, people, view, match)
            for other in table.wrote_too.finditer(view, start, end):
                yield from _all("secretary", SAID, people, view, other)
    items = [s for s in reading.sections if s.kind in ("item", "subitem")][:_FIRST_ITEMS]
    for section in items:
        if _OFFICE_ITEM.search((section.title or "").lower()):
            for match in table.short.finditer(view, section.body_start, section.end):
                yield from _all(field_of(match["role"]), ELECTED, people, view, match)
        if view.find("justera", section.start, section.end) >= 0:
            for match in table.adjusts.finditer(view, section.body_start, section.end):
                yield from _all("adjuster", SAID, people, view, match)
                for at, name in people.names(*match.span("more")) if match["more"] else ():
                    yield Evidence("adjuster", SAID, at, name)


def _labels(view: str) -> list[tuple[int, int]]:
    """Stretches of the beginning with a colon: its line and the one before, over which a label may be broken."""
    stop = min(len(view), _EARLY)
    out: list[tuple[int, int]] = []
    colon = view.find(":", 0, stop)
    while colon >= 0:
        line = view.rfind("\n", 0, colon) + 1
        start, end = view.rfind("\n", 0, max(line - 1, 0)) + 1, view.find("\n", colon, stop)
        end = end if end >= 0 else stop
        if out and start <= out[-1][1]:
            start = out.pop()[0]
        out.append((start, end))
        colon = view.find(":", end, stop)
    return out


def _listed(reading: Reading) -> Iterator[Evidence]:
    """Offices on the attendance list."""
    for row in reading.attendance:
        if not row.name or not row.role or row.status != "present":
            continue
        for word in re.split(r"\s*(?:,|/|\boch\b|\btillika\b)\s*", row.role):
            field = field_of(word.strip())
            if field is not None:
                yield Evidence(field, LISTED, row.start, row.name)
            elif (field := duty_of(word)) is not None:
                yield Evidence(field, SIGNED, row.start, row.name)
