"""The columns a made roster has: the contract's, those that rules read, those made here."""

from __future__ import annotations

from collections.abc import Mapping

from kofu.policy.facts import FACTS, FactType
from kofu.roster.columns import COLUMNS, WISHES

TYPES: Mapping[str, FactType] = {name: column.type for name, column in COLUMNS.items()}
"""The type of every column a roster may have."""

FULL: tuple[str, ...] = tuple(name for name in COLUMNS if name not in WISHES)
"""Every column of the roster contract, in its order; how people wish to read is not invented."""

FACTS_ONLY: tuple[str, ...] = ("person_id", *FACTS)
"""What rules read, and who it is about."""

PRINTED: frozenset[str] = frozenset(
    (
        *("person_id", "household_id", "symbol", "number", "branch", "name", "name_kana"),
        *("alias", "household_head", "postal_code", "address", "municipality_code", "status_on"),
        *("mailing_name", "mailing_postal_code", "mailing_address"),
    )
)
"""Columns that kofu invents itself; a marginals file may not set them."""
