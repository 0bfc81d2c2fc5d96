"""Everybody, or one person, as of a day and as known at a moment, in the roster's columns.

In it is whose enrolment has not ended by the day: 資格喪失日 after it, or unknown. Whoever joins
later is in it with the 資格取得日 to come, as far as it is known; the packs tell the two apart.
What the register itself knows of certificates and notices stands in `certificate_until` and
`notice_sent_on`, above what was imported.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from django.db import connections, transaction

from kofu.base.errors import KofuError
from kofu.base.whole_files import whole_file
from kofu.policy.facts import FactValue
from kofu.registry.few import by_keys
from kofu.registry.people.held import certificates, notices
from kofu.registry.people.states import NOT_LOST, SOME
from kofu.registry.people.states import people as states_of
from kofu.registry.people.strands import KEPT
from kofu.registry.people.turns import settled
from kofu.registry.refusals import in_our_words
from kofu.registry.streams import stream_out
from kofu.roster.schema import arrow_schema
from kofu.roster.sinks import ParquetSink

COLUMNS: tuple[str, ...] = ("person_id", *KEPT)
"""The columns of the contract, but for `event`: a state has none."""

_WHATEVER = "infinity"
"""Everything that is known, for a look that nobody will want to repeat."""

_HELD = {
    "certificate_until": (
        "CASE WHEN c.person_id IS NULL THEN q.certificate_until ELSE c.until END"
    ),
    "notice_sent_on": "coalesce(s.sent_on, q.notice_sent_on)",
}


@dataclass(frozen=True, slots=True)
class Exported:
    """A roster written from the register; `known_at` is the moment whose knowledge it holds."""

    rows: int
    sha256: str
    known_at: datetime


def export_roster(
    path: Path,
    valid_on: date,
    known_at: datetime | None = None,
    people: Collection[str] | None = None,
) -> Exported:
    """Write everybody (or `people`) as of `valid_on`, by `person_id`, as known at `known_at` (now).

    The same questions give the same bytes. Raises KofuError: those of a file that cannot be
    written, `database-refused`.
    """
    rows = 0
    moment = moment_of(known_at)
    with whole_file(path) as draft:
        with in_our_words(), ParquetSink(draft, arrow_schema(COLUMNS)) as sink:
            for batch in _batches(valid_on, moment, people):
                sink.write(np.arange(rows, rows + batch.num_rows), batch)
                rows += batch.num_rows
        with draft.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Exported(rows, digest, moment)


def people_as_of(
    valid_on: date,
    known_at: datetime | None = None,
    people: Collection[str] | None = None,
) -> pa.Table:
    """The same as a table in memory. Raises KofuError `database-refused`."""
    with in_our_words():
        found = list(_batches(valid_on, moment_of(known_at), people))
    return pa.Table.from_batches(found, arrow_schema(COLUMNS))


def person_as_of(
    person_id: str, valid_on: date, known_at: datetime | None = None
) -> dict[str, FactValue]:
    """One person, enrolled on the day or not; without `known_at` as we see it, waiting for nobody.

    Raises KofuError `person-not-registered`, `database-refused`.
    """
    moment = moment_of(known_at) if known_at else _WHATEVER
    asked: dict[str, Any] = {"valid": valid_on, "known": moment, "people": [person_id]}
    row: tuple[Any, ...] | None
    with in_our_words(), transaction.atomic(), connections["default"].cursor() as cursor:
        by_keys()
        cursor.execute(_query(some=True, lost=True), asked)
        row = cursor.fetchone()
    if row is None:
        raise KofuError("person-not-registered")
    return dict(zip(COLUMNS, row, strict=True))


def moment_of(known_at: datetime | None) -> datetime:
    """The moment whose knowledge is asked for, when nobody is writing any more of it."""
    with in_our_words(), transaction.atomic(), connections["default"].cursor() as cursor:
        return settled(cursor, known_at)


def _batches(
    valid_on: date, known_at: datetime, people: Collection[str] | None
) -> Iterator[pa.RecordBatch]:
    asked: dict[str, object] = {"valid": valid_on, "known": known_at}
    if people is not None:
        asked["people"] = list(people)
    query = _query(some=people is not None)
    with transaction.atomic(), connections["default"].cursor() as cursor:
        cursor.execute("SET LOCAL work_mem = '128MB'")
        yield from stream_out(cursor, query, asked, arrow_schema(COLUMNS))


def _query(some: bool = False, lost: bool = False) -> str:
    tables, states = states_of(KEPT, some)
    of = f"person_id = {SOME}" if some else "true"
    shown = ", ".join(f"{_HELD.get(name, f'q.{name}')} AS {name}" for name in COLUMNS)
    return f"""
WITH {tables}, {certificates(of=of)}, {notices(of)}
SELECT {shown} FROM ({states}) q
  LEFT JOIN held_certificate c ON c.person_id = q.pid
  LEFT JOIN held_notice s ON s.person_id = q.pid
 WHERE {"true" if lost else NOT_LOST}
 ORDER BY q.person_id COLLATE "C" """
