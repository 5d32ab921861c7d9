"""Letters and signs that LaTeX writes as commands."""

from __future__ import annotations

import unicodedata

ACCENTS: dict[str, str] = {
    '"': "\u0308", "'": "\u0301", "`": "\u0300", "^": "\u0302", "~": "\u0303", "=": "\u0304", ".": "\u0307",
    "c": "\u0327", "r": "\u030a", "v": "\u030c", "H": "\u030b", "u": "\u0306",
}
"""Accent command -> combining character."""

SYMBOLS: dict[str, str] = {
    "aa": "å", "AA": "Å", "ae": "æ", "AE": "Æ", "o": "ø", "O": "Ø", "oe": "œ", "OE": "Œ", "ss": "ß", "l": "ł",
    "L": "Ł", "i": "i", "j": "j", "S": "§", "P": "¶", "ldots": "…", "dots": "…", "textellipsis": "…",
    "textbackslash": "\\", "textendash": "–", "textemdash": "—", "textquotedblright": "”", "textquotedblleft": "”",
    "textquoteright": "’", "textbar": "|", "textasciitilde": "~", "textless": "<", "textgreater": ">",
    "textbullet": "•", "textdegree": "°", "euro": "€", "texteuro": "€", "EUR": "€", "copyright": "©", "pounds": "£",
    "quad": " ", "qquad": " ", "LaTeX": "LaTeX", "TeX": "TeX", "textunderscore": "_", "times": "×", "pm": "±",
    "rightarrow": "→", "to": "→", "leq": "≤", "geq": "≥", "cdot": "·", "-": "",
}
"""Command without argument -> text."""


def combine(accent: str, letter: str) -> str:
    """A letter with an accent, one character where Unicode has one.

    >>> combine('"', "a"), combine("r", "A")
    ('ä', 'Å')
    """
    letter = {"\\i": "i", "\\j": "j"}.get(letter, letter)
    if not letter or not letter[0].isalpha():
        return letter
    return unicodedata.normalize("NFC", letter[0] + ACCENTS[accent]) + letter[1:]
