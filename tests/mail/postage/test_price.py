"""Postage of one piece, on the days around each change of rates.

Expected yen are those of the published tables: base, then option, added by hand in each row.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from kofu.base.errors import KofuError
from kofu.mail.postage.price import Product, price, product
from kofu.mail.postage.rates import Base, Option, Rates, shipped_rates
from kofu.mail.postage.weigh import weigh
from kofu.policy.model import Delivery, Sure

S, N, P = Base.STANDARD, Base.NON_STANDARD, Base.POSTCARD
RECORDED, SIMPLIFIED, REGISTERED, EXPRESS = Option


@pytest.mark.parametrize(
    ("base", "options", "grams", "day", "yen"),
    [
        (S, (), 25, "2024-09-30", 84),
        (S, (), 26, "2024-09-30", 94),
        (S, (), 25, "2024-10-01", 110),
        (S, (), 50, "2024-10-01", 110),
        (P, (), 3, "2024-09-30", 63),
        (P, (), 3, "2024-10-01", 85),
        (N, (), 50, "2024-10-01", 140),
        (N, (), 51, "2024-10-01", 180),
        (N, (), 1000, "2024-10-01", 750),
        (N, (), 150, "2024-09-30", 210),
        (S, (RECORDED,), 25, "2024-09-30", 84 + 160),
        (S, (RECORDED,), 25, "2024-10-01", 110 + 210),
        (S, (SIMPLIFIED,), 25, "2023-09-30", 84 + 320),
        (S, (SIMPLIFIED,), 25, "2023-10-01", 84 + 350),
        (S, (SIMPLIFIED,), 25, "2024-10-01", 110 + 350),
        (S, (REGISTERED,), 25, "2023-09-30", 84 + 435),
        (S, (REGISTERED,), 25, "2024-10-01", 110 + 480),
        (S, (EXPRESS,), 25, "2024-09-30", 84 + 260),
        (N, (EXPRESS,), 251, "2024-10-01", 510 + 400),
        (S, (SIMPLIFIED, EXPRESS), 25, "2025-07-14", 110 + 350 + 300),
    ],
)
def test_price(base: Base, options: tuple[Option, ...], grams: int, day: str, yen: int) -> None:
    assert price(Product(base, options), grams, date.fromisoformat(day)).yen == yen


def test_the_price_says_its_parts_and_its_sources() -> None:
    found = price(Product(S, (RECORDED,)), 20, date(2025, 7, 14))
    assert (found.base.label, found.base.yen) == ("定形郵便物", 110)
    assert [(line.label, line.yen) for line in found.options] == [("特定記録", 210)]
    assert "smbiz.asahi.com" in found.base.source
    assert found.base.sure is Sure.REPORTED


@pytest.mark.parametrize(
    ("bought", "grams", "day", "code"),
    [
        (Product(S), 51, "2025-07-14", "postage-too-heavy"),
        (Product(P), 7, "2025-07-14", "postage-too-heavy"),
        (Product(S), 20, "2019-09-30", "postage-day-not-covered"),
        (Product(S, (EXPRESS,)), 20, "2021-09-30", "postage-day-not-covered"),
        (Product(S, (RECORDED, SIMPLIFIED)), 20, "2025-07-14", "postage-options-clash"),
        (Product(S, (EXPRESS, EXPRESS)), 20, "2025-07-14", "postage-options-clash"),
    ],
)
def test_what_has_no_price(bought: Product, grams: int, day: str, code: str) -> None:
    with pytest.raises(KofuError) as error:
        price(bought, grams, date.fromisoformat(day))
    assert error.value.finding.code == code


@pytest.mark.parametrize(
    ("delivery", "bought"),
    [
        (Delivery.ORDINARY, Product(S)),
        (Delivery.RECORDED, Product(S, (RECORDED,))),
        (Delivery.SIMPLIFIED_REGISTERED, Product(S, (SIMPLIFIED,))),
        (Delivery.EMPLOYER, None),
        (Delivery.COUNTER, None),
        (Delivery.HOLD, None),
    ],
)
def test_the_product_of_a_delivery(delivery: Delivery, bought: Product | None) -> None:
    assert product(delivery) == bought


@given(st.integers(1, 999), st.dates(date(2019, 10, 1), date(2030, 1, 1)))
def test_a_heavier_piece_is_never_cheaper(grams: int, day: date) -> None:
    assert price(Product(N), grams, day).yen <= price(Product(N), grams + 1, day).yen


def test_every_rate_names_its_source() -> None:
    assert all(value.source for rate in shipped_rates().rates for value in rate.values)


def test_a_table_without_a_base_is_refused() -> None:
    with pytest.raises(ValidationError):
        Rates(rates=shipped_rates().rates[1:])


# Weights of the table added by hand: envelope 4.5, card on its sheet 8.0, leaflet 4.0.
@pytest.mark.parametrize(
    ("sheets", "enclosures", "exact", "grams"),
    [
        ([("card-paper", 1)], ["leaflet-a4"], "16.5", 17),
        ([("sheet-a4", 2)], [], "12.5", 13),
        ([], [], "4.5", 5),
    ],
)
def test_weight(
    sheets: list[tuple[str, int]], enclosures: list[str], exact: str, grams: int
) -> None:
    found = weigh("envelope-long-6", sheets, enclosures)
    assert (found.exact, found.grams) == (Decimal(exact), grams)


def test_what_nobody_weighed_is_named() -> None:
    assert weigh(None, [("sheet-a4", 2)]).assumed == ("sheet-a4",)
    assert weigh(None, [("sheet-a4", 0)]).assumed == ()


@pytest.mark.parametrize(
    ("sheets", "code"), [([("papyrus", 1)], "weight-unknown"), ([("sheet-a4", -1)], "weight-count-wrong")]
)  # fmt: skip
def test_what_cannot_be_weighed(sheets: list[tuple[str, int]], code: str) -> None:
    with pytest.raises(KofuError) as error:
        weigh(None, sheets)
    assert error.value.finding.code == code
