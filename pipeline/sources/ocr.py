"""Optical character recognition by Tesseract, an installed program; pages come back with places."""

from __future__ import annotations

import os
import shutil
import subprocess
from functools import cache
from typing import Any

from pipeline.errors import UnreadableDocument
from pipeline.sources.content import Content, Parts
from pipeline.sources.ocr_repair import repair, restore_letters
from pipeline.sources.pdf.words import Cell, Page, Word, page_of_cells

DPI = 300
_MAX_PIXELS = 40_000_000
_TIMEOUT = 180.0  # seconds a page
_LANGUAGE = "swe"
_MIN_CONFIDENCE = 20.0
HOW_TO = (
    "Install Tesseract with Swedish (tesseract-ocr, tesseract-ocr-swe) and run again with --ocr."
)


@cache
def tesseract() -> str | None:
    """Path of the installed program when it has Swedish, else None."""
    program = shutil.which("tesseract")
    if program is None:
        return None
    try:
        listed = subprocess.run(
            [program, "--list-langs"], capture_output=True, text=True, timeout=30, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return program if _LANGUAGE in (listed.stdout + listed.stderr).split() else None


def ocr_page(page: Any, number: int) -> Page:
    """Read a rendered PDF page (``pypdfium2.PdfPage``).

    Raises:
        UnreadableDocument: ``no-text-layer`` when Tesseract is not installed or gives up.
    """
    width, height = page.get_size()
    scale = DPI / 72
    if width * height * scale * scale > _MAX_PIXELS:
        scale = (_MAX_PIXELS / (width * height)) ** 0.5
    bitmap = page.render(scale=scale, grayscale=True)
    try:
        header = f"P5 {bitmap.width} {bitmap.height} 255\n".encode()
        rows = bytes(bitmap.buffer)
        if bitmap.stride != bitmap.width:
            rows = b"".join(
                rows[at : at + bitmap.width] for at in range(0, bitmap.stride * bitmap.height, bitmap.stride)
            )
    finally:
        bitmap.close()
    cells = _recognise(header + rows, scale, height)
    return page_of_cells(number, width, height, cells)


def read_image(content: Content) -> Parts:
    """Read a picture of a page (PNG, JPEG, TIFF); needs ``options.ocr``.

    Raises:
        UnreadableDocument: ``no-text-layer`` without OCR, ``empty`` when nothing was found.
    """
    if not content.options.ocr:
        raise UnreadableDocument("no-text-layer", f"The file is a picture. {HOW_TO}")
    from pipeline.sources.pdf.reader import draft_of_pages

    scale = DPI / 72
    cells = _recognise(content.data, scale, 0.0)
    if not cells:
        raise UnreadableDocument("empty", "OCR found no text in the picture.")
    lowest = min(cell.bottom for cell in cells)
    for cell in cells:
        cell.bottom, cell.top = cell.bottom - lowest, cell.top - lowest
    width, height = max(cell.x1 for cell in cells), max(cell.top for cell in cells)
    return [draft_of_pages([page_of_cells(1, width, height, cells)], warnings=["ocr"])]


def _recognise(image: bytes, scale: float, height: float) -> list[Cell]:
    """The lines Tesseract finds in a picture, in points from the lower left corner."""
    program = tesseract()
    if program is None:
        raise UnreadableDocument("no-text-layer", f"OCR is turned on, but Tesseract with Swedish is missing. {HOW_TO}")
    command = [program, "stdin", "stdout", "-l", _LANGUAGE, "--dpi", str(DPI), "--psm", "3", "tsv"]
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    try:
        done = subprocess.run(
            command, input=image, capture_output=True, timeout=_TIMEOUT, check=False, env=environment
        )
    except subprocess.TimeoutExpired:
        raise UnreadableDocument("no-text-layer", "OCR took too long on a page and was ended.") from None
    except OSError as error:
        raise UnreadableDocument("no-text-layer", f"Tesseract could not be started ({error}).") from None
    if done.returncode != 0:
        reason = done.stderr.decode("utf-8", "replace").strip().split("\n")[-1][:150]
        raise UnreadableDocument("no-text-layer", f"OCR failed: {reason}")
    return _cells(done.stdout.decode("utf-8", "replace"), scale, height)


def _cells(table: str, scale: float, height: float) -> list[Cell]:
    """Tesseract's table of words as lines."""
    lines: dict[tuple[str, ...], list[tuple[str, float, float, float, float]]] = {}
    for row in table.split("\n")[1:]:
        fields = row.split("\t")
        if len(fields) < 12 or fields[0] != "5" or not fields[11].strip():
            continue
        try:
            left, top, width, tall = (float(value) / scale for value in fields[6:10])
            confidence = float(fields[10])
        except ValueError:
            continue
        if confidence >= _MIN_CONFIDENCE:
            lines.setdefault(tuple(fields[1:5]), []).append((fields[11].strip(), left, top, width, tall))
    cells: list[Cell] = []
    for words in lines.values():
        texts = [restore_letters(text) for text in repair([word[0] for word in words])]
        top, bottom = min(word[2] for word in words), max(word[2] + word[4] for word in words)
        kept = [
            Word(text, word[1], word[1] + word[3]) for text, word in zip(texts, words, strict=True) if text
        ]
        if kept:
            cells.append(Cell(kept, height - bottom, height - top, bottom - top))
    return cells
