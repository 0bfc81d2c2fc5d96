"""The API for tests: tokens, a program that calls, and a register of a union."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from tests.faces.console.conftest import MakeAccount, account
from tests.registry.conftest import Register
from tests.registry.counter.conftest import enrolled, loaded, planned, roster

__all__ = ["account", "enrolled", "loaded", "planned", "roster"]


@pytest.fixture
def settled(register: Register, enrolled: Callable[..., None]) -> None:
    """The register of a union, with one person."""
    from kofu.registry.insurer.settle import settle_insurer

    settle_insurer("tokyo-kouki", by="tests")
    enrolled({"person_id": "1001"})


@pytest.fixture
def key(account: MakeAccount) -> Callable[..., dict[str, str]]:
    """The header of a program that acts as a new account: `key("counter", name="sato")`."""
    from kofu.registry.access.tokens import make

    def give(*roles: str, name: str = "sato", municipalities: tuple[str, ...] = ()) -> Any:
        account(name, *roles, municipalities=municipalities)
        return {"Authorization": f"Bearer {make(name, 'tests', 30, by='tests').secret}"}

    return give


@pytest.fixture
def call(register: Register) -> Callable[..., tuple[int, Any]]:
    """Call as a program does: `call("decide", {...}, key("counter"))` -> status, answer.

    Without a body it is a GET.
    """
    from django.test import Client

    # Cross-site checks as in earnest: a test client leaves them out.
    client = Client(SERVER_NAME="127.0.0.1", enforce_csrf_checks=True)

    def ask(path: str, body: Any = None, headers: dict[str, str] | None = None) -> tuple[int, Any]:
        address = f"/api/{path}"
        if body is None:
            response = client.get(address, headers=headers)
        else:
            sent = json.dumps(body)
            response = client.post(address, sent, "application/json", headers=headers)
        assert response.headers["Content-Type"].startswith("application/json")
        return response.status_code, response.json()

    return ask
