import re

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

import pipeline.language.components  # noqa: F401  (registers kansli_layout)
from pipeline.errors import KnowledgeError
from pipeline.language.names import find_names
from pipeline.language.names.candidates import MODEL, OWN, PART, REGISTER, WEAK, Candidate, resolve
from pipeline.language.names.check import check_rule, check_rules
from pipeline.language.names.rules import NameRule, rules
from tests.language.names.helpers import mentions, names, reading

PIECES = [
    "Ylva Torstedt", "Ylva", "Torstedts", "Göteborg", "i", "Ale kommun", "VGR:s", "SKR-nätverken", "(S)", "nämnden", "beslutar",
    "Per", "den", "12", "maj", "\n", ".", "NBX", "ska", "Stiftelsen Gläntan", "AB", "(RHB)", "Plats:", "Hamngatan 4", "-", "“Nutte”",
    "\ufffdke", "Å", "ordförande", "från", "och", ",",
]  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=25), st.booleans())
def test_names_slice_to_text_and_overlap_neither_one_another_nor_dates(pieces: list[str], listed: bool) -> None:
    text = " ".join(["Ylva Torstedt", *pieces])
    made = reading(text, ("Ylva Torstedt",) if listed else ())
    busy = set(range(0))
    for match in re.finditer(r"12 maj", text):
        made.dates += reading(text, dates=("12 maj",)).dates
        busy |= set(range(match.start(), match.end()))
        break
    found = find_names(made)
    assert found == sorted(found, key=lambda m: (m.start, m.end, m.mention))
    for mention in found:
        piece = text[mention.start : mention.end]
        assert piece == piece.strip() and piece
        assert mention.label in ("PER", "ORG", "LOC") and mention.source
        if mention.mention == "NAM":
            span = set(range(mention.start, mention.end))
            assert not span & busy
            busy |= span


def test_precedence_of_overlapping_candidates() -> None:
    kept = resolve(
        [
            Candidate(0, 4, "PER", "part", PART),
            Candidate(0, 9, "ORG", "register", REGISTER),
            Candidate(5, 9, "PER", "own", OWN),
            Candidate(8, 14, "LOC", "model", MODEL),
            Candidate(20, 24, "ORG", "weak", WEAK),
            Candidate(20, 24, "LOC", "model", MODEL),
        ]
    )
    assert [(c.start, c.source) for c in kept] == [(0, "register"), (20, "weak")]
    assert resolve([Candidate(0, 9, "ORG", "register", REGISTER)], [(3, 5)]) == []


def test_the_model_adds_what_rules_lack_and_its_places_get_a_function() -> None:
    text = "Zarko tackar. Kungälv bjuder in. Vi ses på Mörkdjup."
    found = mentions(text, model=(("Zarko", "PER"), ("Kungälv", "LOC"), ("Mörkdjup", "LOC")))
    assert [(text[m.start : m.end], m.label, m.source) for m in found] == [
        ("Zarko", "PER", "model"),
        ("Kungälv", "ORG", "register:municipalities"),
        ("Mörkdjup", "LOC", "model"),
    ]


def test_the_model_may_not_name_platforms() -> None:
    assert mentions("Mötet hölls på Teams.", model=(("Teams", "ORG"),)) == []


def test_nominals_stand_beside_names() -> None:
    text = "GR:s nämnd och socialnämnden möts. Regeringen väntar. Kommunen beslutar, folk i kommunen."
    nominal = [text[m.start : m.end] for m in mentions(text) if m.mention == "NOM"]
    assert nominal == ["socialnämnden", "Regeringen", "Kommunen", "kommunen"]
    assert names(text) == ["ORG GR"]


def test_every_rule_does_what_its_examples_say() -> None:
    check_rules()
    assert len(rules()) > 20


def test_a_rule_that_does_not_fire_is_refused() -> None:
    rule = rules()["org.company"].model_copy(update={"examples": ["[Kalle Storfors] kom."]})
    with pytest.raises(KnowledgeError, match=r"org\.company does not find"):
        check_rule(rule)
    greedy = rules()["org.company"].model_copy(update={"counter": ["Ekby Bygg AB kom."]})
    with pytest.raises(KnowledgeError, match="fires on its counter-example"):
        check_rule(greedy)
    unmarked = rules()["org.company"].model_copy(update={"examples": ["Ekby Bygg AB kom."]})
    with pytest.raises(KnowledgeError, match="no name is marked"):
        check_rule(unmarked)
    assert isinstance(rule, NameRule)


def test_component_fills_entities_and_reads_those_of_a_model() -> None:
    nlp = spacy.blank("sv")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "PER", "pattern": "Zarko"}, {"label": "ORG", "pattern": "Teams"}])  # type: ignore[attr-defined]
    nlp.add_pipe("kansli_layout")
    nlp.add_pipe("kansli_names")
    doc = nlp("Zarko och VGR:s ombud möts på Teams i Kungälv.")
    assert [(e.text, e.label_, e.kb_id_) for e in doc.ents] == [
        ("Zarko", "PER", ""),
        ("VGR:s", "ORG", "region:14"),
        ("Kungälv", "LOC", "kommun:1482"),
    ]
    assert [m.source for m in doc._.reading.mentions] == ["model", "register:regions", "register:municipalities"]
