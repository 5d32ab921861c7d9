"""Pages a second of the PDF reader beside bare PDFium text extraction, in one run.

    python -m benchmarks.pdf FOLDER [FOLDER ...]

Only born-digital pages count: files without a text layer are left out. Prints both speeds and
their ratio; the reader is to reach at least half the speed of bare extraction.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

import pypdfium2 as pdfium

from pipeline.sources.content import Content
from pipeline.sources.pdf import read_pdf

ROUNDS = 7


def bare(data: bytes) -> int:
    document = pdfium.PdfDocument(data)
    characters = 0
    for page in document:
        textpage = page.get_textpage()
        characters += len(textpage.get_text_range())
        textpage.close()
        page.close()
    document.close()
    return characters


def ours(data: bytes) -> None:
    list(read_pdf(Content("benchmark.pdf", data)))


def seconds(read: Callable[[bytes], object], files: list[bytes]) -> float:
    """CPU seconds of one pass over all files (other work on the machine does not count)."""
    start = time.process_time()
    for data in files:
        read(data)
    return time.process_time() - start


def main(folders: list[str]) -> None:
    files: list[bytes] = []
    pages = 0
    for path in sorted(found for folder in folders for found in Path(folder).rglob("*.pdf")):
        data = path.read_bytes()
        document = pdfium.PdfDocument(data)
        count = len(document)
        document.close()
        if bare(data) >= 100 * count:
            files.append(data)
            pages += count
    if not files:
        sys.exit("No PDF file with text in the folders.")
    passes = [(seconds(bare, files), seconds(ours, files)) for _ in range(ROUNDS)]
    reference = min(first for first, _ in passes)
    reader = min(second for _, second in passes)
    print(f"files {len(files)}, pages {pages}")
    print(f"bare extraction {pages / reference:8.0f} pages/s")
    print(f"reader          {pages / reader:8.0f} pages/s   ratio {reference / reader:.2f}")


if __name__ == "__main__":
    main(sys.argv[1:])
