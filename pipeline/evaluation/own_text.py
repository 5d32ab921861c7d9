"""Running the pipeline over the samples' own text, without an archive."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pipeline.evaluation.samples import Sample

if TYPE_CHECKING:
    from spacy.language import Language


def rows_of(
    samples: Sequence[Sample], nlp: Language, change: Callable[[str], str] | None = None
) -> dict[str, Mapping[str, Sequence[Mapping[str, Any]]]]:
    """Rows of each sample that holds its text, keyed by the sample's file name.

    Args:
        samples: labelled documents.
        nlp: a loaded pipeline.
        change: done to each text first (robustness figures); None for the text as it is.
    """
    from pipeline import language, sources
    from pipeline.tables.rows import rows

    out: dict[str, Mapping[str, Sequence[Mapping[str, Any]]]] = {}
    for sample in samples:
        if sample.text is None:
            continue
        text = change(sample.text) if change else sample.text
        name = sample.names[-1] if is_markdown(sample.text) else sample.names[0]
        result = sources.read(name, name=name, data=text.encode("utf8"))
        if result.sources:
            out[sample.names[0]] = rows(language.read_source(nlp, result.sources[0]))
    return out


def is_markdown(text: str) -> bool:
    """Whether a sample's text is Markdown: it has a heading or a line in bold marks."""
    return any(line.startswith(("# ", "## ", "### ", "**")) for line in text.splitlines())
