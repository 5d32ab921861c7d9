"""The words of the report's interface, in the reader's language."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib import resources
from typing import Any

from pipeline.errors import ArchiveError

LANGUAGES = ("sv", "en")


@dataclass(frozen=True, slots=True)
class Words:
    """Interface texts by key; values of the tables as words; names of coverage figures."""

    lang: str
    text: dict[str, str]
    value: dict[str, str]
    coverage: dict[str, str]

    def say(self, value: Any) -> Any:
        """A value of a table as a word of the interface, or as it is."""
        return self.value.get(value, value) if isinstance(value, str) else value


def load_words(language: str) -> Words:
    """The words of a language.

    Args:
        language: one of :data:`LANGUAGES`.

    Raises:
        ArchiveError: the report is not made in that language.
    """
    if language not in LANGUAGES:
        raise ArchiveError(f"The report is made in {' and '.join(LANGUAGES)}, not in {language!r}.")
    path = resources.files("pipeline.report") / "interface" / f"{language}.toml"
    return Words(**tomllib.loads(path.read_text("utf8")))
