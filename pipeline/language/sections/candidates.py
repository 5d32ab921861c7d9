"""Lines that may be headings, and by what: number, fixed words, mark-up, capitals, form."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.language.model import Line, Reading
from pipeline.language.sections.titles import (
    IN_COLUMN,
    is_case_column,
    is_date_line,
    is_person,
    is_sentence,
    is_title_like,
    split_title,
)
from pipeline.language.sections.vocabulary import HeadingRule, vocabulary
from pipeline.language.verbs import has_finite_verb

PARAGRAPH = re.compile(
    r"""(?x) (?P<number>
          § \s* \d{1,4} (?:[.:]\d{1,2}(?!\d))? (?:\s?[a-zA-Z](?![\w-]))? (?![\w-]) (?:\s*/\s*\d{2,4})?  # § 12
        | \d{1,4} \s? [a-z]? \s* § (?!\s*\d|§)  # 33 §
        | §§ \s* \d{1,4} \s* [–-] \s* \d{1,4} (?=\s+[A-ZÅÄÖ])  # §§ 29-32 Sekretessärenden
        ) [ \t]* [.:–—\ufffd-]? [ \t]* (?P<rest>.*)$"""
)
KEYWORD = re.compile(
    r"(?P<number>(?:(?:punkt|ärende|ärendepunkt|dagordningspunkt|paragraf|pkt|p)\.?\s*(?:nr\.?|nummer)?|nr\.?)"
    r"\s*\d{1,3}\s?[a-z]?)(?![\w/]|-\w)\s*[-–—:.)]?\s*(?P<rest>.*)$",
    re.I,
)
DECIMAL = re.compile(r"\(?(?P<number>\d{1,3}(?:\.\d{1,2}){0,3})(?:[.)]|(?=\s))\s+(?P<rest>\S.*)$")
# "KS § 12": the code of the body before the sign, as municipal forms print it.
_BODY_CODE = re.compile(r"[A-ZÅÄÖ][A-Za-zÅÄÖåäö]{0,7}(?:[-/ ][A-ZÅÄÖ]{1,5})?\s*[-/]?\s*(?=§\s*\d)")
_LAWS = re.compile(
    r"(?:AML|BL|BRL|DL|EKL|FBL|FL|HBL|JB|KL|LAS|LOU|LSS|LVM|LVU|MB|MBL|ML|OSL|PBL|RF|SoL)\s"
)  # they cite
_MAY_BEGIN_NUMBER = frozenset("§0123456789(pPäÄnN")
_LONGEST_LABELLED = 110  # a longer line is no heading of fixed words unless it begins with a label
_WITH_COLON = re.compile(r"([^:\t]{3,60}?)\s*:\s*")
_WITH_GAP = re.compile(r"(\S(?:[^\t]{1,50}?))(?:\s{2,}|\t+)")
_RUN_ON = re.compile(
    r"(Beslutet\s+(?:ska\s+)?(?:skickas|delges|expedieras|sänds)(?:\s+till)?|Protokollsutdrag\s+till|Expedieras\s+till|"
    r"Skickas\s+till|Delges)\s+(?=[A-ZÅÄÖ])"
)
_CAPITAL = re.compile(r" (?=[A-ZÅÄÖ])")
_LIST_SENTENCE = re.compile(
    r"((?:[Nn]ärva|[Dd]elt|[Mm]ed |[Pp]å |[Vv]id )[a-zåäö ]{2,24}?(?:var|är|gjorde|deltog))\s*:?\s+(?=[A-ZÅÄÖ])"
)
_RUN_IN = re.compile(r"([A-ZÅÄÖ][^:.!?\t]{2,50}):[ \t]+(?=\S)")


@dataclass(slots=True)
class Candidate:
    """A line that may be a heading."""

    index: int  # of its line
    how: str  # paragraph keyword decimal hint words capitals bold form bullet
    number: str | None
    title: str | None
    line_start: int
    title_start: int
    heading_end: int
    body_start: int
    rule: HeadingRule | None = None
    hint_level: int = 0
    values: tuple[int, ...] = ()  # of a decimal number
    score: float = 0.0
    inline: bool = False  # what it heads begins on its own line
    body_code: str = ""  # before a paragraph sign


class Lines:
    """The text lines of a reading with what stands round them."""

    def __init__(self, reading: Reading) -> None:
        self.labelled = False  # "Beslut: ..." heads its text here (see labels.py)
        self.numbered = False  # its items have numbers
        self.bold_from = frozenset(h.start for h in reading.source.hints if h.kind == "bold")
        self.from_pdf = reading.source.media_type == "application/pdf"
        self.view = reading.view
        self.lines = reading.lines
        self.text = [i for i, line in enumerate(self.lines) if line.kind == "text"]
        self._place = {index: place for place, index in enumerate(self.text)}

    def words(self, index: int) -> str:
        """The line without indent and bullet."""
        line = self.lines[index]
        return self.view[line.body_start : line.end]

    def whole(self, index: int) -> str:
        """The line with its bullet."""
        line = self.lines[index]
        return self.view[line.start : line.end]

    def gap_before(self, index: int) -> bool:
        """Whether the line before is not text."""
        return index == 0 or self.lines[index - 1].kind != "text"

    def gap_after(self, index: int) -> bool:
        """Whether the line after is not text."""
        return index + 1 >= len(self.lines) or self.lines[index + 1].kind != "text"

    def runs_into(self, index: int) -> bool:
        """Whether the line right above is text that breaks off without an end."""
        above = index - 1
        broken = above >= 0 and self.lines[above].kind == "text"
        return broken and not self.words(above).endswith((".", ":", "!", "?", ";"))

    def next(self, index: int) -> int | None:
        """The next text line."""
        place = self._place[index] + 1
        return self.text[place] if place < len(self.text) else None

    def previous(self, index: int) -> int | None:
        """The text line before."""
        place = self._place[index] - 1
        return self.text[place] if place >= 0 else None


def run_in_title(lines: Lines, index: int) -> Candidate | None:
    """ "Ekonomi: Kassören redogjorde ...": a paragraph that opens with its title and a colon."""
    line = lines.lines[index]
    if line.bullet is not None:
        return None
    words = lines.words(index)
    match = _RUN_IN.match(words) if lines.gap_before(index) else None
    match = match or IN_COLUMN.match(words)
    if match is None or not is_title_like(match[1]) or is_person(match[1]):
        return None
    known = vocabulary().match(match[1], front=False)
    if known is not None and known.kind != "item":
        return None
    if known is None and vocabulary().match(match[1], front=True) is not None:
        return None
    if not has_finite_verb(lines.words(index)[match.end() :]) and not lines.words(index).endswith("."):
        return None
    at = line.body_start
    return Candidate(index, "run-in", None, match[1], line.start, at, at + match.end(1), at + match.end(), inline=True)


def candidate(lines: Lines, index: int, *, front: bool) -> Candidate | None:
    """The reading of a line as a heading by number, fixed words or mark-up, if it has one."""
    return by_number(lines, index) or by_words(lines, index, front=front)


def by_number(lines: Lines, index: int) -> Candidate | None:
    """The reading of a line as a numbered heading.

    Decimal numbers ("3. Titel") are returned with ``how`` "decimal" and must still prove to be a
    chain (see :mod:`numbering`).
    """
    line = lines.lines[index]
    first = lines.view[line.start]
    if first.isupper() and "§" in lines.view[line.start + 1 : min(line.start + 16, line.end)]:
        return _after_body_code(lines, index)
    if first not in _MAY_BEGIN_NUMBER:
        return None
    whole = lines.whole(index)
    if (match := PARAGRAPH.match(whole)) and _may_head(match["rest"], lines, index, line):
        return _numbered(lines, index, match, "paragraph")
    if (match := KEYWORD.match(whole)) and (not match["rest"] or match["rest"][0].isupper()):
        return _numbered(lines, index, match, "keyword")
    if (match := DECIMAL.match(whole)) and _may_count(match, whole):
        found = _numbered(lines, index, match, "decimal")
        found.values = tuple(int(v) for v in match["number"].split("."))
        return found
    return None


def _after_body_code(lines: Lines, index: int) -> Candidate | None:
    """ "KS § 12 Titel"."""
    line = lines.lines[index]
    whole = lines.whole(index)
    code = _BODY_CODE.match(whole)
    if _LAWS.match(whole):
        return None
    match = PARAGRAPH.match(whole, code.end()) if code else None
    if code is None or match is None or not _may_head(match["rest"], lines, index, line):
        return None
    if not match["rest"][:1].isupper() and match["rest"]:
        return None
    found = _numbered(lines, index, match, "paragraph")
    found.body_code = code[0].strip(" -/").lower()
    return found


def by_words(lines: Lines, index: int, *, front: bool) -> Candidate | None:
    """The reading of a line as a heading by fixed words or mark-up; not by form alone."""
    line = lines.lines[index]
    if line.heading_level:
        return _plain(lines, index, "hint", front)
    return _fixed(lines, index, line, front)


def _may_count(match: re.Match[str], whole: str) -> bool:
    """A number before words may be an item number: not a date, and an amount only after a point."""
    pointed = whole[match.end("number") : match.end("number") + 1] in ".)"
    return (
        (not match["number"].startswith("0") or match["number"] == "0")
        and not is_date_line(whole)
        and (pointed or (match["rest"][0].isupper() and "." not in match["number"]) or match["number"].count(".") == 1)
    )


def _may_head(rest: str, lines: Lines, index: int, line: Line) -> bool:
    """A line that starts with § is a heading unless it goes on a sentence from the line before."""
    if line.heading_level or line.bold or lines.gap_before(index):
        return True
    if rest and not (rest[0].isupper() or rest[0] in '"”*'):
        return False
    previous = lines.previous(index)
    return previous is None or bool(re.search(r"[.!?:]$|^.{0,60}$", lines.words(previous)))


def _numbered(lines: Lines, index: int, match: re.Match[str], how: str) -> Candidate:
    line = lines.lines[index]
    rest_start = line.start + match.start("rest")
    title, length = split_title(match["rest"])
    number = match["number"].strip().rstrip(".")
    title_end = rest_start + length
    body = _skip(lines.view, title_end, line.end)
    number_end = line.start + match.end("number")
    rule = vocabulary().match(title, front=False) if title else None
    if title and is_case_column(lines.view[body : line.end]):
        body = line.end
    bare = not match["rest"] or is_case_column(match["rest"])  # the title is on the next line
    return Candidate(
        index, how, number, title, line.start, rest_start, title_end if title else number_end,
        body if title else (line.end if bare else rest_start), rule,
        hint_level=line.heading_level, inline=body < line.end if title else not bare,
    )  # fmt: skip


def name(lines: Lines, found: Candidate, length: int) -> None:
    """Give a numbered heading the first ``length`` characters after its number as its title."""
    end = found.title_start + length
    found.title = lines.view[found.title_start : end]
    found.heading_end = end
    found.body_start = _skip(lines.view, end, lines.lines[found.index].end)
    found.inline = found.body_start < lines.lines[found.index].end
    found.rule = vocabulary().match(found.title, front=False)


def _plain(lines: Lines, index: int, how: str, front: bool) -> Candidate:
    line = lines.lines[index]
    title = lines.words(index).rstrip(" :#")
    end = line.body_start + len(title)
    return Candidate(
        index, how, None, title or None, line.start, line.body_start, end, line.end,
        vocabulary().match(title, front=front), hint_level=line.heading_level,
    )  # fmt: skip


def _fixed(lines: Lines, index: int, line: Line, front: bool) -> Candidate | None:
    """Fixed words, on a line of their own or before a colon or a column gap."""
    words = lines.words(index)
    book = vocabulary()
    if front and line.bullet is None and (match := _LIST_SENTENCE.match(words)):
        rule = book.match(match[1], front=True)
        if rule is not None and rule.kind == "present":
            at = line.body_start
            return Candidate(
                index, "words", None, match[1], line.start, at, at + match.end(1), at + match.end(), rule, inline=True
            )
    first = words.split(None, 1)[0].rstrip(":").lower()
    if not front and first in book.first_words and lines.gap_before(index) and (found := _run_on(lines, index, line)):
        return found
    if len(words) > _LONGEST_LABELLED and ":" not in words[:60] and "  " not in words:
        return None
    if lines.labelled and not front and (found := _labelled(lines, index, line)):
        return found
    if is_sentence(words) or words.endswith((": –", ": -", ": —")):
        return None
    if not words.endswith(".") and (match := _RUN_ON.match(words)):
        at = line.body_start
        rule = book.match(match[1], front=False)
        return Candidate(
            index, "words", None, match[1], line.start, at, at + match.end(1), at + match.end(), rule, inline=True
        )
    if words[0].islower() and (words.endswith(".") or lines.runs_into(index)):
        return None  # the end of a sentence broken over lines
    lower = words.lower()
    possible = first in book.first_words or "beslut" in lower or "förslag" in lower or "/" in first
    rule = book.match(words, front=front) if possible and (line.bullet is None or words.endswith(":")) else None
    if rule is not None and _stands_alone(lines, index, rule):
        found = _plain(lines, index, "words", front)
        found.rule = rule
        return found
    head: re.Match[str] | None = None
    if possible or front:
        for sign, pattern in ((":", _WITH_COLON), ("  ", _WITH_GAP), ("\t", _WITH_GAP)):
            head = pattern.match(words) if sign in words else None
            if head and head.end() < len(words):
                rule = book.match(head[1], front=front)
                if rule is not None and rule.inline:
                    at = line.body_start
                    return Candidate(
                        index, "words", None, head[1].strip(), line.start, at, at + head.end(1), at + head.end(), rule,
                        inline=True,
                    )  # fmt: skip
    return None


def _run_on(lines: Lines, index: int, line: Line) -> Candidate | None:
    """ "Bakgrund Nämnden har ...": fixed words with their text after them, the line break between them lost."""
    words = lines.words(index)
    at = line.body_start
    for capital in reversed(list(_CAPITAL.finditer(words[:_LONGEST_LABELLED]))):
        title = words[: capital.start()]
        for rule in vocabulary().by_title.get(title.lower(), ()):
            told = is_sentence(words[capital.start() + 1 :])
            if rule.role and told and line.bullet is None and title.lower() not in vocabulary().not_labels:
                end = at + len(title)
                return Candidate(index, "words", None, title, line.start, at, end, end + 1, rule, inline=True)
    return None


def _stands_alone(lines: Lines, index: int, rule: HeadingRule) -> bool:
    """Whether fixed words that fill a line head what follows, rather than end or open a sentence."""
    words = lines.words(index)
    if words.endswith(".") and words.rstrip(". ").lower() not in vocabulary().by_title:
        return False
    if not rule.lead:
        return True
    following = lines.next(index)
    opens_list = following is not None and (
        lines.lines[following].bullet is not None or lines.words(following).lower().startswith("att ")
    )
    return opens_list and not words.endswith(":")


def _labelled(lines: Lines, index: int, line: Line) -> Candidate | None:
    """ "Beslut: Taxan antas." in a document in which such words head their text."""
    words = lines.words(index)
    head = _WITH_COLON.match(words) if ":" in words[:61] else None
    rule = vocabulary().match(head[1], front=False) if head and head.end() < len(words) else None
    if head is None or rule is None or not is_label(line, rule, head[1]) or head[1][0].islower():
        return None
    at = line.body_start
    if at in lines.bold_from:
        return None  # a bold opening of a sentence is no heading (guideline section 11)
    return Candidate(
        index, "words", None, head[1], line.start, at, at + head.end(1), at + head.end(), rule, inline=True
    )


def is_label(line: Line, rule: HeadingRule, words: str) -> bool:
    """Whether fixed words before a colon may head the text after it ("Beslut: Taxan antas.")."""
    return rule.kind == "subitem" and line.bullet is None and words.strip().lower() not in vocabulary().not_labels


def _skip(view: str, start: int, end: int) -> int:
    while start < end and view[start] in " \t.:":
        start += 1
    return start
