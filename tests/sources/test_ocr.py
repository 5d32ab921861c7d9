"""OCR: what is done with Tesseract's words, and a real page where it is installed."""

from __future__ import annotations

import pytest

from pipeline.sources import ReadOptions, read
from pipeline.sources import ocr as ocr_module
from pipeline.sources.ocr import tesseract
from pipeline.sources.ocr_repair import repair, restore_letters
from tests.sources.writers import pdf

installed = pytest.mark.skipif(tesseract() is None, reason="Tesseract with Swedish (tesseract-ocr-swe) is not installed")


@pytest.mark.parametrize(
    ("line", "mended"),
    [
        ("$ 12 Mötets öppnande", "§ 12 Mötets öppnande"),
        ("S 4 Ekonomi", "§ 4 Ekonomi"),
        ("Det kostar 40 $ styck", "Det kostar 40 $ styck"),
        ("e Måla bron", "• Måla bron"),
    ],
)
def test_repair(line: str, mended: str) -> None:
    assert " ".join(repair(line.split())) == mended


@pytest.mark.parametrize(
    ("word", "mended"),
    [("motet", "mötet"), ("beslutar", "beslutar"), ("Motet", "Motet"), ("fragan,", "frågan,"), ("far", "far")],
)
def test_lost_letters(word: str, mended: str) -> None:
    assert restore_letters(word) == mended


def test_words_of_a_page_go_through_the_layout(monkeypatch: pytest.MonkeyPatch) -> None:
    def words(*found: tuple[int, int, int, str]) -> str:
        rows = ["level\tpage\tblock\tpar\tline\tword\tleft\ttop\twidth\theight\tconf\ttext"]
        rows += [f"5\t1\t1\t1\t{line}\t{n}\t{x}\t{y}\t{40 * len(t)}\t40\t95\t{t}" for n, (line, x, y, t) in enumerate(found)]
        return "\n".join(rows)

    table = words((1, 300, 300, "$"), (1, 380, 300, "1"), (1, 460, 300, "Bron"), (2, 300, 400, "Plats"), (2, 1200, 400, "Torget"))

    class Done:
        returncode = 0
        stdout = table.encode()
        stderr = b""

    monkeypatch.setattr(ocr_module, "tesseract", lambda: "/bin/true")
    monkeypatch.setattr(ocr_module.subprocess, "run", lambda *a, **k: Done())
    source = read("skannad.pdf", data=pdf([[]], boxes=True), options=ReadOptions(ocr=True)).sources[0]
    assert source.warnings == ("ocr",)
    lines = source.text.split("\n")
    assert lines[0] == "§ 1 Bron"
    assert lines[1].split() == ["Plats", "Torget"]


def test_without_the_program_the_reason_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr_module, "tesseract", lambda: None)
    failure = read("a.pdf", data=pdf([[]], boxes=True), options=ReadOptions(ocr=True)).failures[0]
    assert failure.error == "no-text-layer"
    assert "tesseract-ocr-swe" in failure.message


@installed
def test_a_scanned_page_is_read() -> None:
    import pypdfium2 as pdfium

    from tests.sources.writers import Ink

    text = [Ink(60, 750, "Protokoll fört vid årsmötet", 16), Ink(60, 700, "Styrelsen beslutar att måla bron över ån.", 14)]
    page = pdfium.PdfDocument(pdf([text]))[0]
    bitmap = page.render(scale=3, grayscale=True)
    picture = f"P5 {bitmap.width} {bitmap.height} 255\n".encode() + bytes(bitmap.buffer)
    source = read("bild.png", data=_as_pdf_scan(picture, bitmap.width, bitmap.height), options=ReadOptions(ocr=True))
    words = source.sources[0].text.split()
    assert {"Protokoll", "årsmötet", "Styrelsen", "beslutar", "bron", "ån."} <= set(words)
    assert "ocr" in source.sources[0].warnings


def _as_pdf_scan(picture: bytes, width: int, height: int) -> bytes:
    """A PDF of one page that is a grey picture."""
    pixels = picture.split(b"255\n", 1)[1]
    stride = len(pixels) // height
    pixels = b"".join(pixels[row * stride : row * stride + width] for row in range(height))
    image = (
        f"<</Type/XObject/Subtype/Image/Width {width}/Height {height}/ColorSpace/DeviceGray/BitsPerComponent 8"
        f"/Length {len(pixels)}>>stream\n"
    ).encode() + pixels + b"\nendstream"
    draw = b"q 595 0 0 842 0 0 cm /I Do Q"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>>>",
        f"<</Length {len(draw)}>>stream\n".encode() + draw + b"\nendstream",
        image,
    ]
    out, places = b"%PDF-1.4\n", []
    for number, data in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + data + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 6\n0000000000 65535 f \n" + b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    return out + f"trailer<</Size 6/Root 1 0 R>>\nstartxref\n{start}\n%%EOF".encode()
