"""One document as a page: the text as written, what was found marked in it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup, escape

from pipeline.report.marks import Span, nest
from pipeline.report.mask import Mask
from pipeline.report.words import Words
from pipeline.tables.stream import Row, by_statement

Pairs = list[tuple[str, str]]
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_IN_SCRIPT = re.compile("[<>&\u2028\u2029]")
_ENTITY = {"PER": "person", "ORG": "organisation", "LOC": "location"}
_DECISION = [
    "outcome",
    "strength",
    "subtype",
    "rule",
    "trigger",
    "verb",
    "content",
    "body",
    "date",
    "case_number",
    "beneficiary",
    "amount",
    "condition",
    "votes",
    "reservations",
    "refers_to",
]
_ASSIGNMENT = [
    "assignee",
    "task",
    "deadline",
    "deadline_text",
    "kind",
    "status",
    "assigner",
    "counterpart",
    "subtype",
    "rule",
    "trigger",
]


@dataclass(slots=True)
class Found:
    """A decision or an assignment, as the page lists it."""

    number: int
    label: str
    item: str
    text: str
    pairs: Pairs


@dataclass(slots=True)
class Page:
    """What the template of a document shows; every string is already masked."""

    id: str
    heading: str
    title: str
    source: str
    facts: Pairs
    present: list[Row]
    absent: list[Row]
    found: list[Found]
    contents: list[tuple[int, int, str]]
    text: Markup
    data: Markup
    warnings: list[str] = field(default_factory=list)
    masked: bool = False


def build_page(document: Row, facts: Mapping[str, Sequence[Row]], words: Words, mask: Mask | None) -> Page:
    """The page of a document.

    Args:
        document: row of ``documents``.
        facts: its rows of the other tables.
        words: of the interface.
        mask: hides names of private persons; None shows all.
    """
    clean = (lambda row: row) if mask is None else mask.row
    shown = clean({k: v for k, v in document.items() if k not in ("text", "document_id")})
    marker = _Marker(document["text"], facts, words, mask)
    people = [clean(a) for a in facts["attendance"]]
    title = one_line(shown["title"]) or one_line(shown["source"].rsplit("/", 1)[-1])
    body, day = one_line(shown["body"] or shown["body_inferred"]), shown["meeting_date"]
    return Page(
        id=document["document_id"],
        heading=f"{body} {day}" if body and day else title,
        title=title,
        source=shown["source"],
        facts=meeting_facts(shown, words),
        present=[a for a in people if a["status"] == "present"],
        absent=[a for a in people if a["status"] == "absent"],
        found=marker.found(),
        contents=marker.contents(),
        text=marker.html(),
        data=for_script(marker.data),
        warnings=list(shown["warnings"]),
        masked=mask is not None,
    )


def meeting_facts(document: Row, words: Words) -> Pairs:
    """What is known of the meeting, for a definition list."""
    t = words.text
    body = document["body"] or (f"{document['body_inferred']} ({t['inferred']})" if document["body_inferred"] else None)
    values = (
        (t["body"], body),
        (t["date"], document["meeting_date_edtf"] or document["meeting_date"]),
        (t["time"], "–".join(x for x in (document["start_time"], document["end_time"]) if x)),
        (t["place"], document["place"]),
        (t["chair"], document["chair"]),
        (t["secretary"], document["secretary"]),
        (t["adjusters"], ", ".join(document["adjusters"] or ())),
        (t["type"], words.say(document["doc_type"])),
    )
    return [(name, one_line(str(value))) for name, value in values if value]


def one_line(text: str | None) -> str:
    """White space made single, control characters made visible as U+FFFD."""
    return _CONTROL.sub("\ufffd", " ".join((text or "").split()))


def for_script(value: Any) -> Markup:
    """JSON that can stand inside a script element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str)
    return Markup(_IN_SCRIPT.sub(lambda m: f"\\u{ord(m.group()):04x}", text))


def item_name(row: Row) -> str:
    """Number and title of the item that a decision or assignment stands in."""
    return one_line(" ".join(x for x in (row["section_number"], row["section_title"]) if x))


class _Marker:
    """Spans of one document, what each of them is, and the marked text."""

    def __init__(self, text: str, facts: Mapping[str, Sequence[Row]], words: Words, mask: Mask | None) -> None:
        self._text, self._facts, self._words, self._mask = text, facts, words, mask
        self._decisions = by_statement(facts["decisions"])
        self._assignments = by_statement(facts["assignments"])
        self._classes: dict[str, str] = {}
        self._spans: list[Span] = []
        self.data: dict[str, tuple[str, str, Pairs]] = {}
        self._add_headings()
        self._add_statements()
        self._add_names()
        self._add_dates()

    def contents(self) -> list[tuple[int, int, str]]:
        """(section, level, name) of each item with a heading."""
        named = ((s, _section_name(s)) for s in self._facts["sections"] if s["kind"] in ("item", "subitem", "appendix"))
        return [(s["section_id"], s["level"], self._clean(one_line(name))) for s, name in named if name]

    def found(self) -> list[Found]:
        """Decisions and assignments, in the document's order."""
        out = []
        for s in self._facts["statements"]:
            key, row = f"s{s['statement_id']}", self._row_of(s)
            if row is not None:
                label, _, pairs = self.data[key]
                item, text = self._clean(item_name(row)), self._clean(one_line(s["text"]))
                out.append(Found(s["statement_id"], label, item, text, pairs))
        return out

    def html(self) -> Markup:
        """The text, escaped, with marks."""
        masks = self._mask.spans(self._text) if self._mask is not None else []
        return Markup("".join(self._pieces(masks)))

    def _pieces(self, masks: Sequence[tuple[int, int, str]]) -> Iterator[str]:
        at = 0
        for event in nest(self._spans, len(self._text)):
            if event.kind == "text":
                while at < len(masks) and masks[at][1] <= event.start:
                    at += 1
                yield from self._stretch(event.start, event.end, masks, at)
            elif event.kind == "close":
                assert event.span is not None
                yield f"</{self._tag(event.span.key)}>"
            else:
                assert event.span is not None
                yield self._open(event.span.key, event.first)

    def _stretch(self, start: int, end: int, masks: Sequence[tuple[int, int, str]], at: int) -> Iterator[str]:
        while at < len(masks) and masks[at][0] < end:
            hidden, until, word = masks[at]
            if hidden >= start:
                yield _plain(self._text[start:hidden])
                yield f'<span class="masked">{escape(word)}</span>'
            start = min(max(start, until), end)
            at += 1
        yield _plain(self._text[start:end])

    def _tag(self, key: str) -> str:
        return "mark" if key[0] in "sed" and self._classes[key] != "information" else "span"

    def _open(self, key: str, first: bool) -> str:
        kind, tag = self._classes[key], self._tag(key)
        if not first:
            return f'<{tag} class="{kind}" data-f="{key}">'
        if key[0] == "k":
            return f'<span class="heading" role="heading" aria-level="{kind}" id="{key}">'
        stop = "0" if key[0] == "s" and kind != "information" else "-1"
        return f'<{tag} class="{kind}" id="{key}" data-f="{key}" tabindex="{stop}">'

    def _row_of(self, statement: Row) -> Row | None:
        number = statement["statement_id"]
        return self._decisions.get(number) or self._assignments.get(number)

    def _clean(self, text: str) -> str:
        return text if self._mask is None else self._mask.text(text)

    def _add(self, key: str, row: Row, kind: str, pairs: Pairs) -> None:
        self._spans.append(Span(row["start"], row["end"], key))
        self._classes[key] = kind
        title = " + ".join(self._words.text[k] for k in kind.split())
        self.data[key] = (kind, title, [(name, self._clean(value)) for name, value in pairs])

    def _add_headings(self) -> None:
        for s in self._facts["sections"]:
            if not (s["title"] or s["number"]):
                continue
            line = self._text.find("\n", s["start"], s["end"])
            end = s["end"] if line < 0 else line
            title = self._text.find(s["title"], s["start"], end) if s["title"] else -1
            key = f"k{s['section_id']}"
            self._spans.append(Span(s["start"], end if title < 0 else title + len(s["title"]), key))
            self._classes[key] = str(min(s["level"] + 2, 6))

    def _add_statements(self) -> None:
        for s in self._facts["statements"]:
            kinds = [k for k in ("decision", "assignment") if k == s["label"] or k in (s["also"] or ())]
            number = s["statement_id"]
            decision, assignment = self._decisions.get(number), self._assignments.get(number)
            pairs = self._fields(_decision_values(s, decision), _DECISION) if decision else []
            if assignment:
                known = {name for name, _ in pairs}
                pairs += [p for p in self._fields(_assignment_values(s, assignment), _ASSIGNMENT) if p[0] not in known]
            if not pairs:
                pairs = self._fields({"subtype": s["subtype"], "rule": s["rule"], "trigger": s["trigger"]}, None)
            self._add(f"s{number}", s, " ".join(kinds) or "information", pairs)

    def _add_names(self) -> None:
        for number, e in enumerate(self._facts["entities"]):
            if e["label"] == "PER" and self._mask is not None and self._mask.hides(e["text"]):
                continue
            values = {"norm": e["norm"], "register": e["entity_id"], "found_by": e["source"]}
            if e["literal_label"]:
                values["literal"] = self._words.text[_ENTITY[e["literal_label"]]]
            self._add(f"e{number}", e, _ENTITY[e["label"]], self._fields(values, None))

    def _add_dates(self) -> None:
        for number, d in enumerate(self._facts["dates"]):
            values = {"value": d["edtf"], "year_from": d["year_source"], "subtype": d["subtype"]}
            self._add(f"d{number}", d, "date", self._fields(values, None))

    def _fields(self, values: Mapping[str, Any], order: Sequence[str] | None) -> Pairs:
        names = order if order is not None else list(values)
        shown = ((name, values.get(name)) for name in names)
        return [(self._words.text[n], one_line(str(self._words.say(v)))) for n, v in shown if v not in (None, "", [])]


def _decision_values(statement: Row, row: Row) -> dict[str, Any]:
    votes = [row["votes_for"], row["votes_against"], row["votes_abstained"]]
    reservations = (
        ", ".join(x for x in (r["person"], r["party"] and f"({r['party']})") if x) or r["text"]
        for r in row["reservations"] or ()
    )
    return {
        **row,
        **{k: statement[k] for k in ("subtype", "rule", "trigger")},
        "content": None if one_line(row["content"]) == one_line(row["text"]) else row["content"],
        "amount": f"{row['amount']:,.0f}".replace(",", " ") + f" {row['currency'] or ''}" if row["amount"] else None,
        "votes": "–".join("?" if v is None else str(v) for v in votes) if any(v is not None for v in votes) else None,
        "reservations": "; ".join(r for r in reservations if r),
    }


def _assignment_values(statement: Row, row: Row) -> dict[str, Any]:
    return {
        **row,
        **{k: statement[k] for k in ("subtype", "rule", "trigger")},
        "assignee": ", ".join(a for a in row["assignees"] or () if a),
        "deadline": row["deadline"] or row["deadline_edtf"],
        "kind": row["deadline_kind"],
    }


def _section_name(section: Row) -> str:
    return " ".join(x for x in (section["number"], section["title"]) if x)


def _plain(text: str) -> str:
    return str(escape(_CONTROL.sub("\ufffd", text)))
