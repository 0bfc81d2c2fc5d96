"""The second factor: who needs one, how it is taken into use, and that no code opens twice."""

from __future__ import annotations

import base64
import hashlib
import hmac
import struct
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any
from urllib.parse import parse_qs, urlsplit

import psycopg
import pytest
from tests.registry.access.conftest import PASSWORD, Add
from tests.registry.conftest import Register

from kofu.base.errors import KofuError
from kofu.registry.access.roles import Role

Browsers = Callable[..., Any]
Telephone = Callable[..., str]


def code_of(uri: str, steps: int = 0) -> str:
    """RFC 6238 by hand: HMAC-SHA1 of the half minute, cut to six digits."""
    secret = parse_qs(urlsplit(uri).query)["secret"][0]
    count = struct.pack(">Q", int(time.time()) // 30 + steps)
    digest = hmac.new(base64.b32decode(secret), count, hashlib.sha1).digest()
    at = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[at : at + 4])[0] & 0x7FFFFFFF) % 10**6:06}"


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """The clock of the codes stands still until it is moved."""
    now = [time.time() // 30 * 30]
    monkeypatch.setattr(time, "time", lambda: now[0])

    def move(seconds: float) -> None:
        now[0] += seconds

    return move


@pytest.mark.parametrize(
    ("setting", "origin", "roles", "needed"),
    [
        ("", "", [Role.COUNTER], False),
        ("", "", [Role.COUNTER, Role.APPROVER], True),
        ("roles", "", [Role.OPERATOR], True),
        ("roles", "", [Role.AUDITOR], True),
        ("roles", "", [Role.ADMINISTRATOR], True),
        ("all", "", [Role.COUNTER], True),
        ("off", "http://127.0.0.1:8000", [Role.ADMINISTRATOR], False),
        ("off", "http://[::1]:8000", [Role.ADMINISTRATOR], False),
        ("off", "https://kofu.example.jp", [Role.COUNTER], "second-factor-off"),
        ("none", "", [Role.COUNTER], "setting-wrong"),
    ],
)
def test_who_needs_one(
    monkeypatch: pytest.MonkeyPatch,
    setting: str,
    origin: str,
    roles: list[Role],
    needed: bool | str,
) -> None:
    from kofu.registry.access.second_factor import must_have
    from kofu.registry.access.tables import Account

    account = Account(name="sato", roles=[role.value for role in roles])
    monkeypatch.setenv("KOFU_SECOND_FACTOR", setting)
    monkeypatch.setenv("KOFU_ORIGIN", origin)
    if isinstance(needed, str):
        with pytest.raises(KofuError, match=needed):
            must_have(account)
    else:
        assert must_have(account) is needed


def test_taken_into_use_and_asked_for_from_then_on(
    register: Register, add: Add, browser: Browsers, clock: Callable[[float], None]
) -> None:
    from kofu.registry.access import second_factor
    from kofu.registry.access.entering import confirm_token

    account = add("sato", Role.APPROVER)
    one = browser()
    one.log_in("sato", PASSWORD)
    assert one.stage() == "enrol"
    uri = second_factor.enrol(account)
    assert urlsplit(uri).scheme == "otpauth"
    assert second_factor.picture(uri).startswith("data:image/svg+xml")
    with pytest.raises(KofuError, match="token-wrong"):
        one.visit(lambda request: confirm_token(request, request.user, "000000"))
    assert one.stage() == "enrol"
    _no_wait(register)
    codes = one.visit(lambda request: confirm_token(request, request.user, code_of(uri)))
    assert len(set(codes)) == 10
    assert one.stage() == "in"
    # A stolen session cannot put another telephone in its place.
    with pytest.raises(KofuError, match="second-factor-there"):
        second_factor.enrol(account)

    other = browser("192.0.2.8")
    other.log_in("sato", PASSWORD)
    assert other.stage() == "token"
    with pytest.raises(KofuError, match="token-wrong"):
        other.token(code_of(uri))  # used when it was confirmed
    _no_wait(register)
    clock(30)
    # As a Japanese keyboard types it.
    full_width = str.maketrans("0123456789", "０１２３４５６７８９")
    other.token(f"{code_of(uri)[:3]} {code_of(uri)[3:]}".translate(full_width))
    assert other.stage() == "in"
    with psycopg.connect(register.app) as app:
        told = app.execute(
            "SELECT detail, terminal FROM log_entry WHERE event = 'logged-in' ORDER BY id"
        ).fetchall()
    assert told == [
        ({"second-factor": False}, "192.0.2.7"),
        ({"second-factor": True}, "192.0.2.8"),
    ]


def _no_wait(register: Register) -> None:
    """As if the seconds to wait after a wrong code had passed."""
    with psycopg.connect(register.app, autocommit=True) as app:
        for table in ("otp_totp_totpdevice", "otp_static_staticdevice"):
            app.execute(f"UPDATE {table} SET throttling_failure_count = 0")


def enrolled(add: Add, name: str = "sato") -> tuple[Any, str, tuple[str, ...]]:
    from kofu.registry.access import second_factor

    account = add(name, Role.APPROVER)
    uri = second_factor.enrol(account)
    second_factor.confirm(account, code_of(uri, -1))
    return account, uri, second_factor.recovery_codes(account)


def test_a_code_opens_once_also_when_it_is_given_twice_at_once(
    register: Register,
    add: Add,
    clock: Callable[[float], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Six at once, each of whom has looked at the device before any of them has used it."""
    from django.db import connections

    from kofu.registry.access import second_factor
    from kofu.registry.access.second_factor import check

    account, uri, codes = enrolled(add)
    together, verify = Barrier(6, timeout=60), second_factor._verify

    def verify_together(*given: Any) -> None:
        together.wait()
        verify(*given)

    monkeypatch.setattr(second_factor, "_verify", verify_together)

    def tried(code: str) -> bool:
        try:
            check(account, code)
        except KofuError as error:
            assert error.finding.code in ("token-wrong", "token-wait")
            return False
        finally:
            connections.close_all()
        return True

    with ThreadPoolExecutor(6) as threads:
        for code in (code_of(uri), codes[0]):
            assert sum(threads.map(tried, [code] * 6)) == 1
            _no_wait(register)


def test_codes_on_paper_for_the_day_the_telephone_is_lost(register: Register, add: Add) -> None:
    from kofu.registry.access import second_factor

    account, _, codes = enrolled(add)
    second_factor.check(account, codes[3].upper())
    with pytest.raises(KofuError, match="token-wrong"):
        second_factor.check(account, codes[3])
    _no_wait(register)
    newer = second_factor.recovery_codes(account)
    with pytest.raises(KofuError, match="token-wrong"):
        second_factor.check(account, codes[4])
    _no_wait(register)
    second_factor.check(account, newer[4])
    second_factor.forget(account, by="root")
    assert not second_factor.has(account)
    with pytest.raises(KofuError, match="second-factor-none"):
        second_factor.check(account, newer[5])


def test_guessing_codes_is_slow_and_locks(register: Register, add: Add, browser: Browsers) -> None:
    enrolled(add)
    one = browser()
    one.log_in("sato", PASSWORD)
    with pytest.raises(KofuError, match="token-wrong"):
        one.token("000000")
    with pytest.raises(KofuError, match="token-wait"):
        one.token("000001")
    for guess in range(1, 4):
        _no_wait(register)
        with pytest.raises(KofuError, match="token-wrong"):
            one.token(f"{guess:06}")
        # The password again does not begin the count anew.
        one.log_in("sato", PASSWORD)
    _no_wait(register)
    with pytest.raises(KofuError, match="account-locked"):
        one.token("000004")
    assert one.stage() == "token"
    with pytest.raises(KofuError, match="account-locked"):
        browser("192.0.2.8").log_in("sato", PASSWORD)


def test_one_persons_code_opens_nobody_elses_account(
    register: Register, add: Add, browser: Browsers
) -> None:
    _, uri, codes = enrolled(add)
    enrolled(add, "ito")
    one = browser()
    one.log_in("ito", PASSWORD)
    for code in (code_of(uri), codes[0]):
        with pytest.raises(KofuError, match="token-wrong"):
            one.token(code)
        _no_wait(register)
