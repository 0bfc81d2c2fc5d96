"""Numbers in kanji (漢数字), as addresses write them: 十一, 二十一, 百一, 二〇三."""

from __future__ import annotations

DIGITS = "〇一二三四五六七八九"
UNITS = {"十": 10, "百": 100, "千": 1000}
CHARACTERS = DIGITS + "".join(UNITS)


def from_kanji(text: str) -> int:
    """`二十一` -> 21, `百一` -> 101, `二〇三` -> 203. `text` is made of `CHARACTERS` alone."""
    total, digits = 0, ""
    for character in text:
        if character in UNITS:
            total += int(digits or 1) * UNITS[character]
            digits = ""
        else:
            digits += str(DIGITS.index(character))
    return total + int(digits or 0)


def in_kanji(number: int) -> str:
    """`21` -> `二十一`; below ten thousand, as names of towns write their numbers."""
    if number == 0:
        return DIGITS[0]
    written = ""
    for unit, value in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        count, number = divmod(number, value)
        if count:
            written += (DIGITS[count] if count > 1 or not unit else "") + unit
    return written
