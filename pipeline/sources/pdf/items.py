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
    r"|[$&S]\s?[\dIlO]{1,3}|[ivx]{1,4})\s?[.):–-]?|[-–—•▪■●○◦·*\uf0b7\uf0a7\u00ad]",
    re.I,
)
"""A cell that holds nothing but a number, letter or bullet."""
PERSON_ROW = re.compile(
    r"[A-ZÅÄÖÉ][\w’'-]+(?: (?:von|af|de|[A-ZÅÄÖÉ]\.?))?(?: [A-ZÅÄÖÉ][\w’'-]+)+(?: \([A-ZÅÄÖ][\w-]{0,12}\)|,|$)"
)
"""How a row of an attendance list begins: "Maj Ål (S)", "Maj Ål, ordförande"."""
OPEN_END = re.compile(r"(?:[,–-]|\b(?:för|och|samt|med|till|av|i|på|eller|från|vid|om|att|von|af))$", re.I)
"""A line that cannot be the end of anything."""
ATT_ITEM_BEFORE = re.compile(r"(?:[,:;]|\b(?:samt|och|dels|besluta[rdt]?e?|föreslår))$", re.I)
"""What stands before the next item of a list of att-clauses."""


def starts_anew(above: str, line: str) -> bool:
    """Does a line begin something new for certain, however full the line above is?

    >>> starts_anew("Bo Alm (M), ersättare för Eva Brink (S)", "Leif Dahl (C)")
    True
    >>> starts_anew("Bo Alm (M), ersättare för Eva", "Brink (S)")
    False
    """
    if not any(character.isalnum() for character in above):
        return True  # a line to sign on
    if line.startswith("att ") and ATT_ITEM_BEFORE.search(above):
        return True
    return bool(PERSON_ROW.match(line) and PERSON_ROW.match(above) and not OPEN_END.search(above))
