"""Work on everybody steps back behind the counter: its process, and the server's process for it."""

from __future__ import annotations

import os
import subprocess
import sys

from tests.register import Register

_STEPS = """
import os
from kofu.registry.giving_way import ready_for_bulk
ready_for_bulk()
from django.db import connection
connection.ensure_connection()
pid = connection.connection.info.backend_pid
print(*(os.getpriority(os.PRIO_PROCESS, one) for one in (0, pid)))
"""


def test_both_processes_of_bulk_work_step_back(register: Register) -> None:
    env = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    env.pop("KOFU_OWNER_URL", None)
    call = [sys.executable, "-c", _STEPS]
    done = subprocess.run(call, env=env, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["19", "19"]


def test_a_page_does_not_step_back(register: Register) -> None:
    from django.db import connection

    connection.ensure_connection()
    assert connection.connection is not None
    assert os.getpriority(os.PRIO_PROCESS, connection.connection.info.backend_pid) <= 0
