"""What an envelope weighs and costs, by the forms in it; one row for each way, not each piece.

Weights are those of `postage/weights.yaml` until the office weighs its own paper. The pack may
name its envelope (`envelope_paper`) and what is enclosed in each (`enclosures`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal

from kofu.documents.values.face import kindred_named
from kofu.documents.values.office import Office
from kofu.mail.postage.price import Product, price, product
from kofu.mail.postage.rates import Base
from kofu.mail.postage.weigh import shipped_weights, weigh
from kofu.policy.model import Delivery

ENVELOPE = "envelope-long-6"
SHEET = "sheet-a4"
STANDARD_GRAMS = 50
"""The heaviest 定形郵便物. Source: products.yaml, both periods."""


@dataclass(frozen=True, slots=True)
class Paper:
    """One document of a form, in thousandths of a gram: once, and for each sheet of it."""

    once: int
    sheet: int
    postcard: bool = False


@dataclass(frozen=True, slots=True)
class Bought:
    """What one envelope is at the post office; no product where it is not mailed."""

    product: Product | None
    grams: int
    yen: int | None

    @property
    def name(self) -> str:
        """`standard+recorded`; empty where it is not mailed."""
        return named(self.product) if self.product else ""


def named(bought: Product) -> str:
    return "+".join((bought.base.value, *(option.value for option in bought.options)))


def paper_of(form: str) -> Paper:
    """A form by its name in the index.

    A card that is glued to a carrier weighs with its carrier: the carrier's weight holds both.
    """
    kindred = kindred_named(form)
    if kindred.template == "postcard":
        return Paper(0, 0, postcard=True)
    if kindred.template in ("card", "card-sheet"):
        return Paper(0, 0)
    if kindred.template in ("carrier", "postcard-carrier"):
        once = _thousandths("card-plastic" if kindred.glued else "card-paper")
        if not kindred.tongue:
            return Paper(once, 0)
        # The weight of the first sheet is in that of the card; every further one counts.
        sheet = _thousandths(SHEET)
        return Paper(once - sheet, sheet)
    return Paper(0, _thousandths(SHEET))


def around(office: Office) -> int:
    """Envelope and enclosures in thousandths of a gram. Raises KofuError `weight-unknown`."""
    enclosed = office.value("enclosures")
    names = enclosed if isinstance(enclosed, tuple) else (str(enclosed),) if enclosed else ()
    envelope = office.text("envelope_paper") or ENVELOPE
    return _whole(weigh(envelope, (), [str(name) for name in names]).exact * 1000)


def bought(delivery: str, postcard: bool, thousandths: int, day: date) -> Bought:
    """Product, grams (rounded up) and yen of one envelope posted on `day`.

    `thousandths` of a gram, with the envelope. Raises KofuError `postage-day-not-covered`,
    `postage-too-heavy`.
    """
    grams = _whole(Decimal(thousandths) / 1000)
    base = Base.POSTCARD if postcard else Base.STANDARD
    if base is Base.STANDARD and grams > STANDARD_GRAMS:
        base = Base.NON_STANDARD
    chosen = product(Delivery(delivery), base)
    return Bought(chosen, grams, price(chosen, grams, day).yen if chosen else None)


def _thousandths(name: str) -> int:
    return _whole(shipped_weights().of(name).grams * 1000)


def _whole(number: Decimal) -> int:
    return int(number.to_integral_value(rounding=ROUND_CEILING))
