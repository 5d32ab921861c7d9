"""Which decimal numbers head items: the best rising chain through the document.

"1. Mötets öppnande ... 2. Dagordning" is an agenda; "1. att ... 2. att ..." under a decision is a
list. Both look alike line by line. The agenda is the chain of rising numbers through the whole
document whose lines look most like titles (dynamic programming over all numbered lines).
"""

from __future__ import annotations

import re
from bisect import bisect_left

from pipeline.language.sections.candidates import Candidate, Lines, name
from pipeline.language.sections.titles import is_capitals, is_sentence, is_title_like
from pipeline.language.verbs import has_finite_verb

_GOOD = 1.0  # score from which a line certainly looks like a title
_REACH = 400  # numbered lines that a step may pass over
_LEADERS = re.compile(r"(?:\.\s?){4,}\s*\d*$")  # a line of a table of contents
_AGENDA = 3.0  # what a line of the agenda loses
_BOUND = 4  # documents bound together whose items an agenda may name
_LARGEST_STEP = 8  # numbers get lost: in a scan, or because the writer skipped them


def choose_chain(lines: Lines, numbered: list[Candidate]) -> list[Candidate]:
    """The candidates that head items, in order; empty where no chain looks like an agenda.

    Args:
        lines: the document's lines.
        numbered: candidates with ``how`` "decimal", in order.
    """
    for c in numbered:
        c.score = _looks(lines, c)
    tops = [c for c in numbered if len(c.values) == 1 and not _LEADERS.search(lines.whole(c.index))]
    _read_agenda(lines, tops)
    chosen = [c for chain in _chains(tops, first=True) for c in _with_inner(lines, chain, numbered)]
    return sorted(chosen, key=lambda c: c.index)


def _read_agenda(lines: Lines, tops: list[Candidate]) -> None:
    """Let the agenda printed before the minutes name their items, and head nothing itself.

    A line of the agenda has no text of its own, and its words open a later line with its number.
    """
    later: dict[int, list[Candidate]] = {}
    members = {c.index for c in tops}
    for c in reversed(tops):
        line = lines.lines[c.index]
        title = lines.view[c.title_start : line.end].rstrip(" .:")
        packed = c.index + 1 in members or (c.index - 1 in members and lines.gap_after(c.index))
        if c.title and not c.inline and packed and not (line.heading_level or line.bold):
            for other in later.get(c.values[0], [])[-_BOUND:]:
                rest = lines.view[other.title_start : lines.lines[other.index].end]
                if not rest.lower().startswith(title.lower()) or rest[len(title) : len(title) + 1].isalnum():
                    continue
                c.score -= _AGENDA
                untitled = other.title is None or (is_sentence(rest) and not other.inline)
                if untitled and len(rest) > len(title) + 8 and is_title_like(title):
                    name(lines, other, len(title))
                    other.score = _looks(lines, other)
        later.setdefault(c.values[0], []).append(c)


def _chains(tops: list[Candidate], *, first: bool) -> list[list[Candidate]]:
    """The best chain, and those of other documents bound in before and after it."""
    chain = _best(tops)
    if not chain:
        return []
    mean = sum(c.score for c in chain) / len(chain)
    if first and ((len(chain) < 2 and mean < 1.5) or mean < 0.35):
        return []
    if not first and (len(chain) < 3 or mean < 1.0):
        return []
    before = [c for c in tops if c.index < chain[0].index]
    after = [c for c in tops if c.index > chain[-1].index]
    return [*_chains(before, first=False), chain, *_chains(after, first=False)]


def _best(tops: list[Candidate]) -> list[Candidate]:
    best: list[float] = []
    back: list[int | None] = []
    due: dict[int, list[int]] = {}  # next number -> places that wait for it
    met: list[int | None] = [None] * len(tops)  # the first good-looking next number after a place
    for i, c in enumerate(tops):
        if c.score >= _GOOD:
            for waiting in due.pop(c.values[0], []):
                met[waiting] = i
        due.setdefault(c.values[0] + 1, []).append(i)
    for i, c in enumerate(tops):
        score, previous = c.score - 0.6 * max(0, min(c.values[0] - 1, 5)), None
        for j in range(max(0, i - _REACH), i):
            step = c.values[0] - tops[j].values[0]
            if 0 < step <= _LARGEST_STEP:
                passed = met[j]
                reached = best[j] + c.score + (0.5 if step == 1 else -0.35 * step)
                reached -= 1.5 if passed is not None and passed < i else 0.0
                if reached > score:
                    score, previous = reached, j
        best.append(score)
        back.append(previous)
    chain: list[Candidate] = []
    at: int | None = max(range(len(best)), key=lambda i: best[i]) if best else None
    while at is not None:
        chain.append(tops[at])
        at = back[at]
    return chain[::-1]


def _with_inner(lines: Lines, chain: list[Candidate], numbered: list[Candidate]) -> list[Candidate]:
    """A chain with "4.1 Titel" inside its item 4."""
    groups: dict[tuple[int, tuple[int, ...]], list[Candidate]] = {}
    for c in numbered:
        if len(c.values) > 1:
            place = bisect_left(chain, c.index, key=lambda t: t.index) - 1
            if place >= 0 and chain[place].values[0] == c.values[0]:
                groups.setdefault((place, c.values[:-1]), []).append(c)
    return [*chain, *(c for group in groups.values() if _heads(lines, group) for c in group if c.score > 0)]


def _heads(lines: Lines, group: list[Candidate]) -> bool:
    """Whether "4.1 ... 4.2 ..." head parts of an item, or are the rows of a list in it."""
    if any(c.hint_level or lines.lines[c.index].bold for c in group):
        return True
    titled = [c for c in group if c.title and is_title_like(c.title)]
    if 2 * len(titled) < len(group):
        return False
    above = lines.previous(group[0].index)
    if above is None or not lines.words(above).endswith(":"):
        return True
    below = [lines.next(c.index) for c in group]
    members = {c.index for c in group}
    texts = sum(c.inline or (i is not None and i not in members) for c, i in zip(group, below, strict=True))
    return 2 * texts > len(group)


def _looks(lines: Lines, c: Candidate) -> float:
    """How much a numbered line looks like a title (about -3 to 3)."""
    line = lines.lines[c.index]
    rest = c.title if c.title and c.inline else lines.view[c.title_start : line.end]
    score = 0.0
    if line.heading_level or line.bold:
        score += 2.0
    score += 0.6 if lines.gap_before(c.index) else -0.1
    score += 0.4 if lines.gap_after(c.index) else 0.0
    if is_capitals(rest):
        score += 1.0
    if rest[:1].isupper():
        score += 0.4
    elif rest[:1].islower():
        score -= 0.8
    if rest.lower().startswith("att ") and c.rule is None:
        score -= 4.0
    if is_sentence(rest):
        score -= 0.9
    elif not has_finite_verb(rest):
        score += 0.4
    if len(rest) > 90:
        score -= 0.6
    if rest.endswith((",", ";")):
        score -= 1.0
    if c.rule is not None and c.rule.kind == "subitem":
        score -= 0.2
    return score
