"""Refused log-ins: five in a row lock an account for half an hour, from whatever terminal.

django-axes counts them. It is given the name and the terminal's address to write down, not what a
browser says of itself or where it was.
"""

from __future__ import annotations

from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from axes.utils import reset
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from kofu.registry.access.accounts import told
from kofu.registry.access.names import folded
from kofu.registry.access.tables import Account
from kofu.registry.access.terminals import address_of


class NameAndAddress(AxesDatabaseHandler):  # type: ignore[misc]  # axes has no types
    """Keeps no user agent, no path, no query, no form."""

    def user_login_failed(
        self, sender: object, credentials: dict[str, Any], request: Any = None, **more: object
    ) -> None:
        bare = bare_request(request)
        bare.axes_locked_out = request.axes_locked_out
        super().user_login_failed(sender, credentials, bare, **more)
        request.axes_locked_out = bare.axes_locked_out
        request.axes_failures_since_start = bare.axes_failures_since_start


def bare_request(request: HttpRequest) -> Any:
    """The same terminal at the same moment, and nothing else of the request."""
    bare: Any = HttpRequest()
    bare.META = {"REMOTE_ADDR": request.META["REMOTE_ADDR"]}
    bare.axes_attempt_time = timezone.now()
    bare.axes_ip_address = address_of(request)
    bare.axes_user_agent = bare.axes_path_info = bare.axes_http_accept = ""
    bare.axes_failures_since_start = bare.axes_credentials = None
    bare.axes_updated = True
    return bare


def axes_name(request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    """One name, however it was typed."""
    return folded(str((credentials or {}).get("username", "")))


def locked(name: str) -> bool:
    """Whether this account is locked now."""
    since = timezone.now() - settings.AXES_COOLOFF_TIME
    found = AccessAttempt.objects.filter(username=name, attempt_time__gte=since)
    return bool(
        sum(found.values_list("failures_since_start", flat=True)) >= settings.AXES_FAILURE_LIMIT
    )


def unlock(account: Account, *, by: str) -> Account:
    """Open again at once what refused log-ins locked."""
    with transaction.atomic():
        forget_refusals(account.name)
        told(account, "unlocked", by)
    return account


def forget_refusals(name: str) -> None:
    """Count from nothing again."""
    reset(username=name)
