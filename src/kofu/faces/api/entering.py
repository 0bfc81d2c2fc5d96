"""A program comes in by its token, and is asked for a right at each call."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest
from ninja.security import HttpBearer

from kofu.registry.access.require import require_any
from kofu.registry.access.roles import Right
from kofu.registry.access.terminals import address_of
from kofu.registry.access.tokens import WINDOW, Entered, enter

WAIT = int(WINDOW.total_seconds())
"""Seconds to wait after guessing."""


def needs(*rights: Right) -> dict[str, object]:
    """The rights of a call, any of them, for its description in OpenAPI."""
    return {"x-rights": sorted(right.value for right in rights)}


def shown(example: Mapping[str, object]) -> dict[str, object]:
    """A body that works, for its description in OpenAPI."""
    return {"requestBody": {"content": {"application/json": {"example": example}}}}


class Called(HttpRequest):
    """A call of a program that is in."""

    auth: Entered


class Token(HttpBearer):
    """Opens a call to accounts with any of the rights.

    Raises KofuError `api-token-refused`, `api-token-guessing`, `right-missing`; all are logged.
    """

    def __init__(self, *rights: Right) -> None:
        super().__init__()
        self.rights = frozenset(rights)

    def authenticate(self, request: HttpRequest, token: str) -> Entered:
        entered = enter(token, address_of(request))
        require_any(entered.account, self.rights)
        return entered
