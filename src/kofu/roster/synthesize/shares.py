"""From the counts and shares of one partition to the exact size of every part."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from kofu.base.errors import KofuError
from kofu.roster.synthesize.apportion import apportion
from kofu.roster.synthesize.schema import Partition


def exact(share: float) -> Fraction:
    """The share as written: 0.1 is one tenth, not its nearest binary fraction."""
    return Fraction(repr(share))


def sizes_as_written(partition: Partition, whole: int) -> list[int]:
    """How big each part is among `whole` people (shares are shares of `whole`).

    Counts stand as written, shares are rounded together by largest remainders, the rest is what
    is left. Raises KofuError (`marginals-too-many`, `marginals-too-few`).
    """
    counted = sum(part.count or 0 for part in partition.parts)
    shares = [exact(part.share or 0.0) for part in partition.parts]
    shared_out = sum(shares, start=Fraction(0))
    has_rest = any(part.rest for part in partition.parts)
    if has_rest:
        of_shares = apportion(whole, [*shares, Fraction(1) - shared_out])[:-1]
    else:
        of_shares = apportion(whole - counted, shares) if shared_out else [0 for _ in shares]
    left = whole - counted - sum(of_shares)
    if left < 0 or shared_out > 1:
        raise KofuError("marginals-too-many", partition=partition.name, people=whole, more=-left)
    if left and not has_rest:
        raise KofuError("marginals-too-few", partition=partition.name, people=whole, fewer=left)
    return [
        left if part.rest else part.count if part.count is not None else share
        for part, share in zip(partition.parts, of_shares, strict=True)
    ]


def scaled(sizes: Sequence[int], whole: int) -> list[int]:
    """The same parts among `whole` people instead; unchanged where they already add up to it."""
    if not sum(sizes):
        return [0 for _ in sizes]
    return apportion(whole, sizes)
