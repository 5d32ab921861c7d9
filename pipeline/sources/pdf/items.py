"""How list items, agenda items and paragraphs of minutes begin."""

from __future__ import annotations

import re

ITEM = re.compile(
    r"(?P<bullet>[-–—•▪■●○◦·*\uf0b7\uf0a7\u00ad]|o)\s"
    r"|(?P<number>(?:§§?\s?\d|(?:Punkt|Paragraf|Ärende|Bilaga)\s\d+|\d{1,3}(?:\.\d{1,3}){0,3}[.):]?\s+(?=[^\W\d_§]|§)))"
    r"|(?P<letter>[A-Za-zÅÄÖåäö][.)]\s|\(?[ivx]{1,4}[.)]\s|\(?\d{1,3}\)\s)"
)
NUMBER_ALONE = re.compile(
    r"(?:§§?\s?\d{1,3}|(?:Punkt|Paragraf|Ärende|Dagordningspunkt)\s?\d{1,3}|\d{1,3}(?:\.\d{1,3}){0,3}|[A-Za-zÅÄÖåäö]"
    r"|[ivx]{1,4})\s?[.):–-]?|[-–—•▪■●○◦·*\uf0b7\uf0a7\u00ad]",
    re.I,
)
"""A cell that holds nothing but a number, letter or bullet."""
