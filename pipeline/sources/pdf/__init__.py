"""PDF files: text in reading order, without page furniture, with pages and headings."""

from __future__ import annotations

from pipeline.sources.pdf.reader import read_pdf

__all__ = ["read_pdf"]
