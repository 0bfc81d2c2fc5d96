"""What the office sets for log-in, from the environment of the process."""

from __future__ import annotations

import os
from collections.abc import Sequence
from enum import StrEnum
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from kofu.base.errors import KofuError

ORIGIN, MINUTES = "KOFU_ORIGIN", "KOFU_SESSION_MINUTES"
SECOND_FACTOR, PROXIES = "KOFU_SECOND_FACTOR", "KOFU_PROXIES"
_LONGEST_MINUTES, _MOST_PROXIES = 600, 5


class SecondFactor(StrEnum):
    """Who has to have a second factor."""

    ALL = "all"
    ROLES = "roles"
    OFF = "off"


def origin() -> SplitResult:
    """Where browsers find the console; `http://127.0.0.1:8000` unless set.

    Raises KofuError `setting-wrong`.
    """
    given = os.environ.get(ORIGIN) or "http://127.0.0.1:8000"
    parts = urlsplit(given)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise KofuError("setting-wrong", name=ORIGIN)
    return parts


def loopback() -> bool:
    """Whether the console is for this machine alone."""
    host = origin().hostname or ""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def secure_cookies() -> bool:
    """Plain http is for this machine only: elsewhere a browser sends no cookie over it."""
    return origin().scheme == "https" or not loopback()


def idle_seconds() -> int:
    """After so long without a page a session ends; 15 minutes unless set.

    Raises KofuError `setting-wrong`.
    """
    return 60 * _number(MINUTES, 15, range(1, _LONGEST_MINUTES + 1))


def proxies() -> int:
    """How many proxies stand before us and name the terminal (`X-Forwarded-For`); none unless set.

    Raises KofuError `setting-wrong`.
    """
    return _number(PROXIES, 0, range(_MOST_PROXIES + 1))


def second_factor() -> SecondFactor:
    """`roles` unless set. Raises KofuError `setting-wrong`, and `second-factor-off` where `off` is
    set for a console that other machines reach.
    """
    given = os.environ.get(SECOND_FACTOR) or SecondFactor.ROLES
    if given not in list(SecondFactor):
        raise KofuError("setting-wrong", name=SECOND_FACTOR)
    if given == SecondFactor.OFF and not loopback():
        raise KofuError("second-factor-off")
    return SecondFactor(given)


def _number(name: str, usual: int, allowed: Sequence[int]) -> int:
    given = os.environ.get(name) or str(usual)
    if not (given.isascii() and given.isdigit() and int(given) in allowed):
        raise KofuError("setting-wrong", name=name)
    return int(given)
