"""What the front page says of the whole archive, counted a document at a time."""

from __future__ import annotations

import datetime as dt
import heapq
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.report.mask import Mask
from pipeline.report.page import one_line
from pipeline.tables.stream import Row

_TOP = 25  # bodies and assignees shown
DATES_SHOWN = 20
_BARS = 48  # the time line has no more


@dataclass(slots=True)
class Body:
    """A body that met, told apart from its namesakes by the folder it stands in."""

    name: str
    folder: str
    documents: int = 0
    decisions: int = 0
    open: int = 0
    first: dt.date | None = None
    last: dt.date | None = None


@dataclass(slots=True)
class Overview:
    """Counts of an archive. ``private`` stands for every masked assignee: their numbers are a document's own."""

    private: str = ""
    documents: int = 0
    decisions: int = 0
    routine: int = 0
    assignments: int = 0
    open: int = 0
    open_undated: int = 0
    undated: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    warnings: Counter[str] = field(default_factory=Counter)
    assignees: dict[str, list[Any]] = field(default_factory=dict)  # name -> [count, dated, earliest]
    known: Counter[str] = field(default_factory=Counter)
    _bodies: dict[tuple[str, str], Body] = field(default_factory=dict)
    _months: Counter[tuple[int, int]] = field(default_factory=Counter)
    _latest: list[tuple[str, int, Any]] = field(default_factory=list)

    def add(self, document: Row, facts: Mapping[str, Sequence[Row]], mask: Mask | None = None) -> None:
        """Count a document and its rows."""
        self.documents += 1
        day = document["meeting_date"]
        if day is None:
            self.undated += 1
        else:
            self._months[(day.year, day.month)] += 1
        self.warnings.update({w.partition(":")[0] for w in document["warnings"] or ()})
        body = self._body(document, mask)
        if body is not None:
            body.documents += 1
            if day is not None:
                body.first = min(body.first or day, day)
                body.last = max(body.last or day, day)
        for name in ("body", "meeting_date", "chair", "secretary"):
            value = document[name] or (document["body_inferred"] if name == "body" else None)
            self.known[f"documents.{name}"] += bool(value)
        self.known["documents.attendance"] += bool(facts["attendance"])
        self.known["documents.decisions"] += bool(facts["decisions"])
        for row in facts["decisions"]:
            self._decision(row, body)
        for row in facts["assignments"]:
            self._assignment(document, row, body, mask)

    def coverage(self) -> list[tuple[str, int, int]]:
        """(figure, rows with a value, rows)."""
        rows = {"documents": self.documents, "decisions": self.decisions, "assignments": self.assignments}
        names = (
            *(f"documents.{n}" for n in ("body", "meeting_date", "chair", "secretary", "attendance", "decisions")),
            *(f"decisions.{n}" for n in ("body", "case_number", "outcome")),
            *(f"assignments.{n}" for n in ("assignees", "deadline")),
        )
        return [(n, self.known[n], rows[n.partition(".")[0]]) for n in names if rows[n.partition(".")[0]]]

    def bodies(self) -> list[Body]:
        """The bodies with most documents."""
        return sorted(self._bodies.values(), key=lambda b: (-b.documents, -b.decisions, b.name, b.folder))[:_TOP]

    @property
    def body_count(self) -> int:
        """Number of bodies."""
        return len(self._bodies)

    def period(self) -> tuple[dt.date, dt.date] | None:
        """First and last month with a meeting."""
        if not self._months:
            return None
        first, last = min(self._months), max(self._months)
        return dt.date(*first, 1), dt.date(*last, 1)

    def by_assignee(self) -> list[tuple[str, int, dt.date | None]]:
        """(name, open assignments, earliest date) of those with most."""
        rows = sorted(self.assignees.items(), key=lambda r: (-r[1][0], r[0]))[:_TOP]
        return [(name, count, earliest) for name, (count, earliest) in rows]

    def latest_deadlines(self) -> list[Row]:
        """Open assignments with the latest dates, latest first."""
        return [row for _, _, row in sorted(self._latest, key=lambda x: (x[0], -x[1]), reverse=True)]

    def timeline(self) -> tuple[str, list[tuple[str, int]]]:
        """(unit, [(label, documents)]): months, quarters or years, without gaps."""
        if not self._months:
            return "month", []
        first, last = min(self._months), max(self._months)
        months = (last[0] - first[0]) * 12 + last[1] - first[1] + 1
        unit, width = ("month", 1) if months <= _BARS else ("quarter", 3) if months <= 3 * _BARS else ("year", 12)
        labels = list(_periods(first, last, width))
        counts: Counter[str] = Counter()
        for (year, month), n in self._months.items():
            counts[_label(year, month, width)] += n
        return unit, [(label, counts[label]) for label in labels]

    def _body(self, document: Row, mask: Mask | None) -> Body | None:
        name = one_line(document["body"] or document["body_inferred"])
        if not name:
            return None
        name = mask.text(name) if mask is not None else name
        folder = "/".join(document["source"].split("/")[:-1][:2])
        folder = mask.text(folder) if mask is not None else folder
        return self._bodies.setdefault((name.lower(), folder), Body(name, folder))

    def _decision(self, row: Row, body: Body | None) -> None:
        self.decisions += 1
        for name in ("body", "case_number", "outcome"):
            self.known[f"decisions.{name}"] += row[name] is not None
        if row["routine"]:
            self.routine += 1
            return
        self.outcomes[row["outcome"] or ""] += 1
        if body is not None:
            body.decisions += 1

    def _assignment(self, document: Row, row: Row, body: Body | None, mask: Mask | None) -> None:
        self.assignments += 1
        names = [one_line(a) for a in row["assignees"] or () if a]
        self.known["assignments.assignees"] += bool(names)
        self.known["assignments.deadline"] += row["deadline"] is not None
        if row["status"] != "open":
            return
        self.open += 1
        if body is not None:
            body.open += 1
        day = row["deadline"]
        self.open_undated += day is None
        for name in names or [""]:
            shown_name = self.private if mask is not None and mask.hides(name) else name
            entry = self.assignees.setdefault(shown_name, [0, None])
            entry[0] += 1
            entry[1] = min(x for x in (entry[1], day) if x is not None) if entry[1] or day else None
        if day is not None:
            clean = mask.row(row) if mask is not None else dict(row)
            shown = {**clean, "document_id": document["document_id"], "who": ", ".join(clean["assignees"] or ())}
            item = (day.isoformat(), -self.open, shown)
            if len(self._latest) < DATES_SHOWN:
                heapq.heappush(self._latest, item)
            else:
                heapq.heappushpop(self._latest, item)


def _label(year: int, month: int, width: int) -> str:
    if width == 12:
        return str(year)
    return f"{year}-{month:02d}" if width == 1 else f"{year} Q{(month - 1) // 3 + 1}"


def _periods(first: tuple[int, int], last: tuple[int, int], width: int) -> Iterator[str]:
    begin = first[0] * 12 + (first[1] - 1) // width * width
    for at in range(begin, last[0] * 12 + last[1], width):
        yield _label(at // 12, at % 12 + 1, width)
