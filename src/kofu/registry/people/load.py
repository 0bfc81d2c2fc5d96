"""A roster or a status list taken into the register, as a difference to what is known.

One transaction: a file is in the register with everything that follows from it, or not at all.
The same file of the same kind and day is taken in once, whoever asks, however often.

From which day a difference holds: from the day of the file (`as_of`); but where the strand says
itself since when (a copayment's 発効期日, 資格取得日, the day of the card's facts), and that day
is later than the one we had, from that day. A file never changes what lies before the last row of
a strand: that takes a correction. A day of the card's facts earlier than the one we know is old
news; one that is later, with the same facts, is none.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import connections, transaction

from kofu.base.errors import KofuError, Place
from kofu.registry.log.events import Event
from kofu.registry.log.write import note
from kofu.registry.people import differences, happenings
from kofu.registry.people.incoming import fingerprint, opened, rows_of, taken
from kofu.registry.people.kinds import LoadKind
from kofu.registry.people.said import keep_what_was_said
from kofu.registry.people.turns import take_turn
from kofu.registry.refusals import in_our_words
from kofu.registry.search.keep import follow_load
from kofu.registry.streams import stream_in
from kofu.roster.source import RosterSource

_WORK_MEM = "SET LOCAL work_mem = '128MB'"
_FOUND = "SELECT id, rows, counts FROM load WHERE kind = %s AND sha256 = %s AND as_of = %s"
_LATEST = "SELECT max(as_of) FROM load WHERE kind = %s"
_KEEP = """
INSERT INTO load (kind, sha256, as_of, rows, by, at, counts)
VALUES (%s, %s, %s, %s, %s, %s, %s) RETURNING id"""
_UNKNOWN = """
SELECT count(*) FROM incoming i
 WHERE NOT EXISTS (SELECT FROM person p WHERE p.person_id = i.person_id)"""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A load: its number, its rows, how many of each kind of happening.

    `unknown`: people of a status list whom the register does not know; nothing was kept of them.
    `again`: the file had been taken in before, and this is what came of it then.
    """

    load: int
    rows: int
    counts: Mapping[str, int]
    unknown: int
    again: bool


def load_roster(
    path: Path,
    mapping: Path | None,
    as_of: date,
    by: str,
    kind: LoadKind = LoadKind.ROSTER,
) -> Loaded:
    """Take in a file that says what was true on `as_of`: of everybody, or (STATUS_LIST) of cards.

    Raises KofuError: those of reading a roster, `roster-refused`, `load-before-another`,
    `file-changed-meanwhile`, `status-list-without-card`, `database-refused`.
    """
    mark = fingerprint(path, mapping)
    with in_our_words(), connections["default"].cursor() as cursor:
        known = _found(cursor, kind, mark, as_of)
    if known is not None:
        return known
    source = opened(path, mapping, kind)
    with in_our_words(), transaction.atomic(), connections["default"].cursor() as cursor:
        moment = take_turn(cursor)
        return _found(cursor, kind, mark, as_of) or _take_in(
            cursor, source, Taking(kind, mark, as_of, by, moment, mapping)
        )


@dataclass(frozen=True, slots=True)
class Taking:
    """What is told of a load, apart from its rows."""

    kind: LoadKind
    mark: str
    as_of: date
    by: str
    moment: datetime
    mapping: Path | None


def _found(cursor: Any, kind: LoadKind, mark: str, as_of: date) -> Loaded | None:
    cursor.execute(_FOUND, [kind.value, mark, as_of])
    row = cursor.fetchone()
    if row is None:
        return None
    load, rows, told = row
    counts = json.loads(told) if isinstance(told, str) else dict(told)
    return Loaded(load, rows, counts, counts.pop("unknown", 0), again=True)


@dataclass(frozen=True, slots=True)
class Judged:
    """A file beside what we know: nothing of it is in the history yet."""

    columns: tuple[str, ...]
    rows: int
    unknown: int
    counts: Mapping[str, int]


def compare(cursor: Any, source: RosterSource, taking: Taking) -> Judged:
    """Stage the file and find the differences, in the transaction that is open.

    Raises KofuError `load-before-another`, `file-changed-meanwhile`.
    """
    _refuse_before_another(cursor, source, taking)
    columns = taken(source, taking.kind)
    cursor.execute(_WORK_MEM)
    cursor.execute(differences.AWAY)
    cursor.execute(differences.make_incoming(columns))
    rows = stream_in(cursor, "incoming", rows_of(source, columns))
    if fingerprint(source.path, taking.mapping) != taking.mark:
        raise KofuError("file-changed-meanwhile", Place(str(source.path)))
    unknown = _judge(cursor, columns, taking)
    return Judged(columns, rows, unknown, _counted(cursor))


def _take_in(cursor: Any, source: RosterSource, taking: Taking) -> Loaded:
    found = compare(cursor, source, taking)
    rows, unknown, counts = found.rows, found.unknown, found.counts
    kept = json.dumps({**counts, "unknown": unknown} if unknown else counts)
    about = [taking.kind.value, taking.mark, taking.as_of, rows, taking.by, taking.moment, kept]
    cursor.execute(_KEEP, about)
    (load,) = cursor.fetchone()
    # References are checked as rows come, not all of them kept in memory until the end.
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    for statement in (*differences.write(found.columns), happenings.KEEP):
        cursor.execute(statement, {"load": load, "known_at": taking.moment})
    follow_load(cursor)
    cursor.execute(differences.AWAY)
    detail = {"kind": taking.kind.value, "as-of": taking.as_of, "sha256": taking.mark, "rows": rows}
    note(Event.LOADED, by=taking.by, object=f"load:{load}", detail=detail)
    return Loaded(load, rows, counts, unknown, again=False)


def _refuse_before_another(cursor: Any, source: RosterSource, taking: Taking) -> None:
    cursor.execute(_LATEST, [taking.kind.value])
    (latest,) = cursor.fetchone()
    if latest is not None and taking.as_of < latest:
        place = Place(str(source.path))
        raise KofuError("load-before-another", place, as_of=taking.as_of, latest=latest)


def _judge(cursor: Any, columns: tuple[str, ...], taking: Taking) -> int:
    """Fill `judged` and `happening`; the number of people whom only the file knows."""
    cursor.execute("ANALYZE incoming (person_id)")
    for statement in keep_what_was_said(columns):
        cursor.execute(statement)
    unknown = 0
    if taking.kind is LoadKind.ROSTER:
        cursor.execute(differences.NEW_PEOPLE)
    else:
        cursor.execute(_UNKNOWN)
        (unknown,) = cursor.fetchone()
    day = {"as_of": taking.as_of}
    cursor.execute(differences.judge(columns, taking.as_of), day)
    cursor.execute("ANALYZE judged")
    cursor.execute(happenings.MAKE)
    for statement in happenings.gather(taking.kind, columns):
        cursor.execute(statement, day)
    return int(unknown)


def _counted(cursor: Any) -> dict[str, int]:
    cursor.execute(happenings.COUNT)
    return {str(kind): int(count) for kind, count in sorted(cursor.fetchall())}
