"""Taking turns: one writer of people at a time, and a moment at which nobody is writing.

Whatever is known is known from the moment its writer took the turn. Nobody reads "as known at K"
while a writer that took the turn before K is still at work, so the same question always has the
same answer.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

_TURN = 0x6B6F6670

_NOW = """
SELECT greatest(clock_timestamp(), (SELECT max(at) FROM load) + interval '1 microsecond')
"""


def take_turn(cursor: Any) -> datetime:
    """Wait for other writers, until the transaction ends; the moment of knowing, later than all."""
    cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_TURN])
    cursor.execute(_NOW)
    (moment,) = cursor.fetchone()
    assert isinstance(moment, datetime)
    return moment


def settled(cursor: Any, known_at: datetime | None) -> datetime:
    """`known_at`, or now if that is earlier; writers at work are waited for if they matter to it.

    To be asked in a transaction of its own, which ends before the question is put.
    """
    cursor.execute("SELECT %s::timestamptz <= (SELECT max(at) FROM load)", [known_at])
    if cursor.fetchone() == (True,) and known_at is not None:
        # Whoever is at work took the turn after the last load that we see.
        return known_at
    cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [_TURN])
    cursor.execute(f"SELECT least(%s::timestamptz, ({_NOW}))", [known_at])
    (moment,) = cursor.fetchone()
    assert isinstance(moment, datetime)
    return moment
