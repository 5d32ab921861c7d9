"""The report: static pages that a person reads, each row one click from its sentence."""

from pipeline.report.site import ReportSummary, write_report

__all__ = ["ReportSummary", "write_report"]
