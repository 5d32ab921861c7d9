"""Where the meeting was held: a labelled row of the cover, or what stands beside its date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from pipeline.language.meeting.cover import DATE, LABELLED, TIME, WEEKDAYS, first_lines, written
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
_PLATFORM = re.compile(r"\b(?:via|på|över|i)\s+(Teams|Zoom|Skype|Webex|Google\s+Meet)\b", re.IGNORECASE)
_HOURS = re.compile(r",\s*\d\d?\s*[–-]\s*\d\d?$")
_SMALL_PLACE = re.compile(r"\s*[,–-]|\s*(?:i|på|vid|hos)\s")  # what may stand before a place in small letters
_IN_PLACE = re.compile(r"[ \t]*\n[ \t]*(?:i|på|hos)\s+[^\n]+")


@cache
def _place_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    cover = patterns("cover")
    begin = r"(?im)(?:^[^\S\n]{0,80}(?:[*#|•-]{1,9}[^\S\n]{0,80})?|(?<=\t)(?=\S)|(?<=  )(?=\S))"
    label = begin + r"%s[^\S\n]*(?::[^\S\n]*|\t+| {2,}|\|[^\S\n]*|\n[^\S\n]*(?=\S))(\S[^\n]*)"
    return re.compile(label % cover["place"]), re.compile(label % cover["place_and_time"])


def find_place(
    view: str, text: str, lines: Sequence[tuple[int, int]], cover_end: int, dates: Sequence[DateMention]
) -> str | None:
    """Where the meeting was held, as written: a row of the cover, or what stands beside its date."""
    plain, both = _place_patterns()
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
    for start, end in lines[:6]:
        line = view[start:end]
        if not (DATE.search(line) or TIME.search(line)):
            continue
        first = DATE.search(line) or TIME.search(line)
        if first is None or LABELLED.match(line):
            continue
        kind = any(k.opening.search(line) for k in doc_types())
        before = line[: first.start()].rstrip()
        leads = before.endswith((",", "–", "-")) or not DATE.search(line)
        at = start + (0 if leads and not kind else first.start())
        below = _IN_PLACE.match(view, end)
        if below and not has_finite_verb(line[first.end() :]):
            end = below.end()
        if at == start and (found := _free_stretch(view, start + first.end(), end, dates, any_case=False)):
            return written(text, *found)
        if found := _free_stretch(view, at, end, dates, any_case=False):
            return written(text, *found)
    return _place_before_date(view, lines)


def _place_before_date(view: str, lines: Sequence[tuple[int, int]]) -> str | None:
    """The platform beside the date, or the town of "avstämningen i Arvika den 3 maj", on the first lines."""
    for start, end in lines[:6]:
        platform = _PLATFORM.search(view, start, end)
        if platform and DATE.search(view, start, end):
            return platform.group(1)
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
        stretch = re.sub(r"(?i)[\W]*(?:(?:den|kl\.?|klockan|tid|datum|och)(?!\w)[\W]*)*$", "", stretch)
        stretch = _HOURS.sub("", stretch)
        stretch = _AFTERWARDS.sub("", stretch)
        stretch = _also_remote().sub("", stretch)
        if "  " in stretch:
            stretch = stretch.split("  ")[0].rstrip(" ,.")
        words = stretch.split()
        if (
            not words
            or len(words) > 14
            or ". " in stretch
            or has_finite_verb(stretch)
            or not re.search(r"[^\W\d_]{2}", stretch)
        ):
            continue
        if not any_case and labels().remote.fullmatch(stretch):
            continue
        leads = not view[:start].rpartition("\n")[2].strip() and part.start() == 0 and not has_date
        named = stretch[0].isupper() or stretch[0].isdigit()
        if any_case or named or leads or _SMALL_PLACE.match(part.group()):
            at = start + part.start() + part.group().index(stretch)
            return at, at + len(stretch)
    return None
