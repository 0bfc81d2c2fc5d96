"""Which tracking numbers a run gets, and what is remembered of it. Pure.

The numbers of a run on a day of acceptance are given once: asked again, the same come back,
whatever was pulled meanwhile. A number that was pulled stays used.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from kofu.base.errors import KofuError
from kofu.mail.tracking.ranges import Lent, State, Use, left, take

REST_DAYS = 100
"""Days until a number may be given again: so long can mail be followed (general knowledge)."""


@dataclass(frozen=True, slots=True)
class Given:
    """The numbers one run (by its root hash) got for one product and day, in order."""

    run: str
    product: str
    uses: tuple[Use, ...]

    @property
    def day(self) -> date:
        return self.uses[0].day

    @property
    def count(self) -> int:
        return sum(use.last - use.first + 1 for use in self.uses)


@dataclass(frozen=True, slots=True)
class Ledger:
    """All that was ever given, and where the next search in each range begins."""

    given: tuple[Given, ...] = ()
    following: Mapping[tuple[int, int], int] | None = None

    def uses(self) -> tuple[Use, ...]:
        return tuple(use for one in self.given for use in one.uses)


@dataclass(frozen=True, slots=True)
class Wanted:
    """`pieces` by product, for one run and one day of acceptance."""

    run: str
    day: date
    pieces: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Numbered:
    """The numbers by product, in the order of posting, and the ledger after it."""

    uses: Mapping[str, tuple[Use, ...]]
    ledger: Ledger


def number(
    ledger: Ledger, ranges: Sequence[Lent], wanted: Wanted, rest: int = REST_DAYS
) -> Numbered:
    """Numbers for every product that has a range, or had them given before.

    Raises KofuError (`tracking-range-exhausted`, `tracking-ranges-overlap`,
    `tracking-given-differs` where the run has another number of pieces than when it was
    numbered); then nothing was given.
    """
    _refuse_overlaps(ranges)
    found: dict[str, tuple[Use, ...]] = {}
    for product, count in wanted.pieces.items():
        before = _before(ledger, wanted, product)
        if before is not None:
            if before.count != count:
                raise KofuError("tracking-given-differs", given=before.count, wanted=count)
            found[product] = before.uses
            continue
        own = [one for one in ranges if one.product == product]
        if own and count:
            uses, ledger = _take(ledger, own, count, wanted.day, rest)
            given = Given(wanted.run, product, uses)
            ledger = replace(ledger, given=(*ledger.given, given))
            found[product] = uses
    return Numbered(found, ledger)


def _before(ledger: Ledger, wanted: Wanted, product: str) -> Given | None:
    for one in ledger.given:
        if (one.run, one.product, one.day) == (wanted.run, product, wanted.day):
            return one
    return None


def _take(
    ledger: Ledger, ranges: Sequence[Lent], count: int, day: date, rest: int
) -> tuple[tuple[Use, ...], Ledger]:
    """From the first range what it has, then from the next. The uses of all ranges count."""
    used, following = ledger.uses(), dict(ledger.following or {})
    states = {
        (one.first, one.last): State(following.get((one.first, one.last), one.first), used)
        for one in ranges
    }
    free = {one: left(one, states[one.first, one.last], day, rest) for one in ranges}
    if sum(free.values()) < count:
        there = sum(free.values())
        raise KofuError("tracking-range-exhausted", wanted=count, left=there, day=day)
    uses: list[Use] = []
    for one in ranges:
        part = min(free[one], count)
        if not part:
            continue
        taken = take(one, states[one.first, one.last], part, day, rest)
        uses.extend(taken.uses)
        following[one.first, one.last] = taken.state.following
        count -= part
    return tuple(uses), replace(ledger, following=following)


def _refuse_overlaps(ranges: Sequence[Lent]) -> None:
    ordered = sorted(ranges, key=lambda one: one.first)
    for one, other in pairwise(ordered):
        if other.first <= one.last:
            raise KofuError("tracking-ranges-overlap")
