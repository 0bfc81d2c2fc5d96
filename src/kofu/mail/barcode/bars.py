"""The 67 bars of a customer barcode, written F (long), A (upper), D (lower), T (short).

Source: 日本郵便 郵便番号・バーコードマニュアル p21, whose table numbers the four bars 1 to 4.
Start 2, 20 cells and a check cell of 3 each, stop 2.
"""

from __future__ import annotations

from kofu.mail.barcode.cells import NAMES

COUNT = 67
_LONG_UPPER_LOWER_SHORT = str.maketrans("1234", "FADT")
_NUMBERED = (
    "144 114 132 312 123 141 321 213 231 411"  # 0-9
    " 414"  # hyphen
    " 324 342 234 432 243 423 441 111"  # CC1-CC8
).translate(_LONG_UPPER_LOWER_SHORT)
_BARS = dict(zip(NAMES, _NUMBERED.split(), strict=True))
_START = "13".translate(_LONG_UPPER_LOWER_SHORT)
_STOP = "31".translate(_LONG_UPPER_LOWER_SHORT)


def bars_of(cells: tuple[str, ...], check: str) -> str:
    """All bars from start to stop. `cells` are the 20 of `data_cells`."""
    return "".join((_START, *(_BARS[cell] for cell in cells), _BARS[check], _STOP))
