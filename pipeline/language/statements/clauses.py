"""Clause splits: two coordinated main clauses become two statements when class or assignee differs."""

from __future__ import annotations

import re

from pipeline.knowledge.phrases import phrases
from pipeline.language.acts.actors import Cast, actors_from
from pipeline.language.acts.classify import classify
from pipeline.language.acts.clauses import COORDINATED, Analysis, Verb, analyse, infinitive
from pipeline.language.acts.verdict import Context, Verdict

_CONJUNCTIONS = frozenset({"och", "men", "samt", "så", "varefter"})
_DASH = re.compile(r"\s[–—·-]\s|;\s|,\s")
_LINK = re.compile(r"\s(?:och|men|samt|så)\s")
# "4 för Umeå, 2 för Luleå så det blev Umeå": words without a verb, then a clause
_PAUSE = re.compile(r"(?P<comma>,)\s|\s(?:så|men)\s")
_HANDS_OVER = phrases("hands-over")
_UNFINISHED = phrases("unfinished-lead")
_TAG = phrases("settles-before")
_GOES_ON = phrases("same-task")
# A clause is compared with this many on each side, more than any sentence of prose has: one of
# thousands of clauses takes time in proportion to them, not to their square.
_NEAR = 24
_TRAIL = " \t\n,;–—-"


def split_clauses(text: str, ctx: Context) -> list[tuple[int, int]]:
    """Spans of the statements in one sentence, usually the sentence itself.

    Args:
        text: a sentence without its bullet.
        ctx: context of its section.

    Returns:
        Spans in order; the conjunction between two of them belongs to neither.
    """
    spans: list[tuple[int, int]] = []
    start = 0
    boundaries = _boundaries(text, ctx.cast)
    for number, (left_end, right_start) in enumerate(boundaries):
        if left_end <= start or right_start <= start:
            continue
        first = max(start, boundaries[number - _NEAR][1]) if number >= _NEAR else start
        end = boundaries[number + _NEAR][0] if number + _NEAR < len(boundaries) else len(text)
        left, right = text[first:left_end], text[right_start:end]
        if _differ(left, right, ctx):
            spans.append((start, left_end))
            start = right_start
    spans.append((start, len(text)))
    return spans


def _boundaries(text: str, cast: Cast) -> list[tuple[int, int]]:
    """Places where one main clause may end and another begin."""
    if not _LINK.search(text) and not _DASH.search(text):
        return []
    a = analyse(text)
    found: set[tuple[int, int]] = set()
    for verb in a.verbs:
        if verb.kind != COORDINATED:
            continue
        if verb.index == verb.start and not _changes_tense(a, verb) and not _hands_over(a, verb):
            continue
        first = verb.start
        before = first - 1
        if before >= 0 and a.low[before] == "utan":
            continue  # "inte i år utan nästa år": one contrast
        if before >= 0 and a.low[before] in _CONJUNCTIONS:
            before -= 1
        if before >= 0:
            found.add((a.ends[before], a.starts[first]))
    found |= _loose(a)
    found |= _after_fragment(a, cast)
    return sorted(found)


def _hands_over(a: Analysis, verb: Verb) -> bool:
    """ "Nämnden godkänner planen och uppdrar åt chefen ...": the second verb lays a task on somebody."""
    return a.low[verb.index - 1] in _CONJUNCTIONS and _HANDS_OVER.match(a.text, a.starts[verb.index]) is not None


def _after_fragment(a: Analysis, cast: Cast) -> set[tuple[int, int]]:
    """A clause with a subject of its own after words without a verb: "Nästa möte 3 maj, Kim ordnar fika"."""
    main = a.main
    if main is None or not main.index or main.index + 1 == len(a.low):
        return set()  # "Flytten i maj, Kim kör": what is done stands before the pause
    verbs_before = max((v.index for v in a.verbs if v.index < main.index), default=0)
    for match in reversed(list(_PAUSE.finditer(a.text, 0, a.starts[main.index]))):
        word = a.word_at(match.end())
        if not verbs_before < word < main.index or _open_bracket(a.text, match.start()):
            continue
        if a.low[0] in _OPENS_SUBORDINATE or not _is_subject(a, word, main.index, cast):
            continue
        named = actors_from(a, 0, cast)
        if match.group("comma") and (
            (named and named[-1].last >= word - 1) or all(w[0].isupper() for w in a.words[:word])
        ):
            continue  # "Kim Ek, Eva Lo ordnar": a list of names, a title
        return {(match.start(), match.end())}
    return set()


_OPENS_SUBORDINATE = frozenset(
    {
        "om", "när", "då", "eftersom", "medan", "sedan", "innan", "efter", "trots", "för", "att", "som", "vad", "hur",
        "ifall",
    }
)  # fmt: skip
_PRONOUNS = frozenset(
    {"vi", "jag", "han", "hon", "hen", "de", "dom", "det", "den", "man", "alla"}
)  # fmt: skip


def _is_subject(a: Analysis, first: int, verb: int, cast: Cast) -> bool:
    """Whether the words between a pause and a verb are a subject: people, a pronoun, a thing known by its form."""
    if any("," in a.gap(i) for i in range(first + 1, verb + 1)):
        return False
    if verb - first == 1 and a.low[first] in _PRONOUNS:
        return True
    found = actors_from(a, first, cast)
    return bool(found) and found[-1].last == verb


def _changes_tense(a: Analysis, verb: Verb) -> bool:
    """ "Kim skulle ringa, ligger kvar på Kim": a bare verb after a comma, the present after the past."""
    before = a.verbs[a.verbs.index(verb) - 1]
    return "," in a.gap(verb.index) and verb.tense == "prs" and before.tense == "prt"


def _loose(a: Analysis) -> set[tuple[int, int]]:
    """Boundaries at a dash, semicolon or comma splice before a clause with its own verb and subject."""
    found = set()
    main = a.main
    for match in _DASH.finditer(a.text):
        word = a.word_at(match.end())
        if word >= len(a.low) or word == 0 or _open_bracket(a.text, match.start()):
            continue
        comma = match.group().startswith(",")
        if main is None:
            continue
        # verbless left part: "Lunch 16 juni – direktören bjuds in"
        if (
            (not comma and main.index > word and main.start < word)
            or (comma and main.index > word and main.index - word <= 3 and _infinitive_start(a) and main.start < word)
            or (not comma and main.index < word and any(v.index > word and v.kind != COORDINATED for v in a.verbs))
        ):
            found.add((match.start(), match.end()))
    return found


def _infinitive_start(a: Analysis) -> bool:
    form = infinitive(a.low[0])
    return form is not None and form.voice == "act"


def _open_bracket(text: str, offset: int) -> bool:
    return text.rfind("(", 0, offset) > text.rfind(")", 0, offset)


def _differ(left: str, right: str, ctx: Context) -> bool:
    if len(left.split()) < 2 or len(right.split()) < 2:
        return False
    if _UNFINISHED.search(left) or _TAG.match(right) or _GOES_ON.match(right):
        return False
    plain = ctx.of(None, ctx.bullet, ctx.owner, ctx.row)
    one, two = classify(left, plain), classify(right, plain)
    if one.label == "information" and two.label == "information":
        return False
    if one.subtype == "proposal" and left.rstrip().endswith(":"):
        return False  # "Förslag till nämnden: avgiften höjs"
    if {one.label, *one.also} != {two.label, *two.also}:
        return True
    if ctx.role == "decision" and two.rule == "role.decision" and one.rule != two.rule:
        # under "Beslut": "Ärendet återremitteras och kontoret ska redovisa kostnaden", a decision and a task
        return classify(right, Context(cast=ctx.cast, body=ctx.body)).label == "assignment"
    return one.label == "assignment" and _who(one) != _who(two)


def _who(verdict: Verdict) -> tuple[str, ...]:
    if verdict.subject is None or verdict.analysis is None:
        return ()
    return tuple(verdict.analysis.text[x.start : x.end].lower() for x in verdict.subject.actors)


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without white space and hanging separators at its ends (final points stay)."""
    while start < end and text[start] in _TRAIL:
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
