"""A real browser on a real server: one Chromium for all tests of a process."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from tests.faces.chromium import chromium


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
