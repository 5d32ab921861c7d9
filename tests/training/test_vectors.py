import numpy as np
import pytest
import spacy
from spacy.vectors import Vectors

from pipeline.language import word_vectors
from pipeline.language.word_vectors import CachedVectors
from pipeline.training.vectors import vector_lines

OPTIONS = {"mode": "floret", "minn": 3, "maxn": 4, "hash_count": 2, "attr": "LOWER"}


@pytest.fixture
def pair():
    nlp = spacy.blank("sv")
    data = np.random.default_rng(1).normal(size=(50, 8)).astype("float32")
    return nlp, *(kind(strings=nlp.vocab.strings, data=data, **OPTIONS) for kind in (CachedVectors, Vectors))


def test_same_vectors_as_spacys_own_in_any_order_and_twice(pair):
    nlp, cached, plain = pair
    keys = [nlp.vocab.strings.add(word) for word in ("skövde", "nämnd", "skövde", "alm")]
    for order in (keys, keys[::-1], keys[1:2]):
        array = np.array(order, dtype="uint64")
        assert np.allclose(cached.get_batch(array), plain.get_batch(order))


def test_a_full_store_starts_again(pair, monkeypatch):
    nlp, cached, plain = pair
    monkeypatch.setattr(word_vectors, "CAPACITY", 3)
    for start in range(0, 12, 2):
        keys = [nlp.vocab.strings.add(f"ord{i}") for i in range(start, start + 2)]
        assert np.allclose(cached.get_batch(keys), plain.get_batch(keys))
        assert len(cached._rows) <= 3


def test_disk_is_half_precision_and_memory_is_not(pair, tmp_path):
    nlp, cached, _ = pair
    cached.to_disk(tmp_path)
    assert cached.data.dtype == np.float32
    assert np.load(tmp_path / "vectors").dtype == np.float16
    again = CachedVectors(strings=nlp.vocab.strings).from_disk(tmp_path)
    assert again.data.dtype == np.float32
    assert again.attr == cached.attr
    assert np.allclose(again.data, cached.data, atol=0.01)


def test_vector_lines_keep_paragraphs_with_names_once():
    named = "Vi for till Skövde med Lena Alm i går eftermiddag."
    lines = list(vector_lines([named, named, "utan namn men minst trettio tecken lång"], ["Per Ek kom."]))
    assert lines[0] == "vi for till skövde med lena alm i går eftermiddag ."
    assert lines[1:] == ["per ek kom ."] * 3
