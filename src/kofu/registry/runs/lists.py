"""The people of a run for whom nothing was printed, or not as planned: a page of them, or all.

Pages go on from the last number shown: the thousandth page takes no longer than the first.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.db import connection

from kofu.registry.runs.tables import Run


class ListKind(StrEnum):
    """Which people. Its word stands in the catalogue as `run-people-...`."""

    STOPPED = "stopped"
    PULLED = "pulled"
    WITHHELD = "withheld"
    REVIEW = "review"
    READING = "reading"
    """Due a document, and to be given large print or a voice text besides, one by one."""


@dataclass(frozen=True, slots=True)
class Line:
    """Somebody: internal number, 宛名番号, who they are; why, by code or in somebody's words.

    `field` and `unit`: where on the form, and which character, of the stopped.
    """

    number: int
    person_id: str
    name: str
    municipality: str
    code: str
    reason: str
    field: str
    unit: str
    by: str


@dataclass(frozen=True, slots=True)
class People:
    """A page of a list; `following`: the number to go on after, None at the end."""

    lines: tuple[Line, ...]
    following: int | None


_SHOWN = "coalesce(n.name, ''), coalesce(n.municipality_code, '')"
_FROM = "JOIN person p ON p.id = l.person_id LEFT JOIN person_now n ON n.person_id = l.person_id"
_WHERE = "WHERE l.run_id = %s AND l.person_id > %s"
_ASIDE = f"""
SELECT p.id, p.person_id, {_SHOWN}, l.code, l.rule, '', '', '' FROM run_person l {_FROM} {_WHERE}"""
_QUESTIONS = {
    ListKind.STOPPED: f"""
SELECT p.id, p.person_id, {_SHOWN}, l.code, '', l.field, l.unit, ''
  FROM stopped_person l {_FROM} {_WHERE}""",
    ListKind.PULLED: f"""
SELECT p.id, p.person_id, {_SHOWN}, CASE WHEN l.by = 'kofu' THEN l.reason ELSE '' END,
       CASE WHEN l.by = 'kofu' THEN '' ELSE l.reason END, '', '', l.by
  FROM pull l {_FROM} {_WHERE}""",
    ListKind.WITHHELD: f"{_ASIDE} AND l.outcome = 'withheld'",
    ListKind.REVIEW: f"{_ASIDE} AND l.outcome = 'review'",
    ListKind.READING: f"""
SELECT p.id, p.person_id, {_SHOWN}, n.reading_aid, '', '', '', ''
  FROM run_person l {_FROM} {_WHERE} AND l.outcome = 'due' AND n.reading_aid IS NOT NULL""",
}


def people(run: Run, kind: ListKind, after: int, size: int) -> People:
    """Up to `size` of them, those with internal numbers above `after`."""
    lines = _asked(run, kind, after, size + 1)
    more = len(lines) > size
    return People(tuple(lines[:size]), lines[size - 1].number if more else None)


def everybody(run: Run, kind: ListKind) -> Iterator[Line]:
    """All of them, some at a time."""
    after = 0
    while lines := _asked(run, kind, after, 5_000):
        yield from lines
        after = lines[-1].number


def _asked(run: Run, kind: ListKind, after: int, size: int) -> list[Line]:
    with connection.cursor() as cursor:
        cursor.execute(f"{_QUESTIONS[kind]} ORDER BY l.person_id LIMIT %s", [run.pk, after, size])
        return [Line(*row) for row in cursor.fetchall()]
