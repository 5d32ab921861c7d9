"""Where the meeting was held: a labelled row of the cover, or what stands beside its date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from pipeline.language.meeting.cover import DATE, LABELLED, TIME, WEEKDAYS, first_lines, written
from pipeline.language.meeting.venues import is_place, platform_in, told_places
from pipeline.language.meeting.words import doc_types, patterns
from pipeline.language.model import DateMention
from pipeline.language.roster.lexicon import is_body, labels, places_and_bodies
from pipeline.language.verbs import has_finite_verb

_TOWN = re.compile(
    rf"\w*(?i:möte[nt]?|träff(?:en)?|avstämning(?:en)?|samtal(?:et)?|sammanträde[nt]?|stämman?)\s+i\s+([A-ZÅÄÖ][\w-]+(?:\s[A-ZÅÄÖ][\w-]+)?)"
    rf"(?=,?\s+(?:den\s+)?(?:{WEEKDAYS}|\d))"
)
_ROOM = re.compile(rf"\b(?:i|på)\s+([a-zåäö]{{4,30}}(?:en|et|an|huset|gården))(?=,?\s+(?:{WEEKDAYS}|den\s+\d|\d))")
_AFTERWARDS = re.compile(r"(?i)[\s,]+(?:direkt\s+|genast\s+)?(?:efter|före|i\s+anslutning\s+till)\s.*|\s*\([^()]*$")
_VIA = re.compile(r"(?i)(?<!\w)(?:via|på|över|i)\s+(?=\w)")
_HOST = re.compile(r"(?i)(?:hemma\s+)?hos\s+$")
_MEAL = re.compile(
    r"(?i)^(?:lunch|fika|middag|frukost|kvällsmöte|förmiddag|eftermiddag|kväll)(?:en)?[,\s]+(?:på|i|hos|vid)\s+"
)
_BRACKETED = re.compile(r"[ \t]*\(([^(),;\n]+)(?:[,;][^()\n]*)?\)[ \t]*")
_OTHER_MEETING = re.compile(r"(?i)(?:nästa|förra|föregående|senaste?|kommande|sedan|när)\s+(?:\w+\s+)?$")
_NOUN_PHRASE = re.compile(
    rf"(?:(?!\s(?:och|samt|kl|klockan|den|för|efter|innan|där|som|med|{WEEKDAYS})\b|\s\d+[.:/]\d)[^.,;:!?()\n]|\n(?=\w))+"
)
_GOES_ON = re.compile(r"\s+(?:som|där)\b")  # "lokalen som ligger ...": no name of a place
_LABEL_INSIDE = re.compile(r"[^\W\d_]{3,}\s*:(?:\s|$)")
_REMOTE_FIRST = re.compile(r"(?i)(?:digitalt|digitalt\s+möte|på\s+distans|distansmöte)\s+(?=(?:via|på|över|i)\s)")
_HOURS = re.compile(r",\s*\d\d?\s*[–-]\s*\d\d?$")
_SMALL_PLACE = re.compile(r"\s*[,–-]|\s*(?:i|på|vid|hos|hemma)\s")  # what may stand before a place in small letters
_IN_PLACE = re.compile(r"[ \t]*\n[ \t]*(?:i|på|hos)\s+[^\n]+")


@cache
def _place_patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    cover = patterns("cover")
    begin = r"(?im)(?:^[^\S\n]{0,80}(?:[*#|•-]{1,9}[^\S\n]{0,80})?|(?<=\t)(?=\S)|(?<=  )(?=\S))"
    label = begin + r"%s[^\S\n]*(?::[^\S\n]*|\t+| {2,}|\|[^\S\n]*|\n[^\S\n]*(?=\S))(\S[^\n]*)"
    bare = (
        rf"(?m)^(?:Plats|Mötesplats|PLATS|(?i:{cover['place_and_time']}))[ ]"
        r"(?=[^\W\d_a-zåäö]|\d|[Hh]os\s|[Hh]emma\s)([^\n]+)"
    )
    return re.compile(label % cover["place"]), re.compile(label % cover["place_and_time"]), re.compile(bare)


def find_place(
    view: str, text: str, lines: Sequence[tuple[int, int]], cover_end: int, dates: Sequence[DateMention], opening: int
) -> str | None:
    """Where the meeting was held, as written: a row of the cover, what stands beside its date, or what
    the first sentences tell.

    Args:
        view: the reading view.
        text: the source, for the words as written.
        lines: spans of the first lines.
        cover_end: where the front ends.
        dates: what the dates stage found; their words are no place.
        opening: where the stretch ends that tells of the opening of the meeting.
    """
    plain, both, bare = _place_patterns()
    stop = max(cover_end, 300)
    row = plain.search(view, 0, stop)
    if row and (found := _free_stretch(view, row.start(1), row.end(1), dates, any_case=True)):
        return written(text, *found)
    row = both.search(view, 0, stop)
    if row:
        at = row.start(1)
        for a, b in first_lines(view[at : at + 300], 300, 3):
            if found := _free_stretch(view, at + a, at + b, dates, any_case=True):
                return written(text, *found)
        return None
    row = bare.search(view, 0, stop)
    told = None if row is None or has_finite_verb(row.group()) else row.span(1)
    if told and (found := _free_stretch(view, *told, dates, any_case=True)):
        return written(text, *found)
    return (
        _timed_row(view, text, dates, stop)
        or _beside_date(view, text, lines, dates)
        or _place_before_date(view, lines)
        or _told_place(view, text, opening)
    )


def _timed_row(view: str, text: str, dates: Sequence[DateMention], stop: int) -> str | None:
    """The place after the hour of a labelled row ("Tid: kl. 13.00, Solgården, stora matsalen")."""
    for row in _timed_rows().finditer(view, 0, stop):
        found = _free_stretch(view, row.start(1), row.end(1), dates, any_case=False)
        if found and is_place(view[slice(*found)], sure=False):
            return written(text, *found)
    return None


@cache
def _timed_rows() -> re.Pattern[str]:
    return re.compile(
        rf"(?im)^[^\S\n]{{0,80}}[*#|•-]{{0,9}}[^\S\n]*{patterns('cover')['time']}[ *]*:[ *]*([^\n]*\d[^\n]*)"
    )


def _beside_date(view: str, text: str, lines: Sequence[tuple[int, int]], dates: Sequence[DateMention]) -> str | None:
    """The place on a line with the date or the hour, or on the line below it."""
    for number, (start, end) in enumerate(lines[:6]):
        line = view[start:end]
        first = DATE.search(line) or TIME.search(line)
        if first is None or LABELLED.match(line):
            continue
        kind = any(k.opening.search(line) for k in doc_types())
        before = line[: first.start()].rstrip()
        leads = not kind and (before.endswith((",", "–", "-")) or not DATE.search(line))
        leads = leads or platform_in(before.strip(" *#")) is not None
        at = start + (0 if leads else first.start())
        below = _IN_PLACE.match(view, end)
        if below and not has_finite_verb(line[first.end() :]):
            end = below.end()
        if at == start and (found := _free_stretch(view, start + first.end(), end, dates, any_case=False)):
            return written(text, *found)
        found = _free_stretch(view, at, end, dates, any_case=False)
        if found and (found[0] >= start + first.start() or is_place(view[slice(*found)], sure=False)):
            return written(text, *found)
        if number + 1 < len(lines) and (found := _whole_line(view, *lines[number + 1])):
            return written(text, *found)
    return None


def _whole_line(view: str, start: int, end: int) -> tuple[int, int] | None:
    """A line that is a place and nothing else; of one in brackets the part before its first comma."""
    line = _BRACKETED.fullmatch(view, start, end)
    if line:
        return line.span(1) if is_place(line.group(1)) else None
    if DATE.search(view, start, end) or TIME.search(view, start, end):
        return None
    bare = view[start:end].strip(" *_#\t|")
    at = view.find(bare, start)
    return (at, at + len(bare)) if is_place(bare) and ":" not in bare else None


def _told_place(view: str, text: str, stop: int) -> str | None:
    """The place of a sentence that tells where the meeting was ("Mötet hölls i bygdegården")."""
    for match in told_places().finditer(view, 0, stop):
        if _OTHER_MEETING.search(view, max(0, match.start() - 25), match.start()):
            continue
        place = _NOUN_PHRASE.match(view, match.end(), match.end() + 80)
        if place is None or _GOES_ON.match(view, place.end()):
            continue
        host = _HOST.search(view, match.start(), match.end())
        if host and view[match.end()].isupper():
            return written(text, host.start(), place.end())
        if is_place(" ".join(place.group().split()), sure=False) and not is_body(place.group()):
            return written(text, *place.span())
    return None


def _place_before_date(view: str, lines: Sequence[tuple[int, int]]) -> str | None:
    """The platform beside the date, or the town of "avstämningen i Arvika den 3 maj", on the first lines."""
    for start, end in lines[:6]:
        if not (DATE.search(view, start, end) or TIME.search(view, start, end)):
            continue
        for via in _VIA.finditer(view, start, end):
            if platform := platform_in(view[via.start() : end]):
                return view[via.start() + platform.start() : via.start() + platform.end()]
    for start, end in lines[:3]:
        room = _ROOM.search(view, start, min(end, start + 200))
        if room and not is_body(room.group(1)):
            return room.group(1)
        match = _TOWN.search(view, start, min(end, start + 200))
        if match and match.group(1).lower() in places_and_bodies():
            return match.group(1)
    return None


@cache
def _also_remote() -> re.Pattern[str]:
    """Words that let others take part from afar ("samt via Teams"): no part of the place."""
    return re.compile(rf"(?i)[\s,]+(?:samt|och|eller|\+|/|&)\s*{labels().remote.pattern.removeprefix('(?i)')}$")


def _free_stretch(
    view: str, start: int, end: int, dates: Sequence[DateMention], any_case: bool
) -> tuple[int, int] | None:
    """The first stretch of a line that is no date, no time and no small word."""
    line = view[start:end]
    has_date = bool(DATE.search(line))
    for date in dates:
        if start <= date.start < end:
            a, b = date.start - start, min(date.end, end) - start
            line = line[:a] + "\x00" * (b - a) + line[b:]
    for pattern in (DATE, TIME):
        line = pattern.sub(lambda m: "\x00" * len(m.group()), line)
    for part in re.finditer(r"[^\x00|\t]+", line):
        stretch = re.sub(
            r"(?i)^\W*(?:(?:den|kl\.?|klockan|i|på|vid|plats|tid|datum|och|från|till)(?!\w)[\W]*)*", "", part.group()
        )
        stretch = re.sub(r"(?i)[\W]*(?:(?<!\w)(?:den|kl\.?|klockan|tid|datum|och)(?!\w)[\W]*)*$", "", stretch)
        stretch = _HOURS.sub("", stretch)
        stretch = _AFTERWARDS.sub("", stretch)
        if not any_case:
            stretch = _REMOTE_FIRST.sub("", _MEAL.sub("", stretch))
        stretch = _also_remote().sub("", stretch)
        if "  " in stretch:
            stretch = stretch.split("  ")[0].rstrip(" ,.")
        words = stretch.split()
        if (
            not words
            or len(words) > 14
            or ". " in stretch
            or has_finite_verb(stretch)
            or not re.search(r"[^\W\d_]{2}|[^\W\d_]\d" if any_case else r"[^\W\d_]{2}", stretch)
        ):
            continue
        if not any_case and _LABEL_INSIDE.search(stretch):
            continue
        if not any_case and (platform := platform_in(stretch)):
            at = start + part.start() + part.group().index(stretch)
            return at + platform.start(), at + len(stretch)
        if not any_case and labels().remote.fullmatch(stretch):
            continue
        leads = not view[:start].rpartition("\n")[2].strip() and part.start() == 0 and not has_date
        named = stretch[0].isupper() or stretch[0].isdigit()
        if any_case or named or leads or _SMALL_PLACE.match(part.group()):
            at = start + part.start() + part.group().index(stretch)
            return at, at + len(stretch)
    return None
