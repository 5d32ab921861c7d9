"""Open a PDF file and turn its pages into a document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from pipeline.errors import UnreadableDocument
from pipeline.sources.builder import TextBuilder
from pipeline.sources.content import Content, Draft, Parts
from pipeline.sources.hyphens import Hyphens
from pipeline.sources.pdf.furniture import remove_furniture
from pipeline.sources.pdf.paragraphs import PdfText, measure, page_margin
from pipeline.sources.pdf.regions import Region, find_regions
from pipeline.sources.pdf.words import Fonts, Page, page_cells, rows_of

OCR_HINT = (
    "The pages are pictures without text (a scan). Install Tesseract with Swedish "
    "(tesseract-ocr, tesseract-ocr-swe) and run again with --ocr."
)
_MAX_CHARACTERS = 400_000  # of one page; more is no minutes and would take minutes to lay out
_LAYER_PAGES, _LAYER_OBJECTS = 3, 8  # where invisible text is looked for
_DAY = re.compile(r"(?:D:)?(\d{4})(\d\d)(\d\d)")
_METADATA = {"Title": "property_title", "Author": "author", "CreationDate": "created"}


def read_pdf(content: Content) -> Parts:
    """Read a PDF file.

    Raises:
        UnreadableDocument: ``encrypted``, ``damaged``, ``empty`` or ``no-text-layer``.
    """
    document = _open(content)
    try:
        return [_read(document, content)]
    finally:
        document.close()


def _open(content: Content) -> Any:
    try:
        return pdfium.PdfDocument(content.data, password=content.options.password)
    except pdfium.PdfiumError as error:
        code = getattr(error, "err_code", None)
        if code == pdfium_c.FPDF_ERR_PASSWORD:
            raise UnreadableDocument(
                "encrypted", "The PDF file is protected by a password. Give the password or save an open copy."
            ) from None
        if code == pdfium_c.FPDF_ERR_SECURITY:
            raise UnreadableDocument(
                "encrypted", "The PDF file is protected in a way that is not supported. Save an open copy."
            ) from None
        raise UnreadableDocument("damaged", "The PDF file is damaged or cut off and cannot be opened.") from None


def _read(document: Any, content: Content) -> Draft:
    fonts = Fonts()
    warnings: list[str] = []
    pages: list[Page] = []
    textless: list[int] = []
    damaged: list[int] = []
    count = len(document)
    if count == 0:
        raise UnreadableDocument("empty", "The PDF file has no pages.")
    if count > content.options.max_pages:
        warnings.append(f"pages-left-out: {count - content.options.max_pages}")
        count = content.options.max_pages
    for number in range(1, count + 1):
        page = _page(document, number, fonts)
        if page is None:
            damaged.append(number)
            page = Page(number, 0.0, 0.0)
        elif not page.rows:
            textless.append(number)
        pages.append(page)
    if damaged:
        if len(damaged) == count:
            raise UnreadableDocument("damaged", "The PDF file is damaged: none of its pages can be read.")
        warnings.append(f"damaged-pages: {_numbers(damaged)}")
    if textless:
        warnings += _without_text(document, pages, textless, damaged, content)
    if fonts.layer:
        warnings.append("ocr-layer")
    styled = not fonts.layer and "ocr" not in warnings
    return draft_of_pages(pages, styled=styled, metadata=_metadata(document), warnings=warnings)


def draft_of_pages(
    pages: list[Page],
    *,
    styled: bool = False,
    metadata: dict[str, str] | None = None,
    warnings: Sequence[str] = (),
) -> Draft:
    """The document of pages whose rows are known (also from OCR).

    Args:
        pages: all pages; page furniture is taken out of them.
        styled: sizes and weights of the text mean something.
        metadata: what the file says of itself.
        warnings: what the reader noticed.
    """
    furniture = remove_furniture(pages)
    found = dict(metadata or {})
    if furniture.header:
        found["page_header"] = furniture.header[:1000]
    if furniture.footer:
        found["page_footer"] = furniture.footer[:1000]
    return _text(pages, styled).draft(metadata=found, warnings=warnings)


def _page(document: Any, number: int, fonts: Fonts) -> Page | None:
    """The rows of one page; None when PDFium cannot load it."""
    try:
        page = document[number - 1]
    except pdfium.PdfiumError:
        return None
    try:
        width, height = page.get_size()
        try:
            textpage = page.get_textpage()
        except pdfium.PdfiumError:
            return None
        try:
            characters = textpage.count_chars()
            if characters <= 0:
                return Page(number, width, height)
            if number <= _LAYER_PAGES and not fonts.layer:
                fonts.layer = _is_ocr_layer(page)
            text = textpage.get_text_range(0, min(characters, _MAX_CHARACTERS), errors="replace")
            if len(text) != min(characters, _MAX_CHARACTERS):
                text = _by_character(textpage, min(characters, _MAX_CHARACTERS))
            return Page(number, width, height, rows_of(page_cells(textpage, text, fonts)))
        finally:
            textpage.close()
    finally:
        page.close()


def _is_ocr_layer(page: Any) -> bool:
    """Is the text invisible, laid over a picture by an OCR program?"""
    for index in range(min(pdfium_c.FPDFPage_CountObjects(page.raw), _LAYER_OBJECTS)):
        drawn = pdfium_c.FPDFPage_GetObject(page.raw, index)
        if drawn and pdfium_c.FPDFPageObj_GetType(drawn) == pdfium_c.FPDF_PAGEOBJ_TEXT:
            mode = pdfium_c.FPDFTextObj_GetTextRenderMode(drawn)
            return bool(mode == pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE)
    return False


def _by_character(textpage: Any, count: int) -> str:
    """The text one character an index, for pages where PDFium's own string has another length."""
    codes = (pdfium_c.FPDFText_GetUnicode(textpage.raw, index) for index in range(count))
    return "".join(
        chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else " " for code in codes
    )


def _without_text(
    document: Any, pages: list[Page], textless: list[int], damaged: list[int], content: Content
) -> list[str]:
    """Pages that are pictures: read by OCR when asked for, else named; all of them is a failure."""
    pictures = [number for number in textless if _has_picture(document, number)]
    written = len(pages) - len(textless) - len(damaged)
    if pictures and content.options.ocr:
        from pipeline.sources.ocr import ocr_page

        for number in pictures:
            pages[number - 1] = ocr_page(document[number - 1], number)
        if written or any(pages[number - 1].rows for number in pictures):
            return ["ocr"] if len(pictures) == len(pages) else [f"ocr: pages {_numbers(pictures)}"]
        raise UnreadableDocument("empty", "The pages are pictures and OCR found no text on them.")
    if not written:
        if pictures:
            raise UnreadableDocument("no-text-layer", f"No text layer. {OCR_HINT}")
        raise UnreadableDocument("empty", "The PDF file has no text and no pictures on its pages.")
    return [f"no-text-layer: pages {_numbers(pictures)}"] if pictures else []


def _has_picture(document: Any, number: int) -> bool:
    """Anything drawn on the page (scans are pictures; text turned to outlines is paths)?"""
    try:
        page = document[number - 1]
    except pdfium.PdfiumError:
        return False
    try:
        return bool(pdfium_c.FPDFPage_CountObjects(page.raw) > 0)
    finally:
        page.close()


def _numbers(numbers: list[int]) -> str:
    shown = ", ".join(str(number) for number in numbers[:10])
    return shown if len(numbers) <= 10 else f"{shown} ... ({len(numbers)} in all)"


def _metadata(document: Any) -> dict[str, str]:
    try:
        found = document.get_metadata_dict(skip_empty=True)
    except (pdfium.PdfiumError, UnicodeError):
        return {}
    kept = {name: found[key].strip("\x00 ") for key, name in _METADATA.items() if found.get(key, "").strip("\x00 ")}
    if "created" in kept:
        day = _DAY.match(kept.pop("created"))
        if day is not None:
            kept["created"] = "-".join(day.groups())
    return kept


def _lines(pages: list[Page]) -> Iterator[str]:
    for page in pages:
        for row in page.rows:
            for cell in row.cells:
                yield cell.text


def _text(pages: list[Page], styled: bool) -> TextBuilder:
    builder = TextBuilder()
    measures = measure([row for page in pages for row in page.rows], styled=styled)
    writer = PdfText(builder, measures, Hyphens(_lines(pages)))
    carried: Region | None = None
    for page in pages:
        blocks = find_regions(page, carried)
        last = blocks[-1] if blocks else None
        carried = last if isinstance(last, Region) and last.kind == "action" else None
        writer.page(blocks, page_margin(page.rows))
    writer.flush()
    return builder
