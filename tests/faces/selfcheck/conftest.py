"""The citizen's page for tests: a server that answers without any register."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from tests.faces.browsers import serving


@pytest.fixture
def address(server: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A web server on loopback; whoever asks the database there is refused."""
    from django.core.handlers.wsgi import WSGIHandler
    from django.db import connections
    from django.db.backends.base.base import BaseDatabaseWrapper

    def refuse(self: BaseDatabaseWrapper) -> None:
        raise AssertionError("the citizen's page asked a database")

    connections.close_all()
    monkeypatch.setattr(BaseDatabaseWrapper, "ensure_connection", refuse)
    with serving(WSGIHandler()) as there:
        yield there
