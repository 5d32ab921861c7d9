"""Points of a list of tasks: the box that is ticked or not, whose task it is, whether it is done."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.knowledge.phrases import phrases
from pipeline.language.acts.actors import BODY, COLLECTIVE, PERSON, ROLE, Cast, actors_from
from pipeline.language.acts.clauses import Analysis, analyse, infinitive

# "[ ]", "[x]", "☐", "☑"
_BOX = re.compile(r"(?:\[(?P<mark>[ xX✓✔-]?)\]|(?P<sign>[☐☑☒✅✓✔⬜]))\s*")
# "@kim:", "@kim + @eva", "@kim och @eva -"
_HANDLE = re.compile(r"(?P<who>@[\w.-]+(?:\s*(?:,|\+|&|/|och|o)\s*@[\w.-]+)*)\s*(?P<mark>[:,–-])?\s*", re.IGNORECASE)
_DONE = phrases("point-done")
_NO_POINT = phrases("point-nothing")
_BOUNDARY = re.compile(r"\s[–—-]\s?|\s?[,;:(|]\s?|\s(?:->|=>|→|⇒)\s?|\.{2,}\s?|\.$|\)")
_OWNERS = frozenset({PERSON, ROLE, COLLECTIVE, BODY})
_LONGEST = 400  # characters
_MOST_WORDS = 25  # a point longer than this is a text
_TAG_WITHIN = 200  # characters from the end
_OWNER_TAG = re.compile(
    r"\(\s*([A-ZÅÄÖ][^()\d]{1,40}?)\s*\)\s*\.?\s*$|(?:=>|->|→|⇒)\s*([A-ZÅÄÖa-zåäö][\w ,&.-]{1,40})$"
    r"|\s/\s?([A-ZÅÄÖ][a-zåäö]+(?:\s+[A-ZÅÄÖ][a-zåäö]+)?)\s*\.?\s*$"
    r"|(?:\bansvar(?:ig|iga)?|\bvem)\s*:\s*([A-ZÅÄÖa-zåäö][\w ,&.-]{1,50}?)\s*(?:\.|,\s*klar.*)?$|\s@(\w+)\s*$"
    r"|\[([^\[\]\d?]{2,50})\]\s*\.?\s*$",
)
_TAG_MARK = re.compile(r"[(>→⇒/:@\[]")  # no owner is named at the end without one of these


@dataclass(frozen=True, slots=True)
class Point:
    """A point as a list of tasks reads it.

    Attributes:
        start: where its words begin, after a box to tick.
        owner: span of whose task it is, or None.
        row: ``task``, ``done``, or None where only its wording can tell.
    """

    start: int
    owner: tuple[int, int] | None
    row: str | None


def read_point(view: str, written: str, start: int, end: int, cast: Cast, *, bullet: bool, todo: bool) -> Point:
    """Owner and state of one point.

    Args:
        view: the reading view.
        written: the source text, as long as the view (mark-up that the view leaves out is read here).
        start, end: the point, without bullet.
        cast: who is known in the document.
        bullet: it is a point of a list.
        todo: the list is announced as one of tasks.
    """
    owner: tuple[int, int] | None = None
    row: str | None = None
    struck = bullet and "~~" in written[max(start - 3, 0) : start + 2]
    if bullet and (box := _BOX.match(view, start, end)) is not None and box.end() < end:
        marked = (box.group("mark") or "").strip() or (box.group("sign") or "☐") not in "☐⬜"
        row = "done" if marked else "task"
        start = box.end()
    text = view[start:end]
    if len(text) > _LONGEST:
        return Point(start, owner or _tag(text, start), row)
    if bullet and (handle := _HANDLE.match(text)) is not None and handle.end() < len(text):
        owner = (start + handle.start("who"), start + handle.end("who"))
        row = row or "task"
    if struck or ((todo or row is not None) and _DONE.search(text)):
        return Point(start, owner or _tag(text, start), "done")
    if owner is None:
        owner = _tag(text, start)
    listed = todo or row is not None
    if owner is None and (listed or (bullet and _orders(text))):
        owner = _named(analyse(text), start, cast, listed=listed)
    if row == "done":
        return Point(start, owner, row)
    if not listed or _NO_POINT.match(text) or text.rstrip().endswith("?"):
        return Point(start, owner, None)
    a = analyse(text)
    if len(a.words) > _MOST_WORDS:
        row = None
    elif row is None and a.words and (owner is not None or a.main is None):
        row = "task"
    return Point(start, owner, row)


def _orders(text: str) -> bool:
    """Whether a point opens with an infinitive: "Boka lokal - Kim"."""
    first = text.split(None, 1)[0].strip(",.:;").lower() if text.split() else ""
    form = infinitive(first)
    return form is not None and form.voice == "act"


def _tag(text: str, start: int) -> tuple[int, int] | None:
    """The owner named at the end of a point or a short line in brackets, after an arrow, a label."""
    low = max(0, len(text) - _TAG_WITHIN)
    match = _OWNER_TAG.search(text, low) if _TAG_MARK.search(text, low) else None
    if match is None:
        return None
    group = next(i for i in range(1, 7) if match.group(i))
    return start + match.start(group), start + match.end(group)


def _named(a: Analysis, start: int, cast: Cast, *, listed: bool) -> tuple[int, int] | None:
    """People who fill a part of a point: "Kim + Bo: lappar", "kaffe - Kim", "lappar, Kim (om hen kan)".

    A part lies between dashes, commas, colons and brackets. Without a list of tasks only the last part counts.
    """
    text = a.text
    ends = {m.start() for m in _BOUNDARY.finditer(text)} | {len(text)}
    begins = [0, *(m.end() for m in _BOUNDARY.finditer(text))] if listed else []
    if not listed:
        begins = [m.end() for m in _BOUNDARY.finditer(text) if m.group().strip() not in (".", ")")][-1:]
    for begin in begins:
        first = a.word_at(begin)
        if first >= len(a.words) or a.starts[first] - begin > 1:
            continue
        found = actors_from(a, first, cast)
        if not found or found[0].kind not in _OWNERS or _of_a_list(a, first):
            continue
        stop = found[-1].end
        if stop not in ends and text[stop : stop + 1] not in (":", ".", ")"):
            continue
        if first == 0 and not re.match(r"\s?(?::|\s[–—-]\s|[–—-]\s)", text[stop:]):
            continue  # "Kim, Bo" alone names, and says no task
        return start + found[0].start, start + stop
    return _after_thing(a, start, cast, ends) if listed else None


def _of_a_list(a: Analysis, first: int) -> bool:
    """Whether a name after a comma goes on a list of names: "prata med Eva, Kim"."""
    return first > 0 and a.gap(first).strip() == "," and a.words[first - 1][0].isupper()


def _after_thing(a: Analysis, start: int, cast: Cast, ends: set[int]) -> tuple[int, int] | None:
    """ "kiosken Kim o Bo, lista klar i maj": a thing of a word or three, then people, then a pause."""
    for first in range(1, min(4, len(a.words))):
        if a.gap(first).strip():
            return None
        found = actors_from(a, first, cast)
        if found and found[0].kind == PERSON and a.words[first][0].isupper():
            plain = not a.verbs and a.low[first - 1] not in _GOVERNS and infinitive(a.low[0]) is None
            return (start + found[0].start, start + found[-1].end) if plain and found[-1].end in ends else None
    return None


_GOVERNS = frozenset(
    {
        "med", "till", "från", "av", "för", "hos", "om", "på", "åt", "i", "kring", "angående",
        "via", "utan", "efter", "inför", "enligt", "mot", "och", "&", "+", "kontakta", "ring", "fråga",
    }
)  # fmt: skip

__all__ = ["Point", "read_point"]
