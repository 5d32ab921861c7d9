"""Word files (docx): text with Word's own numbers, insertions kept, deletions dropped."""

from __future__ import annotations

from pipeline.sources.docx.reader import read_docx

__all__ = ["read_docx"]
