"""The error report: each miss in its sentence, with the rule that fired."""

from __future__ import annotations

import re
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pipeline.evaluation.evaluate import Evaluation
from pipeline.evaluation.score import Miss

_AROUND = 70  # characters shown on each side of a miss


def write_error_report(found: Evaluation, path: Path) -> None:
    """Write a self-contained HTML page of all misses.

    Args:
        found: an evaluation.
        path: of the page; overwritten.
    """
    from jinja2 import Environment, PackageLoader

    texts = {s.id: s.text for s in found.samples}
    groups: dict[str, list[dict[str, Any]]] = {}
    for miss in found.scored.misses:
        row = asdict(miss) | {"around": _around(texts.get(miss.sample), miss)}
        groups.setdefault(miss.measure, []).append(row)
    pages = Environment(loader=PackageLoader("pipeline", "evaluation"), autoescape=True)
    page = pages.get_template("error_report.html")
    html = page.render(
        samples=len(found.samples),
        unread=found.scored.unread,
        partly=found.partly(),
        figures=list(found.figures.values()),
        groups=sorted(groups.items(), key=lambda g: (not g[0].startswith("acts."), g[0])),
    )
    path.write_text(html, "utf8")


def _around(text: str | None, miss: Miss) -> tuple[str, str, str] | None:
    """What stands before, at and after the miss in the sample's text, where it can be found."""
    wanted = miss.context or miss.gold or miss.found
    if text is None or not wanted:
        return None
    pattern = r"\s+".join(re.escape(word) for word in wanted.split()[:30])
    place = re.search(pattern, text, re.IGNORECASE)
    if place is None:
        return None
    start, end = place.span()
    return text[max(0, start - _AROUND) : start], text[start:end], text[end : end + _AROUND]
