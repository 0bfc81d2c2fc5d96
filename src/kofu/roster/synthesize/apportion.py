"""Whole numbers from shares: the method of largest remainders, in exact arithmetic."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction


def apportion(total: int, weights: Sequence[Fraction | int]) -> list[int]:
    """Whole numbers in proportion to `weights` that add up to `total` exactly.

    Each gets the floor of its quota; what is left goes to the largest remainders, the earlier
    first among equals. Weights that are whole and already add up to `total` come back unchanged.
    Raises ValueError if something is to be shared out and every weight is zero.
    """
    whole = sum(weights, start=Fraction(0))
    if not whole:
        if total:
            raise ValueError("nothing to apportion by: every weight is zero")
        return [0 for _ in weights]
    quotas = [Fraction(total) * weight / whole for weight in weights]
    parts = [int(quota) for quota in quotas]
    by_remainder = sorted(range(len(parts)), key=lambda at: (parts[at] - quotas[at], at))
    for at in by_remainder[: total - sum(parts)]:
        parts[at] += 1
    return parts
