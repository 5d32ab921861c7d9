"""The sections of a document: one pass over its lines with the state of where we are."""

from __future__ import annotations

import re
from collections import Counter

from pipeline.language.columns import title_columns, whole_title
from pipeline.language.model import Reading, Section
from pipeline.language.sections.candidates import Candidate, Lines, by_number, by_words, candidate, run_in_title
from pipeline.language.sections.form import (
    LISTS,
    State,
    by_form,
    heads_names,
    heads_table,
    is_item_by_form,
    stands_over_front,
    stands_over_text,
    whole_line,
)
from pipeline.language.sections.inner import inner_headings
from pipeline.language.sections.labels import labels_head
from pipeline.language.sections.numbering import choose_chain
from pipeline.language.sections.signature import closing_lines
from pipeline.language.sections.titles import is_case_column, is_case_line, is_date_line, is_sentence, is_title_like
from pipeline.language.sections.vocabulary import vocabulary
from pipeline.language.verbs import has_finite_verb

_WRAP = 55  # a title at least this long may go on on the next line
_RUN_IN_TITLES = 3  # from so many on, "Titel: text" is how the document is laid out


def find_sections(reading: Reading) -> list[Section]:
    """The sections of a reading (guideline section 2 and rulings).

    Args:
        reading: ``view`` and ``lines`` are read.

    Returns:
        Sections in order of ``start``; each ends after the last non-blank character before the
        next heading of the same or a higher level. Empty for a text without any line.
    """
    lines = Lines(reading)
    if not lines.text:
        return []
    lines.labelled = labels_head(lines)
    numbered = _numbered_headings(lines)
    lines.numbered = bool(numbered)
    inner = inner_headings(lines, numbered)
    first_numbered, last_numbered = min(numbered, default=None), max(numbered, default=-1)
    run_in = _run_in_titles(lines) if not numbered else {}
    closing = closing_lines(lines)
    beside = {title.title_end: title.rest for title in title_columns(reading.source.text)}
    hints = Counter(lines.lines[i].heading_level for i in lines.text if lines.lines[i].heading_level)
    item_hint = _item_hint_level(hints, numbered)
    styles = {candidate.how for candidate in numbered.values()}
    state = State()
    skip_to = -1
    for index in lines.text:
        if index <= skip_to:
            continue
        if index == closing and (state.current is None or state.current.kind != "signature"):
            _open(state, "signature", 1, None, _unnamed(lines, index))
            continue
        found = numbered.get(index)
        before_items = state.front and (first_numbered is None or index < first_numbered)
        if found is not None:
            skip_to = _extend_title(lines, found)
            if found.heading_end in beside and found.title:
                found.title = whole_title(reading.source.text, found.title, beside[found.heading_end])
            _open_item(state, found, styles)
            continue
        in_item = state.item is not None and state.current is not None and state.current.kind in ("item", "subitem")
        if index in inner and in_item and state.item is not None:
            found = inner[index]
            _open(state, "subitem", state.item.level + 1, found.rule.role if found.rule else None, found)
            continue
        if index in run_in:
            state.item = _open(state, "item", 1, None, run_in[index])
            continue
        found = by_words(lines, index, front=before_items)
        if found is not None and found.rule is not None and _allowed(state, lines, found, before_items, first_numbered):
            _open_fixed(state, found, more=index < last_numbered)
            continue
        if lines.lines[index].heading_level and _marked_for_certain(lines, index, front=before_items):
            _open_marked(state, lines, index, item_hint, before_items, bool(numbered))
            continue
        if state.current is None:
            told = is_sentence(lines.words(index))  # a text that begins without a title
            _open(state, "front", 1, None, _unnamed(lines, index) if told else whole_line(lines, index))
            continue
        made = by_form(state, lines, index, bool(hints), first_numbered)
        if made is not None:
            kind = "item" if is_item_by_form(state, lines, index, first_numbered) else "subitem"
            if state.front and state.current.kind in LISTS and heads_names(lines, index):
                kind = state.current.kind
            elif state.front and not state.attendance_seen and stands_over_front(lines, index):
                kind = "front"
            level = state.item.level + 1 if kind == "subitem" and state.item else 1
            section = _open(state, kind, level, None, made)
            if kind == "item":
                state.item = section
    _close(reading, state.sections)
    return state.sections


def _numbered_headings(lines: Lines) -> dict[int, Candidate]:
    """Line index -> numbered heading. Paragraph signs and "Punkt 3" win over plain decimals."""
    found = [c for i in lines.text if (c := by_number(lines, i)) is not None and c.number]
    codes = Counter(c.body_code for c in found if c.how == "paragraph")
    code = max(codes, key=lambda c: (codes[c], not c), default="")  # another's paragraph is a reference
    strong = [c for c in found if c.how == "keyword" or (c.how == "paragraph" and c.body_code == code)]
    strong = _rising(strong)
    decimals = [c for c in found if c.how == "decimal"]
    if strong:
        marked = [c for c in decimals if c.hint_level]
        return {c.index: c for c in [*strong, *marked]}
    return {c.index: c for c in choose_chain(lines, decimals)}


def _run_in_titles(lines: Lines) -> dict[int, Candidate]:
    """Titles run into their paragraphs, where so many paragraphs have one that it is the layout."""
    found = {i: c for i in lines.text if not lines.lines[i].heading_level and (c := run_in_title(lines, i))}
    if len(found) < _RUN_IN_TITLES:
        return {}
    alone = sum(stands_over_text(lines, i) for i in lines.text if i not in found)
    return found if alone < _RUN_IN_TITLES else {}


def _rising(strong: list[Candidate]) -> list[Candidate]:
    """Drop a number that falls far out of order: a reference at a line start, not a heading."""
    out: list[Candidate] = []
    for how in ("paragraph", "keyword"):
        last = None
        for c in (c for c in strong if c.how == how):
            value = int(re.search(r"\d+", c.number or "0")[0])  # type: ignore[index]
            if last is None or last <= value <= last + 40 or c.hint_level or (value == 1 and c.title):
                out.append(c)
                last = value
    return sorted(out, key=lambda c: c.index)


def _item_hint_level(hints: Counter[int], numbered: dict[int, Candidate]) -> int:
    """The mark-up level of items: that of numbered headings, else the commonest below the title."""
    levels = Counter(c.hint_level for c in numbered.values() if c.hint_level)
    if levels:
        return levels.most_common(1)[0][0]
    if not hints:
        return 0
    top = min(hints)
    deeper = {level: n for level, n in hints.items() if level > top}
    if hints[top] > 1 or not deeper:
        return top
    return min(deeper)


def _allowed(state: State, lines: Lines, found: Candidate, before_items: bool, first_numbered: int | None) -> bool:
    """Whether fixed words head something here (inside a signature they label its lines)."""
    rule = found.rule
    if rule is None:
        return False
    if rule.kind == "subitem" and before_items and (first_numbered is not None or state.current is None):
        return False
    if rule.kind == "present" and rule.zone == "front" and not state.attendance_seen:
        return found.inline or heads_names(lines, found.index)
    if state.current is None:
        return True
    here = state.current.kind
    if rule.lead and state.current.role == "decision":
        return False
    if here == "signature":
        ends_front = state.front and rule.kind in (*LISTS, "notice")
        return ends_front or rule.kind in ("notice", "appendix") or (rule.kind == "signature" and not found.inline)
    if here == "notice":
        return rule.kind in ("appendix", *LISTS) and not found.inline
    if rule.kind == "subitem":
        return not found.inline or not state.front
    if rule.kind == "signature" and not state.front:
        return True
    return True


def _open_item(state: State, found: Candidate, styles: set[str]) -> None:
    level = 1
    if {"paragraph", "keyword"} <= styles and found.how == "paragraph":
        level = 2
    if len(found.values) > 1:
        level = len(found.values)
    section = _open(state, "item", level, _item_role(found), found)
    state.item = section


def _item_role(found: Candidate) -> str | None:
    """The role of a whole item: only titles that say what every line under them is."""
    title = (found.title or "").lower()
    role = found.rule.role if found.rule else None
    if role == "decision" or (role == "proposals" and "förslag" in title):
        return role
    return None


def _open_fixed(state: State, found: Candidate, *, more: bool) -> None:
    rule = found.rule
    assert rule is not None
    if rule.lead:
        found.body_start = found.line_start  # the heading is also the lead of the list under it
    if rule.kind == "subitem" or (rule.inner and more and state.item is not None):
        level = (state.item.level if state.item else 0) + 1
        role = rule.role if state.item else _item_role(found)
        section = _open(state, "subitem" if state.item else "item", level, role, found)
        if state.item is None:
            state.item = section
        return
    if rule.kind in LISTS:
        state.attendance_seen = True
    section = _open(state, rule.kind, 1, rule.role, found)
    if rule.kind == "item":
        state.item = section


def _marked_for_certain(lines: Lines, index: int, *, front: bool) -> bool:
    """Mark-up is the author's word; in a PDF it is only a guess from the font.

    There a clause counts only if it is short and has air round it, and the head of a table does not.
    """
    if not lines.from_pdf:
        return True
    words = lines.words(index)
    if has_finite_verb(words):
        aired = lines.gap_before(index) and lines.gap_after(index)
        return aired and len(words.split()) <= 5 and words[-1].isalnum()
    return front or not heads_table(lines, index)


def _open_marked(state: State, lines: Lines, index: int, item_level: int, before_items: bool, numbered: bool) -> None:
    """A heading by mark-up alone."""
    found = by_number(lines, index)
    if found is None or found.title is None or found.inline:
        found = whole_line(lines, index)
    level = lines.lines[index].heading_level
    after = lines.next(index)
    empty = after is None or bool(lines.lines[after].heading_level)
    words = lines.words(index)
    cover = before_items and not state.attendance_seen
    if cover and (numbered or not state.sections or level < item_level or is_date_line(words) or empty):
        _open(state, "front", 1, None, found)
    elif state.item is None or level <= item_level:
        found.rule = vocabulary().match(words, front=False)
        state.item = _open(state, "item", 1, _item_role(found), found)
    else:
        _open(state, "subitem", state.item.level + max(1, level - item_level), None, found)


def _extend_title(lines: Lines, found: Candidate) -> int:
    """Let a title go on on the next line when it was broken there; the last line it takes."""
    index = found.index
    if found.title is None and not found.inline:
        return _title_below(lines, found)
    if found.title is None or found.inline or found.heading_end < lines.lines[index].end - 1:
        return index
    following = index + 1
    whole = lines.whole(index)
    if len(whole) < _WRAP or following >= len(lines.lines) or lines.lines[following].kind != "text":
        return index
    line = lines.lines[following]
    words = lines.whole(following)
    goes_on = words[:1].islower() or (len(words) <= 40 and lines.gap_after(following))
    if (
        goes_on
        and line.bullet is None
        and not is_case_line(words)
        and not has_finite_verb(words)
        and not is_sentence(words)
        and candidate(lines, following, front=False) is None
        and not words.lower().startswith("att ")
    ):
        found.title = f"{found.title} {words}"
        found.heading_end = found.body_start = line.end
        return following
    return index


def _title_below(lines: Lines, found: Candidate) -> int:
    """A number alone on its line takes a title-like line under it as its title; a case number may stand between."""
    below = lines.next(found.index)
    if below is not None and is_case_column(lines.whole(below)):
        below = lines.next(below)
    if below is None:
        return found.index
    line = lines.lines[below]
    words = lines.whole(below)
    if line.bullet or not words[:1].isupper() or not is_title_like(words) or is_date_line(words):
        return found.index
    other = candidate(lines, below, front=False)
    if other is not None and (other.number or (other.rule is not None and other.rule.role)):
        general = words.lower() in vocabulary().not_labels and not other.number  # "Information"
        if not general:
            return found.index
    found.title, found.heading_end, found.body_start = words, line.end, line.end
    return below


def _unnamed(lines: Lines, index: int) -> Candidate:
    start = lines.lines[index].start
    return Candidate(index, "closing", None, None, start, start, start, start)


def _open(state: State, kind: str, level: int, role: str | None, found: Candidate) -> Section:
    parent = next((s for s in reversed(state.sections) if s.level < level), None) if level > 1 else None
    section = Section(
        section_id=len(state.sections),
        parent_id=parent.section_id if parent else None,
        level=level,
        kind=kind,
        role=role,
        number=found.number,
        title=found.title,
        start=found.line_start,
        end=found.body_start,
        heading_end=found.heading_end,
        body_start=found.body_start,
    )
    state.sections.append(section)
    state.current = section
    return section


def _close(reading: Reading, sections: list[Section]) -> None:
    """Set the end of each section, and number and title as the source writes them."""
    view = reading.view
    for i, section in enumerate(sections):
        following = next((s.start for s in sections[i + 1 :] if s.level <= section.level), len(view))
        section.end = max(section.heading_end, section.start + len(view[section.start : following].rstrip()))
        section.body_start = min(section.body_start, section.end)
        if section.number is not None:
            section.number = _as_written(reading, section.start, section.number)
        if section.title is not None:
            section.title = _as_written(reading, section.start, section.title)


def _as_written(reading: Reading, at: int, text: str) -> str:
    """``text`` of the view with the source's own characters where the view mended them."""
    found = reading.view.find(text, at)
    if found < 0:
        return text
    raw = reading.source.text[found : found + len(text)]
    return "".join(v if v == " " else r for v, r in zip(text, raw, strict=True))
