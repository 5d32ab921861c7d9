"""The whole way from the corpora to the shipped model: ``kansli train-names``.

Steps, each kept in the work folder so that a second run goes on where the first stopped:
vectors and clusters of the corpus, register classes, teachers, silver passages, student, package.
About an hour and a half on one core; needs the extra ``train``.
"""

from __future__ import annotations

import json
import lzma
import random
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.evaluation.ner import NameScore, predict, read_tagged, score
from pipeline.language.register_features import CLASS_TABLE, CLUSTER_TABLE
from pipeline.training import corpora
from pipeline.training.corpora import Passage
from pipeline.training.package import write_package
from pipeline.training.silver import choose, silver
from pipeline.training.tables import class_table, corpus_counts
from pipeline.training.train import CONFIG_FOLDER, Settings, build_pipeline, fast_ops, train
from pipeline.training.vectors import floret_table, train_clusters, train_floret, vector_lines

if TYPE_CHECKING:
    from spacy.language import Language


@dataclass(frozen=True, slots=True)
class Report:
    """What a training run gave.

    Attributes:
        size: bytes of the packaged model.
        held_out: scores of a student that never saw the held-out parts; empty when not asked for.
    """

    size: int
    held_out: dict[str, list[NameScore]]


class Workshop:
    """The corpora under ``data`` and the intermediate results under ``work``.

    Args:
        data: folder with ``ner/`` and ``corpus.txt.xz``.
        work: folder for intermediate results; made when missing.
        say: called with a line of progress.
        settings: as ``models/training/train.toml``.
    """

    def __init__(
        self,
        data: Path,
        work: Path,
        say: Callable[[str], None] = lambda _: None,
        settings: Path = CONFIG_FOLDER / "train.toml",
    ) -> None:
        self.data, self.work, self.say = data, work, say
        self.work.mkdir(parents=True, exist_ok=True)
        with settings.open("rb") as handle:
            self.settings: dict[str, Any] = tomllib.load(handle)

    def corpus(self) -> Iterator[str]:
        """Paragraphs of the plain corpus."""
        with lzma.open(self.data / "corpus.txt.xz", "rt", encoding="utf-8") as handle:
            yield from handle

    def passages(self, *, everything: bool) -> list[Passage]:
        """Labelled passages; without the held-out parts unless ``everything``."""
        found: list[Passage] = []
        for name in corpora.FILES:
            sentences = read_tagged(self.data / "ner" / corpora.FILES[name])
            if name == "web":
                sentences = [corpora.repair_merged(sentence) for sentence in sentences]
            if name in ("uner", "web") and not everything:
                sentences, _ = corpora.split_sentences(name, sentences)
            found.extend(corpora.passage(sentence, name) for sentence in sentences)
        return found

    def tables(self) -> dict[str, dict[str, int]]:
        """Word tables: register classes and clusters."""
        path = self.work / "tables.json"
        if not path.exists():
            self.say("register classes")
            classes = class_table(*corpus_counts(self.corpus()))
            self.say("word clusters")
            found = train_clusters(self._vector_text(), self.settings["clusters"])
            path.write_text(json.dumps({CLASS_TABLE: classes, CLUSTER_TABLE: found}), encoding="utf-8")
        tables: dict[str, dict[str, int]] = json.loads(path.read_text(encoding="utf-8"))
        return tables

    def vectors(self) -> Callable[[Any], Any]:
        """The floret table."""
        path = self.work / "vectors.floret"
        if not path.exists():
            self.say("floret vectors")
            train_floret(self._vector_text(), path)
        return floret_table(path)

    def _vector_text(self) -> Path:
        path = self.work / "vectors.txt"
        if not path.exists():
            labelled = [item.text for item in corpora.load(self.data / "ner", ("uner", "web"))]
            with path.open("w", encoding="utf-8") as handle:
                handle.writelines(line + "\n" for line in vector_lines(self.corpus(), labelled))
        return path

    def silver(self, passages: list[Passage]) -> list[Passage]:
        """Corpus passages labelled by the agreement of teachers trained on ``passages``."""
        path = self.work / "silver.jsonl"
        if not path.exists():
            options = dict(self.settings["teacher"])
            seeds = options.pop("seeds")
            teachers = []
            for seed in seeds:
                self.say(f"teacher {seed}")
                teachers.append(self.fit(passages, Settings(seed=seed, **options)))
            self.say("silver passages")
            lines = choose(self.corpus(), self.settings["silver_lines"], random.Random(5))
            with path.open("w", encoding="utf-8") as handle:
                for item in silver(lines, teachers):
                    handle.write(json.dumps(asdict(item), ensure_ascii=False) + "\n")
        with path.open(encoding="utf-8") as handle:
            return [_passage(json.loads(line)) for line in handle]

    def fit(self, passages: list[Passage], settings: Settings) -> Language:
        """A new pipeline trained on ``passages``."""
        nlp = build_pipeline(CONFIG_FOLDER / "config.cfg", self.tables(), self.vectors(), {})
        return train(nlp, passages, settings, watch=lambda epoch, _, loss: self.say(f"epoch {epoch}: loss {loss:.0f}"))

    def held_out(self, nlp: Language) -> dict[str, list[NameScore]]:
        """Scores on the held-out parts, on UNER dev, and on both held-out parts in other cases."""
        parts = {
            name: corpora.split_sentences(name, read_tagged(self.data / "ner" / corpora.FILES[name]))[1]
            for name in ("uner", "web")
        }
        found = {name: score(part, predict(part, nlp)) for name, part in parts.items()}
        both = [*parts["uner"], *parts["web"]]
        for name, case in (("both", str), ("both, upper case", str.upper), ("both, lower case", str.lower)):
            found[name] = score(both, predict(both, nlp, case))
        dev = read_tagged(self.data / "ner" / "sv_talbanken-ud-dev.iob2")
        found["UNER dev"] = score(dev, predict(dev, nlp))
        return found


def train_names(
    data: Path,
    target: Path,
    *,
    work: Path,
    version: str = "0.1.0",
    measure: bool = True,
    say: Callable[[str], None] = lambda _: None,
    settings: Path = CONFIG_FOLDER / "train.toml",
) -> Report:
    """Train the name model and write it to ``target``.

    With ``measure``, a student without the held-out parts is trained first and scored on them; the
    one that ships is then trained on everything with the same settings.

    Raises:
        FileNotFoundError: a corpus is missing under ``data``.
    """
    fast_ops()
    shop = Workshop(data, work, say, settings)
    student = Settings(**shop.settings["student"])
    silver_passages = shop.silver(shop.passages(everything=False))
    held_out: dict[str, list[NameScore]] = {}
    if measure:
        say("student without the held-out parts")
        held_out = shop.held_out(shop.fit(shop.passages(everything=False) + silver_passages, student))
    say("student on everything")
    nlp = shop.fit(shop.passages(everything=True) + silver_passages, student)
    performance = {part: {row.label: row.f for row in rows if row.f is not None} for part, rows in held_out.items()}
    return Report(write_package(nlp, target, version=version, performance=performance), held_out)


def _passage(row: dict[str, Any]) -> Passage:
    return Passage(
        row["text"],
        tuple((start, end, label) for start, end, label in row["spans"]),
        tuple((start, end) for start, end in row["unknown"]),
        row["source"],
        row["document"],
    )
