"""What makes words a title: no finite verb, no date, no name; and where a title ends and its text begins."""

from __future__ import annotations

import re
from itertools import pairwise

from pipeline.language.roster.lexicon import is_given
from pipeline.language.sections.vocabulary import vocabulary
from pipeline.language.verbs import finite_verbs, has_finite_verb, lexicon

_CASE_WORD = r"(?i:dnr|diarienr|diarienummer|ärendenr|ärendenummer|d\.nr)\b"
_CASE_NUMBER = (  # KS 2024/12, KS-2024.118, BN 2024-000211, 2024/KS 0123, KS/2024:0312
    r"(?:[A-ZÅÄÖ]{2,6}[ /-]?(?:19|20)\d\d(?!-\d\d-)[/:.-]\s?\d{1,6}|(?:19|20)\d\d(?:[/-][A-ZÅÄÖ]{2,5} ?|[/:])\d{1,6})"
)
_CASE = re.compile(rf"{_CASE_WORD}|{_CASE_NUMBER}(?![^\W\d_])")
_CASE_COLUMN = re.compile(rf"(?:(?<!\s)(?:\s{{2,}}|\t)|^)(?:{_CASE_WORD}\s*[.:]?\s*\S.*|{_CASE_NUMBER}(?:[ -]\d+)*)$")
_LONGEST = 110  # characters in which a title ends
COLUMN = re.compile(r"\s{2,}|\t")
_SENTENCE_END = re.compile(r"[.!?][\"”’)]*$")
_RUN_IN_SENTENCE = re.compile(r"([^.!?]{3,70}?)(?:\.|:)\s+(?=[A-ZÅÄÖ\d\"”])")
_CAPITALS_FIRST = re.compile(r"((?=[^a-zåäö]{5})[A-ZÅÄÖ]{3}[A-ZÅÄÖ\d /,&-]*[A-ZÅÄÖ\d])\s+(?=[A-ZÅÄÖ][a-zåäö]+[ -]\S)")
_BEFORE_DASH = re.compile(r"([A-ZÅÄÖ][^.:!?–—]{2,48}?)\s+[-–—]\s+(?=\S)")
_ADVERBIAL = re.compile(r"(?:Sedan|Efter|Därefter|Då|När|Att|Till|Härefter|Slutligen)\s(?:\S+\s+){3}")
_OFFICE = re.compile(r"(?:Ordförande|Sekreterare|Sekretare|Justerare|Kassör|Mötesordförande|Mötessekreterare)\s+")
_WORD = re.compile(r"\w[\w/-]*")
_LETTERS = re.compile(r"[^\W\d_]")
IN_COLUMN = re.compile(r"([A-ZÅÄÖ]\S*(?: \S+){0,4}?)(?: {2,}|[ ]*\t+)(?=\S)")
_DATE_ONLY = re.compile(
    r"(?i)(?:(?:mån|tis|ons|tors|fre|lör|sön)dag(?:en)?\s+)?(?:den\s+)?\d{1,4}(?:[-/.]\d{1,2}[-/.]\d{2,4}"
    r"|(?::?e|:a)?\s+(?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december)(?:\s+\d{4})?)"
    r"(?:[,\s]+(?:kl\.?|klockan)?\s*\d{1,2}[.:]\d{2}.*)?$"
)
_PERSON_ROLE = re.compile(
    r"(?i)[A-ZÅÄÖ][\w’'.-]+(?:\s+[\w’'.-]+){0,4}\s*,\s*[a-zåäö:\s-]*(?:sekreterare|ordförande|chef|direktör|justerare|samordnare|handläggare|ledamot|strateg|utredare)\w*$"
)


def is_sentence(text: str) -> bool:
    """Whether a line reads as running text rather than a title: a finite verb and a final point."""
    return bool(_SENTENCE_END.search(text)) and not text.endswith(("m.m.", "m.fl.", "etc.")) and has_finite_verb(text)


def is_capitals(text: str) -> bool:
    """Whether a line is set in capitals (three letters or more, no small one)."""
    if not (text.isupper() or (text.endswith((")", "):")) and text.partition("(")[0].isupper())):
        return False
    letters = _LETTERS.findall(re.sub(r"\s*\(.*\)\s*:?$", "", text))
    return len(letters) >= 3 and all(c.isupper() for c in letters) and len(text) <= 90


def is_title_like(text: str) -> bool:
    """A short line without a finite verb that could head what follows."""
    return (
        2 < len(text) <= 90
        and len(_LETTERS.findall(text)) > 2
        and text[0] not in "\"”'(*…."
        and not text.endswith((",", "?", "!", ";", "-", "–"))
        and not _CASE.match(text)
        and not _DATE_ONLY.match(text)
        and not _PERSON_ROLE.match(text)
        and not COLUMN.search(text)
        and not _told(text)
        and not is_infinitive(text.split(None, 1)[0].lower())
    )


def _told(text: str) -> bool:
    """Whether words hold a finite verb that is none of the nouns that look like one ("Underhåll")."""
    return any(m.group().lower() not in vocabulary().nouns for m in finite_verbs(text))


def is_infinitive(word: str) -> bool:
    """Whether a lower-case word is an infinitive: a line that begins with one is a task, not a title."""
    return any(r.tense == "inf" and not r.ambiguous for r in lexicon().get(word, ()))


def is_person(words: str) -> bool:
    """Whether words begin with a given name and a capital after it."""
    parts = words.split()
    return len(parts) > 1 and is_given(parts[0]) and parts[1][:1].isupper()


def is_date_line(text: str) -> bool:
    """A line that is a date and nothing else."""
    return bool(_DATE_ONLY.match(text))


def is_case_line(text: str) -> bool:
    """A line that gives a case number (Dnr ...)."""
    return bool(_CASE.match(text))


def is_case_column(text: str) -> bool:
    """A case number and nothing else, as it stands in a column of its own."""
    return bool(_CASE_COLUMN.match(text))


def split_title(rest: str) -> tuple[str | None, int]:
    """The title in what follows a number, and its length in ``rest``.

    A sentence is no title ("§ 3 Mötet valde ..." has none); a short verbless opening before a
    point or colon is one with its text run in ("§ 11 Brandlarm. Frågan togs upp ...").
    """
    rest = _CASE_COLUMN.sub("", rest.rstrip()).rstrip()
    if not rest:
        return None, 0
    column = IN_COLUMN.match(rest)
    if column and is_title_like(column[1]) and has_finite_verb(rest[column.end() :]):
        return column[1], column.end(1)
    if capitals := _CAPITALS_FIRST.match(rest):
        return capitals[1], capitals.end(1)
    run_in = _RUN_IN_SENTENCE.match(rest)
    if run_in and not has_finite_verb(run_in[1]) and has_finite_verb(rest[run_in.end() :]):
        return run_in[1].strip(), run_in.end(1)
    told = is_sentence(rest) and len(rest.split()) > 3
    told = told or bool((office := _OFFICE.match(rest)) and is_person(rest[office.end() :]))
    told = told or (rest.endswith(".") and len(rest.split()) > 7)
    told = told or (bool(_ADVERBIAL.match(rest)) and has_finite_verb(rest))
    if told or (len(rest) > 60 and has_finite_verb(rest) and rest.count(" ") > 8 and not rest.isupper()):
        return _opening(rest)
    title = rest.rstrip(" \t:")
    return title, len(title)


def _opening(rest: str) -> tuple[str | None, int]:
    """The title that a told line opens with, before a dash or a sentence that begins without any mark.

    "Utbildning - en kväll i maj planeras." has one, and so has "Röstlängd Röstlängden fastställs.";
    "Till justerare valdes Asta." has none.
    """
    dash = _BEFORE_DASH.match(rest)
    if dash and len(dash[1].split()) <= 4 and is_title_like(dash[1]) and len(rest) > 3 * dash.end():
        return dash[1], dash.end(1)
    words = list(_WORD.finditer(rest[:_LONGEST]))
    for before, word in pairwise(words):
        right = rest[word.start() :]
        if not word[0][0].isupper() or before[0].lower() in vocabulary().not_titles:
            continue
        if rest[before.end() : word.start()].strip() not in ("", ")"):
            continue
        left = rest[: word.start()].rstrip()
        if not is_title_like(left):
            return None, 0
        stem = word[0][:5].lower()
        repeats = any(w[0][:5].lower() == stem for w in words if w.end() <= before.end() and len(w[0]) > 4)
        opens = word[0] in vocabulary().openers or repeats or left.endswith(")")
        if opens and is_sentence(right) and has_finite_verb(" ".join(right.split()[:4])):
            return left, len(left)
    return None, 0
