"""NW-7 (Codabar, JIS X 0506): the barcode of a tracking number, as widths and as rectangles.

Seven elements a character, bars and spaces by turns, wide or narrow, and a narrow space between
characters. That labels bear NW-7, with which start and stop letters and in which size, comes from
trade material only: ask the post office for its 印字仕様 before printing.
"""

from __future__ import annotations

from kofu.base.errors import KofuError
from kofu.mail.shapes import Drawing, Rect

_ELEMENTS = {
    "0": "0000011",
    "1": "0000110",
    "2": "0001001",
    "3": "1100000",
    "4": "0010010",
    "5": "1000010",
    "6": "0100001",
    "7": "0100100",
    "8": "0110000",
    "9": "1001000",
    "-": "0001100",
    "$": "0011000",
    ":": "1000101",
    "/": "1010001",
    ".": "1010100",
    "+": "0010101",
    "A": "0011010",
    "B": "0101001",
    "C": "0001011",
    "D": "0001110",
}
"""Wide elements are 1. Source: JIS X 0506 (NW-7), as published for Codabar."""

_NARROW_OR_WIDE = str.maketrans("01", "nw")
_FRAME = frozenset("ABCD")
_QUIET = 10


def elements(text: str, start: str = "A", stop: str = "A") -> str:
    """Bars and spaces by turns, each `n` (narrow) or `w` (wide), from the first bar to the last.

    Raises KofuError (`nw7-sign-wrong`, `nw7-frame-wrong`).
    """
    if start not in _FRAME or stop not in _FRAME:
        raise KofuError("nw7-frame-wrong", start=start, stop=stop)
    for sign in text:
        if sign not in _ELEMENTS or sign in _FRAME:
            raise KofuError("nw7-sign-wrong", sign=sign)
    signs = "0".join(_ELEMENTS[sign] for sign in f"{start}{text}{stop}")
    return signs.translate(_NARROW_OR_WIDE)


def widths(text: str, start: str = "A", stop: str = "A", wide: float = 2.0) -> tuple[float, ...]:
    """The same in narrow elements; `wide` is how many of them a wide one takes, 2 to 3.

    Raises KofuError as `elements` does, `nw7-ratio-wrong`.
    """
    if not 2 <= wide <= 3:
        raise KofuError("nw7-ratio-wrong", ratio=wide)
    return tuple(wide if one == "w" else 1.0 for one in elements(text, start, stop))


def draw(modules: tuple[float, ...], narrow: float = 0.25, height: float = 8.0) -> Drawing:
    """The bars in mm: a narrow element `narrow` mm wide, the bars `height` mm high.

    The clear zone is ten narrow elements. Size and height are ours until the post office says.
    """
    rects, x = [], 0.0
    for place, module in enumerate(modules):
        if place % 2 == 0:
            rects.append(Rect(x * narrow, 0.0, module * narrow, height))
        x += module
    return Drawing(tuple(rects), x * narrow, height, _QUIET * narrow)
