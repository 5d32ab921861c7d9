"""Made-up lines of minutes: templates of ``lines.toml`` filled from the registers."""

from __future__ import annotations

import random
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipeline.training.augment import NameBank, fill, genitive
from pipeline.training.corpora import Passage

TEMPLATES = Path(__file__).with_name("lines.toml")


@dataclass(frozen=True, slots=True)
class Templates:
    """``lines.toml`` as read: (weight, templates) of each group, and the words of the slots."""

    groups: tuple[tuple[int, tuple[str, ...]], ...]
    words: dict[str, tuple[str, ...]]


@cache
def templates(path: Path = TEMPLATES) -> Templates:
    """Read the templates once."""
    with path.open("rb") as handle:
        read = tomllib.load(handle)
    return Templates(
        tuple((group["weight"], tuple(group["lines"])) for group in read["group"]),
        {slot: tuple(words) for slot, words in read["words"].items()},
    )


def made_lines(count: int, bank: NameBank, regions: list[str], rng: random.Random) -> list[Passage]:
    """``count`` single lines."""
    weighted = templates().groups
    weights = [weight * len(lines) ** 0.5 for weight, lines in weighted]

    def value(slot: str) -> tuple[str, str]:
        match slot:
            case "person":
                return bank.person(rng), "PER"
            case "given":
                name = rng.choices(bank.given, bank.given_weights)[0]
                return name, "PER"
            case "surname":
                return rng.choice(bank.surnames), "PER"
            case "author":
                initials = rng.sample("ABCDEFGHJKLMNPRSTUVW", rng.randint(1, 2))
                return " ".join([*initials, rng.choice(bank.surnames)]), "PER"
            case "abroad" | "abroads":
                name = rng.choice(bank.abroad)
                return (genitive(name) if slot == "abroads" else name), "LOC"
            case "municipality" | "place":
                return rng.choice(bank.places), "LOC"
            case "body":
                name = rng.choice(bank.bodies)
                return (genitive(name) if rng.random() < 0.1 else name), "ORG"
            case "short":
                return rng.choice(bank.short_bodies), "ORG"
            case "handle":
                return _coined(rng).lower()[:6], ""
            case "region":
                return rng.choice(regions), "ORG"
            case "association" | "associations":
                name = rng.choice(templates().words["association"]).replace("{s}", rng.choice(bank.places))
                name = name.replace("{c}", _coined(rng)).replace("{w}", rng.choice(templates().words["field"]))
                return (genitive(name) if slot == "associations" else name), "ORG"
            case "company":
                name = rng.choice(templates().words["company"]).replace("{n}", rng.choice(bank.surnames))
                return name.replace("{p}", rng.choice(bank.places)).replace("{c}", _coined(rng)), "ORG"
        return _plain(slot, rng), ""

    passages = []
    for lines in rng.choices([lines for _, lines in weighted], weights, k=count):
        passages.append(fill(rng.choice(lines), value))
    return passages


def _coined(rng: random.Random) -> str:
    """A made-up name of a company or club: "NordTak", "Eko&Plan", "VLF"."""
    kind = rng.random()
    if kind < 0.3:
        return "".join(rng.choice("ABCDEFGHIKLMNOPRSTV") for _ in range(rng.randint(2, 4)))
    first, second = rng.sample(templates().words["syllable"], 2)
    if kind < 0.4:
        return f"{first}&{second}"
    return first + (second if kind < 0.6 else second.lower())


def _plain(slot: str, rng: random.Random) -> str:
    """Text of a slot that is no name."""
    match slot:
        case "role":
            return rng.choice(templates().words["role"])
        case "common":
            return rng.choice(templates().words["common"])
        case "topic":
            return rng.choice(templates().words["topic"])
        case "party":
            return rng.choice(templates().words["party"])
        case "date":
            if rng.random() < 0.4:
                return f"20{rng.randint(10, 25)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
            return f"{rng.randint(1, 28)} {rng.choice(templates().words['month'])}"
        case "time":
            return f"{rng.randint(8, 20)}.{rng.choice(('00', '15', '30'))}"
        case "number":
            return str(rng.randint(1, 140))
    raise ValueError(f"no such slot: {slot}")
