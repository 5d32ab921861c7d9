"""Sentences of a block of running text: where a point ends one, and where it does not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.language.tokens import abbreviations

# Sentence-final punctuation, closing quotes, white space, then an opening of a new sentence.
_END = re.compile(
    r"(?<![.!?…])([.!?…]+)([\"”’»)\]]*)(\s+)(?=[\"“”'«\[]?[A-ZÅÄÖÉ0-9§•]|\((?=[A-ZÅÄÖ])[^()\s]+(?:\s[^()\s]+){3})"
    r"(?!(?:Ansvar|Ansvarig|Ansvariga|Klart|Klar|Deadline|Senast|Utförs av)\s*:)"
)
_DAMAGED_END = re.compile(_END.pattern.replace("A-ZÅÄÖÉ", "A-ZÅÄÖÉåäö\ufffd"))
# No sentence of minutes comes near this many characters; what does is no prose, and is cut so that
# the time a statement takes, which grows faster than its length, has a bound.
MAX_SENTENCE = 4000
_LAST_WORD = re.compile(r"[^\s(\"”“]+$")
# Abbreviations that close a sentence as often as not: a capital after them starts a new one.
_OPEN_ENDED = frozenset(
    {
        "m.m.",
        "m.fl.",
        "osv.",
        "o.s.v.",
        "etc.",
        "kr.",
        "st.",
        "tim.",
        "mån.",
        "mkr.",
        "tkr.",
        "o.d.",
        "e.d.",
        "mnkr.",
        "jan.",
        "feb.",
        "febr.",
        "apr.",
        "aug.",
        "sep.",
        "sept.",
        "okt.",
        "nov.",
        "dec.",
    }
)
_INITIAL = re.compile(r"^[A-ZÅÄÖ]\.$")
_ORDINAL = re.compile(r"^\d{1,2}\.$")


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(a.lower() for a in abbreviations())


def sentences(text: str, *, damaged: bool = False) -> Iterator[tuple[int, int]]:
    """Spans of the sentences of a block, without white space at the ends.

    Args:
        text: one paragraph, bullet or cell; line breaks inside it are white space.
        damaged: characters were destroyed in the source, so that a mended å, ä or ö may have been
            a capital.

    Yields:
        ``(start, end)`` in ``text``, in order, never empty, none longer than :data:`MAX_SENTENCE`.
    """
    for low, high in _ended(text, damaged):
        yield from pieces(text, low, high)


def pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """``[start, end)`` in pieces of at most :data:`MAX_SENTENCE`, cut at a semicolon, comma or space."""
    if end - start <= MAX_SENTENCE:
        yield start, end
        return
    while start < end:
        at = limit = min(start + MAX_SENTENCE, end)
        if limit < end:
            half = start + MAX_SENTENCE // 2
            at = next((i + 1 for mark in ";, \n" if (i := text.rfind(mark, half, limit)) >= 0), limit)
        span = _stripped(text, start, at)
        if span is not None:
            yield span
        start = at


def _ended(text: str, damaged: bool) -> Iterator[tuple[int, int]]:
    start = 0
    for match in (_DAMAGED_END if damaged else _END).finditer(text):
        if match.group(1) == "." and not match.group(2) and _keeps_going(text, match):
            continue
        span = _stripped(text, start, match.end(2))
        if span is not None:
            yield span
        start = match.end()
    span = _stripped(text, start, len(text))
    if span is not None:
        yield span


def _keeps_going(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - 20) : match.start()] + "."
    word = _LAST_WORD.search(before)
    if word is None:
        return False
    last = word.group()
    following = text[match.end() : match.end() + 1]
    if last.lower() in _abbreviations():
        return last.lower() not in _OPEN_ENDED or following.isdigit()
    if _INITIAL.match(last):
        # "Anna B. Lind" goes on; "alternativ B. Vid mötet" ends
        name = _LAST_WORD.search(before[: word.start()].rstrip())
        return name is None or name.group()[:1].isupper()
    if _ORDINAL.match(last):
        # "1. Inköp" opens a list item; "v 16. Nästa" ends a sentence
        return match.start() - len(last) + 1 <= 0 or following.isdigit()
    return following.isdigit() and last[:-1].isdigit() and len(last) <= 3


def _stripped(text: str, start: int, end: int) -> tuple[int, int] | None:
    piece = text[start:end]
    bare = piece.strip()
    if not any(map(str.isalnum, bare)):
        return None
    start += len(piece) - len(piece.lstrip())
    return start, start + len(bare)
