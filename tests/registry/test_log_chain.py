"""The chain takes every entry once, whatever writes at the same time."""

from __future__ import annotations

import threading
import time

import psycopg
import pytest
from django.db import connections, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.registry.conftest import Register

from kofu.registry.log.chain import head, seal
from kofu.registry.log.check import check
from kofu.registry.log.events import Event
from kofu.registry.log.write import note

ENTRY = (
    "INSERT INTO log_entry (event, outcome, by, terminal, subject, object, reason, detail)"
    " VALUES ('loaded', 'done', 'x', '', '', '', '', '{}')"
)


def sealed(register: Register) -> list[int]:
    """The entries of each batch, counted by their transactions, not by what the batch says."""
    with psycopg.connect(register.app) as app:
        return [
            count
            for (count,) in app.execute(
                "SELECT (SELECT count(*) FROM log_entry WHERE xact < b.below AND xact >="
                " coalesce((SELECT max(below) FROM log_batch WHERE number < b.number), 0))"
                " FROM log_batch b ORDER BY number"
            )
        ]


def test_nothing_to_seal_makes_no_batch(register: Register) -> None:
    assert seal() == head()
    assert head().number == 0
    note(Event.LOADED, by="sato")
    assert seal().number == 1
    assert seal().number == 1


def test_a_head_hashes_the_one_before(register: Register) -> None:
    heads = []
    for _ in range(3):
        note(Event.LOADED, by="sato")
        heads.append(seal().head)
    with psycopg.connect(register.app) as app:
        rows = app.execute("SELECT previous, head FROM log_batch ORDER BY number").fetchall()
    assert rows == list(zip(["0" * 64, *heads], heads, strict=False))
    assert len(set(heads)) == 3


def test_a_transaction_still_at_work_holds_back_what_came_after_it(register: Register) -> None:
    with psycopg.connect(register.app) as slow:
        slow.execute(ENTRY)
        note(Event.LOADED, by="sato")
        assert seal().number == 0
    assert seal().number == 1
    assert sealed(register) == [2]


def test_no_sealing_inside_a_transaction(register: Register) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        seal()


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.lists(st.tuples(st.integers(0, 3), st.booleans()), max_size=8), max_size=5))
def test_writers_and_sealers_at_once_skip_nothing_and_seal_nothing_twice(
    register: Register, plans: list[list[tuple[int, bool]]]
) -> None:
    """Each plan is a writer's transactions: entries in it, and whether it is rolled back."""
    before = _written(register)

    def write(plan: list[tuple[int, bool]]) -> None:
        with psycopg.connect(register.app, autocommit=True) as app:
            for entries, undone in plan:
                with app.transaction(force_rollback=undone):
                    for _ in range(entries):
                        app.execute(ENTRY)
                        time.sleep(0.002)

    def keep_sealing(over: threading.Event) -> None:
        while not over.is_set():
            seal()
        connections.close_all()

    over = threading.Event()
    writers = [threading.Thread(target=write, args=(plan,)) for plan in plans]
    sealers = [threading.Thread(target=keep_sealing, args=(over,)) for _ in range(2)]
    for thread in (*writers, *sealers):
        thread.start()
    for thread in writers:
        thread.join()
    over.set()
    for thread in sealers:
        thread.join()
    seal()
    kept = sum(entries for plan in plans for entries, undone in plan if not undone)
    assert _written(register) - before == kept
    assert sum(sealed(register)) == _written(register)
    done = check()
    assert done.total == 0
    assert (done.log.entries, done.log.unsealed) == (_written(register), 0)


def _written(register: Register) -> int:
    with psycopg.connect(register.app) as app:
        [(count,)] = app.execute("SELECT count(*) FROM log_entry")
    return int(count)
