"""Examples, epochs and a tiny training run."""

import random

import spacy

from pipeline.training.augment import name_bank
from pipeline.training.corpora import Passage
from pipeline.training.train import CONFIG_FOLDER, Settings, batches, build_pipeline, epoch_passages, example, train


def entities(made):
    return [(ent.text, ent.label_) for ent in made.reference.ents]


def test_example_has_names_and_leaves_doubt_open():
    item = Passage("Lena Alm reste med Skutan.", ((0, 8, "PER"),), unknown=((19, 25),))
    made = example(spacy.blank("sv"), item)
    assert entities(made) == [("Lena Alm", "PER")]
    assert [token.ent_iob_ for token in made.reference] == ["B", "I", "O", "O", "", "O"]


def test_names_inside_one_token_are_left_open_together():
    made = example(spacy.blank("sv"), Passage("Alm–9Ek kom", ((0, 3, "PER"), (5, 7, "PER"))))
    assert entities(made) == []
    assert made.reference[0].ent_iob_ == ""


def test_shares_decide_how_much_of_a_source_an_epoch_takes():
    items = [Passage(f"Rad {i}.", (), source="a") for i in range(400)]
    items += [Passage(f"Ord {i}.", (), source="b") for i in range(400)]
    settings = Settings(share={"a": 0.25, "b": 2.0}, lines=0, joined=0.0, upper=0, lower=0, names_upper=0)
    taken = list(epoch_passages(items, name_bank(), ["Region Norr"], settings, random.Random(2)))
    assert sum("Ord" in item.text for item in taken) == 800
    assert 60 < sum("Rad" in item.text for item in taken) < 140


def test_batches_hold_about_the_words_asked_for():
    nlp = spacy.blank("sv")
    items = [example(nlp, Passage("ett två tre fyra", ()))] * 10
    assert [len(batch) for batch in batches(items, 8)] == [2] * 5


def test_tiny_training_learns_and_is_reproducible():
    items = [Passage(f"{name} bor i Skövde.", ((0, len(name), "PER"),), source="a") for name in ("Lena", "Per")] * 20
    settings = Settings(epochs=3, lines=40, dropout=0.0, swap=0.0, batch_words=(20, 40), share={})
    override = {"components.ner.model.tok2vec.embed.include_static_vectors": False}
    texts = []
    for _ in range(2):
        nlp = train(build_pipeline(CONFIG_FOLDER / "config.cfg", {}, None, override), items, settings)
        doc = nlp("Lena bor i Skövde.")
        texts.append([(ent.text, ent.label_) for ent in doc.ents])
    assert ("Lena", "PER") in texts[0]
    assert texts[0] == texts[1]
