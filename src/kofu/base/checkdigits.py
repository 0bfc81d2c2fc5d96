"""Check digits (検査数字) of insurer numbers, municipality codes and 個人番号."""

from __future__ import annotations


def insurer_number_is_valid(number: str) -> bool:
    """保険者番号 of 8 digits, or 6 for 国保 (保発第45号・庁保発第34号, 1976-08-07).

    Weights 2, 1, 2, 1 .. from the right of the base; the digits of each product are added; the
    check digit brings the sum to a multiple of ten. Example: 33120015.
    """
    if not (_ascii_digits(number) and len(number) in (6, 8)):
        return False
    total = 0
    for position, digit in enumerate(reversed(number[:-1])):
        product = int(digit) * (2 if position % 2 == 0 else 1)
        total += product // 10 + product % 10
    return int(number[-1]) == (10 - total % 10) % 10


def municipality_code_is_valid(code: str) -> bool:
    """全国地方公共団体コード of 6 digits, the last one the check digit (JIS X 0402 and 総務省).

    Weights 6, 5, 4, 3, 2; the check digit is the last figure of 11 minus the sum modulo 11.
    Example: 141305, 川崎市.
    """
    if not (_ascii_digits(code) and len(code) == 6):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(code, (6, 5, 4, 3, 2), strict=False))
    return int(code[-1]) == (11 - total % 11) % 10


def my_number_is_valid(number: str) -> bool:
    """個人番号 of 12 digits (平成26年総務省令第85号第5条); the base 12345678901 gives 8."""
    if not (_ascii_digits(number) and len(number) == 12):
        return False
    total = 0
    for n, digit in enumerate(reversed(number[:-1]), start=1):
        total += int(digit) * (n + 1 if n <= 6 else n - 5)
    remainder = total % 11
    return int(number[-1]) == (0 if remainder <= 1 else 11 - remainder)


def _ascii_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()
