"""What a file would bring, if it were taken in now: compared as a load compares, and not written.

One transaction, rolled back: whoever loads at the same moment waits, and nothing is left of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.db import connections, transaction

from kofu.registry.people.incoming import fingerprint
from kofu.registry.people.kinds import LoadKind
from kofu.registry.people.load import Taking, compare
from kofu.registry.people.turns import take_turn
from kofu.registry.refusals import in_our_words
from kofu.roster.source import RosterSource

_STRANDS = """
SELECT strand, count(*) FROM happening, unnest(strands) AS strand GROUP BY strand ORDER BY strand"""
_KNOWN = "SELECT count(*) FROM person_now WHERE lost_on IS NULL"
_LAST = "SELECT coalesce(max(id), 0) FROM load"
_AGAIN = "SELECT id FROM load WHERE kind = %s AND sha256 = %s AND as_of = %s"


@dataclass(frozen=True, slots=True)
class Foreseen:
    """`counts`: happenings by kind; `strands`: changes by strand; `enrolled`: people we know as
    enrolled; `unknown`: people of a list whom we do not know; `loads`: the last load before;
    `again`: the load in which the same file was taken in already, 0 if in none.
    """

    rows: int
    enrolled: int
    unknown: int
    loads: int
    again: int
    counts: Mapping[str, int]
    strands: Mapping[str, int]


def foresee(
    source: RosterSource, mapping: Path | None, as_of: date, by: str, kind: LoadKind
) -> Foreseen:
    """The differences of a file that was checked. Raises KofuError `load-before-another`,
    `file-changed-meanwhile`, `database-refused`.
    """
    mark = fingerprint(source.path, mapping)
    with in_our_words(), transaction.atomic(), connections["default"].cursor() as cursor:
        moment = take_turn(cursor)
        loads, again = _one(cursor, _LAST), _one(cursor, _AGAIN, kind.value, mark, as_of)
        enrolled = _one(cursor, _KNOWN)
        found = compare(cursor, source, Taking(kind, mark, as_of, by, moment, mapping))
        cursor.execute(_STRANDS)
        strands = {str(strand): int(people) for strand, people in cursor.fetchall()}
        transaction.set_rollback(True)
    return Foreseen(found.rows, enrolled, found.unknown, loads, again, found.counts, strands)


def _one(cursor: Any, question: str, *params: object) -> int:
    cursor.execute(question, params)
    row = cursor.fetchone()
    return int(row[0]) if row else 0
