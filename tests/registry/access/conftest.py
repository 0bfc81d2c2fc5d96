"""Accounts of an invented office, and a browser that comes in by the middleware of the settings."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.registry.conftest import Register

from kofu.registry.access.roles import Role

PASSWORD = "midori no hashi 7"
Add = Callable[..., Any]


@pytest.fixture
def add(register: Register) -> Add:
    """An account whose password is their own."""
    from kofu.registry.access import accounts

    def make(name: str, *roles: Role, municipalities: tuple[str, ...] = ()) -> Any:
        held = roles or (Role.COUNTER,)
        accounts.add(name, held, PASSWORD, by="root", municipalities=municipalities)
        return accounts.set_password(name, PASSWORD, by="root", must_change=False)

    return make


@pytest.fixture
def browser(register: Register) -> Callable[..., Any]:
    """A browser at some address, without cookies."""
    from tests.registry.access.browser import Browser

    return Browser
