"""Colours of the report against WCAG 2.2 AA: 4.5 to 1 for text, 3 to 1 for lines that mean something."""

from __future__ import annotations

import re
from importlib import resources

import pytest

STYLE = (resources.files("pipeline.report") / "assets" / "report.css").read_text("utf8")
_BLOCKS = re.findall(r":root \{(.*?)\}", STYLE, re.DOTALL)
LIGHT, DARK = (dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})", block)) for block in _BLOCKS[:2])

TEXT = [
    (ink, ground)
    for ink, grounds in {
        "ink": ("paper", "band", "decision", "assignment", "target", "tip"),
        "soft": ("paper", "band", "tip"),
        "link": ("paper", "band"),
        "bad": ("paper", "band"),
        "paper": ("ink",),
        "decision-line": ("decision",),
        "assignment-line": ("assignment",),
    }.items()
    for ground in grounds
]
LINES = [(line, "paper") for line in ("person", "organisation", "location", "date", "bar", "focus", "soft")]


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("pair", "least"), [(p, 4.5) for p in TEXT] + [(p, 3.0) for p in LINES])
def test_colours_can_be_told_apart(theme: dict[str, str], pair: tuple[str, str], least: float) -> None:
    assert contrast(theme[pair[0]], theme[pair[1]]) >= least


def test_the_measure_is_right() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)
