"""A file of results of the post taken into the register: all of it, or nothing.

A row that cannot be read, or names no piece of ours, is a slip of the pen: the file is refused
with all of its slips, to be mended and given again. A result that a document may not take any more
(a replaced certificate comes back) is the truth all the same, and no clerk can mend it: it is kept
with its code and told, and the others go on.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from kofu.base.errors import Finding, KofuError, Place
from kofu.registry.log.events import Event, Outcome
from kofu.registry.log.write import note, note_apart
from kofu.registry.post.finding import standing
from kofu.registry.post.folding import fold
from kofu.registry.post.reading import Row, mark_of, read_rows, refuse
from kofu.registry.post.tables import PostIntake
from kofu.registry.post.told import Told, told
from kofu.registry.post.writing import write

_INTAKE = 0x6B70
"""Advisory lock: one file at a time."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A file taken in, now or (`again`) before, and what came of it."""

    intake: int
    again: bool
    told: Told


def take_in(path: Path, by: str, run: int | None = None) -> Taken:
    """Take a file in, once, whoever asks. `run`: whose envelopes it names by number.

    Raises KofuError: those of reading, RefusedError `results-refused`, `post-changed-meanwhile`;
    then nothing was taken in.
    """
    mark = mark_of(path, run)
    try:
        rows = read_rows(path, run)
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_INTAKE])
            known = PostIntake.objects.filter(sha256=mark).first()
            intake = known or _take_in(cursor, path, mark, rows, by)
    except KofuError as error:
        detail = {"sha256": mark, "code": error.finding.code}
        note_apart(Event.POST_TOLD, by=by, outcome=Outcome.REFUSED, detail=detail)
        raise
    return Taken(intake.pk, known is not None, told(intake.pk))


def _take_in(cursor: Any, path: Path, mark: str, rows: list[Row], by: str) -> PostIntake:
    standings = standing(cursor, rows)
    there = {one.row for one in standings}
    refuse(
        path,
        [
            Finding("result-of-no-piece", Place(str(path), one.row))
            for one in rows
            if one.row not in there
        ],
    )
    outcomes = fold({one.row: one for one in rows}, standings)
    intake = PostIntake.objects.create(sha256=mark, rows=len(rows), by=by)
    write(cursor, outcomes, intake.pk, by)
    moved = sum(one.to is not None for one in outcomes)
    detail = {"sha256": mark, "rows": len(rows), "documents": moved}
    note(Event.POST_TOLD, by=by, object=f"post-intake:{intake.pk}", detail=detail)
    return intake
