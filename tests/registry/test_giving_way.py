"""Work on everybody steps back behind the counter: its process, and the server's process for it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.register import Register

_ASK = """
import os
from kofu.registry.{module} import {name}
{name}()
from django.db import connection
connection.ensure_connection()
pid = connection.connection.info.backend_pid
with open(f"/proc/{{pid}}/stat") as told:
    server = int(told.read().rpartition(")")[2].split()[1])
print(*(os.getpriority(os.PRIO_PROCESS, one) for one in (0, pid, server)))
group = f"/proc/{{pid}}/autogroup"
if os.path.exists(group):
    with open(group) as told:
        print(*told.read().split()[1:])
"""


def steps(home: Path, module: str, name: str) -> list[str]:
    """How nice a process is that begins so, the server's process for it, and the server; then the
    session of the server's process, where the machine has such.
    """
    env = {one: value for one, value in os.environ.items() if one != "DATABASE_URL"}
    env.pop("KOFU_OWNER_URL", None)
    call = [sys.executable, "-c", _ASK.format(module=module, name=name)]
    env["KOFU_HOME"] = str(home)
    done = subprocess.run(call, env=env, capture_output=True, text=True, check=True)
    return done.stdout.split()


def test_both_processes_of_bulk_work_step_back(register: Register) -> None:
    assert steps(register.home.path, "giving_way", "ready_for_bulk")[:2] == ["19", "19"]


def test_the_servers_process_steps_back_among_sessions_too(register: Register) -> None:
    _, _, _, *session = steps(register.home.path, "giving_way", "ready_for_bulk")
    if not session:
        pytest.skip("this machine does not share its cores among sessions")
    assert session == ["nice", "19"]


def test_a_page_does_not_step_back(register: Register) -> None:
    _, page, server, *session = steps(register.home.path, "start", "ready")
    assert page == server
    assert session in ([], ["nice", "0"])
