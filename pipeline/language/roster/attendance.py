"""Attendance of a document: its lists, lists inside items, voting rolls; one row a person."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace

from pipeline.language.model import Attendee, Reading, Section
from pipeline.language.roster.blocks import parse_people, read_label
from pipeline.language.roster.cues import line_starts
from pipeline.language.roster.lexicon import labels
from pipeline.language.roster.partial import resolve_items
from pipeline.language.roster.people import Group, parse_row
from pipeline.language.roster.rolls import find_rolls
from pipeline.language.roster.rows import logical_rows

_CUE = re.compile(r"[Nn]ärv|NÄRVAR|[Dd]eltog|[Dd]eltagare|[Ff]rånvarande|[Ff]örhinder|[Åå]terbud")
_NEEDLES = ("ärv", "ÄRVAR", "eltog", "ELTOG", "eltagare", "ELTAGARE", "rånvar", "örhinder", "terbud")  # in any case
_LEAD = re.compile(
    r"(?i)[^\n:]{0,90}\b(?:närv(?:ar(?:o|a|ar|ade|ande))?|deltog|deltagare|frånvarande|förhinder|återbud)\b[^\n:.]{0,80}:[^\S\n]*"
)
_HEADING_END = re.compile(r"(?<=\w)(?:\t+| {2,}|\s*:\s)")  # a list that begins on the line of its heading
_CALLED = re.compile(r"(?i)kallade?(?:\s+till\s+mötet)?$")
_GAP = re.compile(r"\n[^\S\n]*\n")
_ROLL_CALL = re.compile(r"(?i)närvar|upprop|deltagare|röstlängd|öppn|tjänstgör|förrättning")
_LONGEST_FRONT = 4000  # characters in which a list without a heading may begin
_NUMBER = re.compile(r"\d+(?:\.\d+)*")


def find_attendance(reading: Reading) -> list[Attendee]:
    """Everybody the document lists as present or absent, in the order of the text.

    Args:
        reading: ``view``, ``source`` and ``sections`` are read.

    Returns:
        One row a person (guideline section 11); organisations attending have no name.
    """
    rows: list[Attendee] = []
    sections = [s for s in reading.sections if s.kind in ("present", "absent") and not _elected(reading, s)]
    sections += _groups_after(reading)
    for section in sections:
        rows += _section_rows(reading, section)
    covered = [(s.start, s.end) for s in reading.sections if s.kind in ("present", "absent", "notice")]
    rows += _told(reading, covered)
    rows += _inside_items(reading, covered)
    rows.sort(key=lambda row: row.start)
    rows = _one_a_person(rows)
    if any(row.status == "present" for row in rows):
        rows += _called_but_absent(reading, rows)
    known = {_key(row) for row in rows}
    rows += [row for row in find_rolls(reading) if _key(row) not in known]
    rows = _one_a_person(rows)
    numbers = _item_numbers(reading)
    for row in rows:
        _from_source(reading, row)
        if row.partial:
            row.items = resolve_items(row.partial, numbers)
    rows.sort(key=lambda row: row.start)
    return rows


def _elected(reading: Reading, section: Section) -> bool:
    """Whether a list inside an item tells who holds an office, not who is there ("Övriga ledamöter:")."""
    item = next((s for s in reversed(reading.sections) if s.kind == "item" and s.start < section.start), None)
    if item is None or item.number is None:
        return False
    heading = reading.view[section.start : section.heading_end]
    said = _CUE.search(heading) or labels().present.search(heading) or labels().absent.search(heading)
    return said is None and not _ROLL_CALL.search(item.title or "")


def _groups_after(reading: Reading) -> list[Section]:
    """Headings without a number right after an attendance list that head a group of people ("Presidiet")."""
    out: list[Section] = []
    within = False
    for section in reading.sections:
        if section.kind in ("present", "absent"):
            within = True
        elif within and _may_be_group(section) and section.title:
            label = read_label(section.title, section.start, Group(), strict=True)
            within = isinstance(label, Group) and label.role is None
            if within and not any(section.start < s.end for s in out):
                out.append(replace(section, kind="present", end=_first_part(reading, section)))
            elif within:
                out.append(replace(section, kind="present"))
        else:
            within = False
    return [section for section in out if _all_people(reading.view, section)]


def _may_be_group(section: Section) -> bool:
    """Whether a heading is one that a group of people may stand under."""
    plain = section.kind in ("item", "subitem") and not section.number and not section.role
    return plain and bool(section.title) and not _CALLED.match(section.title or "")


def _first_part(reading: Reading, section: Section) -> int:
    """Where the text of a section ends that stands before its first inner heading."""
    return min([section.end, *(s.start for s in reading.sections if s.start > section.start)])


def _all_people(view: str, section: Section) -> bool:
    """Whether each row under a heading names somebody."""
    rows = logical_rows(view, section.body_start, section.end)
    return bool(rows) and all(parse_row(row.text, row.start, Group()).people for row in rows)


def _section_rows(reading: Reading, section: Section) -> list[Attendee]:
    """Rows of an attendance section, under what its heading says."""
    heading, body_start = reading.view[section.start : section.heading_end], section.body_start
    base = Group(section.kind)
    inner = _HEADING_END.search(heading)
    if inner and isinstance(read_label(heading[: inner.start()], section.start, base), Group):
        heading, body_start = heading[: inner.start()], section.start + inner.end()
    label = read_label(heading, section.start, base)
    group = label if isinstance(label, Group) else base
    group.status = section.kind
    if group.role in ("ordförande", "sekreterare", "kassör"):
        group.role = None
    return parse_people(reading.view, body_start, section.end, group)


def _told(reading: Reading, covered: list[tuple[int, int]]) -> list[Attendee]:
    """People of the front that no heading announces ("Med var Anna Ek och Bo Ros från kommunen.")."""
    view = reading.view
    first = next((s.start for s in reading.sections if s.kind in ("item", "appendix")), len(view))
    stop = min(first, _LONGEST_FRONT)
    stop = min([stop, *(a for a, _ in covered)]) if first < len(view) else stop
    leads = list(labels().told.finditer(view, 0, stop))
    rows: list[Attendee] = []
    for lead, after in itertools.zip_longest(leads, leads[1:]):
        if any(a <= lead.start() < b for a, b in covered):
            continue
        status = "absent" if lead["absent"] else "present"
        end = after.start() if after else stop
        end = min([end, *(a for a, _ in covered if a >= lead.end())])
        blank = _GAP.search(view, lead.end() + 2, end)
        rows += parse_people(view, lead.end(), blank.start() if blank else end, Group(status))
    return rows


def _inside_items(reading: Reading, covered: list[tuple[int, int]]) -> list[Attendee]:
    """Lists under a lead line in other sections ("Följande personer var närvarande:")."""
    rows: list[Attendee] = []
    if ":" not in reading.view:
        return rows
    starts = line_starts(reading.view, _NEEDLES)
    leads = [m for at in starts if (m := _LEAD.match(reading.view, at))]
    leads = [m for m in leads if not any(a <= m.start() < b for a, b in covered)]
    for lead in leads:
        section = _section_at(reading, lead.start())
        if section is None or (section.kind in ("signature", "appendix") and not lead.group().strip()):
            continue
        head = lead.group().strip().rstrip(":").lstrip("*-• ")
        label = read_label(head, lead.start(), Group())
        if not isinstance(label, Group):
            continue
        stop = min([section.end, *(m.start() for m in leads if m.start() > lead.start())])
        rows += parse_people(reading.view, lead.end(), _list_end(reading.view, lead.end(), stop), label)
    return rows


def _list_end(view: str, start: int, stop: int) -> int:
    """Where a list inside running text ends: at the second gap between its blocks."""
    first = re.compile(r"\S").search(view, start, stop)
    if first is None:
        return stop
    gap = re.compile(r"\n[^\S\n]*\n").search(view, first.start(), stop)
    return gap.start() if gap else stop


def _section_at(reading: Reading, offset: int) -> Section | None:
    found = None
    for section in reading.sections:
        if section.start > offset:
            break
        if offset < section.end:
            found = section
    return found


def _key(row: Attendee) -> tuple[str, str]:
    name = row.name or ""
    return (" ".join(name.lower().split()), "" if name else (row.affiliation or row.role or "").lower())


def _one_a_person(rows: list[Attendee]) -> list[Attendee]:
    """Keep the first row of each person, with what later ones add."""
    kept: dict[tuple[str, str], Attendee] = {}
    by_first_name: dict[str, list[tuple[str, str]]] = {}
    for row in rows:
        key = _key(row)
        fits = by_first_name.get(key[0], ()) if row.name and " " not in row.name else ()
        first = kept.setdefault(fits[0] if len(fits) == 1 else key, row)
        if first is row and row.name and " " in row.name:
            by_first_name.setdefault(key[0].split()[0], []).append(key)
        if first is not row:
            first.party = first.party or row.party
            first.role = first.role or row.role
            first.replaces = first.replaces or row.replaces
            first.partial = first.partial or row.partial
            if first.affiliation is None:
                first.affiliation, first.affiliation_start = row.affiliation, row.affiliation_start
    return list(kept.values())


def _called_but_absent(reading: Reading, rows: list[Attendee]) -> list[Attendee]:
    """Those under "Kallade" who are not among the present."""
    there = {_key(row) for row in rows}
    out: list[Attendee] = []
    for section in reading.sections:
        if section.kind == "front" and section.title and _CALLED.match(section.title.strip(" :")):
            called = parse_people(reading.view, section.body_start, section.end)
            out += [replace(row, status="absent") for row in called if _key(row) not in there]
    return out


def _item_numbers(reading: Reading) -> list[str]:
    """Numbers of the document's items, in order."""
    out: list[str] = []
    for section in reading.sections:
        number = _NUMBER.search(section.number or "") if section.kind == "item" else None
        if number:
            out.append(number.group())
    return list(dict.fromkeys(out))


def _from_source(reading: Reading, row: Attendee) -> None:
    """Names and bodies as the source has them, slips and all (the view is mended)."""
    view, text = reading.view, reading.source.text
    if view[row.start : row.end] == text[row.start : row.end]:
        return
    for name in ("name", "role", "partial", "replaces"):
        value = getattr(row, name)
        if value:
            setattr(row, name, _as_written(view, text, row.start, row.end, value))
    if row.affiliation and row.affiliation_start is not None:
        stop = row.affiliation_start + len(row.affiliation)
        row.affiliation = " ".join(text[row.affiliation_start : stop].split())


def _as_written(view: str, text: str, start: int, end: int, value: str) -> str:
    """The source's characters where ``value`` stands in the view, or ``value`` where it does not."""
    pattern = re.compile(r"\s+".join(re.escape(word) for word in value.split()), re.IGNORECASE)
    match = pattern.search(view, start, end)
    return " ".join(text[match.start() : match.end()].split()) if match else value
