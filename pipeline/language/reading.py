"""From a :class:`Source` to a :class:`Reading`: the view that the language stages read.

The view has the length of the canonical text, character for character, so that an offset found
in one is right in the other. In the view

* mark-up (hints of the reader), page furniture and titles that run on beside their text are blanked
  with spaces,
* typographic spaces are plain spaces,
* characters destroyed in the source (U+FFFD) are mended where the lexicon is sure.

What goes into tables is always sliced from the canonical text, slips and all.
"""

from __future__ import annotations

import re
from collections import Counter

from pipeline.language.columns import title_columns
from pipeline.language.mend import mend
from pipeline.language.model import Reading
from pipeline.sources.model import Source

_ODD_SPACE = re.compile("[\u00a0\u2000-\u2009\u202f\ufeff]")
_NOT_BREAK = re.compile(r"[^\n\f]")
_DIGITS = re.compile(r"\d+")
_LINE = re.compile(r"[^\n\f]*[\n\f]|[^\n\f]+")

# A line that only a page header or footer has: a page number, or the form's fixed words.
_PAGE_NUMBER = re.compile(
    r"""(?ix) (?: \b(?:sida|sid|s\.|page|blad) \s* \d+ (?: \s* (?:av|of|/|\() \s* \d+ \s*\)? )?
      | (?:^|\s{2,}) \d+ \s* (?:\(\s*\d+\s*\)|/\s*\d+) ) \s*$
      | ^\s* [-–—]? \s* \d{1,3} \s* [-–—]? \s*$"""
)
_FORM_WORDS = re.compile(
    r"(?i)justerandes? sign|justerarnas? sign|utdragsbestyrkande|ordförandes? sign|justerarens sign|signatur justerare"
)
_MAY_HAVE_PAGES = re.compile(
    rf"(?im)\f|{_FORM_WORDS.pattern.removeprefix('(?i)')}"
    r"|\b(?:sida?|page|blad)\s*\d|\b\d+\s*(?:\(\s*\d+\s*\)|/\s*\d+)\s*$"
)
# What a text with pages cannot lack, in small letters: much cheaper to look for than the pattern above.
_FORM_PARTS = ("\f", "justerande", "justerarnas", "justerarna s", "justerarens", "utdragsbestyrkande",
               "ordförandes", "ordförande s", "signatur justerare")  # fmt: skip
_PAGE_PARTS = (re.compile(r"sida?\s*\d|page\s*\d|blad\s*\d"), re.compile(r"(?m)\d\s*(?:\(\s*\d+\s*\)|/\s*\d+)\s*$"))
_NEAR = 3  # lines between an anchor and furniture that belongs to it


def make_reading(source: Source) -> Reading:
    """Build the reading of a source: its view, with nothing found in it yet.

    Args:
        source: a file as read.

    Returns:
        A reading whose ``view`` is as long as ``source.text``.
    """
    text = _ODD_SPACE.sub(" ", source.text)
    blanks = [(h.start, h.end) for h in source.hints if h.kind in ("markup", "furniture")]
    blanks += _furniture(text)
    blanks += [span for title in title_columns(source.text) for span in title.rest]
    if blanks:
        text = _blank(text, blanks)
    if "\ufffd" in text:
        text = mend(text)
    return Reading(source=source, view=text)


def _blank(text: str, spans: list[tuple[int, int]]) -> str:
    """Spaces for all but line breaks in ``spans``."""
    pieces: list[str] = []
    at = 0
    for start, end in sorted(spans):
        if end <= at:
            continue
        start = max(start, at)
        pieces += (text[at:start], _NOT_BREAK.sub(" ", text[start:end]))
        at = end
    pieces.append(text[at:])
    return "".join(pieces)


def _furniture(text: str) -> list[tuple[int, int]]:
    """Spans of page headers and footers that were left in plain text.

    A line is furniture when it repeats (digits masked) and is, or stands close to, an anchor: a
    page number, a form feed or the fixed words of a form. A page number alone is not enough
    unless it repeats: a lone number may be an amount or an item.
    """
    if not _may_have_pages(text):
        return []
    masks = [" ".join(raw.split()) for raw in _LINE.findall(_DIGITS.sub("0", text))]
    count = Counter(mask for mask in masks if mask)
    lines: list[tuple[int, int, str]] = []
    page_break: set[int] = set()
    at = 0
    for i, (raw, mask) in enumerate(zip(_LINE.findall(text), masks, strict=True)):
        stripped = raw.strip()
        start = at + (len(raw) - len(raw.lstrip()))
        lines.append((start, start + len(stripped), mask))
        if raw[-1] == "\f":
            page_break.add(i)
        at += len(raw)
    anchors = {
        i
        for i, (start, end, mask) in enumerate(lines)
        if mask and count[mask] > 1 and (_PAGE_NUMBER.search(text[start:end]) or _FORM_WORDS.search(mask))
    }
    if not anchors and not page_break:
        return []
    chosen = set(anchors)
    frontier = list(anchors | page_break)
    while frontier:
        i = frontier.pop()
        for step in (1, -1):
            seen = 0
            j = i + step
            while 0 <= j < len(lines) and seen < _NEAR:
                mask = lines[j][2]
                if mask:
                    seen += 1
                    drawn = not any(c.isalnum() for c in mask)
                    if count[mask] > 1 and (drawn or _furniture_like(mask, count, anchors, lines)):
                        if j not in chosen:
                            chosen.add(j)
                            frontier.append(j)
                    else:
                        break
                j += step
    return [(lines[i][0], lines[i][1]) for i in chosen if lines[i][2]]


def _may_have_pages(text: str) -> bool:
    """Whether a line of the text may be a page header or footer."""
    low = text.lower()
    if not any(part in low for part in _FORM_PARTS) and not any(part.search(low) for part in _PAGE_PARTS):
        return False
    return _MAY_HAVE_PAGES.search(text) is not None


def _furniture_like(mask: str, count: Counter[str], anchors: set[int], lines: list[tuple[int, int, str]]) -> bool:
    """A repeated line near an anchor counts when it comes about as often as some anchor."""
    most = max((count[lines[i][2]] for i in anchors), default=2)
    return count[mask] >= max(2, most - 1)
