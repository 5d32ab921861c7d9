from __future__ import annotations

import json
import re
import tomllib
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest

from pipeline.errors import ArchiveError
from pipeline.report import lists, write_report
from pipeline.report.words import LANGUAGES
from tests.report.made import MINUTES, NOTES, fact, identity, made_rows, write

VOID = {"meta", "link", "input", "br", "img", "hr"}
INTERFACE = Path(write_report.__code__.co_filename).parent / "interface"


class Page(HTMLParser):
    """Ids, links and the marked text of a page; fails on tags that do not nest."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.ids: list[str] = []
        self.links: list[str] = []
        self.open: list[str] = []
        self.words = ""
        self.marked: dict[str, str] = {}
        self._keys: list[str | None] = []
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.ids += [v for k, v in attrs if k == "id" and v]
        self.links += [v for k, v in attrs if k in ("href", "src") and v]
        if tag not in VOID:
            self.open.append(tag)
            self._keys.append(values.get("id") if values.get("id") == "words" else values.get("data-f"))

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        assert self.open.pop() == tag
        self._keys.pop()

    def handle_data(self, data: str) -> None:
        if "words" in self._keys:
            self.words += data
            for key in self._keys:
                if key:
                    self.marked[key] = self.marked.get(key, "") + data


def read(path: Path) -> Page:
    return Page(path.read_text("utf8"))


def test_the_page_of_a_document_shows_its_text_as_written(site: Path) -> None:
    page = read(site / "d" / f"{identity(MINUTES)}.html")
    assert page.words == MINUTES
    assert page.marked["s0"] == "Nämnden beslutar att <b>öppna</b> & stänga biblioteket."
    assert page.marked["e0"] == "Tora Blid"
    assert page.marked["d0"] == "4 maj 2031"


def test_every_link_leads_to_a_file_and_a_place_in_it(site: Path) -> None:
    pages = {p: read(p) for p in site.rglob("*.html")}
    checked = 0
    for path, page in pages.items():
        assert len(page.ids) == len(set(page.ids)), path
        for link in page.links:
            name, _, place = unquote(link).partition("#")
            if link.startswith("data:"):
                continue
            assert "://" not in link
            target = (path.parent / name).resolve() if name else path
            assert target.is_file(), (path, link)
            if place and target in pages and "=" not in place:
                assert place in pages[target].ids, (path, link)
            checked += 1
    assert checked > 40


def test_rows_of_the_lists_point_at_their_sentences(site: Path) -> None:
    for name in ("decisions", "assignments"):
        script = (site / "data" / f"{name}-1.js").read_text("utf8")
        rows = json.loads(script[script.index("[") : script.rindex(")")])
        for row in rows:
            assert f"s{row[1]}" in read(site / "d" / f"{row[0]}.html").ids


def test_what_a_document_holds_is_never_markup(site: Path) -> None:
    for path in site.rglob("*.*"):
        text = path.read_text("utf8")
        if path.suffix in (".html", ".js") and path.parent.name != "assets":
            assert "<b>" not in text, path
            assert "<skadad>" not in text, path
            assert "<1>" not in text, path


def test_the_same_tables_give_the_same_files(tables: Path, site: Path, tmp_path: Path) -> None:
    write_report(tables, tmp_path / "again")
    write_report(tables, tmp_path / "again")  # over an earlier report
    files = sorted(p.relative_to(site) for p in site.rglob("*") if p.is_file())
    assert files == sorted(p.relative_to(tmp_path / "again") for p in (tmp_path / "again").rglob("*") if p.is_file())
    for file in files:
        assert (site / file).read_bytes() == (tmp_path / "again" / file).read_bytes(), file


def test_masking_leaves_no_private_name_anywhere(tables: Path, site: Path, tmp_path: Path) -> None:
    write_report(tables, tmp_path / "masked", mask="private")
    for name in ("Rut", "Dal", "Alm", "rut-dal"):
        assert any(re.search(rf"\b{name}", p.read_text("utf8")) for p in site.rglob("*") if p.is_file())
        for path in (tmp_path / "masked").rglob("*"):
            if path.is_file() and path.parent.name != "assets":
                assert not re.search(rf"\b{name}", path.read_text("utf8")), (path, name)
    page = read(tmp_path / "masked" / "d" / f"{identity(MINUTES)}.html")
    assert "Tora Blid (S), ordförande" in page.words
    assert "[person 2] ringde om sin dotter. [person 2]s fråga togs upp." in page.words
    assert "Å kommun/….pdf" in (tmp_path / "masked" / "index.html").read_text("utf8")
    assert "maskerade" in (tmp_path / "masked" / "index.html").read_text("utf8")


def test_english_is_a_switch(tables: Path, tmp_path: Path) -> None:
    write_report(tables, tmp_path / "en", language="en")
    front = (tmp_path / "en" / "index.html").read_text("utf8")
    assert '<html lang="en">' in front
    assert "Decisions by outcome" in front
    assert read(tmp_path / "en" / "d" / f"{identity(NOTES)}.html").words == NOTES


def test_languages_have_the_same_words() -> None:
    tables = [tomllib.loads((INTERFACE / f"{lang}.toml").read_text("utf8")) for lang in LANGUAGES]
    for part in ("text", "value", "coverage"):
        assert tables[0][part].keys() == tables[1][part].keys()
        assert all(v.strip() for t in tables for v in t[part].values())


def test_the_overview_counts(site: Path) -> None:
    front = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", (site / "index.html").read_text("utf8")))
    assert "Dokument 3" in front
    assert "Beslut 2 varav i sak 2" in front
    assert "Öppna uppdrag 1" in front
    assert "Filer som inte kunde läsas 1" in front
    assert "2031-05-04 Tora Blid : återkomma" in front
    assert "Filen är &lt;skadad&gt;." in front


def test_a_copy_is_listed_but_has_no_page_of_its_own(site: Path) -> None:
    assert len(list((site / "d").iterdir())) == 2
    assert "notes copy.txt" in (site / "data" / "documents-1.js").read_text("utf8")


def test_long_lists_are_cut_and_say_so(tables: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "MOST_ROWS", 1)
    write_report(tables, tmp_path / "cut")
    assert "de första 1 av 2" in (tmp_path / "cut" / "decisions.html").read_text("utf8")
    assert "avslår" not in (tmp_path / "cut" / "data" / "decisions-1.js").read_text("utf8")


def test_long_lists_are_divided_over_files(tables: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "ROWS_A_FILE", 1)
    write_report(tables, tmp_path / "divided")
    assert 'src="data/decisions-2.js"' in (tmp_path / "divided" / "decisions.html").read_text("utf8")


def test_a_folder_with_other_things_is_left_alone(tables: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("x")
    with pytest.raises(ArchiveError, match="left alone"):
        write_report(tables, tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["mine.txt"]


def test_a_folder_without_tables_is_told(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="no folder"):
        write_report(tmp_path / "missing", tmp_path / "out")
    with pytest.raises(ArchiveError, match="no tables"):
        write_report(tmp_path, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_an_unknown_language_or_mask_is_told(tables: Path, tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="sv and en"):
        write_report(tables, tmp_path / "x", language="de")
    with pytest.raises(ArchiveError, match="private"):
        write_report(tables, tmp_path / "x", mask="all")


def test_empty_tables_give_a_report(tmp_path: Path) -> None:
    write_report(write(tmp_path / "tables", {}), tmp_path / "site")
    assert "Alla filer kunde läsas" in (tmp_path / "site" / "index.html").read_text("utf8")


def test_rows_out_of_order_are_told(tmp_path: Path) -> None:
    rows = made_rows()
    rows["decisions"].append(fact(MINUTES, "§ 1", statement_id=9, body_inferred=False))
    with pytest.raises(ArchiveError, match="kansli verify"):
        write_report(write(tmp_path / "tables", rows), tmp_path / "site")


def test_masked_assignees_of_different_documents_are_not_one_person(tmp_path: Path) -> None:
    rows = made_rows()
    first, second = MINUTES, NOTES
    rows["assignments"] = [
        fact(first, "Ruts fråga togs upp.", statement_id=1, assignees=["Rut"], assignee_kind="person", status="open"),
        fact(second, "=SUMMA(A1) lästes upp.", statement_id=0, assignees=["Bo"], assignee_kind="person", status="open"),
    ]
    write_report(write(tmp_path / "tables", rows), tmp_path / "site", mask="private")
    front = (tmp_path / "site" / "index.html").read_text("utf8")
    assert re.search(r'privatpersoner</th><td class="n">2<', front)
    assert "[person" not in front[front.index('id="assignees"') : front.index('id="deadlines"')]
