"""A sweep over a day, or over each day of a time: everyone who is in breach, and since when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import pyarrow as pa
from django.db import connections, transaction

from kofu.base.errors import KofuError
from kofu.policy.law import law_on
from kofu.policy.load import Book
from kofu.registry.people.as_of import moment_of
from kofu.registry.refusals import in_our_words
from kofu.registry.streams import stream_out
from kofu.registry.sweeps.breaches import Breach, find

SCHEMA = pa.schema(
    [
        pa.field("person_id", pa.string()),
        pa.field("code", pa.string()),
        pa.field("first_on", pa.date32()),
    ]
)

_FOUND = """
CREATE TEMP TABLE found (pid bigint, person_id text, code text, first_on date) ON COMMIT DROP"""
_AWAY = "DROP TABLE IF EXISTS pg_temp.found"
_KEEP = """
INSERT INTO found SELECT b.pid, b.person_id, b.code, %(valid)s FROM ({find}) b
 WHERE NOT EXISTS (SELECT FROM found f WHERE f.pid = b.pid AND f.code = b.code)"""
_READ = 'SELECT person_id, code, first_on FROM found ORDER BY first_on, code, person_id COLLATE "C"'


@dataclass(frozen=True, slots=True)
class Sweep:
    """What was found from the first day to the last: each person and code once, its first day."""

    first: date
    last: date
    found: pa.Table
    counts: Mapping[Breach, int]


def sweep(book: Book, on: date, until: date | None = None, known: date | None = None) -> Sweep:
    """Everyone in breach on `on`, or on any day up to `until`, by what is known now.

    `known`: rules published by this day count (today). Raises KofuError `days-reversed`,
    `database-refused`, and as `law_on`.
    """
    last = until or on
    if last < on:
        raise KofuError("days-reversed", first=on, last=last)
    published = known or date.today()
    moment = moment_of(None)
    with in_our_words(), transaction.atomic(), connections["default"].cursor() as cursor:
        cursor.execute("SET LOCAL work_mem = '256MB'")
        cursor.execute(_AWAY)
        cursor.execute(_FOUND)
        for day in _days(on, last):
            statement = _KEEP.format(find=find(law_on(book, day, published)))
            cursor.execute(statement, {"valid": day, "known": moment})
        table = pa.Table.from_batches(list(stream_out(cursor, _READ, {}, SCHEMA)), SCHEMA)
    return Sweep(on, last, table, _counts(table))


def _days(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days + 1):
        yield first + timedelta(number)


def _counts(table: pa.Table) -> dict[Breach, int]:
    told = table.group_by("code").aggregate([("person_id", "count")]).to_pylist()
    found = {row["code"]: row["person_id_count"] for row in told}
    return {breach: found.get(breach.value, 0) for breach in Breach}
