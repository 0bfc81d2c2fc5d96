"""Workers and web server as processes of one command: all run, or none."""

from __future__ import annotations

import http
import http.client
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from kofu.base.errors import KofuError
from kofu.faces.serve.names import LOOPBACK
from kofu.registry.queues import JOBS, RUNS

_PATIENCE = 15.0
"""Seconds a process gets to end by itself."""

_A_CORE = 2
"""Processes of the web server for each core: while one waits for the database, another computes."""

_STARTS = 60.0
"""Seconds within which the web server must answer."""


@contextmanager
def open_house(port: int, cores: int) -> Iterator[list[subprocess.Popen[bytes]]]:
    """Start all and wait until pages come; end them at the end.

    Raises KofuError `port-taken`, `console-does-not-start`.
    """
    if _answers(port):
        raise KofuError("port-taken", port=port)
    calls = (
        ("kofu.registry.worker", RUNS),
        ("kofu.faces.serve.worker", JOBS),
        ("kofu.faces.serve.web", str(port), str(cores * _A_CORE)),
    )
    running = [subprocess.Popen([sys.executable, "-m", *call]) for call in calls]
    try:
        _wait_for(port, running)
        yield running
    finally:
        _end(running)


def keep(running: list[subprocess.Popen[bytes]]) -> None:
    """Until somebody ends the command, or one of the processes ends by itself.

    Raises KofuError `console-stopped` for the latter.
    """
    asked = []

    def stop(number: int, frame: FrameType | None) -> None:
        asked.append(number)

    before = {one: signal.signal(one, stop) for one in (signal.SIGINT, signal.SIGTERM)}
    try:
        while not asked:
            if any(one.poll() is not None for one in running):
                raise KofuError("console-stopped")
            time.sleep(0.2)
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


def free_port(wanted: int) -> int:
    """The port wanted, or any other where somebody is there already."""
    if not _answers(wanted):
        return wanted
    with socket.socket() as there:
        there.bind((LOOPBACK, 0))
        return int(there.getsockname()[1])


def _answers(port: int) -> bool:
    with socket.socket() as there:
        there.settimeout(1)
        return there.connect_ex((LOOPBACK, port)) == 0


def _serves(port: int) -> bool:
    """A page came: the port is open before any process of the web server is ready."""
    asked = http.client.HTTPConnection(LOOPBACK, port, timeout=1)
    try:
        asked.request("GET", "/")
        return asked.getresponse().status < http.HTTPStatus.INTERNAL_SERVER_ERROR
    except (OSError, http.client.HTTPException):
        return False
    finally:
        asked.close()


def _wait_for(port: int, running: list[subprocess.Popen[bytes]]) -> None:
    end = time.monotonic() + _STARTS
    while not _serves(port):
        if time.monotonic() > end or any(one.poll() is not None for one in running):
            raise KofuError("console-does-not-start", port=port)
        time.sleep(0.1)


def _end(running: list[subprocess.Popen[bytes]]) -> None:
    for one in running:
        if one.poll() is None:
            one.terminate()
    for one in running:
        try:
            one.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            one.kill()
            one.wait()
