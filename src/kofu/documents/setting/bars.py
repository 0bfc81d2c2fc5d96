"""A bar code of four kinds of bars, as rectangles: the customer barcode of the post.

Source: 郵便番号・バーコードマニュアル p13; at 10 points a long bar of 3.6 mm, a short one of
1.2 mm, a pitch of 1.2 mm, a bar 0.6 mm wide; another size in proportion. Here 9 points, which
fits a window of 90 mm whose insert plays 5 mm on either side.
"""

from __future__ import annotations

from collections.abc import Sequence
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


Drawn = tuple[float, float, float, float]
"""A bar as a page draws it: left, top, width, height."""
_HAIR = 0.01


class States:
    """The inverse of `rects` for one box. A bar that was read before is only looked up."""

    def __init__(self, field: Field) -> None:
        self._field = field
        self._places: list[_Place] = []

    def read(self, drawn: Sequence[Drawn]) -> str:
        """The letters. Raises ValueError for rectangles that are no such bars."""
        for place in range(len(self._places), len(drawn)):
            self._places.append(_Place(self._field, place))
        return "".join([letters[bar] for letters, bar in zip(self._places, drawn, strict=False)])


class _Place(dict[Drawn, str]):
    """The bar at one place of the code, as drawn -> its letter."""

    def __init__(self, field: Field, place: int) -> None:
        self._x = field.x + place * PITCH
        self._kinds = [(field.y + top, high, one) for one, (top, high) in TOP_AND_HEIGHT.items()]

    def __missing__(self, bar: Drawn) -> str:
        x, y, width, height = bar
        if abs(x - self._x) > _HAIR or abs(width - WIDTH) > _HAIR:
            raise ValueError("bars")
        for top, high, letter in self._kinds:
            if abs(y - top) <= _HAIR and abs(height - high) <= _HAIR:
                self[bar] = letter
                return letter
        raise ValueError("bars")
