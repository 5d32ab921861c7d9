"""Dates of Swedish administrative text: expressions, values, resolution.

``parse`` stands on its own and imports no spaCy; the pipeline component is in
:mod:`pipeline.language.dates.component`.
"""

from pipeline.language.dates.expressions import Reference
from pipeline.language.dates.parser import parse

__all__ = ["Reference", "parse"]
