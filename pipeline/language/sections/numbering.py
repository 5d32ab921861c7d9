"""Which decimal numbers head items: the best rising chain through the document.

"1. Mötets öppnande ... 2. Dagordning" is an agenda; "1. att ... 2. att ..." under a decision is a
list. Both look alike line by line. The agenda is the chain of rising numbers through the whole
document whose lines look most like titles (dynamic programming over all numbered lines).
"""

from __future__ import annotations

from pipeline.language.sections.candidates import Candidate, Lines, is_capitals, is_sentence
from pipeline.language.verbs import has_finite_verb

_LARGEST_STEP = 8  # numbers get lost: in a scan, or because the writer skipped them


def choose_chain(lines: Lines, numbered: list[Candidate]) -> list[Candidate]:
    """The candidates that head items, in order; empty where no chain looks like an agenda.

    Args:
        lines: the document's lines.
        numbered: candidates with ``how`` "decimal", in order.
    """
    tops = [c for c in numbered if len(c.values) == 1]
    for c in numbered:
        c.score = _looks(lines, c)
    best: list[float] = []
    back: list[int | None] = []
    for i, c in enumerate(tops):
        start = c.score - 0.6 * max(0, min(c.values[0] - 1, 5))
        score, previous = start, None
        for j in range(i):
            step = c.values[0] - tops[j].values[0]
            if 0 < step <= _LARGEST_STEP:
                reached = best[j] + c.score + (0.5 if step == 1 else -0.35 * step)
                if reached > score:
                    score, previous = reached, j
        best.append(score)
        back.append(previous)
    if not best:
        return []
    at: int | None = max(range(len(best)), key=lambda i: best[i])
    chain: list[Candidate] = []
    while at is not None:
        chain.append(tops[at])
        at = back[at]
    chain.reverse()
    mean = sum(c.score for c in chain) / len(chain)
    if (len(chain) < 2 and mean < 1.5) or mean < 0.35:
        return []
    return sorted([*chain, *_inner(chain, numbered)], key=lambda c: c.index)


def _inner(chain: list[Candidate], numbered: list[Candidate]) -> list[Candidate]:
    """"4.1 Titel" inside item 4."""
    out = []
    for c in numbered:
        if len(c.values) > 1 and c.score > 0:
            here = [t for t in chain if t.index < c.index]
            if here and here[-1].values[0] == c.values[0]:
                out.append(c)
    return out


def _looks(lines: Lines, c: Candidate) -> float:
    """How much a numbered line looks like a title (about -3 to 3)."""
    line = lines.lines[c.index]
    rest = lines.view[c.title_start : line.end]
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
    if rest.lower().startswith("att "):
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
