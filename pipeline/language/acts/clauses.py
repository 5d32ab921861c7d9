"""Clauses of a Swedish sentence, well enough to know which verb speaks for the whole.

Swedish main clauses have their finite verb in second place; a subordinate clause opens with a
subordinator and holds a finite verb of its own. One scan over the words with the closed verb
lexicon gives each finite verb a place: main, coordinated main, or under *att*, a relative or an
adverbial subordinator. Rules and fields read that instead of a parse tree.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cache, lru_cache

from pipeline.language.verbs import VerbForm, lexicon

WORD = re.compile(r"[^\W_]+(?:-[^\W_]+|:(?:s|n|en|ns|t|e|a|er|are)\b)*")
MAIN, COORDINATED, ATT, RELATIVE, ADVERBIAL = "main", "coordinated", "att", "relative", "adverbial"
MODALS = frozenset(
    {"skola", "kunna", "böra", "bör", "vilja", "måste", "behöva", "få", "lär", "torde", "komma", "tänka"}
)
_RELATIVE = frozenset(
    {"som", "vilket", "vilka", "vars", "där", "dit", "varvid", "vilken", "vari", "varå", "varav", "varigenom"}
)
_ADVERBIAL = frozenset(
    {
        "eftersom",
        "medan",
        "tills",
        "ifall",
        "huruvida",
        "hur",
        "vad",
        "vem",
        "varför",
        "fast",
        "emedan",
        "när",
        "såvida",
    }
)
_CONJUNCTIONS = frozenset({"och", "men", "samt", "eller", "så", "utan", "varefter"})
_ADVERBS = frozenset(
    {
        "inte", "ej", "också", "även", "sedan", "därför", "då", "nu", "redan", "idag", "därefter", "enhälligt",
        "således", "alltså", "dock", "aldrig", "bara", "endast", "först", "ännu", "sen", "själv", "själva",
        "eventuellt", "ev", "sig", "däremot", "vidare", "slutligen", "därmed", "istället", "kanske", "gärna",
    }
)  # fmt: skip
# Forms that the lexicon knows as verbs and minutes use as nouns.
_NOUNS = frozenset(
    {
        "skyltar",
        "lappar",
        "nästa",
        "våras",
        "två",
        "grip",
        "mot",
        "över",
        "bommar",
        "planer",
        "åtgärder",
        "sina",
        "led",
        "länder",
        "lån",
        "rör",
        "former",
        "satser",
        "skador",
    }
)
_SPECIAL = _RELATIVE | _ADVERBIAL | _CONJUNCTIONS | {"att", "om", "då", "innan", "för", "efter", "så", "sedan"}
_AFTER_IF = frozenset({"även", "och", "men", "fråga", "frågan", "frågar", "frågor"})
_NO_CLAUSE = frozenset(
    {"dess", "jul", "julen", "påsk", "nyår", "midsommar", "sommaren", "helgen", "årsskiftet", "nästa"}
)
_PAUSE = re.compile(r"[,;–·]| - ")
_BREAK = re.compile(r"[,;:–()]| - ")


@dataclass(slots=True)
class Verb:
    """A finite verb and its place. ``index`` is the word; ``clause`` counts clauses from 0."""

    index: int
    lemma: str
    tense: str
    passive: bool
    kind: str
    clause: int
    start: int  # word index at which its clause begins


@dataclass(slots=True)
class Analysis:
    """A sentence in words with its finite verbs."""

    text: str
    words: list[str] = field(default_factory=list)
    low: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    verbs: list[Verb] = field(default_factory=list)
    gaps: list[str] = field(default_factory=list)  # what stands before each word

    @property
    def main(self) -> Verb | None:
        """The finite verb of the first main clause."""
        return next((v for v in self.verbs if v.kind == MAIN), None)

    def mains(self) -> list[Verb]:
        """Finite verbs of the main clauses, in order."""
        return [v for v in self.verbs if v.kind in (MAIN, COORDINATED)]

    def word_at(self, offset: int) -> int:
        """Index of the word at or after a character offset."""
        return bisect_right(self.ends, offset)

    def gap(self, index: int) -> str:
        """The characters between the word before ``index`` and the word itself."""
        return self.gaps[index] if index else ""

    def complement(self, verb: Verb) -> int | None:
        """Index of the infinitive or supine that a modal or *har* governs, within eight words."""
        for i in range(verb.index + 1, min(verb.index + 9, len(self.low))):
            readings = _forms().get(self.low[i])
            if readings is not None and self.low[i] not in _ADVERBS:
                wanted = "sup" if verb.lemma == "ha" else "inf"
                if any(r.tense == wanted for r in readings):
                    return i
            if i > verb.index + 1 and ";" in self.gap(i):
                return None
        return None


@cache
def _forms() -> dict[str, tuple[VerbForm, ...]]:
    return {w: r for w, r in lexicon().items() if w not in _NOUNS}


@cache
def _finite() -> dict[str, VerbForm]:
    out = {}
    for word, readings in _forms().items():
        finite = [r for r in readings if r.finite and not r.ambiguous]
        if finite:
            # "finns" is its own verb, not the passive of "finna"
            out[word] = next((r for r in finite if r.voice == "act"), finite[0])
    return out


@cache
def _ambiguous() -> dict[str, VerbForm]:
    """Present forms that are more often another part of speech ("delar"): read where no other verb is."""
    out = {}
    for word, found in _forms().items():
        form = next((r for r in found if r.tense == "prs" and r.ambiguous), None)
        if form is not None and word not in _finite():
            out[word] = form
    return out


@cache
def _either() -> dict[str, VerbForm]:
    return _finite() | _ambiguous()


def infinitive(word: str) -> VerbForm | None:
    """The infinitive reading of a lower-case word, if it has one."""
    return next((r for r in _forms().get(word, ()) if r.tense == "inf"), None)


def readings(word: str) -> tuple[VerbForm, ...]:
    """All verb readings of a lower-case word."""
    return _forms().get(word, ())


@lru_cache(maxsize=512)
def analyse(text: str) -> Analysis:
    """Words and finite verbs of one sentence. The result is shared: do not change it.

    Args:
        text: the sentence, without bullet.

    Returns:
        The analysis; a verbless text has no verbs.
    """
    out = Analysis(text)
    spans = [m.span() for m in WORD.finditer(text)]
    out.starts = [s for s, _ in spans]
    out.ends = [e for _, e in spans]
    out.words = [text[s:e] for s, e in spans]
    out.low = [w.lower() for w in out.words]
    out.gaps = [text[e:s] for e, s in zip([0, *out.ends], out.starts, strict=False)]
    _find_verbs(out)
    return out


def _find_verbs(a: Analysis, *, ambiguous: bool = False) -> None:
    low, finite, forms, gaps = a.low, _either() if ambiguous else _finite(), _forms(), a.gaps
    verbs = a.verbs
    kind, start, clause = MAIN, 0, 0  # the clause being read; it has no verb yet while `open_`
    open_ = True
    has_main = False
    modal_open = False
    level = MAIN  # kind of the innermost clause that has its verb
    pending = 0  # word index where a possible coordinated clause starts
    for i, word in enumerate(low):
        if word not in finite and word not in _SPECIAL and len(gaps[i]) < 2 and not (open_ and kind == RELATIVE):
            continue
        if word in _RELATIVE and i:
            kind, start, open_ = RELATIVE, i, True
            continue
        if word == "att":
            following = next((w for w in low[i + 1 : i + 4] if w not in _ADVERBS), "")
            if i and infinitive(following) and following not in finite:
                continue
            if i and following in finite and finite[following].voice == "s" and low[i - 1] not in ("så", "för", "om"):
                continue
            kind, start, open_ = ATT, i, True
            continue
        if word == "så" and i + 2 < len(low) and low[i + 1] in ("snart", "länge", "fort", "ofta") and i:
            kind, start, open_ = ADVERBIAL, i, True
            continue
        if word in _ADVERBIAL:
            following = low[i + 1] if i + 1 < len(low) else ""
            if i == 0 and word in ("hur", "vad", "vem", "varför") and following in finite:
                continue
            kind, start, open_ = ADVERBIAL, i, True
            continue
        if word in ("om", "då", "innan", "för", "efter", "så", "sedan") and i + 2 < len(low) and _opens(a, i, finite):
            kind, start, open_ = ADVERBIAL, i, True
            continue
        gap = gaps[i]
        if word in _CONJUNCTIONS or (i and len(gap) > 1 and _PAUSE.search(gap) is not None):
            last = verbs[-1].index if verbs else -1
            names = (
                pending > last
                and i - pending <= 4
                and i + 1 < len(low)
                and a.words[pending][0].isupper()
                and a.words[i + 1][0].isupper()
            )
            if not (word in ("och", "samt") and names):
                pending = i + 1 if word in _CONJUNCTIONS else i
        form = finite.get(word)
        if form is None:
            if open_ and kind == RELATIVE and any(r.tense == "sup" for r in forms.get(word, ())):
                # "de erbjudanden som börjat skickas ut": the auxiliary of a relative clause is left out
                verbs.append(Verb(i, forms[word][0].lemma, "prt", False, RELATIVE, clause, start))
                level, open_, clause = RELATIVE, False, clause + 1
                modal_open = i + 1 < len(low) and low[i + 1] in forms
            continue
        if word == "var" and low[i + 1 : i + 3] == ["och", "en"]:
            continue
        anew = pending > 0 and pending > verbs[-1].index and low[pending - 1] in ("så", "men") if verbs else False
        if modal_open and not anew and form.voice == "s" and any(r.tense == "inf" for r in forms[word]):
            modal_open = False
            continue
        if open_ and kind != MAIN:
            verbs.append(Verb(i, form.lemma, form.tense, form.voice == "s", kind, clause, start))
            level = kind
        elif not has_main:
            has_main = True
            begin = 0 if not verbs else verbs[-1].index + 1
            kind = MAIN
            verbs.append(Verb(i, form.lemma, form.tense, form.voice == "s", MAIN, clause, 0 if not verbs else begin))
            level = MAIN
        elif pending > verbs[-1].index:
            same = level in (ATT, RELATIVE, ADVERBIAL) and not _new_main(a, pending)
            kind = level if same else COORDINATED
            verbs.append(Verb(i, form.lemma, form.tense, form.voice == "s", kind, clause, pending))
            level = kind
        else:
            # a finite verb with no opening of its own: the main verb after a fronted clause was read wrong
            continue
        clause += 1
        open_ = False
        modal_open = form.lemma in MODALS
    if not has_main and not ambiguous and any(w in _ambiguous() for w in low[1:]):
        again = Analysis(a.text, a.words, low, a.starts, a.ends, [], gaps)
        _find_verbs(again, ambiguous=True)
        if again.main is not None:
            a.verbs = again.verbs
            return
    if verbs and not has_main and not (infinitive(low[0]) is not None and low[0] not in finite):
        first = next((v for v in verbs if v.kind == RELATIVE and low[v.start] in ("som", "där")), None)
        if first is not None and first is verbs[0] and low[first.index] in finite:
            first.kind, first.start = MAIN, 0
        elif low[verbs[0].start] in ("då", "så", "för", "sedan", "efter", "när") and len(verbs) == 1:
            verbs[0].kind, verbs[0].start = MAIN, 0


def _opens(a: Analysis, i: int, finite: dict[str, VerbForm]) -> bool:
    """Whether *om*, *då*, *innan* ... opens a clause here: subject first, then a finite verb."""
    if i and not _BREAK.search(a.gap(i)) and a.low[i] in ("då", "så", "för", "sedan"):
        return False
    if a.low[i] == "för" and a.low[i + 1] == "att":
        return False
    if a.low[i + 1] in finite or (a.low[i] == "innan" and a.low[i + 1] in _NO_CLAUSE):
        return False
    if a.low[i] in ("efter", "för", "sedan") and a.low[i + 1] != "att":
        return False
    if a.low[i] == "om" and i and "," not in a.gap(i) and a.low[i - 1] not in _AFTER_IF and not a.verbs:
        return False  # "Röstning om utbyggnaden ska ske": a preposition
    for j in range(i + 2, min(i + 6, len(a.low))):
        if _BREAK.search(a.gap(j)) or a.low[j - 1] == "att" or a.low[j] in _CONJUNCTIONS:
            return False
        if a.low[j] in finite:
            return True
    return False


def _new_main(a: Analysis, start: int) -> bool:
    """Whether a coordinated clause after a subordinate one goes back to the main level.

    It does when a new subject stands before its verb: a capital, *vi*, *det*, a comma before the
    conjunction.
    """
    if start >= len(a.words):
        return False
    before = a.gap(start - 1) if start - 1 > 0 and a.low[start - 1] in _CONJUNCTIONS else a.gap(start)
    word = a.words[start]
    return "," in before or ";" in before or word[0].isupper() or a.low[start] in ("vi", "jag", "hon", "han")
