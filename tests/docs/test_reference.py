"""The pages that follow from the code are current, and every link in the documentation leads somewhere."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

from pipeline.tables.schema import TABLES

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
_LINK = re.compile(r"\]\(([^)\s]+)\)")


def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["tables.md", "commands.md"])
def test_reference_is_current(name: str) -> None:
    written = (ROOT / "docs" / "reference" / name).read_text("utf8")
    assert written == generator().PAGES[name](), "run: python docs/generate.py"


def test_every_column_is_in_the_reference() -> None:
    page = (ROOT / "docs" / "reference" / "tables.md").read_text("utf8")
    for table in TABLES.values():
        part = page.split(f"\n## {table.name}\n")[1].split("\n## ")[0]
        assert re.findall(r"^\| `(\w+)`", part, re.MULTILINE) == [c.name for c in table.columns]


def anchors(page: Path) -> set[str]:
    """Places in a page, as forges name them."""
    heads = re.findall(r"^#+ (.+)$", page.read_text("utf8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", h.lower()).replace(" ", "-") for h in heads}


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    for link in _LINK.findall(page.read_text("utf8")):
        if re.match(r"[a-z]+:", link):
            continue
        name, _, place = link.partition("#")
        target = (page.parent / name).resolve() if name else page
        assert target.exists(), link
        if place and target.suffix == ".md":
            assert place in anchors(target), link


def test_the_index_names_every_page() -> None:
    index = ROOT / "docs" / "README.md"
    linked = {(index.parent / link).resolve() for link in _LINK.findall(index.read_text("utf8"))}
    assert {p for p in PAGES if p.is_relative_to(ROOT / "docs")} - {index} <= linked
