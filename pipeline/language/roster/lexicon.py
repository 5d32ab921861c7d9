"""The words attendance lists are made of: roles, labels, bodies, names, read once.

The words are data under ``knowledge/roster`` and ``knowledge/registers``; this module only turns
them into sets and regular expressions.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from pipeline.errors import KnowledgeError
from pipeline.knowledge import registers

_DEFINITE = re.compile(r"\w{4,}(?:en|et|an)")  # endings that open the name of a body ("föreningen Norden")
COMMON = 300  # bearers from which a given name is strong evidence by itself


def load_table(name: str) -> dict[str, Any]:
    """The TOML file ``name`` of ``knowledge/roster``.

    Raises:
        KnowledgeError: if the file is missing or is no TOML.
    """
    path = files("pipeline.knowledge").joinpath(f"roster/{name}.toml")
    try:
        return tomllib.loads(path.read_text("utf8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise KnowledgeError(f"The word list roster/{name}.toml cannot be read: {error}.") from error


def alternatives(words: Iterable[str]) -> str:
    """A regex of plain words, longest first; a space stands for any run of white space."""
    ordered = sorted(set(words), key=lambda w: (-len(w), w))
    return "|".join(r"\s+".join(re.escape(part) for part in w.split()) for w in ordered)


@dataclass(frozen=True, slots=True)
class Labels:
    """Compiled ``labels.toml``."""

    present: re.Pattern[str]
    absent: re.Pattern[str]
    absent_mark: re.Pattern[str]
    fillers: frozenset[str]
    remote: re.Pattern[str]
    platforms: frozenset[str]  # a bracket that holds one says how somebody took part
    stops: frozenset[str]
    stop_lead: re.Pattern[str]  # what such a line begins with where no colon parts it from the rest
    told: re.Pattern[str]  # words that open a list without a heading; the group "absent" where it says so


@dataclass(frozen=True, slots=True)
class Roles:
    """Compiled ``roles.toml``."""

    role: re.Pattern[str]
    leads: frozenset[str]  # what modifiers and whole heads begin with, up to a mark or space
    endings: tuple[str, ...]  # what the first word of any other head ends in
    duties: dict[str, re.Pattern[str]]  # words of what somebody did at the meeting, by its office
    groups: dict[str, str]
    body_words: frozenset[str]
    own: frozenset[str]  # bodies that say nothing of where the people under them belong
    body_endings: tuple[str, ...]
    body_definite: tuple[str, ...]
    body_tokens: frozenset[str]


@cache
def labels() -> Labels:
    """Labels over and in attendance lists."""
    t = load_table("labels")
    return Labels(
        present=re.compile(rf"(?i)\b(?:{alternatives(t['present'])})\b"),
        absent=re.compile(rf"(?i)\b(?:{alternatives(t['absent'])})\b"),
        absent_mark=re.compile(rf"(?i)\(?\s*\b(?:{alternatives(t['absent_marks'])})(?!\w)\s*\)?"),
        fillers=frozenset(t["fillers"]),
        remote=re.compile(rf"(?i)\(?\s*\b(?:{alternatives(t['remote'])})\b\s*\)?"),
        platforms=frozenset(t["platforms"]),
        stops=frozenset(t["stops"]),
        stop_lead=re.compile(rf"(?i)(?:{alternatives(t['stop_leads'])})(?![\w-])"),
        told=_told(t["told"]),
    )


def _told(rules: list[dict[str, Any]]) -> re.Pattern[str]:
    """The rules of ``told`` as one pattern.

    Raises:
        KnowledgeError: if an example of a rule does not fire it, or a counter-example does.
    """
    parts: dict[bool, list[str]] = {True: [], False: []}
    for rule in rules:
        after = r"\s*(?::|$)" if rule["colon"] else r"(?!\w)"
        pattern = re.compile(rf"(?i)(?:{rule['pattern']}){after}")
        wrong = [e for e in rule["examples"] if not pattern.match(e)] + [c for c in rule["counter"] if pattern.match(c)]
        if wrong:
            raise KnowledgeError(f"roster/labels.toml: the rule {rule['id']} does not fit {wrong}.")
        end = r"[^\S\n]*(?::|\**$)" if rule["colon"] else r"(?!\w)(?:[^\S\n]*:)?"
        parts[rule["status"] == "absent"].append(rf"(?:{rule['pattern']}){end}")
    start = r"(?:^[^\S\n]{0,40}(?:[-*•#]+[^\S\n]*)?|(?<=[.!?])[^\S\n]+)"
    return re.compile(rf"(?im){start}(?:(?P<absent>{'|'.join(parts[True])})|(?:{'|'.join(parts[False])}))")


@cache
def roles() -> Roles:
    """Roles, headings over groups and words for bodies."""
    t = load_table("roles")
    head = rf"(?:{alternatives(t['heads'])}|[\w-]*(?:{alternatives(t['endings'])}))(?![\w-])"
    modifier = rf"(?:(?:{alternatives(t['modifiers'])})(?![\w:])\s*)*"
    return Roles(
        role=re.compile(
            rf"(?i){modifier}(?:[\w-]+-\s+och\s+)?{head}(?:\s*/\s*{head}|\s+(?:och|tillika)\s+{modifier}{head})?"
        ),
        leads=frozenset(re.split(r"[^\w-]", word.lower(), maxsplit=1)[0] for word in (*t["modifiers"], *t["heads"])),
        endings=tuple({ending.split()[0].lower() for ending in t["endings"]}),
        duties=_duties(dict(t["duties"])),
        groups=dict(t["group_heads"]),
        body_words=frozenset(t["bodies"]["words"]),
        own=frozenset(t["bodies"]["own"]),
        body_endings=tuple(t["bodies"]["endings"]),
        body_definite=tuple(e for e in t["bodies"]["endings"] if _DEFINITE.fullmatch(e)),
        body_tokens=frozenset(t["bodies"]["tokens"]),
    )


def _duties(table: dict[str, list[str]]) -> dict[str, re.Pattern[str]]:
    """The words of duties, compiled.

    Raises:
        KnowledgeError: if an example tells of no office, or a counter-example of one.
    """
    examples, counter = table.pop("examples"), table.pop("counter")
    out = {office: re.compile(rf"(?i)(?:{'|'.join(words)})") for office, words in table.items()}
    wrong = [e for e in examples if not any(p.fullmatch(e) for p in out.values())]
    wrong += [c for c in counter if any(p.fullmatch(c) for p in out.values())]
    if wrong:
        raise KnowledgeError(f"roster/roles.toml: the words of the duties do not fit {wrong}.")
    return out


def duty_of(words: str) -> str | None:
    """The office that words of a duty tell of ("skrev": secretary), None where they tell of none."""
    plain = " ".join(words.split()).strip(" .,;:")
    return next((office for office, pattern in roles().duties.items() if pattern.fullmatch(plain)), None)


@cache
def given() -> dict[str, int]:
    """Bearers by given name in lower case."""
    return {name.lower(): g.bearers for name, g in registers.given_names().items()}


@cache
def municipal_names() -> frozenset[str]:
    """Short names of municipalities as written ("Krokom")."""
    return frozenset(m.short for m in registers.municipalities())


@cache
def places_and_bodies() -> frozenset[str]:
    """Names of places and bodies in lower case, with their short forms."""
    out: set[str] = set()
    for m in registers.municipalities():
        out.update((m.name, m.short, m.short + "s", *m.aliases))
        if m.abbreviation:
            out.add(m.abbreviation)
    for county in registers.counties():
        out.add(county.name)
    for group in (
        registers.regions(),
        registers.agencies(),
        registers.organisations(),
        registers.federations(),
        registers.eu_bodies(),
        registers.parties(),
    ):
        for body in group:
            out.update((body.name, *body.aliases))
            if (body.abbreviation and len(body.abbreviation) > 2) or body.abbreviation == "GR":
                out.add(body.abbreviation or body.name)
    out.update(registers.localities())
    return frozenset(name.lower() for name in out)


def is_given(word: str, least: int = 1) -> bool:
    """Whether ``word`` is a registered given name with at least ``least`` bearers.

    The parts of a double name count one by one ("Gull-Britt").
    """
    names = given()
    lowered = word.lower().strip(".,;:'\"”")
    bearers = names.get(lowered, 0)
    if not bearers and "-" in lowered:
        bearers = min(names.get(part, 0) for part in lowered.split("-"))
    return bearers >= least


def is_body(text: str) -> bool:
    """Whether ``text`` names a place or an organisation (register, or by its last word)."""
    plain = " ".join(text.split()).strip(" .,;:")
    lowered = plain.lower()
    known = places_and_bodies()
    if not plain:
        return False
    if lowered in known or (lowered.removesuffix("s") in known and " " not in lowered and len(lowered) > 4):
        return True
    table = roles()
    words = plain.split()
    return (
        lowered in table.body_words
        or (len(words) > 1 and words[0].lower().endswith(table.body_definite))
        or any(w in table.body_tokens for w in words)
        or _acronym_first(words)
        or (words[-1].lower().endswith(table.body_endings) and not is_given(words[0], COMMON))
    )


def _acronym_first(words: list[str]) -> bool:
    """Whether the first of several words is written as an acronym, unlike the others ("PRO Grimsås")."""
    first = words[0]
    return (
        len(words) > 1
        and len(first) > 2
        and first.isalpha()
        and first.isupper()
        and not words[1].isupper()
        and not is_given(words[1], COMMON)
    )
