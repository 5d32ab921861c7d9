"""Lettered and numbered headings inside an item: "2. Val / a. Ordförande / ... / b. Sekreterare / ...".

A run a, b, c or 1, 2, 3 inside one item is a row of headings when its lines are titles and most of
them have text of their own below; otherwise it is a list, and its lines are text.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from pipeline.language.sections.candidates import Candidate, Lines
from pipeline.language.sections.titles import is_date_line, is_person, is_title_like, split_title
from pipeline.language.sections.vocabulary import vocabulary
from pipeline.language.verbs import has_finite_verb

_LETTER = re.compile(r"\(?(?P<number>[a-zåäö])[.)]\s+(?P<rest>\S.*)$")
_DIGIT = re.compile(r"\(?(?P<number>\d{1,2})[.)]\s+(?P<rest>\S.*)$")
_BOTH = re.compile(r"(?P<number>\d{1,2} ?[a-zåäö])[.)]?\s+(?P<rest>[A-ZÅÄÖ]\S.*)$")  # 9a Motion om ...
_ALPHABET = "abcdefghijklmnopqrstuvwxyzåäö"


def inner_headings(lines: Lines, items: dict[int, Candidate]) -> dict[int, Candidate]:
    """Line index -> heading inside an item by letter or number.

    Args:
        lines: the document's lines.
        items: line index -> numbered heading of an item.
    """
    if not items:
        return {}
    out: dict[int, Candidate] = {}
    starts = sorted(items)
    for pattern in (_LETTER, _DIGIT, _BOTH):
        found: dict[int, list[tuple[int, Candidate]]] = {}
        for index in lines.text:
            first = lines.view[lines.lines[index].start]
            if index in items or not (first == "(" or first.isdigit() or first.islower()):
                continue
            match = pattern.match(lines.whole(index))
            place = bisect_right(starts, index) - 1
            if match is not None and place >= 0:
                number = match["number"]
                value = int(number) if number.isdigit() else _ALPHABET.index(number[-1]) + 1
                found.setdefault(place, []).append((value, _member(lines, index, match)))
        for members in found.values():
            for run in _runs(members):
                if _heads(lines, run):
                    out.update((c.index, c) for c in run)
    return out


def _member(lines: Lines, index: int, match: re.Match[str]) -> Candidate:
    line = lines.lines[index]
    title, length = split_title(match["rest"])
    start = line.start + match.start("rest")
    end = start + length
    body = end
    while body < line.end and lines.view[body] in " \t.:":
        body += 1
    rule = vocabulary().match(title, front=False) if title else None
    return Candidate(
        index, "inner", match["number"], title, line.start, start, end if title else start, body if title else start,
        rule if rule is not None and rule.kind == "subitem" else None, hint_level=line.heading_level,
        inline=body < line.end,
    )  # fmt: skip


def _runs(members: list[tuple[int, Candidate]]) -> list[list[Candidate]]:
    """The runs 1, 2, 3 ... (two or more) among the marked lines of an item."""
    out: list[list[Candidate]] = []
    run: list[Candidate] = []
    for value, c in members:
        if value == len(run) + 1:
            run.append(c)
            continue
        out.append(run)
        run = [c] if value == 1 else []
    return [r for r in [*out, run] if len(r) > 1]


def _heads(lines: Lines, run: list[Candidate]) -> bool:
    """Whether a run heads text: nearly all its lines are titles, and more than half have text of their own."""
    titles = [c for c in run if c.title and _is_title(c.title) and (c.inline or not c.title.endswith("."))]
    if any(c.title is None for c in run) or len(titles) < len(run) - len(run) // 4:
        return False
    members = {c.index for c in run}
    texts = sum(c.inline or _has_text(lines, c.index, members) for c in run)
    return 2 * texts > len(run)


def _is_title(title: str) -> bool:
    letter = title[0].isupper() or title[0].isdigit()
    return letter and is_title_like(title) and not is_person(title) and not is_date_line(title)


def _has_text(lines: Lines, index: int, members: set[int]) -> bool:
    """Whether text of its own stands under a line: no next member, and no second half of the same sentence."""
    below = lines.next(index)
    if below is None or below in members:
        return False
    words = lines.words(below)
    if lines.lines[below].bullet is not None:
        return lines.lines[below].indent >= lines.lines[index].indent
    return not words[0].islower() and (has_finite_verb(words) or ":" in words or len(words) < 60)
