"""The spaCy pipeline that reads Swedish minutes, and the functions that run it.

:func:`load` gives the pipeline, :func:`read_source` runs it over one file as read. Both import
spaCy only when called.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline.language.model import Reading
from pipeline.sources.model import Source

if TYPE_CHECKING:
    from spacy.language import Language

# In the order the text flows through them. A stage may read what the stages before it wrote.
STAGES: dict[str, str] = {
    "kansli_layout": "pipeline.language.components",
    "kansli_sections": "pipeline.language.components",
    "kansli_roster": "pipeline.language.roster",
    "kansli_dates": "pipeline.language.dates.component",
    "kansli_meeting": "pipeline.language.meeting",
    "kansli_names": "pipeline.language.names",
    "kansli_statements": "pipeline.language.statements",
    "kansli_acts": "pipeline.language.acts",
    "kansli_identity": "pipeline.language.identity",
}


def load(*, model: bool = True, disable: tuple[str, ...] = ()) -> Language:
    """The pipeline: ``spacy.blank("sv")`` with this package's components.

    Args:
        model: put in the trained name model where it is shipped.
        disable: names of components to leave out.

    Returns:
        A spaCy ``Language``; ``nlp(text)`` and ``nlp.pipe`` give Docs with ``doc._.reading``.
    """
    import importlib

    import spacy

    from pipeline.language.tokens import MinutesTokenizer

    nlp = _base(spacy, model)
    nlp.tokenizer = MinutesTokenizer(nlp.vocab)
    for name, module in STAGES.items():
        if name in disable:
            continue
        importlib.import_module(module)
        nlp.add_pipe(name)
    return nlp


def _base(spacy: Any, model: bool) -> Language:
    """The trained name model, or a blank pipeline where it is not wanted or not shipped."""
    from pipeline.language.model_path import model_path

    if model:
        try:
            path = model_path()
        except FileNotFoundError:
            path = None
        if path is not None:
            from pipeline.language import register_features  # noqa: F401  (functions that the model names)

            loaded: Language = spacy.load(path)
            return loaded
    blank: Language = spacy.blank("sv")
    return blank


def read_source(nlp: Language, source: Source) -> Reading:
    """Run the pipeline over one source.

    Args:
        nlp: from :func:`load`.
        source: a file as read.

    Returns:
        What the stages found.
    """
    from pipeline.language.tokens import make_doc, reading_of

    return reading_of(nlp(make_doc(nlp, source)))
