"""`person_search` follows `person_now`, whichever way that changes."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import psycopg
import pytest
from django.db import connections, transaction
from tests.registry.conftest import Register
from tests.registry.people.files import somebody, written

from kofu.registry.people.corrections import correct
from kofu.registry.people.load import load_roster
from kofu.registry.people.projection import make_again
from kofu.registry.search import keep
from kofu.registry.search.find import find

JULY = date(2026, 7, 1)


def rows(register: Register) -> list[tuple[object, ...]]:
    with psycopg.connect(register.app) as connection:
        return connection.execute("SELECT * FROM person_search ORDER BY person_id").fetchall()


def ids(typed: str) -> list[str]:
    return [one.person_id for one in find(typed, by="clerk").people]


@pytest.mark.parametrize("at_once", [True, False])
def test_loads_and_corrections(
    register: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: bool
) -> None:
    """At once: from nothing, as for a register filled anew; else row by row."""
    if at_once:
        monkeypatch.setattr(keep, "_MANY", "SELECT true")
    people = [somebody(person_id=f"{n}", name=f"佐藤　{n}") for n in range(1, 5)]
    load_roster(written(tmp_path, people), None, JULY, "tester")
    assert ids("佐藤") == ["1", "2", "3", "4"]

    people[1] = somebody(person_id="2", name="鈴木　2")
    people[2] = somebody(person_id="3", name="佐藤　3", address="日野市9番")
    people[3] = somebody(person_id="4", name="佐藤　4", has_card="no")
    people.append(somebody(person_id="5", name="佐藤　5"))
    load_roster(written(tmp_path, people), None, JULY + timedelta(31), "tester")
    assert ids("佐藤") == ["1", "3", "4", "5"]
    assert ids("鈴木") == ["2"]
    assert ids("日野市") == ["3"]

    correct("5", "enrolment", JULY + timedelta(31), {"name": "髙木　5"}, "clerk")
    assert ids("高木") == ["5"]
    assert ids("佐藤") == ["1", "3", "4"]
    kept = rows(register)
    with transaction.atomic(), connections["default"].cursor() as cursor:
        for pid in (row[0] for row in kept):
            make_again(cursor, pid)
    assert rows(register) == kept
    assert ids("高木") == ["5"]


def test_the_index_is_there_after_it_was_made_again(register: Register, tmp_path: Path) -> None:
    load_roster(written(tmp_path, [somebody()]), None, JULY, "tester")

    def indexes() -> set[tuple[str, str]]:
        with psycopg.connect(register.owner) as owner:
            found = owner.execute(
                "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 'person_search'"
            ).fetchall()
        return {(name, text) for name, text in found}

    before = indexes()
    with transaction.atomic(), connections["default"].cursor() as cursor:
        keep.make_everybody(cursor)
    assert indexes() == before
    assert "person_search_grams" in {name for name, _ in before}
