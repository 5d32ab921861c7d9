"""A DCAT-AP-SE record of the tables, in Turtle, so that a catalogue can list them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

from pipeline.errors import ArchiveError
from pipeline.tables.schema import TABLES
from pipeline.tables.stream import check_tables, iter_rows

_PREFIXES = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_AUTHORITY = "http://publications.europa.eu/resource/authority"
_IRI = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
_MAIL = re.compile(r"[^\s<>@\"]+@[^\s<>@\"]+")
ACCESS = {"public": "PUBLIC", "restricted": "RESTRICTED", "non-public": "NON_PUBLIC"}


def export_dcat(
    tables: Path,
    out: Path,
    *,
    publisher: str | None,
    url: str | None,
    license: str | None = None,
    contact: str | None = None,
    access: str | None = None,
) -> list[Path]:
    """Write a record of one dataset and its distribution.

    The profile asks for title, description, publisher and, for the distribution, an address. What
    Kansli cannot know is asked for; what is not told is left out, not guessed.

    Args:
        tables: what a run wrote.
        out: path of the ``.ttl`` file.
        publisher: name of the organisation that publishes the tables.
        url: where the tables can be reached; the dataset's own address is made from it.
        license: address of a licence.
        contact: e-mail address.
        access: a key of :data:`ACCESS`.

    Raises:
        ArchiveError: no tables, or something that the profile needs is missing or malformed.
    """
    check_tables(tables)
    if not publisher or not url:
        raise ArchiveError("A DCAT-AP-SE record needs --publisher (who publishes) and --url (where the tables are).")
    for name, value in (("--url", url), ("--license", license)):
        if value is not None and not _IRI.fullmatch(value):
            raise ArchiveError(f"{name} must be an address that begins with http:// or https://, not {value!r}.")
    if contact is not None and not _MAIL.fullmatch(contact):
        raise ArchiveError(f"--contact must be an e-mail address, not {contact!r}.")
    if access is not None and access not in ACCESS:
        raise ArchiveError(f"--access must be one of {', '.join(ACCESS)}, not {access!r}.")
    prefixes = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in _PREFIXES.items())
    blocks = "\n\n".join(_blocks(tables, publisher, url, license, contact, access))
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(f"{prefixes}\n{blocks}\n", "utf8")
    return [out]


def _blocks(
    tables: Path, publisher: str, url: str, license: str | None, contact: str | None, access: str | None
) -> Iterator[str]:
    first, last, bodies, count = _summary(tables)
    base = url.rstrip("/#")
    swedish = f"Beslut, uppdrag, närvaro, namn och datum ur {count} protokoll och mötesanteckningar, tolkade maskinellt"
    english = f"Decisions, assignments, attendance, names and dates from {count} minutes and notes, extracted by rules"
    named = f" från {', '.join(bodies[:8])}" + (" med flera" if len(bodies) > 8 else "") if bodies else ""
    dataset = [
        'dcterms:title "Beslut och uppdrag ur protokoll"@sv , "Decisions and assignments from minutes"@en',
        f"dcterms:description {_text(swedish + named + '.')}@sv , {_text(english + '.')}@en",
        f"dcterms:publisher <{base}#publisher>",
        f"dcterms:language <{_AUTHORITY}/language/SWE>",
        f"dcat:theme <{_AUTHORITY}/data-theme/GOVE>",
        f"dcat:keyword {', '.join(_text(w) + '@sv' for w in ('protokoll', 'beslut', 'uppdrag'))}",
        f"dcat:distribution <{base}#distribution>",
    ]
    if first and last:
        dataset.append(
            f'dcterms:temporal [ a dcterms:PeriodOfTime ; dcat:startDate "{first}"^^xsd:date ; '
            f'dcat:endDate "{last}"^^xsd:date ]'
        )
    if access is not None:
        dataset.append(f"dcterms:accessRights <{_AUTHORITY}/access-right/{ACCESS[access]}>")
    if contact is not None:
        dataset.append(f"dcat:contactPoint <{base}#contact>")
    yield _block(f"{base}#dataset", "dcat:Dataset", dataset)
    about = f"Parquet: {', '.join(TABLES)}"
    distribution = [
        f"dcat:accessURL <{url}>",
        f"dcterms:description {_text(about)}@en",
        "dcat:mediaType <http://www.iana.org/assignments/media-types/application/vnd.apache.parquet>",
    ]
    if license is not None:
        distribution.append(f"dcterms:license <{license}>")
    yield _block(f"{base}#distribution", "dcat:Distribution", distribution)
    yield _block(f"{base}#publisher", "foaf:Organization, foaf:Agent", [f"foaf:name {_text(publisher)}"])
    if contact is not None:
        card = [f"vcard:fn {_text(publisher)}", f"vcard:hasEmail <mailto:{contact}>"]
        yield _block(f"{base}#contact", "vcard:Organization", card)


def _summary(tables: Path) -> tuple[dt.date | None, dt.date | None, list[str], int]:
    """First and last day of a meeting, the bodies with most documents, number of documents."""
    first: dt.date | None = None
    last: dt.date | None = None
    bodies: dict[str, int] = {}
    count = 0
    for row in iter_rows(tables, "documents", ("meeting_date", "body", "body_inferred")):
        count += 1
        day, body = row["meeting_date"], row["body"] or row["body_inferred"]
        if day is not None:
            first, last = min(first or day, day), max(last or day, day)
        if body:
            bodies[" ".join(body.split())] = bodies.get(" ".join(body.split()), 0) + 1
    return first, last, sorted(bodies, key=lambda b: (-bodies[b], b)), count


def _block(subject: str, kind: str, lines: list[str]) -> str:
    return f"<{subject}> a {kind} ;\n  " + " ;\n  ".join(lines) + " ."


def _text(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    return f'"{escaped}"'
