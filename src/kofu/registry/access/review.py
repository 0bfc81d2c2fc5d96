"""The review of rights: who may do what, who has left, who no longer comes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice

from kofu.registry.access import attempts, second_factor
from kofu.registry.access.roles import Role
from kofu.registry.access.tables import Account

UNUSED_AFTER = timedelta(days=90)


class Doubt(StrEnum):
    """What an account that opens should be asked about.

    No second factor where its roles need one; nobody came in by it for 90 days; a password that
    others gave was never changed.
    """

    NO_FACTOR = "no-factor"
    UNUSED = "unused"
    GIVEN_PASSWORD = "given-password"


@dataclass(frozen=True, slots=True)
class Reviewed:
    """An account as the auditor sees it, with what they will ask about it."""

    name: str
    display_name: str
    roles: tuple[Role, ...]
    municipalities: tuple[str, ...]
    active: bool
    locked: bool
    second_factor: bool
    last_entered_at: datetime | None
    doubts: tuple[Doubt, ...]
    created_at: datetime
    created_by: str
    changed_at: datetime
    changed_by: str


def rights_review() -> tuple[Reviewed, ...]:
    """Every account by name, leavers too."""
    guarded = set(TOTPDevice.objects.filter(confirmed=True).values_list("user_id", flat=True))
    return tuple(
        _reviewed(account, account.pk in guarded) for account in Account.objects.order_by("name")
    )


def _reviewed(account: Account, guarded: bool) -> Reviewed:
    return Reviewed(
        name=account.name,
        display_name=account.display_name,
        roles=account.held,
        municipalities=tuple(account.municipalities),
        active=account.is_active,
        locked=attempts.locked(account.name),
        second_factor=guarded,
        last_entered_at=account.last_entered_at,
        doubts=tuple(_doubts(account, guarded)) if account.is_active else (),
        created_at=account.created_at,
        created_by=account.created_by,
        changed_at=account.changed_at,
        changed_by=account.changed_by,
    )


def _doubts(account: Account, guarded: bool) -> Iterator[Doubt]:
    if second_factor.must_have(account) and not guarded:
        yield Doubt.NO_FACTOR
    if timezone.now() - (account.last_entered_at or account.created_at) > UNUSED_AFTER:
        yield Doubt.UNUSED
    if account.must_change_password:
        yield Doubt.GIVEN_PASSWORD
