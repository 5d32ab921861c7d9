"""The tokenizer: abbreviations stay whole, nothing is lost, nlp(text) is extract(text)."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import DocBin

import pipeline
from pipeline.language.tokens import MinutesTokenizer, abbreviations

TOKENIZER = MinutesTokenizer(spacy.blank("sv").vocab)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Mötet hålls kl. 13.15, bl.a. i Åre.", ["Mötet", "hålls", "kl.", "13.15", ",", "bl.a.", "i", "Åre", "."]),
        ("Fr.o.m. den 1:a t.o.m. § 7", ["Fr.o.m.", "den", "1:a", "t.o.m.", "§", "7"]),
        ("VGR:s hälso- och sjukvård", ["VGR:s", "hälso-", "och", "sjukvård"]),
        ("KS-beslut den 2024-04-12.", ["KS-beslut", "den", "2024-04-12", "."]),
        ("Skriv till info@exempel.se!", ["Skriv", "till", "info@exempel.se", "!"]),
        ("(S), Dnr KS 2024/0312", ["(", "S", ")", ",", "Dnr", "KS", "2024/0312"]),
    ],
)
def test_tokens(text: str, words: list[str]) -> None:
    assert [t.text for t in TOKENIZER(text) if not t.is_space] == words


@given(st.text(max_size=120))
def test_nothing_is_lost(text: str) -> None:
    doc = TOKENIZER(text)
    assert doc.text == doc._.reading.view
    assert len(doc.text) == len(text)


def test_pipeline_of_a_string_is_extract() -> None:
    text = "Protokoll\n\n§ 1 Val\nRådet utser Asta Bring att justera protokollet.\n\n§ 2 Slut\nMötet avslutades.\n"
    nlp = pipeline.load()
    found = nlp(text)._.reading
    assert found.sections
    assert found.sections == pipeline.extract(text, nlp=nlp).sections
    assert found.statements == pipeline.extract(text, nlp=nlp).statements


def test_a_result_goes_into_a_docbin() -> None:
    doc = pipeline.load()("Rådet beslutar att Asta Bring köper en båt den 3 maj 2024.")
    assert doc._.reading.decisions
    docs = DocBin(store_user_data=True, docs=[doc])
    again = next(DocBin(store_user_data=True).from_bytes(docs.to_bytes()).get_docs(doc.vocab))
    assert [e.text for e in again.ents] == [e.text for e in doc.ents]


def test_pipeline_survives_the_disk(tmp_path: object) -> None:
    nlp = pipeline.load()
    text = "Rådet beslutar att köpa en båt."
    again = pipeline.load().from_bytes(nlp.to_bytes())
    assert [t.text for t in again(text)] == [t.text for t in nlp(text)]


def test_no_abbreviation_begins_with_a_plain_word() -> None:
    """The tokenizer takes a run of letters before white space for a word without looking for abbreviations."""
    first = [form.split()[0] for form in abbreviations() if " " in form]
    assert first
    assert not [word for word in first if word.isalpha()]
