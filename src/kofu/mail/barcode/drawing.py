"""A customer barcode as rectangles in millimetres.

Source: 郵便番号・バーコードマニュアル p13 (clear zone, sizes from 8 to 11.5 points); the bars as
a printer's manual (Canon LBP) repeats the specification: at 10 points a long bar of 3.6 mm, a short
one of 1.2 mm, a pitch of 1.2 mm, a bar 0.6 mm wide; another size in proportion.
"""

from __future__ import annotations

from kofu.base.errors import KofuError
from kofu.mail.barcode.bars import COUNT
from kofu.mail.shapes import Drawing, Rect

DEFAULT_POINTS = 9.0
"""9 points: with its clear zone 75.8 mm, which fits a 90 mm window whose insert plays 5 mm."""

SMALLEST, LARGEST = 8.0, 11.5
CLEAR = 2.0
_PITCH, _BAR, _LONG, _SHORT = 1.2, 0.6, 3.6, 1.2
_TOP_AND_HEIGHT = {
    "F": (0.0, _LONG),
    "A": (0.0, (_LONG + _SHORT) / 2),
    "D": ((_LONG - _SHORT) / 2, (_LONG + _SHORT) / 2),
    "T": ((_LONG - _SHORT) / 2, _SHORT),
}


def symbol_width(points: float = DEFAULT_POINTS) -> float:
    """From the first bar to the last, in mm, without the clear zone: 71.82 at 9 points."""
    return ((COUNT - 1) * _PITCH + _BAR) * _scale(points)


def draw(bars: str, points: float = DEFAULT_POINTS) -> Drawing:
    """The 67 bars at a size of 8 to 11.5 points, with 2 mm to keep clear on every side.

    Raises KofuError (`barcode-size-wrong`).
    """
    scale = _scale(points)
    rects = tuple(
        Rect(n * _PITCH * scale, top * scale, _BAR * scale, height * scale)
        for n, (top, height) in enumerate(_TOP_AND_HEIGHT[bar] for bar in bars)
    )
    return Drawing(rects, symbol_width(points), _LONG * scale, CLEAR)


def _scale(points: float) -> float:
    if not SMALLEST <= points <= LARGEST:
        raise KofuError("barcode-size-wrong", points=points, smallest=SMALLEST, largest=LARGEST)
    return points / 10
