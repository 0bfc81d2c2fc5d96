"""The log as lines: header, entries batch by batch, the closing line.

Taken from one snapshot of the database and never held in memory as a whole.
"""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from kofu.registry.log.canonical import ENTRIES, START, batch_fields, entry_line, line, moment

FORMAT = 1
_AT_ONCE = 5_000
_CLOCK = "PostgreSQL clock_timestamp()"
_BATCHES = "SELECT number, entries, below, at, previous, head FROM log_batch ORDER BY number"
_ENTRIES_WITH_PEOPLE = (
    f"{ENTRIES.replace(' FROM', ', person_id, salt FROM')} LEFT JOIN log_subject ON entry_id = id"
    " WHERE xact >= %s AND xact < %s ORDER BY xact, id"
)
_UNSEALED = """
SELECT clock_timestamp(), (SELECT count(*) FROM log_entry
                            WHERE xact >= (SELECT coalesce(max(below), 0) FROM log_batch))"""


@dataclass(frozen=True, slots=True)
class Batch:
    """A row of `log_batch`."""

    number: int
    entries: int
    below: int
    at: datetime
    previous: str
    head: str

    def fields(self, lines: str) -> dict[str, object]:
        return batch_fields(self.number, self.entries, self.below, self.at, self.previous, lines)


@contextmanager
def snapshot() -> Iterator[None]:
    """Everything read inside was true at one moment."""
    with transaction.atomic(durable=True):
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def log_lines(people: bool = False) -> Iterator[bytes]:
    """All that is sealed, inside a `snapshot`. `people`: with whom each entry concerns."""
    batches = [Batch(*row) for row in _rows(_BATCHES)]
    written, entries = hashlib.sha256(), 0
    for one in itertools.chain([_header(people)], _sealed(batches, people)):
        written.update(one)
        entries += one.startswith(b'{"entry":')
        yield one
    closing = {
        "entries": entries,
        "batches": len(batches),
        "head": batches[-1].head if batches else START,
        "file": written.hexdigest(),
    }
    check = hashlib.sha256(line("closing", closing)).hexdigest()
    yield line("closing", {**closing, "check": check})


def _header(people: bool) -> bytes:
    [(now, unsealed)] = _rows(_UNSEALED)
    fields = {"format": FORMAT, "at": moment(now), "clock": _CLOCK, "people": people}
    return line("header", {**fields, "unsealed": unsealed})


def _sealed(batches: list[Batch], people: bool) -> Iterator[bytes]:
    low = 0
    for batch in batches:
        running = hashlib.sha256()
        for one in _entries(low, batch.below, people):
            if one.startswith(b'{"entry":'):
                running.update(one)
            yield one
        # The head is the one that was sealed, the hash of lines that of today: they must agree.
        yield line("batch", {**batch.fields(running.hexdigest()), "head": batch.head})
        low = batch.below


def _entries(low: int, below: int, people: bool) -> Iterator[bytes]:
    with connection.chunked_cursor() as cursor:
        cursor.execute(_ENTRIES_WITH_PEOPLE, [low, below])
        while rows := cursor.fetchmany(_AT_ONCE):
            for *entry, person_id, salt in rows:
                yield entry_line(tuple(entry))
                if people and person_id is not None:
                    yield line("person", {"entry": entry[0], "person_id": person_id, "salt": salt})


def _rows(question: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return list(cursor.fetchall())
