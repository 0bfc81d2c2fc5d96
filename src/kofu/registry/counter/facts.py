"""Facts of a person as the counter decides by them, and facts that the counter changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

import pyarrow as pa
from django.db import connection

from kofu.policy.facts import FactType, FactValue
from kofu.registry.counter.typed import Window
from kofu.registry.people.as_of import COLUMNS, person_as_of
from kofu.registry.people.corrections import correct
from kofu.registry.people.kinds import LoadKind
from kofu.registry.people.strands import STRAND_OF, Strand
from kofu.registry.runs.facts import facts_hashes
from kofu.roster.columns import COLUMNS as CONTRACT
from kofu.roster.schema import arrow_schema

_LATER = """
SELECT valid_from FROM (
    SELECT DISTINCT ON (f.valid_from) f.valid_from, f.withdrawn
      FROM {table} f JOIN person p ON p.id = f.person_id
     WHERE p.person_id = %s AND f.valid_from > %s ORDER BY f.valid_from, f.known_at DESC
) said WHERE NOT withdrawn"""


@dataclass(frozen=True, slots=True)
class Facts:
    """A person on a day: what the register holds, with what the application says on top."""

    person_id: str
    values: Mapping[str, FactValue]
    event: str

    @property
    def hash(self) -> str:
        """Of all facts that decide or are printed."""
        row = {name: self.values.get(name) for name in COLUMNS}
        (made,) = facts_hashes(pa.Table.from_pylist([row], arrow_schema(COLUMNS))).to_pylist()
        return str(made)

    @property
    def asked(self) -> dict[str, FactValue]:
        """As the rules ask for them."""
        return {**self.values, "event": self.event or None}


def facts_of(
    person_id: str,
    on: date,
    said: Mapping[str, FactValue],
    event: str,
    known_at: datetime | None = None,
) -> Facts:
    """Raises KofuError `person-not-registered`."""
    return Facts(person_id, {**person_as_of(person_id, on, known_at), **said}, event)


def record(person_id: str, changes: Mapping[str, FactValue], since: date, window: Window) -> None:
    """Facts from a day on, also in rows that wait for a later day: a wish holds until it ends."""
    by_strand: dict[Strand, dict[str, FactValue]] = {}
    for column, value in changes.items():
        by_strand.setdefault(STRAND_OF[column], {})[column] = value
    for strand, values in by_strand.items():
        for day in (since, *_later(strand, person_id, since)):
            correct(
                person_id, strand.name, day, values, window.by, LoadKind.COUNTER, window.terminal
            )


def _later(strand: Strand, person_id: str, since: date) -> list[date]:
    with connection.cursor() as cursor:
        cursor.execute(_LATER.format(table=strand.table), [person_id, since])
        return [day for (day,) in cursor.fetchall()]


def written(values: Mapping[str, FactValue]) -> dict[str, object]:
    """Facts as JSON."""
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in values.items()
    }


def read(stored: Mapping[str, object]) -> dict[str, FactValue]:
    """The inverse of `written`."""
    found: dict[str, FactValue] = {}
    for name, value in stored.items():
        assert value is None or isinstance(value, str | bool | int)
        is_day = isinstance(value, str) and CONTRACT[name].type is FactType.DATE
        found[name] = date.fromisoformat(str(value)) if is_day else value
    return found
