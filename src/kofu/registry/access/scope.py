"""Whom an account sees: everybody, or the people of its municipalities.

The rule is said three times, for one person, for the ORM and for SQL; a test holds each against a
statement of its own.
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


def sees(account: Scoped, municipality_code: str | None) -> bool:
    """Whether somebody who lives there is theirs to see. Whoever lives nowhere that we know is
    seen by accounts for all municipalities only.
    """
    return not account.municipalities or municipality_code in _codes(account)


def seen_by(account: Scoped, column: str = "municipality_code") -> Q:
    """`sees` as a condition on `person_now`, or along a relation to it."""
    return Q(**{f"{column}__in": _codes(account)}) if account.municipalities else Q()


def seen_in_sql(
    account: Scoped, column: str = "municipality_code"
) -> tuple[str, tuple[list[str], ...]]:
    """`sees` as SQL and its parameters; `column` is written by us, never by a user."""
    return (f"{column} = ANY(%s)", (_codes(account),)) if account.municipalities else ("TRUE", ())


def codes_seen(account: Scoped) -> frozenset[str] | None:
    """Every spelling of the codes whose people are theirs to see; None: everybody."""
    return frozenset(_codes(account)) if account.municipalities else None


def _codes(account: Scoped) -> list[str]:
    return [code for five in account.municipalities for code in spellings(five)]
