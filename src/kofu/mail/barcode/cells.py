"""The 20 cells of a customer barcode and their check cell.

Source: 日本郵便 郵便番号・バーコードマニュアル p20 (cells), p21 (check). A digit or a hyphen is one
cell, a letter two: A-J are CC1 and a digit, K-T CC2 and a digit, U-Z CC3 and a digit.
"""

from __future__ import annotations

from functools import lru_cache

from kofu.base.errors import KofuError
from kofu.mail.widths import half_width

NAMES: tuple[str, ...] = (*"0123456789", "-", *(f"CC{n}" for n in range(1, 9)))
"""Every cell; its place in this tuple is its value: 0-9, hyphen 10, CC1..CC8 11..18."""

LENGTH = 20
_FILLER = "CC4"
_VALUES = {name: value for value, name in enumerate(NAMES)}
_WRITTEN: dict[str, tuple[str, ...]] = {sign: (sign,) for sign in "0123456789-"} | {
    letter: (f"CC{1 + place // 10}", str(place % 10))
    for place, letter in enumerate("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
}


@lru_cache(maxsize=1 << 12)
def postcode_digits(text: str) -> str | None:
    """The seven digits of `100-0013`, `〒1000013` or `１００－００１３`; None if not seven."""
    digits = half_width(text).strip().removeprefix("〒").strip()
    for hyphen in "-‐−ー":
        digits = digits.replace(hyphen, "")
    return digits if len(digits) == 7 and digits.isascii() and digits.isdigit() else None


def data_cells(postal_code: str, number: str) -> tuple[str, ...]:
    """Postcode and address number in exactly 20 cells, filled with CC4, cut behind the 20th.

    Where the cut splits a letter its CC cell stays. Raises KofuError (`barcode-postcode-wrong`,
    `barcode-number-wrong` for a sign that no cell stands for).
    """
    digits = postcode_digits(postal_code)
    if digits is None:
        raise KofuError("barcode-postcode-wrong", text=postal_code)
    cells = list(digits)
    for sign in number:
        written = _WRITTEN.get(sign)
        if written is None:
            raise KofuError("barcode-number-wrong", sign=sign)
        cells += written
    return (*cells[:LENGTH], *[_FILLER] * (LENGTH - len(cells)))


def check_cell(cells: tuple[str, ...]) -> str:
    """The cell that brings the sum of all values to a multiple of 19."""
    total = sum(_VALUES[cell] for cell in cells)
    return NAMES[-total % len(NAMES)]
