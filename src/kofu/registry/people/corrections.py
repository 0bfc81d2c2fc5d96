"""Corrections by hand: a strand of one person from a day on, or a row that should not have been.

Nothing is overwritten. A correction adds a row that is known from now on; what we thought before
can still be asked for. It speaks of the days from its own day to the strand's next row.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from secrets import token_hex
from typing import Any

from django.db import connections, transaction

from kofu.base.errors import KofuError
from kofu.policy.facts import FactValue
from kofu.registry.log.events import Event
from kofu.registry.log.write import note
from kofu.registry.people.kinds import EventKind, LoadKind
from kofu.registry.people.projection import make_again
from kofu.registry.people.strands import BY_NAME, ENROLMENT, Strand
from kofu.registry.people.turns import take_turn
from kofu.registry.refusals import in_our_words

_PERSON = "SELECT id FROM person WHERE person_id = %s"
_ROWS = """
SELECT DISTINCT ON (f.valid_from) f.valid_from, f.withdrawn, {columns} FROM {table} f
 WHERE f.person_id = %s ORDER BY f.valid_from DESC, f.known_at DESC"""
_LOAD = """
INSERT INTO load (kind, sha256, as_of, rows, by, at, counts)
VALUES (%s, %s, %s, 1, %s, %s, %s) RETURNING id"""
_EVENT = """
INSERT INTO person_event (load_id, person_id, kind, on_day, strands) VALUES (%s, %s, %s, %s, %s)"""


@dataclass(frozen=True, slots=True)
class Corrected:
    """Since when the correction is known; `changed` is false where it says what was known."""

    known_at: datetime
    changed: bool


@dataclass(frozen=True, slots=True)
class _Said:
    """What stands of a strand from a day on, by the latest word."""

    valid_from: date
    values: Mapping[str, FactValue]


def correct(
    person_id: str,
    strand: str,
    valid_from: date,
    values: Mapping[str, FactValue],
    by: str,
    kind: LoadKind = LoadKind.CORRECTION,
    terminal: str = "",
) -> Corrected:
    """Say what was true of a strand from `valid_from` on; columns not named stay as on that day.

    Raises KofuError `person-not-registered`, `strand-unknown`, `column-not-of-strand`,
    `database-refused`.
    """
    one = _strand(strand, values)
    with _change(person_id, one) as change:
        before = next((said for said in change.rows if said.valid_from <= valid_from), None)
        had = before.values if before else dict.fromkeys(one.columns)
        new = {**had, **values}
        if before and before.valid_from == valid_from and new == had:
            return Corrected(change.moment, changed=False)
        change.add(valid_from, new, by, kind, terminal)
        return Corrected(change.moment, changed=True)


def withdraw(
    person_id: str, strand: str, valid_from: date, by: str, kind: LoadKind = LoadKind.CORRECTION
) -> Corrected:
    """Say that nothing changed in a strand on `valid_from` after all.

    Raises KofuError as `correct`, `nothing-to-withdraw`, and `enrolment-must-stay` for the only
    row of an enrolment: somebody taken in by mistake is corrected with a day of loss.
    """
    one = _strand(strand, {})
    with _change(person_id, one) as change:
        if not any(said.valid_from == valid_from for said in change.rows):
            raise KofuError("nothing-to-withdraw", day=valid_from)
        if one is ENROLMENT and len(change.rows) == 1:
            raise KofuError("enrolment-must-stay")
        change.add(valid_from, None, by, kind)
        return Corrected(change.moment, changed=True)


def _strand(name: str, values: Mapping[str, FactValue]) -> Strand:
    if name not in BY_NAME:
        raise KofuError("strand-unknown", strand=name, strands="、".join(BY_NAME))
    strand = BY_NAME[name]
    for column in values:
        if column not in strand.columns:
            raise KofuError("column-not-of-strand", column=column, strand=name)
    return strand


@dataclass(frozen=True, slots=True)
class _Change:
    """One person's strand, held still: its rows by the latest word, the newest first."""

    cursor: Any
    person_id: str
    pid: int
    strand: Strand
    moment: datetime
    rows: tuple[_Said, ...]

    def add(
        self,
        day: date,
        values: Mapping[str, FactValue] | None,
        by: str,
        kind: LoadKind,
        terminal: str = "",
    ) -> None:
        """A row (None: withdrawn), its happening, and how things stand now."""
        counts = json.dumps({EventKind.CHANGED.value: 1})
        told = [kind.value, token_hex(32), day, by, self.moment, counts]
        self.cursor.execute(_LOAD, told)
        (load,) = self.cursor.fetchone()
        row = {
            "person_id": self.pid,
            "valid_from": day,
            "known_at": self.moment,
            "load_id": load,
            "withdrawn": values is None,
            **(values or {}),
        }
        marks = ", ".join(["%s"] * len(row))
        self.cursor.execute(
            f"INSERT INTO {self.strand.table} ({', '.join(row)}) VALUES ({marks})",
            list(row.values()),
        )
        happened = [load, self.pid, EventKind.CHANGED.value, day, [self.strand.name]]
        self.cursor.execute(_EVENT, happened)
        make_again(self.cursor, self.pid)
        detail = {"strand": self.strand.name, "from": day, "withdrawn": values is None}
        note(
            Event.CORRECTED,
            by=by,
            person_id=self.person_id,
            object=f"load:{load}",
            detail=detail,
            terminal=terminal,
        )


@contextmanager
def _change(person_id: str, strand: Strand) -> Iterator[_Change]:
    with in_our_words(), transaction.atomic(), connections["default"].cursor() as cursor:
        moment = take_turn(cursor)
        cursor.execute(_PERSON, [person_id])
        found = cursor.fetchone()
        if found is None:
            raise KofuError("person-not-registered")
        columns = ", ".join(f"f.{name}" for name in strand.columns)
        cursor.execute(_ROWS.format(columns=columns, table=strand.table), found)
        rows = tuple(
            _Said(day, dict(zip(strand.columns, values, strict=True)))
            for day, withdrawn, *values in cursor.fetchall()
            if not withdrawn
        )
        yield _Change(cursor, person_id, found[0], strand, moment, rows)
