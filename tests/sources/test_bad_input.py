"""Files that cannot be read: each a failure with a reason, never an exception."""

from __future__ import annotations

import os
import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from pipeline.sources import ReadOptions, read, supported_suffixes
from tests.sources.writers import WRITERS, as_docx, as_html, as_pdf, as_rtf, as_txt, package
from tests.sources.writers_more import MORE_WRITERS, as_doc, as_eml, as_zip, compound, word97


def error_of(path: Path | str, **arguments: object) -> str:
    result = read(path, **arguments)  # type: ignore[arg-type]
    assert not result.sources
    failure = result.failures[0]
    assert failure.stage == "read"
    assert failure.message
    return failure.error


def test_missing_folder_and_links(tmp_path: Path) -> None:
    assert error_of(tmp_path / "saknas.txt") == "vanished"
    assert error_of(tmp_path) == "unsupported"
    loop = tmp_path / "a.txt"
    loop.symlink_to(tmp_path / "b.txt")
    (tmp_path / "b.txt").symlink_to(loop)
    assert error_of(loop) == "vanished"
    os.mkfifo(tmp_path / "rör.txt")
    assert error_of(tmp_path / "rör.txt") == "unsupported"


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read every file")
def test_file_without_permission(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("hemligt")
    path.chmod(0)
    assert error_of(path) == "permission"


def test_too_large(tmp_path: Path) -> None:
    path = tmp_path / "stor.txt"
    with path.open("wb") as file:
        file.truncate(3_000_000_000)  # sparse: no disk, and it must not be read into memory
    assert error_of(path) == "too-large"
    assert error_of("a.txt", data=b"x" * 100, options=ReadOptions(max_bytes=99)) == "too-large"


def test_a_text_of_too_many_characters() -> None:
    few = ReadOptions(max_characters=100)
    assert error_of("a.txt", data=b"Kort " * 21, options=few) == "too-large"
    assert error_of("a.html", data=as_html(), options=few) == "too-large"
    assert error_of("a.txt", data=b"x" * (4 * ReadOptions().max_characters + 1)) == "too-large"
    assert read("a.txt", data=b"Kort " * 20, options=few).sources
    failure = read("a.txt", data=b"Kort " * 21, options=few).failures[0]
    assert "100 characters" in failure.message
    assert "max_characters" in failure.message


def test_what_else_a_file_holds_is_read_beside_a_text_that_is_too_long() -> None:
    data = package({"lång.txt": b"ord " * 50, "kort.txt": b"Kort"})
    result = read("a.zip", data=data, options=ReadOptions(max_characters=100))
    assert [source.path for source in result.sources] == ["a.zip/kort.txt"]
    assert [(f.source, f.error) for f in result.failures] == [("a.zip/lång.txt", "too-large")]


@pytest.mark.parametrize("suffix", ["docx", "odt", "zip", "doc"])
def test_what_is_said_of_damaged_files_quotes_no_program(suffix: str) -> None:
    data = (WRITERS | MORE_WRITERS)[suffix]()
    said = set()
    for step in range(1, 60):
        cut = data[: len(data) * step // 60]
        bent = bytearray(data)
        bent[len(data) * step // 60 : len(data) * step // 60 + 4] = b"\xff\x00\xff\x00"
        said |= {failure.message for part in (cut, bytes(bent)) for failure in read(f"a.{suffix}", data=part).failures}
    assert said
    for message in said:
        assert message.endswith((".", "?)."))
        assert not re.search(r"codec|Error|CRC|magic|seek|header|\\x|b'|invalid|Traceback|line \d", message), message


def test_name_that_is_no_utf8(tmp_path: Path) -> None:
    raw = os.fsencode(tmp_path) + b"/m\xf6te.txt"
    Path(os.fsdecode(raw)).write_bytes(b"Styrelsen beslutar.")
    source = read(os.fsdecode(raw), name="m\udcf6te.txt").sources[0]
    assert source.path == "m�te.txt"


def test_nothing_is_written_beside_the_source(tmp_path: Path) -> None:
    for name, write in {**WRITERS, **MORE_WRITERS}.items():
        (tmp_path / f"prov.{name}").write_bytes(write())
    before = sorted(tmp_path.iterdir())
    for path in before:
        assert read(path).sources
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize(
    ("name", "data", "found"),
    [("a.txt", as_pdf(), "pdf"), ("a.pdf", as_docx(), "docx"), ("a.doc", as_rtf(), "rtf"), ("a.docx", as_doc(), "doc"),
     ("a.pdf", as_txt(), "txt"), ("a.doc", as_html(), "html"), ("a.txt", as_html(), "html"), ("a.docx", as_zip(), "zip")],
)  # fmt: skip
def test_wrong_extension_is_read_and_noted(name: str, data: bytes, found: str) -> None:
    result = read(name, data=data)
    assert result.sources
    if found != "zip":
        assert f"wrong-extension: {found}" in result.sources[0].warnings


def test_without_extension() -> None:
    for write in (as_pdf, as_docx, as_rtf, as_html, as_txt, as_doc, as_zip):
        assert read("fil", data=write()).sources


@pytest.mark.parametrize(
    ("name", "data", "error"),
    [
        ("a.pdf", b"%PDF-1.7\nskr\xc3\xa4p", "damaged"),
        ("a.pdf", os.urandom(10) + bytes(2000), "damaged"),
        ("a.docx", as_docx()[:400], "damaged"),
        ("a.odt", b"PK\x03\x04" + b"x" * 100, "damaged"),
        ("a.rtf", b"{\\rtf1 }", "empty"),
        ("a.html", b"<html><body><script>x()</script></body></html>", "empty"),
        ("a.tex", b"\\documentclass{article}\\begin{document}\\end{document}", "empty"),
        ("a.zip", package({}), "empty"),
        ("a.doc", as_doc()[:700], "damaged"),
        ("a.doc", word97("Hemligt", flags=0x0300), "encrypted"),
        ("a.doc", word97("Gammalt", magic=0xA5DC), "unsupported"),
        ("a.xls", compound({"Workbook": b"x"}), "unsupported"),
        ("a.docx", compound({"EncryptedPackage": b"x"}), "encrypted"),
        ("a.gz", b"\x1f\x8b\x08" + bytes(30), "unsupported"),
        ("a.png", b"\x89PNG\r\n\x1a\n" + bytes(30), "no-text-layer"),
    ],
)
def test_bad_files(name: str, data: bytes, error: str) -> None:
    assert error_of(name, data=data) == error


def test_password_protected_pdf() -> None:
    encrypt = b"<</Filter/Standard/V 1/R 2/O(" + b"o" * 32 + b")/U(" + b"u" * 32 + b")/P -4>>"
    data = as_pdf().replace(b"/Root 1 0 R", b"/Root 1 0 R/ID[(a)(a)]/Encrypt " + encrypt)
    assert error_of("a.pdf", data=data) == "encrypted"


def test_zip_bomb_is_not_unpacked() -> None:
    bomb = package({"stor.txt": b"0" * 50_000_000, "liten.txt": "Styrelsen beslutar."})
    result = read("a.zip", data=bomb)
    assert [source.path for source in result.sources] == ["a.zip/liten.txt"]
    assert [(failure.source, failure.error) for failure in result.failures] == [("a.zip/stor.txt", "too-large")]


def test_zip_that_lies_about_its_sizes() -> None:
    data = bytearray(package({"a.txt": b"styrelsen beslutar " * 1000}))
    at = data.rfind(b"PK\x01\x02")
    data[at + 24 : at + 28] = (10).to_bytes(4, "little")
    result = read("a.zip", data=bytes(data))
    assert result.failures or len(result.sources[0].text) <= 10


def test_zip_inside_zip_ends() -> None:
    data = as_txt()
    for _ in range(6):
        data = package({"inre.zip": data}) if data[:2] == b"PK" else package({"a.txt": data})
    failure = read("a.zip", data=data).failures[0]
    assert failure.error == "unsupported"
    assert failure.source.count("inre.zip") == 4


def test_zip_with_too_many_members() -> None:
    data = package({f"{number}.txt": f"Möte {number}" for number in range(12)})
    result = read("a.zip", data=data, options=ReadOptions(max_members=5))
    assert len(result.sources) == 5
    assert result.failures[0].error == "too-large"


def test_zip_members() -> None:
    data = package({"mapp/möte.txt": as_txt(), "../../ut.txt": as_txt(), "__MACOSX/x": b"a", "trasig.pdf": b"%PDF-"})
    result = read("arkiv.zip", data=data)
    assert [source.path for source in result.sources] == ["arkiv.zip/mapp/möte.txt", "arkiv.zip/ut.txt"]
    assert [failure.source for failure in result.failures] == ["arkiv.zip/trasig.pdf"]
    assert len({source.document_id for source in result.sources}) == 1  # the same bytes, as two files on disk


def test_encrypted_zip_member() -> None:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        file.writestr("a.txt", "hemligt")
    data = bytearray(buffer.getvalue())
    data[data.rfind(b"PK\x01\x02") + 8] |= 1
    assert read("a.zip", data=bytes(data)).failures[0].error == "encrypted"


def test_mail_with_attachments() -> None:
    data = as_eml((("protokoll.docx", as_docx()), ("../bild:1.txt", as_txt())))
    result = read("brev.eml", data=data)
    assert [source.path for source in result.sources] == [
        "brev.eml", "brev.eml/protokoll.docx", "brev.eml/.._bild_1.txt",
    ]  # fmt: skip
    assert result.sources[0].text.startswith("Anteckningar från vattenföreningen\n\nHej!")
    assert result.sources[0].metadata["title"] == "Anteckningar från vattenföreningen"


def test_html_mail() -> None:
    source = read("brev.eml", data=as_eml((), html=True)).sources[0]
    assert "Styrelsen beslutar att anta det lägsta anbudet." in source.text
    assert "<" not in source.text


def test_outlook_message() -> None:
    wide = "utf-16-le"
    streams = {
        "__substg1.0_0037001F": "Möte om bron".encode(wide),
        "__substg1.0_1000001F": "Vi ses på torsdag.\r\nÅsa".encode(wide),
    }
    source = read("brev.msg", data=compound(streams)).sources[0]
    assert [line for line in source.text.split("\n") if line] == ["Möte om bron", "Vi ses på torsdag.", "Åsa"]


def test_every_supported_suffix_is_lower_case() -> None:
    assert {".txt", ".md", ".pdf", ".docx", ".doc", ".odt", ".rtf", ".html", ".eml", ".zip"} <= supported_suffixes()
    assert all(suffix == suffix.lower() and suffix.startswith(".") for suffix in supported_suffixes())
