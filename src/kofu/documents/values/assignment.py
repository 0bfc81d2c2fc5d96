"""Which forms a decision needs: the certificate with what carries it, the notice, a letter."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import cast

from kofu.documents.values.face import Kindred, is_elderly_form
from kofu.documents.values.office import Office
from kofu.documents.values.person import Row
from kofu.policy.days import month_of_age
from kofu.policy.model import Kind


@dataclass(frozen=True, slots=True)
class Assigned:
    """The forms of one person's document, and whether the share (負担割合) is shown on them."""

    kindred: tuple[Kindred, ...]
    copay: bool


WITHHELD = frozenset({"hold"})
"""Ways of delivery for which nothing is printed in a run (DV and other holds)."""


def assign(row: Row, office: Office, sheets: bool = False) -> Assigned:
    """The forms for a decided row; none for nothing, review and what is withheld.

    With `sheets` paper cards are printed ten to a sheet, apart from the sheet that carries them.
    """
    if row["delivery"] in WITHHELD:
        return Assigned((), False)
    elderly = is_elderly(row)
    copay = office.kind is Kind.KOUKI or elderly
    special = row["variant"] == "special_care"
    forms: tuple[Kindred, ...] = ()
    if row["document"] == "certificate":
        merged = is_elderly_form(office, elderly)
        copay = office.kind is Kind.KOUKI or merged
        forms = _certificate(row, special, merged, sheets)
    elif row["document"] == "notice":
        tail = row["variant"] == "number-tail"
        marked = elderly and office.kind is not Kind.KOUKI
        forms = (Kindred("number-tail-letter") if tail else Kindred("notice", special, marked),)
    if row["basis"] == "refused":
        forms = (*forms, Kindred("refusal"))
    tongue = str(row.get("letter_language") or "")
    if tongue:
        forms = tuple(_backed(one, tongue) for one in forms)
    return Assigned(forms, copay)


_SHEETS = frozenset(
    {"carrier", "postcard-carrier", "certificate-a4", "notice", "number-tail-letter", "refusal"}
)
"""Forms of a whole A4 sheet: on their back, or on a sheet behind them, another language may stand.

A card or postcard that is handed over has no room for it.
"""


def _backed(kindred: Kindred, tongue: str) -> Kindred:
    return replace(kindred, tongue=tongue) if kindred.template in _SHEETS else kindred


def is_elderly(row: Row) -> bool:
    """70 to 74, from the month after the 70th birthday on (born on the 1st: from that day)."""
    birth, start = cast("date | None", row["birth_date"]), cast("date | None", row["valid_from"])
    return birth is not None and start is not None and start > month_of_age(birth, 70)


def _certificate(row: Row, special: bool, merged: bool, sheets: bool) -> tuple[Kindred, ...]:
    """A card or postcard of paper is printed on the sheet that carries it; a plastic card is glued.

    At the counter it is handed over without a sheet.
    """
    form = str(row["form"])
    if form == "card-paper":
        card = Kindred("card-sheet" if sheets else "card", special, merged)
        if row["delivery"] == "counter":
            return (card,)
        glued = Kindred("carrier", special, merged, glued=True)
        return (card, glued) if sheets else (Kindred("carrier", special, merged),)
    if form == "card-plastic":
        card = Kindred("card", special, merged)
        return (card, Kindred("carrier", special, merged, glued=True))
    if form == "postcard":
        alone = row["delivery"] == "counter"
        return (Kindred("postcard" if alone else "postcard-carrier", special, merged),)
    return (Kindred("certificate-a4", special, merged),)
