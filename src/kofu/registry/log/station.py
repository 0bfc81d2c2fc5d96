"""From where work is done: what stands in each entry as its terminal, unless one is named."""

from __future__ import annotations

import os
import pwd
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class _Station:
    """`api_token`: the number of the token by which a program is at work."""

    terminal: str = ""
    api_token: int | None = None


_NOWHERE = _Station()
_HERE: ContextVar[_Station] = ContextVar("station", default=_NOWHERE)


def here() -> str:
    """The terminal of the work that is going on; empty where nobody said."""
    return _HERE.get().terminal


def api_token() -> int | None:
    """The token of the program that is at work; None where somebody works themselves."""
    return _HERE.get().api_token


@contextmanager
def working_at(terminal: str) -> Iterator[None]:
    """Everything noted inside was done from this terminal."""
    before = _HERE.set(_Station(terminal))
    try:
        yield
    finally:
        _HERE.reset(before)


def by_api_token(number: int) -> None:
    """Everything noted from here to the end of `working_at` was done by a program."""
    _HERE.set(replace(_HERE.get(), api_token=number))


def machine() -> str:
    """Account of the operating system and name of this machine: `kofu@pc-04`."""
    return f"{machine_account()}@{socket.gethostname()}"


def machine_account() -> str:
    """The account of the operating system."""
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return str(os.getuid())
