"""Files to text: one reader a format, behind one table (:mod:`pipeline.sources.registry`)."""

from pipeline.sources.content import Failure, ReadOptions, ReadResult
from pipeline.sources.model import Hint, Source
from pipeline.sources.read import read
from pipeline.sources.registry import supported_suffixes

__all__ = ["Failure", "Hint", "ReadOptions", "ReadResult", "Source", "read", "supported_suffixes"]
