"""Counting: precision, recall and F from multisets, accuracy from pairs, intervals over documents.

Counts of documents add up, the order of gold does not matter, perfect output gives 1, and gold
and output swapped swap precision and recall: the tests hold these laws.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_ROUNDS = 1000
_SEED = 20170725


@dataclass(frozen=True, slots=True)
class Counts:
    """Right, spurious and missed, of one document or many."""

    tp: int = 0
    fp: int = 0
    fn: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.tp + other.tp, self.fp + other.fp, self.fn + other.fn)

    @property
    def precision(self) -> float:
        """Share of what was found that is right; 0 where nothing was found."""
        return self.tp / (self.tp + self.fp) if self.tp + self.fp else 0.0

    @property
    def recall(self) -> float:
        """Share of gold that was found; 0 where gold is empty."""
        return self.tp / (self.tp + self.fn) if self.tp + self.fn else 0.0

    @property
    def f(self) -> float:
        """Harmonic mean of precision and recall."""
        whole = 2 * self.tp + self.fp + self.fn
        return 2 * self.tp / whole if whole else 0.0

    @property
    def gold(self) -> int:
        """Number of things in gold."""
        return self.tp + self.fn


def compare(gold: Iterable[Hashable], found: Iterable[Hashable]) -> Counts:
    """Counts of two multisets of keys."""
    g, f = Counter(gold), Counter(found)
    both = sum((g & f).values())
    return Counts(both, f.total() - both, g.total() - both)


def overlaps(gold: Sequence[tuple[int, int, str]], found: Sequence[tuple[int, int, str]]) -> Counts:
    """Partial spans: one-to-one pairs of the same label that share a character, longest overlap first."""
    pairs = sorted(
        (-min(ge, fe) + max(gs, fs), i, j)
        for i, (gs, ge, gl) in enumerate(gold)
        for j, (fs, fe, fl) in enumerate(found)
        if gl == fl and gs < fe and fs < ge
    )
    left: set[int] = set()
    right: set[int] = set()
    for _, i, j in pairs:
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
    return Counts(len(left), len(found) - len(right), len(gold) - len(left))


def interval(documents: Sequence[Counts], *, what: str = "f") -> tuple[float, float]:
    """95 % bootstrap interval of a figure, documents drawn with replacement.

    Args:
        documents: the counts of each document.
        what: ``f``, ``precision`` or ``recall``.
    """
    if not documents:
        return (0.0, 0.0)
    table = np.array([(c.tp, c.fp, c.fn) for c in documents], dtype=float)
    draws = np.random.default_rng(_SEED).integers(0, len(table), size=(_ROUNDS, len(table)))
    values = _figures(table[draws].sum(axis=1), what)
    low, high = np.percentile(values, [2.5, 97.5])
    return (float(low), float(high))


def paired_p(first: Sequence[Counts], second: Sequence[Counts], *, what: str = "f") -> float:
    """Two-sided p of a difference between two outputs on the same documents.

    Approximate randomization: in each round the outputs of a document change sides by chance.

    Raises:
        ValueError: the two have different numbers of documents.
    """
    if len(first) != len(second):
        raise ValueError("a paired test needs the same documents on both sides")
    a = np.array([(c.tp, c.fp, c.fn) for c in first], dtype=float)
    b = np.array([(c.tp, c.fp, c.fn) for c in second], dtype=float)
    if not len(a):
        return 1.0
    seen = abs(_figures(a.sum(0)[None], what)[0] - _figures(b.sum(0)[None], what)[0])
    swap = np.random.default_rng(_SEED).integers(0, 2, size=(_ROUNDS, len(a), 1)).astype(bool)
    left, right = np.where(swap, b, a).sum(1), np.where(swap, a, b).sum(1)
    reached = np.abs(_figures(left, what) - _figures(right, what)) >= seen - 1e-12
    return float((reached.sum() + 1) / (_ROUNDS + 1))


def _figures(sums: NDArray[np.float64], what: str) -> NDArray[np.float64]:
    tp, fp, fn = sums[..., 0], sums[..., 1], sums[..., 2]
    under = {"f": 2 * tp + fp + fn, "precision": tp + fp, "recall": tp + fn}[what]
    over = 2 * tp if what == "f" else tp
    share: NDArray[np.float64] = np.divide(over, under, out=np.zeros_like(over), where=under > 0)
    return share
