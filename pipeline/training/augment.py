"""Variants of a passage: other names in the same place, capitals, lower case, list lines.

All randomness comes from the ``random.Random`` that is passed in, so a seed fixes a training run.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.evaluation.ner import Span
from pipeline.training.corpora import Passage
from pipeline.training.registers import REGISTERS, rows


@dataclass(frozen=True, slots=True)
class NameBank:
    """Names to put into text, each list with common names more often."""

    given: tuple[str, ...]
    given_weights: tuple[float, ...]
    surnames: tuple[str, ...]
    places: tuple[str, ...]
    abroad: tuple[str, ...]
    bodies: tuple[str, ...]
    short_bodies: tuple[str, ...]

    def person_parts(self, rng: random.Random) -> tuple[str, str]:
        """A given name and a surname; one in ten has a double surname, an initial or a hyphen."""
        given = rng.choices(self.given, self.given_weights)[0]
        surname = rng.choice(self.surnames)
        kind = rng.random()
        if kind < 0.06:
            surname = f"{rng.choice(self.surnames)} {surname}"
        elif kind < 0.09:
            given = f"{given} {rng.choice('ABCEGHIJKLMNOPRSTU')}"
        elif kind < 0.12:
            given = f"{given}-{rng.choices(self.given, self.given_weights)[0]}"
        elif kind < 0.14:
            surname = f"{surname}-{rng.choice(self.surnames)}"
        return given, surname

    def person(self, rng: random.Random) -> str:
        """A full name."""
        return " ".join(self.person_parts(rng))


def name_bank(registers: Path = REGISTERS) -> NameBank:
    """The names of the registers as material for variants."""
    given = [(row["name"], int(row["women"]) + int(row["men"])) for row in rows(registers / "given_names.csv")]
    given = [(name, count) for name, count in given if count >= 100]
    surnames = [row["name"] for row in rows(registers / "surnames.csv")]
    surnames += [row["name"] for row in rows(registers / "surnames.csv") if row["source"] == "list"] * 2
    surnames += [row["name"] for row in rows(registers / "surnames_abroad.csv")][::4]
    municipal = [row["name_short"] for row in rows(registers / "municipalities.csv")]
    places = municipal * 3 + [row["name"] for row in rows(registers / "localities.csv")]
    abroad = [row["name"] for row in rows(registers / "places_abroad.csv") if row["kind"] != "world_region"]
    bodies = [
        row["name"]
        for name in ("agencies", "organisations", "kommunalforbund", "eu_bodies", "regions", "parties")
        for row in rows(registers / f"{name}.csv")
        if not row.get("end")
    ]
    bodies += [row["name"] for row in rows(registers / "municipalities.csv")][::3]
    shorts = [
        row["abbreviation"]
        for name in ("agencies", "organisations", "kommunalforbund")
        for row in rows(registers / f"{name}.csv")
        if len(row["abbreviation"]) > 1
    ]
    return NameBank(
        tuple(name for name, _ in given),
        tuple(count**0.6 for _, count in given),
        tuple(surnames),
        tuple(places),
        tuple(abroad),
        tuple(bodies),
        tuple(shorts),
    )


def rewrite(passage: Passage, new_name: Callable[[str, str], str]) -> Passage:
    """The passage with each name replaced by ``new_name(old, label)``; other text stays."""
    text, at, spans, unknown = "", 0, [], []
    cuts = sorted([(s, e, label) for s, e, label in passage.spans] + [(s, e, "") for s, e in passage.unknown])
    for start, end, label in cuts:
        text += passage.text[at:start]
        name = new_name(passage.text[start:end], label) if label else passage.text[start:end]
        if label:
            spans.append((len(text), len(text) + len(name), label))
        else:
            unknown.append((len(text), len(text) + len(name)))
        text += name
        at = end
    return replace(passage, text=text + passage.text[at:], spans=tuple(spans), unknown=tuple(unknown))


def genitive(name: str) -> str:
    """Swedish genitive: colon after capitals and digits, nothing after s, x and z."""
    if name[-1] in "sxzSXZ":
        return name
    return name + (":s" if name[-1].isupper() or name[-1].isdigit() else "s")


def swap_names(passage: Passage, bank: NameBank, rng: random.Random, share: float) -> Passage:
    """Other names of the same kind in the same case, each name with probability ``share``."""

    def new_name(old: str, label: str) -> str:
        if rng.random() >= share:
            return old
        words = old.split()
        if label == "PER":
            given, surname = bank.person_parts(rng)
            new = f"{given} {surname}" if len(words) > 1 else (given if rng.random() < 0.5 else surname)
        elif label == "LOC":
            if len(words) > 1 or not old[0].isupper():
                return old
            new = rng.choice(bank.places if rng.random() < 0.6 else bank.abroad)
        else:
            if not old[0].isupper():
                return old
            new = rng.choice(bank.short_bodies if old.isupper() and len(old) < 6 else bank.bodies)
        last = words[-1]
        inflected = last.endswith(":s") or (last[-1] == "s" and last not in _KNOWN and last[:-1] in _KNOWN)
        return genitive(new) if inflected else new

    return rewrite(passage, new_name)


_KNOWN = {
    row[column]
    for name, column in (("municipalities", "name_short"), ("places_abroad", "name"), ("surnames", "name"),
                         ("agencies", "name"), ("given_names", "name"))
    for row in rows(REGISTERS / f"{name}.csv")
}  # fmt: skip


def upper(passage: Passage) -> Passage:
    """The passage in capitals (unless that changes its length)."""
    text = passage.text.upper()
    return replace(passage, text=text) if len(text) == len(passage.text) else passage


def lower(passage: Passage) -> Passage:
    """The passage in lower case."""
    text = passage.text.lower()
    return replace(passage, text=text) if len(text) == len(passage.text) else passage


def names_upper(passage: Passage) -> Passage:
    """The names in capitals, the rest as it is."""
    return rewrite(passage, lambda old, _: old.upper() if len(old.upper()) == len(old) else old)


def fill(template: str, values: Callable[[str], tuple[str, str]]) -> Passage:
    """A template such as ``"{person} ({party})"`` as a passage; ``values`` gives (text, label)."""
    text, spans, rest = "", [], template
    while rest:
        before, brace, rest = rest.partition("{")
        text += before
        if not brace:
            break
        slot, _, rest = rest.partition("}")
        value, label = values(slot)
        if label:
            spans.append((len(text), len(text) + len(value), label))
        text += value
    return Passage(text, tuple(spans), source="lines")


def is_clean(spans: Sequence[Span]) -> bool:
    """Whether spans are in order and do not overlap."""
    return all(a[1] <= b[0] for a, b in itertools.pairwise(spans))
