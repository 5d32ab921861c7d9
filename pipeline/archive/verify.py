"""Checking tables against the contract and against the archive they were made from."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pyarrow.parquet as pq

from pipeline.archive.batch import read_location
from pipeline.archive.discover import list_archive
from pipeline.archive.model import Row
from pipeline.archive.store import Store, open_store
from pipeline.errors import ArchiveError
from pipeline.tables.dataset import stream_sha256
from pipeline.tables.schema import SCHEMA_VERSION, TABLES

MOST = 1000
_FACTS = tuple(name for name in TABLES if name not in ("documents", "failures"))


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is not as it should be.

    Attributes:
        table: the table, ``manifest`` or ``archive``.
        document_id: of the document concerned, or None.
        what: a sentence.
    """

    table: str
    document_id: str | None
    what: str


@dataclass(slots=True)
class VerifyReport:
    """What a check found.

    Attributes:
        rows: rows checked, by table.
        problems: the first thousand of them.
        count: how many problems in all.
        changed, missing, unread: paths that the archive has otherwise than the tables (with an
            archive given): other bytes, gone, not read yet. These ask for a new run; ``changed``
            and ``missing`` are problems too.
    """

    rows: dict[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    count: int = 0
    changed: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """True where nothing is wrong."""
        return not self.count

    @property
    def exit_status(self) -> int:
        """0 when all is well, 1 when not."""
        return 0 if self.ok else 1

    def add(self, table: str, document_id: str | None, what: str) -> None:
        """Note a problem."""
        self.count += 1
        if len(self.problems) < MOST:
            self.problems.append(Problem(table, document_id, what))


def verify(
    tables: str | os.PathLike[str], archive: str | os.PathLike[str] | None = None
) -> VerifyReport:
    """Check tables: files against the manifest, schemas and keys against the contract, spans against
    the texts, and (with an archive) the hashes of the files that were read.

    Args:
        tables: a folder or URL that `kansli run` or `kansli merge` wrote.
        archive: the archive it was made from, to compare the files' bytes.

    Raises:
        ArchiveError: there are no tables there.
    """
    store = open_store(tables)
    manifest = store.read_json("manifest.json")
    if manifest is None:
        raise ArchiveError(f"{store.address} holds no tables of a finished run: there is no manifest.json.")
    report = VerifyReport()
    _check_files(store, manifest, report)
    _check_rows(store, report)
    for name, count in report.rows.items():
        if manifest["rows"].get(name) != count:
            report.add("manifest", None, f"It says {manifest['rows'].get(name)} rows of {name}; there are {count}.")
    if archive is not None:
        _check_archive({e.state.path: e.state.sha256 for e in store.read_index() if e.live}, archive, report)
    return report


def _check_files(store: Store, manifest: Mapping[str, Any], report: VerifyReport) -> None:
    if manifest["schema_version"] != SCHEMA_VERSION:
        report.add("manifest", None, f"Schema version {manifest['schema_version']}, not {SCHEMA_VERSION}.")
    for name, table in TABLES.items():
        listed = {file["name"]: file for file in manifest["files"][name]}
        present = store.sizes(name)
        for missing in sorted(listed.keys() - present.keys()):
            report.add(name, None, f"The file {missing} is missing.")
        for extra in sorted(present.keys() - listed.keys()):
            report.add(name, None, f"The file {extra} is not in the manifest.")
        for file in sorted(listed.keys() & present.keys()):
            with store.open(f"{name}/{file}") as stream:
                if stream_sha256(stream) != listed[file]["sha256"]:
                    report.add(name, None, f"The file {file} has been changed.")
                    continue
                stream.seek(0)
                schema = pq.read_schema(stream)
            if not schema.equals(table.schema):
                report.add(name, None, f"The columns of {file} are not those of the contract.")
            if (schema.metadata or {}).get(b"kansli.schema_version") != SCHEMA_VERSION.encode():
                report.add(name, None, f"The file {file} does not name schema version {SCHEMA_VERSION}.")


def _check_rows(store: Store, report: VerifyReport) -> None:
    """One pass over all tables side by side: they stand in the same order of documents."""
    report.rows = dict.fromkeys(TABLES, 0)
    groups = {name: _Groups(_rows(store, name, report)) for name in _FACTS}
    seen: set[str] = set()
    sources: set[str] = set()
    for document in _rows(store, "documents", report):
        document_id = document["document_id"]
        _check_document(document, report)
        if document["source"] in sources:
            report.add("documents", document_id, f"The source {document['source']} stands twice.")
        sources.add(document["source"])
        if document_id in seen:
            continue
        seen.add(document_id)
        _check_facts(document, {name: groups[name].take(document_id) for name in _FACTS}, report)
    for name, group in groups.items():
        for document_id in group.rest():
            report.add(name, document_id, "Rows without a document, or not in the documents' order.")
    for _ in _rows(store, "failures", report):
        pass


def _rows(store: Store, name: str, report: VerifyReport) -> Iterator[Row]:
    required = [column.name for column in TABLES[name].columns if not column.nullable]
    try:
        for file in sorted(store.sizes(name)):
            with store.open(f"{name}/{file}") as stream:
                for batch in pq.ParquetFile(stream).iter_batches(100 if name == "documents" else 2000):
                    for row in batch.to_pylist():
                        report.rows[name] += 1
                        for column in required:
                            if row[column] is None:
                                report.add(name, row["document_id"], f"{column} is empty.")
                        yield row
    except (OSError, KeyError, ValueError) as error:
        report.add(name, None, f"The table cannot be read: {error}")


class _Groups:
    """A table's rows by document, one document after the other."""

    def __init__(self, rows: Iterator[Row]) -> None:
        self._rows = rows
        self._next: Row | None = next(rows, None)

    def take(self, document_id: str) -> list[Row]:
        """The rows of that document, if it is next."""
        out: list[Row] = []
        while self._next is not None and self._next["document_id"] == document_id:
            out.append(self._next)
            self._next = next(self._rows, None)
        return out

    def rest(self) -> Iterator[str]:
        """Documents that nobody asked for."""
        while self._next is not None:
            document_id = self._next["document_id"]
            yield document_id
            self.take(document_id)


def _check_document(document: Row, report: VerifyReport) -> None:
    document_id = document["document_id"]
    if document["sha256"][:32] != document_id:
        report.add("documents", document_id, "document_id is not the beginning of sha256.")
    if document["characters"] != len(document["text"]):
        report.add("documents", document_id, "characters is not the length of text.")


def _check_facts(document: Row, facts: Mapping[str, list[Row]], report: VerifyReport) -> None:
    document_id, text = document["document_id"], document["text"]
    sections = {row["section_id"] for row in facts["sections"]}
    statements = {row["statement_id"]: row for row in facts["statements"]}
    for name, rows in facts.items():
        key = TABLES[name].key
        keys = {tuple(row[column] for column in key) for row in rows}
        if len(keys) != len(rows):
            report.add(name, document_id, f"{len(rows) - len(keys)} rows repeat the key ({', '.join(key)}).")
        for row in rows:
            start, end = row["start"], row["end"]
            if not 0 <= start <= end <= len(text):
                report.add(name, document_id, f"The span {start}-{end} lies outside the text.")
            elif "text" in row and row["text"] != text[start:end]:
                report.add(name, document_id, f"text is not documents.text[{start}:{end}].")
            for column in ("section_id", "parent_id"):
                if row.get(column) is not None and row[column] not in sections:
                    report.add(name, document_id, f"There is no section {row[column]} ({column}).")
    for table, label in (("decisions", "decision"), ("assignments", "assignment")):
        acts = {row["statement_id"] for row in facts[table]}
        labelled = {i for i, s in statements.items() if label in (s["label"], *s["also"])}
        for number in sorted(acts - labelled):
            report.add(table, document_id, f"Statement {number} is no {label}, or is not there.")
        for number in sorted(labelled - acts):
            report.add(table, document_id, f"Statement {number} is labelled {label} and has no row.")


def _check_archive(
    known: Mapping[str, str | None], archive: str | os.PathLike[str], report: VerifyReport
) -> None:
    listed = {file.path: file for file in list_archive(archive).files}
    report.unread = sorted(listed.keys() - known.keys())
    for path, sha256 in sorted(known.items()):
        file = listed.get(path)
        if file is None:
            report.missing.append(path)
            report.add("archive", sha256[:32] if sha256 else None, f"{path} is no longer there.")
        elif sha256 is not None and hashlib.sha256(read_location(file.location)).hexdigest() != sha256:
            report.changed.append(path)
            report.add("archive", sha256[:32], f"{path} has other bytes than those that were read.")
