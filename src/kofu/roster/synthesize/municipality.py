"""The check digit of a municipality code (総務省「全国地方公共団体コード」, 検査数字の算出方法)."""

from __future__ import annotations

import re


def check_digit(five_digits: str) -> str:
    """The sixth digit: 11 less the weighted sum (6, 5, 4, 3, 2) modulo 11, its last digit."""
    weighted = sum(
        int(digit) * weight for digit, weight in zip(five_digits, (6, 5, 4, 3, 2), strict=True)
    )
    return str((11 - weighted % 11) % 10)


def is_code(text: str) -> bool:
    """Whether `text` is a six-digit municipality code with the right check digit."""
    return bool(re.fullmatch(r"[0-9]{6}", text)) and check_digit(text[:5]) == text[5]
