"""Coming in and going out: password, second factor, what is still to be done first.

A request is Django's, with its session; every step says by its KofuError why it does not go on.
"""

from __future__ import annotations

from enum import StrEnum

from axes.handlers.proxy import AxesProxyHandler
from django.conf import settings
from django.contrib import auth
from django.contrib.auth.signals import user_login_failed
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django_otp import DEVICE_ID_SESSION_KEY
from django_otp import login as remember_device

from kofu.base.errors import KofuError
from kofu.registry.access import second_factor
from kofu.registry.access.accounts import set_password
from kofu.registry.access.attempts import forget_refusals, locked
from kofu.registry.access.names import could_be_a_name, folded
from kofu.registry.access.sessions import STARTED
from kofu.registry.access.tables import Account
from kofu.registry.access.terminals import address_of
from kofu.registry.log.events import Event, Outcome
from kofu.registry.log.write import note, note_apart


class Stage(StrEnum):
    """What has to be done next; nothing else is shown before `IN`."""

    LOG_IN = "log-in"
    TOKEN = "token"
    PASSWORD = "password"
    ENROL = "enrol"
    IN = "in"


def stage(request: HttpRequest) -> Stage:
    """Where the session of a request stands."""
    account = request.user
    if not isinstance(account, Account):
        return Stage.LOG_IN
    has = second_factor.has(account)
    if has and DEVICE_ID_SESSION_KEY not in request.session:
        return Stage.TOKEN
    if account.must_change_password:
        return Stage.PASSWORD
    if not has and second_factor.must_have(account):
        return Stage.ENROL
    return Stage.IN


def log_in(request: HttpRequest, name: str, password: str) -> Account:
    """The first step. Raises KofuError `login-refused`, in the same words whatever was wrong, and
    `account-locked`.
    """
    if not could_be_a_name(folded(name)):
        # Perhaps a password in the wrong field: it is written down nowhere.
        note_apart(Event.LOGIN_REFUSED, by="", terminal=address_of(request))
        raise KofuError("login-refused")
    account = auth.authenticate(request, username=name, password=password)
    if not isinstance(account, Account):
        _refuse_locked(folded(name))
        raise KofuError("login-refused")
    Session.objects.filter(expire_date__lt=timezone.now()).delete()
    auth.login(request, account)
    request.session[STARTED] = timezone.now().timestamp()
    if not second_factor.has(account):
        _entered(request, account)
    return account


def give_token(request: HttpRequest, account: Account, token: str) -> None:
    """The second step. Raises KofuError `token-wrong`, `token-wait`, `account-locked`,
    `second-factor-none`.
    """
    _refuse_locked(account.name)
    try:
        device = second_factor.check(account, token)
    except KofuError as error:
        if error.finding.code == "token-wrong":
            _count(request, account)
        raise
    remember_device(request, device)
    request.session.cycle_key()
    _entered(request, account)


def confirm_token(request: HttpRequest, account: Account, token: str) -> tuple[str, ...]:
    """The second factor taken into use in this session; the codes for paper, shown once.

    Raises KofuError as `second_factor.confirm`.
    """
    remember_device(request, second_factor.confirm(account, token))
    return second_factor.recovery_codes(account)


def replace_password(request: HttpRequest, account: Account, old: str, new: str) -> None:
    """One's own password; other sessions of the account end. Raises KofuError `login-refused` (the
    old one is wrong), `account-locked`, `password-same`, `password-...`.
    """
    _refuse_locked(account.name)
    if not account.check_password(old):
        _count(request, account)
        raise KofuError("login-refused")
    if old == new:
        raise KofuError("password-same")
    changed = set_password(account.name, new, by=account.name, must_change=False)
    auth.update_session_auth_hash(request, changed)


def log_out(request: HttpRequest) -> None:
    """The session ends here, on the server."""
    auth.logout(request)


@transaction.atomic
def _entered(request: HttpRequest, account: Account) -> None:
    forget_refusals(account.name)
    Account.objects.filter(pk=account.pk).update(last_entered_at=timezone.now())
    note(
        Event.LOGGED_IN,
        by=account.name,
        outcome=Outcome.DONE,
        terminal=address_of(request),
        detail={"second-factor": DEVICE_ID_SESSION_KEY in request.session},
    )


def _count(request: HttpRequest, account: Account) -> None:
    """A wrong code, or a wrong password inside, is a refused log-in like any other."""
    AxesProxyHandler.update_request(request)
    user_login_failed.send(__name__, credentials={"username": account.name}, request=request)
    _refuse_locked(account.name)


def _refuse_locked(name: str) -> None:
    if locked(name):
        raise KofuError(
            "account-locked", minutes=int(settings.AXES_COOLOFF_TIME.total_seconds()) // 60
        )
