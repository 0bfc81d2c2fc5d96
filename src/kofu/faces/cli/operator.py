"""Who stands at the terminal: what the log writes down of a command."""

from __future__ import annotations

import os
import pwd
import socket
from typing import Annotated

from cyclopts import Parameter

By = Annotated[str | None, Parameter(name="--by")]
"""Who does it; the account of this machine unless given."""


def operator(given: str | None) -> str:
    """The name that stands in the log."""
    if given:
        return given
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return str(os.getuid())


def terminal() -> str:
    """The machine the command was given on."""
    return socket.gethostname()
