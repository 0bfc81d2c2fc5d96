"""Writing the log: one entry for one event.

`note` goes with the work it tells of: both stand, or neither. What was refused rolls back, and
its entry must not: `note_apart` writes on a connection of its own.

Work on many people (a run, an export) is one entry with how many they were and the hash of the
list (`people_hash`); the list itself is where the work left it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from secrets import token_hex
from typing import Any

from django.db import connections

from kofu.registry.log.detail import checked_object, checked_words, plain
from kofu.registry.log.events import Event, Outcome
from kofu.registry.log.station import api_token, here

_ENTRY = """
INSERT INTO log_entry (event, outcome, by, terminal, subject, object, reason, detail)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s::jsonb)"""
_WITH_SUBJECT = f"""
WITH made AS ({_ENTRY} RETURNING id)
INSERT INTO log_subject (entry_id, person_id, salt) SELECT id, %s, %s FROM made"""


def note(
    event: Event,
    *,
    by: str,
    outcome: Outcome = Outcome.DONE,
    person_id: str | None = None,
    object: str = "",  # noqa: A002
    reason: str = "",
    detail: Mapping[str, object] | None = None,
    terminal: str = "",
    using: str = "default",
) -> None:
    """Leave an entry in the transaction that is open on this connection.

    `object` is `kind:number` (`run:12`); `terminal` is where we are (`station.here`) unless it is
    given; `detail` holds numbers, codes, days and hashes only (ValueError otherwise), and the
    token where a program acts by one. Raises KofuError `log-reason-unfit`.
    """
    statement, values = _prepared(event, outcome, by, person_id, object, reason, detail, terminal)
    with connections[using].cursor() as cursor:
        cursor.execute(statement, values)


def note_apart(
    event: Event,
    *,
    by: str,
    outcome: Outcome = Outcome.REFUSED,
    person_id: str | None = None,
    object: str = "",  # noqa: A002
    reason: str = "",
    detail: Mapping[str, object] | None = None,
    terminal: str = "",
) -> None:
    """Leave an entry that stays whatever becomes of the transaction we are in."""
    statement, values = _prepared(event, outcome, by, person_id, object, reason, detail, terminal)
    apart = connections["default"].copy()
    try:
        with apart.cursor() as cursor:
            cursor.execute(statement, values)
    finally:
        apart.close()


def subject_of(salt: str, person_id: str) -> str:
    """The digest that stands for a person in an entry."""
    return hashlib.sha256((salt + person_id).encode()).hexdigest()


def people_hash(person_ids: Iterable[str]) -> str:
    """The hash of a list of people in any order: SHA-256 of their sorted numbers, a line each."""
    lines = "".join(f"{person_id}\n" for person_id in sorted(person_ids))
    return hashlib.sha256(lines.encode()).hexdigest()


def _token() -> Mapping[str, object]:
    """By which token a program acts: the account alone would not tell the program."""
    number = api_token()
    return {} if number is None else {"api-token": number}


def _prepared(
    event: Event,
    outcome: Outcome,
    by: str,
    person_id: str | None,
    about: str,
    reason: str,
    detail: Mapping[str, object] | None,
    terminal: str,
) -> tuple[str, list[Any]]:
    salt = token_hex(16) if person_id is not None else ""
    subject = subject_of(salt, person_id) if person_id is not None else ""
    values: list[Any] = [
        *(event.value, outcome.value),
        *(checked_words(by), checked_words(terminal or here()), subject),
        *(checked_object(about), checked_words(reason)),
        json.dumps(plain({**(detail or {}), **_token()})),
    ]
    if person_id is None:
        return _ENTRY, values
    return _WITH_SUBJECT, [*values, person_id, salt]
