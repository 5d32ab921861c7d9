"""When the meeting began and ended."""

from __future__ import annotations

import re
from functools import cache

from pipeline.language.meeting.words import patterns

_HOUR, _MINUTE = r"([01]?\d|2[0-3])", r"([0-5]\d)"
_CLOCK = re.compile(
    rf"(?i)(?:(?<!\w)(?:kl(?:ockan)?\.?)\s*{_HOUR}(?:[.:]\s?{_MINUTE})?(?![\d/])(?!\.\d)"
    rf"|(?<![\d.:/-]){_HOUR}[.:]{_MINUTE}(?::\d\d)?(?![\d/:])(?!\.\d)(?!\s*(?:kr|%|h\b|tim|m\b|mkr)))"
)
_RANGE = re.compile(
    rf"(?i)(?<![\d.:/-])(?:kl(?:ockan)?\.?\s*)?{_HOUR}[.:]{_MINUTE}\s*(?:-|–|—|till|--)\s*(?:kl(?:ockan)?\.?\s*)?{_HOUR}[.:]{_MINUTE}(?![\d/])"
    rf"|\bkl(?:ockan)?\.?\s*(?P<h>\d\d?)(?:[.:](?P<m>[0-5]\d))?\s*[-–—]\s*(?P<h2>\d\d?)(?:[.:](?P<m2>[0-5]\d))?(?![\d/:-])"
)
_HOURS = 24
_BREAK = re.compile(r"(?i)ajourner|paus|uppehåll|justering|anslag")
_SENTENCE_END = re.compile(r"[!?\n]|\.(?=\s+[^\W\d_a-zåäö])")
_OPENED_AT = re.compile(r"(?i)öppnade\s+(?:kl|klockan|\d)")
_FIRST_WORDS = 400  # characters of the first item in which somebody opens the meeting
_OPENING, _CLOSING = 9000, 6000  # characters after the front, and at the end, that may tell of the times
_NEXT = 12  # characters between "avslutades" and its time
_NEXT_LINE = re.compile(rf"[ \t]*\n\s*{_HOUR}[.:]{_MINUTE}")


@cache
def _events() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    words = patterns("cover")
    return (
        re.compile(rf"(?i)(?<!\w){words['opened']}(?!\w)"),
        re.compile(rf"(?i)(?<!\w){words['closed']}(?!\w)"),
        re.compile(rf"(?i)(?<!\w){words['meeting']}(?!\w)"),
    )


def clock(match: re.Match[str]) -> str:
    """The time of a match of two groups an alternative, as "HH:MM"."""
    groups = [g for g in match.groups() if g is not None]
    return f"{int(groups[0]):02d}:{groups[1] if len(groups) > 1 else '00'}"


def find_times(view: str, cover: str) -> tuple[str | None, str | None]:
    """Start and end of the meeting as "HH:MM", None where the text says nothing.

    Args:
        view: the reading view.
        cover: the front of the document: a range or a lone time there is that of the meeting.
            When somebody opened the meeting at a stated time, that counts over the time it was
            called to.
    """
    start, end = _cover_range(cover)
    opened, closed, meeting = _events()
    if start is None:
        start = _at_event(view, opened, closed, meeting, last=False, near=len(cover) + _FIRST_WORDS)
    if start is None:
        start = _cover_time(cover)
    if end is None:
        end = _at_event(view, closed, opened, meeting, last=True)
    return start, end


_BARE_HOURS = re.compile(
    r"(?im)(?:^(?=[^\n]{0,200}\d{4})[^\n]{0,200}?,\s+|^\s*tid\s*:\s*)([01]?\d|2[0-3])\s*[-–]\s*([01]?\d|2[0-3])(?=\s*(?:[,.;]|$))"
)


def _cover_range(cover: str) -> tuple[str | None, str | None]:
    for match in _RANGE.finditer(cover):
        line = cover[cover.rfind("\n", 0, match.start()) + 1 : match.start()]
        if _BREAK.search(line):
            continue
        plain = [g or "00" for g in match.groups()[:4]]
        if match["h"]:
            plain = [match["h"], match["m"] or "00", match["h2"], match["m2"] or "00"]
        if int(plain[0]) < _HOURS and int(plain[2]) < _HOURS:
            return f"{int(plain[0]):02d}:{plain[1]}", f"{int(plain[2]):02d}:{plain[3]}"
    bare = _BARE_HOURS.search(cover)
    if bare and int(bare.group(1)) < int(bare.group(2)):
        return f"{int(bare.group(1)):02d}:00", f"{int(bare.group(2)):02d}:00"
    return None, None


def _cover_time(cover: str) -> str | None:
    for match in _CLOCK.finditer(cover):
        line_start = cover.rfind("\n", 0, match.start()) + 1
        line_end = cover.find("\n", match.end())
        if not _BREAK.search(cover[line_start : line_end if line_end >= 0 else len(cover)]):
            return clock(match)
    return None


def _at_event(
    view: str, event: re.Pattern[str], other: re.Pattern[str], meeting: re.Pattern[str], last: bool, near: int = 0
) -> str | None:
    """The time in a sentence that opens (or closes) the meeting: the first one, or the last.

    Somebody opening the meeting counts over its beginning ("började med kaffe kl. 18").

    Before ``near``, "NN öppnade kl. 18" will do without a word for the meeting.
    """
    found: str | None = None
    low, high = (max(0, len(view) - _CLOSING), len(view)) if last else (0, near + _OPENING)
    for match in event.finditer(view, low, high):
        a, b = _sentence(view, match.start(), match.end())
        sentence = view[a:b]
        early = not last and match.start() < near and _OPENED_AT.match(view, match.start(), b)
        if not (meeting.search(sentence) or early):
            continue
        after = _CLOCK.search(view, match.end(), b)
        before = list(_CLOCK.finditer(view, a, match.start()))
        if a < match.start() and _BREAK.search(sentence) and not (after and after.start() - match.end() < _NEXT):
            continue
        time = after or (before[-1] if before else None)
        if time is None and not last:
            below = _NEXT_LINE.match(view, b)
            time = below if below and sentence.strip()[:40].lower().count("möte") else None
        if time is None or (other.search(sentence) and other.search(view, match.end(), time.start())):
            continue
        if not last and match.group().lower().startswith("öppn"):
            return clock(time)
        found = clock(time) if last else found or clock(time)
    return found


def _sentence(view: str, start: int, end: int) -> tuple[int, int]:
    low = max(0, start - 200)
    before = [m.end() for m in _SENTENCE_END.finditer(view, low, start)]
    after = _SENTENCE_END.search(view, end, min(len(view), end + 200))
    return (before[-1] if before else low), (after.start() if after else min(len(view), end + 200))
