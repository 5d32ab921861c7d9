"""Decisions and assignments found in single statements, by register of writing.

    python -m benchmarks.statements [--split train|test] [--errors]

Each line of ``data/statements/<register>.<split>.tsv`` is put into small minutes, under its heading, and
these are read by the rules. An act counts as found where any statement over the line has it; a borderline
line counts only where it is right. Prints precision, recall and F, and in how many of the assignments found
exactly the right assignees are named, with 95 % intervals: Wilson's for shares, a bootstrap over lines for F.
``--errors`` prints the lines that went wrong; not those of the test split, which is for measuring alone.
"""

from __future__ import annotations

import argparse
import csv
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pipeline
from pipeline.evaluation.align import bare
from pipeline.evaluation.measure import Counts, interval

if TYPE_CHECKING:
    from spacy.language import Language

FOLDER = Path(__file__).resolve().parents[1] / "data" / "statements"
#: Register -> kind of document, body, sign before each statement.
REGISTERS = {
    "formal": ("Protokoll", "Kommunstyrelsen", ""),
    "associations": ("Protokoll", "Styrelsen", ""),
    "networks": ("Minnesanteckningar", "Nätverket", ""),
    "telegraphic": ("Protokoll", "Styrelsen", "- "),
}
SPLITS = ("train", "test")
ACTS = ("decision", "assignment")
_COLUMNS = ["class", "also", "assignees", "heading", "text", "note"]
_INNER = (
    "beslut", "bakgrund", "yrkand", "förslag till beslut", "ärendebeskrivning", "sammanfattning", "reservation",
    "omröstning", "jäv", "protokollsanteckning", "kommunstyrelsens beslut", "styrelsens beslut", "nämndens beslut",
)  # fmt: skip
_BEFORE = """{kind}
{body}
2025-03-12

Närvarande
Anna Lindqvist (AL), ordförande
Björn Sandell (BS), sekreterare
Cecilia Noor (CN), kassör
David Östman (DÖ)
Emma Håkansson (EH)
Farid Rahimi (FR)
Gunilla Brodd (GB)
Hasse Ekman (HE)

§ 3 Dagordning

Dagordningen gicks igenom.

"""
_AFTER = "\n\n§ 5 Avslutning\n\nMötet avslutades.\n"


@dataclass(frozen=True, slots=True)
class Line:
    """A labelled statement.

    Attributes:
        register: of :data:`REGISTERS`.
        where: file and line number.
        acts: decision, assignment, both or none (information).
        assignees: as written; empty where nobody is named.
        heading: of the item that it stands under.
        text: the statement.
        borderline: whether good annotators may differ.
    """

    register: str
    where: str
    acts: frozenset[str]
    assignees: tuple[str, ...]
    heading: str
    text: str
    borderline: bool


@dataclass(slots=True)
class Tally:
    """Counts by line and act, and assignees right and compared."""

    acts: dict[str, list[Counts]] = field(default_factory=lambda: {act: [] for act in ACTS})
    right: int = 0
    compared: int = 0


def load(split: str, folder: Path = FOLDER) -> list[Line]:
    """The statements of a split, by register.

    Raises:
        ValueError: a file is not in the format; the message names file and line, not the text.
    """
    return [line for register in REGISTERS for line in _read(register, folder / f"{register}.{split}.tsv")]


def _read(register: str, path: Path) -> Iterator[Line]:
    with path.open(encoding="utf8", newline="") as file:
        rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        if next(rows, None) != _COLUMNS:
            raise ValueError(f"{path.name}: the first line is not {' '.join(_COLUMNS)}")
        for number, cells in enumerate(rows, 2):
            where = f"{path.name}:{number}"
            if len(cells) != len(_COLUMNS):
                raise ValueError(f"{where}: {len(cells)} columns, not {len(_COLUMNS)}")
            label, also, to, heading, text, note = (cell.strip() for cell in cells)
            acts = frozenset({label, also} - {"information", ""})
            assignees = tuple(name for name in (part.strip() for part in to.split(";")) if name)
            wrong = (
                "an unknown class" if label not in (*ACTS, "information") or also not in (*ACTS, "")
                else "also an act, though information" if also and label not in set(ACTS) - {also}
                else "no text" if not text
                else "an unknown note" if note not in ("", "borderline")
                else "assignees without an assignment" if assignees and "assignment" not in acts
                else "an assignee who is not in the text" if any(name not in text for name in assignees)
                else ""
            )  # fmt: skip
            if wrong:
                raise ValueError(f"{where}: {wrong}")
            yield Line(register, where, acts, assignees, heading or "Övrigt", text, note == "borderline")


def document(line: Line) -> tuple[str, int]:
    """Minutes with the statement under its heading, and where the statement begins."""
    kind, body, sign = REGISTERS[line.register]
    inner = line.heading.lower().startswith(_INNER) and len(line.heading.split()) <= 3
    heading = f"§ 4 Ärendet\n\n{line.heading}" if inner else f"§ 4 {line.heading}"
    before = f"{_BEFORE.format(kind=kind, body=body)}{heading}\n\n{sign}"
    return f"{before}{line.text}{_AFTER}", len(before)


def measure(lines: Sequence[Line], nlp: Language) -> tuple[dict[str, Tally], list[str]]:
    """Tallies by register, and a sentence for each thing that went wrong."""
    from pipeline.language import read_source
    from pipeline.sources.model import Source

    tallies: dict[str, Tally] = {register: Tally() for register in REGISTERS}
    errors = []
    for line in lines:
        text, start = document(line)
        source = Source(path="statement.txt", sha256="0" * 64, media_type="text/plain", text=text)
        reading = read_source(nlp, source)
        over = [s for s in reading.statements if s.end > start and s.start < start + len(line.text)]
        found = {act for s in over for act in (s.label, *s.also)}
        rules = ", ".join(s.rule or "-" for s in over)
        tally = tallies[line.register]
        for act in ACTS:
            gold, got = act in line.acts, act in found
            if line.borderline and gold != got:
                continue
            tally.acts[act].append(Counts(tp=gold and got, fp=got and not gold, fn=gold and not got))
            if gold != got:
                errors.append(f"{line.where} {'missed' if gold else 'spurious'} {act}: {line.text} [{rules}]")
        if line.assignees and "assignment" in found:
            ids = {s.statement_id for s in over}
            names = {bare(name) for a in reading.assignments if a.statement_id in ids for name in a.assignees}
            right = names == {bare(name) for name in line.assignees}
            tally.compared += 1
            tally.right += right
            if not right:
                errors.append(f"{line.where} assignees {sorted(names)}, not {list(line.assignees)}: {line.text}")
    return tallies, errors


def wilson(right: int, of: int, z: float = 1.96) -> tuple[float, float]:
    """95 % interval of a share (Wilson 1927); nothing known where ``of`` is 0."""
    if not of:
        return (0.0, 1.0)
    share, under = right / of, 1 + z * z / of
    middle = (share + z * z / (2 * of)) / under
    half = z / under * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    return (max(0.0, middle - half), min(1.0, middle + half))


def table(tallies: dict[str, Tally]) -> Iterator[str]:
    """The figures as lines of text, a register each and all together."""
    whole = Tally({act: [c for t in tallies.values() for c in t.acts[act]] for act in ACTS})
    whole.right = sum(t.right for t in tallies.values())
    whole.compared = sum(t.compared for t in tallies.values())
    yield f"{'register':13} {'act':11} {'precision':22} {'recall':22} {'F':22} gold"
    for register, tally in {**tallies, "all": whole}.items():
        for act, counts in tally.acts.items():
            total = sum(counts, Counts())
            cells = (
                _cell(total.precision, *wilson(total.tp, total.tp + total.fp)),
                _cell(total.recall, *wilson(total.tp, total.gold)),
                _cell(total.f, *interval(counts)),
            )
            yield f"{register:13} {act:11} {' '.join(cells)} {total.gold:4}"
        share = tally.right / tally.compared if tally.compared else 0.0
        right = _cell(share, *wilson(tally.right, tally.compared))
        yield f"{register:13} {'assignees':11} {right} right of {tally.compared}"


def _cell(value: float, low: float, high: float) -> str:
    return f"{value:.3f} ({low:.3f}-{high:.3f})  "


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--split", choices=SPLITS, default="train")
    parser.add_argument("--errors", action="store_true", help="print what went wrong (train only)")
    options = parser.parse_args()
    if options.errors and options.split == "test":
        parser.error("errors of the test split are not shown: rules made from them would make it a second train split")
    tallies, errors = measure(load(options.split), pipeline.load(model=False))
    if options.errors:
        print(*errors, sep="\n")
    print(*table(tallies), sep="\n")


if __name__ == "__main__":
    main()
