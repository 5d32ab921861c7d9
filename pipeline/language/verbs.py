"""A closed lexicon of Swedish verb forms, for finite-verb awareness without a tagger.

``knowledge/lexicon/verbs.csv`` holds form, lemma, tense (prs, prt, sup, inf), voice (act, s) and
whether the form is more often another part of speech (``ambiguous`` 1: "delar", "länder").
Built from the spacy-lookups-data lemma table and form counts of public-sector text; of the finite
verb forms in Talbanken train that occur twice or more it lacks 3 %.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class VerbForm:
    """One reading of a word form."""

    lemma: str
    tense: str  # prs prt sup inf
    voice: str  # act s
    ambiguous: bool

    @property
    def finite(self) -> bool:
        """Present or preterite."""
        return self.tense in ("prs", "prt")


@cache
def lexicon() -> dict[str, tuple[VerbForm, ...]]:
    """All readings by lower-case form."""
    out: dict[str, list[VerbForm]] = {}
    text = files("pipeline.knowledge").joinpath("lexicon/verbs.csv").read_text("utf8")
    for row in csv.DictReader(text.splitlines()):
        form = VerbForm(row["lemma"], row["tense"], row["voice"], row["ambiguous"] == "1")
        out.setdefault(row["form"], []).append(form)
    return {form: tuple(readings) for form, readings in out.items()}


@cache
def _finite_forms() -> frozenset[str]:
    return frozenset(w for w, readings in lexicon().items() if any(r.finite and not r.ambiguous for r in readings))


def finite_verbs(text: str) -> Iterator[re.Match[str]]:
    """Matches of the words of ``text`` that are finite verb forms and not more often something else."""
    forms = _finite_forms()
    return (m for m in _WORD.finditer(text) if m.group().lower() in forms)


def has_finite_verb(text: str) -> bool:
    """Whether any word of ``text`` is a finite verb form (see :func:`finite_verbs`)."""
    return next(finite_verbs(text), None) is not None
