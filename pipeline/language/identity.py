"""Identity: who and what a name stands for, by registers and by the document itself.

* A person's id is made of the name alone, so that it is the same in every document and on every
  machine: first name, initials and last surname in plain letters (``person:helena-l-nilsson``).
  Accents and middle surnames do not tell persons apart ("Rolf Granden", "Rolf Grandén"), unless
  the document lists both forms as two persons. The id is a key of the name: two people of
  one name share it.
* An organisation or place has the id of its register (see ``knowledge.registers``).
* A body named by a common noun ("nämnden") hangs under the municipality, region or federation
  whose document it is: ``Ekby kommun/socialnämnden``.

A form that could stand for two things gets nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.knowledge.registers import slug
from pipeline.language.model import Mention, Reading
from pipeline.language.names.people import shown_name
from pipeline.language.names.registers import Ref, index
from pipeline.language.names.words import Words
from pipeline.language.tokens import reading_of

_OWNERS = ("municipalities", "regions", "kommunalforbund")
_LETTERHEAD = 600  # characters in which a document says whose it is
_SPLIT = re.compile(r"\s*[,/(]\s*")
_LOCAL = (
    "nämnden",
    "styrelsen",
    "fullmäktige",
    "utskottet",
    "förvaltningen",
    "kontoret",
    "beredningen",
    "direktionen",
    "presidiet",
    "rådet",
)


def person_id(name: str | None, *, full: bool = False) -> str | None:
    """The id of a person by name, or None for a name that identifies nobody.

    Args:
        name: as written. A single name, or one with destroyed characters, has no id.
        full: keep middle surnames.

    Returns:
        ``person:`` and the name in plain letters.
    """
    if not name or "\ufffd" in name:
        return None
    parts = [part.strip(".,") for part in name.split()]
    parts = [part for part in parts if part]
    if len(parts) < 2:
        return None
    if not full:
        parts = [parts[0], *(p for p in parts[1:-1] if len(p) == 1), parts[-1]]
    return f"person:{slug(' '.join(parts))}"


def identify(reading: Reading) -> None:
    """Fill ids and norms in ``reading.attendance`` and ``reading.mentions``."""
    ids = _person_ids(reading)
    short = {
        reading.view[m.start : m.end]: m for m in reading.mentions if m.source == "document" and m.mention == "NAM"
    }
    for row in reading.attendance:
        row.person_id = ids.get(shown_name(reading, row))
        if row.affiliation and row.affiliation_id is None:
            row.affiliation_id = organisation_id(row.affiliation, short)
    names = {m.norm for m in reading.mentions if m.label == "ORG" and m.norm} | {
        reading.view[m.start : m.end] for m in reading.mentions if m.label == "ORG" and m.mention == "NAM"
    }
    owner = _owner(reading)
    for mention in reading.mentions:
        if mention.label == "PER":
            mention.entity_id = ids.get(mention.norm or "")
        elif mention.mention == "NOM":
            _hang(reading, mention, owner)
        elif mention.norm is None:
            text = reading.view[mention.start : mention.end]
            mention.norm = text[:-1] if text.endswith("s") and text[:-1] in names else " ".join(text.split())


def organisation_id(text: str, short: dict[str, Mention] | None = None) -> str | None:
    """The register id of an affiliation as written ("Ale", "GR", "Lantmäteriet, enhet Väst").

    Args:
        text: the affiliation.
        short: the document's own abbreviations.

    Returns:
        The id, or None where no register has the name or more than one body fits.
    """
    found = {ref.entity_id for ref in _refs(text) if ref.entity_id}
    if not found:
        for part in _SPLIT.split(text):
            mention = (short or {}).get(part)
            if mention is not None and mention.entity_id:
                found.add(mention.entity_id)
    return found.pop() if len(found) == 1 else None


def _refs(text: str) -> Iterable[Ref]:
    for part in _SPLIT.split(text):
        words = Words.of(part)
        if not words.count:
            continue
        longest = index().longest(words, 0)
        if longest is not None and longest[0] == words.count:
            yield longest[1]
        elif words.count == 1:
            ref = index().single.get(words.texts[0])
            if ref is not None and (ref.label == "ORG" or ref.acting):
                yield ref


def _person_ids(reading: Reading) -> dict[str, str | None]:
    """Name -> id, for the names of the roster and the norms of the mentions."""
    listed = {shown_name(reading, row) for row in reading.attendance if row.name}
    forms: dict[str | None, set[str | None]] = defaultdict(set)
    keys = {name: person_id(name) for name in listed}
    for name, key in keys.items():
        forms[key].add(person_id(name, full=True) if len(name.split()) > 2 else key)
    out: dict[str, str | None] = {}
    for name in listed | {m.norm for m in reading.mentions if m.label == "PER" and m.norm}:
        key = keys[name] if name in keys else person_id(name)
        out[name] = key if len(forms.get(key, ())) < 2 else person_id(name, full=True)
    return out


def _owner(reading: Reading) -> Ref | None:
    """The municipality, region or federation whose letterhead the document has."""
    words = Words.of(reading.source.text[:_LETTERHEAD])
    found: dict[str | None, Ref] = {}
    for i in range(words.count):
        if words.texts[i][0].isupper():
            longest = index().longest(words, i)
            if longest is not None and longest[1].label == "ORG" and longest[1].register in _OWNERS:
                found.setdefault(longest[1].entity_id, longest[1])
    return next(iter(found.values())) if len(found) == 1 else None


def _hang(reading: Reading, mention: Mention, owner: Ref | None) -> None:
    """Name the body of a common noun in full: the meeting's own body, under its owner."""
    word = reading.view[mention.start : mention.end].lower()
    word = word.removesuffix("s") if word.endswith("s") else word
    body = (reading.meeting.body or reading.meeting.body_inferred or "").strip()
    low = body.lower()
    if low.endswith(word) and " " not in body and len(low) > len(word):
        word = low
    if owner is not None and word.endswith(_LOCAL):
        mention.norm = f"{owner.norm}/{word}"
        mention.entity_id = f"{owner.entity_id}/{slug(word)}"
    elif mention.norm is None:
        mention.norm = word


@Language.component("kansli_identity", assigns=["doc._.reading"], requires=["doc._.reading"])
def identity(doc: Doc) -> Doc:
    """Fill the ids of ``doc._.reading``; see :func:`identify`."""
    identify(reading_of(doc))
    return doc
