"""A person's facts in time: the rows of every strand, and how things stood on any day.

The same fold as `people.states`, for one person and many days; a test holds the two together.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from django.db import connection

from kofu.policy.facts import FactValue
from kofu.registry.people.kinds import LoadKind
from kofu.registry.people.strands import ENROLMENT, STRANDS, Strand

_TOLD = 7
"""Columns before the strand's own: which strand, then what every strand has."""

_ROWS = """
SELECT {place}, f.valid_from, f.known_at, f.withdrawn, l.kind, l.as_of, l.by, {columns}
  FROM {table} f JOIN load l ON l.id = f.load_id WHERE f.person_id = %(person)s"""


@dataclass(frozen=True, slots=True)
class Row:
    """What somebody told us of a strand. `told_for`: the day of the file it stood in."""

    strand: Strand
    valid_from: date
    known_at: datetime
    withdrawn: bool
    kind: LoadKind
    told_for: date
    by: str
    values: Mapping[str, FactValue]


@dataclass(frozen=True, slots=True)
class Change:
    """What a row changed: (column, before, after) of each column that differs. `first`: nothing
    was known of the strand before.
    """

    row: Row
    first: bool
    differences: tuple[tuple[str, FactValue, FactValue], ...]


def rows_of(number: int) -> tuple[Row, ...]:
    """Every row of a person, strand by strand, in the order of days and of knowing."""
    with connection.cursor() as cursor:
        cursor.execute(_every_strand(), {"person": number})
        return tuple(_row(told) for told in cursor.fetchall())


@cache
def _every_strand() -> str:
    """One question for all strands: each fills its own columns and leaves the others empty."""
    each = (
        _ROWS.format(
            place=place,
            table=strand.table,
            columns=", ".join(
                f"f.{name}" if other is strand else f"(NULL::{other.table}).{name}"
                for other in STRANDS
                for name in other.columns
            ),
        )
        for place, strand in enumerate(STRANDS)
    )
    return " UNION ALL ".join(each) + " ORDER BY 1, 2, 3"


def _row(told: Sequence[Any]) -> Row:
    place, day, known, withdrawn, kind, told_for, by = told[:_TOLD]
    strand = STRANDS[place]
    start = _TOLD + sum(len(before.columns) for before in STRANDS[:place])
    values = told[start : start + len(strand.columns)]
    said = dict(zip(strand.columns, values, strict=True))
    return Row(strand, day, known, withdrawn, LoadKind(kind), told_for, by, said)


class History:
    """The rows by the latest word known at a moment (None: all that is known)."""

    def __init__(self, rows: Iterable[Row], known: datetime | None = None) -> None:
        self.rows = tuple(row for row in rows if known is None or row.known_at <= known)
        self._standing = {strand: _standing(self.rows, strand) for strand in STRANDS}
        self._days = {
            strand: [row.valid_from for row in rows] for strand, rows in self._standing.items()
        }
        self._facts: dict[tuple[int, ...], dict[str, FactValue]] = {}

    @property
    def standing(self) -> Iterator[Row]:
        """The rows that hold, none of them withdrawn or overtaken."""
        for rows in self._standing.values():
            yield from rows

    @property
    def first_told(self) -> date | None:
        """The day of the first file that knew the person."""
        return min((row.told_for for row in self.rows), default=None)

    def row_on(self, strand: Strand, day: date) -> Row | None:
        """The row of a strand that holds on a day."""
        place = bisect_right(self._days[strand], day)
        return self._standing[strand][place - 1] if place else None

    def on(self, day: date) -> Mapping[str, FactValue] | None:
        """Every fact on a day; None before the first enrolment that we know."""
        if self.row_on(ENROLMENT, day) is None:
            return None
        places = tuple(bisect_right(self._days[strand], day) for strand in STRANDS)
        if places not in self._facts:
            # A picture asks for some eighty days, between which little changes.
            self._facts[places] = self._together(places)
        return self._facts[places]

    def _together(self, places: Iterable[int]) -> dict[str, FactValue]:
        facts: dict[str, FactValue] = {}
        for strand, place in zip(STRANDS, places, strict=True):
            row = self._standing[strand][place - 1] if place else None
            facts.update(row.values if row else dict.fromkeys(strand.columns))
        return facts

    def since(self, strand: Strand, column: str, day: date) -> date | None:
        """Since when a column has the value that it has on a day."""
        rows = self._standing[strand][: bisect_right(self._days[strand], day)]
        first = None
        for row in reversed(rows):
            if row.values[column] != rows[-1].values[column]:
                break
            first = row.valid_from
        return first

    def changes(self) -> tuple[Change, ...]:
        """What changed from when on, the newest day first; also what is still to come."""
        found = [
            Change(row, before is None, _differences(before, row))
            for rows in self._standing.values()
            for before, row in zip((None, *rows), rows, strict=False)
        ]
        told = [one for one in found if one.differences]
        return tuple(sorted(told, key=lambda one: one.row.valid_from, reverse=True))


def _standing(rows: Sequence[Row], strand: Strand) -> tuple[Row, ...]:
    latest = {row.valid_from: row for row in rows if row.strand is strand}
    return tuple(row for row in latest.values() if not row.withdrawn)


def _differences(before: Row | None, row: Row) -> tuple[tuple[str, FactValue, FactValue], ...]:
    had = before.values if before else dict.fromkeys(row.strand.columns)
    return tuple(
        (name, had[name], value)
        for name, value in row.values.items()
        if value != had[name] and name != row.strand.idle
    )
