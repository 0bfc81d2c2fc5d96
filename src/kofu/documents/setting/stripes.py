"""A bar code of bars and spaces in two widths, as rectangles: NW-7, the tracking number.

A narrow element is 0.254 mm (six dots at 600 dpi), a wide one 2.5 times that. Sizes are ours: no
official page on them was found (ask the accepting post office for its 印字仕様).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from kofu.documents.setting.bars import Rect
from kofu.documents.setting.field import Field

WIDTHS = {"n": 0.72, "w": 1.8}
"""Points of a narrow and a wide element."""

_HAIR = 0.01


def rects(field: Field, elements: str, before: float = 0.0) -> tuple[Rect, ...]:
    """The bars from the left edge of their box, as high as the box.

    `elements` are bars and spaces by turns, each `n` or `w`, the first of them a bar that stands
    `before` points from the edge.
    """
    found, x = [], field.x + before
    for place, element in enumerate(elements):
        if place % 2 == 0:
            found.append(Rect(round(x, 3), round(field.y, 3), WIDTHS[element], _high(field)))
        x += WIDTHS[element]
    return tuple(found)


def elements(field: Field, drawn: Sequence[tuple[float, float, float, float]]) -> str:
    """The inverse of `rects`. Raises ValueError for rectangles that are no such stripes."""
    if not drawn:
        return ""
    if abs(drawn[0][0] - field.x) > _HAIR:
        raise ValueError("stripes")
    if any(abs(y - field.y) + abs(high - _high(field)) > _HAIR for _, y, _, high in drawn):
        raise ValueError("stripes")
    found = ""
    for (x, _, width, _), (following, *_) in pairwise(drawn):
        found += _element(width) + _element(following - x - width)
    return found + _element(drawn[-1][2])


def _high(field: Field) -> float:
    return round(field.height, 3)


def _element(width: float) -> str:
    for name, points in WIDTHS.items():
        if abs(width - points) <= _HAIR:
            return name
    raise ValueError("stripes")
