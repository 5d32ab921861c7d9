"""Train the name model: passages -> spaCy pipeline with averaged weights."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.training.augment import NameBank, lower, name_bank, names_upper, swap_names, upper
from pipeline.training.corpora import Passage, join
from pipeline.training.lines import made_lines

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.training import Example

_PACKAGE = Path(__file__).resolve().parents[1]
#: Config and settings: inside an installed package, or beside it in a checkout.
CONFIG_FOLDER = next(
    (folder for folder in (_PACKAGE / "_models" / "training",) if folder.is_dir()),
    _PACKAGE.parent / "models" / "training",
)


@dataclass(frozen=True, slots=True)
class Settings:
    """What ``models/training/train.toml`` holds (see there for meanings)."""

    seed: int = 1
    epochs: int = 14
    dropout: float = 0.2
    learn_rate: float = 0.001
    final_rate: float = 0.0001
    l2: float = 0.01
    batch_words: tuple[int, int] = (400, 2000)
    share: dict[str, float] = field(default_factory=dict)
    lines: int = 2500
    swap: float = 0.3
    swap_share: float = 0.7
    upper: float = 0.07
    lower: float = 0.06
    names_upper: float = 0.03
    joined: float = 0.4


def read_settings(path: Path) -> Settings:
    """Settings from a TOML file; keys as in :class:`Settings`."""
    with path.open("rb") as handle:
        values: dict[str, Any] = tomllib.load(handle)
    if "batch_words" in values:
        values["batch_words"] = tuple(values["batch_words"])
    return Settings(**values)


def fast_ops() -> None:
    """Use numpy's own matrix product when it is the faster one (it is on most servers)."""
    from thinc.api import NumpyOps, set_current_ops

    set_current_ops(NumpyOps(use_blis=False))


def epoch_passages(
    passages: Sequence[Passage], bank: NameBank, regions: list[str], settings: Settings, rng: random.Random
) -> Iterator[Passage]:
    """One epoch's passages: sampled by source, varied, some joined to texts of several lines.

    ``settings.share`` gives for a source how much of it an epoch takes (1.5 = all, and half twice).
    """
    taken: list[list[Passage]] = []
    run: list[Passage] = []
    for item in passages:
        share = settings.share.get(item.source, 1.0)
        copies = int(share) + (rng.random() < share % 1)
        for _ in range(copies):
            run.append(item)
            if rng.random() > settings.joined or len(run) > 5:
                taken.append(run)
                run = []
    if run:
        taken.append(run)
    lines = made_lines(settings.lines, bank, regions, rng)
    while lines:
        size = rng.choice((1, 1, 2, 3, 4, 6, 8))
        taken.append(lines[:size])
        lines = lines[size:]
    rng.shuffle(taken)
    for group in taken:
        glue = "\n" if group[0].source == "lines" or rng.random() < 0.3 else " "
        item = join(group, glue) if len(group) > 1 else group[0]
        if item.source != "lines" and item.spans and rng.random() < settings.swap:
            item = swap_names(item, bank, rng, settings.swap_share)
        chance = rng.random()
        if chance < settings.upper:
            item = upper(item)
        elif chance < settings.upper + settings.lower:
            item = lower(item)
        elif chance < settings.upper + settings.lower + settings.names_upper:
            item = names_upper(item)
        yield item


def example(nlp: Language, item: Passage) -> Example:
    """A training example over the pipeline's own tokens; doubtful places carry no label at all."""
    from spacy.tokens import Span
    from spacy.training import Example

    predicted = nlp.make_doc(item.text)
    reference = predicted.copy()
    spans = []
    doubtful: set[int] = set()
    for start, end, label in [*item.spans, *((start, end, "") for start, end in item.unknown)]:
        span = reference.char_span(start, end, label=label, alignment_mode="strict") if label else None
        if span is not None:
            spans.append(span)
            continue
        outer = reference.char_span(start, end, alignment_mode="expand")
        if outer is not None:
            doubtful.update(range(outer.start, outer.end))
    taken = {token for span in spans for token in range(span.start, span.end)}
    missing = [Span(reference, token, token + 1) for token in sorted(doubtful - taken)]
    reference.set_ents(spans, missing=missing, default="outside")
    return Example(predicted, reference)


def batches(examples: list[Example], words: int) -> Iterator[list[Example]]:
    """Neighbouring examples of about ``words`` tokens together."""
    batch: list[Example] = []
    size = 0
    for item in examples:
        batch.append(item)
        size += len(item.predicted)
        if size >= words:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def build_pipeline(
    config: Path, tables: dict[str, dict[str, int]], vectors: Any | None, overrides: dict[str, Any]
) -> Language:
    """An untrained pipeline with its word tables and vectors in place."""
    import spacy
    from spacy.util import load_config

    import pipeline.language.register_features  # noqa: F401  (registers what the config names)

    nlp = spacy.util.load_model_from_config(load_config(config, overrides=overrides), auto_fill=True)
    for name, table in tables.items():
        nlp.vocab.lookups.add_table(name, table)
    if vectors is not None:
        nlp.vocab.vectors = vectors(nlp.vocab)
    return nlp


def train(
    nlp: Language,
    passages: Sequence[Passage],
    settings: Settings,
    *,
    watch: Any = None,
    regions: list[str] | None = None,
) -> Language:
    """Train in place and return the pipeline with averaged weights.

    Args:
        nlp: from :func:`build_pipeline`.
        passages: everything to learn from.
        settings: rates, epochs and sampling.
        watch: called as ``watch(epoch, nlp, loss)`` after each epoch, with averaged weights in use.
        regions: names of regions for the made lines.
    """
    from spacy.util import fix_random_seed
    from thinc.api import Adam

    fix_random_seed(settings.seed)
    rng = random.Random(settings.seed)
    bank = name_bank()
    regions = regions or ["Region Skåne", "Region Halland", "Västra Götalandsregionen"]
    first = [example(nlp, item) for item in passages if item.spans][:200]
    optimizer = nlp.initialize(lambda: first)
    optimizer = Adam(settings.learn_rate, L2=settings.l2, use_averages=True, L2_is_weight_decay=True, grad_clip=1.0)
    ner = nlp.get_pipe("ner")
    for epoch in range(settings.epochs):
        progress = epoch / max(1, settings.epochs - 1)
        optimizer.learn_rate = settings.learn_rate + progress * (settings.final_rate - settings.learn_rate)
        least, most = settings.batch_words
        words = int(least + progress * (most - least))
        items = [example(nlp, item) for item in epoch_passages(passages, bank, regions, settings, rng)]
        losses: dict[str, float] = {}
        for batch in batches(items, words):
            nlp.update(batch, sgd=optimizer, drop=settings.dropout, losses=losses)
        if watch is not None:
            with ner.model.use_params(optimizer.averages):
                watch(epoch, nlp, losses.get("ner", 0.0))
    averages = optimizer.averages
    with ner.model.use_params(averages):
        nlp_bytes = ner.model.to_bytes()
    ner.model.from_bytes(nlp_bytes)
    return nlp
