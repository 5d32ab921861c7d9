"""The report's pictures as SVG, which takes its colours from the page's style."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup, escape

_WIDTH, _HEIGHT, _FOOT, _TOP = 900, 180, 26, 18
_LABEL = 64  # width of a label


def columns(bars: Sequence[tuple[str, int]], name: str) -> Markup:
    """A column chart of counts over time.

    Args:
        bars: (label, count), in order.
        name: what the picture shows, for those who do not see it.
    """
    if not bars:
        return Markup("")
    top = max(count for _, count in bars) or 1
    step = _WIDTH / len(bars)
    width = min(step * 0.8, 64)
    every = max(1, -(-len(bars) * (_LABEL + 10) // _WIDTH))
    floor = _HEIGHT - _FOOT
    out = [f'<svg class="columns" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{escape(name)}">']
    out.append(f'<line class="axis" x1="0" y1="{floor}" x2="{_WIDTH}" y2="{floor}"/>')
    for index, (label, count) in enumerate(bars):
        height = (floor - _TOP) * count / top
        x = index * step + (step - width) / 2
        middle = index * step + step / 2
        if count:
            out.append(
                f'<rect class="bar" x="{x:.1f}" y="{floor - height:.1f}" width="{width:.1f}" height="{height:.1f}">'
                f"<title>{escape(label)}: {count}</title></rect>"
            )
            if len(bars) <= 30:
                out.append(f'<text class="value" x="{middle:.1f}" y="{floor - height - 5:.1f}">{count}</text>')
        if index % every == 0:
            at = min(max(middle, _LABEL / 2), _WIDTH - _LABEL / 2)
            out.append(f'<text class="label" x="{at:.1f}" y="{_HEIGHT - 8}">{escape(label)}</text>')
    out.append("</svg>")
    return Markup("".join(out))
