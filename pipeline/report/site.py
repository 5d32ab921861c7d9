"""A folder of pages that opens in any browser without a server or a network."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from pipeline import __version__
from pipeline.errors import ArchiveError
from pipeline.report import charts
from pipeline.report.lists import ListWriter, short
from pipeline.report.mask import Mask
from pipeline.report.overview import DATES_SHOWN, Overview
from pipeline.report.page import build_page, for_script, item_name, one_line
from pipeline.report.words import Words, load_words
from pipeline.tables.stream import Row, check_tables, iter_documents, iter_rows

_FAILURES_SHOWN = 200
_MARKER = "kansli-report.json"
_ASSETS = ("report.css", "report.js", "list.js")


@dataclass(frozen=True, slots=True)
class ReportSummary:
    """What was written."""

    out: Path
    pages: int
    decisions: int
    assignments: int
    failures: int


def write_report(tables: Path, out: Path, *, language: str = "sv", mask: str | None = None) -> ReportSummary:
    """Write a site of static pages from tables.

    The same tables give the same files. Pages are written a document at a time, so an archive of
    any size fits in memory; the long lists hold the first 50,000 rows and say so.

    Args:
        tables: what a run wrote.
        out: folder of the site. It must be new, empty, or an earlier report, which is replaced.
        language: of the interface, ``sv`` or ``en``. Texts stay as written.
        mask: ``private`` hides the names of persons who do not stand in a public capacity in the
            document (see :mod:`pipeline.report.mask`); None shows all names.

    Raises:
        ArchiveError: no tables, an unknown language or mask, or a folder that holds other things.
    """
    if mask not in (None, "private"):
        raise ArchiveError(f"Names can be masked as 'private', not as {mask!r}.")
    words = load_words(language)
    check_tables(tables)
    _clear(out)
    return _Builder(tables, out, words, mask is not None).build()


def _clear(out: Path) -> None:
    if out.exists() and not out.is_dir():
        raise ArchiveError(f"{out} is a file; name a folder for the report.")
    if out.is_dir() and any(out.iterdir()):
        if not (out / _MARKER).is_file():
            raise ArchiveError(f"{out} holds other files and is left alone; name a new folder for the report.")
        for name in ("d", "data", "assets"):
            shutil.rmtree(out / name, ignore_errors=True)
    for name in ("d", "data", "assets"):
        (out / name).mkdir(parents=True, exist_ok=True)
    (out / _MARKER).write_text("{}\n", "utf8")


class _Builder:
    def __init__(self, tables: Path, out: Path, words: Words, masked: bool) -> None:
        self._tables, self._out, self._words, self._masked = tables, out, words, masked
        self._overview = Overview(private=words.text["private_person"])
        self._lists = {name: ListWriter(out / "data", name) for name in ("documents", "decisions", "assignments")}
        self._pages = Environment(
            loader=PackageLoader("pipeline.report"), autoescape=True, undefined=StrictUndefined,
            trim_blocks=True, lstrip_blocks=True,
        )  # fmt: skip
        self._pages.globals.update(
            t=words.text,
            say=words.say,
            lang=words.lang,
            masked=masked,
            version=__version__,
            one_line=one_line,
            number=lambda value: f"{value:,}".replace(",", "\u00a0"),
        )

    def build(self) -> ReportSummary:
        seen: dict[str, bool] = {}
        written = 0
        previous: tuple[str, str] | None = None
        for (document, facts), following in _with_next(self._documents(seen)):
            here = self._document(document, facts, previous, following)
            previous, written = here, written + 1
        for rows in self._lists.values():
            rows.flush()
        failures = list(islice(iter_rows(self._tables, "failures"), _FAILURES_SHOWN))
        if self._masked:  # the name of a file nobody could read may be a person's
            failures = [{**row, "source": _without_name(row["source"])} for row in failures]
        failed = len(failures) + sum(1 for _ in islice(iter_rows(self._tables, "failures"), _FAILURES_SHOWN, None))
        self._front(failures, failed)
        for name in self._lists:
            self._list(name)
        for name in _ASSETS:
            source = resources.files("pipeline.report") / "assets" / name
            (self._out / "assets" / name).write_text(source.read_text("utf8"), "utf8")
        o = self._overview
        counts = {"documents": o.documents, "decisions": o.decisions, "assignments": o.assignments, "failures": failed}
        marker = {"kansli": __version__, "language": self._words.lang, "masked": self._masked, **counts}
        (self._out / _MARKER).write_text(json.dumps(marker, indent=1) + "\n", "utf8")
        return ReportSummary(self._out, written, o.decisions, o.assignments, failed)

    def _documents(self, seen: dict[str, bool]) -> Iterator[tuple[Row, dict[str, list[Row]]]]:
        """Documents with a page of their own; a copy of another is only listed and counted."""
        for document, facts in iter_documents(self._tables):
            if document["document_id"] in seen:
                self._overview.add(document, facts, self._mask(document, facts))
                self._list_document(document, facts, self._mask(document, facts))
                continue
            seen[document["document_id"]] = True
            yield document, facts

    def _mask(self, document: Row, facts: dict[str, list[Row]]) -> Mask | None:
        if not self._masked:
            return None
        others = [a for row in facts["assignments"] if row["assignee_kind"] == "person" for a in row["assignees"] if a]
        others += [r["person"] for row in facts["decisions"] for r in row["reservations"] or () if r["person"]]
        return Mask(document, facts["attendance"], facts["entities"], self._words.text["masked_name"], others)

    def _document(
        self, document: Row, facts: dict[str, list[Row]], previous: tuple[str, str] | None, following: Row | None
    ) -> tuple[str, str]:
        mask = self._mask(document, facts)
        page = build_page(document, facts, self._words, mask)
        self._overview.add(document, facts, mask)
        self._list_document(document, facts, mask)
        self._list_acts(document, facts, mask)
        next_ = None if following is None else (following["document_id"], "")
        self._write(f"d/{page.id}.html", "document.html", root="../", page=page, previous=previous, next=next_)
        return page.id, page.title

    def _list_document(self, document: Row, facts: dict[str, list[Row]], mask: Mask | None) -> None:
        d = document if mask is None else mask.row({k: v for k, v in document.items() if k != "text"})
        title = one_line(d["title"]) or one_line(d["source"].rsplit("/", 1)[-1])
        self._lists["documents"].add(
            [
                document["document_id"], _day(d), one_line(d["body"] or d["body_inferred"]), short(title),
                d["doc_type"] or "", len(facts["decisions"]), len(facts["assignments"]), d["source"],
            ]
        )  # fmt: skip

    def _list_acts(self, document: Row, facts: dict[str, list[Row]], mask: Mask | None) -> None:
        clean = (lambda row: row) if mask is None else mask.row
        d = clean({k: v for k, v in document.items() if k != "text"})
        key, body, folder = document["document_id"], one_line(d["body"] or d["body_inferred"]), _folder(d["source"])
        for row in map(clean, facts["decisions"]):
            self._lists["decisions"].add(
                [
                    key, row["statement_id"], str(row["date"] or d["meeting_date"] or ""), body, folder,
                    item_name(row), short(one_line(row["text"])), row["outcome"] or "", int(row["routine"]),
                ]
            )  # fmt: skip
        for row in map(clean, facts["assignments"]):
            who = ", ".join(one_line(a) for a in row["assignees"] or () if a)
            self._lists["assignments"].add(
                [
                    key, row["statement_id"], str(row["deadline"] or ""), who, short(one_line(row["text"])), body,
                    folder, item_name(row), str(d["meeting_date"] or ""), row["status"], row["deadline_kind"] or "",
                ]
            )  # fmt: skip

    def _front(self, failures: list[Row], failed: int) -> None:
        o, t = self._overview, self._words.text
        unit, bars = o.timeline()
        outcomes = sorted(o.outcomes.items(), key=lambda x: (-x[1], x[0]))
        self._write(
            "index.html", "index.html", root="", o=o, failures=failures, failed=failed, outcomes=outcomes,
            timeline=charts.columns(bars, t["timeline"]), bars=bars, unit=t[unit], dates_shown=DATES_SHOWN,
            coverage=[(self._words.coverage[name], known, total) for name, known, total in o.coverage()],
            warnings=sorted(o.warnings.items(), key=lambda x: (-x[1], x[0])), period=o.period(),
        )  # fmt: skip

    def _list(self, name: str) -> None:
        rows = self._lists[name]
        config = for_script({"name": name, "files": rows.files, "text": self._words.text, "value": self._words.value})
        self._write(f"{name}.html", "list.html", root="", name=name, rows=rows, config_json=config)

    def _write(self, path: str, template: str, **values: Any) -> None:
        html = self._pages.get_template(template).render(here=path, **values)
        (self._out / path).write_text(html, "utf8")


def _day(document: Row) -> str:
    return str(document["meeting_date"] or "")


def _without_name(source: str) -> str:
    path = PurePosixPath(source)
    return str(path.with_name(f"…{path.suffix}"))


def _folder(source: str) -> str:
    return "/".join(source.split("/")[:-1][:2])


def _with_next(
    documents: Iterator[tuple[Row, dict[str, list[Row]]]],
) -> Iterator[tuple[tuple[Row, dict[str, list[Row]]], Row | None]]:
    """Each document with the row of the one after it."""
    current = next(documents, None)
    while current is not None:
        following = next(documents, None)
        yield current, None if following is None else following[0]
        current = following
