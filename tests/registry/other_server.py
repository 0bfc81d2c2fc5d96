"""A PostgreSQL of the system in the place of our own: KOFU_TEST_BIN names the folder of its programs.

It is set up as whoever runs a database would: a superuser we do not know, an owner of the tables,
an everyday role; kofu is told two addresses.
"""

from __future__ import annotations

import os
import pwd
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg

from kofu.registry.server.cluster import SUPERUSER, Cluster
from kofu.registry.server.home import Home

BIN = "KOFU_TEST_BIN"
OLDEST = 15
_TRIES = 40
INSTALL = Path(__file__).with_name("install_postgresql.sh")


@dataclass(frozen=True, slots=True)
class OtherServer(Cluster):
    """Reached as our own is, but made and started by other means."""

    programs: Path

    def url(self, role: str, database: str = "kofu") -> str:
        return f"postgresql://{role}@/{database}?host={self.home.path / 'other'}"

    @property
    def pid(self) -> int:
        return int((self.home.path / "other/data/postmaster.pid").read_text().split()[0])

    def start(self) -> None:
        """Made and started; or started again after it was killed."""
        data = self.home.path / "other"
        new = not data.exists()
        if new:
            data.mkdir(mode=0o755)
            if os.geteuid() == 0:
                os.chown(data, _account().pw_uid, _account().pw_gid)
            self._run("initdb", "-D", f"{data}/data", "-U", SUPERUSER, "--auth=trust", "-E", "UTF8")
        options = f"-c unix_socket_directories='{data}' -c listen_addresses='' -c fsync=off"
        start = ("-D", f"{data}/data", "-w", "-l", f"{data}/log", "-o", options, "start")
        for _ in range(_TRIES):
            # Whoever was killed is there until the system has taken note of it.
            if self._run("pg_ctl", *start, check=False) == 0:
                break
            time.sleep(0.5)
        if new:
            self._prepare()

    def _prepare(self) -> None:
        with psycopg.connect(self.url(SUPERUSER, "postgres"), autocommit=True) as admin:
            admin.execute("CREATE ROLE kofu_owner LOGIN")
            admin.execute("CREATE ROLE kofu_app LOGIN")
            admin.execute("CREATE DATABASE kofu OWNER kofu_owner")

    def stop(self, mode: str = "fast") -> None:
        self._run("pg_ctl", "-D", f"{self.home.path}/other/data", "-m", mode, "-w", "stop")

    def _run(self, program: str, *words: str, check: bool = True) -> int:
        user = _account().pw_uid if os.geteuid() == 0 else None
        call = [str(self.programs / program), *words]
        # A server that inherits a pipe keeps it open: its words go to a file of its own.
        quiet = subprocess.DEVNULL
        return subprocess.run(call, check=check, user=user, cwd="/", stdout=quiet).returncode


def other_server(folder: Path) -> OtherServer | None:
    """The server the tests were told to use, started, and kofu told of it."""
    programs = os.environ.get(BIN)
    if not programs:
        return None
    server = OtherServer(Home(folder), Path(programs))
    server.start()
    os.environ["DATABASE_URL"] = server.url("kofu_app")
    os.environ["KOFU_OWNER_URL"] = server.url("kofu_owner")
    return server


def programs_here() -> Path | None:
    """The programs of the oldest server of the system that kofu works with."""
    return min(_found(), default=(0, None))[1]


def _found() -> Iterator[tuple[int, Path]]:
    for folder in Path("/usr/lib/postgresql").glob("*/bin"):
        version = folder.parent.name
        if version.isdigit() and int(version) >= OLDEST and (folder / "initdb").exists():
            yield int(version), folder


def _account() -> pwd.struct_passwd:
    """Who runs it where we are root."""
    try:
        return pwd.getpwnam("postgres")
    except KeyError:
        return pwd.getpwnam("nobody")
