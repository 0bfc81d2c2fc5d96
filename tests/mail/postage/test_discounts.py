"""Discounts for many pieces: what they would save, and what stands in their way."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from kofu.mail.postage.discounts import (
    Batch,
    Estimate,
    Payment,
    Rounding,
    Sorting,
    estimates,
)
from kofu.mail.postage.price import Product
from kofu.mail.postage.rates import Base, Option

NOTICES = Batch(Product(Base.STANDARD), 110, 10_000, barcoded=True)
CERTIFICATES = Batch(Product(Base.STANDARD, (Option.RECORDED,)), 110, 300, numbers_printed=True)


def estimate(scheme: str, batch: Batch, rounding: Rounding = Rounding.PIECE_DOWN) -> Estimate:
    return next(one for one in estimates(batch, rounding) if one.scheme == scheme)


# 3% of 110 yen is 3.3: dropped 3, raised 4, over ten thousand pieces 33,000.
@pytest.mark.parametrize(
    ("rounding", "yen"),
    [(Rounding.PIECE_DOWN, 30_000), (Rounding.PIECE_UP, 40_000), (Rounding.BATCH_DOWN, 33_000)],
)
def test_barcode_discount(rounding: Rounding, yen: int) -> None:
    found = estimate("barcode", NOTICES, rounding)
    assert (found.applies, found.percent, found.yen) == (True, Decimal(3), yen)


@pytest.mark.parametrize(
    ("batch", "code"),
    [
        (replace(NOTICES, barcoded=False), "discount-no-barcode"),
        (replace(NOTICES, count=999), "discount-too-few"),
        (replace(NOTICES, product=Product(Base.NON_STANDARD)), "discount-shape"),
        (replace(NOTICES, thickness_mm=Decimal("6.1")), "discount-too-thick"),
        (replace(NOTICES, product=Product(Base.STANDARD, (Option.RECORDED,))), "discount-options"),
        (replace(NOTICES, payment=Payment.STAMPS), "discount-payment"),
    ],
)
def test_why_no_barcode_discount(batch: Batch, code: str) -> None:
    found = estimate("barcode", batch)
    assert [finding.code for finding in found.why_not] == [code]
    assert found.yen == 0


SORTED = replace(NOTICES, barcoded=False, sorting=Sorting.ADDRESSEE)
BY_OFFICE = replace(SORTED, sorting=Sorting.OFFICE)
REGIONAL = replace(SORTED, count=50_000, at_regional_office=True)
LARGE = replace(REGIONAL, product=Product(Base.NON_STANDARD))


@pytest.mark.parametrize(
    ("batch", "percent"),
    [
        (replace(SORTED, count=2_000), 3),
        (replace(SORTED, count=9_999), 3),
        (SORTED, 4),
        (replace(SORTED, count=50_000), 5),
        (replace(SORTED, count=100_000), 6),
        (replace(BY_OFFICE, count=2_000), 1),
        (replace(BY_OFFICE, count=100_000), 4),
        (replace(SORTED, leeway_days=3), 4 + 2),
        (replace(SORTED, barcoded=True), 4 + 3),
        (REGIONAL, 5 + 1),
        (replace(REGIONAL, leeway_days=3), 5 + 2 + 1),
        (replace(REGIONAL, leeway_days=7), 5 + 4),  # in place of 2 + 1
        (LARGE, 5 + 3),
        (replace(LARGE, leeway_days=7), 5 + 6),
        (replace(LARGE, barcoded=True), 5 + 3),  # the barcode counts for 定形 and はがき only
        (replace(SORTED, leeway_days=7, at_regional_office=True), 4 + 2),  # below 50,000
    ],
)
def test_sorting_discount(batch: Batch, percent: int) -> None:
    found = estimate("sorting", batch)
    assert (found.applies, found.percent) == (True, Decimal(percent))


@pytest.mark.parametrize(
    ("batch", "code"),
    [
        (NOTICES, "discount-not-sorted"),
        (replace(SORTED, count=1_999), "discount-too-few"),
        (replace(SORTED, payment=Payment.STAMPS), "discount-payment"),
    ],
)
def test_why_no_sorting_discount(batch: Batch, code: str) -> None:
    assert [finding.code for finding in estimate("sorting", batch).why_not] == [code]


def test_eleven_yen_for_each_number_the_sender_prints() -> None:
    found = estimate("single-300", CERTIFICATES)
    assert (found.applies, found.yen) == (True, 300 * 11)


@pytest.mark.parametrize(
    ("batch", "code"),
    [
        (replace(CERTIFICATES, count=299), "discount-too-few"),
        (replace(CERTIFICATES, numbers_printed=False), "discount-numbers-not-printed"),
        (replace(CERTIFICATES, payment=Payment.METERED), "discount-payment"),
        (replace(NOTICES, numbers_printed=True), "discount-not-numbered"),
    ],
)
def test_why_not_eleven_yen(batch: Batch, code: str) -> None:
    assert [finding.code for finding in estimate("single-300", batch).why_not] == [code]
