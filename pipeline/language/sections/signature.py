"""Signatures without a heading: the last lines of a document that only name people and offices."""

from __future__ import annotations

import re

from pipeline.language.sections.candidates import Lines
from pipeline.language.sections.titles import is_date_line
from pipeline.language.verbs import has_finite_verb

_OFFICE = re.compile(
    r"(?i)(?:\b(?:mötes|förbunds|kommun|nämnd|protokolls?|närings)?(?:sekreterare|ordförande|justerare|justeringsman|justeringsmän|justeringsperson(?:er)?)|"
    r"protokollförare|\banteckningar:|\bordf\b|\bsekr\b|\bjust\b)"
)
_DOTS = re.compile(r"[._…]{5,}|^/\s*\S")


def closing_lines(lines: Lines) -> int | None:
    """Index of the first line of a signature block at the end that has no heading, or None.

    The block is a run of short verbless lines ("Namn, sekreterare", dotted lines, a place and a
    date) of which one at least names an office or is dotted.
    """
    first: int | None = None
    proof = False
    for index in reversed(lines.text[-12:]):
        words = lines.words(index)
        line = lines.lines[index]
        office = bool(_OFFICE.search(words)) and len(words) < 70
        dotted = bool(_DOTS.search(words))
        named = len(words) < 45 and sum(w[:1].isupper() for w in words.split()) >= 2
        if line.heading_level or line.bullet or has_finite_verb(words) or words.endswith(":"):
            break
        if not (office or dotted or is_date_line(words) or named):
            break
        if (office and ("," in words or ":" in words or named)) or dotted:
            proof, first = True, index
        elif proof or first is None:
            first = index if proof else first
    return first if proof else None
