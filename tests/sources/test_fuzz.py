"""A hundred mutated files a format on every run; the full two thousand: benchmarks/fuzz_readers.py."""

from __future__ import annotations

import pytest

from benchmarks.fuzz_readers import SLOW, fuzz
from tests.sources.writers import WRITERS
from tests.sources.writers_more import MORE_WRITERS


@pytest.mark.parametrize("name", [*WRITERS, *MORE_WRITERS])
def test_mutated_files_end_as_documents_or_failures(name: str) -> None:
    outcomes, slowest = fuzz(name, count=100, seed=7)
    assert outcomes.total() == 100
    assert slowest < SLOW
