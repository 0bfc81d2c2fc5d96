"""The console for tests: accounts, a client of Django's, and a real server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from tests.faces.browsers import serving
from tests.register import Register

MakeAccount = Callable[..., Any]
PASSWORD = "まるで-長い-合言葉-26"


@pytest.fixture
def account(register: Register) -> MakeAccount:
    """Make an account: `account("sato", "counter", municipalities=["14131"])`."""
    from kofu.registry.access.accounts import add, set_password
    from kofu.registry.access.roles import Role

    def make(name: str, *roles: str, municipalities: tuple[str, ...] = ()) -> Any:
        add(
            name,
            [Role(role) for role in roles],
            PASSWORD,
            display_name=f"{name}さん",
            municipalities=municipalities,
            by="tests",
        )
        # Set by themselves: nothing is left to be changed at the first log-in.
        return set_password(name, PASSWORD, by=name, must_change=False)

    return make


@pytest.fixture
def console(account: MakeAccount) -> Callable[..., Any]:
    """A client of Django's, logged in: `console("counter")`."""
    from django.test import Client

    def enter(*roles: str, name: str = "sato", municipalities: tuple[str, ...] = ()) -> Any:
        client = Client(SERVER_NAME="127.0.0.1")
        log_in(client, account(name, *roles, municipalities=municipalities))
        return client

    return enter


def log_in(client: Any, who: Any) -> None:
    """As if password and second factor had been given."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django_otp import DEVICE_ID_SESSION_KEY
    from django_otp.plugins.otp_totp.models import TOTPDevice

    from kofu.registry.access.sessions import SessionStore

    device = TOTPDevice.objects.create(user=who, name="test", confirmed=True)
    session = SessionStore()
    session[SESSION_KEY] = str(who.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = who.get_session_auth_hash()
    session[DEVICE_ID_SESSION_KEY] = device.persistent_id
    session.create()
    client.cookies["kofu"] = session.session_key


@pytest.fixture
def address(register: Register) -> Iterator[str]:
    """A web server on loopback, over the test's own register."""
    from django.core.handlers.wsgi import WSGIHandler

    with serving(WSGIHandler()) as there:
        yield there
