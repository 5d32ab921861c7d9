"""The model as it ships: found, light, the same after packing."""

import numpy as np
import pytest
import spacy

from pipeline.language import model_path as module
from pipeline.language.model_path import model_path
from pipeline.language.register_features import CLASS_TABLE, CLUSTER_TABLE
from pipeline.language.word_vectors import CachedVectors
from pipeline.training.corpora import Passage
from pipeline.training.package import write_package
from pipeline.training.train import CONFIG_FOLDER, Settings, build_pipeline, train

MOST_BYTES = 30_000_000
TEXT = "Lena Alm åkte till Skövde. SKATTEVERKET svarade Per Ek (S)."


def test_model_is_found_and_light():
    path = model_path()
    assert sum(file.stat().st_size for file in path.rglob("*") if file.is_file()) < MOST_BYTES


def test_missing_model_says_where_it_was_looked_for(monkeypatch):
    monkeypatch.setattr(module, "NAME", "sv_none")
    with pytest.raises(FileNotFoundError, match="sv_none is missing"):
        model_path()


def test_shipped_model_carries_its_knowledge_and_labels():
    nlp = spacy.load(model_path())
    assert nlp.pipe_names == ["ner"]
    assert set(nlp.get_pipe("ner").labels) == {"PER", "ORG", "LOC"}
    assert len(nlp.vocab.lookups.get_table(CLASS_TABLE)) > 50_000
    assert len(nlp.vocab.lookups.get_table(CLUSTER_TABLE)) > 50_000
    assert isinstance(nlp.vocab.vectors, CachedVectors)
    found = {(ent.text, ent.label_) for ent in nlp(TEXT).ents}
    assert {("Lena Alm", "PER"), ("Skövde", "LOC"), ("Per Ek", "PER"), ("SKATTEVERKET", "ORG")} <= found


def test_packing_keeps_weights_tables_and_vectors(tmp_path):
    def vectors(vocab):
        data = np.random.default_rng(1).normal(size=(200, 16)).astype("float16").astype("float32")
        options = {"mode": "floret", "minn": 3, "maxn": 4, "hash_count": 2, "attr": "LOWER"}
        return CachedVectors(strings=vocab.strings, data=data, **options)

    items = [Passage(f"{name} bor i Skövde.", ((0, len(name), "PER"),)) for name in ("Lena", "Per")] * 20
    settings = Settings(epochs=2, lines=60, batch_words=(30, 30), share={})
    nlp = train(build_pipeline(CONFIG_FOLDER / "config.cfg", {CLASS_TABLE: {"lena": 1}}, vectors, {}), items, settings)
    size = write_package(nlp, tmp_path / "m", version="0.0.1", performance={"all": 1.0})
    again = spacy.load(tmp_path / "m")
    assert size < MOST_BYTES
    assert again.meta["performance"] == {"all": 1.0}
    before, after = (
        [(ent.text, ent.label_) for ent in pipe("Lena och Per bor i Skövde, sade Lena Alm.").ents]
        for pipe in (nlp, again)
    )
    assert before == after != []
