"""The web server: gunicorn, a few processes with threads, on loopback.

python -m kofu.faces.serve.web PORT PROCESSES
"""

from __future__ import annotations

import sys
from typing import Any

from gunicorn.app.base import BaseApplication

from kofu.faces.serve.names import LOOPBACK

_THREADS = 2
"""Pages of a process at once: more would wait for each other within it, not for a free core."""

_LONGEST = 120
"""Seconds a page may take; what takes longer is a job of the worker."""


_OPEN = 75
"""Seconds that a connection stays open for the next page; browsers think longer than 2."""


class Web(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    """Nothing is loaded before the processes are made: each holds its own place at the server."""

    def __init__(self, port: int, processes: int) -> None:
        self.port, self.processes = port, processes
        super().__init__()

    def load_config(self) -> None:
        settings = {
            "bind": f"{LOOPBACK}:{self.port}",
            "workers": self.processes,
            "threads": _THREADS,
            "worker_class": "gthread",
            "timeout": _LONGEST,
            "graceful_timeout": 10,
            "keepalive": _OPEN,
            "loglevel": "error",
            "accesslog": None,
            "proc_name": "kofu-web",
            "forwarded_allow_ips": LOOPBACK,
        }
        for name, value in settings.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        from kofu.faces.serve.wsgi import application

        return application


if __name__ == "__main__":
    Web(int(sys.argv[1]), int(sys.argv[2])).run()
