"""A real server for the tests of the register, and a fresh database for each of them."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from tests.folders import server_folder
from tests.registry.other_server import OtherServer, other_server

from kofu.registry.names import OWNER
from kofu.registry.server.cluster import SUPERUSER, Cluster
from kofu.registry.server.home import Home
from kofu.registry.server.presence import leave
from kofu.registry.server.roles import APP
from kofu.registry.start import ready

_numbers = itertools.count(1)


@dataclass(frozen=True)
class Register:
    """One database: its addresses, as the everyday role and as the owner."""

    cluster: Cluster
    database: str

    @property
    def app(self) -> str:
        return self.cluster.url("kofu_app", self.database)

    @property
    def owner(self) -> str:
        return self.cluster.url("kofu_owner", self.database)

    @property
    def superuser(self) -> str:
        return self.cluster.url(SUPERUSER, self.database)

    @property
    def home(self) -> Home:
        return self.cluster.home


@pytest.fixture(scope="session")
def server() -> Iterator[Cluster]:
    """One server a test process, made with empty tables; gone at the end."""
    before = {name: os.environ.pop(name, None) for name in ("DATABASE_URL", "KOFU_OWNER_URL")}
    with server_folder("kofu-test-") as folder:
        yield from _running(folder)
    os.environ.update({name: value for name, value in before.items() if value})


def _running(folder: Path) -> Iterator[Cluster]:
    os.environ["KOFU_HOME"] = str(folder)
    cluster = other_server(folder) or Cluster(Home(folder))
    ready()
    settings.PASSWORD_HASHERS = ["tests.quick.QuickHasher"]
    with psycopg.connect(cluster.url(SUPERUSER, "postgres"), autocommit=True) as admin:
        # Tests survive no power cut; they kill processes, and that needs no flushing.
        admin.execute("ALTER SYSTEM SET fsync = off")
        admin.execute("ALTER SYSTEM SET max_wal_size = '256MB'")
        admin.execute("SELECT pg_reload_conf()")
    yield cluster
    leave(cluster)
    if isinstance(cluster, OtherServer):
        cluster.stop()


@pytest.fixture
def register(server: Cluster, monkeypatch: pytest.MonkeyPatch) -> Iterator[Register]:
    """A database of one's own with empty tables, for this process and its children."""
    from django.db import connections

    made = Register(server, f"test_{os.getpid()}_{next(_numbers)}")
    connections.close_all()
    with psycopg.connect(server.url(SUPERUSER, "postgres"), autocommit=True) as admin:
        admin.execute(
            f"CREATE DATABASE {made.database} TEMPLATE kofu STRATEGY file_copy OWNER kofu_owner"
        )
        admin.execute(f"GRANT CONNECT, TEMPORARY ON DATABASE {made.database} TO {APP}")
    for name in ("default", OWNER):
        monkeypatch.setitem(connections[name].settings_dict, "NAME", made.database)
    monkeypatch.setenv("DATABASE_URL", made.app)
    monkeypatch.setenv("KOFU_OWNER_URL", made.owner)
    yield made
    connections.close_all()
    with psycopg.connect(server.url(SUPERUSER, "postgres"), autocommit=True) as admin:
        admin.execute(f"DROP DATABASE {made.database} WITH (FORCE)")
