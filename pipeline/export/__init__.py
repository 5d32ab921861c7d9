"""The tables in other forms, one module a format."""

from pipeline.export.csv import export_csv
from pipeline.export.dcat import export_dcat
from pipeline.export.ics import export_ics
from pipeline.export.jsonl import export_jsonl
from pipeline.export.popolo import export_popolo
from pipeline.export.xlsx import export_xlsx

__all__ = ["export_csv", "export_dcat", "export_ics", "export_jsonl", "export_popolo", "export_xlsx"]
