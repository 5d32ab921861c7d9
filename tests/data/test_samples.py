"""The labelled samples keep the promises of their format; the archive is what its list says."""

from __future__ import annotations

import csv
import json
import re
import unicodedata
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

DATA = Path(__file__).parents[2] / "data"
LABELLED = DATA / "labelled"
FILES = sorted(LABELLED.glob("*/*.jsonl"))
SPLITS = ("train", "dev", "test")

KINDS = {"front", "present", "absent", "item", "subitem", "signature", "notice", "appendix"}
ROLES = {None, "background", "documents", "proposals", "procedure", "vote", "decision", "reservation", "distribution"}
SUBTYPES = {
    "decision": "formal consensus election referral postponement rejection noted recommendation delegated procedural",
    "assignment": "explicit commitment agentless standing",
    "information": "report dialogue opinion question proposal request vote reservation procedural schedule plan "
    "future_decision earlier_decision no_decision noted ceremonial",
}
OUTCOMES = {
    "approved", "rejected", "referred_back", "postponed", "noted", "elected", "answered", "delegated", "withdrawn",
    "partly_approved", "other",
}  # fmt: skip
DOC_TYPES = {
    "protokoll", "minnesanteckningar", "tjänsteanteckning", "protokollsutdrag", "kallelse", "delegationsbeslut",
}  # fmt: skip
DAY = r"[0-9X]{4}(?:-[0-9X]{2}(?:-[0-9X]{2})?)?~?"
EDTF = re.compile(rf"(?:{DAY}|\.\.)(?:/(?:{DAY}|\.\.))?")


def load(path: Path) -> dict[str, Any]:
    lines = path.read_text("utf-8").splitlines()
    assert len(lines) == 1, "one document a file"
    document: dict[str, Any] = json.loads(lines[0])
    return document


DOCUMENTS = [load(path) for path in FILES]
IN_PART = ["meeting", "sections", "attendance", "statements"]  # the layers of those not labelled in full
FULL = [d for d in DOCUMENTS if "layers" not in d]
each = pytest.mark.parametrize("doc", DOCUMENTS, ids=[d["id"] for d in DOCUMENTS])
each_full = pytest.mark.parametrize("doc", FULL, ids=[d["id"] for d in FULL])


def split_rows() -> list[dict[str, str]]:
    with (LABELLED / "splits.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def piece(doc: dict[str, Any], span: dict[str, Any]) -> str:
    text: str = doc["text"][span["start"] : span["end"]]
    return text


def names(doc: dict[str, Any]) -> list[dict[str, Any]]:
    return [e for e in doc.get("entities", ()) if e["mention"] == "NAM"]


def ordered_apart(spans: list[dict[str, Any]]) -> bool:
    return all(a["end"] <= b["start"] for a, b in pairwise(spans))


def test_the_list_names_every_file_once_and_no_body_or_layout_crosses_a_split() -> None:
    rows = split_rows()
    listed = [(r["id"], r["split"], r["body"], r["layout"]) for r in rows]
    assert sorted(listed) == sorted((d["id"], d["split"], d["body"], d["layout"]) for d in DOCUMENTS)
    assert len({r["id"] for r in rows}) == len(rows) >= 30
    assert all((LABELLED / r["split"] / f"{r['id']}.jsonl").is_file() for r in rows)
    for key in ("body", "layout"):
        homes: dict[str, set[str]] = {}
        for row in rows:
            homes.setdefault(row[key], set()).add(row["split"])
        assert [k for k, v in homes.items() if len(v) > 1] == []
    assert Counter(r["split"] for r in rows).keys() == set(SPLITS)
    assert len({r["layout"] for r in rows}) >= 12
    assert sum(not r["archive_file"] for r in rows) >= 14


def test_archive_texts_are_the_labelled_texts() -> None:
    by_id = {d["id"]: d for d in DOCUMENTS}
    paired = [r for r in split_rows() if r["archive_file"]]
    readable = {p.relative_to(DATA / "archive").as_posix() for p in (DATA / "archive").rglob("*.*") if p.is_file()}
    broken = {p for p in readable if p.startswith("Trasiga filer/")}
    assert {r["archive_file"] for r in paired} == {unicodedata.normalize("NFC", p) for p in readable - broken}
    assert len(broken) == 2
    line_ends, encodings = set(), set()
    for row in paired:
        raw = (DATA / "archive" / row["archive_file"]).read_bytes()
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError:
            text = raw.decode("cp1252")
            encodings.add("cp1252")
        line_ends.add("\r\n" in text)
        assert text.replace("\r\n", "\n") == by_id[row["id"]]["text"]
    assert line_ends == {True, False}
    assert encodings == {"cp1252"}


def test_no_two_documents_share_a_long_sentence() -> None:
    seen: dict[str, str] = {}
    for doc in DOCUMENTS:
        for statement in doc["statements"]:
            words = piece(doc, statement).casefold()
            if len(words.split()) >= 10:
                assert seen.setdefault(words, doc["id"]) == doc["id"]


@each
def test_keys_and_values_are_those_of_the_format(doc: dict[str, Any]) -> None:
    full = "layers" not in doc
    assert full or doc["layers"] == IN_PART
    labelled = {"entities", "dates"} if full else {"layers"}
    assert set(doc) == {"id", "layout", "body", "split", "text", *IN_PART, *labelled}
    meeting = doc["meeting"]
    assert meeting["doc_type"] in DOC_TYPES
    assert meeting["date"] is None or EDTF.fullmatch(meeting["date"])
    for key in ("start_time", "end_time"):
        assert meeting[key] is None or re.fullmatch(r"[0-2]\d:[0-5]\d", meeting[key])
    flat = re.sub(r"\s+", " ", doc["text"])
    for value in [meeting["body"], meeting["place"], meeting["chair"], meeting["secretary"], *meeting["adjusters"]]:
        assert value is None or value in flat, value
    for section in doc["sections"]:
        assert section["kind"] in KINDS and section["level"] >= 1
        assert section["role"] in ROLES if full else "role" not in section
    for entity in doc.get("entities", ()):
        assert entity["label"] in {"PER", "ORG", "LOC"} and entity["mention"] in {"NAM", "NOM"}
        assert entity.get("literal_label") in {None, "LOC", "ORG"}
        assert entity["mention"] == "NAM" or entity["label"] == "ORG"
    for date in doc.get("dates", ()):
        assert date["edtf"] is None or EDTF.fullmatch(date["edtf"]), date
    for statement in doc["statements"]:
        label = statement["label"]
        assert statement["subtype"] in SUBTYPES[label].split()
        assert set(statement["also"]) <= {"decision", "assignment"} - {label}
        assert ("outcome" in statement) == (label == "decision")
        assert statement.get("outcome", "other") in OUTCOMES
        tasked = label == "assignment" or "assignment" in statement["also"]
        assert tasked == ("assignees" in statement)
        assert ("assignee_kind" in statement) == (tasked and full)
        if tasked:
            assert not full or bool(statement["assignees"]) == (statement["assignee_kind"] != "unspecified")
            assert statement["deadline_edtf"] is None or EDTF.fullmatch(statement["deadline_edtf"])
            for assignee in statement["assignees"]:
                assert assignee in flat, assignee
        if "note" in statement:
            assert len(statement["note"]) > 8


@each
def test_spans_slice_to_words_and_keep_apart(doc: dict[str, Any]) -> None:
    for kind in ("sections", "attendance", "entities", "dates", "statements"):
        for span in doc.get(kind, ()):
            text = piece(doc, span)
            assert text and text == text.strip(), (kind, text)
        assert [s["start"] for s in doc.get(kind, ())] == sorted(s["start"] for s in doc.get(kind, ()))
    assert ordered_apart(doc["statements"])
    assert ordered_apart(sorted(names(doc) + doc.get("dates", []), key=lambda span: int(span["start"])))
    for statement in doc["statements"]:
        assert not re.match(r"(?:[-•*]|\d+[.)]|[a-e]\))\s", piece(doc, statement))
    for entity in doc.get("entities", []) + doc.get("dates", []) + doc["attendance"]:
        before, after = doc["text"][: entity["start"]][-1:], doc["text"][entity["end"] :][:1]
        assert not (before.isalnum() or after.isalnum()), piece(doc, entity)


@each
def test_sections_hold_their_titles_and_nest(doc: dict[str, Any]) -> None:
    for section in doc["sections"]:
        assert heading_spans(doc, section), section
    level_one = [s for s in doc["sections"] if s["level"] == 1]
    assert ordered_apart(level_one)
    for section in doc["sections"]:
        if section["level"] > 1:
            assert any(o["start"] < section["start"] and section["end"] <= o["end"] for o in level_one)


@each
def test_attendance_rows_name_a_person_or_an_organisation(doc: dict[str, Any]) -> None:
    for row in doc["attendance"]:
        inside = [e for e in doc.get("entities", ()) if row["start"] <= e["start"] and e["end"] <= row["end"]]
        if "layers" in doc:
            said = re.sub(r"\s+", " ", piece(doc, row))
            assert said.startswith(row["name"] or row["affiliation"]), row
        elif row["name"] is None:
            assert row["affiliation"] and any(piece(doc, e) == row["affiliation"] for e in inside)
        else:
            assert row["name"] in [piece(doc, e) for e in inside if e["label"] == "PER"]
        if row["affiliation"] and "layers" not in doc:
            assert row["affiliation"] in [piece(doc, e) for e in doc["entities"] if e["label"] == "ORG"]
        assert row["status"] in {"present", "absent"}
        for key in ("role", "party", "partial"):
            assert row[key] is None or row[key] in doc["text"] or key == "role"
    listed = Counter(r["name"] for r in doc["attendance"] if r["name"])
    assert [name for name, times in listed.items() if times > 1] == []


@each_full
def test_a_name_is_labelled_everywhere_it_stands(doc: dict[str, Any]) -> None:
    """A surface that is labelled once is labelled at each place, page headers excepted."""
    covered = bytearray(len(doc["text"]))
    for entity in doc["entities"]:
        covered[entity["start"] : entity["end"]] = b"\1" * (entity["end"] - entity["start"])
    for start, end in furniture(doc):
        covered[start:end] = b"\1" * (end - start)
    surfaces = {piece(doc, e) for e in names(doc)}
    persons = {piece(doc, e) for e in names(doc) if e["label"] == "PER"}
    surfaces |= {part for person in persons for part in person.split() if len(part) > 2}
    for surface in surfaces:
        for match in re.finditer(rf"(?<!\w){re.escape(surface)}s?(?!\w)", doc["text"]):
            assert all(covered[match.start() : match.end()]), (surface, match.start())


# Capitalised in the middle of a sentence and no name: registers of cases, kinds of meetings and papers, a system.
NO_NAMES = {"KS", "SN", "UFM", "ÖFN", "FUM", "APT", "Libris", "Policy", "Skrivelse"}


@each_full
def test_capitals_inside_a_statement_are_labelled(doc: dict[str, Any]) -> None:
    covered = bytearray(len(doc["text"]))
    for span in doc["entities"] + doc["dates"]:
        covered[span["start"] : span["end"]] = b"\1" * (span["end"] - span["start"])
    for statement in doc["statements"]:
        for match in re.finditer(r"(?<=[a-zåäö,;(] )[A-ZÅÄÖ][\w-]+", piece(doc, statement)):
            assert covered[statement["start"] + match.start()] or match[0] in NO_NAMES, match[0]


def lines_of(doc: dict[str, Any]) -> list[tuple[int, str]]:
    place, out = 0, []
    for line in doc["text"].split("\n"):
        out.append((place, line))
        place += len(line) + 1
    return out


FOOT = re.compile(r"\s*Justerandes sign(?:atur)?\b")


def furniture(doc: dict[str, Any]) -> list[tuple[int, int]]:
    """Lines that return, digits apart, more than once, or name the signing, hold no label and are no heading."""
    heads = {s["start"] for s in doc["sections"]}
    labels = doc["statements"] + doc["attendance"] + doc.get("entities", []) + doc.get("dates", [])
    shape = Counter(re.sub(r"\d", "0", line.strip()) for _, line in lines_of(doc))
    out = []
    for start, line in lines_of(doc):
        end = start + len(line)
        if not line.strip() or any(start <= h < end for h in heads):
            continue
        whole = [s for s in doc["statements"] if s["start"] < start and end < s["end"]]
        held = [s for s in labels if s["start"] < end and start < s["end"] and s not in whole]
        if not held and (shape[re.sub(r"\d", "0", line.strip())] > 1 or FOOT.match(line)):
            out.append((start, end))
    return out


# Words that join two statements and belong to neither; numbers and letters that mark a list item.
JOINING = {"och", "men", "samt", "så", "dels"}
MARKER = re.compile(r"\s*(?:\[[ x]\]\s*|[-•*]\s*|\d+[.)]?\s+|\d+\s+\||[a-e]\)\s+)*")
WORD = re.compile(r"\w+")
CELLS = re.compile(r"\||\S\s{3,}\S")
EMPTY = re.compile(r"\w+: ?[-–]$")  # a field of a form that nothing was written in


@each
def test_every_word_of_an_item_is_in_a_heading_or_a_statement(doc: dict[str, Any]) -> None:
    """Rows of action tables excepted (the task cell alone counts), leads of lists and times beside a heading."""
    text = doc["text"]
    covered = bytearray(len(text))
    headings = [span for s in doc["sections"] for span in heading_spans(doc, s)]
    rows = [(r["start"], r["end"]) for r in doc["attendance"]]
    statements = [(s["start"], s["end"]) for s in doc["statements"]]
    for start, end in furniture(doc) + headings + rows + statements:
        covered[start:end] = b"\1" * (end - start)
    lines = lines_of(doc)
    for item in (s for s in doc["sections"] if s["kind"] == "item"):
        for index, (start, line) in enumerate(lines):
            if start + len(line) <= item["start"] or item["end"] <= start:
                continue
            end = start + len(line)
            begin = start + (MARKER.match(line) or re.match("", line)).end()  # type: ignore[union-attr]
            open_words = [m for m in WORD.finditer(text, begin, end) if not covered[m.start()]]
            words = {m[0] for m in open_words}
            if words <= JOINING or EMPTY.match(line) or (CELLS.search(line) and any(covered[start:end])):
                continue
            if any(start <= a < end for a, _ in headings) and all(word.isdigit() for word in words):
                continue
            following = next(((a, a + len(b)) for a, b in lines[index + 1 :] if re.search(r"\w", b)), None)
            last = [m.start() for m in WORD.finditer(text, open_words[0].start(), end)]
            assert following and last == [m.start() for m in open_words] and len(last) <= 8, line
            assert any(a < following[1] and following[0] < b for a, b in statements), line


def heading_spans(doc: dict[str, Any], section: dict[str, Any]) -> list[tuple[int, int]]:
    """Where the number and the title of a heading stand; nothing where they do not follow on its start.

    A title may fill the first of two columns, over several lines: then there is a span for each.
    """
    text, start = doc["text"], section["start"]
    place = start
    for part in filter(None, (section["number"], section["title"])):
        match = re.compile(r"\s+".join(map(re.escape, part.split()))).search(text, place, start + 300)
        if match is None:
            return first_column(text, start, f"{section['number'] or ''} {section['title']}")
        place = match.end()
    return [(start, place)]


def first_column(text: str, start: int, title: str) -> list[tuple[int, int]]:
    """The lines' first cells that make up a title, hyphens at line ends apart."""
    rest, spans = re.sub(r"[\s-]", "", title), []
    for match in re.compile(r"^(?:\S+ )*\S+", re.MULTILINE).finditer(text, start):
        cell = re.sub(r"[\s-]", "", match[0])
        if not cell or not rest.startswith(cell):
            return []
        spans.append(match.span())
        rest = rest[len(cell) :]
        if not rest:
            return spans
    return []


def test_every_class_and_most_subtypes_occur_in_each_split() -> None:
    for split in SPLITS:
        statements = [s for d in DOCUMENTS if d["split"] == split for s in d["statements"]]
        labels = Counter(s["label"] for s in statements)
        assert min(labels[k] for k in SUBTYPES) >= 25, (split, labels)
        assert sum("assignment" in s["also"] for s in statements) >= 5
        assert len({s["subtype"] for s in statements}) >= 20
