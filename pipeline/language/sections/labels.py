"""Whether "Beslut: ..." heads its text in a document, or only tags a line.

A protokoll may set its inner headings into the text ("Beslut: Taxan antas.", "Ärendet: ..."); the
paragraph after the colon is then what the heading heads, and so are the lines at the end of each item
that name who gets the decision ("Expedieras: ..."). Notes with action tags ("Beslut: ...",
"Åtgärd: ... /Anna") mark single lines: there the words are part of what is noted.
"""

from __future__ import annotations

import re

from pipeline.language.sections.candidates import Lines, is_label
from pipeline.language.sections.vocabulary import vocabulary

_LABEL = re.compile(r"([^:\t]{3,60}?)\s*:\s+\S")
_TAG = re.compile(r"(?i)(?:åtgärd|ansvarig|uppgift|att göra|todo|action|ap)\s*:\s*\S")
_PROTOKOLL = re.compile(r"(?i)protokoll")
_HEAD = 400  # characters in which a document says what it is


def labels_head(lines: Lines) -> bool:
    """Whether labels before a colon are inner headings in this document.

    Args:
        lines: the document's lines.
    """
    if not _PROTOKOLL.search(lines.view, 0, lines.lines[lines.text[0]].start + _HEAD):
        return False
    decisions = recipients = tags = 0
    book = vocabulary()
    for index in lines.text:
        words = lines.words(index)
        if ":" not in words[:61]:
            continue
        tags += bool(_TAG.match(words))
        match = _LABEL.match(words)
        rule = book.match(match[1], front=False) if match else None
        if match is not None and rule is not None and is_label(lines.lines[index], rule, match[1]):
            decisions += rule.role == "decision"
            recipients += rule.role == "distribution"
    return recipients > 1 or (decisions > 0 and not tags)
