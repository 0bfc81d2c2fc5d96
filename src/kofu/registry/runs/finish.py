"""The chunks put together: index, lists and record of the whole run."""

from __future__ import annotations

from collections.abc import Iterator

import pyarrow.parquet as pq
from django.db import connection, transaction

from kofu.documents.run.assemble import assemble
from kofu.documents.run.render import Asked, Piece
from kofu.documents.run.work import PrintedFile, Stopped
from kofu.registry.log.events import Event
from kofu.registry.log.write import note
from kofu.registry.runs.acting import act, stand
from kofu.registry.runs.chunks import undone
from kofu.registry.runs.folder import DECISIONS, PAGES, PIECES, ROSTER, folder_of_run
from kofu.registry.runs.states import RunState, RunStep
from kofu.registry.runs.tables import ChunkDone, Run

_FINISH = 0x6B66


def finish(run: Run, by: str) -> bool:
    """Put the run together once its last chunk is printed; whether it is."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            # One worker puts it together; the others find it done.
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_FINISH, run.pk])
        if stand(run).state is not RunState.STARTED:
            return stand(run).state is not RunState.ABANDONED
        if undone(run):
            return False
        folder = folder_of_run(run)
        asked = Asked(
            folder / DECISIONS,
            folder / ROSTER,
            folder / PAGES,
            insurer=run.pack,
            issued=run.issued,
            per_file=run.per_chunk,
        )
        record = assemble(asked, _pieces(run), left_out(run), run.tracking)
        told = {"people": dict(record.people), "root": record.root}
        act(run, RunStep.PRINT, by, told)
        note(Event.RUN_PRINTED, by=by, object=f"run:{run.pk}", detail=told)
    return True


def left_out(run: Run) -> dict[str, str]:
    """宛名番号 -> why, of those who were pulled before their pages were printed."""
    with connection.cursor() as cursor:
        cursor.execute(_LEFT_OUT, [run.pk])
        return {str(person): str(reason) for person, reason in cursor.fetchall()}


_LEFT_OUT = """
SELECT person.person_id, pull.reason
  FROM pull JOIN person ON person.id = pull.person_id
 WHERE pull.run_id = %s
   AND NOT EXISTS (SELECT 1 FROM document
                    WHERE document.run_id = pull.run_id AND document.person_id = pull.person_id)
   AND NOT EXISTS (SELECT 1 FROM stopped_person stopped
                    WHERE stopped.run_id = pull.run_id AND stopped.person_id = pull.person_id)
"""

_STOPPED = """
SELECT planned.chunk, person.person_id, stopped.form, stopped.code, stopped.field, stopped.unit
  FROM stopped_person stopped
  JOIN person ON person.id = stopped.person_id
  JOIN run_person planned
    ON planned.run_id = stopped.run_id AND planned.person_id = stopped.person_id
 WHERE stopped.run_id = %s ORDER BY planned.chunk, person.person_id
"""


def _pieces(run: Run) -> Iterator[Piece]:
    stopped: dict[int, list[Stopped]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_STOPPED, [run.pk])
        for chunk, person, form, code, field, unit in cursor.fetchall():
            stopped.setdefault(chunk, []).append(Stopped(person, form, code, field, unit or None))
    pieces = folder_of_run(run) / PIECES
    for done in ChunkDone.objects.filter(run=run).order_by("number").iterator():
        index = pq.read_table(pieces / f"{done.number:05d}.parquet")
        files = tuple(PrintedFile(**one) for one in done.files)
        yield Piece(files, index, tuple(stopped.get(done.number, ())), done.unbarred)
