"""The postage of one piece: base and options, and where each rate was read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kofu.base.errors import KofuError
from kofu.mail.postage.rates import Base, Option, Rates, shipped_rates
from kofu.policy.model import Delivery, Sure

_APART = frozenset({Option.RECORDED, Option.SIMPLIFIED_REGISTERED, Option.REGISTERED})
_OPTIONS = {
    Delivery.ORDINARY: (),
    Delivery.RECORDED: (Option.RECORDED,),
    Delivery.SIMPLIFIED_REGISTERED: (Option.SIMPLIFIED_REGISTERED,),
}


@dataclass(frozen=True, slots=True, order=True)
class Product:
    """What is bought for a piece: its base, and options in the order of `Option`."""

    base: Base
    options: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One part of a price: what, how many yen, from where."""

    id: Base | Option
    label: str
    yen: int
    source: str
    sure: Sure


@dataclass(frozen=True, slots=True)
class Price:
    """The yen of one piece on one day, tax included, before any discount."""

    base: Line
    options: tuple[Line, ...]

    @property
    def yen(self) -> int:
        return self.base.yen + sum(line.yen for line in self.options)


def product(delivery: Delivery, base: Base = Base.STANDARD) -> Product | None:
    """What a decision's delivery is at the post office; None where it is not mailed."""
    options = _OPTIONS.get(delivery)
    return None if options is None else Product(base, options)


def price(bought: Product, grams: int, day: date, rates: Rates | None = None) -> Price:
    """The postage of a piece of `grams` accepted on `day`.

    Raises KofuError (`postage-day-not-covered`, `postage-too-heavy`, `postage-options-clash` for
    two of 特定記録, 簡易書留 and 一般書留). Source of each rate: in its line.
    """
    if len(_APART & set(bought.options)) > 1 or len(set(bought.options)) < len(bought.options):
        raise KofuError("postage-options-clash", options="・".join(bought.options))
    table = rates or shipped_rates()
    return Price(
        _line(bought.base, grams, day, table),
        tuple(_line(option, grams, day, table) for option in bought.options),
    )


def _line(id_: Base | Option, grams: int, day: date, table: Rates) -> Line:
    rate = table.of(id_)
    value = rate.on(day)
    return Line(id_, rate.label, rate.yen(grams, day), value.source, value.sure)
