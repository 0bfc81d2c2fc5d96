"""What a mailing costs: totals by product, by municipality, and what a provisional rule caused.

Works on counts, never on people: 1.7 million pieces are a few hundred groups.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from kofu.base.errors import KofuError
from kofu.mail.postage.price import Product, price
from kofu.mail.postage.rates import Rates

_Key = TypeVar("_Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Instead:
    """What would have been mailed to the same people without the provisional rule."""

    product: Product
    grams: int


@dataclass(frozen=True, slots=True)
class Group:
    """`count` pieces alike. `provisional`: only a provisional rule caused them; `instead` is what
    would have gone out otherwise, None for nothing."""

    product: Product
    grams: int
    municipality: str
    count: int
    provisional: bool = False
    instead: Instead | None = None


@dataclass(frozen=True, slots=True)
class Sum:
    """Pieces and their postage in yen."""

    pieces: int = 0
    yen: int = 0

    def __add__(self, other: Sum) -> Sum:
        return Sum(self.pieces + other.pieces, self.yen + other.yen)


@dataclass(frozen=True, slots=True)
class Cost:
    """Postage before discounts. `provisional` is all of it that only a provisional rule caused,
    `instead` what the same people would have cost without it; `claim` the yen between."""

    total: Sum
    by_product: Mapping[Product, Sum] = field(default_factory=dict)
    by_municipality: Mapping[str, Sum] = field(default_factory=dict)
    provisional: Sum = Sum()
    instead: Sum = Sum()

    @property
    def claim(self) -> int:
        """What the provisional rule cost over and above (the claim to the state), in yen."""
        return self.provisional.yen - self.instead.yen


def cost(groups: Iterable[Group], day: date, rates: Rates | None = None) -> Cost:
    """Totals of groups accepted on `day`. Raises KofuError as `price` does, and
    `postage-count-wrong`, `postage-instead-wrong` (something instead of an ordinary piece)."""
    priced = [(group, _sum(group, day, rates)) for group in groups]
    provisional = [(group, own) for group, own in priced if group.provisional]
    instead = (
        Sum(group.count, group.count * price(other.product, other.grams, day, rates).yen)
        for group, _ in provisional
        if (other := group.instead) is not None
    )
    return Cost(
        sum((own for _, own in priced), Sum()),
        _by((group.product, own) for group, own in priced),
        _by((group.municipality, own) for group, own in priced),
        sum((own for _, own in provisional), Sum()),
        sum(instead, Sum()),
    )


def _sum(group: Group, day: date, rates: Rates | None) -> Sum:
    if group.count < 0:
        raise KofuError("postage-count-wrong", count=group.count)
    if group.instead is not None and not group.provisional:
        raise KofuError("postage-instead-wrong", municipality=group.municipality)
    return Sum(group.count, group.count * price(group.product, group.grams, day, rates).yen)


def _by(pairs: Iterable[tuple[_Key, Sum]]) -> Mapping[_Key, Sum]:
    found: dict[_Key, Sum] = defaultdict(Sum)
    for key, own in pairs:
        found[key] += own
    return dict(sorted(found.items(), key=lambda entry: str(entry[0])))
