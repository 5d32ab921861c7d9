from collections import Counter

import spacy
from spacy.attrs import ID, PREFIX

from pipeline.language.register_features import (
    BIT,
    CLASS_TABLE,
    CLASSES,
    CLUSTER_TABLE,
    add_register_features,
    suffix_class,
    word_forms,
)
from pipeline.training.tables import class_table, clusters, corpus_counts


def test_lexemes_carry_classes_and_clusters_whatever_the_case():
    nlp = add_register_features(spacy.blank("sv"))
    nlp.vocab.lookups.add_table(CLASS_TABLE, {"skövde": BIT["place"]})
    nlp.vocab.lookups.add_table(CLUSTER_TABLE, {"skövde": 7})
    rows = nlp.make_doc("Skövde SKÖVDE skövdes okänt").to_array([PREFIX, ID]).tolist()
    assert rows[:3] == [[BIT["place"], 7]] * 3
    assert rows[3] == [0, 0]


def test_other_pipelines_keep_their_prefix():
    add_register_features(spacy.blank("sv"))
    assert spacy.blank("sv").make_doc("Skövde")[0].prefix_ == "S"


def test_word_forms_take_off_genitive():
    assert word_forms("SKR:s") == ("skr:s", "skr")
    assert word_forms("Skövdes") == ("skövdes", "skövde")
    assert word_forms("Ås") == ("ås",)


def test_suffix_needs_a_stem():
    assert suffix_class("byggnadsnämnden") == suffix_class("byggnadsnämndens") > 0
    assert suffix_class("nämnden") == 0
    assert suffix_class("byggnadsnämnden") >> len(CLASSES) != suffix_class("lindströms") >> len(CLASSES)


def test_class_table_from_registers_and_counts():
    lower, proper = corpus_counts(["vi bor i Skövde och arbetar", "arbetet i Skövde"] * 30)
    table = class_table(lower, proper)
    assert table["skövde"] & BIT["place"] and table["skövde"] & BIT["proper"]
    assert table["skatteverket"] & BIT["organisation"]
    assert table["andersson"] & BIT["surname"]
    assert table["och"] & BIT["everyday"]
    assert not table["skövde"] & BIT["everyday"]


def test_clusters_part_two_clouds():
    words = [f"w{i}" for i in range(40)]
    vectors = [[1.0, 0.01 * i] if i < 20 else [0.01 * i, -1.0] for i in range(40)]
    found = clusters(words, vectors, 2, seed=3)
    sizes = Counter(found.values())
    assert set(sizes) == {1, 2}
    assert len({found[f"w{i}"] for i in range(20)}) == 1
