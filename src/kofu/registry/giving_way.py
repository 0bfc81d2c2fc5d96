"""Work on everybody gives way to whoever stands at the counter: both share the machine's cores."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from kofu.registry.start import ready

_BEHIND = 19
"""The nicest there is (`man 2 setpriority`): what nobody else wants, and never nothing."""

_TRIES, _AGAIN = 5, 0.15
"""Who is not root may move one session in a tenth of a second, of the whole machine."""


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
    serving = connection.connection.info.backend_pid
    # Who is not root moves only what runs as the same account: then so does our server.
    with suppress(PermissionError, ProcessLookupError):
        os.setpriority(os.PRIO_PROCESS, serving, _BEHIND)
    with suppress(OSError):
        _step_back_among_sessions(Path(f"/proc/{serving}/autogroup"))


def _step_back_among_sessions(group: Path) -> None:
    """Each process of PostgreSQL is a session of its own, and Linux shares out the cores among
    sessions first (`man 7 sched`, autogroup): its own niceness would count for nothing.
    """
    for _ in range(_TRIES):
        with suppress(BlockingIOError):
            group.write_text(f"{_BEHIND}", encoding="ascii")
            return
        time.sleep(_AGAIN)
