"""Holds: of whom nothing is deleted, whatever its time."""

from __future__ import annotations

from typing import Any

from django.db import connection, transaction

from kofu.base.errors import KofuError
from kofu.registry.log.detail import checked_words
from kofu.registry.log.events import Event
from kofu.registry.log.write import note

_OPEN = (
    "SELECT h.id FROM legal_hold h LEFT JOIN legal_hold_end e ON e.hold_id = h.id"
    " WHERE e.hold_id IS NULL AND h.person_id IS NOT DISTINCT FROM %s"
)


def hold(person_id: str | None, *, reason: str, by: str, terminal: str = "") -> None:
    """Suspend deletion for a person, or for everybody (None).

    Raises KofuError `hold-person-unknown`, `log-reason-unfit`.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO legal_hold (person_id, reason, by) VALUES (%s, %s, %s)",
            [_number(cursor, person_id), checked_words(reason), by],
        )
        note(Event.HELD, by=by, person_id=person_id, reason=reason, terminal=terminal)


def release(person_id: str | None, *, by: str, terminal: str = "") -> int:
    """End every hold of a person (or of everybody); how many. Raises KofuError."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO legal_hold_end (hold_id, by) SELECT id, %s FROM ({_OPEN}) open",
            [by, _number(cursor, person_id)],
        )
        ended = int(cursor.rowcount)
        if not ended:
            raise KofuError("hold-none")
        note(Event.HOLD_RELEASED, by=by, person_id=person_id, terminal=terminal)
    return ended


def _number(cursor: Any, person_id: str | None) -> int | None:
    if person_id is None:
        return None
    cursor.execute("SELECT id FROM person WHERE person_id = %s", [person_id])
    row = cursor.fetchone()
    if row is None:
        raise KofuError("hold-person-unknown")
    return int(row[0])
