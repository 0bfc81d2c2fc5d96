"""What many pieces at once may save: estimates, each with what stands in its way.

How the post office rounds could not be read, so rounding is a choice of the caller; the office's
own calculation is the one that counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from enum import StrEnum

from kofu.base.errors import Finding
from kofu.mail.postage.price import Product
from kofu.mail.postage.rates import Base
from kofu.mail.postage.schemes import Schemes, shipped_schemes


class Payment(StrEnum):
    STAMPS = "stamps"
    PREPAID = "prepaid"  # 料金別納
    DEFERRED = "deferred"  # 料金後納
    METERED = "metered"  # 料金計器別納


class Sorting(StrEnum):
    NONE = "none"
    ADDRESSEE = "addressee"  # by the addressee's 郵便区番号
    OFFICE = "office"  # by the 郵便区番号 the accepting office names


class Rounding(StrEnum):
    """Fractions of a yen of discount: dropped or raised, for each piece or for the whole batch."""

    PIECE_DOWN = "piece-down"
    PIECE_UP = "piece-up"
    BATCH_DOWN = "batch-down"


@dataclass(frozen=True, slots=True)
class Batch:
    """Pieces of one product, shape and weight handed in at once; `base_yen` is of one piece."""

    product: Product
    base_yen: int
    count: int
    payment: Payment = Payment.DEFERRED
    barcoded: bool = False
    thickness_mm: Decimal = Decimal(1)
    sorting: Sorting = Sorting.NONE
    leeway_days: int = 0
    at_regional_office: bool = False
    numbers_printed: bool = False


@dataclass(frozen=True, slots=True)
class Estimate:
    """A scheme, what it would save in yen (0 where it does not apply), and why not."""

    scheme: str
    percent: Decimal
    yen: int
    why_not: tuple[Finding, ...]

    @property
    def applies(self) -> bool:
        return not self.why_not


def estimates(
    batch: Batch, rounding: Rounding = Rounding.PIECE_DOWN, schemes: Schemes | None = None
) -> tuple[Estimate, ...]:
    """Every scheme looked at for a batch. 区分 already holds its share for barcodes: take one."""
    table = schemes or shipped_schemes()
    return (
        barcode_discount(batch, rounding, table),
        sorting_discount(batch, rounding, table),
        single_300(batch, table),
    )


def barcode_discount(batch: Batch, rounding: Rounding, table: Schemes) -> Estimate:
    """バーコード付郵便物: 3% of the base. Source: post.japanpost.jp discount/barcode."""
    scheme = table.barcode
    why_not = _unless(
        (batch.barcoded, Finding("discount-no-barcode")),
        (batch.count >= scheme.pieces, _too_few(batch, scheme.pieces)),
        (_standard(batch), Finding("discount-shape")),
        (batch.thickness_mm <= scheme.thickness_mm, _too_thick(batch, scheme.thickness_mm)),
        (not batch.product.options, Finding("discount-options")),
        (batch.payment is not Payment.STAMPS, Finding("discount-payment")),
    )
    return _percent("barcode", scheme.percent, batch, rounding, why_not)


def sorting_discount(batch: Batch, rounding: Rounding, table: Schemes) -> Estimate:
    """区分郵便物 with its additions. Source: post.japanpost.jp discount/kubun_discount.

    That options exclude it is assumed from the barcode discount; its page was read in part.
    """
    scheme = table.sorting
    why_not = _unless(
        (batch.sorting is not Sorting.NONE, Finding("discount-not-sorted")),
        (batch.count >= scheme.pieces[0], _too_few(batch, scheme.pieces[0])),
        (not batch.product.options, Finding("discount-options")),
        (batch.payment is not Payment.STAMPS, Finding("discount-payment")),
    )
    percent = Decimal(0) if why_not else _sorting_percent(batch, table)
    return _percent("sorting", percent, batch, rounding, why_not)


def single_300(batch: Batch, table: Schemes) -> Estimate:
    """単割300: 11 yen a piece. Source: post.japanpost.jp fuka_service/kakitome/discount."""
    scheme = table.single_300
    numbered = any(option in scheme.options for option in batch.product.options)
    why_not = _unless(
        (numbered, Finding("discount-not-numbered")),
        (batch.numbers_printed, Finding("discount-numbers-not-printed")),
        (batch.count >= scheme.pieces, _too_few(batch, scheme.pieces)),
        (batch.payment in (Payment.PREPAID, Payment.DEFERRED), Finding("discount-payment")),
    )
    yen = 0 if why_not else scheme.yen * batch.count
    return Estimate("single-300", Decimal(0), yen, why_not)


def _sorting_percent(batch: Batch, table: Schemes) -> Decimal:
    scheme = table.sorting
    step = sum(batch.count >= least for least in scheme.pieces) - 1
    by_addressee = batch.sorting is Sorting.ADDRESSEE
    percent = (scheme.by_addressee if by_addressee else scheme.by_office)[step]
    regional = batch.at_regional_office and batch.count >= scheme.regional_pieces
    standard = _standard(batch)
    if regional and batch.leeway_days >= 7:
        percent += (
            scheme.regional_leeway_7_days_standard
            if standard
            else scheme.regional_leeway_7_days_non_standard
        )
    else:
        percent += scheme.leeway_3_days if batch.leeway_days >= 3 else 0
        if regional:
            percent += scheme.regional_standard if standard else scheme.regional_non_standard
    return percent + (scheme.with_barcode if batch.barcoded and standard else 0)


def _percent(
    scheme: str, percent: Decimal, batch: Batch, rounding: Rounding, why_not: tuple[Finding, ...]
) -> Estimate:
    yen = 0 if why_not else _saved(batch.base_yen, batch.count, percent, rounding)
    return Estimate(scheme, percent, yen, why_not)


def _saved(yen: int, count: int, percent: Decimal, rounding: Rounding) -> int:
    piece = yen * percent / 100
    if rounding is Rounding.BATCH_DOWN:
        return int((piece * count).to_integral_value(ROUND_FLOOR))
    way = ROUND_FLOOR if rounding is Rounding.PIECE_DOWN else ROUND_CEILING
    return int(piece.to_integral_value(way)) * count


def _standard(batch: Batch) -> bool:
    return batch.product.base in (Base.STANDARD, Base.POSTCARD)


def _too_few(batch: Batch, least: int) -> Finding:
    return Finding("discount-too-few", params={"count": batch.count, "least": least})


def _too_thick(batch: Batch, most: Decimal) -> Finding:
    return Finding("discount-too-thick", params={"thickness": batch.thickness_mm, "most": most})


def _unless(*conditions: tuple[bool, Finding]) -> tuple[Finding, ...]:
    return tuple(finding for met, finding in conditions if not met)
