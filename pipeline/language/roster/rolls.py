"""Voting rolls: tables of names with yes, no and abstention columns."""

from __future__ import annotations

import re

from pipeline.language.model import Attendee, Reading
from pipeline.language.roster.people import Group, parse_row

_HEADER = re.compile(r"(?i)\b(?:ledamot|ledamöter|namn|tjänstgörande|parti|avstår|frånvarande)\b")
_VOTES = re.compile(r"\bJa\b.*\bNej\b")
_MARKS = re.compile(r"(?i)(?<!\w)(?:x|ja|nej|avstår|avstod|frånv\.?|frånvarande|1)(?!\w)")
_BULLET = re.compile(r"[\s|•*-]*")
_MOST_MISSES = 2  # lines without a person after which the roll has ended


def find_rolls(reading: Reading) -> list[Attendee]:
    """People on voting rolls: whoever votes is there.

    Args:
        reading: its ``view`` is read.

    Returns:
        Attendees with name and party, in order; empty where no roll stands.
    """
    view = reading.view
    out: list[Attendee] = []
    nej = view.find("Nej")
    while nej >= 0:
        line_end = view.find("\n", nej)
        line_end = line_end if line_end >= 0 else len(view)
        line = view[view.rfind("\n", 0, nej) + 1 : line_end]
        at = line_end + 1 if _VOTES.search(line) and _HEADER.search(line) else len(view)
        nej = view.find("Nej", line_end)
        misses = 0
        while at < len(view) and misses < _MOST_MISSES:
            stop = view.find("\n", at)
            stop = len(view) if stop < 0 else stop
            line = view[at:stop]
            if any(c.isalnum() for c in line):
                mark = _MARKS.search(line)
                lead = _BULLET.match(line)
                skip = lead.end() if lead else 0
                text = _MARKS.sub(lambda m: " " * len(m.group()), line[skip:])
                people = parse_row(text, at + skip, Group()).people if mark else []
                people = [p for p in people if p.name and " " in p.name]
                misses = 0 if people else misses + 1
                out += people
            at = stop + 1
    for person in out:
        person.role = person.partial = None
    return out
