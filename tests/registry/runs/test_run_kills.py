"""Whatever is killed, whenever: the same documents, the same bytes, the same counts.

A worker that has everything loaded is forked and killed after a random moment, again and again,
until the run is done. Between, the server is killed too, and the disk is full.
"""

from __future__ import annotations

import hashlib
import os
import random
import resource
import shutil
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
from tests.many import many
from tests.registry.conftest import Register
from tests.registry.other_server import OtherServer

from kofu.registry.names import OWNER
from kofu.registry.server.cluster import SUPERUSER, Cluster

Planned = Callable[..., Any]

KILLS = 50

DOCUMENTS = """
SELECT person.person_id, d.kind, d.rule, d.valid_from, d.valid_until, d.receipt, d.facts_hash,
       array_agg(a.step || '>' || a.after ORDER BY a.seq)
  FROM document d JOIN person ON person.id = d.person_id JOIN action a ON a.document_id = d.id
 GROUP BY 1, 2, 3, 4, 5, 6, 7 ORDER BY 1
"""
DONE = "SELECT number, printed, stopped, pulled, pages, files FROM chunk_done ORDER BY number"
LIVE = "SELECT person_id, during FROM live_certificate ORDER BY 1"


@dataclass(frozen=True)
class Result:
    """All that is left of a run."""

    files: dict[str, str]
    documents: list[Any]
    chunks: list[Any]
    live: list[Any]


@pytest.mark.parametrize(
    "rounds",
    [range(1), pytest.param(range(1, 1 + many(2)), marks=pytest.mark.slow)],
    ids=["once", "again and again"],
)
def test_kills_at_random_moments_change_nothing(
    planned: Planned, loaded: Register, monkeypatch: pytest.MonkeyPatch, rounds: range
) -> None:
    run = planned(per_chunk=2)
    _start(run)
    copies = [_copy(loaded, f"{loaded.database}_{number}") for number in rounds]
    _work(run)
    expected = _result(run, loaded.app)
    for number, copy in zip(rounds, copies, strict=True):
        _forget_files(run)
        _use(monkeypatch, loaded, copy)
        _disturb(run, loaded.cluster, KILLS, random.Random(number))
        assert _result(run, loaded.cluster.url("kofu_app", copy)) == expected
    _use(monkeypatch, loaded, loaded.database)
    _drop(loaded, copies)


def _start(run: Any) -> None:
    from kofu.registry.runs.acting import act
    from kofu.registry.runs.approve import approve
    from kofu.registry.runs.states import RunStep

    approve(run, "suzuki")
    act(run, RunStep.START, "sato")


def _work(run: Any) -> None:
    from kofu.registry.runs.chunks import work_on
    from kofu.registry.runs.finish import finish

    work_on(run, "sato")
    assert finish(run, "sato")


def _disturb(run: Any, cluster: Cluster, kills: int, chance: random.Random) -> None:
    """Kill until the run survived so many, then let it end."""
    for number in range(kills):
        child = _child(run, full=number % 10 == 5)
        time.sleep(chance.uniform(0.0, 0.08))
        if number % 10 == 9:
            _kill_server(cluster)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        if number % 10 == 9:
            cluster.start()
    assert _undone(run), "the kills came too late to disturb anything"
    child = _child(run, full=False)
    assert os.waitpid(child, 0)[1] == 0


def _undone(run: Any) -> list[int]:
    from django.db import connections

    from kofu.registry.runs.chunks import undone

    left = undone(run)
    connections.close_all()
    return left


def _child(run: Any, full: bool) -> int:
    """A worker of its own; `full`: no file may grow beyond a few pages, as on a full disk."""
    from django.db import connections

    connections.close_all()
    child = os.fork()
    if child:
        return child
    try:
        if full:
            resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
        _work(run)
        os._exit(0)
    except BaseException:
        os._exit(1)


def _kill_server(cluster: Cluster) -> None:
    pid = cluster.pid if isinstance(cluster, OtherServer) else _pid(cluster)
    os.kill(pid, signal.SIGKILL)


def _pid(cluster: Cluster) -> int:
    return int((cluster.home.database / "postmaster.pid").read_text().split()[0])


def _result(run: Any, url: str) -> Result:
    from kofu.registry.runs.folder import PAGES, PIECES, folder_of_run

    folder = folder_of_run(run)
    files = {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for part in (PAGES, PIECES)
        for path in sorted((folder / part).rglob("*"))
        if path.is_file() and path.name != ".lock"
    }
    assert not [name for name in files if name.endswith(".part")]
    with psycopg.connect(url) as connection:
        rows = [connection.execute(question).fetchall() for question in (DOCUMENTS, DONE, LIVE)]
    return Result(files, *rows)


def _forget_files(run: Any) -> None:
    from kofu.registry.runs.folder import PAGES, PIECES, folder_of_run

    for part in (PAGES, PIECES):
        shutil.rmtree(folder_of_run(run) / part, ignore_errors=True)


def _copy(register: Register, name: str) -> str:
    """A second database that stands where the first one stands."""
    from django.db import connections

    connections.close_all()
    with psycopg.connect(_admin(register), autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name} TEMPLATE {register.database} OWNER kofu_owner")
        admin.execute(f"GRANT CONNECT, TEMPORARY ON DATABASE {name} TO kofu_app")
    return name


def _drop(register: Register, names: list[str]) -> None:
    with psycopg.connect(_admin(register), autocommit=True) as admin:
        for name in names:
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _admin(register: Register) -> str:
    return register.cluster.url(SUPERUSER, "postgres")


def _use(monkeypatch: pytest.MonkeyPatch, register: Register, name: str) -> None:
    from django.db import connections

    connections.close_all()
    for alias in ("default", OWNER):
        monkeypatch.setitem(connections[alias].settings_dict, "NAME", name)


def test_what_a_killed_plan_left_is_removed_by_the_next(planned: Planned, loaded: Register) -> None:
    gone = os.fork()
    if not gone:
        os._exit(0)
    os.waitpid(gone, 0)
    left = loaded.home.runs / f".plan-{gone}-abc"
    left.mkdir(parents=True)
    (left / "roster.parquet").write_bytes(b"people")
    ours = loaded.home.runs / f".plan-{os.getpid()}-abc"
    ours.mkdir()
    planned()
    assert not left.exists()
    assert ours.exists()
    ours.rmdir()


def test_a_folder_of_a_plan_that_ended_early_is_no_obstacle(planned: Planned) -> None:
    from kofu.registry.runs.folder import folder_of_run

    run = planned()
    kept = sorted(path.name for path in folder_of_run(run).iterdir())
    assert kept == ["chunks.json", "chunks.parquet", "decisions.parquet", "roster.parquet"]
    assert not list(Path(folder_of_run(run)).parent.glob(".plan-*"))
