"""A rate is two counts and a definition that has a name. Two definitions are two types.

Types of different definitions cannot be added or compared: the type checker refuses, and so does
the running program (`rates-mixed`). Percentages are cut from integers, never from floats.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar, Self, TypeVar

from kofu.base.errors import KofuError

_HUNDRED = 100


class Definition(StrEnum):
    """Which count over which; the code stands in counts files."""

    HOLDERS_OF_INSURED = "holders-of-insured"
    REGISTERED_OF_INSURED = "registered-of-insured"
    REGISTERED_OF_HOLDERS = "registered-of-holders"
    USED_OF_CHECKS = "used-of-checks"
    USED_OF_RECEIPTS = "used-of-receipts"


class Rounding(StrEnum):
    """What becomes of the digits left out; official tables do both."""

    HALF_UP = "half-up"
    CUT_OFF = "cut-off"


@dataclass(frozen=True, slots=True)
class Style:
    """How percentages are published: rounding, and digits after the point."""

    rounding: Rounding = Rounding.HALF_UP
    places: int = 1

    @property
    def words(self) -> str:
        """As it stands below a table."""
        how = "四捨五入" if self.rounding is Rounding.HALF_UP else "切捨て"
        return f"率は小数第{self.places + 1}位を{how}" if self.places else f"率は小数点以下を{how}"


@dataclass(frozen=True, slots=True)
class Rate:
    """Counts over counts, in the same unit. Raises KofuError `rate-impossible`."""

    numerator: int
    denominator: int
    definition: ClassVar[Definition]
    name: ClassVar[str]
    upper: ClassVar[str]
    """What is counted above."""
    lower: ClassVar[str]
    """The denominator, as every table names it."""
    source: ClassVar[str]

    def __post_init__(self) -> None:
        if not 0 <= self.numerator <= self.denominator:
            raise KofuError(
                "rate-impossible",
                name=self.name,
                numerator=self.numerator,
                denominator=self.denominator,
            )

    def percent(self, style: Style) -> Decimal | None:
        """The percentage as it is published; None where nothing was counted below."""
        if self.denominator == 0:
            return None
        scaled = self.numerator * _HUNDRED * 10**style.places
        whole, rest = divmod(scaled, self.denominator)
        if style.rounding is Rounding.HALF_UP and 2 * rest >= self.denominator:
            whole += 1
        return Decimal(whole).scaleb(-style.places)

    def __add__(self, other: Self) -> Self:
        _same((self, other))
        return type(self)(self.numerator + other.numerator, self.denominator + other.denominator)

    def __lt__(self, other: Self) -> bool:
        _same((self, other))
        return self.numerator * other.denominator < other.numerator * self.denominator


class HoldersOfInsured(Rate):
    definition = Definition.HOLDERS_OF_INSURED
    name = "マイナンバーカード保有率（対被保険者）"
    upper, lower = "カード保有者数", "被保険者数"
    source = "川崎市健康福祉委員会資料（令和7年6月13日）3(1)"


class RegisteredOfInsured(Rate):
    definition = Definition.REGISTERED_OF_INSURED
    name = "マイナ保険証登録率（対被保険者）"
    upper, lower = "カードを保有し利用登録した人の数", "被保険者数"
    source = "川崎市健康福祉委員会資料（令和7年6月13日）3(2)"


class RegisteredOfHolders(Rate):
    definition = Definition.REGISTERED_OF_HOLDERS
    name = "マイナ保険証登録率（対カード保有者）"
    upper, lower = "カードを保有し利用登録した人の数", "カード保有者数"
    source = "厚生労働省の公表資料（登録者数÷カード保有者数）"


class UsedOfChecks(Rate):
    definition = Definition.USED_OF_CHECKS
    name = "マイナ保険証利用率（オンライン資格確認件数ベース）"
    upper, lower = "マイナ保険証利用件数", "オンライン資格確認利用件数"
    source = "厚生労働省の公表資料（令和7年11月の公表までの主な定義）"


class UsedOfReceipts(Rate):
    definition = Definition.USED_OF_RECEIPTS
    name = "マイナ保険証利用率（レセプト件数ベース）"
    upper, lower = "マイナ保険証利用人数", "レセプト件数"
    source = "厚生労働省の公表資料（令和7年12月の公表からの主な定義）"


KINDS: dict[Definition, type[Rate]] = {
    kind.definition: kind
    for kind in (
        *(HoldersOfInsured, RegisteredOfInsured, RegisteredOfHolders),
        *(UsedOfChecks, UsedOfReceipts),
    )
}

R = TypeVar("R", bound=Rate)


def together(rates: Iterable[R]) -> tuple[R, ...]:
    """Rates that stand in one table or picture. Raises KofuError `rates-mixed`."""
    found = tuple(rates)
    _same(found)
    return found


def _same(rates: Iterable[Rate]) -> None:
    kinds = list(dict.fromkeys(type(one) for one in rates))
    if len(kinds) > 1:
        raise KofuError("rates-mixed", one=kinds[0].name, other=kinds[1].name)
