"""Work on everybody gives way to whoever stands at the counter: both share the machine's cores."""

from __future__ import annotations

import os
from contextlib import suppress
from functools import cache
from typing import Any

from kofu.registry.start import ready

_BEHIND = 19
"""The nicest there is (`man 2 setpriority`): what nobody else wants, and never nothing."""


@cache
def ready_for_bulk() -> None:
    """`start.ready` for a process that works on everybody; raises what that raises.

    This process steps back, and so does each process that serves it in a database of our own. An
    outside server is its administrator's.
    """
    there = ready()
    os.setpriority(os.PRIO_PROCESS, 0, _BEHIND)
    if there.embedded:
        from django.db.backends.signals import connection_created

        connection_created.connect(_step_back)


def _step_back(connection: Any, **_: object) -> None:
    # Who is not root moves only what runs as the same account: then so does our server.
    with suppress(PermissionError, ProcessLookupError):
        os.setpriority(os.PRIO_PROCESS, connection.connection.info.backend_pid, _BEHIND)
