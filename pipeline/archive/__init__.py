"""Runs over an archive: resumable, incremental, parallel, the same tables every time."""

from pipeline.archive.merge import merge
from pipeline.archive.model import Progress, RunSummary
from pipeline.archive.runner import run
from pipeline.archive.verify import Problem, VerifyReport, verify

__all__ = ["Problem", "Progress", "RunSummary", "VerifyReport", "merge", "run", "verify"]
