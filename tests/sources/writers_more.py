"""Writers of the formats that are not part of the round trip: mail, zip, Typst, old Word."""

from __future__ import annotations

import struct
from email.message import EmailMessage

from tests.sources.writers import MINUTES, as_docx, as_html, as_txt, expected_lines, package


def as_eml(attachments: tuple[tuple[str, bytes], ...] | None = None, html: bool = False) -> bytes:
    message = EmailMessage()
    message["Subject"] = "Anteckningar från vattenföreningen"
    message["From"] = "asa.lindberg@exempel.se"
    message["Date"] = "Tue, 14 May 2024 10:00:00 +0200"
    if html:
        message.set_content(as_html().decode(), subtype="html")
    else:
        message.set_content("Hej!\n\nStyrelsen beslutar att laga bron.\n\nHälsningar\nÅsa\n")
    for name, data in attachments if attachments is not None else (("protokoll.docx", as_docx()),):
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def as_zip() -> bytes:
    return package({"2024/möte.txt": as_txt(), "2024/möte.docx": as_docx(), "2024/": b""})


def as_typ() -> bytes:
    lines = ['#set heading(numbering: "§ 1")', '#let sekr = "Örjan Ek"']
    for block in MINUTES:
        if block.kind == "heading":
            lines.append("= " + block.text.split(" ", 2)[2])
        elif block.kind == "bullet":
            lines.append("- " + block.text)
        elif block.kind != "table":
            lines += [block.text, ""]
    return "\n".join([*lines, "Vid pennan: #sekr"]).encode()


def compound(streams: dict[str, bytes]) -> bytes:
    """An OLE compound file with streams at its root, each padded to whole 512-byte sectors."""
    size = 512
    sectors: list[bytes] = []
    chains: list[tuple[int, int]] = []
    fat: list[int] = []
    for data in streams.values():
        data = data.ljust(4096, b"\x00")  # below 4096 bytes a stream would lie elsewhere
        count = -(-len(data) // size)
        first = len(sectors)
        sectors += [data[at : at + size].ljust(size, b"\x00") for at in range(0, count * size, size)]
        fat += [*range(first + 1, first + count), 0xFFFFFFFE]
        chains.append((first, len(data)))
    entries = [_entry("Root Entry", 5, 1, 0xFFFFFFFE, 0, right=0xFFFFFFFF)]
    for number, (name, (first, length)) in enumerate(zip(streams, chains, strict=True), 1):
        right = number + 1 if number < len(streams) else 0xFFFFFFFF
        entries.append(_entry(name, 2, 0xFFFFFFFF, first, length, right=right))
    entries += [bytes(128)] * (-len(entries) % 4)
    directory = len(sectors)
    raw = b"".join(entries)
    count = len(raw) // size
    sectors += [raw[at : at + size] for at in range(0, len(raw), size)]
    fat += [*range(directory + 1, directory + count), 0xFFFFFFFE]
    place = len(sectors)
    fat.append(0xFFFFFFFD)
    assert len(fat) <= 128
    sectors.append(struct.pack("<128I", *fat, *([0xFFFFFFFF] * (128 - len(fat)))))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIII", 0, 1, directory, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    head += struct.pack("<109I", place, *([0xFFFFFFFF] * 108))
    return head.ljust(size, b"\x00") + b"".join(sectors)


def _entry(name: str, kind: int, child: int, start: int, size: int, right: int) -> bytes:
    raw = name.encode("utf-16-le") + b"\x00\x00"
    entry = raw.ljust(64, b"\x00") + struct.pack("<HBB", len(raw), kind, 1)
    entry += struct.pack("<III", 0xFFFFFFFF, right, child) + bytes(36)
    return entry + struct.pack("<II", start, size) + bytes(4)


def word97(text: str, flags: int = 0x0200, magic: int = 0xA5EC) -> bytes:
    """An old Word file with one piece of UTF-16 text."""
    body = text.encode("utf-16-le")
    stream = bytearray(0x800)
    struct.pack_into("<HH", stream, 0, magic, 0xC1)
    struct.pack_into("<H", stream, 10, flags)
    struct.pack_into("<I", stream, 0x4C, len(text))
    plc = struct.pack("<II", 0, len(text)) + struct.pack("<HIH", 0, 0x800, 0)
    clx = b"\x02" + struct.pack("<I", len(plc)) + plc
    struct.pack_into("<II", stream, 0x1A2, 0, len(clx))
    return compound({"WordDocument": bytes(stream) + body, "1Table": clx})


def as_doc() -> bytes:
    return word97("\r".join(expected_lines()) + "\r")


MORE_WRITERS = {"eml": as_eml, "zip": as_zip, "typ": as_typ, "doc": as_doc}
