"""Full-width letters, digits and signs (全角) as their half-width twins, one for one."""

from __future__ import annotations

HALF: dict[int, int] = {full: full - 0xFEE0 for full in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
"""For `str.translate`; the length of a text does not change. Source: Unicode, FF01-FF5E, 3000."""


def half_width(text: str) -> str:
    """`１００－００１３` -> `100-0013`. Kana and kanji stay as they are."""
    return text.translate(HALF)
