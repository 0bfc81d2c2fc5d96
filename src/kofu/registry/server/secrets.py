"""Passwords of the database's roles: made once, kept where only we can read them."""

from __future__ import annotations

import os
from secrets import token_urlsafe

from kofu.registry.server.home import Home, private


def secret(home: Home, name: str) -> str:
    """The secret of this name, made on first asking."""
    path = private(home.keys) / name
    try:
        made = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text()
    with os.fdopen(made, "w") as file:
        file.write(token_urlsafe(24))
    return path.read_text()
