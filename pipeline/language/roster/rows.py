"""Logical rows of an attendance list: physical lines with their wrapped continuations."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.language.layout import BULLET
from pipeline.language.roster.lexicon import COMMON, is_body, is_given, labels

GLUE = "\x1f"  # stands for a line break inside a row; white space to a regex, but no column gap

_ENDS_OPEN = re.compile(
    r"(?i)(?:[,;&(/]|(?<!\w)(?:och|samt|båda|samtliga|för|i|på|från|av|vid|till|om|med|den|tf|vice|kl\.?|1:e|2:e)|(?<!\d)(?<!\d\s)§§?)$"
)
_STARTS_LOW = re.compile(r"[a-zåäö(§&]|kl\.?\s")
_LAST_SEGMENT = re.compile(r"(.*(?:[,;:]|(?<=[a-zåäöé)])\.(?=\s)|\s(?:och|samt)\s))?\s*(.*)$", re.DOTALL)
_FIRST_SEGMENT = re.compile(r"\s*([^\s,;:(]+)\s*(?:[,;.]|\(|\s(?:och|samt)\s|$)")
_FIRST_NAMES = re.compile(
    r"(?:[^:\n]*:)?\s*[\w-]+(?:\s*\([^()]*\))?(?:(?:,|\s(?:och|samt)\s)\s*[\w-]+(?:\s*\([^()]*\))?)+"
)
_LABEL = re.compile(r"[^\W\d_][^,:(]{1,40}:(?:\s|$)")
_WIDEST = 400  # spaces between two columns
_GULF = re.compile(rf"[ \t]{{{_WIDEST},}}")
_DRAWN = re.compile(r"[\W_]*$")


@dataclass(slots=True)
class TextRow:
    """A row: ``text[i]`` stands at offset ``start + i`` of the view."""

    start: int
    text: str
    bullet: bool


def logical_rows(view: str, start: int, end: int) -> list[TextRow]:
    """The rows of ``view[start:end]``, bullets and drawn lines left out.

    A line goes on on the next one when it ends in the middle of something (a comma, "och", a
    preposition, a lone first name) or when the next one starts with a small letter or a bracket.
    """
    out: list[TextRow] = []
    at = start
    blank_before = True
    for raw in _stretches(view[start:end]):
        text = raw.strip()
        first = at + len(raw) - len(raw.lstrip())
        at += len(raw)
        if not text or _DRAWN.match(text):
            blank_before = True
            continue
        bullet = BULLET.match(text)
        is_bullet = bullet is not None and bullet.end() < len(text)
        if bullet is not None and is_bullet:
            first += bullet.end()
            text = text[bullet.end() :]
        previous = out[-1] if out else None
        gap = first - previous.start - len(previous.text) if previous else 0
        if previous and not is_bullet and not blank_before and gap <= _WIDEST and _goes_on(previous, text):
            previous.text += GLUE * gap + text
        else:
            out.append(TextRow(first, text, is_bullet))
        blank_before = False
    return out


def _stretches(text: str) -> list[str]:
    """Lines with their ends; one is cut after a gap wider than any column (blanked mark-up)."""
    out: list[str] = []
    for line in text.splitlines(keepends=True):
        at = 0
        for gulf in _GULF.finditer(line) if len(line) > _WIDEST else ():
            out.append(line[at : gulf.end()])
            at = gulf.end()
        out.append(line[at:])
    return out


def _goes_on(previous: TextRow, text: str) -> bool:
    """Whether ``text`` is the rest of the row before it."""
    before = previous.text
    if _ENDS_OPEN.search(before):
        return True
    if _LABEL.match(text) or before.endswith((".", ":")) or before.count("(") < before.count(")"):
        return False
    if _STARTS_LOW.match(text):
        return not _role_first(text)
    last = _LAST_SEGMENT.match(before)
    tail = last.group(2).split() if last else []
    running = last is not None and last.group(1) is not None
    first = _FIRST_SEGMENT.match(text)
    lone = first.group(1) if first else None
    if len(tail) == 1 and running and is_given(tail[0], COMMON) and not is_body(tail[0]):
        new = is_given(text.split()[0].strip(",.;"), COMMON) or labels().absent.match(text) is not None
        return not (new and _FIRST_NAMES.fullmatch(before))
    if running and tail and first and is_body(f"{tail[-1]} {first.group(1)}") and not is_body(first.group(1)):
        return len(tail) == 1 or not is_given(tail[-1], COMMON)
    if tail and tail[-2:-1] == ["för"] and is_given(tail[-1]):
        return True
    return bool(running and lone and len(tail) in (1, 2) and is_given(tail[0]) and _surname_only(lone))


def _role_first(text: str) -> bool:
    """A small-letter role before a name starts a row of its own ("ordförande Anna Ek")."""
    words = text.split()
    return len(words) > 2 and words[0][0].islower() and words[1][0].isupper() and is_given(words[1], COMMON)


def _surname_only(word: str) -> bool:
    return word[0].isupper() and not is_given(word, COMMON) and not is_body(word)
