"""Corpora, variants and made lines: spans must stay on the names they stand on."""

import itertools
import random

import pytest

from pipeline.evaluation.ner import TaggedSentence
from pipeline.training import augment, corpora
from pipeline.training.augment import genitive, name_bank
from pipeline.training.lines import made_lines, templates

BANK = name_bank()
PASSAGE = corpora.Passage(
    "Karin Alms motion sänds till Trafikverket i Borås.",
    ((0, 10, "PER"), (29, 41, "ORG"), (44, 49, "LOC")),
    source="x",
)


def names(passage):
    return [(passage.text[start:end], label) for start, end, label in passage.spans]


def test_passage_has_literal_labels_and_leaves_other_types_out():
    sentence = TaggedSentence(
        ("Oslo", "köpte", "Teams", "."), (True, True, False, False), ((0, 1, "GPE_ORG"), (2, 3, "PROD"))
    )
    made = corpora.passage(sentence, "norwegian")
    assert made.text == "Oslo köpte Teams."
    assert names(made) == [("Oslo", "LOC")]


def test_joined_passages_keep_their_names():
    joined = corpora.join([PASSAGE, PASSAGE], "\n")
    assert names(joined) == names(PASSAGE) * 2


def test_long_person_of_a_corpus_without_borders_is_left_open():
    words = ("Kalle", "Ek", "Lisa", "Ask", "och", "Per", "Alm")
    sentence = TaggedSentence(words, (True,) * 7, ((0, 4, "PER"), (5, 7, "PER")))
    made = corpora.passage(corpora.repair_merged(sentence), "web")
    assert names(made) == [("Per Alm", "PER")]
    assert [made.text[start:end] for start, end in made.unknown] == ["Kalle Ek Lisa Ask"]


def test_other_type_that_ends_like_an_organisation_is_left_open():
    sentence = TaggedSentence(("Tingsrätten", "i", "Globen"), (True,) * 3, ((0, 1, "MISC"), (2, 3, "MISC")))
    made = corpora.passage(sentence, "web")
    assert [made.text[start:end] for start, end in made.unknown] == ["Tingsrätten"]


def test_held_out_blocks_are_contiguous_and_disjoint():
    sentences = [TaggedSentence((str(i),), (False,), ()) for i in range(1000)]
    train, held = corpora.split_sentences("web", sentences)
    assert not set(train) & set(held)
    assert len(train) + len(held) == 1000
    numbers = [int(s.words[0]) for s in held]
    assert sum(b - a > 1 for a, b in itertools.pairwise(numbers)) == len(held) // corpora.BLOCK - 1


def test_swapped_names_keep_label_order_and_genitive():
    rng = random.Random(4)
    for _ in range(50):
        swapped = augment.swap_names(PASSAGE, BANK, rng, 1.0)
        assert [label for _, label in names(swapped)] == ["PER", "ORG", "LOC"]
        assert swapped.text.endswith(".") and " motion sänds till " in swapped.text
        assert names(swapped)[0][0][-1] in "sxz"


@pytest.mark.parametrize(("name", "expected"), [("Alm", "Alms"), ("Ås", "Ås"), ("SKR", "SKR:s"), ("Malmö", "Malmös")])
def test_genitive(name, expected):
    assert genitive(name) == expected


def test_case_variants_keep_offsets():
    assert names(augment.upper(PASSAGE))[1] == ("TRAFIKVERKET", "ORG")
    assert names(augment.lower(PASSAGE))[2] == ("borås", "LOC")
    assert augment.names_upper(PASSAGE).text.startswith("KARIN ALMS motion")


def test_capitals_that_change_the_length_are_not_made():
    strange = corpora.Passage("straße", ())
    assert augment.upper(strange) is strange


def test_made_lines_are_reproducible_and_every_slot_is_known():
    first = made_lines(3000, BANK, ["Region Norr"], random.Random(1))
    assert first == made_lines(3000, BANK, ["Region Norr"], random.Random(1))
    assert all("{" not in line.text and "}" not in line.text for line in first)
    assert all(augment.is_clean(line.spans) for line in first)
    assert all(name == name.strip() and name for line in first for name, _ in names(line))
    assert len(templates().groups) >= 3
