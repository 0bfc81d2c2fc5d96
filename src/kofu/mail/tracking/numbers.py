"""Tracking numbers (引受番号, お問い合わせ番号): read, check, write.

11 digits (書留, 特定記録) or 12 (ゆうパック, レターパック); the last one is the remainder of the
others divided by 7 (7DR). Source: series that users published (foodp, 2007), on which it holds; the
post office's own page was not found. Numbers are used again: never a key without the day of
acceptance.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kofu.base.errors import Finding, KofuError
from kofu.mail.widths import half_width

_GROUPS = {11: (3, 2, 5, 1), 12: (4, 4, 4)}
_HYPHENS = str.maketrans("", "", "-‐−ー 　")
MAIL_BODY = 10
"""Digits of a mail number before its check digit."""

LETTER_DIGITS = MAIL_BODY + 1
"""Digits of a mail number; a parcel's has one more."""


class Verdict(StrEnum):
    """Valid, or the first thing that is wrong."""

    VALID = "valid"
    NOT_DIGITS = "tracking-not-digits"
    LENGTH = "tracking-length"
    CHECK_DIGIT = "tracking-check-digit"


@dataclass(frozen=True, slots=True)
class Examined:
    """A number as it was given, its digits, and what became of it."""

    text: str
    digits: str
    verdict: Verdict

    @property
    def valid(self) -> bool:
        return self.verdict is Verdict.VALID

    def finding(self) -> Finding | None:
        """Why it is not valid, in words; None for a valid number."""
        if self.valid:
            return None
        right = check_digit(self.digits[:-1]) if self.verdict is Verdict.CHECK_DIGIT else ""
        params = {"text": self.text, "count": len(self.digits), "right": right}
        return Finding(self.verdict.value, params=params)


def examine(text: str) -> Examined:
    """Look at a number with or without hyphens, half or full width; never raises."""
    digits = half_width(text).translate(_HYPHENS)
    return Examined(text, digits, _verdict(digits))


def parse(text: str) -> str:
    """The digits of a valid number. Raises KofuError with the code of what is wrong."""
    examined = examine(text)
    finding = examined.finding()
    if finding is not None:
        raise KofuError(finding.code, **finding.params)
    return examined.digits


def check_digit(body: str) -> str:
    """The last digit for the 10 or 11 before it: `5607001234` -> `2`."""
    return str(int(body) % 7)


def complete(body: int) -> str:
    """The 11 digits of a mail number whose first ten are `body`."""
    digits = f"{body:0{MAIL_BODY}d}"
    return digits + check_digit(digits)


def display(digits: str) -> str:
    """`56070012342` -> `560-70-01234-2`, `405548424886` -> `4055-4842-4886`."""
    parts, at = [], 0
    for length in _GROUPS[len(digits)]:
        parts.append(digits[at : at + length])
        at += length
    return "-".join(parts)


def _verdict(digits: str) -> Verdict:
    if not (digits.isascii() and digits.isdigit()):
        return Verdict.NOT_DIGITS
    if len(digits) not in _GROUPS:
        return Verdict.LENGTH
    right = digits[-1] == check_digit(digits[:-1])
    return Verdict.VALID if right else Verdict.CHECK_DIGIT
