"""Tokens: by one a program acts as an account, with its rights and its scope, until a day.

A token is 256 random bits, so its SHA-256 may be looked up as it is: nobody can choose a token
whose digest comes near another, and how long the look takes tells nothing of it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from secrets import token_urlsafe

from django.db import transaction
from django.utils import timezone

from kofu.base.errors import KofuError
from kofu.registry.access.accounts import find, told
from kofu.registry.access.tables import Account, ApiToken
from kofu.registry.log.events import Event
from kofu.registry.log.station import by_api_token
from kofu.registry.log.tables import Entry
from kofu.registry.log.write import note_apart

LONGEST = 365
"""Days for which a token may be made."""

GUESSES, WINDOW = 10, timedelta(minutes=15)
"""So many unknown tokens from one terminal within so long, and it has to wait."""

_PREFIX, _BYTES = "kofu_", 32
_LONGEST_LABEL = 100
_OFTEN = timedelta(minutes=1)
"""The last use is written down no more often."""


class TokenState(StrEnum):
    """Whether a token opens; `idle`: its account does not."""

    OPEN = "open"
    REVOKED = "revoked"
    EXPIRED = "expired"
    IDLE = "idle"


@dataclass(frozen=True, slots=True)
class Made:
    """A new token; `secret` is never seen again."""

    number: int
    secret: str
    expires_on: date


@dataclass(frozen=True, slots=True)
class Entered:
    """A program, and the account as which it acts."""

    account: Account
    token: int


def make(name: str, label: str, days: int, *, by: str) -> Made:
    """A token for an account that is in use; `label` says for which program.

    Raises KofuError `account-unknown`, `api-token-unfit`.
    """
    account = find(name)
    named = label.strip()
    if not (account.is_active and 0 < days <= LONGEST and 0 < len(named) <= _LONGEST_LABEL):
        raise KofuError("api-token-unfit", days=LONGEST, longest=_LONGEST_LABEL)
    secret = _PREFIX + token_urlsafe(_BYTES)
    until = timezone.localdate() + timedelta(days=days)
    with transaction.atomic():
        token = ApiToken.objects.create(
            account=account, label=named, digest=_digest(secret), expires_on=until, created_by=by
        )
        told(account, "token-made", by, {"api-token": token.pk, "until": until})
    return Made(token.pk, secret, until)


def revoke(number: int, *, by: str) -> ApiToken:
    """It opens nothing from now on. Raises KofuError `api-token-unknown`, also if it was revoked
    before.
    """
    with transaction.atomic():
        token = (
            ApiToken.objects.select_for_update(of=("self",))
            .select_related("account")
            .filter(pk=number, revoked_at=None)
            .first()
        )
        if token is None:
            raise KofuError("api-token-unknown", number=number)
        token.revoked_at, token.revoked_by = timezone.now(), by
        token.save(update_fields=["revoked_at", "revoked_by"])
        told(token.account, "token-revoked", by, {"api-token": token.pk})
    return token


def tokens() -> Sequence[ApiToken]:
    """Every token that was made, the newest first."""
    return list(ApiToken.objects.select_related("account").order_by("-pk"))


def state(token: ApiToken) -> TokenState:
    """As of today."""
    if token.revoked_at is not None:
        return TokenState.REVOKED
    if token.expires_on < timezone.localdate():
        return TokenState.EXPIRED
    return TokenState.OPEN if token.account.is_active else TokenState.IDLE


def enter(secret: str, terminal: str) -> Entered:
    """Who a program is; from now on the log names the token.

    Raises KofuError `api-token-refused`, in the same words whatever was wrong, and
    `api-token-guessing` (wait).
    """
    _refuse_guessing(terminal)
    found = ApiToken.objects.select_related("account").filter(digest=_digest(secret)).first()
    if found is None or state(found) is not TokenState.OPEN:
        # Expired is not guessed: only unknown tokens, which name nobody, make a terminal wait.
        by, about = (found.account.name, f"api-token:{found.pk}") if found else ("", "")
        note_apart(Event.TOKEN_REFUSED, by=by, object=about, terminal=terminal)
        raise KofuError("api-token-refused")
    _used(found)
    by_api_token(found.pk)
    return Entered(found.account, found.pk)


def _refuse_guessing(terminal: str) -> None:
    since = timezone.now() - WINDOW
    guessed = Entry.objects.filter(
        event=Event.TOKEN_REFUSED.value, terminal=terminal, at__gte=since, by=""
    )
    if guessed.count() >= GUESSES:
        raise KofuError("api-token-guessing", minutes=int(WINDOW.total_seconds()) // 60)


def _used(token: ApiToken) -> None:
    now = timezone.now()
    if token.last_used_at is None or now - token.last_used_at >= _OFTEN:
        ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(last_used_at=now)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
