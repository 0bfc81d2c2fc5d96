"""The tables of discounts, read from `discounts.yaml`: percents and yen as published."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

from kofu.mail.postage.rates import Option, read_table
from kofu.policy.model import Record, Sure


class BarcodeScheme(Record):
    """バーコード付郵便物."""

    percent: Decimal
    pieces: int
    thickness_mm: Decimal
    source: str
    sure: Sure


class SortingScheme(Record):
    """区分郵便物: percents by count of pieces, and what is added to them."""

    pieces: tuple[int, ...]
    by_addressee: tuple[Decimal, ...]
    by_office: tuple[Decimal, ...]
    leeway_3_days: Decimal
    regional_pieces: int
    regional_standard: Decimal
    regional_non_standard: Decimal
    regional_leeway_7_days_standard: Decimal
    regional_leeway_7_days_non_standard: Decimal
    with_barcode: Decimal
    source: str
    sure: Sure


class SingleScheme(Record):
    """単割300: so many yen off each piece whose number the sender prints."""

    yen: int
    pieces: int
    options: tuple[Option, ...]
    source: str
    sure: Sure


class Schemes(Record):
    barcode: BarcodeScheme
    sorting: SortingScheme
    single_300: SingleScheme


@cache
def shipped_schemes() -> Schemes:
    """The tables of `discounts.yaml`."""
    return Schemes.model_validate(read_table("discounts.yaml"))
