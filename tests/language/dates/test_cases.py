"""Expressions of administrative Swedish, each with its spans and values (``cases.tsv``)."""

import csv
import datetime as dt
from pathlib import Path

import pytest

from pipeline.language.dates import parse

SEEN_FROM = dt.date(2024, 4, 12)


def _rows() -> list[tuple[str, str, str, str]]:
    with (Path(__file__).parent / "cases.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t"))
    return [(text, spans, alone, seen) for text, spans, alone, seen in rows[1:]]


@pytest.mark.parametrize(("text", "spans", "alone", "seen"), _rows())
def test_case(text: str, spans: str, alone: str, seen: str) -> None:
    for reference, wanted in ((None, alone), (SEEN_FROM, seen)):
        found = parse(text, reference, dates_only=True)
        assert " | ".join(text[m.start : m.end] for m in found) == spans
        assert " | ".join(m.edtf or "-" for m in found) == wanted
