"""Which side of the meeting a date without a year lies on, by the words beside it and the verb of its clause.

Guideline: future or present tense, or a calendar list, means the first occurrence on or after the
meeting; past tense the last on or before it. Where no word tells, the nearest is taken.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from pipeline.language import verbs
from pipeline.language.dates import context
from pipeline.language.dates.lexicon import read_toml

_DATA: Final = read_toml("tense.toml")
_LINK = r"(?:\s+(?:den|under|i|på|vid|år|vecka))*\s+$"
_FUTURE: Final = frozenset(_DATA["words"]["future"])
_PAST: Final = frozenset(_DATA["words"]["past"])
_ENDINGS: Final = tuple(_DATA["words"]["past_endings"])
_NO_VERBS: Final = frozenset(_DATA["words"]["not_past"])
_NOT_VERBS: Final = frozenset(_DATA["forms"]["no_verbs"])
_PRESENT: Final = frozenset(_DATA["forms"]["present"])
_SUPINES: Final = frozenset(_DATA["forms"]["supines"])
_SUPINE_ENDINGS: Final = tuple(_DATA["forms"]["supine_endings"])
_TELLING: Final = frozenset(_DATA["verbs"]["telling"])
_PLANNING: Final = frozenset(_DATA["verbs"]["planning"])
_DONE: Final = frozenset(_DATA["verbs"]["done"])
_TASK: Final = frozenset(_DATA["verbs"]["task"])
_DETERMINERS: Final = frozenset(_DATA["verbs"]["determiners"])
_SUPINE_CUES: Final = frozenset(_DATA["verbs"]["supine_cues"])
_HEAD: Final = frozenset(_DATA["verbs"]["head"])
#: Words before an infinitive among which its "att" or auxiliary is looked for.
_REACH = 5
_WORDS: Final = re.compile(r"[^\W\d_]+")
_NEXT: Final = re.compile(r"\s*([^\W\d_]+)")
_CLAUSE: Final = re.compile(r"[,;:–()]|\b(?:och|men|samt|att|som)\b")

EITHER: Final = "either"
NOT_AHEAD: Final = "not-ahead"


@dataclass(frozen=True, slots=True)
class Cue:
    """A row of ``tense.toml``: words before a date, of any subtype or those in ``subtypes``."""

    id: str
    verdict: str
    pattern: re.Pattern[str]
    subtypes: tuple[str, ...]
    examples: tuple[str, ...]
    counter: tuple[str, ...]


def _cue(row: dict[str, Any]) -> Cue:
    body = row["before"].replace(" ", r"\s+")
    link = r"\s+(?:(?:den|år)\s+)?$" if row.get("adjacent") else _LINK
    return Cue(
        row["id"], row["verdict"], re.compile(rf"(?<![\w.])(?:{body}){link}"), tuple(row.get("subtypes", ())),
        tuple(row["examples"]), tuple(row.get("counter", ())),
    )  # fmt: skip


CUES: Final = tuple(_cue(row) for row in _DATA["cue"])
#: Characters before a date in which a cue stands.
_REACH_BACK = 64
_HINT: Final = re.compile(
    rf"{'|'.join(_DATA['hint']['stems'])}|\b(?:{'|'.join(_DATA['hint']['near'])})\s+(?:\w+\s+){{0,2}}$"
)


@dataclass(frozen=True, slots=True)
class _Form:
    """A verb form: ``tense`` is prs, prt, sup or inf ("prs" also where it may be either of prs and inf).

    ``attributive``: it is an adjective as often ("ökade").
    """

    tense: str
    lemma: str
    passive: bool
    attributive: bool = False


@cache
def _form(word: str) -> _Form | None:
    """The verb form that a word is; None where it is none, or as often something else."""
    if word in _NOT_VERBS:
        return None
    if word in _PRESENT:
        return _Form("prs", word, False)
    readings = verbs.lexicon().get(word, ())
    if word in _SUPINES or (not readings and len(word) > 4 and word.endswith(_SUPINE_ENDINGS)):
        return _Form("sup", word, False)
    doubtful = any(reading.ambiguous for reading in readings)
    if doubtful and not word.endswith("ade"):
        return None
    tenses = {reading.tense for reading in readings}
    if not tenses:
        if word.endswith(_ENDINGS) and word not in _NO_VERBS and not word.endswith("ande"):
            return _Form("prt", word, False, word.endswith("ade"))
        return None
    if tenses <= {"prs", "inf"}:
        tense = "prs" if "prs" in tenses else "inf"
    elif tenses <= {"prt", "sup"}:
        tense = "prt" if "prt" in tenses else "sup"
    else:
        return None
    return _Form(tense, readings[0].lemma, readings[0].voice == "s", doubtful)


def _verb_at(words: list[str], index: int) -> _Form | None:
    """The verb form that a word is in its place: not "ökade" in "den ökade kostnaden"."""
    form = _form(words[index])
    if form is None or not index or not form.attributive:
        return form
    return None if words[index - 1] in _DETERMINERS else form


def cue_verdict(low: str, start: int, subtype: str | None) -> str | None:
    """What the words directly before a date say: ``past``, ``future``, ``either`` or None."""
    if not _HINT.search(low, max(0, start - _REACH_BACK), start):
        return None
    kind, begin = subtype or "day", max(0, start - _REACH_BACK)
    for cue in CUES:
        if (not cue.subtypes or kind in cue.subtypes) and cue.pattern.search(low, begin, start):
            return cue.verdict
    return None


def tense(text: str, start: int, end: int, subtype: str | None = None) -> str | None:
    """``past``, ``future`` or None: what the clause that holds a span says of its time.

    Args:
        text: the text; the span is ``text[start:end]``.
        subtype: of the date, for the cues that only some kinds of date have.
    """
    begin, stop = context.sentence(text, start, end)
    ahead, behind = text[begin:start].lower(), text[end:stop].lower()
    verdict = cue_verdict(ahead, len(ahead), subtype)
    if verdict is None or verdict == NOT_AHEAD:
        found = _fronted(ahead, behind) or _before(_WORDS.findall(ahead), behind) or _after(_WORDS.findall(behind))
        verdict = EITHER if verdict == NOT_AHEAD and found != "past" else found
    if verdict is None and context.listed_ahead(text, begin):
        return "future"
    return None if verdict == EITHER else verdict


def _fronted(ahead: str, behind: str) -> str | None:
    """A date at the head of its clause: the verb after it is its verb ("... och i maj ska vi städa")."""
    following = _NEXT.match(behind)
    found = _form(following[1]) if following else None
    if found is None:
        return None
    if found.tense == "inf":
        # "att före årsskiftet begära in anbud"
        return "future" if "att" in _WORDS.findall(ahead)[-3:] else None
    if found.tense == "sup":
        return "past" if _SUPINE_CUES & set(_WORDS.findall(ahead)) else None
    clause = _CLAUSE.split(ahead)[-1]
    if clause == ahead or not set(_WORDS.findall(clause)) <= _HEAD:
        return None
    return _finite(found, ())


def _before(words: list[str], behind: str) -> str | None:
    """By the nearest telling word before the date."""
    for index in range(len(words) - 1, -1, -1):
        word = words[index]
        if word in _FUTURE:
            return "future"
        if word in _PAST:
            return "past"
        form = _verb_at(words, index)
        if form is None:
            continue
        earlier = words[:index]
        if form.tense == "sup":
            if _modal(earlier[-3:]):
                return "future"
            # Without "har" or a word that opens a clause it is an adjective: "Stängt 5-7 juli".
            if not (word.endswith("ts") or _SUPINE_CUES & set(earlier[-6:])):
                continue
            return "past"
        if form.lemma == "ha" and form.tense == "prs" and _supine_follows(_WORDS.findall(behind)):
            return "past"
        if form.tense == "inf" or (form.tense == "prs" and _governed(earlier)):
            return _infinitive(earlier)
        return _finite(form, earlier)
    return None


def _after(words: list[str]) -> str | None:
    """By the first telling word after the date."""
    for index, word in enumerate(words):
        if word in _FUTURE:
            return "future"
        if word in _PAST:
            return "past"
        form = _verb_at(words, index)
        if form is None or form.tense == "inf":
            continue
        if form.lemma == "ha" and form.tense == "prs" and _supine_follows(words[index + 1 :]):
            return "past"
        if form.tense == "sup":
            if _SUPINE_CUES & set(words[max(0, index - 6) : index]):
                return "past"
            continue
        return _finite(form, ())
    return None


def _finite(form: _Form, earlier: list[str] | tuple[()]) -> str:
    if form.tense == "prs":
        return EITHER if form.lemma in _TELLING and not form.passive else "future"
    if form.lemma == "skola":
        return "future" if "att" in earlier[-4:] else "past"
    return EITHER if form.lemma in _PLANNING else "past"


def _supine_follows(after: list[str]) -> bool:
    for word in after[:6]:
        form = _form(word)
        if form is not None:
            return form.tense == "sup"
    return False


def _modal(words: list[str]) -> bool:
    """Whether "ska ha", "bör ha" or the like stands at the end of ``words``."""
    if "ha" not in words:
        return False
    return any((form := _form(word)) is not None and form.tense == "prs" for word in words)


def _governed(earlier: list[str]) -> bool:
    return earlier[-1:] == ["att"] or earlier[-2:-1] == ["att"] or _auxiliary(earlier) is not None


def _auxiliary(earlier: list[str]) -> _Form | None:
    """The verb directly before an infinitive, at most one word between."""
    for word in reversed(earlier[-2:]):
        form = _form(word)
        if form is not None:
            return form if form.lemma in _DONE or form.lemma == "skola" else None
    return None


def _infinitive(earlier: list[str]) -> str:
    """A plan or a task, unless what governs it says that it was done."""
    near = earlier[-_REACH:]
    outer = earlier[: len(earlier) - len(near) + near.index("att")] if "att" in near else earlier
    for word in reversed(outer[-_REACH:]):
        if word in _TASK:
            return "future"
        form = _form(word)
        if form is None:
            continue
        if form.tense in ("prt", "sup") and form.lemma in _DONE:
            # "om det kunde bli klart i maj" wishes.
            return "future" if form.lemma == "kunna" and "om" in outer else "past"
        if form.lemma == "skola" and form.tense == "prt" and "att" not in near:
            return "past"
        return "future"
    return "future"


def tells_of_the_past(words: str) -> bool:
    """Whether a verb of lower-cased text stands in the past."""
    found = (_form(word) for word in _WORDS.findall(words))
    return any(form is not None and form.tense in ("prt", "sup") for form in found)
