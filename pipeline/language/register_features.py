"""Word knowledge as features of the name model: register classes and word clusters.

spaCy's embedding layer reads integer attributes of lexemes. Two that the model has no other use
for carry what the registers and a large corpus know of a word:

- ``PREFIX`` holds the register classes of the word (given name, surname, place, organisation ...)
  as a bit set, see :data:`CLASSES`;
- ``ID`` holds its word cluster (words used alike in public text), 0 when unknown.

The tables lie in the model folder (``vocab/lookups.bin``), so that registers may grow without
changing a trained model. Both tables are keyed by the lower-cased word: upper-case and lower-case
text get the same knowledge.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from spacy.attrs import ID, PREFIX
from spacy.util import registry

from pipeline.language import word_vectors  # noqa: F401  (registers the vectors class)

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.lookups import Lookups, Table

CLASS_TABLE = "kansli_register_class"
CLUSTER_TABLE = "kansli_word_cluster"

#: Names of the bits, lowest first.
CLASSES = (
    "given", "given_rare", "surname", "surname_abroad", "place", "place_abroad", "organisation",
    "organisation_word", "party", "everyday", "frequent", "proper",
)  # fmt: skip
BIT = {name: 1 << index for index, name in enumerate(CLASSES)}

#: Word ends that tell a class; the first that fits counts. Codes lie above the bits.
SUFFIXES: tuple[tuple[str, int], ...] = tuple(
    (suffix, code << len(CLASSES))
    for code, group in enumerate(
        (
            "nämnden styrelsen kommittén utskottet delegationen rådet fullmäktige beredningen",
            "verket myndigheten inspektionen styrelsen domstolen rätten ombudsmannen departementet",
            "förbundet förbund föreningen förening sällskapet sällskap kåren klubben klubb facket",
            "partiet universitetet universitet högskolan högskola skolan sjukhuset sjukhus kyrkan församling",
            "bolaget bolag banken bank gruppen koncernen företagen kontoret förvaltningen regionen",
            "gatan vägen torget platsen parken gränd stigen backen bron kajen hallen huset salen gården",
            "berga köping borg stad torp rum ryd hult åkra holm näs ås sjö sund löv arp vik viken ön "
            "dalen fors fjärden älven kusten län landet land stan stein ville ton grad",
            "sson sen dotter qvist kvist ström blom gren lund berg strand stedt ski sky vic dóttir",
        ),
        start=1,
    )
    for suffix in group.split()
)
_MIN_STEM = 2


def word_forms(word: str) -> tuple[str, ...]:
    """Lower-cased forms to look up, best first: as written, without genitive, first part of a compound."""
    lower = word.lower()
    if ":" in lower:
        return lower, lower.partition(":")[0]
    if len(lower) > 3 and lower[-1] == "s":
        return lower, lower[:-1]
    return (lower,)


def suffix_class(lower: str) -> int:
    """Code of the word end, 0 for none."""
    stem = lower[:-1] if lower.endswith("s") and not lower.endswith("ås") else lower
    for suffix, code in SUFFIXES:
        if stem.endswith(suffix) and len(stem) >= len(suffix) + _MIN_STEM:
            return code
    return 0


class TableFeature:
    """A lexeme attribute read from a lookup table of the model's vocabulary."""

    def __init__(self, lookups: Lookups, table: str, *, suffixes: bool) -> None:
        self.lookups = lookups
        self.table = table
        self.suffixes = suffixes

    def __call__(self, word: str) -> int:
        """The feature of a word form, 0 when the table does not know it."""
        table: Table | dict[str, int] = self.lookups.get_table(self.table) if self.lookups.has_table(self.table) else {}
        value = 0
        for form in word_forms(word):
            value = table.get(form, 0)
            if value:
                break
        if self.suffixes and not value & BIT["everyday"]:
            value |= suffix_class(word.lower().partition(":")[0])
        return int(value)


def add_register_features(nlp: Language) -> Language:
    """Make ``PREFIX`` and ``ID`` of the pipeline's lexemes carry register classes and clusters."""
    getters: dict[int, Callable[[str], Any]] = nlp.vocab.lex_attr_getters
    getters[PREFIX] = TableFeature(nlp.vocab.lookups, CLASS_TABLE, suffixes=True)
    getters[ID] = TableFeature(nlp.vocab.lookups, CLUSTER_TABLE, suffixes=False)
    return nlp


def register_features() -> Callable[[Language], Language]:
    """The ``[nlp.after_creation]`` callback that the model's config names."""
    return add_register_features


registry.callbacks.register("kansli.register_features.v1", func=register_features)
