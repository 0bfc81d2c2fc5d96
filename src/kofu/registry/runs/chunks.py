"""One chunk: claimed, printed, entered into the register, all or nothing.

A worker that dies leaves no claim: the claim is a lock of its transaction. What it printed is
printed again, to the same bytes, by whoever comes next.
"""

from __future__ import annotations

import json
import os
import time
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from django.db import connection, transaction

from kofu.base.whole_files import whole_file
from kofu.documents.run.record import PagesWriter
from kofu.documents.run.render import Job
from kofu.documents.run.work import ChunkDone as Printed
from kofu.documents.run.work import Shop
from kofu.mail.pieces import dress
from kofu.registry.few import by_keys
from kofu.registry.issued.record import Entered, enter_chunk
from kofu.registry.post.pieces import numbered_for
from kofu.registry.runs.acting import stand, who
from kofu.registry.runs.folder import CHUNKS, NAMES, PAGES, PIECES, folder_of_run
from kofu.registry.runs.pulls import pull_changed, pull_clashes
from kofu.registry.runs.states import REPLACING, RunKind, RunState, RunStep
from kofu.registry.runs.tables import ChunkDone, Run
from kofu.registry.streams import stream_in

_CLAIM = 0x6B63
"""First key of the advisory locks of chunks; the second is made of run and chunk."""


_PAUSE = 0.2


def work_on(run: Run, by: str) -> None:
    """Print chunks until every chunk is printed, here or elsewhere, or the run is given up.

    Whoever finds all that is left in others' hands waits: should one of them die, it goes on here.
    """
    while stand(run).state is RunState.STARTED and (left := undone(run)):
        if not any(print_chunk(run, number, by) for number in left):
            time.sleep(_PAUSE)


def undone(run: Run) -> list[int]:
    """The chunks that still have to be printed, in order."""
    there = set(ChunkDone.objects.filter(run=run).values_list("number", flat=True))
    return [number for number in range(run.chunks) if number not in there]


def print_chunk(run: Run, number: int, by: str) -> bool:
    """Print one chunk and enter its documents; False where somebody else is at it, or was.

    Raises KofuError where a page may not be printed at all (an exchanged decision).
    """
    with transaction.atomic():
        if not _claimed(run, number) or ChunkDone.objects.filter(run=run, number=number).exists():
            return False
        by_keys()
        pull_clashes(run, number)
        pull_changed(run, number)
        rows = _left(run, number)
        name, _ = _names(str(folder_of_run(run) / NAMES))[number]
        printed = _shop(run).print(name, rows)
        _keep_piece(folder_of_run(run) / PIECES / f"{number:05d}.parquet", printed)
        _enter(run, number, rows, printed, by)
    return True


def _claimed(run: Run, number: int) -> bool:
    with connection.cursor() as cursor:
        key = (int(run.pk) << 20 | number) & 0x7FFFFFFF
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [_CLAIM, key])
        return bool(cursor.fetchone()[0])


@lru_cache(maxsize=4)
def _names(path: str) -> list[tuple[str, int]]:
    return [(name, people) for name, people in json.loads(Path(path).read_text(encoding="utf-8"))]


def _left(run: Run, number: int) -> pa.Table:
    """The rows of the chunk without those who were pulled."""
    with pq.ParquetFile(folder_of_run(run) / CHUNKS) as file:
        rows = file.read_row_group(number)
    pulled = pulled_of(run, number)
    if not pulled:
        return rows
    out = pc.is_in(rows.column("person_id").cast(pa.string()), value_set=pa.array(pulled))
    return rows.filter(pc.invert(out))


def pulled_of(run: Run, number: int) -> list[str]:
    """宛名番号 of those pulled from a chunk."""
    with connection.cursor() as cursor:
        cursor.execute(_PULLED, [run.pk, number])
        return [str(row[0]) for row in cursor.fetchall()]


_PULLED = """
SELECT person.person_id FROM run_person planned
  JOIN pull ON pull.run_id = planned.run_id AND pull.person_id = planned.person_id
  JOIN person ON person.id = planned.person_id
 WHERE planned.run_id = %s AND planned.chunk = %s
"""

_shops: dict[str, Shop] = {}


def _shop(run: Run) -> Shop:
    """This process' press for the run: forms are compiled once."""
    if run.identity not in _shops:
        _shops.clear()
        pages = folder_of_run(run) / PAGES
        job = Job(run.pack, run.issued, str(pages), False, dress, run.on_day, run.known)
        _shops[run.identity] = job.shop()
    return _shops[run.identity]


def _keep_piece(path: Path, printed: Printed) -> None:
    """The index of the chunk's documents, beside its files; on the disk before the register says
    that it is there.
    """
    path.parent.mkdir(mode=0o700, exist_ok=True)
    with whole_file(path) as draft:
        writer = PagesWriter(draft)
        writer.add(printed.printed)
        writer.close()
    for file in (path, *(path.parent.parent / PAGES / one.name for one in printed.files)):
        handle = os.open(file, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


_STAGED = """
CREATE TEMPORARY TABLE stopped (person_id text, form text, code text, field text, unit text)
ON COMMIT DROP
"""

_STOPPED = """
INSERT INTO stopped_person (run_id, person_id, form, code, field, unit)
SELECT %s, person.id, form, code, field, coalesce(unit, '')
  FROM stopped JOIN person USING (person_id)
"""


def _enter(run: Run, number: int, rows: pa.Table, printed: Printed, by: str) -> None:
    stopped = [one.person_id for one in printed.stopped]
    out = pc.is_in(
        rows.column("person_id").cast(pa.string()), value_set=pa.array(stopped, pa.string())
    )
    kept = rows.filter(pc.invert(out))
    made = enter_chunk(_entered(run), number, kept, by)
    if made != kept.num_rows:
        raise AssertionError("documents were lost between pages and register")
    if stopped:
        with connection.cursor() as cursor:
            cursor.execute(_STAGED)
            told = pa.Table.from_pylist([asdict(one) for one in printed.stopped], _STOPPED_SCHEMA)
            stream_in(cursor, "stopped", told.to_batches())
            cursor.execute(_STOPPED, [run.pk])
    ChunkDone.objects.create(
        run=run,
        number=number,
        printed=made,
        stopped=len(stopped),
        pulled=len(pulled_of(run, number)),
        pages=sum(one.pages for one in printed.files),
        files=[asdict(one) for one in printed.files],
        unbarred=dict(printed.unbarred),
    )


_STOPPED_SCHEMA = pa.schema(
    [(name, pa.string()) for name in ("person_id", "form", "code", "field", "unit")]
)


def _entered(run: Run) -> Entered:
    return Entered(
        run=run.pk,
        issued=run.issued,
        on=run.on_day,
        known=run.known,
        pack=run.pack,
        pack_hash=str(run.fingerprint["pack"]),
        replacing=RunKind(run.kind) in REPLACING,
        planned_by=run.planned_by,
        approved_by=who(run, RunStep.APPROVE),
        numbered=numbered_for(run),
    )
