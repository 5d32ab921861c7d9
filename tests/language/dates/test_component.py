"""The component in the pipeline, and without it."""

import subprocess
import sys

import pytest

from pipeline.language.dates.component import read_dates
from pipeline.language.model import Line, Reading, Section
from pipeline.sources.model import Source


def reading_of(text: str, path: str = "anteckningar.txt", **metadata: str) -> Reading:
    return Reading(Source(path, "0" * 64, "text/plain", text, metadata=metadata), text)


def test_dates_are_resolved_with_the_meeting_date() -> None:
    reading = reading_of(
        "Styrelsemöte 2024-11-21\n\nTakarbetet ska vara klart senast 12/12. Avtalet löpte ut den 30 september.\n"
        "Nästa möte: tisdag 14 januari kl. 18.30-20.\nVi svarar inom tre veckor och gäller tills vidare.\n"
    )
    read_dates(reading)
    assert [(reading.view[m.start : m.end], m.edtf, m.subtype, m.year_source) for m in reading.dates] == [
        ("2024-11-21", "2024-11-21", "date", "text"),
        ("12/12", "2024-12-12", "deadline", "document"),
        ("30 september", "2024-09-30", "date", "document"),
        ("tisdag 14 januari", "2025-01-14", "date", "document"),
    ]
    assert (reading.dates[3].time_start, reading.dates[3].time_end) == ("18:30", "20:00")
    meeting = reading.meeting
    assert (str(meeting.date), meeting.date_edtf, meeting.date_source) == ("2024-11-21", "2024-11-21", "text")


def test_year_from_a_heading_or_a_file_name() -> None:
    reading = reading_of("Protokoll årsmöte 2019\n\nTrädgårdsdag den 4 maj.\n")
    read_dates(reading)
    assert [(m.edtf, m.year_source) for m in reading.dates] == [("2019", "text"), ("2019-05-04", "document")]
    reading = reading_of("Protokoll\n\nTrädgårdsdag den 4 maj.\n", path="arsmote2019.txt")
    read_dates(reading)
    assert [(m.edtf, m.year_source) for m in reading.dates] == [("2019-05-04", "metadata")]
    assert reading.meeting.date is None


def test_no_reference_no_year() -> None:
    reading = reading_of("Anteckningar\n\nTrädgårdsdag den 4 maj. Ny taxa från och med 2023.\n")
    read_dates(reading)
    assert [(m.edtf, m.needs_reference) for m in reading.dates] == [("XXXX-05-04", True), ("2023/..", False)]


def test_signature_notice_and_furniture_give_no_meeting_date() -> None:
    text = "2024-03-19\nProtokoll\nUnderskrifter 2024-03-20\n"
    reading = reading_of(text)
    reading.lines = [Line(0, 10, 0, kind="furniture")]
    start = text.index("Underskrifter")
    reading.sections = [
        Section(0, None, 1, "signature", None, None, "Underskrifter", start, len(text) - 1, start + 13, start + 14)
    ]
    read_dates(reading)
    assert reading.meeting.date is None


def test_a_meeting_date_already_set_is_kept_and_used() -> None:
    reading = reading_of("Anteckningar\n\nVi ses den 4 maj.\n")
    reading.meeting.date_edtf = "2021"
    read_dates(reading)
    assert reading.meeting.date_edtf == "2021"


def test_metadata_gives_the_reference() -> None:
    reading = reading_of("Anteckningar\n\nVi ses den 4 maj.\n", meeting_date="2024-04-12")
    read_dates(reading)
    assert [(m.edtf, m.year_source) for m in reading.dates] == [("2024-05-04", "metadata")]


def test_conflict_goes_to_the_warnings() -> None:
    reading = reading_of("Protokoll\nDatum: 2024-03-12\n", path="2024-03-13.txt")
    read_dates(reading)
    assert reading.warnings == ["meeting-date-conflict: text 2024-03-12, filename 2024-03-13"]


def test_component_in_a_spacy_pipeline() -> None:
    spacy = pytest.importorskip("spacy")
    import pipeline.language.dates.component  # noqa: F401

    nlp = spacy.blank("sv")
    nlp.add_pipe("kansli_dates")
    doc = nlp("Styrelsemöte 2024-11-21. Vi ses den 12 december.")
    assert [m.edtf for m in doc._.reading.dates] == ["2024-11-21", "2024-12-12"]


def test_parse_does_not_import_spacy() -> None:
    code = "import sys; from pipeline.language.dates import parse, meeting_date; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
