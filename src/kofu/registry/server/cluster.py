"""A PostgreSQL of our own: made, started and stopped; reached by a socket only we can enter.

It listens on no network. Its log names no values: the details of a refused row would tell whose.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kofu.base.errors import KofuError
from kofu.registry.server.account import Account, account
from kofu.registry.server.home import Home, private
from kofu.registry.server.secrets import secret

SUPERUSER = "postgres"
_LONGEST_SOCKET = 90
_SECONDS = 60

_SETTINGS = {
    "listen_addresses": "''",
    "max_connections": "120",
    "shared_buffers": "256MB",
    "work_mem": "32MB",
    "maintenance_work_mem": "256MB",
    "max_wal_size": "4GB",
    "checkpoint_completion_target": "0.9",
    "wal_compression": "on",
    "timezone": "'Asia/Tokyo'",
    "log_timezone": "'Asia/Tokyo'",
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
    "log_parameter_max_length_on_error": "0",
    "log_statement": "none",
    "log_min_duration_statement": "-1",
}


@dataclass(frozen=True, slots=True)
class Cluster:
    """One server with its folder."""

    home: Home

    @property
    def socket(self) -> Path:
        """The folder of the socket: beside the database, unless that path is too long."""
        beside = self.home.sockets
        if len(str(beside)) <= _LONGEST_SOCKET:
            return beside
        name = hashlib.sha256(str(beside).encode()).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"kofu-{os.geteuid()}-{name}"

    def url(self, role: str, database: str = "kofu") -> str:
        """How to reach it as one of its roles."""
        return f"postgresql://{role}:{secret(self.home, role)}@/{database}?host={self.socket}"

    def start(self) -> None:
        """Make it if there is none, start it if it does not run. Raises KofuError."""
        self.home.path.mkdir(parents=True, exist_ok=True)
        with self._lock():
            runs_as = account(self.home)
            if not (self.home.database / "PG_VERSION").exists():
                self._make(runs_as)
            self._start(runs_as)

    def stop(self, mode: str = "fast") -> None:
        """Stop it; nothing happens where it does not run."""
        with self._lock():
            self._control(account(self.home), "stop", "-m", mode, "-w")

    def running(self) -> bool:
        return self._answers(account(self.home))

    @contextmanager
    def _lock(self) -> Iterator[None]:
        with (self.home.path / ".server.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _make(self, runs_as: Account) -> None:
        if runs_as.uid is not None:
            self.home.path.chmod(0o711)
        draft = self.home.path / ".database.new"
        shutil.rmtree(draft, ignore_errors=True)
        runs_as.own(private(draft))
        password = self.home.path / ".password"
        password.touch(mode=0o600)
        password.write_text(secret(self.home, SUPERUSER))
        runs_as.own(password)
        call = [
            *(str(runs_as.bin / "initdb"), "-D", str(draft), "-U", SUPERUSER),
            *("--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
            *("--locale=C", "--auth=scram-sha-256", f"--pwfile={password}"),
        ]
        try:
            _run(runs_as, call)
        finally:
            password.unlink()
        with (draft / "postgresql.auto.conf").open("a") as file:
            file.writelines(f"{name} = {value}\n" for name, value in _SETTINGS.items())
        draft.rename(self.home.database)

    def _start(self, runs_as: Account) -> None:
        runs_as.own(private(self.socket))
        end = time.monotonic() + _SECONDS
        while not self._answers(runs_as):
            # After a kill, processes of the last server may need a moment to end.
            options = f"-c unix_socket_directories='{self.socket}'"
            log = str(self.home.database / "server.log")
            self._control(runs_as, "start", "-w", "-t", "30", "-l", log, "-o", options)
            if time.monotonic() > end:
                raise KofuError("server-does-not-start", log=log)
            if not self._answers(runs_as):
                time.sleep(0.3)

    def _answers(self, runs_as: Account) -> bool:
        call = [str(runs_as.bin / "pg_isready"), "-q", "-h", str(self.socket)]
        return subprocess.run(call, check=False).returncode == 0

    def _control(self, runs_as: Account, *words: str) -> None:
        call = [str(runs_as.bin / "pg_ctl"), "-D", str(self.home.database), "-s", *words]
        _run(runs_as, call, check=False)


def _run(runs_as: Account, call: list[str], check: bool = True) -> None:
    """A command of the server as its account; its words are kept out of ours."""
    with tempfile.TemporaryFile() as heard:
        done = subprocess.run(
            call,
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=heard,
            stderr=heard,
            user=runs_as.uid,
            group=runs_as.gid,
            extra_groups=[] if runs_as.uid is not None else None,
            cwd="/",
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "Asia/Tokyo"},
            start_new_session=True,
        )
    if check and done.returncode:
        raise KofuError("server-command-failed", command=Path(call[0]).name)
