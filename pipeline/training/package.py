"""Write a trained pipeline as it ships: without the training text's word list, with its meta data."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language

META: dict[str, Any] = {
    "name": "kansli",
    "description": "Names (PER, ORG, LOC) in Swedish governance text: hash embeddings with register classes, "
    "word clusters and floret vectors, convolution, transition-based parser",
    "author": "Kansli",
    "license": "CC BY-SA 4.0",
    "sources": [
        {"name": "UNER Swedish-Talbanken", "license": "CC BY-SA 4.0"},
        {"name": "Swedish NER corpus (webbnyheter 2012)", "license": "CC BY 4.0"},
        {"name": "UNER Danish-DDT", "license": "CC BY-SA 4.0"},
        {"name": "NorNE (bokmål)", "license": "CC0 (annotations)"},
    ],
}


def write_package(nlp: Language, target: Path, *, version: str, performance: dict[str, Any]) -> int:
    """Write ``nlp`` to ``target`` (replaced) and return its size in bytes.

    A fresh pipeline takes over weights, tables and vectors, so that strings seen in training stay behind.
    """
    from spacy.util import load_model_from_config

    config = nlp.config.copy()
    config["nlp"]["vectors"] = {"@vectors": "kansli.WordVectors.v1"}
    fresh = load_model_from_config(config, auto_fill=True)
    for table in nlp.vocab.lookups.tables:
        fresh.vocab.lookups.set_table(table, nlp.vocab.lookups.get_table(table))
    vectors = _vectors_of(nlp, fresh)
    fresh.vocab.vectors = vectors
    fresh.initialize(lambda: [_seed_example(fresh)])
    for name in nlp.pipe_names:
        fresh.get_pipe(name).from_bytes(nlp.get_pipe(name).to_bytes(exclude=["vocab"]), exclude=["vocab"])
    fresh.vocab.vectors = vectors
    fresh.meta.update(META, version=version, performance=performance)
    if target.exists():
        shutil.rmtree(target)
    fresh.to_disk(target)
    return sum(path.stat().st_size for path in target.rglob("*") if path.is_file())


def _vectors_of(nlp: Language, fresh: Language) -> Any:
    """The floret table of ``nlp`` over the strings of ``fresh``; an empty table when it has none."""
    from spacy.vectors import Mode

    from pipeline.language.word_vectors import CachedVectors

    old = nlp.vocab.vectors
    if old.mode != Mode.floret:
        return CachedVectors(strings=fresh.vocab.strings)
    return CachedVectors(
        strings=fresh.vocab.strings,
        data=old.data,
        mode="floret",
        minn=old.minn,
        maxn=old.maxn,
        hash_count=old.hash_count,
        hash_seed=old.hash_seed,
        bow=old.bow,
        eow=old.eow,
        attr=old.attr,
    )


def _seed_example(nlp: Language) -> Any:
    """One example with every label, for the shape of the network."""
    from spacy.tokens import Span
    from spacy.training import Example

    doc = nlp.make_doc("a b c")
    reference = doc.copy()
    reference.set_ents([Span(reference, i, i + 1, label) for i, label in enumerate(("LOC", "ORG", "PER"))])
    return Example(doc, reference)
