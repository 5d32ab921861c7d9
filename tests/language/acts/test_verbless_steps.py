"""Tasks without a finite verb: orders, tags, ticks, a name at the end."""

from __future__ import annotations

import pytest

from pipeline.language.acts.actors import Cast
from pipeline.language.acts.clauses import analyse
from pipeline.language.acts.structure import find_step
from pipeline.language.acts.verdict import Context

CAST = Cast.of(["Agda Brunn", "Milo Sand", "Ines Ek"])

TASKS = [
    ("skriv till hamnen", "structure.infinitive", []),
    ("stäng grinden tills vidare", "structure.infinitive", []),
    ("köp in mer färg", "structure.infinitive", []),
    ("länka från startsidan", "structure.infinitive", []),
    ("[ ] boka båten", "structure.infinitive", []),
    ("spela in en film, Milo + Ines, före jul", "structure.infinitive", ["Milo", "Ines"]),
    ("Milo: ring hamnen", "structure.infinitive", ["Milo"]),
    ("alla: läs listan", "structure.infinitive", ["alla"]),
    ("@milo + @ines: upplägg för kursen", "structure.handle", ["@milo", "@ines"]),
    ("inbjudan ut innan mars", "structure.goes-out", []),
    ("Milo + fikat", "structure.paired", ["Milo"]),
    ("nyckelkopior: milo", "structure.owned-last", ["milo"]),
    ("kallelsen → ines (senast v 8)", "structure.owned-last", ["ines"]),
    ("nytt utkast på mejlen före fredag /agda", "structure.owned-last", ["agda"]),
    ("lappar: skriv nya", "structure.infinitive", []),
    ("Milo ansvarig", "structure.owned-last", ["Milo"]),
    ("ansv: milo s", "structure.owned-last", ["milo s"]),
    ("affisch ut före helgen - Ines", "structure.goes-out", ["Ines"]),
]

NO_TASKS = [
    "Köp av mark",
    "Agda förelår att alla ska synas",
    "Tryck av broschyrer",
    "öppna frågor",
    "läs mer på sidan",
    "se bilaga 2",
    "skriv i kanalen",
    "Ändra paragraf 3 till följande",
    "[x] boka båten",
    "~~boka båten~~",
    "boka båten – klart",
    "Milo Eks svar på frågan",
    "Fråga om elpriset (MS)",
    "Närvarande: Milo",
    "Kassör: Milo",
    "Taket klart enligt Milo",
    "affischer klara (milo)",
    "förslag från Milo: byta golv",
    "fika: bullar",
]


@pytest.mark.parametrize(("text", "rule", "names"), TASKS)
def test_a_point_that_is_a_task(text: str, rule: str, names: list[str]) -> None:
    step = find_step(analyse(text), Context(cast=CAST, bullet=True))
    assert step is not None
    assert (step.rule, [text[x.start : x.end] for x in step.subject.actors]) == (rule, names)


@pytest.mark.parametrize("text", NO_TASKS)
def test_a_point_that_is_none(text: str) -> None:
    assert find_step(analyse(text), Context(cast=CAST, bullet=True)) is None


def test_the_last_part_of_a_point_to_do_names_who_does_it() -> None:
    for text in ("kakor - Milo", "domare, Milo (om han kan)"):
        step = find_step(analyse(text), Context(cast=CAST, bullet=True, mood="todo"))
        assert step is not None
        assert [text[x.start : x.end] for x in step.subject.actors] == ["Milo"]
        assert find_step(analyse(text), Context(cast=CAST, bullet=True)) is None
