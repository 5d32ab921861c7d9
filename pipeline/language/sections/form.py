"""Headings by form: bold, capitals, a bullet over bullets, a short verbless line over text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pipeline.language.model import Section
from pipeline.language.roster.lexicon import is_given
from pipeline.language.sections.candidates import Candidate, Lines, by_words
from pipeline.language.sections.titles import (
    COLUMN,
    is_capitals,
    is_case_line,
    is_date_line,
    is_infinitive,
    is_title_like,
)
from pipeline.language.sections.vocabulary import vocabulary
from pipeline.language.verbs import has_finite_verb

LISTS = ("present", "absent")
_DATED = re.compile(r"(?:19|20)\d\d(?:[-/ :]|$)")
_MATTER = re.compile(r"(?:Motion|Proposition|Remiss|Ansökan|Alternativ|Delärende|Fråga)\s*(?:nr\.?\s*)?\d{1,2}\b")
_SIGNS = frozenset("-–—•*▪●○■□·‣⁃+✓➢→o")
_LOOK_BACK = 60  # bullets up to the one a list began with
_FIGURE = re.compile(r"\d(?: ?kr| ?%)?$")
_NO_TITLES_IN = ("documents", "distribution", "vote")


@dataclass(slots=True)
class State:
    """Where the pass is."""

    sections: list[Section] = field(default_factory=list)
    item: Section | None = None
    current: Section | None = None
    attendance_seen: bool = False

    @property
    def front(self) -> bool:
        """No item has begun yet."""
        return self.item is None


def stands_over_text(lines: Lines, index: int) -> bool:
    """A title on a line with air round it and a sentence below: then that is how titles are set."""
    below = lines.next(index)
    words = lines.words(index)
    aired = lines.gap_before(index) and lines.gap_after(index) and words[:1].isupper()
    return aired and below is not None and is_title_like(words) and is_sentence_start(lines.words(below))


def heads_table(lines: Lines, index: int) -> bool:
    """Whether rows of cells or figures stand right below a line."""
    below = lines.next(index)
    cells = COLUMN.split(lines.words(below)) if below is not None else []
    return len(cells) > 2 or (len(cells) > 1 and bool(_FIGURE.search(cells[-1])))


def by_form(state: State, lines: Lines, index: int, marked: bool, first_numbered: int | None) -> Candidate | None:
    """A heading by bold, capitals, a list that it heads, or a short verbless line with air round it."""
    line = lines.lines[index]
    words = lines.words(index)
    current = state.current
    assert current is not None
    if current.kind in ("signature", "notice") or is_case_line(words):
        return None
    if state.front and first_numbered is not None and not state.attendance_seen:
        return None
    if line.bullet is not None:
        return _bullet_heading(lines, index) if not state.front else None
    if line.bold and is_title_like(words.rstrip(":")) and not _is_name_list(words):
        if lines.from_pdf and not state.front and heads_table(lines, index):
            return None
        return whole_line(lines, index)
    if current.role in _NO_TITLES_IN:
        return None
    following = lines.next(index)
    if following is None:
        return None
    if _is_name_list(words):
        return None
    capitals = is_capitals(words) and not COLUMN.search(words) and not is_date_line(words)
    if capitals and lines.gap_before(index):
        return whole_line(lines, index)
    if marked or not is_title_like(words.rstrip(":")):
        return None
    return whole_line(lines, index) if _heads_text(state, lines, index, following) else None


def _heads_text(state: State, lines: Lines, index: int, following: int) -> bool:
    """Whether a title-like line stands over text: by the air round it and by what comes next."""
    words, after = lines.words(index), lines.words(following)
    below = lines.lines[following]
    assert state.current is not None
    in_list = state.current.kind in (*LISTS, "front")
    if (not words[0].isupper() and not words.endswith(":")) or (in_list and not _runs_on(after)):
        return False
    if lines.gap_before(index) and lines.gap_after(index):
        told = words.endswith(".") and ":" in words
        return not told and (has_finite_verb(after) or _runs_on(after) or below.bullet is not None)
    if _MATTER.match(words) and _runs_on(after) and not words.endswith("."):
        return True
    short = len(words) <= 60 and not words.endswith(".")
    if lines.gap_before(index) and below.bullet is not None and short and not in_list:
        return len(words.split()) <= 4 and (not words.endswith(":") or not lines.numbered)
    if not short or below.bullet is not None or words.split()[0].lower() in vocabulary().not_titles:
        return False
    if lines.gap_before(index):
        second = lines.next(following)
        stacked = second is not None and is_title_like(after) and _runs_on(lines.words(second))
        bare = not lines.numbered and state.item is not None and len(words.split()) <= 2 and len(after) > 2 * len(words)
        bare = bare and words.split()[-1].lower() not in vocabulary().not_titles
        return _runs_on(after) or ((stacked or bare) and not _is_name_list(after))
    before = lines.previous(index)
    closed = before is not None and (
        lines.words(before).endswith((".", "!", "?")) or before <= _heading_line(state, lines)
    )
    if not closed or len(words.split()) > 5 or in_list:
        return False
    return (lines.gap_after(index) and is_sentence_start(after)) or (_runs_on(after) and len(after) > len(words))


def _heading_line(state: State, lines: Lines) -> int:
    """Index of the line on which the current section's heading ends."""
    assert state.current is not None
    end = state.current.heading_end
    return next((i for i in lines.text if lines.lines[i].end >= end), -1)


def _runs_on(text: str) -> bool:
    """Whether a line could begin running text or a dated row."""
    told = is_sentence_start(text) or (not text[:1].islower() and text.endswith((".", "!", "?")))
    return told or bool(_DATED.match(text))


def is_sentence_start(text: str) -> bool:
    """Whether a line could begin a sentence of its own: a capital first, a finite verb in it."""
    return text[:1].isupper() and has_finite_verb(text)


def _bullet_heading(lines: Lines, index: int) -> Candidate | None:
    """A bullet that ends in a colon, or one with bullets under it."""
    words = lines.words(index)
    following = lines.next(index)
    if following is None or len(words) > 90 or has_finite_verb(words) or words.endswith((".", "?")):
        return None
    below = lines.lines[following]
    if words.endswith(":") and len(words.split()) <= 8:
        return whole_line(lines, index)
    nested = below.bullet is not None and _is_under(lines, index, following) and not below.heading_level
    if nested and not is_infinitive(words.split()[0].lower()):
        return whole_line(lines, index)
    return None


def _is_under(lines: Lines, index: int, following: int) -> bool:
    """Whether a bullet stands under another: further in, or with another sign than the list began with."""
    line, below = lines.lines[index], lines.lines[following]
    if below.indent != line.indent or below.bullet == line.bullet or not {below.bullet, line.bullet} <= _SIGNS:
        return below.indent > line.indent
    first, at = line, lines.previous(index)
    for _ in range(_LOOK_BACK):
        if at is None or lines.lines[at].bullet not in _SIGNS:
            break
        first, at = lines.lines[at], lines.previous(at)
    return first.bullet == line.bullet


def is_item_by_form(state: State, lines: Lines, index: int, first_numbered: int | None) -> bool:
    """Whether a heading found by form heads an item, not a part of one: by the weight it is set in."""
    if first_numbered is None:
        line = lines.lines[index]
        if state.item is None or line.bullet is not None:
            is_item = line.bullet is None
        else:
            began = next(i for i in lines.text if lines.lines[i].end > state.item.start)
            is_item = _weight(lines, index) >= _weight(lines, began)
    else:
        is_item = state.front
    return is_item


def _names_someone(words: str) -> bool:
    """Whether a line could be a row of an attendance list."""
    parts = words.split()
    return len(parts) > 1 and parts[0][:1].isupper() and parts[1][:1].isupper() and not has_finite_verb(words)


def heads_names(lines: Lines, index: int) -> bool:
    """Whether the line below is a row of an attendance list."""
    below = lines.next(index)
    return below is not None and _names_someone(lines.words(below))


def stands_over_front(lines: Lines, index: int) -> bool:
    """Whether the header of the document goes on below a line (place, time, those present)."""
    below = lines.next(index)
    found = by_words(lines, below, front=True) if below is not None else None
    return found is not None and found.rule is not None and found.rule.kind in ("front", *LISTS)


def _weight(lines: Lines, index: int) -> int:
    """How heavy a heading is set: capitals over bold over plain."""
    line = lines.lines[index]
    return 2 * is_capitals(lines.words(index)) + line.bold


def _is_name_list(words: str) -> bool:
    """Two to four capitalised words of which the first is a given name (a person), or several such."""
    parts = [p for p in words.replace(" och ", ",").split(",") if p.strip()]
    return bool(parts) and all(
        1 < len(p.split()) <= 4
        and all(w[:1].isupper() and not w.isupper() for w in p.split())
        and (is_given(p.split()[0]) or len(parts) > 1)
        for p in parts
    )


def whole_line(lines: Lines, index: int) -> Candidate:
    """A line without its bullet and a final colon as a heading."""
    line = lines.lines[index]
    title = lines.words(index).rstrip(" :#")
    title_end = line.body_start + len(title)
    return Candidate(index, "form", None, title or None, line.start, line.body_start, title_end, line.end)
