"""Made-up lines of minutes: templates of ``lines.toml`` filled from the registers."""

from __future__ import annotations

import random
import tomllib
from pathlib import Path

from pipeline.training.augment import NameBank, fill, genitive
from pipeline.training.corpora import Passage

TEMPLATES = Path(__file__).with_name("lines.toml")
_ROLES = (
    "ordförande|vice ordförande|ledamot|ersättare|tjänstgörande ersättare|sekreterare|kommundirektör|kassör|"
    "kommunchef|skolchef|förvaltningschef|ekonomichef|utvecklingsledare|regiondirektör|rektor|revisor|valberedning|"
    "handläggare|projektledare|verksamhetschef|utredare|nämndsekreterare|samordnare|enhetschef|IT-chef|jurist"
).split("|")
_COMMON = (
    "Kommunstyrelsen|kommunstyrelsen|Nämnden|nämnden|Styrelsen|styrelsen|Kommunfullmäktige|kommunfullmäktige|"
    "Barn- och utbildningsnämnden|Socialnämnden|Tekniska nämnden|Valberedningen|valberedningen|Nätverket|nätverket|"
    "Förvaltningen|Arbetsutskottet|arbetsgruppen|Bygg- och miljönämnden|förbundsstyrelsen|Förbundsstyrelsen|"
    "Revisorerna|föreningen|Föreningen|Festkommittén|Regionstyrelsen|Kultur- och fritidsnämnden|Årsmötet"
).split("|")
_TOPICS = (
    "budgeten|ny lekplats|detaljplanen|kompetensförsörjning|digitala system|bredband|vägunderhåll|årsredovisningen|"
    "Budget 2024|Sammanträdestider 2025|Revidering av taxor|Städdagen|Vattenskador|Hemsidan|Ekonomisk rapport|"
    "gemensam upphandling|trygghetsfrågor|AI-stöd i vården|Delårsrapport|Medborgarförslag om cykelväg|Ny arbetsordning|"
    "arbetsmiljön|elevhälsan|Renovering av tvättstugan|städschemat|nyanlända elever|NDU-frågor|GDPR|Systemet|Teams"
).split("|")
_PARTIES = "S M SD C V KD L MP S M C FP s m c v kd fp mp".split()
_ASSOCIATIONS = (
    "{s} IF|{s}s IK|{s} hembygdsförening|{s}s samfällighet|Kollektivhuset {s}|{s}s vägförening|{s}s byalag|"
    "Föreningen {s}|{s} ridklubb|{s}s fiskevårdsområdesförening|Brf {s}|Bostadsrättsföreningen {s}|{s}s församling|"
    "Ungdomsföreningen {s}|{s} golfklubb|Samfällighetsföreningen {s}|{s}s skytteförening|Studentkåren i {s}|"
    "{c}-sektionen|{c} {s}|Unga {w}|{w}sektionen|{c}klubben|Code at {c}|{c} Hack|{w}föreningen {c}|Sällskapet {c}"
).split("|")
_COMPANIES = (
    "{n} AB|{n}s Bygg AB|{n} & Co|{n} Konsult AB|AB {n}|{p} Energi AB|{p}bostäder AB|{p} Vatten AB|{n} Entreprenad|"
    "{n} Arkitekter|{p}s Fastighets AB|{n}gruppen|{n}s Åkeri AB|{n} Consulting|{n}data AB|"
    "{c}|{c}|{c} AB|{c} Sverige|{n}s|{c} & {n}|{n} & {n}"
).split("|")
_SYLLABLES = (
    "Re Nord Syd Eko Bygg Tak Rena El Data Sol Vatten Grön Berg Skog Inter Medi Plan Lin Tec Gro Vin Max Nova Kod "
    "Flex Smart Hus Mark Väg Ro Al Lum Ner Or Tri Vex"
).split()
_FIELDS = "Forskare Ekonomer Odlare Musiker Örnar Röster Datorn Maskin Teknik Film Skog Väv Jakt Cykel".split()
_MONTHS = (
    "januari februari mars april maj juni juli augusti september oktober november december"
).split()


def groups(path: Path = TEMPLATES) -> list[tuple[int, list[str]]]:
    """Weight and templates of each group."""
    with path.open("rb") as handle:
        return [(group["weight"], group["lines"]) for group in tomllib.load(handle)["group"]]


def made_lines(count: int, bank: NameBank, regions: list[str], rng: random.Random) -> list[Passage]:
    """``count`` single lines."""
    weighted = groups()
    weights = [weight * len(lines) ** 0.5 for weight, lines in weighted]

    def value(slot: str) -> tuple[str, str]:
        match slot:
            case "person":
                return bank.person(rng), "PER"
            case "given":
                name = rng.choices(bank.given, bank.given_weights)[0]
                return name, "PER"
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
                name = rng.choice(_ASSOCIATIONS).replace("{s}", rng.choice(bank.places))
                name = name.replace("{c}", _coined(rng)).replace("{w}", rng.choice(_FIELDS))
                return (genitive(name) if slot == "associations" else name), "ORG"
            case "company":
                name = rng.choice(_COMPANIES).replace("{n}", rng.choice(bank.surnames))
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
    first, second = rng.sample(_SYLLABLES, 2)
    if kind < 0.4:
        return f"{first}&{second}"
    return first + (second if kind < 0.6 else second.lower())


def _plain(slot: str, rng: random.Random) -> str:
    """Text of a slot that is no name."""
    match slot:
        case "role":
            return rng.choice(_ROLES)
        case "common":
            return rng.choice(_COMMON)
        case "topic":
            return rng.choice(_TOPICS)
        case "party":
            return rng.choice(_PARTIES)
        case "date":
            if rng.random() < 0.4:
                return f"20{rng.randint(10, 25)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
            return f"{rng.randint(1, 28)} {rng.choice(_MONTHS)}"
        case "time":
            return f"{rng.randint(8, 20)}.{rng.choice(('00', '15', '30'))}"
        case "number":
            return str(rng.randint(1, 140))
    raise ValueError(f"no such slot: {slot}")
