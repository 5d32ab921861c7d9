"""The registers as typed records, read once and only when asked for.

The CSV files and where each comes from are described in ``SOURCES.md`` beside them. Every body
or place has a stable ``entity_id``: ``kommun:1489`` (SCB code), ``region:14`` and ``lan:14``
(county code), ``orgnr:202100-4185`` (agencies with an organisation number), ``parti:S``,
``ort:asarp`` (locality), and ``org:``/``forbund:``/``eu:``/``plats:`` with the name in plain
letters for the rest.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pipeline.errors import KnowledgeError

_PLAIN = str.maketrans({"å": "a", "ä": "a", "ö": "o", "æ": "a", "ø": "o", "ð": "d", "þ": "t", "ß": "s"})
_NOT_PLAIN = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation or a place of a register.

    Attributes:
        name: the official name.
        entity_id: stable id (see the module).
        register: name of the file without ``.csv``.
        label: ``ORG`` or ``LOC``: what the name literally is.
        aliases: other full names of the same thing.
        abbreviation: its usual short form, or None.
        kind: what the file says (``agency``, ``court``, ``company``, ``country`` ...).
        active: False for a body that the register says is abolished.
    """

    name: str
    entity_id: str
    register: str
    label: str
    aliases: tuple[str, ...] = ()
    abbreviation: str | None = None
    kind: str | None = None
    active: bool = True


@dataclass(frozen=True, slots=True)
class Municipality:
    """A municipality: ``name`` is what the body calls itself ("Ale kommun"), ``short`` the place."""

    code: str
    name: str
    short: str
    abbreviation: str | None
    county_code: str
    aliases: tuple[str, ...]

    @property
    def entity_id(self) -> str:
        """``kommun:`` and the SCB code."""
        return f"kommun:{self.code}"


@dataclass(frozen=True, slots=True)
class County:
    """A county (län), ``short`` without "län"."""

    code: str
    name: str
    short: str

    @property
    def entity_id(self) -> str:
        """``lan:`` and the county code."""
        return f"lan:{self.code}"


@dataclass(frozen=True, slots=True)
class GivenName:
    """How many women and men bear a given name (SCB, 2020-12-31)."""

    women: int
    men: int

    @property
    def bearers(self) -> int:
        """Women and men together."""
        return self.women + self.men


def slug(name: str) -> str:
    """``name`` in lower-case ASCII letters with hyphens ("Region Skåne" -> "region-skane")."""
    lowered = name.lower().translate(_PLAIN)
    bare = "".join(c for c in unicodedata.normalize("NFD", lowered) if not unicodedata.combining(c))
    return _NOT_PLAIN.sub("-", bare).strip("-")


def rows(name: str) -> list[dict[str, str]]:
    """All rows of the register ``name`` (file name without ``.csv``).

    Raises:
        KnowledgeError: if there is no such register.
    """
    path = files("pipeline.knowledge.registers").joinpath(f"{name}.csv")
    if not path.is_file():
        raise KnowledgeError(f"There is no register called {name}.")
    return list(csv.DictReader(path.read_text("utf8").splitlines()))


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split("|") if part)


@cache
def municipalities() -> tuple[Municipality, ...]:
    """All municipalities, in the order of their codes."""
    return tuple(
        Municipality(
            r["scb_code"],
            r["name"],
            r["name_short"],
            r["abbreviation"] or None,
            r["county_code"],
            _split(r["aliases"]),
        )
        for r in rows("municipalities")
    )


@cache
def counties() -> tuple[County, ...]:
    """All counties, in the order of their codes."""
    return tuple(County(r["county_code"], r["name"], r["name_short"]) for r in rows("counties"))


@cache
def regions() -> tuple[Body, ...]:
    """The regions as bodies (former county councils)."""
    return tuple(
        Body(
            r["name"],
            f"region:{r['county_code']}",
            "regions",
            "ORG",
            _split(r["aliases"]),
            r["abbreviation"] or None,
            "region",
        )
        for r in rows("regions")
    )


@cache
def agencies() -> tuple[Body, ...]:
    """State agencies and courts, abolished ones too (``active`` False)."""
    return tuple(
        Body(
            r["name"],
            f"orgnr:{r['org_nr']}" if r["org_nr"] else f"org:{slug(r['name'])}",
            "agencies",
            "ORG",
            _split(r["aliases"]),
            r["abbreviation"] or None,
            r["kind"],
            not r["end"],
        )
        for r in rows("agencies")
    )


@cache
def parties() -> tuple[Body, ...]:
    """Political parties and their youth leagues; ``abbreviation`` is the code in brackets."""
    return tuple(
        Body(
            r["name"],
            f"parti:{r['abbreviation'] or slug(r['name'])}",
            "parties",
            "ORG",
            _split(r["aliases"]),
            r["abbreviation"] or None,
            "party",
        )
        for r in rows("parties")
    )


def _others(register: str, prefix: str, kind: str | None) -> tuple[Body, ...]:
    return tuple(
        Body(
            r["name"],
            f"{prefix}:{slug(r['name'])}",
            register,
            "ORG",
            _split(r["aliases"]),
            r["abbreviation"] or None,
            r.get("kind") or kind,
        )
        for r in rows(register)
    )


@cache
def organisations() -> tuple[Body, ...]:
    """Associations, unions, ministries, companies, media, clubs and international bodies."""
    return _others("organisations", "org", None)


@cache
def federations() -> tuple[Body, ...]:
    """Local-government federations (kommunalförbund)."""
    return _others("kommunalforbund", "forbund", "federation")


@cache
def eu_bodies() -> tuple[Body, ...]:
    """Institutions of the European Union."""
    return _others("eu_bodies", "eu", "eu")


@cache
def localities() -> tuple[str, ...]:
    """Names of Swedish localities."""
    return tuple(r["name"] for r in rows("localities"))


@cache
def places_sweden() -> tuple[Body, ...]:
    """Provinces, parts of the country, areas, large waters and well-known venues."""
    return tuple(
        Body(r["name"], f"plats:{slug(r['name'])}", "places_sweden", "LOC", kind=r["kind"])
        for r in rows("places_sweden")
    )


@cache
def places_abroad() -> tuple[Body, ...]:
    """Countries, parts of the world and towns abroad."""
    return tuple(
        Body(r["name"], f"plats:{slug(r['name'])}", "places_abroad", "LOC", kind=r["kind"])
        for r in rows("places_abroad")
    )


@cache
def given_names() -> Mapping[str, GivenName]:
    """Given names with the number of bearers."""
    return {r["name"]: GivenName(int(r["women"]), int(r["men"])) for r in rows("given_names")}


@cache
def surnames() -> Mapping[str, int | None]:
    """Swedish surnames with the number of bearers, None where it is not known."""
    return {r["name"]: int(r["bearers"]) if r["bearers"] else None for r in rows("surnames")}


@cache
def surnames_abroad() -> Mapping[str, str]:
    """Surnames of other countries with a country code."""
    return {r["name"]: r["country_code"] for r in rows("surnames_abroad")}


@cache
def party_codes() -> frozenset[str]:
    """The codes that stand in brackets after a name ("S", "SD")."""
    return frozenset(b.abbreviation for b in parties() if b.abbreviation)
