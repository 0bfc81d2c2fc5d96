"""x"""
from __future__ import annotations
from collections.abc import Callable
from typing import Any
import pytest

Console = Callable[..., Any]
PAGES = ("", "settings/", "timeline/", "compare/", "endings/", "proof/", "cases/")


@pytest.mark.parametrize("page", PAGES)
def test_pages_open(console: Console, page: str) -> None:
    client = console("counter")
    for address in ("/policy/", f"/policy/tokyo-kouki/{page}"):
        answer = client.get(address)
        assert answer.status_code == 200, answer.content.decode()[:3000]
