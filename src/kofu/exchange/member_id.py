"""The identifier of an insured person, `保険者番号:記号:番号:枝番` (JP Core, JP_Coverage).

The insurer's number has eight digits, zeros before it; 枝番 has two, or is missing and the last
colon stays. 記号 and 番号 are all of full width or all of half width, without spaces, and 19
characters together at most (レセプト記録条件仕様).
"""

from __future__ import annotations

import re

import jaconv

_MOST = 19
_DIGITS = re.compile(r"[0-9]{1,8}")
_HALF_KANA = re.compile(r"[｡-ﾟ]")
_WIDE = {code: code - ord("!") + ord("！") for code in range(ord("!"), ord("~") + 1)} | {
    0x20: 0x3000
}
_BRANCH = re.compile(r"[0-9]{1,2}")


def spelled(symbol: str, number: str) -> tuple[str, str]:
    """記号 and 番号 in one width: as they are where they agree, else both of full width."""
    told = symbol + number
    if told.isascii() or not re.search(r"[ -~｡-ﾟ]", told):
        return symbol, number
    return _wide(symbol), _wide(number)


def insurer_digits(number: str) -> str | None:
    """保険者番号 of eight digits; None where it is none."""
    return number.zfill(8) if _DIGITS.fullmatch(number) else None


def branch_digits(branch: str) -> str | None:
    """枝番 of two digits; None where it is none."""
    return branch.zfill(2) if _BRANCH.fullmatch(branch) else None


def member_id(insurer: str, symbol: str, number: str, branch: str) -> str | None:
    """The identifier; None where the rules leave no way to write it: a missing number, a 枝番
    that is none, a colon or a space in 記号, more than 19 characters.
    """
    office, sub = insurer_digits(insurer), branch_digits(branch) if branch else ""
    pair = spelled(symbol, number)
    told = "".join(pair)
    if office is None or sub is None or not number or len(told) > _MOST:
        return None
    if ":" in told or any(character.isspace() for character in told):
        return None
    return ":".join((office, *pair, sub))


def _wide(text: str) -> str:
    if _HALF_KANA.search(text):
        text = jaconv.h2z(text, kana=True, ascii=False, digit=False)
    return text.translate(_WIDE)
