"""`kofu serve` as an office starts it: pages come once it says so, and nothing is left at its end."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.register import Register

_KOFU = Path(sys.executable).parent / "kofu"


@contextmanager
def _opened(port: int) -> Iterator[subprocess.Popen[str]]:
    """The command, once it says that the console is open."""
    with subprocess.Popen(
        [_KOFU, "serve", "--port", str(port)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as serve:
        assert serve.stdout
        try:
            assert str(port) in serve.stdout.readline()
            yield serve
        finally:
            serve.terminate()


@pytest.mark.slow
def test_pages_come_and_all_processes_end_together(register: Register) -> None:
    port = _free_port()
    with _opened(port) as serve:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/") as page:
            assert page.url.endswith("/staff/enter/")
            assert "<title>" in page.read().decode()

        again = [_KOFU, "serve", "--port", str(port)]
        refused = subprocess.run(again, capture_output=True, text=True, check=False)
        assert refused.returncode == 2
        assert refused.stderr.startswith("port-taken:")

        children = _children(serve.pid)
        assert len(children) == 3
        serve.send_signal(signal.SIGTERM)
        assert serve.wait(30) == 0
        assert serve.stderr
        assert serve.stderr.read() == ""
    assert not [one for one in children if _alive(one)]


@pytest.mark.slow
def test_one_process_that_dies_ends_the_house(register: Register) -> None:
    with _opened(_free_port()) as serve:
        children = _children(serve.pid)
        os.kill(children[0], signal.SIGKILL)
        assert serve.wait(30) == 2
        assert serve.stderr
        assert serve.stderr.read().startswith("console-stopped:")
    assert not [one for one in children if _alive(one)]


def _free_port() -> int:
    with socket.socket() as there:
        there.bind(("127.0.0.1", 0))
        return int(there.getsockname()[1])


def _children(pid: int) -> list[int]:
    told = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(one) for one in told.split()]


def _alive(pid: int) -> bool:
    for _ in range(20):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return False
        time.sleep(0.1)
    return True
