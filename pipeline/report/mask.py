"""Names of private persons, kept out of a report.

Whoever the document itself lists with a role, a party or an affiliation, and whoever chaired, wrote
or adjusted, is there in a public capacity. Everybody else who is named is private: the parent, the
applicant, the guest without a title. It is decided for each document by itself, because a name
that is a councillor's in one document can be a client's in the next.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

Row = Mapping[str, Any]
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_SMALL = frozenset(["af", "av", "de", "den", "der", "di", "du", "la", "le", "och", "van", "von"])


class Mask:
    """Finds the names of private persons of one document, in its text and in any other string.

    Args:
        document: row of ``documents`` (chair, secretary, adjusters).
        attendance: its rows of ``attendance``.
        entities: its rows of ``entities``.
        word: what a name becomes, with ``{}`` for the person's number in the document.
        others: further names of persons in it, such as assignees and those who reserved.
    """

    def __init__(
        self, document: Row, attendance: Sequence[Row], entities: Sequence[Row], word: str, others: Sequence[str] = ()
    ) -> None:
        self._word = word
        officers = [document.get("chair"), document.get("secretary"), *(document.get("adjusters") or ())]
        official = [a for a in attendance if a["role"] or a["party"] or a["affiliation"]]
        public = [n for n in officers if n] + [a["name"] for a in official if a["name"]]
        self._public_ids = {a["person_id"] for a in official if a["person_id"]}
        self._public = [frozenset(_words(name)) for name in public]
        self._kept = {" ".join(name.lower().split()) for name in public if len(_words(name)) > 1}
        self._numbers: dict[str, int] = {}  # name in lower case -> the person's number
        self._persons = 0
        people = [e for e in entities if e["label"] == "PER"]
        unofficial = [a for a in attendance if not (a["role"] or a["party"] or a["affiliation"])]
        names = [(a["name"], a["person_id"], a["name"]) for a in unofficial if a["name"]]
        names += [(e["norm"] or e["text"], e["entity_id"], e["text"]) for e in people]
        names += [(name, None, name) for name in others if name[:1].isupper()]
        full = [n for n in names if len(_words(n[0])) > 1]
        self._private = [frozenset(_words(n)) for n, key, text in full if not self._is_public(n, key, text, ())]
        numbers: dict[str, int] = {}
        for name, key, text in [*full, *(n for n in names if n not in full)]:
            if not self._is_public(name, key, text, self._private):
                self._take(name, key, text, numbers)
        self._pattern = self._compile()

    @property
    def names(self) -> frozenset[str]:
        """Everything that is masked, in lower case: whole names and their parts."""
        return frozenset(self._numbers)

    def hides(self, name: str | None) -> bool:
        """Whether a string holds a private person's name."""
        return bool(name and self.spans(name))

    def spans(self, text: str) -> list[tuple[int, int, str]]:
        """Where private names stand in a string, and what is to stand there instead."""
        if self._pattern is None:
            return []
        found = ((m, self._number(m)) for m in self._pattern.finditer(text))
        return [(m.start(), m.end(), self._word.format(number)) for m, number in found if number is not None]

    def text(self, text: str) -> str:
        """A string without private names."""
        for start, end, word in reversed(self.spans(text)):
            text = text[:start] + word + text[end:]
        return text

    def value(self, value: Any) -> Any:
        """Any value of a row without private names: strings, and strings in lists and structs."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, list):
            return [self.value(item) for item in value]
        if isinstance(value, dict):
            return {key: self.value(item) for key, item in value.items()}
        return value

    def row(self, row: Row) -> dict[str, Any]:
        """A row without private names; ids made of such a name are left out."""
        out = {key: self.value(value) for key, value in row.items() if not key.endswith(("_id", "_ids"))}
        out |= {key: self._ids(value) for key, value in row.items() if key.endswith(("_id", "_ids"))}
        return out

    def _ids(self, value: Any) -> Any:
        if isinstance(value, list):
            return [self._ids(item) for item in value]
        if isinstance(value, str) and value.startswith("person:") and value not in self._public_ids:
            return None
        return value

    def _is_public(self, name: str, key: str | None, text: str, private: Sequence[frozenset[str]]) -> bool:
        if key is not None and key in self._public_ids:
            return True
        for form in (name, text):
            words = frozenset(_words(form))
            bare = frozenset(_bare(word) for word in words)
            if not words:
                return True
            if any(words <= other or bare <= other for other in self._public):
                return not any(words <= other or bare <= other for other in private)
        return False

    def _take(self, name: str, key: str | None, text: str, numbers: dict[str, int]) -> None:
        words = _words(name)
        known = numbers.get(key or "") or next(
            (self._numbers[w] for w in (name.lower(), *words[-1:], *words[:1]) if w in self._numbers), None
        )
        if known is None:
            self._persons += 1
            known = self._persons
        if key:
            numbers[key] = known
        shared = frozenset(word for public in self._public for word in public)
        for form in (" ".join(name.split()), " ".join(text.split())):
            self._numbers.setdefault(form.lower(), known)
        for word in [*words, *_words(text)]:
            if len(word) > 2 and word not in _SMALL and word not in shared and _bare(word) not in shared:
                self._numbers.setdefault(word, known)

    def _compile(self) -> re.Pattern[str] | None:
        """E-mail addresses, and names: the longest first, with any white space between the words."""
        if not self._numbers:
            return None
        names = sorted(self._kept | self._numbers.keys(), key=lambda n: (-len(n), n))
        forms = "|".join(r"\s+".join(_letters(part) for part in name.split()) for name in names)
        return re.compile(rf"(?P<mail>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)|(?<!\w)(?P<name>{forms})(?=s?(?!\w))")

    def _number(self, found: re.Match[str]) -> int | None:
        """The person's number; None for an official's whole name and an address of nobody private."""
        if found["name"] is not None:
            return self._numbers.get(" ".join(found["name"].lower().split()))
        parts = set(re.split(r"[._+-]", _plain(found["mail"].partition("@")[0].lower())))
        return next((number for name, number in self._numbers.items() if _plain(name) in parts), None)


def _words(name: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(name)]


def _bare(word: str) -> str:
    return word[:-1] if word.endswith("s") else word


def _letters(word: str) -> str:
    """A pattern of a word with a capital first (small words in any case), then in any case."""
    if word in _SMALL or len(word[0].upper()) > 1:
        return f"(?i:{re.escape(word)})"
    return re.escape(word[0].upper()) + (f"(?i:{re.escape(word[1:])})" if word[1:] else "")


def _plain(text: str) -> str:
    """Without accents, as in an address: "åsa" is "asa"."""
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
