"""Deleting what need no longer be kept: one transaction, and for each class its certificate.

A certificate names nobody: how many rows of which table, the hash of what went, by which rule, by
whom. Entries of the log stay, without saying whom they concern; their chain does not change.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.db import IntegrityError, OperationalError, connections

from kofu.base.errors import KofuError
from kofu.registry.keeping.due import TABLES, Due, digest, laid_out
from kofu.registry.log.chain import seal
from kofu.registry.log.events import Event, Outcome
from kofu.registry.log.write import note, note_apart
from kofu.registry.names import OWNER
from kofu.registry.server.home import home


@dataclass(frozen=True, slots=True)
class Certificate:
    """What was deleted of one class."""

    number: int
    due: Due
    digest: str


def delete(on: date, *, by: str, terminal: str = "") -> list[Certificate]:
    """Delete what is due on a day that has come. Raises KofuError `keep-future`, `keep-busy`."""
    if on > date.today():
        raise KofuError("keep-future")
    try:
        made, folders = _deleted(on, by, terminal)
    except (IntegrityError, OperationalError):
        # Somebody wrote beside it; nothing was deleted. The words of the error name rows.
        note_apart(Event.DELETED, outcome=Outcome.FAILED, by=by, terminal=terminal)
        raise KofuError("keep-busy") from None
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)
    seal()
    return made


def _deleted(on: date, by: str, terminal: str) -> tuple[list[Certificate], list[Path]]:
    with laid_out(on, OWNER, locked=True) as found, connections[OWNER].cursor() as cursor:
        folders = _folders(cursor)
        made = [_certified(cursor, one, by) for one in found.due if one.total]
        for one in made:
            name = one.due.retention.name
            for table, rows in TABLES[name].items():
                cursor.execute(f"DELETE FROM {table} WHERE {rows}")
                if cursor.rowcount != one.due.counts[table]:
                    raise IntegrityError
            note(
                Event.DELETED,
                by=by,
                terminal=terminal,
                object=f"certificate:{one.number}",
                detail={
                    "class": one.due.retention.name,
                    "before": one.due.before,
                    **one.due.counts,
                },
                using=OWNER,
            )
        return made, folders


def _certified(cursor: Any, one: Due, by: str) -> Certificate:
    """The certificate comes first: the database lets nothing go without it."""
    told = digest(cursor, one.retention.name)
    cursor.execute(
        "INSERT INTO deletion_certificate (retention_class, before_day, counts, digest, by)"
        " VALUES (%s, %s, %s::jsonb, %s, %s) RETURNING id",
        [one.retention.name, one.before, json.dumps(one.counts), told, by],
    )
    return Certificate(cursor.fetchone()[0], one, told)


def _folders(cursor: Any) -> list[Path]:
    """The files of the runs that go; only what lies in the folder of runs is touched."""
    cursor.execute("SELECT folder FROM run WHERE id IN (SELECT id FROM due_run)")
    runs = home().runs
    there = [(runs / folder).resolve() for (folder,) in cursor.fetchall()]
    return [path for path in there if path.parent == runs.resolve()]
