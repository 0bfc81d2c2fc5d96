"""The log read by day, event, account, object, outcome and terminal, page by page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import psycopg
import pytest
from tests.register import Register

from kofu.registry.log.chain import seal
from kofu.registry.log.check import checked
from kofu.registry.log.events import Event, Outcome
from kofu.registry.log.export import exported, sealed_for_export
from kofu.registry.log.write import note


@pytest.fixture
def written(register: Register) -> Register:
    note(Event.RUN_PLANNED, by="sato", object="run:1", terminal="192.0.2.1")
    note(Event.RUN_APPROVED, by="suzuki", object="run:1", terminal="192.0.2.2")
    note(Event.RUN_PLANNED, by="sato", object="run:12", outcome=Outcome.REFUSED)
    note(Event.PERSON_READ, by="suzuki", person_id="0001", reason="電話の照会")
    return register


def found(**asked: object) -> list[int]:
    from kofu.registry.log.read import Wanted, read

    return [one.pk for one in read(Wanted(**asked), None, by="tani").entries]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("asked", "entries"),
    [
        ({}, [4, 3, 2, 1]),
        ({"event": "run-planned"}, [3, 1]),
        ({"by": "suzuki"}, [4, 2]),
        ({"outcome": "refused"}, [3]),
        ({"terminal": "192.0.2.2"}, [2]),
        ({"object": "run:1"}, [2, 1]),
        ({"object": "run"}, [3, 2, 1]),
        ({"object": "document"}, []),
        ({"by": "sato", "object": "run:12"}, [3]),
        ({"by": "sat"}, []),
    ],
)
def test_entries_are_found_by_what_they_say(
    written: Register, asked: dict[str, str], entries: list[int]
) -> None:
    assert found(**asked) == entries


@pytest.mark.parametrize(
    ("first", "last", "entries"),
    [
        ("2026-04-01", "2026-04-01", [2, 1]),
        (None, "2026-03-31", []),
        ("2026-04-02", None, [4, 3]),
        ("2026-04-01", "2026-04-02", [4, 3, 2, 1]),
    ],
)
def test_a_day_is_a_day_in_japan(
    written: Register, first: str | None, last: str | None, entries: list[int]
) -> None:
    with psycopg.connect(written.superuser, autocommit=True) as admin:
        admin.execute("SET session_replication_role = replica")
        moments = {1: "2026-03-31 15:00Z", 2: "2026-04-01 14:59Z", 3: "2026-04-01 15:00Z"}
        for entry, at in {**moments, 4: "2026-04-02 14:59Z"}.items():
            admin.execute("UPDATE log_entry SET at = %s WHERE id = %s", [at, entry])
    days = {
        name: date.fromisoformat(day) for name, day in (("first", first), ("last", last)) if day
    }
    # What reading itself writes is of today.
    assert [one for one in found(**days) if one <= 4] == entries


def test_pages_stay_where_they_are_while_the_log_grows(register: Register) -> None:
    from kofu.registry.log.read import PAGE, Wanted, read

    for _ in range(PAGE + 3):
        note(Event.SWEPT, by="sato")
    first = read(Wanted(event="swept"), None, by="tani")
    note(Event.SWEPT, by="sato")
    second = read(Wanted(event="swept"), first.before, by="tani")
    numbers = [one.pk for one in (*first.entries, *second.entries)]
    assert numbers == list(range(PAGE + 3, 0, -1))
    assert second.before is None


def test_who_read_is_in_the_log_and_not_what_they_typed(written: Register) -> None:
    from kofu.registry.log.read import Wanted, read
    from kofu.registry.log.tables import Entry

    read(Wanted(by="suzuki", terminal="192.0.2.9"), None, by="tani", terminal="192.0.2.7")
    entry = Entry.objects.latest("pk")
    assert (entry.event, entry.by, entry.terminal) == ("log-read", "tani", "192.0.2.7")
    assert entry.detail == {"entries": 0, "asked": ["by", "terminal"]}


def test_the_state_of_the_chain(written: Register) -> None:
    from kofu.registry.log.read import chain

    before = chain()
    assert (before.batches, before.unsealed, before.sealed_at, before.check) == (
        *(0, 4),
        *(None, None),
    )
    head = seal()
    checked(by="tani")
    after = chain()
    assert (after.batches, after.head, after.unsealed) == (1, head.head, 1)
    assert (after.check.by, after.check.total) == ("tani", 0)
    assert after.sealed_at is not None and after.check is not None


def test_an_export_that_is_broken_off_leaves_an_entry(written: Register) -> None:
    from kofu.registry.log.tables import Entry

    who = {"by": "tani", "terminal": "", "people": False}
    sealed_for_export(**who, reason="監査")  # type: ignore[arg-type]
    lines: Iterator[bytes] = exported(**who)  # type: ignore[arg-type]
    next(lines)
    lines.close()  # type: ignore[attr-defined]
    told = Entry.objects.filter(event="log-exported").order_by("pk")
    assert [(one.outcome, one.reason) for one in told] == [("done", "監査"), ("failed", "")]
