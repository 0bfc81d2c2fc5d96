"""Everybody, or one person, as of a day and as known at a moment, in the roster's columns.

Who is enrolled on the day is in it: 資格取得日 on or before it or unknown, 資格喪失日 after it or
unknown. What the register itself knows of certificates and notices stands in `certificate_until`
and `notice_sent_on`, above what was imported.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
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
from kofu.registry.copying import copy_out
from kofu.registry.people.held import certificates, notices
from kofu.registry.people.states import ENROLLED, ONE, people
from kofu.registry.people.strands import KEPT
from kofu.registry.people.turns import settled
from kofu.registry.refusals import in_our_words
from kofu.roster.schema import arrow_schema
from kofu.roster.sinks import ParquetSink

COLUMNS: tuple[str, ...] = ("person_id", *KEPT)
"""The columns of the contract, but for `event`: a state has none."""

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


def export_roster(path: Path, valid_on: date, known_at: datetime | None = None) -> Exported:
    """Write everybody enrolled on `valid_on`, by `person_id`, as known at `known_at` (now).

    The same days give the same bytes. Raises KofuError: those of a file that cannot be written,
    `database-refused`.
    """
    rows = 0
    moment = moment_of(known_at)
    with whole_file(path) as draft:
        with in_our_words(), ParquetSink(draft, arrow_schema(COLUMNS)) as sink:
            for batch in _batches(valid_on, moment):
                sink.write(np.arange(rows, rows + batch.num_rows), batch)
                rows += batch.num_rows
        with draft.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Exported(rows, digest, moment)


def people_as_of(valid_on: date, known_at: datetime | None = None) -> pa.Table:
    """The same as a table in memory."""
    with in_our_words():
        found = list(_batches(valid_on, moment_of(known_at)))
    return pa.Table.from_batches(found, arrow_schema(COLUMNS))


def person_as_of(
    person_id: str, valid_on: date, known_at: datetime | None = None
) -> dict[str, FactValue]:
    """One person, enrolled on the day or not. Raises KofuError `person-not-registered`."""
    days: dict[str, Any] = {"valid": valid_on, "known": moment_of(known_at), "person": person_id}
    row: tuple[Any, ...] | None
    with in_our_words(), connections["default"].cursor() as cursor:
        cursor.execute(_query(one=True), days)
        row = cursor.fetchone()
    if row is None:
        raise KofuError("person-not-registered")
    return dict(zip(COLUMNS, row, strict=True))


def moment_of(known_at: datetime | None) -> datetime:
    """The moment whose knowledge is asked for, when nobody is writing any more of it."""
    with in_our_words(), transaction.atomic(), connections["default"].cursor() as cursor:
        return settled(cursor, known_at)


def _batches(valid_on: date, known_at: datetime) -> Iterator[pa.RecordBatch]:
    days = {"valid": valid_on, "known": known_at}
    with transaction.atomic(), connections["default"].cursor() as cursor:
        cursor.execute("SET LOCAL work_mem = '128MB'")
        yield from copy_out(cursor, _query(), days, arrow_schema(COLUMNS))


def _query(one: bool = False) -> str:
    tables, states = people(KEPT, one)
    of = f"person_id = {ONE}" if one else "true"
    shown = ", ".join(f"{_HELD.get(name, f'q.{name}')} AS {name}" for name in COLUMNS)
    return f"""
WITH {tables}, {certificates(of=of)}, {notices(of)}
SELECT {shown} FROM ({states}) q
  LEFT JOIN held_certificate c ON c.person_id = q.pid
  LEFT JOIN held_notice s ON s.person_id = q.pid
 {"" if one else f"WHERE {ENROLLED}"}
 ORDER BY q.person_id COLLATE "C" """
