"""A bar code of four kinds of bars, as rectangles: the customer barcode of the post.

Source: 郵便番号・バーコードマニュアル p13; at 10 points a long bar of 3.6 mm, a short one of
1.2 mm, a pitch of 1.2 mm, a bar 0.6 mm wide; another size in proportion. Here 9 points, which
fits a window of 90 mm whose insert plays 5 mm on either side.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from kofu.documents.setting.field import Field

POINTS = 9.0
_MM = 72 / 25.4
_SCALE = POINTS / 10 * _MM
PITCH, WIDTH = 1.2 * _SCALE, 0.6 * _SCALE
LONG, SHORT = 3.6 * _SCALE, 1.2 * _SCALE
TOP_AND_HEIGHT = {
    "F": (0.0, LONG),
    "A": (0.0, (LONG + SHORT) / 2),
    "D": ((LONG - SHORT) / 2, (LONG + SHORT) / 2),
    "T": ((LONG - SHORT) / 2, SHORT),
}


class Rect(NamedTuple):
    """Points: left and top from the page's upper left corner, width, height."""

    x: float
    y: float
    width: float
    height: float


def rects(field: Field, states: str) -> tuple[Rect, ...]:
    """The bars in the upper left of their box; `states` are letters F, A, D, T."""
    return tuple(
        Rect(
            round(field.x + place * PITCH, 3),
            round(field.y + TOP_AND_HEIGHT[state][0], 3),
            round(WIDTH, 3),
            round(TOP_AND_HEIGHT[state][1], 3),
        )
        for place, state in enumerate(states)
    )


def states(field: Field, drawn: Sequence[tuple[float, float, float, float]]) -> str:
    """The inverse of `rects`. Raises ValueError for rectangles that are no such bars."""
    found = []
    for (x, y, width, height), (place, kinds) in zip(
        drawn, _places(field, len(drawn)), strict=True
    ):
        state = kinds.get((round(y, 2), round(height, 2)))
        if state is None or abs(x - place) > _HAIR or abs(width - WIDTH) > _HAIR:
            raise ValueError("bars")
        found.append(state)
    return "".join(found)


_HAIR = 0.01


@lru_cache(maxsize=64)
def _places(
    field: Field, count: int
) -> tuple[tuple[float, Mapping[tuple[float, float], str]], ...]:
    """Per bar: where it stands, and which top and height mean which letter (to 0.01 points)."""
    kinds = {
        (round(bar.y + up, 2), round(bar.height, 2)): state
        for state in TOP_AND_HEIGHT
        for bar in rects(field, state)
        for up in (-0.005, 0.0, 0.005)
    }
    return tuple((field.x + place * PITCH, kinds) for place in range(count))
