"""Stripes of two widths as content-stream operators (ISO 32000-1, 8.5)."""

from __future__ import annotations

from functools import lru_cache

from kofu.documents.setting.field import Field
from kofu.documents.setting.stripes import WIDTHS, rects

_GROUP = 8
"""Elements of one sign with the space behind it: what repeats in a code of digits."""


def drawn(field: Field, height: float, elements: str) -> str:
    """Rectangles, not yet filled; nothing for no elements. `height` of the page in points."""
    found, before = "", 0.0
    for start in range(0, len(elements), _GROUP):
        group = elements[start : start + _GROUP]
        found += _ready(field, height, group, round(before, 3))
        before += sum(WIDTHS[one] for one in group)
    return found


@lru_cache(maxsize=4096)
def _ready(field: Field, height: float, group: str, before: float) -> str:
    return "".join(
        f"{bar.x:.3f} {height - bar.y - bar.height:.3f} {bar.width:.3f} {bar.height:.3f} re\n"
        for bar in rects(field, group, before)
    )
