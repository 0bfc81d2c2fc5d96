"""Two at once, and a kill in the middle: a file is in the register once, or not at all."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from pathlib import Path

import psycopg
import pytest
from django.db import connections
from tests.many import many
from tests.registry.conftest import Register
from tests.registry.people.files import counted, somebody, written

from kofu.registry.people.as_of import moment_of, person_as_of
from kofu.registry.people.load import Loaded, load_roster
from kofu.registry.people.turns import take_turn

JULY = date(2026, 7, 1)
LONGEST = 1.5
"""Seconds: a load of five thousand people takes less."""
TABLES = ("load", "person", "enrolment_fact", "card_fact", "person_now", "person_event")

LOADERS = """
import os, sys
from datetime import date
from pathlib import Path
from kofu.registry.start import ready
ready()
from django.db import connections
from kofu.registry.people.load import load_roster
connections.close_all()
for asked in sys.stdin:
    if asked == "gone?\\n":
        os.waitpid(child, 0)
        print("gone", flush=True)
        continue
    child = os.fork()
    if not child:
        load_roster(Path(sys.argv[1]), None, date(2026, 7, 1), "tester")
        os._exit(0)
    print(child, flush=True)
"""
"""A process that has everything loaded makes a child that loads, as often as it is asked.

A child that ended by itself keeps its number until it is asked for: no other is killed.
"""


def many_people(folder: Path, people: int) -> Path:
    return written(folder, [somebody(person_id=f"{n:06}", name=f"人{n}") for n in range(people)])


def test_two_threads_with_one_file_are_one_load(register: Register, tmp_path: Path) -> None:
    file = many_people(tmp_path, 500)

    def load(_: int) -> Loaded:
        try:
            return load_roster(file, None, JULY, "tester")
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(load, range(4)))
    assert sorted(one.again for one in done) == [False, True, True, True]
    assert len({one.load for one in done}) == 1
    assert [counted(register, table) for table in TABLES] == [1, 500, 500, 500, 500, 500]


def killed_while_loading(register: Register, tmp_path: Path, kills: int) -> None:
    file = many_people(tmp_path, 5_000)
    chance = random.Random(kills)
    call = [sys.executable, "-c", LOADERS, str(file)]
    with subprocess.Popen(
        call, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0, env=dict(os.environ)
    ) as loaders:
        assert loaders.stdin and loaders.stdout
        for _ in range(kills):
            loaders.stdin.write(b"load\n")
            child = int(loaders.stdout.readline())
            time.sleep(chance.uniform(0.0, LONGEST))
            os.kill(child, signal.SIGKILL)
            loaders.stdin.write(b"gone?\n")
            assert loaders.stdout.readline() == b"gone\n"
            counts = {counted(register, table) for table in TABLES}
            assert counts in ({0}, {1, 5_000})
    load_roster(file, None, JULY, "tester")
    assert {counted(register, table) for table in TABLES} == {1, 5_000}


def test_a_killed_load_leaves_nothing(register: Register, tmp_path: Path) -> None:
    killed_while_loading(register, tmp_path, 2)


@pytest.mark.slow
def test_many_killed_loads_leave_nothing(register: Register, tmp_path: Path) -> None:
    killed_while_loading(register, tmp_path, many(10))


@pytest.mark.slow
def test_a_hundred_thousand_people(register: Register, tmp_path: Path) -> None:
    """How long it takes is told, not asserted: `pytest -s` shows it."""
    file = many_people(tmp_path, 100_000)
    for day in (JULY, date(2026, 8, 1)):
        began = time.monotonic()
        done = load_roster(file, None, day, "tester")
        sys.stderr.write(f"{day}: {time.monotonic() - began:.1f} s, {dict(done.counts)}\n")
    assert counted(register, "person_now") == 100_000


def test_nobody_at_the_counter_waits_for_a_load(register: Register, tmp_path: Path) -> None:
    """Only a question about this very moment waits until it is settled what was known at it."""
    load_roster(many_people(tmp_path, 3), None, JULY, "tester")
    earlier = moment_of(None)
    load_roster(written(tmp_path, [somebody(person_id="000001")]), None, JULY, "tester")
    with ThreadPoolExecutor(1) as pool:
        with psycopg.connect(register.app) as writer:
            take_turn(writer.cursor())
            assert pool.submit(_asked, None).result(timeout=30) == somebody()["name"]
            assert pool.submit(_asked, earlier).result(timeout=30) == "人1"
            waiting = pool.submit(_asked, datetime.now().astimezone())
            time.sleep(0.5)
            assert not waiting.done()
        # The end of the connection ends the turn.
        assert waiting.result(timeout=30) == somebody()["name"]


def _asked(known_at: datetime | None) -> object:
    try:
        return person_as_of("000001", JULY, known_at)["name"]
    finally:
        connections.close_all()
