"""``kansli evaluate``: figures with intervals, breakdowns, a baseline to hold, a comparison of two.

The figures rest on :mod:`score`; this module adds them up and says what they mean.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from pipeline.errors import EvaluationError
from pipeline.evaluation.measure import Counts, interval, paired_p
from pipeline.evaluation.samples import LAYERS, Sample, load_samples
from pipeline.evaluation.score import Scored, score, tables_by_document

_SMALL = 5  # a figure on fewer gold things is shown but never held against a baseline


@dataclass(frozen=True, slots=True)
class Figure:
    """A measure over the documents labelled for it. Accuracies (``field.*``) have precision 1 and F left out."""

    measure: str
    precision: float
    recall: float
    f: float
    gold: int
    low: float
    high: float
    documents: int

    @property
    def value(self) -> float:
        """The figure that is held against a baseline: accuracy for fields, F for the rest."""
        return self.recall if self.measure.startswith("field.") else self.f


@dataclass(slots=True)
class Evaluation:
    """Scores of one set of tables against samples."""

    samples: list[Sample]
    scored: Scored
    figures: dict[str, Figure] = field(default_factory=dict)

    def breakdown(self, by: str) -> dict[str, dict[str, Figure]]:
        """Figures by ``layout`` or ``body``: group -> measure -> figure."""
        groups: dict[str, list[str]] = {}
        for sample in self.samples:
            groups.setdefault(str(getattr(sample, by) or "-"), []).append(sample.id)
        return {name: figures(self.scored, ids) for name, ids in sorted(groups.items())}

    def partly(self) -> dict[str, int]:
        """Layers that some of the samples are not labelled for -> how many are."""
        counts = {layer: sum(layer in s.layers for s in self.samples) for layer in LAYERS}
        return {layer: n for layer, n in counts.items() if n < len(self.samples)}

    def rule_precision(self) -> list[tuple[str, int, int]]:
        """(rule, fired, right) of every rule that decided a labelled statement, worst first."""
        rows = [(rule, fired, right) for rule, (fired, right) in self.scored.rules.items()]
        return sorted(rows, key=lambda r: (r[2] / r[1], -r[1], r[0]))

    def to_json(self) -> dict[str, Any]:
        """Everything as plain data, with the documents it rests on."""
        return {
            "samples": [s.id for s in self.samples],
            "labelled_in_part": self.partly(),
            "unread": self.scored.unread,
            "figures": {m: asdict(f) for m, f in self.figures.items()},
            "layouts": {g: {m: asdict(f) for m, f in of.items()} for g, of in self.breakdown("layout").items()},
            "bodies": {g: {m: asdict(f) for m, f in of.items()} for g, of in self.breakdown("body").items()},
            "rules": [{"rule": r, "fired": n, "right": k} for r, n, k in self.rule_precision()],
            "misses": [asdict(m) for m in self.scored.misses],
        }


def evaluate(tables: Path, gold: Path, *, split: str | None = None) -> Evaluation:
    """Score a folder of tables against labelled samples.

    Args:
        tables: what a run wrote.
        gold: folder of samples.
        split: only the samples of this split.

    Raises:
        EvaluationError: no samples, or none of them is in the tables.
    """
    samples = load_samples(gold, split)
    scored = score(samples, tables_by_document(tables))
    if len(scored.unread) == len(samples):
        raise EvaluationError(
            f"None of the {len(samples)} samples in {gold} is in {tables}: documents are matched by file name "
            f"(for example {samples[0].names[0]!r})."
        )
    return Evaluation(samples, scored, figures(scored))


def evaluate_any(target: Path | None, gold: Path, *, split: str | None = None) -> Evaluation:
    """Score tables, an archive (which is run first), or the samples' own text.

    Args:
        target: a folder of tables (it has a ``documents`` folder), an archive, or None.
        gold: folder of samples.
        split: only the samples of this split.

    Raises:
        EvaluationError: no samples, none of them found, or no text to run.
    """
    if target is not None and (target / "documents").is_dir():
        return evaluate(target, gold, split=split)
    if target is not None:
        from pipeline import archive

        with tempfile.TemporaryDirectory() as folder:
            archive.run(target, Path(folder) / "tables")
            return evaluate(Path(folder) / "tables", gold, split=split)
    from pipeline import language
    from pipeline.evaluation.own_text import rows_of

    samples = load_samples(gold, split)
    if not any(s.text for s in samples):
        raise EvaluationError(f"The samples in {gold} hold quotes, not text: name the tables or the archive to score.")
    scored = score(samples, rows_of(samples, language.load()))
    return Evaluation(samples, scored, figures(scored))


def figures(scored: Scored, samples: Iterable[str] | None = None) -> dict[str, Figure]:
    """Each measure over all documents or some."""
    ids = sorted(scored.counts) if samples is None else list(samples)
    out = {}
    for measure in scored.measures():
        documents = scored.documents(measure, ids)
        whole = sum(documents, Counts())
        if not (whole.tp + whole.fp + whole.fn):
            continue
        what = "recall" if measure.startswith("field.") else "f"
        low, high = interval(documents, what=what)
        out[measure] = Figure(measure, whole.precision, whole.recall, whole.f, whole.gold, low, high, len(documents))
    return out


def write_baseline(found: Evaluation, path: Path) -> None:
    """Write the figures that later runs are held to."""
    data = {m: {"value": round(f.value, 4), "gold": f.gold} for m, f in sorted(found.figures.items())}
    path.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", "utf8")


def drops(found: Evaluation, baseline: Path, max_drop: float) -> list[str]:
    """Sentences for each figure that fell by more than ``max_drop`` points (hundredths).

    Raises:
        EvaluationError: the baseline cannot be read.
    """
    try:
        before: dict[str, Any] = json.loads(baseline.read_text("utf8"))
    except (OSError, json.JSONDecodeError) as error:
        raise EvaluationError(f"The baseline {baseline} cannot be read: {error}") from error
    out = []
    for measure, then in before.items():
        now = found.figures.get(measure)
        value = now.value if now else 0.0
        if then["gold"] >= _SMALL and 100 * (then["value"] - value) > max_drop:
            out.append(f"{measure} fell from {100 * then['value']:.1f} to {100 * value:.1f} (allowed drop {max_drop}).")
    return out


@dataclass(frozen=True, slots=True)
class Comparison:
    """One measure of two outputs on the same samples."""

    measure: str
    first: float
    second: float
    p: float


def compare_tables(first: Path, second: Path, gold: Path, *, split: str | None = None) -> list[Comparison]:
    """Two folders of tables against the same samples, with a paired test over documents."""
    a, b = evaluate(first, gold, split=split), evaluate(second, gold, split=split)
    ids = [s.id for s in a.samples]
    out = []
    for measure in sorted({*a.figures, *b.figures}):
        what = "recall" if measure.startswith("field.") else "f"
        left, right = a.scored.documents(measure, ids), b.scored.documents(measure, ids)
        of = [sum(side, Counts()) for side in (left, right)]
        values = [getattr(c, what) for c in of]
        out.append(Comparison(measure, values[0], values[1], paired_p(left, right, what=what)))
    return out
