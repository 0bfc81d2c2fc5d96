"""Whether a published percentage follows from its published counts, and by which rounding.

Counts that were themselves published in 万 are known to half a 万 only: then every pair of counts
within these bounds is looked at.
"""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from kofu.reports.rates import Rate

_HUNDRED = 100


class Verdict(StrEnum):
    """How a published figure stands to its counts."""

    EITHER = "either"
    ROUNDED = "rounded"
    CUT_OFF = "cut-off"
    NEITHER = "neither"
    NO_COUNTS = "no-counts"


WORDS = {
    Verdict.EITHER: "一致（四捨五入でも切捨てでも）",
    Verdict.ROUNDED: "一致（四捨五入）",
    Verdict.CUT_OFF: "一致（切捨て）",
    Verdict.NEITHER: "件数と合わない",
    Verdict.NO_COUNTS: "件数がなく確かめられない",
}


def check(published: Decimal, rate: Rate | None, unit: int = 1) -> Verdict:
    """The verdict on `published` (percent, with the digits it was printed with).

    `unit`: what the counts were rounded to (10,000 for 万).
    """
    if rate is None or rate.denominator == 0:
        return Verdict.NO_COUNTS
    low, high = _bounds(rate, unit)
    step = Fraction(Decimal(1).scaleb(int(published.as_tuple().exponent)))
    printed = Fraction(published)
    rounded = _meets(low, high, printed - step / 2, printed + step / 2)
    cut_off = _meets(low, high, printed, printed + step)
    if rounded and cut_off:
        return Verdict.EITHER
    if rounded:
        return Verdict.ROUNDED
    return Verdict.CUT_OFF if cut_off else Verdict.NEITHER


def _bounds(rate: Rate, unit: int) -> tuple[Fraction, Fraction]:
    """The least and the greatest percentage that the counts allow."""
    half = Fraction(unit, 2) if unit > 1 else Fraction(0)
    least = _HUNDRED * (rate.numerator - half) / (rate.denominator + half)
    most = _HUNDRED * (rate.numerator + half) / (rate.denominator - half)
    return least, most


def _meets(low: Fraction, high: Fraction, first: Fraction, end: Fraction) -> bool:
    """Whether some value from `low` to `high` lies in [first, end)."""
    return low < end and high >= first
