"""Rules of the acts stage as data: loading and validation.

One family a file in ``knowledge/rules/*.toml``. A rule names a class and how to see it; a veto
names what it speaks against. Loading compiles every pattern, derives the anchor words that let a
rule sleep until one of them stands in the text, and tries each rule on its own examples and
counter-examples, so that a rule that says something else than its author meant is never used.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from pipeline.errors import KnowledgeError
from pipeline.knowledge.parse import parse_toml
from pipeline.language.verbs import lexicon

Label = Literal["decision", "assignment", "information"]
Scope = Literal["main", "any", "start"]
Form = Literal["prs", "prt", "s", "sup", "inf", "ptc"]
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
EVERY_TEXT = "*"


class Rule(BaseModel):
    """One rule as an expert writes it.

    ``verbs`` are lemmas, put for ``{v}`` in the pattern as an alternation of their forms (present
    and preterite, s-forms with ``s``, ...); without a pattern the forms are the pattern.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^[a-z]+(?:[.-][a-z0-9]+)+$")
    label: Label | None = None
    subtype: str | None = None
    veto: list[str] = Field(default_factory=list)  # labels, subtypes, families or rule ids
    verbs: list[str] = Field(default_factory=list)
    forms: list[Form] = ["prs", "prt", "s"]
    pattern: str | None = None
    anchors: list[str] = Field(default_factory=list)
    scope: Scope = "main"
    subject: list[str] = Field(default_factory=list)  # kinds of subject an active verb must have
    roles: list[str] = Field(default_factory=list)  # only in sections of these roles
    not_roles: list[str] = Field(default_factory=list)
    rank: int | None = None
    strength: Literal["explicit", "consensus", "implied"] | None = None
    outcome: str | None = None
    lemma: str | None = None
    routine: bool = False
    task: bool = False  # the act is also an assignment
    examples: list[str] = Field(min_length=1)
    counter: list[str] = Field(default_factory=list)
    note: str | None = None


class Family(BaseModel):
    """A rule file: what its rules have in common, and the rules."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    family: str
    rank: int = 0
    label: Label | None = None
    subtype: str | None = None
    rule: list[Rule]


@dataclass(frozen=True, slots=True)
class Compiled:
    """A rule ready to run."""

    rule: Rule
    family: str
    rank: int
    label: Label | None
    subtype: str | None
    regex: re.Pattern[str]
    anchors: frozenset[str]

    @property
    def id(self) -> str:
        """The rule's id."""
        return self.rule.id

    def opposes(self, other: Compiled) -> bool:
        """Whether this veto speaks against ``other``."""
        names = (other.family, other.id, other.label, other.subtype)
        return any(name in names for name in self.rule.veto)


@dataclass(frozen=True, slots=True)
class Rulebook:
    """All rules, indexed by anchor word."""

    rules: tuple[Compiled, ...]
    by_anchor: dict[str, tuple[int, ...]]  # indexes into ``rules``
    always: tuple[int, ...]

    def candidates(self, words: set[str]) -> list[Compiled]:
        """The rules with an anchor among ``words``, each once, in the order of the files."""
        found = set(self.always)
        for word in self.by_anchor.keys() & words:
            found.update(self.by_anchor[word])
        return [self.rules[i] for i in sorted(found)]

    def get(self, rule_id: str) -> Compiled:
        """The rule with this id.

        Raises:
            KnowledgeError: there is none.
        """
        for rule in self.rules:
            if rule.id == rule_id:
                return rule
        where = "Ids stand in pipeline/knowledge/rules and in the column 'rule'."
        raise KnowledgeError(f"No rule has the id {rule_id!r}. {where}")


@cache
def _by_lemma() -> dict[str, list[tuple[str, str, str]]]:
    out: dict[str, list[tuple[str, str, str]]] = {}
    for form, readings in lexicon().items():
        for r in readings:
            out.setdefault(r.lemma, []).append((form, r.tense, r.voice))
    return out


def forms(lemma: str, wanted: frozenset[str]) -> set[str]:
    """Forms of a lemma: ``prs``, ``prt``, ``inf``, ``sup`` active; ``s`` all finite s-forms.

    Raises:
        KnowledgeError: the verb lexicon lacks the lemma.
    """
    known = _by_lemma().get(lemma)
    if known is None:
        raise KnowledgeError(f"The verb {lemma!r} is not in knowledge/lexicon/verbs.csv; add its forms there.")
    out = set()
    for form, tense, voice in known:
        if (voice == "s" and tense != "sup" and "s" in wanted) or (voice == "act" and tense in wanted):
            out.add(form)
        if "sup" in wanted and tense == "sup":
            out.add(form)
    if "ptc" in wanted:
        out |= {form for form, tense, voice in known if tense == "sup" and voice == "act"}
    return out


def _compile(rule: Rule, family: Family) -> Compiled:
    flags = re.IGNORECASE
    verb_forms: set[str] = set()
    for lemma in rule.verbs:
        verb_forms |= forms(lemma, frozenset(rule.forms))
    alternation = "(?:" + "|".join(sorted(map(re.escape, verb_forms), key=lambda w: (-len(w), w))) + ")"
    pattern = rule.pattern if rule.pattern is not None else r"\b{v}\b"
    if "{v}" in pattern and not verb_forms:
        raise KnowledgeError(f"Rule {rule.id}: the pattern has {{v}} but 'verbs' is empty.")
    try:
        regex = re.compile(pattern.replace("{v}", alternation), flags)
    except re.error as error:
        raise KnowledgeError(f"Rule {rule.id}: the pattern is not a regular expression ({error}).") from error
    anchors = frozenset(w.lower() for w in rule.anchors) or frozenset(verb_forms)
    if not anchors:
        raise KnowledgeError(f"Rule {rule.id}: give 'verbs' or 'anchors' (words of which one must be in the text).")
    label = rule.label or (None if rule.veto else family.label)
    if label is None and not rule.veto:
        raise KnowledgeError(f"Rule {rule.id}: neither a label nor a veto.")
    rank = family.rank if rule.rank is None else rule.rank
    return Compiled(rule, family.family, rank, label, rule.subtype or family.subtype, regex, anchors)


def words_of(text: str) -> set[str]:
    """Lower-case words of a text, for the anchors."""
    return {w.lower() for w in _WORD.findall(text)}


def _check(rule: Compiled) -> None:
    for example in rule.rule.examples:
        if EVERY_TEXT not in rule.anchors and rule.anchors.isdisjoint(words_of(example)):
            raise KnowledgeError(f"Rule {rule.id}: no anchor word stands in the example {example!r}.")
        if not rule.regex.search(example):
            raise KnowledgeError(f"Rule {rule.id} does not fire on its example {example!r}.")


def load_family(text: str, name: str) -> list[Compiled]:
    """Rules of one TOML text, compiled and tried on their examples.

    Args:
        text: the file's content.
        name: its name, for messages.

    Raises:
        KnowledgeError: not TOML, a field that is unknown or missing, a pattern that does not
            compile, an example on which the rule does not fire.
    """
    family = parse_toml(text, name, Family)
    compiled = [_compile(rule, family) for rule in family.rule]
    for rule in compiled:
        _check(rule)
    return compiled


@cache
def rulebook() -> Rulebook:
    """The rules that ship, validated.

    Raises:
        KnowledgeError: a file or rule does not hold (see :func:`load_family`), or an id is used twice.
    """
    folder = files("pipeline.knowledge").joinpath("rules")
    rules: list[Compiled] = []
    for path in sorted(folder.iterdir(), key=lambda p: p.name):
        if path.name.endswith(".toml"):
            rules += load_family(path.read_text("utf8"), path.name)
    seen: set[str] = set()
    for rule in rules:
        if rule.id in seen:
            raise KnowledgeError(f"Two rules have the id {rule.id}.")
        seen.add(rule.id)
    by_anchor: dict[str, list[int]] = {}
    for number, rule in enumerate(rules):
        for anchor in rule.anchors - {EVERY_TEXT}:
            by_anchor.setdefault(anchor, []).append(number)
    return Rulebook(
        tuple(rules),
        {anchor: tuple(found) for anchor, found in by_anchor.items()},
        tuple(i for i, r in enumerate(rules) if EVERY_TEXT in r.anchors),
    )
