"""A connection of a job's own: it holds the job as long as the worker lives, and tells how far it
is, whatever the transaction the work itself is in.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, connections

_JOB = 0x6B6A
"""First key of the advisory lock of whoever works on a job; the second is its number."""

_SELDOM = 1.0
"""Seconds between two notes of progress."""

_TELL = "UPDATE job SET phase = %s, progress = %s WHERE id = %s AND state = 'running'"
_HELD = """
SELECT objid FROM pg_locks
 WHERE locktype = 'advisory' AND granted AND classid = %s AND objid = ANY (%s)
   AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"""


@dataclass(slots=True)
class Line:
    """The line of one job."""

    job: int
    cursor: Any
    _last: float = field(default=-_SELDOM)
    _phase: str = ""

    def progress(self, phase: str, done: float) -> None:
        """Note how far the job is; a new phase at once, else once a second at most."""
        now = time.monotonic()
        if phase == self._phase and now - self._last < _SELDOM:
            return
        self._last, self._phase = now, phase
        self.cursor.execute(_TELL, [phase, min(max(done, 0.0), 1.0), self.job])


@contextmanager
def alone(job: int) -> Iterator[Line | None]:
    """The line, or None where another worker is at it. A worker that dies lets it go."""
    apart = connections["default"].copy()
    try:
        with apart.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [_JOB, job])
            (mine,) = cursor.fetchone()
            yield Line(job, cursor) if mine else None
    finally:
        apart.close()


def held(jobs: list[int]) -> frozenset[int]:
    """Those of the jobs that a living worker is at."""
    with connection.cursor() as cursor:
        cursor.execute(_HELD, [_JOB, jobs])
        return frozenset(int(row[0]) for row in cursor.fetchall())
