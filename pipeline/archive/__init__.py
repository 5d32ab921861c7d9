"""Runs over an archive: resumable, incremental, parallel, the same tables every time."""

from pipeline.archive.model import Progress, RunSummary
from pipeline.archive.runner import run

__all__ = ["Progress", "RunSummary", "run"]
