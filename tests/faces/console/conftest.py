"""The console for tests: accounts, a client of Django's, and a real browser on a real server."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from tests.faces.console.chromium import chromium
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


@contextmanager
def serving(application: Any) -> Iterator[str]:
    """A WSGI application on loopback."""
    from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler

    class Quiet(WSGIRequestHandler):
        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
            return

    web = ThreadedWSGIServer(("127.0.0.1", 0), Quiet)
    web.daemon_threads = True
    web.set_app(application)
    thread = threading.Thread(target=web.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{web.server_address[1]}"
    web.shutdown()
    thread.join()
    web.server_close()


@pytest.fixture(scope="session")
def _chromium() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    # Playwright's loop runs in this thread; what the tests ask the register does not use it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    program = chromium()
    if program is None:
        pytest.skip(
            "Chromiumがないため、ブラウザーでの確認をしていません（rootで実行すると導入します）"
        )
    # Playwright keeps a loop in this thread, where Django would see asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "yes"
    with sync_playwright() as play:
        running = play.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield running
        running.close()


@pytest.fixture
def browser(_chromium: Any, address: str) -> Iterator[Callable[..., Any]]:
    """Open a page in Chromium: `browser(width=320, javascript=False, client=console("counter"))`."""
    opened = []

    def open_page(
        width: int = 1280, javascript: bool = True, client: Any = None, language: str = "ja"
    ) -> Any:
        context = _chromium.new_context(
            base_url=address,
            viewport={"width": width, "height": 900},
            java_script_enabled=javascript,
            locale="ja-JP" if language == "ja" else "en-GB",
        )
        context.set_default_timeout(15_000)
        if client is not None:
            session = client.cookies["kofu"]
            context.add_cookies([{"name": "kofu", "value": session.value, "url": address}])
        opened.append(context)
        return context.new_page()

    yield open_page
    for context in opened:
        context.close()


@pytest.fixture
def axe() -> Callable[[Any], list[str]]:
    """What axe finds on a page, as `rule: element`; WCAG 2.2 AA and its best practices."""
    from axe_playwright_python.sync_playwright import Axe

    def look(page: Any) -> list[str]:
        found = Axe().run(page).response["violations"]
        return [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]

    return look
