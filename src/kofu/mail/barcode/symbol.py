"""One customer barcode: what was taken from the address, its cells, its check, its bars."""

from __future__ import annotations

from dataclasses import dataclass

from kofu.mail.barcode.bars import bars_of
from kofu.mail.barcode.cells import check_cell, data_cells
from kofu.mail.barcode.extract import address_number


@dataclass(frozen=True, slots=True)
class CustomerBarcode:
    """`extracted` is the whole address number; `cells` hold as much of it as fits."""

    extracted: str
    cells: tuple[str, ...]
    check: str
    bars: str


def encode(postal_code: str, number: str) -> CustomerBarcode:
    """The barcode of a postcode and an address number already taken, such as `3-20-5B604`.

    An office's own postcode (大口事業所個別番号) goes with an empty number, a box number (私書箱)
    with the postcode all boxes share. Raises KofuError as `data_cells` does.
    Source: 郵便番号・バーコードマニュアル p20-p22.
    """
    cells = data_cells(postal_code, number)
    check = check_cell(cells)
    return CustomerBarcode(number, cells, check, bars_of(cells, check))


def from_address(postal_code: str, rest: str) -> CustomerBarcode:
    """The barcode of a postcode and part B of an address, such as `3丁目30-8　郵便ビル403号`."""
    return encode(postal_code, address_number(rest))
