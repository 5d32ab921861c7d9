"""Elements of a segment: runs of names, roles, bodies and words that are none of them."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from functools import cache

from pipeline.language.roster.lexicon import COMMON, is_body, is_given, roles
from pipeline.language.roster.segments import MASK, NAME_WORD, Segment
from pipeline.language.verbs import has_finite_verb

_TOKEN = re.compile(r"[^\s\x00]+")
_NAME_TOKEN = re.compile(rf"{NAME_WORD}\.?$")
_LEAD = re.compile(r"[\w-]*")
_INITIAL = re.compile(r"[A-ZÅÄÖ]\.?$")
_PARTICLES = frozenset(
    {"von", "af", "de", "la", "van", "der", "den", "di", "el", "al", "ten", "zu", "du", "da", "dos", "bin"}
)
_AT = frozenset({"från", "i", "på", "vid", "hos", "för", "inom", "av", "till", "som", "genom"})
_BELONGS = frozenset({"från", "i", "på", "vid", "hos", "för", "genom"})
_MOST_NAMES = 5
_MOST_TOKENS = 120  # in a segment: more is no list of people


@dataclass(slots=True)
class Element:
    """``kind``: names (a run of capitalised words), role, body, other or prose; offsets in the row."""

    kind: str
    start: int
    end: int
    text: str


@cache
def _is_finite(words: str) -> bool:
    return has_finite_verb(words)


def is_prose(text: str) -> bool:
    """Whether ``text`` is a clause: a finite verb among its small-letter words."""
    small = " ".join(w for w in text.split() if w[0].islower())
    return bool(small) and _is_finite(small)


def elements(segment: Segment) -> list[Element]:
    """What a segment is made of, in order."""
    if is_prose(segment.text):
        return [Element("prose", segment.start, segment.end, segment.text)]
    out: list[Element] = []
    tokens = list(itertools.islice(_TOKEN.finditer(segment.text), _MOST_TOKENS))
    i = 0
    while i < len(tokens):
        token = tokens[i]
        j = _role_end(segment.text, tokens, i)
        if i == 0 and (whole := _owned_name(tokens)):
            out.append(_element("body", segment, token.start(), token.start() + whole))
            break
        if j > i:
            j, tail = _complement(segment, tokens, j)
            out.append(_element("role", segment, token.start(), tokens[j - 1].end()))
            if tail:
                out.append(tail)
                break
        elif (body := _whole_body(segment.text[token.start() :])) is not None:
            out.append(_element("body", segment, token.start(), token.start() + len(body)))
            break
        elif token.group()[0].isupper() and _NAME_TOKEN.match(token.group()):
            j = _name_end(segment.text, tokens, i)
            out.append(_element("names", segment, token.start(), tokens[j - 1].end()))
        else:
            rest = segment.text[token.start() :]
            out.append(_rest(segment, token.start(), rest))
            break
        i = j
    return out


def _whole_body(rest: str) -> str | None:
    """All that is left, where it names a body with a small-letter word in it ("Skövde kommun")."""
    words = rest.split()
    if len(words) < 2 or not any(w[0].islower() for w in words) or (is_given(words[0], COMMON) and len(words) > 2):
        return None
    return rest if words[0][0].isupper() and (is_body(rest) or _belongs_to_a_place(words)) else None


def _owned_name(tokens: list[re.Match[str]]) -> int:
    """Length of a segment built like "Sveriges Lärare": a genitive and a capitalised role, and so a body's name."""
    words = [token.group().rstrip(".,;:") for token in tokens]
    if len(words) != 2 or not all(words) or not (words[0][0].isupper() and words[1][0].isupper()):
        return 0
    if not words[0].endswith("s") or is_given(words[0]) or not roles().role.fullmatch(words[1]):
        return 0
    return tokens[1].start() + len(words[1]) - tokens[0].start()


def _belongs_to_a_place(words: list[str]) -> bool:
    """Whether words are built like "Storåns fiskevårdsområde": a genitive, and one long word with a small letter."""
    return (
        len(words) == 2
        and words[0].endswith("s")
        and words[1][0].islower()
        and len(words[1]) > 8
        and not is_given(words[0])
        and roles().role.fullmatch(words[1]) is None
    )


def _element(kind: str, segment: Segment, start: int, end: int) -> Element:
    text = segment.text[start:end]
    if kind == "role":
        text = text.split(MASK)[0].rstrip()
    bare = text.rstrip(",;:") if kind != "names" else _bare_name(text)
    return Element(kind, segment.start + start, segment.start + start + len(bare), bare)


def _bare_name(text: str) -> str:
    bare = text.rstrip(",;:'’")
    return bare[:-1] if bare.endswith(".") and not re.search(r"\b[A-ZÅÄÖ]\.$", bare) else bare


def _may_open_role(word: str) -> bool:
    """Whether a role can begin with ``word``: what the large pattern of roles needs, cheap to see."""
    lead = _LEAD.match(word)
    start = lead.group().lower() if lead else ""
    return start in roles().leads or start.endswith(roles().endings) or word.endswith("-")


def _role_end(text: str, tokens: list[re.Match[str]], i: int) -> int:
    """Index after the role that starts at token ``i``, or ``i``."""
    if not _may_open_role(tokens[i].group()):
        return i
    match = roles().role.match(text, tokens[i].start())
    if not match or (is_given(tokens[i].group(), COMMON) and match.end() <= tokens[i].end()):
        return i
    j = i
    while j < len(tokens) and tokens[j].start() < match.end():
        j += 1
    whole = tokens[j - 1].group().rstrip(".,:;'’")
    return j if tokens[j - 1].start() + len(whole) <= match.end() else i


def _name_end(text: str, tokens: list[re.Match[str]], i: int) -> int:
    j = i + 1
    while j < len(tokens):
        word = tokens[j].group()
        if word.lower() in _PARTICLES and j + 1 < len(tokens) and tokens[j + 1].group()[0].isupper():
            j += 1
        elif (
            not (word[0].isupper() and (_NAME_TOKEN.match(word) or _INITIAL.match(word)))
            or _role_end(text, tokens, j) > j
        ):
            break
        else:
            j += 1
    return j


def _complement(segment: Segment, tokens: list[re.Match[str]], j: int) -> tuple[int, Element | None]:
    """What follows a role: where somebody works is a body, what the role is for belongs to the role."""
    if j >= len(tokens):
        return j, None
    word = tokens[j].group().lower()
    if word in _AT and j + 1 < len(tokens):
        rest = segment.text[tokens[j + 1].start() :].rstrip(" .")
        if word in _BELONGS and is_body(rest):
            start = segment.start + tokens[j + 1].start()
            return j, Element("body", start, start + len(rest), rest)
        if word in ("från", "vid", "hos") and rest[:1].isupper():
            start = segment.start + tokens[j + 1].start()
            return j, Element("body", start, start + len(rest), rest)
        return len(tokens), None
    rest = segment.text[tokens[j].start() :].rstrip(" .")
    if is_body(rest) and not is_given(tokens[j].group(), COMMON):
        start = segment.start + tokens[j].start()
        return j, Element("body", start, start + len(rest), rest)
    return j, None


def _rest(segment: Segment, start: int, rest: str) -> Element:
    """Small-letter words after a name: "från gymgruppen", "som representant för Hyresgästföreningen"."""
    words = rest.split()
    bare = rest.rstrip(" .,;:")
    if words[0].lower() in _BELONGS and len(words) > 1:
        offset = len(words[0]) + len(rest[len(words[0]) :]) - len(rest[len(words[0]) :].lstrip())
        body = bare[offset:]
        if body and (is_body(body) or body[0].isupper()):
            return Element("body", segment.start + start + offset, segment.start + start + len(bare), body)
    last = re.search(r"(?:för|från|i|på|vid)\s+(\S.*)$", bare)
    if words[0].lower() == "som" and last and is_body(last.group(1)):
        return Element("body", segment.start + start + last.start(1), segment.start + start + len(bare), last.group(1))
    kind = "body" if is_body(bare) else "other"
    return Element(kind, segment.start + start, segment.start + start + len(bare), bare)


def people_in(element: Element) -> list[tuple[int, int]]:
    """Spans of the persons in a run of names: one, or several where the commas are missing.

    A new person starts at a common given name after at least two words of the one before, when
    the word before it is no given name.
    """
    tokens = list(_TOKEN.finditer(element.text))
    if len(tokens) < 4:
        return [(element.start, element.end)]
    cuts = [0]
    for i in range(2, len(tokens) - 1):
        word, before = tokens[i].group(), tokens[i - 1].group()
        if i - cuts[-1] >= 2 and is_given(word, COMMON) and not is_given(before, COMMON) and before not in _PARTICLES:
            cuts.append(i)
    bounds = [*cuts, len(tokens)]
    if any(b - a > _MOST_NAMES for a, b in itertools.pairwise(bounds)):
        return [(element.start, element.end)]
    return [
        (element.start + tokens[a].start(), element.start + tokens[b - 1].end()) for a, b in itertools.pairwise(bounds)
    ]
