"""The second factor: a code of six digits from a telephone or a token (TOTP), or one of ten codes
on paper for the day on which it is lost. No code opens twice.
"""

from __future__ import annotations

import unicodedata
from datetime import datetime
from typing import Any, Protocol
from urllib.parse import parse_qs, urlsplit

import segno
from django.db import transaction
from django.utils import timezone
from django_otp import verify_token
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from kofu.base.errors import KofuError
from kofu.registry.access.accounts import told
from kofu.registry.access.environment import SecondFactor, second_factor
from kofu.registry.access.roles import GUARDED
from kofu.registry.access.tables import Account

CODES = 10
_DIGITS = 6


class Device(Protocol):
    """The library's device, of either kind."""

    persistent_id: str

    def verify_is_allowed(self) -> tuple[bool, dict[str, Any]]: ...


def must_have(account: Account) -> bool:
    """Whether these roles need one. Raises KofuError `setting-wrong`, `second-factor-off`."""
    match second_factor():
        case SecondFactor.ALL:
            return True
        case SecondFactor.ROLES:
            return not GUARDED.isdisjoint(account.held)
        case SecondFactor.OFF:
            return False


def has(account: Account) -> bool:
    """Whether one is in use."""
    return bool(TOTPDevice.objects.filter(user=account, confirmed=True).exists())


def enrol(account: Account) -> str:
    """The address (`otpauth:`) that a telephone takes in; it counts once it is confirmed.

    Raises KofuError `second-factor-there`.
    """
    with transaction.atomic():
        Account.objects.select_for_update().get(pk=account.pk)
        if has(account):
            raise KofuError("second-factor-there")
        TOTPDevice.objects.filter(user=account).delete()
        device = TOTPDevice.objects.create(user=account, name="totp", confirmed=False)
    return str(device.config_url)


def pending(account: Account) -> str | None:
    """The address that was shown and is not confirmed yet."""
    device = TOTPDevice.objects.filter(user=account, confirmed=False).first()
    return str(device.config_url) if device else None


def typed(uri: str) -> str:
    """The secret of an address in groups of four, for whoever types it."""
    secret = parse_qs(urlsplit(uri).query)["secret"][0]
    return " ".join(secret[i : i + 4] for i in range(0, len(secret), 4))


def picture(uri: str) -> str:
    """The address as a QR code, an SVG in a `data:` address."""
    return str(segno.make(uri, error="m").svg_data_uri(scale=5))


def confirm(account: Account, token: str) -> Device:
    """The first code shows that the telephone has it; from now on it is asked for.

    Raises KofuError `second-factor-none`, `token-wrong`, `token-wait`.
    """
    device: Device | None = TOTPDevice.objects.filter(user=account, confirmed=False).first()
    if device is None:
        raise KofuError("second-factor-none")
    _verify(account, device, _plain(token))
    with transaction.atomic():
        TOTPDevice.objects.filter(user=account).update(confirmed=True)
        told(account, "second-factor", account.name)
    return device


def check(account: Account, token: str) -> Device:
    """The device that a code is of. Raises KofuError as `confirm`."""
    code = _plain(token)
    kind = TOTPDevice if len(code) == _DIGITS and code.isdigit() else StaticDevice
    device: Device | None = kind.objects.filter(user=account, confirmed=True).first()
    if device is None:
        raise KofuError("token-wrong" if has(account) else "second-factor-none")
    _verify(account, device, code)
    return device


def recovery_codes(account: Account) -> tuple[str, ...]:
    """Ten new codes for paper, each good for once; older ones no longer count."""
    with transaction.atomic():
        Account.objects.select_for_update().get(pk=account.pk)
        StaticDevice.objects.filter(user=account).delete()
        device = StaticDevice.objects.create(user=account, name="recovery")
        codes = tuple(StaticToken.random_token() for _ in range(CODES))
        StaticToken.objects.bulk_create(StaticToken(device=device, token=code) for code in codes)
        told(account, "recovery-codes", account.name)
    return codes


def forget(account: Account, *, by: str) -> None:
    """The telephone is lost: the next log-in begins anew."""
    with transaction.atomic():
        for kind in (TOTPDevice, StaticDevice):
            kind.objects.filter(user=account).delete()
        told(account, "second-factor-reset", by)


def _verify(account: Account, device: Device, code: str) -> None:
    allowed, why = device.verify_is_allowed()
    if not allowed:
        until: datetime = why["locked_until"]
        seconds = max(1, round((until - timezone.now()).total_seconds()))
        raise KofuError("token-wait", seconds=seconds)
    # Held still by the library while it looks: the same code given twice at once opens once.
    if verify_token(account, device.persistent_id, code) is None:
        raise KofuError("token-wrong")


def _plain(token: str) -> str:
    """As typed on a Japanese keyboard: full width, in groups."""
    half = unicodedata.normalize("NFKC", token).casefold()
    return "".join(half.replace("-", "").split())
