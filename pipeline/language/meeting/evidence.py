"""What tells of officers: compiled words, names as the document gives them, evidence with its strength."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pipeline.language.meeting.words import patterns
from pipeline.language.model import Reading
from pipeline.language.roster.lexicon import COMMON, is_body, is_given, roles
from pipeline.language.roster.segments import NAME_WORD

NAME = rf"{NAME_WORD}(?: (?:(?:von|af|de|la|van|der|den|di|el|al) )?{NAME_WORD}){{0,6}}"
_ASIDE = r"(?:\s*(?:\([^()\n]*\)|‹[^›\n]*›|\"[^\"\n]*\"))*"
NAMES = rf"{NAME}{_ASIDE}(?:\s*(?:,|och|samt|&|\+|/)\s*(?:samt\s+|och\s+)?{NAME}{_ASIDE})*"
_ONE = re.compile(rf"({NAME}){_ASIDE}")
_INITIALS = re.compile(r"[^\W\d_a-zåäö]\.(?: ?[^\W\d_a-zåäö]\.)*")
_FIELDS = ("chair", "secretary", "adjuster")
# Evidence, strongest first: elected, on the cover, signed, on the list, said in passing.
ELECTED, COVER, SIGNED, LISTED, SAID = range(5)


@dataclass(slots=True)
class Evidence:
    """That ``name`` holds the office ``field``: chair, secretary or adjuster."""

    field: str
    rank: int
    start: int
    name: str


@dataclass(frozen=True, slots=True)
class Patterns:
    """The words of officers, compiled."""

    role: dict[str, re.Pattern[str]]
    any_role: re.Pattern[str]
    of_meeting: re.Pattern[str]
    till_role: re.Pattern[str]  # cheap signs that the patterns with names may match
    does_write: re.Pattern[str]
    to_role: re.Pattern[str]
    role_first: re.Pattern[str]
    to_adjust: re.Pattern[str]
    adjust_first: re.Pattern[str]
    wrote: re.Pattern[str]
    adjusted: re.Pattern[str]
    chosen: re.Pattern[str]
    after_role: re.Pattern[str]
    role_is: re.Pattern[str]
    chooses: re.Pattern[str]
    writes: re.Pattern[str]
    written_by: re.Pattern[str]
    noted: re.Pattern[str]
    leads: re.Pattern[str]
    wrote_too: re.Pattern[str]  # in a sentence that tells who chaired
    adjusts: re.Pattern[str]
    short: re.Pattern[str]
    colon: dict[str, re.Pattern[str]]


@cache
def compiled() -> Patterns:
    """Patterns of ``meeting.toml``, table ``people``."""
    words = patterns("people")
    role = {f: words[f] for f in _FIELDS}
    any_role = "|".join(role.values())
    some = rf"(?i:{any_role})"
    chosen = rf"(?i:{words['chosen']})"
    also = rf"(?:\s+(?:tillika|och)\s+(?i:{any_role}|rösträknare))?"
    return Patterns(
        role={f: re.compile(rf"(?i){w}") for f, w in role.items()},
        any_role=re.compile(rf"(?i)(?<![\w-])(?:{any_role})(?![\w-])"),
        of_meeting=re.compile(rf"(?i){words['of_meeting']}"),
        till_role=re.compile(rf"(?:[Tt]ill|[Ss]om)\s+{some}(?!\w)"),
        does_write=re.compile(
            rf"(?i:{words['writes']}|{words['written_by']})\s+(?:\w+\s+)?(?:[Pp]rotokoll|(?:minnes)?anteckning|av\s)"
        ),
        to_role=re.compile(
            rf"(?P<names>{NAMES})\s*,?\s*"
            rf"(?:(?:{chosen}|är)\s+|(?:[a-zåäö]+\s+){{0,6}}?(?:fungerade|tjänstgjorde|agerade|fungerar)\s+)?"
            rf"(?:enhälligt\s+)?(?:till|som)\s+(?P<role>{some})(?!\w)"
        ),
        role_first=re.compile(
            rf"(?i:till|som)\s+(?P<role>{some})(?!\w){also}"
            rf"(?:[^.\n]{{0,40}}?\s+{chosen}\s+(?:mötet\s+|årsmötet\s+|stämman\s+)?|\s+)(?P<names>{NAMES})"
        ),
        to_adjust=re.compile(
            rf"(?P<names>{NAMES})\s+(?:\S+\s+)?(?:till\s+)?(?:att|för\s+att|ska|skall)\s+(?:\w+\s+){{0,3}}?justera\b"
        ),
        adjust_first=re.compile(
            rf"(?i:justera)\b[^.\n:]{{0,80}}?(?:{chosen}\s*:?|:)\s+"
            rf"(?:(?i:ledamoten|ledamöterna|mötet)\s+)?(?P<names>{NAMES})"
        ),
        wrote=re.compile(rf"(?i)(?<![\w-]){words['wrote']}(?![\w-])"),
        adjusted=re.compile(rf"(?i)(?<![\w-]){words['adjusted']}(?![\w-])"),
        chosen=re.compile(rf"(?<!\w){chosen}(?!\w)"),
        role_is=re.compile(
            rf"(?P<role>{some})(?:\s+(?:för|vid)\s+(?:dagens\s+)?\w+)?\s+(?:är|blir|blev|var)\s+(?P<names>{NAMES})"
        ),
        noted=re.compile(
            rf"(?m)^[^\S\n]{{0,40}}[*#_•-]{{0,4}}[^\S\n]*(?i:{words['noted']})"
            rf"[ \t]*:[ \t]*(?P<names>{NAMES})[ \t]*(?:,.*)?$"
        ),
        leads=re.compile(
            rf"(?P<names>{NAMES})(?:\s+öppnade\s+och)?(?:\s+|(?=,))(?i:{words['leads']})\s+(?i:{words['led']})(?!\w)"
        ),
        wrote_too=re.compile(
            rf"(?P<names>{NAMES})\s+(?:skrev|skriver|antecknade|antecknar)(?=\s*(?:[.,;]|$|och\s))", re.MULTILINE
        ),
        adjusts=re.compile(
            rf"(?P<names>{NAMES})\s+justera[rs]?(?:\s+(?:protokollet|anteckningarna|mötet))?"
            rf"(?:\s+(?:ihop|tillsammans|jämte|samman)(?:\s+med)?\s+(?P<more>{NAMES}))?(?=\s*(?:[.,;]|$))",
            re.MULTILINE,
        ),
        short=re.compile(
            rf"(?m)^[^\S\n]{{0,40}}[*•-]?[^\S\n]*(?P<names>{NAMES}),?[ ]+"
            rf"(?:(?:som|till|blir|är)[ ]+)?(?P<role>{some})[ ]*[.,;]?[ ]*$"
        ),
        colon={
            field: re.compile(
                rf"(?m)(?:^[^\w\n]{{0,40}}|(?<=[.!?;|])[ \t]+|(?<=  )|\t)(?i:{words[key]})"
                r"[ \t*]*:[ \t*]*@?(?P<nick>\w[\w.-]{1,30})"
                r"(?:[ ](?P<rest>[^\W\d_a-zåäö][\w-]+))?(?=[ \t*]*(?:[.,;|(]|$))"
            )
            for field, key in (("secretary", "writer"), ("chair", "leader"))
        },
        chooses=re.compile(rf"(?<!\w){chosen}\s+(?P<names>{NAMES})"),
        writes=re.compile(
            rf"(?P<names>{NAMES})\s+(?i:{words['writes']})\s+(?:dagens\s+|mötets\s+)?(?i:protokoll|\w*anteckningar)"
        ),
        written_by=re.compile(
            rf"(?i:protokoll(?:et)?|\w*anteckningar(?:na)?)\s+(?:\w+\s+)?(?i:{words['written_by']})\s+av\s+(?P<names>{NAMES})"
        ),
        after_role=re.compile(
            r"(?:\(\w\))?(?:[ \t]+(?:tillika|och)[ \t]+(?:rösträknare|justerare))?"
            r"(?P<gap>[ \t]*(?:[:|][ \t|]*|[–-][ \t]+)|\t+[ \t]*| {2,}| "
            r"|(?:[ \t]*:)?[ \t]*\n(?:[\W_]*\n)?[ \t]*(?:[ivx]+\.|[-*•])?[ \t]*"
            rf"(?:[^\n.:]{{0,40}}?{chosen}\s+)?)(?:(?<=: )[a-zåäö]{{3,20}} )?(?P<names>{NAMES})"
        ),
    )


def field_of(role: str) -> str | None:
    """The office that a word for an officer names, or None."""
    for field, pattern in compiled().role.items():
        if pattern.fullmatch(role):
            return field
    return None


def pieces(name: str) -> list[str]:
    """Names that stand side by side in one run, cut before a common given name."""
    words = name.split()
    cuts = [k for k in range(2, len(words) - 1) if is_given(words[k], COMMON) and not is_given(words[k - 1], COMMON)]
    return [" ".join(words[a:b]) for a, b in zip([0, *cuts], [*cuts, len(words)], strict=True)]


class People:
    """Names the document gives in full, to complete and to judge others by."""

    def __init__(self, reading: Reading) -> None:
        self.text = reading.source.text
        self.view = reading.view
        self.listed = [row.name for row in reading.attendance if row.name]
        self.full = [name for name in self.listed if " " in name]
        for section in reading.sections:
            if section.kind == "signature":
                for match in _ONE.finditer(reading.view, section.start, section.end):
                    if is_given(match.group(1).split()[0]) and not is_body(match.group(1)):
                        self.full += [name for name in pieces(match.group(1)) if " " in name]
        self.full = list(dict.fromkeys(self.full))

    def names(self, start: int, end: int, view: str | None = None) -> Iterator[tuple[int, str]]:
        """Persons named in a stretch, in full where the document allows.

        ``view`` is the view with its lines joined, where names may be broken over lines.
        """
        view = view or self.view
        for match in _ONE.finditer(view, start, end):
            words = match.group(1).split()
            while words and roles().role.fullmatch(words[0].strip(".,")) and not is_given(words[0], 300):
                words = words[1:]
            name = " ".join(words).rstrip(".,:;'’")
            if not name:
                continue
            at = view.index(words[0], match.start())
            if resolved := self._resolve(name):
                yield at, resolved if resolved != name else self._written(at, match.end(1), name)

    def nicknamed(self, nick: str) -> str | None:
        """Who of those on the list goes by ``nick``, a first name in any case ("elvis") or a name as it stands."""
        plain = nick.lower().strip(".")
        fits = [name for name in self.listed if plain in (name.lower(), name.split()[0].lower())]
        return fits[0] if len(fits) == 1 else None

    def _resolve(self, name: str) -> str | None:
        """The full form of ``name``, itself where it looks like a person, else None."""
        if name in self.full:
            return name
        words = name.split()
        if len(words) == 1:
            fits = [full for full in self.full if full.split()[0] == name]
            if len(fits) == 1:
                return fits[0]
            return name if is_given(name, 300) or fits or name in self.listed else None
        if is_body(name) and not is_given(words[0], 300):
            return None
        if _INITIALS.fullmatch(" ".join(words[:-1])) and len(words[-1]) > 2:
            return name
        if len(words[-1].rstrip(".")) == 1:
            fits = [
                f for f in self.full if f.split()[0] == words[0] and f.split()[-1].startswith(words[-1].rstrip("."))
            ]
            if len(fits) == 1:
                return fits[0]
        return name if is_given(words[0]) or any(words[-1] == full.split()[-1] for full in self.full) else None

    def _written(self, start: int, end: int, name: str) -> str:
        written = " ".join(self.text[start:end].split()).rstrip(".,:;'’")
        return written if len(written) >= len(name) else name
