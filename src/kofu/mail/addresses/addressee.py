"""Who is written on the envelope, and the lines that show in its window.

Names and addresses are printed exactly as they were given; only the honorific is added, once.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kofu.base.errors import Finding
from kofu.mail.barcode.cells import postcode_digits

HONORIFIC = "様"
_HONORIFICS = ("様", "殿", "御中")


class Whom(StrEnum):
    """To whom an insurer writes: the person, or the head of the household (世帯主, 国保)."""

    PERSON = "person"
    HOUSEHOLD_HEAD = "household-head"


@dataclass(frozen=True, slots=True)
class Recipient:
    """What the roster says of one person's mail; empty text for what it does not say."""

    name: str
    postal_code: str
    address: str
    household_head: str = ""
    mailing_name: str = ""
    mailing_postal_code: str = ""
    mailing_address: str = ""


@dataclass(frozen=True, slots=True)
class Addressee:
    """What is written on the envelope. With findings, the piece is held back for a clerk."""

    name: str
    postal_code: str
    address: str
    findings: tuple[Finding, ...] = ()

    def lines(self, width: int = 20) -> tuple[str, ...]:
        """Postcode, address, name, from top to bottom; at most `width` characters an address line.

        An address is folded at its blanks where that is enough, else anywhere; together its lines
        are the address again. The name has one line whatever its length.
        """
        return (_postmark(self.postal_code), *_folded(self.address, width), self.name)


def addressee(recipient: Recipient, whom: Whom = Whom.PERSON) -> Addressee:
    """The mailing name and mailing address where given, else the person's or the household head's.

    Findings: `household-head-missing`, `addressee-missing`, `mailing-postcode-missing` (a mailing
    address must bring its own postcode), `mailing-address-missing` (a postcode without one).
    """
    own = recipient.household_head if whom is Whom.HOUSEHOLD_HEAD else recipient.name
    name = recipient.mailing_name or own
    postal_code, address = recipient.postal_code, recipient.address
    if recipient.mailing_address or recipient.mailing_postal_code:
        postal_code, address = recipient.mailing_postal_code, recipient.mailing_address
    findings = _missing(recipient, whom, name)
    return Addressee(with_honorific(name) if name.strip() else "", postal_code, address, findings)


def with_honorific(name: str) -> str:
    """`川崎 花子` -> `川崎 花子 様`; a name that ends in 様, 殿 or 御中 stays as it is."""
    return name if name.rstrip().endswith(_HONORIFICS) else f"{name} {HONORIFIC}"


def _missing(recipient: Recipient, whom: Whom, name: str) -> tuple[Finding, ...]:
    findings: list[Finding] = []
    if not name.strip():
        head = whom is Whom.HOUSEHOLD_HEAD
        findings.append(Finding("household-head-missing") if head else Finding("addressee-missing"))
    if recipient.mailing_address and not recipient.mailing_postal_code:
        findings.append(Finding("mailing-postcode-missing"))
    if recipient.mailing_postal_code and not recipient.mailing_address:
        findings.append(Finding("mailing-address-missing"))
    return tuple(findings)


def _postmark(postal_code: str) -> str:
    digits = postcode_digits(postal_code)
    return f"〒{digits[:3]}-{digits[3:]}" if digits else postal_code


def _folded(address: str, width: int) -> tuple[str, ...]:
    lines: list[str] = []
    rest = address
    while len(rest) > width:
        at = max(rest.rfind(" ", 1, width), rest.rfind("　", 1, width)) + 1 or width
        lines.append(rest[:at])
        rest = rest[at:]
    return (*lines, rest) if rest else tuple(lines)
