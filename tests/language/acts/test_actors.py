"""Who acts in a sentence."""

from __future__ import annotations

import pytest

from pipeline.language.acts.actors import Cast, subject_of
from pipeline.language.acts.clauses import analyse

CAST = Cast.of(["Agda Brunn", "Milo Sand"], ["Strandby"], ["Riksverket"])
CASES = [
    ("Agda ringer banken.", "person", ["Agda"], False),
    ("Agda Brunn och Milo ringer banken.", "person", ["Agda Brunn", "Milo"], False),
    ("Imorgon ringer Milo banken.", "person", ["Milo"], True),
    ("Kassören ringer banken.", "role", ["Kassören"], False),
    ("Kassör Agda Brunn ringer banken.", "person", ["Agda Brunn"], False),
    ("Ordförande (Milo) ringer banken.", "role", ["Ordförande (Milo)"], False),
    ("Teknisk chef ringer banken.", "role", ["Teknisk chef"], False),
    ("Valberedningen ringer banken.", "body", ["Valberedningen"], False),
    ("Strandby ringer banken.", "org", ["Strandby"], False),
    ("Varje gård ringer banken.", "collective", ["Varje gård"], False),
    ("Var och en ringer banken.", "collective", ["Var och en"], False),
    ("Milo och någon annan ringer banken.", "person", ["Milo", "någon annan"], False),
    ("Städningen sköter varje hushåll.", "collective", ["varje hushåll"], True),
    ("Vi ringer banken.", "we", ["Vi"], False),
    ("Priset stiger.", "none", [], False),
]


@pytest.mark.parametrize(("text", "kind", "names", "inverted"), CASES)
def test_the_subject_on_either_side_of_the_verb(text: str, kind: str, names: list[str], inverted: bool) -> None:
    a = analyse(text)
    assert a.main is not None
    subject = subject_of(a, a.main, CAST)
    assert subject.kind == kind
    assert [text[x.start : x.end] for x in subject.actors] == names
    assert subject.inverted is inverted


def test_nobody_is_the_subject_of_a_bare_verb() -> None:
    a = analyse("Ringer banken imorgon")
    assert a.main is not None
    assert subject_of(a, a.main, CAST).dropped
