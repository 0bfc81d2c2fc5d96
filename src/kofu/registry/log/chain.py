"""The chain: entries are sealed in batches, each of which hashes the one before it.

A batch takes the entries of all transactions that are over and that no earlier batch has. Every
entry carries the number of its transaction; a batch reaches `below` the lowest number still at
work, so the batches part the numbers without gap or overlap, however long a transaction took.
No entry is touched. Sealed is on every export of the log and after every step of a run.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from django.db import connection, transaction

from kofu.base.errors import KofuError
from kofu.registry.log.canonical import ENTRIES, START, batch_fields, entry_line, line

_LOCK = 0x6B6F6C67
"""Advisory lock: one sealer at a time."""
_ROWS = 5_000


@dataclass(frozen=True, slots=True)
class Head:
    """Where the chain stands: number of the last batch, its head, the transactions it covers."""

    number: int
    head: str
    below: int


def seal() -> Head:
    """Seal what can be sealed, if anything; the head then.

    Not to be called inside a transaction: what that wrote could not be sealed. Raises KofuError
    `log-count-behind` on a database whose count of transactions was reset.
    """
    with transaction.atomic(durable=True):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
            last = head()
            cursor.execute("SELECT settled_below(), clock_timestamp()")
            below, at = cursor.fetchone()
        if below < last.below:
            raise KofuError("log-count-behind")
        entries, lines = _hashed(last.below, below)
        if not entries:
            return last
        fields = batch_fields(last.number + 1, entries, below, at, last.head, lines)
        made = Head(last.number + 1, hashlib.sha256(line("batch", fields)).hexdigest(), below)
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO log_batch (number, entries, below, previous, head, at)"
                " VALUES (%s, %s, %s, %s, %s, %s)",
                [made.number, entries, below, last.head, made.head, at],
            )
        return made


def head() -> Head:
    """The head as it stands, without sealing."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT number, head, below FROM log_batch ORDER BY number DESC LIMIT 1")
        row = cursor.fetchone()
    return Head(*row) if row else Head(0, START, 0)


def _hashed(low: int, below: int) -> tuple[int, str]:
    """How many entries these transactions wrote, and the hash of their lines."""
    count, running = 0, hashlib.sha256()
    with connection.chunked_cursor() as cursor:
        cursor.execute(f"{ENTRIES} WHERE xact >= %s AND xact < %s ORDER BY xact, id", [low, below])
        while rows := cursor.fetchmany(_ROWS):
            for row in rows:
                running.update(entry_line(row))
            count += len(rows)
    return count, running.hexdigest()
