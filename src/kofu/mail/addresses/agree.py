"""Does the postcode agree with the address? Whatever does not is flagged, never corrected."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from kofu.base.errors import NOWHERE, Finding, Place
from kofu.mail.addresses.postcodes import look_up
from kofu.mail.addresses.split import Depth, Split, names_a_place, split
from kofu.mail.barcode.cells import postcode_digits
from kofu.mail.barcode.symbol import CustomerBarcode, encode, from_address


class Agreement(StrEnum):
    """The answer; AGREES, OFFICE and NOT_COMPARED (part B alone) carry a customer barcode."""

    AGREES = "agrees"
    OFFICE = "office"
    REPRESENTATIVE = "representative"
    DISAGREES = "disagrees"
    UNKNOWN_POSTCODE = "unknown-postcode"
    NOT_COMPARED = "not-compared"


CODES = {
    Agreement.REPRESENTATIVE: "postcode-representative",
    Agreement.DISAGREES: "postcode-disagrees",
    Agreement.UNKNOWN_POSTCODE: "postcode-unknown",
}
"""The code of the finding for each answer that is one."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A postcode with its address: the answer, and where the address is cut."""

    postal_code: str
    agreement: Agreement
    split: Split

    def finding(self, place: Place = NOWHERE) -> Finding | None:
        """What to tell the clerk, or None where nothing is wrong."""
        code = CODES.get(self.agreement)
        return Finding(code, place, {"text": self.postal_code}) if code else None

    def barcode(self) -> CustomerBarcode | None:
        """The customer barcode, or None where there must be none.

        Source: 郵便番号・バーコードマニュアル p18 (none for a representative postcode), p22 (an
        office's own postcode goes alone).
        """
        if self.agreement is Agreement.OFFICE:
            return encode(self.postal_code, "")
        if self.agreement in (Agreement.AGREES, Agreement.NOT_COMPARED):
            return from_address(self.postal_code, self.split.b)
        return None


def check(postal_code: str, address: str) -> Checked:
    """Compare a postcode, in any spelling, with a whole address.

    Raises KofuError (`postcode-data-missing`); a postcode of another shape is an unknown one.
    """
    digits = postcode_digits(postal_code)
    if digits is None or not look_up(digits).known:
        whole = Split(address, 0, Depth.NOTHING)
        return Checked(postal_code, Agreement.UNKNOWN_POSTCODE, whole)
    found = split(digits, address)
    return Checked(postal_code, _agreement(digits, found), found)


def check_any(postal_code: str, address: str) -> Checked:
    """Like `check`, for a clerk at a desk: an address that names no place is taken for part B.

    Not for rosters, whose addresses are whole: there a place that is not written is a fault.
    """
    checked = check(postal_code, address)
    if checked.agreement is not Agreement.DISAGREES or names_a_place(address):
        return checked
    entry = look_up(postcode_digits(postal_code) or "")
    if entry.representative:
        return replace(checked, agreement=Agreement.REPRESENTATIVE)
    answer = Agreement.NOT_COMPARED if entry.towns else Agreement.OFFICE
    return replace(checked, agreement=answer)


def _agreement(digits: str, found: Split) -> Agreement:
    if found.spot is None or found.contradicts:
        return Agreement.DISAGREES
    if found.spot.row is None:
        return Agreement.OFFICE
    return Agreement.REPRESENTATIVE if found.spot.row.representative else Agreement.AGREES
