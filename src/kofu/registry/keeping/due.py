"""What is due: which rows need no longer be kept on a day, table by table.

The order of classes and of tables is the order in which they can go: nothing that is left refers
to what went before.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connections, transaction

from kofu.registry.issued.states import ENDED
from kofu.registry.keeping.retention import Retention, retentions
from kofu.registry.rights import HISTORY, read
from kofu.registry.runs.states import OVER, RunState

_DOCUMENT = "document_id IN (SELECT id FROM due_document)"
_RUN = "run_id IN (SELECT id FROM due_run)"
_RUN_PEOPLE = (
    "run_id IN (SELECT run_id FROM due_run_people) AND person_id NOT IN (SELECT id FROM held)"
)
_PERSON = "person_id IN (SELECT id FROM due_person)"

TABLES: Mapping[str, Mapping[str, str]] = {
    "log-names": {"log_subject": "entry_id IN (SELECT entry_id FROM due_name)"},
    "documents": {
        "live_certificate": _DOCUMENT,
        "post_result": _DOCUMENT,
        "action": _DOCUMENT,
        "document": "id IN (SELECT id FROM due_document)",
    },
    "runs": {
        **dict.fromkeys(("stopped_person", "pull", "run_person"), _RUN_PEOPLE),
        **dict.fromkeys(("chunk_done", "run_action", "run_slot", "numbered_piece"), _RUN),
        "tracking_taken": "run_identity IN (SELECT identity FROM run JOIN due_run USING (id))",
        "run": "id IN (SELECT id FROM due_run)",
    },
    "people": {
        "legal_hold_end": f"hold_id IN (SELECT id FROM legal_hold WHERE {_PERSON})",
        "legal_hold": _PERSON,
        "person_event": _PERSON,
        "person_search": _PERSON,
        "person_now": _PERSON,
        **{table: _PERSON for table in HISTORY if table.endswith("_fact")},
        "person": "id IN (SELECT id FROM due_person)",
    },
}
"""Class of retention -> table -> which rows, in the words of `sql/due.sql`."""


@dataclass(frozen=True, slots=True)
class Due:
    """Of one class: what ended before `before` may go, so many rows of each table."""

    retention: Retention
    before: date
    counts: Mapping[str, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class LaidOut:
    """What is due of every class, and how many people there is a hold for."""

    due: tuple[Due, ...]
    held: int


def due(on: date) -> LaidOut:
    """What is due on a day. Nothing is changed."""
    with laid_out(on) as found:
        return found


@contextmanager
def laid_out(on: date, using: str = "default", locked: bool = False) -> Iterator[LaidOut]:
    """The temporary tables of a day, in a transaction of their own.

    `locked`: no hold begins or ends meanwhile, and all is as it was at the beginning.
    """
    table = retentions()
    before = {name: one.before(on) for name, one in table.items()}
    with transaction.atomic(using=using, durable=True), connections[using].cursor() as cursor:
        if locked:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            cursor.execute("LOCK TABLE legal_hold, legal_hold_end IN SHARE MODE")
        parameters: dict[str, Any] = {name.replace("-", "_"): day for name, day in before.items()}
        parameters["ended"] = [state.value for state in ENDED]
        parameters["over"] = [RunState.POSTED.value, *(state.value for state in OVER)]
        for statement in read("due.sql").split(";\n"):
            cursor.execute(statement, parameters)
        found = [
            Due(table[name], before[name], {one: _count(cursor, one, rows) for one, rows in parts})
            for name, parts in ((name, tables.items()) for name, tables in TABLES.items())
        ]
        yield LaidOut(tuple(found), _count(cursor, "held", "true"))


def digest(cursor: Any, name: str) -> str:
    """The hash of all rows of a class that are due: SHA-256 of the sorted hashes of the rows."""
    whole = hashlib.sha256()
    for table, rows in TABLES[name].items():
        cursor.execute(
            f"SELECT sha256(convert_to(one::text, 'UTF8')) FROM {table} one WHERE {rows} ORDER BY 1"
        )
        while found := cursor.fetchmany(10_000):
            for (row,) in found:
                whole.update(row)
    return whole.hexdigest()


def _count(cursor: Any, table: str, rows: str) -> int:
    cursor.execute(f"SELECT count(*) FROM {table} WHERE {rows}")
    return int(cursor.fetchone()[0])
