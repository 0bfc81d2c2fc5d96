"""From where work is done: what stands in each entry as its terminal, unless one is named."""

from __future__ import annotations

import os
import pwd
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_HERE: ContextVar[str] = ContextVar("station", default="")


def here() -> str:
    """The terminal of the work that is going on; empty where nobody said."""
    return _HERE.get()


@contextmanager
def working_at(terminal: str) -> Iterator[None]:
    """Everything noted inside was done from this terminal."""
    before = _HERE.set(terminal)
    try:
        yield
    finally:
        _HERE.reset(before)


def machine() -> str:
    """Account of the operating system and name of this machine: `kofu@pc-04`."""
    return f"{machine_account()}@{socket.gethostname()}"


def machine_account() -> str:
    """The account of the operating system."""
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return str(os.getuid())
