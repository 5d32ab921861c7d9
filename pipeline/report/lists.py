"""The long lists of the report: rows in script files, so that they load without a server."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.report.page import for_script

ROWS_A_FILE = 5_000
MOST_ROWS = 50_000  # what a browser searches without waiting
_TEXT = 420


@dataclass(slots=True)
class ListWriter:
    """Writes the rows of one list as ``NAME-1.js``, ``NAME-2.js`` ...; stops at :data:`MOST_ROWS`."""

    folder: Path
    name: str
    total: int = 0
    files: list[str] = field(default_factory=list)
    _pending: list[Sequence[Any]] = field(default_factory=list)

    def add(self, row: Sequence[Any]) -> None:
        """Add a row of JSON values."""
        self.total += 1
        if self.total > MOST_ROWS:
            return
        self._pending.append(row)
        if len(self._pending) == ROWS_A_FILE:
            self.flush()

    def flush(self) -> None:
        """Write what waits."""
        if not self._pending:
            return
        name = f"{self.name}-{len(self.files) + 1}.js"
        (self.folder / name).write_text(f'kansliRows("{self.name}",{for_script(self._pending)});\n', "utf8")
        self.files.append(name)
        self._pending = []

    @property
    def rows(self) -> int:
        """Rows that are in the files."""
        return min(self.total, MOST_ROWS)


def short(text: str) -> str:
    """A text of a row, cut where it is long: the whole stands in the document's page."""
    return text if len(text) <= _TEXT else text[: _TEXT - 2].rsplit(" ", 1)[0] + " …"
