"""The word tables that the model's features read: register classes and word clusters."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from pipeline.language.register_features import BIT
from pipeline.training.registers import REGISTERS, rows

#: A given name with this many bearers is common enough to trust alone.
COMMON_GIVEN = 500
#: Words that stand in many organisation names and in little else.
ORGANISATION_WORDS = (
    "ab", "aktiebolag", "aktiebolaget", "hb", "kb", "ek", "förbund", "förbundet", "förening",
    "föreningen", "förvaltning", "kommun", "kommuns", "stad", "region", "regionen", "landsting",
    "landstinget", "län", "läns", "länsstyrelsen", "tingsrätt", "hovrätt", "kammarrätten",
    "förvaltningsrätten", "universitet", "högskola", "sjukhus", "församling", "stift", "stiftelsen",
    "samfällighet", "bolag", "kommunalförbund", "samordningsförbund", "räddningstjänst",
    "räddningstjänstförbund", "myndigheten", "polisen", "if", "ik", "bk", "fk", "hk", "aik", "gif",
    "sk",
)  # fmt: skip


def corpus_counts(lines: Iterable[str]) -> tuple[Counter[str], Counter[str]]:
    """Counts of lower-case words, and of capitalised words inside sentences (lower-cased keys)."""
    lower: Counter[str] = Counter()
    proper: Counter[str] = Counter()
    inside = re.compile(r"(?<=[a-zåäö,] )[A-ZÅÄÖÉÜ][\w-]+")
    plain = re.compile(r"\b[a-zåäöéü][\w-]*")
    for line in lines:
        lower.update(plain.findall(line))
        proper.update(word.lower() for word in inside.findall(line))
    return lower, proper


def class_table(lower: Counter[str], proper: Counter[str], registers: Path = REGISTERS) -> dict[str, int]:
    """Lower-cased word -> bit set of register classes."""
    table: Counter[str] = Counter()

    def mark(word: str, name: str) -> None:
        key = word.strip().lower()
        if len(key) > 1 and " " not in key:
            table[key] |= BIT[name]

    def read(name: str) -> list[dict[str, str]]:
        return rows(registers / f"{name}.csv")

    for row in read("given_names"):
        bearers = int(row["women"]) + int(row["men"])
        mark(row["name"], "given" if bearers >= COMMON_GIVEN else "given_rare")
    for row in read("surnames"):
        mark(row["name"], "surname")
    for row in read("surnames_abroad"):
        mark(row["name"], "surname_abroad")
    for row in [*read("municipalities"), *read("counties")]:
        mark(row["name_short"], "place")
    for row in read("localities"):
        mark(row["name"], "place")
    for row in [*read("places_abroad"), *read("towns_world")]:
        for part in row["name"].split():
            if part[0].isupper() and len(part) > 3:
                mark(part, "place_abroad")
    for name in ("agencies", "organisations", "kommunalforbund", "eu_bodies", "regions"):
        for row in read(name):
            for form in (row["name"], row["abbreviation"], *row["aliases"].split("|")):
                mark(form, "organisation")
    for row in read("parties"):
        for form in (row["name"], *row["aliases"].split("|")):
            mark(form, "party")
    for word in ORGANISATION_WORDS:
        mark(word, "organisation_word")
    for word, count in lower.items():
        if count >= 20 and count > 3 * proper[word]:
            table[word] |= BIT["everyday"] | (BIT["frequent"] if count >= 2000 else 0)
    for word, count in proper.items():
        if count >= 4 and count > 4 * lower[word]:
            table[word] |= BIT["proper"]
    return dict(table)


def clusters(words: Sequence[str], vectors: Any, count: int, *, rounds: int = 25, seed: int = 1) -> dict[str, int]:
    """Word -> cluster number from 1, by spherical k-means over word vectors (words x dimensions)."""
    import numpy as np

    rng = np.random.default_rng(seed)
    data = np.asarray(vectors, dtype="float32")
    data = data / (np.linalg.norm(data, axis=1, keepdims=True) + 1e-9)
    centres = data[rng.choice(len(data), count, replace=False)]
    nearest = np.zeros(len(data), dtype="int64")
    for _ in range(rounds):
        nearest = np.concatenate([(part @ centres.T).argmax(axis=1) for part in np.array_split(data, 20)])
        sums = np.zeros_like(centres)
        np.add.at(sums, nearest, data)
        norms = np.linalg.norm(sums, axis=1, keepdims=True)
        lost = norms[:, 0] == 0
        centres = sums / (norms + 1e-9)
        centres[lost] = data[rng.choice(len(data), int(lost.sum()))]
    return {word: int(number) + 1 for word, number in zip(words, nearest, strict=True)}
