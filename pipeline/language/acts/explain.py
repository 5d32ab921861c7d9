"""Why a statement got its class, and whether every rule does what its author meant."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import KnowledgeError
from pipeline.knowledge.rulebook import Compiled, rulebook
from pipeline.language.acts.classify import classify
from pipeline.language.acts.verdict import Context, Fired, Verdict


@dataclass(frozen=True, slots=True)
class Explanation:
    """One statement with its class, the rule that decided and every rule that fired.

    Attributes:
        text: the statement.
        line: line number in the file, from 1; None for a text given by hand.
        label, also, subtype, rule, strength: as in the statements table.
        fired: each rule that fired with its fate: ``wins``, ``stands`` (weaker than the
            winner), ``vetoed by ID``, ``out of scope: WHY`` or ``veto``.
    """

    text: str
    line: int | None
    label: str
    also: tuple[str, ...]
    subtype: str | None
    rule: str | None
    strength: str | None
    fired: tuple[Fired, ...]

    def lines(self) -> list[str]:
        """The explanation for a terminal."""
        where = f"line {self.line}: " if self.line is not None else ""
        acts = " + ".join([self.label, *self.also])
        out = [f"{where}{' '.join(self.text.split())}"]
        out.append(f"  {acts}, {self.subtype}" + (f", {self.strength}" if self.strength else "") + f"   by {self.rule}")
        out += [f"    {f.rule:<32} {f.fate:<36} {f.text!r}" for f in self.fired]
        return out


@dataclass(frozen=True, slots=True)
class RuleFailure:
    """An example that does not do what its rule says."""

    rule: str
    example: str
    message: str


def explain(text: str, context: Context | None = None) -> Explanation:
    """Why a sentence standing alone gets its class.

    Args:
        text: one sentence.
        context: what stands around it; None for nothing.
    """
    return _explanation(text, None, classify(text, context))


def explain_file(path: Path | str, line: int) -> list[Explanation]:
    """Why the statements on one line of a file got their classes, in their context.

    Args:
        path: a document.
        line: line number of the canonical text, from 1.

    Raises:
        KnowledgeError: the line holds no statement.
        UnreadableDocument: the file cannot be read.
    """
    from pipeline.language import load, read_source
    from pipeline.language.acts.component import classify_all
    from pipeline.language.acts.surroundings import Surroundings
    from pipeline.sources.read import read

    nlp = load()
    out: list[Explanation] = []
    for source in read(path).sources:
        reading = read_source(nlp, source)
        verdicts = classify_all(reading, Surroundings(reading))
        for statement, verdict in zip(reading.statements, verdicts, strict=True):
            first = source.text.count("\n", 0, statement.start) + 1
            last = source.text.count("\n", 0, statement.end) + 1
            if first <= line <= last:
                out.append(_explanation(reading.text(statement.start, statement.end), first, verdict))
    if not out:
        raise KnowledgeError(f"Line {line} of {path} holds no statement: a heading, a list of those present, or blank.")
    return out


def _explanation(text: str, line: int | None, verdict: Verdict) -> Explanation:
    return Explanation(
        text,
        line,
        verdict.label,
        tuple(verdict.also),
        verdict.subtype,
        verdict.rule,
        verdict.strength,
        tuple(verdict.fired),
    )


def test_rules(only: str | None = None) -> list[RuleFailure]:
    """Run every example and counter-example of the rules through the classifier.

    Args:
        only: the id of one rule, or None for all.

    Returns:
        What fails; empty when all rules do what they say.

    Raises:
        KnowledgeError: no rule has the id ``only``.
    """
    rules = rulebook().rules if only is None else (rulebook().get(only),)
    return [failure for rule in rules for failure in (*_examples(rule), *_counters(rule))]


test_rules.__test__ = False  # type: ignore[attr-defined]  # not a pytest test


def _examples(rule: Compiled) -> list[RuleFailure]:
    out = []
    for example in rule.rule.examples:
        verdict = classify(example, Context(role=rule.rule.roles[0]) if rule.rule.roles else None)
        if not _acts(rule, verdict):
            fates = "; ".join(f.fate for f in verdict.fired if f.rule == rule.id) or "does not fire"
            out.append(RuleFailure(rule.id, example, f"should fire, but: {fates}"))
        elif rule.rule.veto and verdict.label != "information":
            out.append(
                RuleFailure(
                    rule.id, example, f"should make it information, but {verdict.rule} makes it {verdict.label}"
                )
            )
        elif rule.label is not None and not verdict.has(rule.label):
            out.append(
                RuleFailure(rule.id, example, f"should be {rule.label}, but {verdict.rule} makes it {verdict.label}")
            )
    return out


def _counters(rule: Compiled) -> list[RuleFailure]:
    return [
        RuleFailure(rule.id, example, "should not fire, but does")
        for example in rule.rule.counter
        if _acts(rule, classify(example))
    ]


def _acts(rule: Compiled, verdict: Verdict) -> bool:
    """Whether a rule fires with effect (a veto: stands; else wins or stands)."""
    return any(f.rule == rule.id and f.fate in ("wins", "stands", "veto") for f in verdict.fired)
