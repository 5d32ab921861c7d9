"""Bytes to text: which encoding a Swedish file has, and what went wrong before us.

Swedish text of one byte a character tells its encoding by where å, ä and ö fall: inside words,
beside ASCII letters. That evidence is counted first; charset-normalizer, kept to the encodings
Swedish archives hold, decides only where it is missing.
"""

from __future__ import annotations

import codecs
import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib import resources

from pipeline.errors import UnreadableDocument

_SINGLE_BYTE = ("cp1252", "mac_roman", "cp850")
_ISOLATION = ["utf_8", "utf_16", *_SINGLE_BYTE]
_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 65536
_CONTROL = bytes(set(range(32)) - {9, 10, 11, 12, 13, 27})
_SWEDISH_IN_WORD = re.compile(r"(?<=[A-Za-zåäöÅÄÖ])[åäöé]|[åäöÅÄÖ](?=[a-zåäö])|(?<=[A-ZÅÄÖ])[ÅÄÖ]")
_STRANGE = re.compile(r"[^\x00-\x7fåäöÅÄÖéÉüÜàáèçæøÆØ–—‘’“”…•§°´½¼«»€\xa0\xad]")
REPLACEMENT = "�"


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text of a file, with ``warnings`` about how it was found."""

    text: str
    warnings: tuple[str, ...] = ()


def looks_binary(data: bytes) -> bool:
    """True when the bytes are no text in any encoding of this module.

    NUL bytes at the end (a disk block that was never filled) and one in hundreds elsewhere (a
    character destroyed) still leave a text; see :func:`decode`.
    """
    sample = data[:_SAMPLE]
    if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or _utf16_without_bom(sample):
        return False
    filled = sample.rstrip(b"\x00")
    controls = len(filled) - len(filled.translate(None, _CONTROL))
    return (
        2 * len(filled) < len(sample)
        or filled.count(0) > len(filled) // 200
        or controls > max(2, len(filled) // 100)
    )


def _utf16_without_bom(sample: bytes) -> str | None:
    """UTF-16 shows as a NUL in nearly every second byte."""
    if len(sample) < 8:
        return None
    half = len(sample) // 2
    if sample[1::2].count(0) > 0.7 * half and sample[0::2].count(0) < 0.1 * half:
        return "utf-16-le"
    if sample[0::2].count(0) > 0.7 * half and sample[1::2].count(0) < 0.1 * half:
        return "utf-16-be"
    return None


def _swedish_score(text: str) -> int:
    return len(_SWEDISH_IN_WORD.findall(text)) - 2 * len(_STRANGE.findall(text))


def _single_byte(data: bytes) -> Decoded:
    """Decode text of one byte a character by the letters it gives."""
    sample = data[:_SAMPLE]
    scores = [(_swedish_score(sample.decode(name, "replace")), -order, name)
              for order, name in enumerate(_SINGLE_BYTE)]
    best, _, name = max(scores)
    if best <= 0:
        from charset_normalizer import from_bytes

        match = from_bytes(sample, cp_isolation=_ISOLATION).best()
        name = match.encoding if match is not None else "cp1252"
        if name not in _SINGLE_BYTE:
            name = "cp1252"
    return Decoded(data.decode(name, "replace"), (f"encoding: {name}",))


def _broken_utf8(data: bytes) -> Decoded | None:
    """UTF-8 in which single characters are destroyed, or typed in another encoding."""
    text = data.decode("utf-8", "replace")
    destroyed = text.count(REPLACEMENT)
    whole = sum(1 for character in text[:_SAMPLE] if "\x7f" < character != REPLACEMENT)
    if whole <= destroyed:
        return None
    pieces, mended, start = [], 0, 0
    while start < len(data):
        try:
            pieces.append(data[start:].decode("utf-8"))
            break
        except UnicodeDecodeError as error:
            pieces.append(data[start : start + error.start].decode("utf-8"))
            bad = data[start + error.start : start + error.end]
            letters = bad.decode("cp1252", "replace")
            if len(bad) == 1 and letters in "åäöÅÄÖéÉ§–”“’•":
                pieces.append(letters)
                mended += 1
            else:
                pieces.append(REPLACEMENT)
            start += error.end
            if len(pieces) > 20_000:
                return None
    warnings = (f"encoding: utf-8 with {mended} cp1252 characters",) if mended else ()
    return Decoded("".join(pieces), warnings)


@cache
def _mojibake() -> tuple[re.Pattern[str], dict[str, str]]:
    """Pattern and table of wrongly decoded characters, from ``knowledge/text/mojibake.toml``."""
    file = resources.files("pipeline.knowledge").joinpath("text", "mojibake.toml")
    rules = tomllib.loads(file.read_text(encoding="utf-8"))
    table: dict[str, str] = {}
    for wrong in rules["read_as"]:
        for character in rules["characters"]:
            try:
                garbled = character.encode("utf-8").decode(wrong)
            except UnicodeDecodeError:
                garbled = character.encode("utf-8").decode("latin-1")
            if garbled not in table and not garbled.isascii():
                table[garbled] = character
    pattern = "|".join(re.escape(garbled) for garbled in sorted(table, key=len, reverse=True))
    return re.compile(pattern), table


def repair_mojibake(text: str) -> tuple[str, int]:
    """Mend UTF-8 that was once read as another encoding ("Ã¥" for "å").

    Returns the text and how many characters were mended; the text is unchanged (count 0) when
    fewer than two garbled å, ä or ö prove it, or when as many right ones speak against it.
    """
    pattern, table = _mojibake()
    found = pattern.findall(text)
    proof = sum(1 for garbled in found if table[garbled] in "åäöÅÄÖ")
    if proof < 2:
        return text, 0
    return pattern.sub(lambda match: table[match.group()], text), len(found)


def decode(data: bytes) -> Decoded:
    """Decode a text file.

    The byte order mark is dropped, "\\r\\n" becomes "\\n" (and "\\r" too in a file that has no
    "\\n" at all: old Mac files), the text is NFC. NUL characters at the end are dropped, others
    become U+FFFD. Nothing else is changed, except mojibake that is sure.

    Raises:
        UnreadableDocument: ``binary`` when the bytes are no text, ``empty`` when nothing is there.
    """
    if looks_binary(data):
        raise UnreadableDocument("binary", "The file holds binary data, not text.")
    decoded = _decode(data)
    text, warnings = decoded.text.removeprefix("\ufeff"), list(decoded.warnings)
    if nuls := text.count("\0"):
        text = text.rstrip("\0").replace("\0", REPLACEMENT)
        warnings.append(f"nul-characters: {nuls}")
    text = text.replace("\r\n", "\n")
    if "\r" in text and "\n" not in text:
        text = text.replace("\r", "\n")
        warnings.append("line-ends: cr")
    text, mended = repair_mojibake(text)
    if mended:
        warnings.append(f"mojibake: {mended}")
    text = unicodedata.normalize("NFC", text)
    if not text.strip():
        raise UnreadableDocument("empty", "The file holds no text.")
    return Decoded(text, tuple(warnings))


def _decode(data: bytes) -> Decoded:
    for mark, name in _BOMS:
        if data.startswith(mark):
            text = data.decode(name, "replace")
            return Decoded(text, () if name == "utf-8" else (f"encoding: {name}",))
    wide = _utf16_without_bom(data[:_SAMPLE])
    if wide:
        return Decoded(data.decode(wide, "replace"), (f"encoding: {wide}",))
    try:
        return Decoded(data.decode("utf-8"))
    except UnicodeDecodeError:
        return _broken_utf8(data) or _single_byte(data)
