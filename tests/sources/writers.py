"""Small writers: one sample of minutes written to every format the readers take.

Written for these tests, without a library: the files are as plain as the formats allow, so that
a test names exactly the construct it is about.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from html import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@dataclass(frozen=True)
class Block:
    """kind: title, heading, text, bullet, table (rows of cells)."""

    kind: str
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


MINUTES = (
    Block("title", "Protokoll från Bygdens vattenförening"),
    Block("text", "Närvarande:"),
    Block("text", "Åsa Lindberg, ordförande"),
    Block("text", "Örjan Ek, sekreterare"),
    Block("heading", "§ 1 Mötets öppnande"),
    Block("text", "Ordföranden Åsa Lindberg hälsar alla välkomna och förklarar årets andra möte öppnat."),
    Block("heading", "§ 2 Pumpstationen"),
    Block(
        "text",
        "Styrelsen går igenom vad pumpstationen kostar att laga. Pumparna är från 1987 och har stannat två gånger i "
        "vår, senast när vårfloden var som högst. Örjan Ek har tagit in tre anbud.",
    ),
    Block("text", "Styrelsen beslutar att anta det lägsta anbudet."),
    Block("bullet", "Örjan Ek skriver avtal med entreprenören."),
    Block("bullet", "Åsa Lindberg underrättar kommunen."),
    Block("heading", "§ 3 Att göra"),
    Block(
        "table",
        rows=(
            ("Uppgift", "Ansvarig", "Klart"),
            ("Boka grävmaskin", "Örjan Ek", "3 maj"),
            ("Skriva till grannarna", "Åsa Lindberg", "10 maj"),
        ),
    ),
    Block("heading", "§ 4 Mötet avslutas"),
    Block("text", "Ordföranden tackar för visat intresse."),
)


def expected_lines(blocks: tuple[Block, ...] = MINUTES) -> list[str]:
    """The lines every reader is to give, tables cell by cell."""
    lines: list[str] = []
    for block in blocks:
        if block.kind == "table":
            lines.append("   ".join(block.rows[0]))
            lines += [cell for row in block.rows[1:] for cell in row]
        else:
            lines.append(("• " if block.kind == "bullet" else "") + block.text)
    return lines


def as_txt(blocks: tuple[Block, ...] = MINUTES) -> bytes:
    return "\n\n".join(expected_lines(blocks)).encode()


def as_md(blocks: tuple[Block, ...] = MINUTES) -> bytes:
    lines: list[str] = []
    for block in blocks:
        if block.kind == "table":
            lines.append("| " + " | ".join(block.rows[0]) + " |\n|---|---|---|")
            lines[-1] += "".join("\n| " + " | ".join(row) + " |" for row in block.rows[1:])
        else:
            lines.append({"title": "# ", "heading": "## ", "bullet": "* "}.get(block.kind, "") + block.text)
    return "\n\n".join(lines).encode()


def as_html(blocks: tuple[Block, ...] = MINUTES) -> bytes:
    parts = ["<!DOCTYPE html><html><head><meta charset='utf-8'><title>Protokoll</title></head><body>"]
    parts.append("<nav><a href='/'>Till startsidan</a></nav>")
    for block in blocks:
        if block.kind == "table":
            rows = "".join("<tr>" + "".join(f"<td>{escape(c)}</td>" for c in row) + "</tr>" for row in block.rows)
            parts.append(f"<table>{rows}</table>")
        else:
            tag = {"title": "h1", "heading": "h2", "bullet": "li"}.get(block.kind, "p")
            inner = f"<{tag}>{escape(block.text)}</{tag}>"
            parts.append(f"<ul>{inner}</ul>" if tag == "li" else inner)
    parts.append("<footer>Sidan sköts av föreningen</footer></body></html>")
    return "\n".join(parts).encode()


def package(parts: dict[str, str | bytes], first: tuple[str, bytes] | None = None) -> bytes:
    """A zip file of parts; ``first`` is stored, uncompressed, at its start."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        if first is not None:
            file.writestr(zipfile.ZipInfo(first[0], (2024, 1, 1, 0, 0, 0)), first[1])
        for name, data in parts.items():
            file.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def docx(body: str, numbering: str = "", styles: str = "") -> bytes:
    """A docx file of a body in WordprocessingML (namespace prefix ``w``)."""
    head = f'<?xml version="1.0" encoding="UTF-8"?><w:{{0}} xmlns:w="{W}">{{1}}</w:{{0}}>'
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "word/document.xml": head.format("document", f"<w:body>{body}</w:body>"),
        "word/styles.xml": head.format("styles", styles),
    }
    if numbering:
        parts["word/numbering.xml"] = head.format("numbering", numbering)
    return package(parts)


def wp(text: str, properties: str = "", run: str = "") -> str:
    """A Word paragraph."""
    return (
        f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr>"
        f'<w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'
    )


BULLET_LIST = (
    '<w:abstractNum w:abstractNumId="9"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/>'
    '<w:lvlText w:val="\uf0b7"/></w:lvl></w:abstractNum><w:num w:numId="9"><w:abstractNumId w:val="9"/></w:num>'
)


def as_docx(blocks: tuple[Block, ...] = MINUTES) -> bytes:
    body = ""
    for block in blocks:
        if block.kind == "table":
            rows = "".join(
                "<w:tr>" + "".join(f"<w:tc>{wp(cell)}</w:tc>" for cell in row) + "</w:tr>" for row in block.rows
            )
            body += f"<w:tbl>{rows}</w:tbl>"
        elif block.kind == "bullet":
            body += wp(block.text, '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="9"/></w:numPr>')
        else:
            level = {"title": "0", "heading": "1"}.get(block.kind)
            body += wp(block.text, f'<w:outlineLvl w:val="{level}"/>' if level else "")
    return docx(body, BULLET_LIST)


ODF = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
)


def odt(body: str, styles: str = "") -> bytes:
    """An odt file of a body in OpenDocument XML."""
    content = (
        f"<office:document-content {ODF}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    return package({"content.xml": content}, ("mimetype", b"application/vnd.oasis.opendocument.text"))


def as_odt(blocks: tuple[Block, ...] = MINUTES) -> bytes:
    body = ""
    for block in blocks:
        if block.kind == "table":
            rows = "".join(
                "<table:table-row>"
                + "".join(f"<table:table-cell><text:p>{escape(c)}</text:p></table:table-cell>" for c in row)
                + "</table:table-row>"
                for row in block.rows
            )
            body += f"<table:table>{rows}</table:table>"
        elif block.kind == "bullet":
            body += f"<text:list><text:list-item><text:p>{escape(block.text)}</text:p></text:list-item></text:list>"
        elif block.kind in ("title", "heading"):
            level = 1 if block.kind == "title" else 2
            body += f'<text:h text:outline-level="{level}">{escape(block.text)}</text:h>'
        else:
            body += f"<text:p>{escape(block.text)}</text:p>"
    return odt(body)


def _rtf_text(text: str) -> str:
    return "".join(c if c.isascii() else f"\\u{ord(c)}?" for c in text)


def as_rtf(blocks: tuple[Block, ...] = MINUTES) -> bytes:
    body = ""
    for block in blocks:
        if block.kind == "table":
            for row in block.rows:
                cells = "".join(f"\\intbl {_rtf_text(cell)}\\cell" for cell in row)
                body += "\\trowd\\cellx2000\\cellx4000\\cellx6000" + cells + "\\row\n"
        else:
            mark = "\\bullet\\tab " if block.kind == "bullet" else ""
            body += f"\\pard {mark}{_rtf_text(block.text)}\\par\n"
    return ("{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0 Arial;}}\n" + body + "}").encode("ascii")


def as_tex(blocks: tuple[Block, ...] = MINUTES) -> bytes:
    lines = [r"\documentclass{article}", r"\begin{document}"]
    for block in blocks:
        if block.kind == "table":
            rows = " \\\\\n".join(" & ".join(row) for row in block.rows)
            lines.append("\\begin{tabular}{lll}\n" + rows + "\n\\end{tabular}")
        elif block.kind == "bullet":
            lines.append("\\begin{itemize}\n\\item " + block.text + "\n\\end{itemize}")
        elif block.kind in ("title", "heading"):
            lines.append(("\\section*{" if block.kind == "title" else "\\subsection*{") + block.text + "}")
        else:
            lines.append(block.text + "\n")
    return "\n".join([*lines, r"\end{document}"]).replace("§", r"\S{}").encode()


@dataclass(frozen=True)
class Ink:
    """A string on a PDF page: place in points from the lower left corner, size, bold."""

    x: float
    y: float
    text: str
    size: float = 10.0
    bold: bool = False


def pdf(pages: list[list[Ink]], *, boxes: bool = False) -> bytes:
    """A PDF file in Courier (every character 0.6 of the size wide); ``boxes`` draws on empty pages."""
    objects: list[bytes] = [b"", b""]
    for number, weight in enumerate(("", "-Bold")):
        objects.append(
            f"<</Type/Font/Subtype/Type1/BaseFont/Courier{weight}/Encoding/WinAnsiEncoding/Name/F{number}>>".encode()
        )
    kids = []
    for page in pages:
        stream = b"0 0 0 rg 50 50 200 200 re f\n" if boxes and not page else b""
        for ink in page:
            text = ink.text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
            place = f"/F{int(ink.bold)} {ink.size} Tf 1 0 0 1 {ink.x} {ink.y} Tm".encode()
            stream += b"BT " + place + b" (" + text + b") Tj ET\n"
        objects.append(f"<</Length {len(stream)}>>stream\n".encode() + stream + b"endstream")
        kids.append(len(objects) + 1)
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {len(objects)} 0 R"
            "/Resources<</Font<</F0 3 0 R/F1 4 0 R>>>>>>".encode()
        )
    objects[0] = b"<</Type/Catalog/Pages 2 0 R>>"
    objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(f'{kid} 0 R' for kid in kids)}]>>".encode()
    out = b"%PDF-1.4\n"
    places = []
    for number, data in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + data + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    return out + f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF".encode()


def wrap(text: str, width: int) -> list[str]:
    """Lines of at most ``width`` characters, broken at spaces."""
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def lay_out(blocks: tuple[Block, ...] = MINUTES, width: int = 70, per_page: int = 60) -> list[list[Ink]]:
    """Blocks set line by line in Courier 10, with page numbers at the foot."""
    lines: list[tuple[float, str, float, bool] | list[tuple[float, str]]] = []
    for block in blocks:
        if block.kind == "table":
            lines.append([])
            lines += [[(60.0 + 170 * column, cell) for column, cell in enumerate(row)] for row in block.rows]
        elif block.kind in ("title", "heading"):
            lines += [[], (60.0, block.text, 14.0 if block.kind == "title" else 12.0, True), []]
        elif block.kind == "bullet":
            lines.append((70.0, "• " + block.text, 10.0, False))
        else:
            lines += [(60.0, line, 10.0, False) for line in wrap(block.text, width)]
    pages: list[list[Ink]] = []
    for begin in range(0, len(lines), per_page):
        page = []
        for row, line in enumerate(lines[begin : begin + per_page]):
            y = 780.0 - 12 * row
            if isinstance(line, tuple):
                page.append(Ink(line[0], y, line[1], line[2], line[3]))
            else:
                page += [Ink(x, y, text) for x, text in line]
        pages.append(page)
    for number, page in enumerate(pages, 1):
        page.append(Ink(280, 30, f"Sida {number} av {len(pages)}"))
    return pages


def as_pdf(blocks: tuple[Block, ...] = MINUTES) -> bytes:
    return pdf(lay_out(blocks))


WRITERS = {
    "txt": as_txt,
    "md": as_md,
    "html": as_html,
    "docx": as_docx,
    "odt": as_odt,
    "rtf": as_rtf,
    "tex": as_tex,
    "pdf": as_pdf,
}
