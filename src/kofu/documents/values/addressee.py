"""Whose name, postcode and address stand in the window: the one place that says so.

Where mail is wanted elsewhere (guardian, facility, hospital), name and address given for that go
before; a mailing address brings its own postcode or none. In 国保 the pack may have everything go
to the head of the household. Nothing is changed but the honorific, added once.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from kofu.documents.values.office import Office
from kofu.policy.model import Kind

_TITLES = ("様", "殿", "御中")


class Destination(NamedTuple):
    """Where mail goes; empty for what the roster does not say."""

    postal_code: str
    address: str


def to_household_head(office: Office) -> bool:
    """Whether the insurer writes to the head of the household (世帯主) instead of the person."""
    return office.kind is Kind.KOKUHO and office.text("addressee") == "household-head"


def addressee(row: Mapping[str, object], head: bool) -> str:
    """The name, without honorific. `head`: `to_household_head`; who has no head gets it alone."""
    own = (_text(row, "household_head") if head else "") or _text(row, "name")
    return _text(row, "mailing_name") or own


def destination(row: Mapping[str, object]) -> Destination:
    away = _text(row, "mailing_address")
    if away:
        return Destination(_text(row, "mailing_postal_code"), away)
    return Destination(_text(row, "postal_code"), _text(row, "address"))


def in_sql(head: bool) -> Mapping[str, str]:
    """The same over the columns of a table: expressions for `name`, `postal_code`, `address`."""
    own = "coalesce(nullif(household_head, ''), name)" if head else "name"
    away = "coalesce(mailing_address, '') <> ''"
    return {
        "name": f"coalesce(nullif(mailing_name, ''), {own}, '')",
        "postal_code": f"coalesce(if({away}, mailing_postal_code, postal_code), '')",
        "address": f"coalesce(if({away}, mailing_address, address), '')",
    }


def addressed(name: str, title: str = "様") -> str:
    """A name with exactly one 敬称 (Saitama 2025-07: 様 printed twice), whatever ends the cell."""
    name = name.rstrip()
    return name if not name or name.endswith(_TITLES) else f"{name}　{title}"


def _text(row: Mapping[str, object], column: str) -> str:
    value = row[column]
    return value if type(value) is str else ""
