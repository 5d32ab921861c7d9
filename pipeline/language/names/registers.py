"""Register names as one index over words: first word -> the names that begin with it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from pipeline.knowledge import registers
from pipeline.language.names.rules import everyday, stops
from pipeline.language.names.words import Words

_PART = re.compile(r"[\w\ufffd]+(?:[-&.:'’][\w\ufffd]+)*")
_AGENCY_SHORT = 3
_COMMON_NAME = 2000  # bearers from which a municipality's name is first of all a given name


@dataclass(frozen=True, slots=True)
class Ref:
    """What a form stands for.

    ``label`` is the literal type. ``acting`` marks a place that is also a body (a municipality by
    its short name): its norm and id are those of the body. ``weak`` marks a form that is also an
    everyday word or name, and counts only inside a sentence or with context.
    """

    label: str
    register: str
    norm: str | None
    entity_id: str | None
    acting: bool = False
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Index:
    """Register forms.

    Of one word by that word as written; longer ones by their first word in lower case; ``lower``:
    names that are also written without a capital ("kommundirektörsföreningen").
    """

    single: Mapping[str, Ref]
    longer: Mapping[str, tuple[tuple[tuple[str, ...], Ref], ...]]
    lower: Mapping[str, Ref]

    def word(self, text: str) -> Ref | None:
        """The form ``text``, also with a genitive s."""
        found = self.single.get(text)
        if found is None and text[-1] == "s":
            found = self.single.get(text[:-1])
        return found

    def longest(self, words: Words, index: int) -> tuple[int, Ref] | None:
        """The longest form of two words or more at ``index``: the index after it, and what it is."""
        texts = words.texts
        for rest, ref in self.longer.get(texts[index].lower(), ()):
            end = index + 1 + len(rest)
            if end > len(texts):
                continue
            for offset, word in enumerate(rest):
                text = texts[index + 1 + offset].lower()
                if text != word and not (offset == len(rest) - 1 and text == word + "s"):
                    break
            else:
                if all(words.together(k) for k in range(index, end - 1)):
                    return end, ref
        return None


def _bodies() -> Iterator[tuple[str, Ref]]:
    short = stops().short
    official = {form: body for body in registers.agencies() for form in (body.name, *body.aliases)}
    for body in (
        *registers.regions(),
        *registers.federations(),
        *registers.parties(),
        *registers.organisations(),
        *registers.agencies(),
        *registers.eu_bodies(),
    ):
        ref = Ref("ORG", body.register, body.name, body.entity_id)
        if body.register == "organisations" and body.kind == "agency" and body.name in official:
            ref = replace(ref, register="agencies", entity_id=official[body.name].entity_id)
        yield body.name, ref
        for alias in body.aliases:
            if len(alias) > 2:
                yield alias, ref
        code = body.abbreviation
        if code and body.kind != "party" and (len(code) >= _AGENCY_SHORT or code in short):
            yield code, ref


def _places() -> Iterator[tuple[str, Ref]]:
    for town in registers.municipalities():
        body = Ref("ORG", "municipalities", town.name, town.entity_id)
        place = Ref("LOC", "municipalities", town.name, town.entity_id, acting=True)
        yield town.name, body
        for alias in town.aliases:
            yield alias, body
        yield town.short, place
        if town.abbreviation:
            yield town.abbreviation, place
    for county in registers.counties():
        board = f"Länsstyrelsen i {county.name}"
        ref = Ref("ORG", "counties", board, f"lansstyrelse:{county.code}")
        for form in (
            board,
            f"Länsstyrelsen i {county.short}",
            f"Länsstyrelsen {county.short}",
            f"Länsstyrelsen {county.name}",
        ):
            yield form, ref
        area = Ref("LOC", "counties", county.name, county.entity_id)
        yield county.name, area
        yield county.short, area
    for name in registers.localities():
        yield name, Ref("LOC", "localities", name, f"ort:{registers.slug(name)}")
    for other in (*registers.places_sweden(), *registers.places_abroad()):
        yield other.name, Ref("LOC", other.register, other.name, other.entity_id)


@cache
def index() -> Index:
    """All register forms.

    Where two registers hold a form, the first of regions, federations, parties, organisations,
    agencies, EU, municipalities, counties, localities, other places wins; a short form that two
    bodies of one register share keeps its label and loses norm and id.
    """
    single: dict[str, Ref] = {}
    longer: dict[str, dict[tuple[str, ...], Ref]] = {}
    lower: dict[str, Ref] = {}
    for form, ref in (*_bodies(), *_places()):
        parts = tuple(_PART.findall(form))
        if not parts:
            continue
        if not parts[0][0].isupper():
            if len(parts) == 1 and ref.register == "organisations":
                lower[parts[0]] = ref
            continue
        if len(parts) > 1:
            rest = tuple(part.lower() for part in parts[1:])
            longer.setdefault(parts[0].lower(), {}).setdefault(rest, ref)
            continue
        word = parts[0]
        if word in stops().platforms or (word in stops().acronyms and not ref.acting):
            continue
        if ref.register == "places_abroad" and (word in everyday() or word in stops().not_alone):
            continue
        known = single.get(word)
        if known is not None and ref.acting and known.register == "organisations":
            known = None  # "Leksand" is the town before it is the club
        if known is None:
            single[word] = replace(ref, weak=_weak(word, ref))
        elif known.register == ref.register and known.entity_id != ref.entity_id:
            single[word] = replace(known, norm=None, entity_id=None)
    ordered = {
        first: tuple(sorted(forms.items(), key=lambda item: (-len(item[0]), item[0])))
        for first, forms in longer.items()
    }
    return Index(single, ordered, lower)


def _weak(word: str, ref: Ref) -> bool:
    if word in everyday() or word in stops().not_alone:
        return True
    if ref.label == "ORG" or word.isupper():
        return False
    given = registers.given_names().get(word)
    if ref.acting:
        return given is not None and given.bearers >= _COMMON_NAME
    return given is not None or word in registers.surnames()
