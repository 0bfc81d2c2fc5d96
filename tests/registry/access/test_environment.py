"""What the office sets, and what it may not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kofu.base.errors import KofuError
from kofu.registry.access import environment


@pytest.mark.parametrize(
    ("origin", "loopback", "secure"),
    [
        ("", True, False),
        ("http://localhost:8000", True, False),
        ("http://127.9.9.9", True, False),
        ("http://[::1]:8000", True, False),
        ("https://localhost", True, True),
        ("https://kofu.example.jp", False, True),
        # Without https the cookie does not travel: nobody logs in over an open line.
        ("http://kofu.example.jp", False, True),
        ("http://192.0.2.1:8000", False, True),
        ("http://127.0.0.1.example.jp", False, True),
    ],
)
def test_only_this_machine_does_without_https(
    monkeypatch: pytest.MonkeyPatch, origin: str, loopback: bool, secure: bool
) -> None:
    monkeypatch.setenv("KOFU_ORIGIN", origin)
    assert (environment.loopback(), environment.secure_cookies()) == (loopback, secure)


@pytest.mark.parametrize(
    ("name", "value", "read"),
    [
        ("KOFU_ORIGIN", "kofu.example.jp", environment.loopback),
        ("KOFU_ORIGIN", "ftp://kofu.example.jp", environment.secure_cookies),
        ("KOFU_SESSION_MINUTES", "0", environment.idle_seconds),
        ("KOFU_SESSION_MINUTES", "601", environment.idle_seconds),
        ("KOFU_SESSION_MINUTES", "１５", environment.idle_seconds),
        ("KOFU_PROXIES", "-1", environment.proxies),
        ("KOFU_PROXIES", "many", environment.proxies),
        ("KOFU_SECOND_FACTOR", "no", environment.second_factor),
    ],
)
def test_a_setting_that_cannot_be_read_is_named(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, read: Callable[[], object]
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(KofuError) as error:
        read()
    assert error.value.finding.code == "setting-wrong"
    assert name in str(error.value)


def test_minutes_are_the_offices(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KOFU_SESSION_MINUTES", raising=False)
    assert environment.idle_seconds() == 15 * 60
    monkeypatch.setenv("KOFU_SESSION_MINUTES", "5")
    assert environment.idle_seconds() == 5 * 60
