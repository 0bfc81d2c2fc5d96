"""What Django and django-axes tell of log-ins, written into our log.

A name that is nobody's is not written down: it may be a password in the wrong field.
"""

from __future__ import annotations

from typing import Any

from axes.signals import user_locked_out
from django.contrib.auth.signals import user_logged_out, user_login_failed
from django.dispatch import receiver

from kofu.registry.access.names import folded
from kofu.registry.access.tables import Account
from kofu.registry.access.terminals import address_of
from kofu.registry.log.events import Event, Outcome
from kofu.registry.log.write import note_apart


@receiver(user_login_failed)
def refused(credentials: dict[str, Any], request: Any, **_: object) -> None:
    account = _account(credentials.get("username"))
    _note(Event.LOGIN_REFUSED, account, request, Outcome.REFUSED)


@receiver(user_locked_out)
def locked_out(request: Any, username: str, **_: object) -> None:
    # Sent again for every try while it lasts; only the one that locked was counted.
    if request.axes_failures_since_start is not None:
        _note(Event.ACCOUNT_LOCKED, _account(username), request, Outcome.DONE)


@receiver(user_logged_out)
def logged_out(request: Any, user: object, **_: object) -> None:
    if isinstance(user, Account):
        _note(Event.LOGGED_OUT, user, request, Outcome.DONE)


def _account(name: object) -> Account | None:
    return Account.objects.filter(name=folded(str(name))).first()


def _note(event: Event, account: Account | None, request: Any, outcome: Outcome) -> None:
    about = f"account:{account.name}" if account else ""
    by = account.name if account else ""
    note_apart(event, by=by, outcome=outcome, object=about, terminal=address_of(request))
