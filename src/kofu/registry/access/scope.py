"""Whom an account sees: everybody, or the people of its municipalities.

The rule is said as a condition and as codes for the search; a test holds both against a statement
of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from django.db.models import Q

from kofu.registry.access.names import spellings


class Scoped(Protocol):
    """An account, as far as scope goes."""

    @property
    def municipalities(self) -> Sequence[str]: ...


def seen_by(account: Scoped, column: str = "municipality_code") -> Q:
    """A condition on `person_now`, or along a relation to it. Whoever lives nowhere that we know is
    seen by accounts for all municipalities only.
    """
    return Q(**{f"{column}__in": _codes(account)}) if account.municipalities else Q()


def codes_seen(account: Scoped) -> frozenset[str] | None:
    """Every spelling of the codes whose people are theirs to see; None: everybody."""
    return frozenset(_codes(account)) if account.municipalities else None


def _codes(account: Scoped) -> list[str]:
    return [code for five in account.municipalities for code in spellings(five)]
