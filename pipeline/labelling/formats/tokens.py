"""Words for the token formats: no span ever falls inside a token, and nothing of the text is lost."""

from __future__ import annotations

import re

from pipeline.labelling.tasks import Task

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")


def tokens(task: Task) -> list[tuple[int, int]]:
    """Offsets of words, white space and marks, cut where a span begins or ends."""
    cuts = {c for s in task.spans for c in (s.start, s.end)}
    out = []
    for match in _TOKEN.finditer(task.text):
        at = match.start()
        for cut in sorted(c for c in cuts if match.start() < c < match.end()):
            out.append((at, cut))
            at = cut
        out.append((at, match.end()))
    return out
