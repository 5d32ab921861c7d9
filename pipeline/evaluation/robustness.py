"""Robustness: the same gold, the text made worse in known ways (the idea of DaCy's tests).

Each change keeps the length of the text, so that labelled offsets stay right; what changes is the
letters, and gold quotes are cut from the changed text.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from pipeline.evaluation.evaluate import Figure, figures
from pipeline.evaluation.own_text import rows_of
from pipeline.evaluation.samples import Sample, load_samples
from pipeline.evaluation.score import score

_OCR = {"l": "1", "O": "0", "§": "$", "I": "l", "å": "a", "ö": "o", "S": "5"}
_SEED = 7


def upper(text: str) -> str:
    """Capitals throughout; letters whose capital has another length stay."""
    return "".join(c.upper() if len(c.upper()) == 1 else c for c in text)


def lower(text: str) -> str:
    """Small letters throughout."""
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def unbroken(text: str) -> str:
    """Line breaks inside paragraphs become spaces; blank lines stay."""
    return re.sub(r"(?<=[^\n])\n(?=[^\n])", " ", text)


def destroyed(text: str) -> str:
    """å, ä, ö and § become U+FFFD, as in text decoded with the wrong table."""
    return re.sub("[åäöÅÄÖ§]", "\ufffd", text)


def ocr_noise(text: str, share: float = 0.01) -> str:
    """One character in a hundred misread as a scanner does; the same ones every time."""
    chance = random.Random(_SEED)
    out = []
    for c in text:
        out.append(_OCR[c] if c in _OCR and chance.random() < share * 8 else c)
    return "".join(out)


CHANGES: Mapping[str, Callable[[str], str]] = {
    "as written": lambda text: text,
    "UPPER CASE": upper,
    "lower case": lower,
    "line breaks lost": unbroken,
    "destroyed å ä ö §": destroyed,
    "OCR noise": ocr_noise,
}


def robustness(gold: Path, *, split: str | None = None) -> dict[str, dict[str, Figure]]:
    """Figures for each change of the text.

    Args:
        gold: folder of samples that hold their text.
        split: only the samples of this split.

    Returns:
        Name of the change -> measure -> figure.
    """
    from pipeline import language

    nlp = language.load()
    samples = [s for s in load_samples(gold, split) if s.text is not None]
    out = {}
    for name, change in CHANGES.items():
        changed = [_changed(s, change) for s in samples]
        out[name] = figures(score(changed, rows_of(changed, nlp)))
    return out


def _changed(sample: Sample, change: Callable[[str], str]) -> Sample:
    text = change(sample.text or "")
    return replace(
        sample,
        text=text,
        entities=tuple(replace(e, text=text[e.start : e.end]) for e in sample.entities),
        dates=tuple(replace(d, text=text[d.start : d.end]) for d in sample.dates),
        statements=tuple(replace(s, text=text[s.start : s.end]) for s in sample.statements),
        sections=tuple((n, change(t) if t else t, kind) for n, t, kind in sample.sections),
        attendance=tuple(a | {"name": change(a["name"]) if a.get("name") else None} for a in sample.attendance),
    )
