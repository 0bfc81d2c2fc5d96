"""Numbers of the post in the register: taken by a run, on its pages, given back or used up."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import psycopg
import pytest
from tests.registry.conftest import Register
from tests.registry.runs.test_runs import done

from kofu.base.errors import KofuError

Planned = Callable[..., Any]
Kofu = Callable[..., tuple[int, str, str]]
# 7DR: 5607000000 mod 7 = 0, and 399 = 57 * 7: 5607000399 mod 7 = 0; 400 numbers.
BOTH = ("recorded:560-70-00000-0-560-70-00399-0",)
FIRST, AFTER = 5607000000, 5607000400
ON = date(2026, 8, 1)


def taken(register: Register) -> list[tuple[int, int, int]]:
    """Run, first and last of each range of numbers that was taken."""
    with psycopg.connect(register.app) as app:
        return app.execute(
            "SELECT run.id, lower(numbers)::bigint, (upper(numbers) - 1)::bigint"
            " FROM tracking_taken JOIN run ON run.identity = run_identity ORDER BY 2"
        ).fetchall()


def test_each_document_is_found_by_the_number_of_its_envelope(
    planned: Planned, loaded: Register
) -> None:
    import pyarrow.parquet as pq

    from kofu.registry.runs.folder import PAGES, folder_of_run

    run = done(planned(tracking=BOTH))
    pages = pq.read_table(folder_of_run(run) / PAGES / "pages.parquet").to_pylist()
    printed = {(one["person_id"], int(one["tracking"])) for one in pages if one["tracking"]}
    with psycopg.connect(loaded.app) as app:
        kept = app.execute(
            "SELECT person.person_id, tracking, day FROM numbered_piece"
            " JOIN document USING (run_id, envelope) JOIN person ON person.id = document.person_id"
        ).fetchall()
        envelopes = app.execute("SELECT envelope FROM document ORDER BY 1").fetchall()
    assert len(printed) > 50
    assert {(person, number) for person, number, _ in kept} == printed
    assert {day for _, _, day in kept} == {ON}
    assert [one for (one,) in envelopes] == sorted(one["envelope"] for one in pages)
    [(number, first, last)] = taken(loaded)
    assert number == run.pk
    assert (first, last - first + 1) == (FIRST, len({one for _, one in printed}))


def test_given_back_before_the_start_and_used_up_after_it(
    planned: Planned, loaded: Register
) -> None:
    from kofu.registry.runs.acting import act
    from kofu.registry.runs.approve import approve
    from kofu.registry.runs.posting import abandon
    from kofu.registry.runs.states import RunStep

    first = planned(tracking=BOTH)
    size = taken(loaded)[0][2] - FIRST + 1
    abandon(first, "suzuki", "件数の誤り")
    assert taken(loaded) == []
    second = planned(per_chunk=20, tracking=BOTH)
    assert taken(loaded) == [(second.pk, FIRST, FIRST + size - 1)]
    approve(second, "suzuki")
    act(second, RunStep.START, "sato")
    abandon(second, "suzuki", "用紙の誤り")
    third = planned(per_chunk=30, tracking=BOTH)
    assert [run for run, _, _ in taken(loaded)] == [second.pk, third.pk]


def test_numbers_of_a_run_that_goes_on_are_not_given_back(
    planned: Planned, loaded: Register
) -> None:
    planned(tracking=BOTH)
    for role in (loaded.app, loaded.owner):
        with psycopg.connect(role, autocommit=True) as one:
            with pytest.raises(psycopg.Error) as error:
                one.execute("DELETE FROM tracking_taken")
            assert error.value.sqlstate == "KH001"


def test_too_few_numbers_and_nothing_is_planned(planned: Planned, loaded: Register) -> None:
    from kofu.registry.runs.tables import Run

    # 5607000002 mod 7 = 2
    with pytest.raises(KofuError, match="tracking-range-exhausted"):
        planned(tracking=("recorded:560-70-00000-0-560-70-00002-2",))
    assert taken(loaded) == []
    assert not Run.objects.exists()


def test_what_a_file_beside_gave_is_not_given_again(planned: Planned, loaded: Register) -> None:
    from kofu.mail.tracking.ledger import STATE
    from kofu.registry.server.home import home

    given = {"run": "x", "day": "2026-07-20", "product": "recorded", "numbers": [[FIRST, FIRST]]}
    path = home().path / STATE
    path.write_text(json.dumps({"version": 1, "ranges": [], "given": [given]}))
    try:
        planned(tracking=BOTH)
    finally:
        path.unlink()
    assert taken(loaded)[0][1] == FIRST + 1


def test_two_at_once_never_get_the_same_numbers(register: Register) -> None:
    """Two connections: the second waits for the first, and begins where it ended."""
    from django.db import connection, transaction

    from kofu.mail.tracking.ledger import Ranges
    from kofu.mail.tracking.numbering import Wanted, number
    from kofu.mail.tracking.ranges import Lent
    from kofu.registry.post.tracking import TableKeeper

    with psycopg.connect(register.app) as app:
        from tests.registry import a_register

        days = (ON, date(2026, 8, 2))
        for day in days:
            a_register.run(app, day, [])
    ranges = Ranges((Lent(FIRST, AFTER - 1, "recorded"),))
    inside, go_on = threading.Event(), threading.Event()

    def give(day: date, hold: bool) -> None:
        keeper = TableKeeper(f"identity-{day}", "sato", Path("nowhere"))
        with transaction.atomic(), keeper.alone():
            before = keeper.read()
            if hold:
                inside.set()
                go_on.wait(5)
            done = number(before, ranges.lent, Wanted("r", ON, {"recorded": 10}))
            keeper.write(before, done.ledger, ranges)
        connection.close()

    first = threading.Thread(target=give, args=(days[0], True))
    second = threading.Thread(target=give, args=(days[1], False))
    first.start()
    assert inside.wait(5)
    second.start()
    second.join(0.3)
    assert second.is_alive()
    go_on.set()
    first.join(5)
    second.join(5)
    assert [(low, high) for _, low, high in taken(register)] == [
        (FIRST, FIRST + 9),
        (FIRST + 10, FIRST + 19),
    ]


def test_numbers_rest_as_long_as_was_said_when_they_were_taken(register: Register) -> None:
    """Fifty days later, with a rest of ten days: the hundred of the first time are not over."""
    from django.db import transaction
    from tests.registry import a_register

    from kofu.mail.tracking.ledger import Ranges
    from kofu.mail.tracking.numbering import Wanted, number
    from kofu.mail.tracking.ranges import Lent
    from kofu.registry.post.tracking import TableKeeper

    with psycopg.connect(register.app) as app:
        a_register.run(app, ON, [])
    keeper = TableKeeper(f"identity-{ON}", "sato", Path("nowhere"))

    def give(day: date, rest: int) -> None:
        ranges = Ranges((Lent(FIRST, FIRST + 9, "recorded"),), rest)
        with transaction.atomic(), keeper.alone():
            before = keeper.read()
            wanted = Wanted("r", day, {"recorded": 10})
            keeper.write(before, number(before, ranges.lent, wanted, rest).ledger, ranges)

    give(ON, 100)
    with pytest.raises(KofuError, match="tracking-still-resting"):
        give(date(2026, 9, 20), 10)
    give(date(2026, 11, 9), 10)
    assert len(taken(register)) == 2


@pytest.mark.parametrize(
    ("numbers", "day", "refused"),
    [
        ("[5607000009,5607000011)", "2026-08-01", True),
        ("[5607000009,5607000011)", "2026-11-08", True),  # 99 days later
        ("[5607000009,5607000011)", "2026-11-09", False),
        ("[5607000010,5607000011)", "2026-08-01", False),
    ],
)
def test_the_database_refuses_what_rests(
    register: Register, numbers: str, day: str, refused: bool
) -> None:
    from tests.registry import a_register

    take = (
        "INSERT INTO tracking_taken (lent_id, run_identity, day, numbers, during) VALUES"
        " (1, %s, %s::date, %s, daterange(%s::date, %s::date + 100))"
    )
    with psycopg.connect(register.app, autocommit=True) as app:
        a_register.run(app, ON, [])
        lent = "INSERT INTO tracking_lent (product, numbers, by) VALUES ('recorded', %s, 'sato')"
        app.execute(lent, ["[5607000000,5607000200)"])
        known = f"identity-{ON}"
        app.execute(take, [known, ON, "[5607000000,5607000010)", ON, ON])
        if not refused:
            app.execute(take, [known, day, numbers, day, day])
            return
        with pytest.raises(psycopg.errors.ExclusionViolation):
            app.execute(take, [known, day, numbers, day, day])


def test_which_ranges_and_how_many_are_left(planned: Planned, loaded: Register, kofu: Kofu) -> None:
    assert "まだ使われていません" in kofu("run", "tracking")[1]
    run = planned(tracking=BOTH)
    used = taken(loaded)[0][2] - FIRST + 1
    told = {"product": "recorded", "first": "560-70-00000-0", "last": "560-70-00399-0",
            "size": 400, "runs": [run.pk]}  # fmt: skip
    for day, left in (("2026-08-01", 400 - used), ("2026-11-08", 400 - used), ("2026-11-09", 400)):
        [one] = json.loads(kofu("run", "tracking", "--on", day, "--json")[1])
        assert one == {**told, "left": left}
    assert f"{400 - used}" in kofu("run", "tracking", "--on", "2026-08-01")[1]


def test_numbers_given_at_the_release_are_kept_too(planned: Planned, loaded: Register) -> None:
    from kofu.registry.runs.release import release

    run = done(planned())
    assert not release(run, "suzuki", date(2026, 7, 10), tracking=BOTH).findings
    [(number, first, last)] = taken(loaded)
    with psycopg.connect(loaded.app) as app:
        kept = app.execute(
            "SELECT tracking, day FROM numbered_piece JOIN document USING (run_id, envelope)"
            " WHERE delivery = 'recorded' ORDER BY 1"
        ).fetchall()
    assert number == run.pk
    assert sorted({one // 10 for one, _ in kept}) == list(range(first, last + 1))
    assert {(one // 10) % 7 == one % 10 and day == date(2026, 7, 10) for one, day in kept} == {True}
