"""Attendance that no heading announces, or that a sentence tells."""

from __future__ import annotations

import time

import pytest

from pipeline import sources
from pipeline.errors import KnowledgeError
from pipeline.language.roster import lexicon
from pipeline.language.roster.attendance import find_attendance
from pipeline.language.roster.cues import line_starts, positions
from tests.language.roster.helpers import people, read, reading_of

ITEM = "\n\n1. Läget\n\nAlla berättade.\n"


def rows(text: str) -> list[tuple[str | None, str, str | None, str | None]]:
    return [(r.name, r.status, r.affiliation, r.role) for r in find_attendance(reading_of(text))]


def test_sentence_with_groups_shares_the_body_within_each() -> None:
    told = "Anteckningar från träffen. Med var Stina Kvist och Bo Kron från Skövde kommun, Nils Ek från Tibro kommun."
    assert rows(told + ITEM) == [
        ("Stina Kvist", "present", "Skövde kommun", None),
        ("Bo Kron", "present", "Skövde kommun", None),
        ("Nils Ek", "present", "Tibro kommun", None),
    ]


@pytest.mark.parametrize(
    ("lead", "status"),
    [
        ("Följande personer har svarat: ", "present"),
        ("På mötet deltog ", "present"),
        ("Deltagande: ", "present"),
        ("Där: ", "present"),
        ("Har inte svarat: ", "absent"),
    ],
)
def test_leads_without_a_heading(lead: str, status: str) -> None:
    found = rows(f"Anteckningar från träffen\n\n{lead}Alva Ståhl och Nils Ek{ITEM}")
    assert [(name, s) for name, s, _, _ in found] == [("Alva Ståhl", status), ("Nils Ek", status)]


def test_a_told_rule_is_held_to_its_examples() -> None:
    rule = {"id": "x", "status": "present", "pattern": "med\\s+var", "colon": False, "examples": [], "counter": []}
    assert lexicon._told([rule]).search("Med var Bo") is not None
    for wrong in ({"examples": ["Där var"]}, {"counter": ["Med var"]}):
        with pytest.raises(KnowledgeError, match="rule x"):
            lexicon._told([{**rule, **wrong}])


def test_the_running_text_is_no_attendance() -> None:
    assert rows("Anteckningar\n\n1. Läget\n\nMed var Alva Ståhl från polisen.\n\n2. Slut\n\nTack.\n") == []


def test_excused_by_name_and_by_reason() -> None:
    assert [(r.name, r.status) for r in people("Alva Ståhl\nFörhinder har anmälts av Bo Kron, PRO Skövde.\n")] == [
        ("Alva Ståhl", "present"),
        ("Bo Kron", "absent"),
    ]
    (row,) = people("Bo Kron (VAB)")
    assert (row.status, row.party) == ("absent", None)


def test_roles_beside_each_other_are_one() -> None:
    (row,) = people("Alva Ståhl, VD, föredragande och sekreterare")
    assert row.role == "VD, föredragande och sekreterare"


def test_the_role_ends_before_what_is_said_of_presence() -> None:
    (row,) = people("Alva Ståhl (S), tjg ersättare ärende 3 vid jäv för Bo Kron")
    assert (row.role, row.replaces, row.partial) == ("tjg ersättare", "Bo Kron", "ärende 3")


def test_acronyms_properties_and_towns() -> None:
    assert [(r.name, r.affiliation) for r in people("Alva Ståhl, PRO Skövde; Nils Ek, SPF Eken")] == [
        ("Alva Ståhl", "PRO Skövde"),
        ("Nils Ek", "SPF Eken"),
    ]
    (owner,) = people("Alva Ståhl, fastighet 1:14, fullmakt för 1:15")
    assert owner.partial is None
    assert [(r.name, r.affiliation) for r in people("Alva Ståhl Krokom, Nils Ek Ragunda")] == [
        ("Alva Ståhl", "Krokom"),
        ("Nils Ek", "Ragunda"),
    ]
    assert [r.name for r in people("Alva Maria Ståhl, Nils Ek")] == ["Alva Maria Ståhl", "Nils Ek"]


def test_the_last_of_a_row_may_be_there_from_afar() -> None:
    assert [r.name for r in people("Alva Ståhl, Nils Ek samt via länk Ida Bro")] == ["Alva Ståhl", "Nils Ek", "Ida Bro"]


def test_those_elected_in_an_item_are_not_there() -> None:
    text = "Närvarande: Alva Ståhl, Nils Ek\n\n§ 1 Styrelsens konstituering\n\nÖvriga ledamöter: Bo Kron\n\n§ 2 Slut\n\nTack.\n"
    assert [name for name, *_ in rows(text)] == ["Alva Ståhl", "Nils Ek"]


def test_groups_that_follow_the_list() -> None:
    text = "## Närvarolista\n\n**Ledamöter**\nAlva Ståhl, Nils Ek\n\n**Övriga**\nIda Bro, rektor\n\n## §1 Start\nMötet öppnades.\n"
    source = sources.read("x.md", name="x.md", data=text.encode("utf8")).sources[0]
    assert [r.name for r in find_attendance(read(source))] == ["Alva Ståhl", "Nils Ek", "Ida Bro"]


def test_positions_are_in_order_and_lines_are_named_once() -> None:
    text = "Ordf. Bo\ningen\nvice ordf. och ordf. Eva\n"
    assert positions(text, ("rdf", "Eva")) == sorted(positions(text, ("Eva", "rdf")))
    assert line_starts(text, ("rdf", "Eva")) == [0, text.index("vice")]
    assert positions(text, ("saknas",)) == []


@pytest.mark.parametrize("filler", [" ", "\t", "(", "‹", "A", "§", "Alva "])
def test_long_lines_cost_in_proportion(filler: str) -> None:
    text = f"Närvarande: Alva Ståhl{filler * (20_000 // len(filler))} (S), ordförande\nNils Ek\n" + ITEM
    reading = reading_of(text)
    began = time.process_time()
    find_attendance(reading)
    assert time.process_time() - began < 1.0


@pytest.mark.parametrize(
    "line",
    [
        "Ej här: Lennart (bortrest)",
        "Inte på plats: Lennart",
        "Kunde inte komma: Lennart",
        "Förfall: Lennart",
        "Lennart kunde inte komma.",
        "Lennart var sjuk.",
        "Lennart hade lämnat återbud.",
        "Lennart uteblev.",
        "Saknades gjorde Lennart",
    ],
)
def test_spoken_words_of_absence_below_a_list_of_first_names(line: str) -> None:
    there = [(name, "present", None, None) for name in ("Anna", "Bosse", "Kalle")]
    assert rows(f"Styrelsemöte\n\nNärvarande: Anna, Bosse, Kalle\n{line}{ITEM}") == [
        *there,
        ("Lennart", "absent", None, None),
    ]


def test_a_sentence_that_only_sounds_like_absence() -> None:
    there = [(name, "present", None, None) for name in ("Anna", "Bosse", "Kalle")]
    assert rows(f"Styrelsemöte\n\nNärvarande: Anna, Bosse, Kalle\nEva var inte nöjd med det.{ITEM}") == there


@pytest.mark.parametrize("heading", ["Presidium och sekretariat", "Mötespresidium", "Sekretariat:"])
def test_officials_under_a_heading_of_their_own(heading: str) -> None:
    text = f"Protokoll nr 3\n\nTid: kl. 16\n{heading}\nStina Kvist, ordförande\nNils Ek, sekreterare\nJusteringsdag: 7 april{ITEM}"
    assert rows(text) == [("Stina Kvist", "present", None, "ordförande"), ("Nils Ek", "present", None, "sekreterare")]


def test_a_row_about_adjustment_names_nobody() -> None:
    text = f"Protokoll\n\nNärvarande\nStina Kvist\nDietist Eva Lind\nJustering Kansliet 2024-03-05{ITEM}"
    assert rows(text) == [("Stina Kvist", "present", None, None), ("Eva Lind", "present", None, "dietist")]
