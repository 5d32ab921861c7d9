"""The report in headless Chromium: nothing on the console, search answers, links land on the sentence."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.report.made import MINUTES, identity

CHROMIUM = next((p for p in map(shutil.which, ("chromium", "chromium-browser", "google-chrome")) if p), None)
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-dev-shm-usage",
    "--enable-logging=stderr",
    "--v=0",
    "--virtual-time-budget=2000",
    "--dump-dom",
]
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed (apt-get install chromium)")


def visit(page: str, profile: Path) -> str:
    """The page as it stands after its scripts ran; fails on anything written to the console."""
    assert CHROMIUM is not None
    done = subprocess.run(
        [CHROMIUM, *FLAGS, f"--user-data-dir={profile}", page], capture_output=True, text=True, timeout=90, check=True
    )
    assert [line for line in done.stderr.splitlines() if "CONSOLE" in line] == []
    return done.stdout


def body(dom: str) -> str:
    """The rows of a list, without mark-up."""
    found = re.search(r'<table id="list".*?<tbody>(.*?)</tbody>', dom, re.DOTALL)
    assert found is not None
    return re.sub(r"<[^>]+>", " ", found.group(1))


def test_the_console_of_a_broken_page_would_be_seen(tmp_path: Path) -> None:
    (tmp_path / "bad.html").write_text("<script>nothing.here()</script>")
    with pytest.raises(AssertionError, match="CONSOLE"):
        visit((tmp_path / "bad.html").as_uri(), tmp_path / "profile")


def test_the_overview_marks_days_that_have_passed_and_no_others(site: Path, tmp_path: Path) -> None:
    front = (site / "index.html").read_text("utf8").replace('"2031-05-04"', '"1999-05-04"', 1)
    copy = tmp_path / "site"
    shutil.copytree(site, copy)
    (copy / "index.html").write_text(front, "utf8")
    dom = visit((copy / "index.html").as_uri(), tmp_path / "profile")
    assert dom.count('class="passed"') == 1


def test_lists_answer_a_search_and_a_filter(site: Path, tmp_path: Path) -> None:
    decisions = (site / "decisions.html").as_uri()
    every = body(visit(decisions, tmp_path / "profile"))
    assert "biblioteket" in every
    assert "avslår" in every
    searched = body(visit(decisions + "#q=BIBLIO%20n%C3%A4mnden", tmp_path / "profile"))
    assert "<b>öppna</b>".replace("<", "&lt;").replace(">", "&gt;") in searched
    assert "avslår" not in searched
    filtered = body(visit(decisions + "#outcome=rejected", tmp_path / "profile"))
    assert "avslår" in filtered
    assert "biblioteket" not in filtered
    nothing = visit(decisions + "#q=zebra", tmp_path / "profile")
    assert body(nothing).strip() == ""
    assert "Inga rader passar" in nothing


def test_a_row_leads_to_its_sentence_with_its_rule(site: Path, tmp_path: Path) -> None:
    dom = visit((site / "assignments.html").as_uri(), tmp_path / "profile")
    link = re.search(r'href="(d/[0-9a-f]+\.html#s2)"', dom)
    assert link is not None
    page = visit(site.as_uri() + "/" + link.group(1), tmp_path / "profile")
    lit = re.search(r'<mark class="assignment lit" id="s2"', page)
    assert lit is not None
    panel = page[page.index('id="panel"') :]
    assert "structure.person" in panel[: panel.index("</aside>")]


def test_a_document_opens_without_a_place(site: Path, tmp_path: Path) -> None:
    page = visit((site / "d" / f"{identity(MINUTES)}.html").as_uri(), tmp_path / "profile")
    assert 'id="panel"' in page
    assert ' lit"' not in page
