"""The day of the meeting: from the document's own words, else metadata, else the file name."""

from __future__ import annotations

import datetime as dt
import re
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Any, Final

from pipeline.language.dates import context
from pipeline.language.dates.expressions import Reference, Yearly
from pipeline.language.dates.find import Candidate, find, lower
from pipeline.language.dates.groups import full_year
from pipeline.language.dates.lexicon import read_toml
from pipeline.language.dates.tense import tense
from pipeline.language.dates.values import value_of

#: Lines without blanks that count as the top of a document.
TOP_LINES: Final = 60
#: Lines within which a date needs no word that says what it is.
FIRST_LINES: Final = 8


@dataclass(frozen=True, slots=True)
class MeetingDate:
    """When the meeting was held.

    Attributes:
        date: its (first) day; None where the year is not known.
        edtf: the value as EDTF.
        source: ``text``, ``metadata`` or ``filename``.
        start, end: span in the text, or None.
        warnings: ``meeting-date-conflict: ...`` where another source says otherwise,
            ``weekday-mismatch``.
    """

    date: dt.date | None
    edtf: str | None
    source: str
    start: int | None = None
    end: int | None = None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    number: int


@dataclass(frozen=True, slots=True)
class _Cues:
    cues: tuple[tuple[re.Pattern[str], int], ...]
    vetoes: tuple[re.Pattern[str], ...]
    heading: re.Pattern[str]
    planned: re.Pattern[str]
    rows: tuple[dict[str, Any], ...] = field(repr=False)


@lru_cache(maxsize=1)
def cues() -> _Cues:
    """The word lists of ``meeting.toml``, compiled."""
    data = read_toml("meeting.toml")
    return _Cues(
        tuple((re.compile(row["pattern"]), row["score"]) for row in data["cue"]),
        tuple(re.compile(row["pattern"]) for row in data["veto"]),
        re.compile(data["year"]["heading"]),
        re.compile(data["year"]["planned"]),
        (*data["cue"], *data["veto"]),
    )


# --- file names --------------------------------------------------------------------------------------

# Digits inside a hash or a case key are no date: before them a word or a mark, after them a mark.
_OPEN, _CLOSE = r"(?:^|(?<=[^\W\d_]{3})|(?<=[\W_]))", r"(?![^\W_])"
_MONTH_DAY = r"[-_. ]?(1[0-2]|0[1-9])[-_. ]?(3[01]|[12]\d|0[1-9])"
_ISO_NAME = re.compile(rf"{_OPEN}((?:19|20)\d\d){_MONTH_DAY}(?!\d)")
_SHORT_NAME = re.compile(rf"{_OPEN}(\d\d){_MONTH_DAY}{_CLOSE}")
_YEAR_NAME = re.compile(rf"{_OPEN}((?:19[5-9]|20[0-4])\d){_CLOSE}")


def filename_date(path: str) -> dt.date | None:
    """The day that a file name states: ``ks-2024-03-12``, ``20240312``, ``240312``, ``12-mars-2024``."""
    name = PurePosixPath(path.rpartition("#")[0] or path).stem
    for words in (name.replace("_", " "), re.sub(r"[-_.]+", " ", name)):
        for candidate in find(words):
            found = _full_day(candidate)
            if found and candidate.production in ("day-month", "figures-with-year"):
                return found
    for pattern in (_ISO_NAME, _SHORT_NAME):
        for match in pattern.finditer(name):
            year = int(match[1]) if len(match[1]) == 4 else full_year(int(match[1]))
            try:
                return dt.date(year, int(match[2]), int(match[3]))
            except ValueError:
                continue
    return None


def filename_year(path: str) -> int | None:
    """The year that a file name states, where it states just one."""
    years = set(_YEAR_NAME.findall(PurePosixPath(path.rpartition("#")[0] or path).stem))
    return int(years.pop()) if len(years) == 1 else None


def _full_day(candidate: Candidate) -> dt.date | None:
    expression = candidate.expression
    if not isinstance(expression, Yearly) or expression.year is None:
        return None
    units = expression.at(expression.year)
    return units[0].first() if units and units[0].kind == "day" else None


# --- the text ------------------------------------------------------------------------------------------


def _top(text: str, skip: Sequence[tuple[int, int]]) -> list[_Line]:
    lines: list[_Line] = []
    ahead, reach = deque(sorted(skip)), 0  # reach: the furthest end of the stretches begun so far
    for match in re.finditer(r"\S(?:[^\n]*\S)?", text):
        while ahead and ahead[0][0] <= match.start():
            reach = max(reach, ahead.popleft()[1])
        if match.start() < reach:
            continue
        lines.append(_Line(match.start(), match.end(), len(lines)))
        if len(lines) == TOP_LINES:
            break
    return lines


def _is_day(candidate: Candidate) -> bool:
    if not isinstance(candidate.expression, Yearly) or candidate.subtype is not None:
        return False
    units = candidate.expression.unknown
    return units is not None and units[0].kind == "day"


_ADJUSTMENT_HEADING = re.compile(r"\s*juster\w*(?: av protokoll\w*)?\W*$")
_COLUMN = re.compile(r"(?:^|\s{3,})$")
#: A line that is a sentence: below the title, there only an opening ("Protokoll fört vid ...") counts.
_PROSE = re.compile(r"\W{0,9}(?:[^\W\d_][\w-]*[ ,]+){3}")
#: Characters of a line that are read: a text may have no line breaks.
_REACH = 240
#: Characters of a line in which the day of the meeting may stand.
_LINE_REACH = 400
_SURE = 92


def _score(low: str, lines: list[_Line], line: _Line, candidate: Candidate) -> int:
    """How surely a date is the day of the meeting; 0: not at all."""
    table = cues()
    label = low[max(line.start, candidate.start - _REACH) : candidate.start]
    rest = low[candidate.end : min(line.end, candidate.end + _REACH)]
    above = [
        low[max(other.start, other.end - _REACH) : other.end] for other in lines[max(0, line.number - 2) : line.number]
    ]
    own_words = len(re.findall(r"[^\W\d_]{2,}", label)) > 0
    labels = [label] if own_words else [label, *above[-1:]]
    # A heading over two rows of a cover ("Justering" / "Plats och tid ...") speaks for both.
    if any(veto.search(text) for veto in table.vetoes for text in labels):
        return 0
    if own_words and above and _ADJUSTMENT_HEADING.match(above[-1]):
        return 0
    best = max((score for cue, score in table.cues for text in labels if cue.search(text)), default=0)
    if low[line.end - 1] == "." and _PROSE.match(low, line.start):
        title = best and line.number < 2 and _has_year(candidate)
        return best if title or best >= _SURE else 0
    if line.number >= FIRST_LINES * 2 and best < _SURE:
        return best if line.number < FIRST_LINES * 3 else 0
    if best:
        return best
    # In a cover set in columns the heading stands above, over other cells ("Nämnden   Sammanträdesdatum").
    if _COLUMN.search(label) and any(cue.search(text) for cue, score in table.cues if score > _SURE for text in above):
        return 94
    alone = not own_words and not re.search(r"[^\W\d_]{3,}", rest)
    if alone and line.number < FIRST_LINES * 2:
        return 80
    return 60 if _has_year(candidate) and line.number < FIRST_LINES else 0


def _has_year(candidate: Candidate) -> bool:
    return isinstance(candidate.expression, Yearly) and candidate.expression.year is not None


def _text_date(text: str, candidates: Sequence[Candidate], skip: Sequence[tuple[int, int]]) -> Candidate | None:
    low = lower(text)
    lines = _top(text, skip)
    scored: list[tuple[int, int, Candidate]] = []
    for candidate in candidates:
        if not lines or candidate.start >= lines[-1].end:
            break
        line = next((line for line in lines if line.start <= candidate.start < line.end), None)
        if line is None or candidate.start - line.start > _LINE_REACH or not _is_day(candidate):
            continue
        score = _score(low, lines, line, candidate)
        if score:
            scored.append((score, -candidate.start, candidate))
    if not scored:
        return None
    return max(scored, key=lambda item: item[:2])[2]


def heading_year(text: str, candidates: Sequence[Candidate], skip: Sequence[tuple[int, int]] = ()) -> int | None:
    """The one year named beside a word for the meeting in the first lines ("Årsmöte 2019")."""
    low = lower(text)
    years: set[int] = set()
    for line in _top(text, skip)[:FIRST_LINES]:
        if not cues().heading.search(low[line.start : min(line.end, line.start + _LINE_REACH)]):
            continue
        for candidate in candidates:
            expression = candidate.expression
            reach = min(line.end, line.start + _LINE_REACH)
            if line.start <= candidate.start < reach and candidate.production == "year":
                assert isinstance(expression, Yearly)
                years |= {expression.year} if expression.year else set()
        if years:
            break
    return years.pop() if len(years) == 1 else None


def meeting_date(
    text: str,
    *,
    path: str = "",
    metadata: Mapping[str, str] | None = None,
    candidates: Sequence[Candidate] | None = None,
    skip: Sequence[tuple[int, int]] = (),
) -> MeetingDate | None:
    """The day of the meeting that a document records.

    The text comes first (cover rows, the opening line, headings), then the metadata key
    ``meeting_date``, then the file name. Dates of adjustment, notice, print and other meetings
    do not count.

    Args:
        text: the reading view of the document.
        path: path or name of its file.
        metadata: what is known of the file.
        candidates: the date expressions of ``text``, where already found.
        skip: stretches of ``text`` that are no cover (signature and notice blocks, furniture).

    Returns:
        The date, or None where nothing states one. ``warnings`` tell of sources that disagree.
    """
    candidates = find(text) if candidates is None else candidates
    from_name = filename_date(path) if path else None
    from_metadata = _iso((metadata or {}).get("meeting_date", ""))
    found = _text_date(text, candidates, skip)
    if found is not None:
        return _from_text(text, found, candidates, skip, from_metadata, from_name, path)
    if from_metadata is not None:
        return MeetingDate(
            from_metadata,
            from_metadata.isoformat(),
            "metadata",
            warnings=_conflicts(("metadata", from_metadata), ("filename", from_name)),
        )
    if from_name is not None:
        return MeetingDate(from_name, from_name.isoformat(), "filename")
    return None


def _iso(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text[:10])
    except ValueError:
        return None


def _conflicts(chosen: tuple[str, dt.date], *others: tuple[str, dt.date | None]) -> tuple[str, ...]:
    return tuple(
        f"meeting-date-conflict: {chosen[0]} {chosen[1]}, {source} {date}"
        for source, date in others
        if date is not None and date != chosen[1]
    )


def _from_text(
    text: str,
    found: Candidate,
    candidates: Sequence[Candidate],
    skip: Sequence[tuple[int, int]],
    from_metadata: dt.date | None,
    from_name: dt.date | None,
    path: str,
) -> MeetingDate:
    expression = found.expression
    assert isinstance(expression, Yearly) and expression.unknown is not None
    unknown = value_of(*expression.unknown).edtf
    if expression.year is None:
        outside = from_metadata or from_name
        year = heading_year(text, candidates, skip) or (outside.year if outside else filename_year(path))
        if year is None:
            return MeetingDate(None, unknown, "text", found.start, found.end)
        expression = expression._replace(year=year)
    resolved = expression.resolve(Reference(), None)
    if resolved is None:
        return MeetingDate(None, unknown, "text", found.start, found.end)
    value = value_of(*resolved.units)
    date = value.earliest
    assert date is not None
    warnings = resolved.warnings + _conflicts(("text", date), ("metadata", from_metadata), ("filename", from_name))
    named = filename_year(path)
    if from_name is None and named is not None and named != date.year:
        warnings += (f"meeting-date-conflict: text {date}, filename {named}",)
    return MeetingDate(date, value.edtf, "text", found.start, found.end, warnings)


# --- the year alone ---------------------------------------------------------------------------------------


def document_year(text: str, candidates: Sequence[Candidate]) -> int | None:
    """The year of a document that nowhere states it, where its own words leave only one.

    A document that looks back on one year and plans for the next but one was written between
    them. Every year it names must be of what was or of what is planned.
    """
    past: set[int] = set()
    planned: set[int] = set()
    for candidate in candidates:
        expression = candidate.expression
        if not isinstance(expression, Yearly) or expression.year is None:
            continue
        begin, end = context.sentence(text, candidate.start, candidate.end)
        if cues().planned.search(text[begin:end].lower()):
            planned.add(expression.year)
        else:
            verdict = tense(text, candidate.start, candidate.end)
            if verdict is None:
                return None
            (past if verdict == "past" else planned).add(expression.year)
    if past and planned and min(planned) - max(past) == 2:
        return max(past) + 1
    return None
