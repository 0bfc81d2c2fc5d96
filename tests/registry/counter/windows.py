"""Windows and acts as the tests type them, and what the register says afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import psycopg
from tests.registry.conftest import Register

from kofu.registry.counter.kinds import Applicant, Channel, Evidence

if TYPE_CHECKING:
    from kofu.registry.counter.typed import Received, Window

ON = date(2026, 9, 10)


def window(pack: str, on: date = ON, by: str = "sato") -> Window:
    from kofu.registry.counter.typed import Window

    return Window(pack, on, on, by, "window-3")


def received(
    on: date = ON,
    applicant: Applicant = Applicant.SELF,
    evidence: Sequence[Evidence] = (Evidence.PHOTO_ID,),
    channel: Channel = Channel.COUNTER,
) -> Received:
    from kofu.registry.counter.typed import Received

    return Received(on, channel, applicant, frozenset(evidence))


def rows(register: Register, query: str) -> list[tuple[object, ...]]:
    with psycopg.connect(register.app) as connection:
        return list(connection.execute(query.encode()).fetchall())


def documents(register: Register) -> list[tuple[object, ...]]:
    """(kind, form, delivery, from, until, state) of every document, in order."""
    return rows(
        register,
        "SELECT kind, form, delivery, valid_from, valid_until, (SELECT after FROM action "
        "WHERE document_id = d.id ORDER BY seq DESC LIMIT 1) FROM document d ORDER BY id",
    )


def applications(register: Register) -> list[tuple[object, ...]]:
    return rows(register, "SELECT kind, result, reason FROM application ORDER BY id")


def logged(register: Register) -> list[tuple[object, ...]]:
    """(event, outcome, by, terminal, person) of every entry but loads."""
    return rows(
        register,
        "SELECT event, outcome, by, terminal, person_id FROM log_entry LEFT JOIN log_subject "
        "ON entry_id = id WHERE event <> 'loaded' ORDER BY id",
    )


def facts(person: str, *columns: str, on: date = ON) -> tuple[object, ...]:
    from kofu.registry.people.as_of import person_as_of

    found = person_as_of(person, on)
    return tuple(found[name] for name in columns)
