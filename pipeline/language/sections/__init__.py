"""Sections: agenda items, attendance lists, inner headings with roles (guideline section 2)."""

from pipeline.language.sections.build import find_sections

__all__ = ["find_sections"]
