"""Who can act: people of the roster, roles, bodies, collectives, pronouns.

Whom a document and the lexicon know stands in :mod:`pipeline.language.acts.cast`. :func:`actor_at`
reads a noun phrase that starts at a word, :func:`subject_of` finds the subject of a finite verb on
either side of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.language.acts.cast import (
    BODY,
    COLLECTIVE,
    MEETING,
    NONE,
    ORG,
    OUTSIDE,
    PERSON,
    PRONOUN,
    ROLE,
    SOMEBODY,
    WE,
    Cast,
    given_names,
    kind_of,
)  # fmt: skip
from pipeline.language.acts.clauses import ATT, COORDINATED, MAIN, RELATIVE, Analysis, Verb, readings

ACTING = frozenset({PERSON, ROLE, BODY, ORG, COLLECTIVE, WE, SOMEBODY, PRONOUN})
_PREPOSITIONS = frozenset(
    {"i", "på", "från", "för", "vid", "hos", "av", "med", "inom", "under", "efter", "till", "ur", "genom", "före"}
)
_SKIP = frozenset(
    {
        "inte", "ej", "också", "även", "sedan", "därför", "då", "nu", "därefter", "sen", "alltså", "dock", "sig",
        "enhälligt", "således", "först", "ännu", "däremot", "eventuellt", "ev", "idag", "vidare", "därmed", "så",
        "istället", "bara", "gärna", "kanske",
    }
)  # fmt: skip
_DETERMINERS = frozenset(
    {"den", "det", "de", "hela", "nya", "nye", "avgående", "vår", "vårt", "våra", "sittande", "övriga"}
)
_ADJECTIVE = ("isk", "ande", "ende", "ad", "lig", "ell")  # "teknisk chef", "verkställande direktör"
_DEFINITE = ("iska", "ella", "liga", "ala", "samma")  # "tekniska förvaltningen", "sociala utskottet"
_EACH = frozenset({"övriga", "resten", "varje", "envar", "respektive", "samtliga", "alla", "var", "vardera", "båda"})
_NO_OBJECT = frozenset({"upp", "ut", "in", "hand", "fram", "om", "senast", "innan", "imorgon", "imorrn", "när", "så"})
_AMOUNTS = frozenset({"minst", "högst", "max", "sin", "sina", "sitt", "en", "ett", "två", "tre", "ut", "upp", "in"})
_SOMEONE = frozenset({"någon", "några", "nån"})
_NOMINATIVE = frozenset({"vi", "jag", "hon", "han", "ni", "hen"})  # after the verb these are its subject
_NICKNAME_QUOTES = frozenset({"", "“", "”", "„", '"', "'", "’", "‹", "›"})  # Kim “Sork” Ek
_LINKS = frozenset({"och", "o", "å", "samt", "eller", "&"})
_UNITS = frozenset({"förvaltning", "kontor", "stab", "avdelning", "ledning", "kansli", "enhet"})
_STYLES = frozenset({"herr", "herrar", "herrarna", "fru", "fruarna", "fröken", "bröderna", "systrarna"})
_SCHOOL_CLASS = re.compile(r"\d{1,2}[A-F]")


@dataclass(frozen=True, slots=True)
class Actor:
    """One acting party: words ``[first, last)`` of an analysis."""

    kind: str
    first: int
    last: int
    start: int  # characters, of what is written as assignee
    end: int


def actor_at(a: Analysis, i: int, cast: Cast) -> Actor | None:
    """The acting party whose noun phrase starts at word ``i``."""
    if i >= len(a.low):
        return None
    low = a.low[i]
    if a.words[i] in cast.initials and (not readings(low) or not a.text.isupper()):
        return Actor(PERSON, i, i + 1, a.starts[i], a.ends[i])
    for words, listed in cast.phrases.get(low, ()):
        n = len(words)
        if listed in (ORG, OUTSIDE) and n == 1 and low.endswith("s") and _owned_actor(a, i + 1):
            continue  # "Tullverkets representant"
        if (a.words[i][0].isupper() or _plain_name(low, listed)) and tuple(a.low[i : i + n]) == words:
            end = _surnames(a, i + n) if listed == PERSON else i + n
            if n == 1 and end == i + 1 < len(a.low) and _initial_of(a, end, cast.phrases[low]):
                end += 1
            return _bracketed(a, Actor(listed, i, end, a.starts[i], a.ends[end - 1]), cast)
    kind = kind_of(low)
    if low in _STYLES and (styled := actor_at(a, i + 1, cast)) is not None and styled.kind == PERSON:
        return styled
    if _SCHOOL_CLASS.fullmatch(a.words[i]):
        return Actor(COLLECTIVE, i, i + 1, a.starts[i], a.ends[i])  # "9C"
    if low in _EACH and (kind == COLLECTIVE or i + 1 < len(a.low)):
        return _each(a, i)
    if low in _SOMEONE:
        last = i + 2 if i + 1 < len(a.low) and a.low[i + 1] in ("annan", "andra") else i + 1
        if last + 1 < len(a.low) and a.low[last] in ("av", "i", "på", "från") and not readings(a.low[last + 1]):
            last += 2  # "någon i styrelsen"
        return Actor(SOMEBODY, i, last, a.starts[i], a.ends[last - 1])
    if low in _DETERMINERS and i + 1 < len(a.low):
        for j in range(i + 1, min(i + 3, len(a.low))):
            inner = kind_of(a.low[j])
            if a.low[j] == "sidan" and a.low[j - 1].endswith(("liga", "ska")):
                return Actor(COLLECTIVE, i, j + 1, a.starts[i], a.ends[j])  # "den fackliga sidan"
            if inner in (ROLE, BODY, COLLECTIVE, OUTSIDE):
                if inner == ROLE and (named := _titled(a, j, cast)) is not None:
                    return Actor(PERSON, i, named.last, named.start, named.end)
                return Actor(inner, i, j + 1, a.starts[i], a.ends[j])
    if kind is not None:
        if kind == PRONOUN and low in ("de", "denna", "denne") and i + 1 < len(a.low) and not readings(a.low[i + 1]):
            return None
        if kind == ROLE:
            named = _titled(a, i, cast)
            if named is not None:
                return Actor(PERSON, i, named.last, named.start, named.end)
        return _bracketed(a, Actor(kind, i, i + 1, a.starts[i], a.ends[i]), cast)
    if a.words[i][0].isupper() and low in given_names():
        end = _surnames(a, i + 1)
        return _bracketed(a, Actor(PERSON, i, end, a.starts[i], a.ends[end - 1]), cast)
    if len(low) == 1 and a.words[i].isupper() and (surname := _after_initial(a, i)) is not None:
        return surname
    if (joint := _joint_name(a, i)) is not None:
        return joint
    if low.endswith("s") and _owned_actor(a, i + 1):
        inner_kind = BODY if a.low[i + 1] in _UNITS else kind_of(a.low[i + 1])
        if inner_kind is not None and not readings(low) and len(low) > 2:
            return Actor(inner_kind, i, i + 2, a.starts[i], a.ends[i + 1])  # "styrgruppens ordförande"
    if i + 1 < len(a.low) and low.endswith(_ADJECTIVE) and kind_of(a.low[i + 1]) == ROLE and a.gap(i + 1) == " ":
        named = _titled(a, i + 1, cast)
        if named is not None:
            return Actor(PERSON, i, named.last, named.start, named.end)
        return Actor(ROLE, i, i + 2, a.starts[i], a.ends[i + 1])
    if i + 1 < len(a.low) and low.endswith(_DEFINITE) and kind_of(a.low[i + 1]) == BODY and a.gap(i + 1) == " ":
        return Actor(BODY, i, i + 2, a.starts[i], a.ends[i + 1])
    if i + 1 < len(a.low) and low in ("vice", "v", "bitr", "biträdande", "tf", "1:e", "2:e"):
        inner_actor = actor_at(a, i + 1, cast)
        if inner_actor is not None and inner_actor.kind == ROLE:
            return Actor(ROLE, i, inner_actor.last, a.starts[i], inner_actor.end)
    return None


def _owned_actor(a: Analysis, i: int) -> bool:
    """Whether a word after a genitive is a role or body: "styrgruppens ordförande"."""
    if i >= len(a.low) or a.gap(i) != " ":
        return False
    return kind_of(a.low[i]) in (ROLE, BODY) or a.low[i] in _UNITS


def _initial_of(a: Analysis, i: int, listed: list[tuple[tuple[str, ...], str]]) -> bool:
    """ "david ö": the first letter of the surname of somebody known."""
    letter = a.low[i]
    return len(letter) == 1 and a.gap(i) == " " and any(len(w) > 1 and w[-1][0] == letter for w, _ in listed)


def _after_initial(a: Analysis, i: int) -> Actor | None:
    """ "T Rehn", "T. Rehn": an initial and a surname."""
    if i + 1 >= len(a.low) or a.gap(i + 1).strip(" .") or len(a.low[i + 1]) < 3:
        return None
    word = a.words[i + 1]
    if not word[0].isupper() or word.isupper() or kind_of(a.low[i + 1]) is not None:
        return None
    return Actor(PERSON, i, i + 2, a.starts[i], a.ends[i + 1])


def _joint_name(a: Analysis, i: int) -> Actor | None:
    """ "mark- och exploateringsenheten": a unit whose name shares its last part."""
    j = i
    while j + 1 < len(a.low) and a.gap(j + 1).startswith("-"):
        j += 1
        if a.low[j] in _LINKS and j + 1 < len(a.low):
            j += 1
        if (kind := kind_of(a.low[j])) is not None:
            return Actor(kind, i, j + 1, a.starts[i], a.ends[j])
    return None


def _titled(a: Analysis, title: int, cast: Cast) -> Actor | None:
    """The person whose name follows a title: "kassör Kim Berg"."""
    if title + 1 >= len(a.low) or not a.words[title + 1][0].isupper() or set(",(") & set(a.gap(title + 1)):
        return None
    named = actor_at(a, title + 1, cast)
    return named if named is not None and named.kind == PERSON else None


def _plain_name(low: str, kind: str) -> bool:
    """Whether a listed person's name may be meant though it is written with a small letter."""
    return kind == PERSON and len(low) > 3 and not readings(low)


def _surnames(a: Analysis, end: int) -> int:
    while (
        end < len(a.words)
        and a.words[end][0].isupper()
        and a.gap(end).strip(" ") in _NICKNAME_QUOTES
        and kind_of(a.low[end]) is None
    ):
        if readings(a.low[end]):
            break
        end += 1
    return end


def _bracketed(a: Analysis, actor: Actor, cast: Cast) -> Actor:
    """Take a name in brackets along: "Ordförande (Gustav)"."""
    mine = actor.kind == WE and a.low[actor.first] == "jag"
    if (actor.kind == ROLE or mine) and actor.last < len(a.words) and "(" in a.gap(actor.last):
        inner = actor_at(a, actor.last, cast)
        if inner is not None and inner.kind == PERSON:
            if mine:
                return Actor(PERSON, actor.first, inner.last, inner.start, inner.end)
            close = a.text.find(")", inner.end)
            if close >= 0:
                return Actor(ROLE, actor.first, inner.last, actor.start, close + 1)
    return actor


def _each(a: Analysis, i: int) -> Actor | None:
    low = a.low
    if low[i] == "var":
        if low[i : i + 3] == ["var", "och", "en"]:
            return Actor(COLLECTIVE, i, i + 3, a.starts[i], a.ends[i + 2])
        return None
    nxt = low[i + 1] if i + 1 < len(low) else ""
    if low[i] in ("alla", "samtliga", "båda", "övriga", "resten") and (
        not nxt or a.gap(i + 1).strip() or readings(nxt) or nxt in _PREPOSITIONS or nxt in _SKIP
    ):
        return Actor(COLLECTIVE, i, i + 1, a.starts[i], a.ends[i])
    if not nxt or (readings(nxt) and not kind_of(nxt)):
        return None
    last = i + 2
    ends = last >= len(low) or bool(readings(low[last])) or low[last] in _PREPOSITIONS | _SKIP | _LINKS | {"som"}
    ends = ends or low[last] in _AMOUNTS
    if not ends and low[last - 1] not in ("kommun", "gård", "nämnd", "förvaltning"):
        last += 1
    return Actor(COLLECTIVE, i, last, a.starts[i], a.ends[last - 1])


def actors_from(a: Analysis, i: int, cast: Cast) -> list[Actor]:
    """Coordinated acting parties from word ``i``: "Eva, Per och Kim"."""
    found: list[Actor] = []
    j = i
    while True:
        actor = actor_at(a, j, cast)
        if actor is None:
            break
        found.append(actor)
        j = actor.last
        if j < len(a.low) and a.low[j] in _LINKS:
            j += 1
        elif j < len(a.low) and (a.gap(j).strip() in (",", "&", "/", "+")):
            pass
        else:
            break
    return found


@dataclass(slots=True)
class Subject:
    """The subject of a finite verb: its parties (empty if unknown) and where it stands."""

    actors: list[Actor]
    inverted: bool = False
    dropped: bool = False  # the verb comes first and nobody is named
    unknown: bool = False  # something else than a known actor stands before the verb
    fronted: bool = False  # after a verb that "det" or "den" precedes: "Det fixar Kim"

    @property
    def kind(self) -> str:
        """Kind of the first party, ``none`` without one."""
        return self.actors[0].kind if self.actors else NONE


def subject_of(a: Analysis, verb: Verb, cast: Cast) -> Subject:
    """Find the subject of a finite verb, before it or, in an inverted clause, after it."""
    begin = verb.start
    while begin < verb.index and (
        a.low[begin] in ("att", "och", "men", "samt", "så", "eller") or a.low[begin] in _SKIP
    ):
        begin += 1
    for j in range(begin + 1, min(begin + 4, verb.index)):
        if ":" in a.gap(j) or (a.gap(j) in (" – ", " - ") and actor_at(a, j, cast) is not None):
            begin = j  # "Svar: teknisk chef ringer", "Affisch – Kim ritar": a label
            break
    pre = list(range(begin, verb.index))
    nominative = verb.index + 1 < len(a.low) and a.low[verb.index + 1] in _NOMINATIVE and verb.kind != ATT
    if pre and not nominative:
        found = actors_from(a, begin, cast)
        if found and _fits(a, found[-1].last, verb.index):
            return Subject([*found[:-1], _placed(a, found[-1], verb.index)])
        if not found and (before := _before_relative(a, verb, cast)):
            return Subject(before)
        if (related := _related(a, begin, verb.index, cast)) is not None:
            return Subject([related])
        if after := _after_comma(a, begin, verb.index, cast):
            return Subject(after)
    if verb.kind == MAIN and a.low[1:2] == ["som"] and a.low[0] in ("den", "de", "alla", "ni", "du") and verb.start > 1:
        return Subject([], unknown=True)  # "Den som vill vara med kontaktar Kim"
    if not pre and verb.kind == COORDINATED and a.low[verb.index - 1] in _LINKS:
        return Subject([], dropped=True)  # "Mötet nominerar och väljer Kim": who follows is the object
    j = verb.index + 1
    while j < len(a.low) and a.low[j] in _SKIP:
        j += 1
    follows = not verb.passive and verb.kind != ATT and j < len(a.low)
    if follows and not set(",;:.(") & set(a.text[a.ends[verb.index] : a.starts[j]]):
        found = actors_from(a, j, cast)
        pronoun = a.low[begin] in ("det", "den", "detta") and len(pre) == 1
        if found and pre and (pronoun or a.low[begin] == "man"):
            told = verb.lemma in ("få", "skola") and found[-1].last < len(a.low)
            if told and found[0].kind in (PERSON, ROLE, BODY, COLLECTIVE) and readings(a.low[found[-1].last]):
                return Subject(found, inverted=True)  # "Detta får kansliet titta på"
            fronted = found[0].kind in (PERSON, ROLE) and _object_done(a, found[-1].last)
            if a.low[begin] == "man" or not (fronted or a.low[j] in _NOMINATIVE):
                return Subject([], unknown=True)
            return Subject(found, inverted=True, fronted=True)
        if found:
            return Subject(found, inverted=True)
    if not pre:
        return Subject([], dropped=True)
    return Subject([], unknown=True)


def _placed(a: Analysis, actor: Actor, verb: int) -> Actor:
    """A person with the place or firm that tells which one: "Lars på banken ringer"."""
    rest = verb - actor.last
    placed = actor.kind == COLLECTIVE and rest == 2 and a.low[actor.last] == "i"
    if placed and _SCHOOL_CLASS.fullmatch(a.words[verb - 1]):
        return Actor(COLLECTIVE, actor.first, verb, actor.start, a.ends[verb - 1])  # "Föräldrarna i 4B"
    if actor.kind != PERSON or not 2 <= rest <= 5 or a.low[actor.last] not in ("på", "hos", "vid", "från"):
        return actor
    named = all(a.words[i][0].isupper() for i in range(actor.last + 1, verb))
    body = rest == 2 and kind_of(a.low[verb - 1]) is not None
    plain = not any(a.gap(i).strip() for i in range(actor.last, verb))
    return Actor(PERSON, actor.first, verb, actor.start, a.ends[verb - 1]) if (named or body) and plain else actor


def _before_relative(a: Analysis, verb: Verb, cast: Cast) -> list[Actor]:
    """ "Kim, som har ringt firman, skickar ett underlag": the party before a clause between commas."""
    if verb.kind != MAIN or "," not in a.gap(verb.index):
        return []
    opener = next((v.start for v in a.verbs if v.kind == RELATIVE and v.index < verb.index), None)
    if opener is None or "," not in a.gap(opener):
        return []
    found = actors_from(a, 0, cast)
    return found if found and found[-1].last == opener else []


def _related(a: Analysis, begin: int, verb: int, cast: Cast) -> Actor | None:
    """A name with what its bearer is to somebody before it: "Karins dotter Elvira ringer"."""
    if not (a.low[begin].endswith("s") or a.low[begin] in _DETERMINERS):
        return None
    for i in range(begin + 2, min(begin + 4, verb)):
        named = actor_at(a, i, cast) if a.words[i][0].isupper() and a.gap(i) == " " else None
        if named is not None and named.kind == PERSON and named.last == verb:
            plain = all(w not in _PREPOSITIONS and w not in _LINKS for w in a.low[begin:i])
            return Actor(PERSON, begin, verb, a.starts[begin], named.end) if plain else None
    return None


def _after_comma(a: Analysis, begin: int, verb: int, cast: Cast) -> list[Actor]:
    """ "Flytt i maj, Kim kör": the party between the last comma and the verb."""
    for i in range(verb - 1, begin, -1):
        if "," in a.gap(i) and i > begin:
            found = actors_from(a, i, cast)
            if found and found[-1].last == verb and found[0].kind in (PERSON, ROLE):
                return found
    return []


def _object_done(a: Analysis, i: int) -> bool:
    """Whether no object follows at word ``i``: "Det fixar Kim till lördag", not "Det ger Kim tid"."""
    return i >= len(a.low) or bool(a.gap(i).strip()) or a.low[i] in _PREPOSITIONS | _SKIP | _NO_OBJECT


def _fits(a: Analysis, i: int, verb: int) -> bool:
    """Whether what stands between a subject and its verb belongs to the subject."""
    if i >= verb:
        return i == verb
    if "," in a.gap(i) or "(" in a.gap(i) or "‹" in a.gap(i) or "–" in a.gap(i):
        return True
    if (
        a.low[i] in _PREPOSITIONS
        or a.low[i] in _SKIP
        or a.low[i] in ("som", "själv", "själva", "tillsammans", "kanske")
    ):
        return True
    return verb - i == 1 and not a.words[i][0].isupper() and a.low[i].endswith(("t", "vis"))


__all__ = [
    "BODY",
    "COLLECTIVE",
    "MEETING",
    "NONE",
    "ORG",
    "OUTSIDE",
    "PERSON",
    "PRONOUN",
    "ROLE",
    "SOMEBODY",
    "WE",
    "Actor",
    "Cast",
    "Subject",
    "actor_at",
    "actors_from",
    "kind_of",
    "subject_of",
]
