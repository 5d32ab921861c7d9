"""The word tables of the grammar, read once from ``lexicon.toml`` and ``holidays.toml``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from importlib.resources import files
from typing import Any, Final

from pipeline.errors import KnowledgeError
from pipeline.language.dates import holidays


def read_toml(name: str) -> dict[str, Any]:
    """A data file that lies beside this module. Raises KnowledgeError where it is no TOML."""
    try:
        return tomllib.loads((files(__package__) / name).read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise KnowledgeError(f"{name} is not valid TOML: {error}. Mend the file.") from error


_DATA: Final = read_toml("lexicon.toml")
_HOLIDAYS: Final = read_toml("holidays.toml")

MONTHS: Final[dict[str, int]] = _DATA["months"]
SHORT_MONTHS: Final[frozenset[str]] = frozenset(_DATA["abbreviations"]["months"])
SHORT_WEEKDAYS: Final[frozenset[str]] = frozenset(_DATA["abbreviations"]["weekdays"])
WEEKDAYS: Final[dict[str, int]] = _DATA["weekdays"]
ORDINALS: Final[dict[str, int]] = _DATA["ordinals"]
NUMBERS: Final[dict[str, int]] = _DATA["numbers"]
SEASONS: Final[dict[str, int]] = _DATA["seasons"]
SEASON_FORMS: Final[dict[str, int]] = _DATA["season_forms"]
SEASON_PAST: Final[dict[str, int]] = _DATA["season_past"]
TERMS: Final[dict[str, int]] = _DATA["terms"]
UNITS: Final[dict[str, str]] = _DATA["units"]
DEICTIC_DAYS: Final[dict[str, int]] = _DATA["deictic_days"]
DEICTIC_YEARS: Final[dict[str, int]] = _DATA["deictic_years"]
STEPS: Final[dict[str, int]] = _DATA["steps"]
LENGTHS: Final[dict[str, int]] = _DATA["lengths"]
PARTS: Final[dict[str, tuple[str, str]]] = {word: (mod, sign) for word, (mod, sign) in _DATA["parts"].items()}
GUARDS: Final[dict[str, frozenset[str]]] = {name: frozenset(words) for name, words in _DATA["guards"].items()}


def _weekday_forms() -> dict[str, int]:
    forms = dict(WEEKDAYS)
    for word, number in WEEKDAYS.items():
        if word.endswith("dag"):
            forms |= {word + ending: number for ending in ("en", "ens", "s")}
    return forms


def _holiday_names() -> dict[str, str]:
    names: dict[str, str] = {}
    for table in ("names", "cued"):
        for key, words in _HOLIDAYS[table].items():
            if key not in holidays.RULES:
                raise KnowledgeError(f"holidays.toml names {key!r}, for which holidays.py has no rule. Add the rule.")
            names |= dict.fromkeys(words, key)
    return names


def _event_words() -> dict[str, tuple[str, int]]:
    """Definite nouns that date a meeting by its month or season: "majmötet", "höststämman"."""
    words: dict[str, tuple[str, int]] = {}
    for month, number in MONTHS.items():
        if month not in SHORT_MONTHS:
            words |= {month + noun: ("month", number) for noun in _DATA["events"]["month_nouns"]}
    for season in ("vår", "höst", "vinter", "sommar"):
        words |= {season + noun: ("part", SEASONS[season]) for noun in _DATA["events"]["season_nouns"]}
    return words


WEEKDAY_FORMS: Final = _weekday_forms()
HOLIDAY_NAMES: Final = _holiday_names()
CUED_HOLIDAYS: Final = frozenset(word for words in _HOLIDAYS["cued"].values() for word in words)
EVENT_WORDS: Final = _event_words()

#: Word lists that patterns and trigger words may name with ``@``.
CLASSES: Final[dict[str, tuple[str, ...]]] = {
    "months": tuple(MONTHS),
    "weekday_forms": tuple(WEEKDAY_FORMS),
    "ordinals": tuple(ORDINALS),
    "numbers": tuple(NUMBERS),
    "seasons": tuple(SEASONS),
    "season_forms": tuple(SEASON_FORMS),
    "season_past": tuple(SEASON_PAST),
    "terms": tuple(TERMS),
    "units": tuple(UNITS),
    "deictic_days": tuple(DEICTIC_DAYS),
    "deictic_years": tuple(DEICTIC_YEARS),
    "steps": tuple(STEPS),
    "lengths": tuple(LENGTHS),
    "holiday": tuple(HOLIDAY_NAMES),
    "holiday_starts": tuple(name for name in HOLIDAY_NAMES if not name[0].isdigit()),
    "event_words": tuple(EVENT_WORDS),
}


def _phrases(first: Iterable[str], second: Iterable[str]) -> tuple[str, ...]:
    return tuple(f"{one} {other}" for one in first for other in second)


# Phrases that begin with a common word: only with their second word are they worth a look.
_COUNTS = (*NUMBERS, "0", "ca", "cirka", "ungefär")
CLASSES.update(
    {
        "i_season": _phrases(["i"], SEASONS),
        "i_past_season": _phrases(["i"], SEASON_PAST),
        "i_weekday": _phrases(["i"], [word for word in WEEKDAY_FORMS if word.endswith("dags")]),
        "step_unit": _phrases(STEPS, UNITS),
        "step_month": _phrases(STEPS, MONTHS),
        "step_weekday": _phrases(STEPS, WEEKDAY_FORMS),
        "step_season": _phrases(STEPS, (*SEASON_FORMS, *SEASONS)),
        "length": _phrases(NUMBERS, UNITS),
        "for_length": _phrases(["för"], _COUNTS),
        "om_length": _phrases(["om"], _COUNTS),
        "inom_length": _phrases(["inom"], _COUNTS),
        "lengths_number": _phrases(LENGTHS, _COUNTS),
    }
)


def alternatives(words: tuple[str, ...]) -> str:
    """A regular expression for any of ``words``, the longest first; a blank is a run of blanks."""
    longest = sorted(set(words), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", " ") for word in longest) + ")"
