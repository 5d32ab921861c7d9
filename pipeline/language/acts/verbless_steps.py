"""Tasks without a finite verb that the lexicon knows: orders, points with a name, unknown verbs."""

from __future__ import annotations

import re
from functools import cache

from pipeline.knowledge.phrases import phrases
from pipeline.language.acts.actors import (
    COLLECTIVE,
    PERSON,
    ROLE,
    SOMEBODY,
    WE,
    Actor,
    Subject,
    actors_from,
    kind_of,
)  # fmt: skip
from pipeline.language.acts.clauses import Analysis, infinitive, readings
from pipeline.language.acts.step import AGENTLESS, COMMITMENT, EXPLICIT, Step, verb_class
from pipeline.language.acts.verdict import Context
from pipeline.language.verbs import lexicon

_NOT_TASKS = phrases("not-task")
_NO_ORDER = phrases("no-order")
_NO_PRESENT = phrases("no-present")
_OBJECT = phrases("object-follows")
_GOES_OUT = phrases("goes-out")
_NO_TASK_NOUN = phrases("no-task-noun")
_VERB_LIKE = re.compile(r"[a-zåäö]{2,}(?:ar|er|r)")
_ONLY_DATE = re.compile(r"\W*(?:(?:senast|klart)\s+)?(?:\d[\d/.:-]*(?:\s+[a-zåäö]{3,9}\.?)?)?\W*")
_HANDLES = re.compile(r"\W*@[\w.-]+(?:\s*(?:[+,&/]|och)\s*@?[\w.-]+)*\s*:\s*(?=\w)")
_HANDLE = re.compile(r"@?\w[\w.-]*")
_TODO_BOX = re.compile(r"\[\s?\]\s*|☐\s*")
_NO_ORDERS_UNDER = frozenset(
    {"background", "documents", "proposals", "vote", "procedure", "reservation", "distribution"}
)
_SAID_BY = phrases("said-by")
_ON_IT = re.compile(r"\s(?:är\s+)?på\s+(?:det|bollen|saken|fallet|g\s+med\s+det)\W*$", re.IGNORECASE)
_OWNER_MARK = re.compile(r"[(:→=]|->|(?<=\s)/$")
_REST = re.compile(
    r"\W*(?:(?:senast|klart?|innan|före|till|v\.?|vecka|den|i)\s+)*(?:[\wåäö]{1,12}\.?\s?){0,2}"
    r"[\d/.:-]*\W*",
    re.IGNORECASE,
)
_CARRIES = re.compile(r"för\s+(?:[\wåäö-]+\s+){0,3}?(?:vidare|upp|över|in|fram)\b", re.IGNORECASE)
_CHARGED = re.compile(r"\s+ansv(?:ar|arig|ariga)?\W*", re.IGNORECASE)
_DONE_WORDS = frozenset(
    {"klara", "färdig", "färdigt", "färdiga", "gjort", "fixat", "betald", "betalt", "bokad", "bokat", "köpt", "köpta"}
)
_IN_CHARGE = re.compile(r"\W*ansv(?:ar|ariga?)?\b\W*", re.IGNORECASE)
_TAG_MARKS = frozenset({":", "-", "–", "->", "→", "=>", "⇒"})


def paired(a: Analysis, ctx: Context) -> Step | None:
    """ "Kim + fikat": a point that pairs a known person with a thing."""
    found = actors_from(a, 0, ctx.cast) if ctx.bullet and "+" in a.text else []
    if not found or found[0].kind not in (PERSON, ROLE) or not 1 <= len(a.low) - found[-1].last <= 5:
        return None
    if a.gap(found[-1].last).strip() != "+" or a.words[found[-1].last][0].isupper():
        return None
    return Step(EXPLICIT, "structure.paired", found[-1].last, Subject(found))


def named_last(a: Analysis, ctx: Context) -> Step | None:
    """ "kakor - Kim", in a list of what is to be done: the last part, or all there is, is who does it."""
    if ctx.mood != "todo" or _NO_TASK_NOUN.match(a.text):
        return None
    alone = actors_from(a, 0, ctx.cast)
    if alone and alone[0].kind in (PERSON, ROLE) and _ONLY_DATE.fullmatch(a.text, alone[-1].end):
        return Step(EXPLICIT, "structure.named-last", 0, Subject(alone))
    if not ctx.bullet:
        return None
    for i in range(len(a.low) - 1, 0, -1):
        if a.gap(i).strip() in (",", "-", "–"):
            found = actors_from(a, i, ctx.cast)
            if found and found[0].kind in (PERSON, ROLE, COLLECTIVE) and (not a.verbs or a.verbs[0].index > i):
                rest = a.gap(found[-1].last).strip() if found[-1].last < len(a.low) else ""
                if found[-1].last == len(a.low) or rest in (",", "("):
                    return Step(EXPLICIT, "structure.named-last", 0, Subject(found))
    return None


def on_it(a: Analysis, ctx: Context) -> Step | None:
    """ "Ny affisch behövs, Kim på det", "Kim är på bollen": who sees to what was said."""
    match = _ON_IT.search(a.text)
    if match is None:
        return None
    end = a.word_at(match.start() + 1)
    for i in range(max(0, end - 8), end):
        found = actors_from(a, i, ctx.cast)
        if found and found[0].kind in (PERSON, ROLE, WE, SOMEBODY) and found[-1].last == end:
            return Step(COMMITMENT, "structure.on-it", i, Subject(found))
    return None


def owned_last(a: Analysis, ctx: Context) -> Step | None:
    """ "release notes: kim", "kallelsen → bo (senast v 8)", "nytt utkast på mejlen /kim": a thing, then whose it is."""
    if len(a.low) > 14 or ctx.role in _NO_ORDERS_UNDER or _NO_TASK_NOUN.match(a.text) or _SAID_BY.match(a.text):
        return None
    if ctx.mood in ("election", "proposals", "reported") or kind_of(a.low[0]) is not None:
        return None
    if any(v.tense == "prt" or v.lemma in ("ha", "vara", "bli") for v in a.verbs):
        return None
    if (charge := _IN_CHARGE.match(a.text)) is not None:
        found = actors_from(a, a.word_at(charge.end()), ctx.cast)
        whole = bool(found) and found[0].kind in (PERSON, COLLECTIVE) and _REST.fullmatch(a.text, found[-1].end)
        return Step(EXPLICIT, "structure.owned-last", 0, Subject(found)) if whole else None
    led = actors_from(a, 0, ctx.cast)
    if led and led[0].kind in (PERSON, ROLE) and _CHARGED.fullmatch(a.text, led[-1].end):
        return Step(EXPLICIT, "structure.owned-last", 0, Subject(led))  # "Kim ansvarig"
    if any(low in _DONE_WORDS and not a.text[a.ends[i] :].lstrip(" :")[:1].isdigit() for i, low in enumerate(a.low)):
        return None
    if ctx.owner in ctx.cast.initials and not a.verbs and len(a.low) > 1:
        return Step(EXPLICIT, "structure.owned-last", 0, Subject([]))
    for i in range(len(a.low) - 1, 0, -1):
        mark = _OWNER_MARK.search(a.gap(i))
        if mark is None or kind_of(a.low[i - 1]) == ROLE:
            continue
        if not (ctx.bullet or (mark.group() == "(" and a.words[i] in ctx.cast.initials)):
            return None
        if mark.group() == ":" and (i > 5 or a.verbs):
            return None
        found = actors_from(a, i, ctx.cast)
        if not found or found[0].kind not in (PERSON, COLLECTIVE):
            continue
        if _REST.fullmatch(a.text, found[-1].end):
            return Step(EXPLICIT, "structure.owned-last", 0, Subject(found))
    return None


def goes_out(a: Analysis, ctx: Context) -> Step | None:
    """ "inbjudan ut innan mars": a thing that is to go somewhere by a date."""
    if a.verbs or ctx.role in _NO_ORDERS_UNDER or not _GOES_OUT.match(a.text):
        return None
    for i in range(len(a.low) - 1, 2, -1):
        if a.gap(i).strip() in ("-", "–") and (found := actors_from(a, i, ctx.cast)) and found[-1].last == len(a.low):
            return Step(EXPLICIT, "structure.goes-out", 0, Subject(found))
    return Step(AGENTLESS, "structure.goes-out", 0, Subject([]))


def unknown_verb(a: Analysis, ctx: Context) -> Step | None:
    """ "Kim vejpar grinden": a word after a person that looks like a present and that no lexicon knows."""
    found = actors_from(a, 0, ctx.cast)
    if not found or found[0].kind not in (PERSON, ROLE, COLLECTIVE):
        return None
    at = found[-1].last
    if at < len(a.low) and a.low[at] == "för" and _CARRIES.match(a.text, a.starts[at]):
        return Step(COMMITMENT, "structure.unknown-verb", at, Subject(found))
    if at >= len(a.low) or a.gap(at).strip() or not _VERB_LIKE.fullmatch(a.words[at]) or readings(a.low[at]):
        return None
    if at + 1 == len(a.low) and not a.low[at].endswith("ar"):
        return None  # "Inga motioner", "Kim Sander"
    if a.low[at - 1].endswith("s") and len(found) == 1 and found[0].last - found[0].first > 1:
        return None  # "Kim Eks svar": a genitive
    if kind_of(a.low[at]) is not None or _NO_PRESENT.match(a.low[at]):
        return None
    if a.low[at + 1 : at + 2] in (["att"], ["om"]):
        return None  # "Kim förelår att ...": what takes a clause tells or thinks
    if verb_class(a.low[at][:-1]).kind or _NOT_TASKS.match(a.text, a.starts[at]):
        return None
    return Step(COMMITMENT, "structure.unknown-verb", at, Subject(found))


def tagged(a: Analysis, ctx: Context) -> Step | None:
    """ "@kim + @bo: lokal", "Kim: köpa kaffe", "alla: läs utkastet"."""
    handles = _HANDLES.match(a.text) if "@" in a.text else None
    if handles is not None:
        at = a.word_at(handles.end())
        main = a.main
        if at >= len(a.low) or (main is not None and main.tense == "prt"):
            return None
        return Step(EXPLICIT, "structure.handle", at, Subject(_handles(a, handles.end())))
    told = actors_from(a, 0, ctx.cast)
    if not told or told[0].kind not in (PERSON, ROLE, COLLECTIVE) or told[-1].last >= len(a.low):
        return None
    at = told[-1].last
    if a.gap(at).strip() in _TAG_MARKS and (lemma := ordered(a, at)) and _gives_order(a, at, lemma):
        return Step(EXPLICIT, "structure.infinitive", at, Subject(told))
    return None


def _handles(a: Analysis, end: int) -> list[Actor]:
    """The handles before a colon, as written with their sign."""
    out = []
    for match in _HANDLE.finditer(a.text, 0, end):
        if match.group() in ("och", "o"):
            continue
        first = a.word_at(match.start())
        out.append(Actor(PERSON, first, a.word_at(match.end()), match.start(), match.end()))
    return out


@cache
def _imperatives() -> dict[str, str]:
    """Lemma by imperative, of the verbs whose present ends in *-er* and in nothing else ("skriv")."""
    known = lexicon()
    out: dict[str, str] = {}
    for word, found in known.items():
        stem = word[:-2]
        if len(stem) < 3 or not word.endswith("er") or stem in known or stem + "ar" in known:
            continue
        if any(form.tense == "prs" and form.voice == "act" and form.lemma == stem + "a" for form in found):
            out[stem] = stem + "a"
    return out


def ordered(a: Analysis, i: int) -> str | None:
    """Lemma of the infinitive or imperative at a word."""
    form = infinitive(a.low[i])
    if form is not None:
        return form.lemma if form.voice == "act" else None
    return _imperatives().get(a.low[i])


def _other_word(a: Analysis, i: int, lemma: str) -> bool:
    """Whether the form may be a noun ("köp") or an adjective ("öppna") here."""
    order = verb_class(lemma).order
    return (order == "noun" and a.low[i] != lemma) or (order == "adjective" and a.low[i] == lemma)


def _gives_order(a: Analysis, i: int, lemma: str) -> bool:
    """Whether the infinitive or imperative at a word tells somebody to do something."""
    order = verb_class(lemma).order
    if order == "0" or _NO_ORDER.match(a.text, a.starts[i]):
        return False
    return not _other_word(a, i, lemma) or _OBJECT.match(a.text, a.ends[i]) is not None


def order(a: Analysis, ctx: Context) -> Step | None:
    """ "Boka lokal", "Skriv till banken": a sentence that opens with an infinitive or imperative of action."""
    if not a.low or ctx.role in _NO_ORDERS_UNDER:
        return None
    if ctx.bullet and (labelled := _under_label(a, ctx)) is not None:
        return labelled
    lemma = ordered(a, 0)
    if lemma is None or (verb_class(lemma).kind == "decision" and lemma != "be") or not _gives_order(a, 0, lemma):
        return None
    if a.text.rstrip().endswith("?") or not _opens_line(a, ctx) or actors_from(a, 0, ctx.cast):
        return None
    if len(a.low) < 2 and not (ctx.bullet and not verb_class(lemma).kind):
        return None
    if a.main is not None and (a.main.index == 1 or a.main.lemma in _SAID_OF):
        return None  # "Fortsätta så låter bra": the infinitive is a subject; "Sanna slutar": a name
    owner = _order_owner(a, ctx)
    return Step(EXPLICIT if owner.actors or ctx.owner else AGENTLESS, "structure.infinitive", 0, owner)


def _under_label(a: Analysis, ctx: Context) -> Step | None:
    """ "nycklar: köp in fler": an order after what it is about."""
    if _SAID_BY.match(a.text) or _NO_TASK_NOUN.match(a.text):
        return None
    for i in range(1, min(4, len(a.low) - 1)):
        if a.gap(i).strip() == ":":
            lemma = ordered(a, i)
            known = lemma is not None and not verb_class(lemma).kind and not verb_class(lemma).order
            if lemma is None or not known or not _gives_order(a, i, lemma) or a.text.rstrip().endswith("?"):
                return None
            return Step(AGENTLESS, "structure.infinitive", i, _order_owner(a, ctx))
    return None


_SAID_OF = frozenset({"vara", "bli", "låta", "verka", "gå", "fungera", "kosta"})


def _opens_line(a: Analysis, ctx: Context) -> bool:
    if a.starts[0] > 0:
        return _TODO_BOX.fullmatch(a.text, 0, a.starts[0]) is not None
    return a.words[0][0].isupper() or ctx.bullet


def _order_owner(a: Analysis, ctx: Context) -> Subject:
    """ "Uppdatera hemsidan, Erik.", "Spela in en film, Erik och Kim, före jul": who stands between commas."""
    for i in range(len(a.low) - 1, 0, -1):
        charged = a.low[i - 1] in ("ansv", "ansvarig", "ansvar")
        marked = charged or any(mark in a.gap(i) for mark in (" – ", " - ", " /"))
        if "," in a.gap(i) or marked:
            found = actors_from(a, i, ctx.cast)
            if found and found[0].kind in (PERSON, ROLE):
                last = found[-1].last
                if last == len(a.low) or "," in a.gap(last):
                    return Subject(found)
    return Subject([])
