"""A run is planned: who, what, by which rule, in which chunk; nothing is printed yet."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from tempfile import mkdtemp

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from django.db import connection, transaction

from kofu.base.whole_files import alive, whole_file
from kofu.decide.engine import decide_file
from kofu.documents.letters.language import refuse_unwritable
from kofu.documents.run.arrangement import Arrange, Arrangement, chunk_tables
from kofu.documents.run.sources import Numbers, Sources, read_sources
from kofu.documents.values.office import office_on
from kofu.mail.numbered import Numbering
from kofu.mail.pieces import arrange
from kofu.mail.tracking.ledger import ledger_of
from kofu.policy.law import Law, law_on
from kofu.policy.load import load
from kofu.registry.log.events import Event
from kofu.registry.log.write import note
from kofu.registry.people.as_of import export_roster
from kofu.registry.post.tracking import TableKeeper
from kofu.registry.runs.acting import act
from kofu.registry.runs.counts import counts_of
from kofu.registry.runs.facts import facts_hashes
from kofu.registry.runs.fingerprint import Fingerprint, fingerprint, last_load
from kofu.registry.runs.folder import CHUNKS, DECISIONS, NAMES, ROSTER
from kofu.registry.runs.outcomes import Planned, outcomes
from kofu.registry.runs.packs import keep
from kofu.registry.runs.population import Population, population
from kofu.registry.runs.pulls import pull_clashes
from kofu.registry.runs.states import RunKind, RunStep
from kofu.registry.runs.tables import Run
from kofu.registry.server.home import home, private
from kofu.registry.streams import stream_in
from kofu.roster.source import open_source

PER_CHUNK = 1000
"""People in a chunk: a second of work or two, so that little is lost when a worker dies."""

Progress = Callable[[str, float], None]


@dataclass(frozen=True, slots=True)
class Asked:
    """What to plan. `as_of`: the day whose facts count; `known`: the rules published by then."""

    kind: RunKind
    pack: str
    on: date
    known: date
    as_of: date
    by: str
    issued: date | None = None
    per_chunk: int = PER_CHUNK
    tracking: tuple[str, ...] = ()
    """Ranges of tracking numbers lent by the post office; they are printed on the pieces."""
    posted: date | None = None
    """Day of acceptance of these numbers; the day of issue unless given."""


def plan(asked: Asked, progress: Progress = lambda stage, done: None) -> Run:
    """Plan a run, or find the one that was planned from the same things. Raises KofuError."""
    law = law_on(load(asked.pack), asked.on, asked.known)
    whom = population(asked.kind, law)
    _forget_the_dead(private(home().runs))
    draft = Path(mkdtemp(prefix=f"{_DRAFT}{os.getpid()}-", dir=home().runs))
    try:
        return _planned(asked, law, whom, draft, progress)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


_DRAFT = ".plan-"


def _forget_the_dead(runs: Path) -> None:
    """A plan that was killed leaves people's data: the next one removes it."""
    for draft in runs.glob(f"{_DRAFT}*"):
        process = draft.name.removeprefix(_DRAFT).partition("-")[0]
        if process.isdigit() and not alive(int(process)):
            shutil.rmtree(draft, ignore_errors=True)


def _planned(asked: Asked, law: Law, whom: Population, draft: Path, progress: Progress) -> Run:
    progress("reading", 0.0)
    loads = last_load()
    people = None if whom.events is None else list(whom.events)
    facts_at = export_roster(draft / ROSTER, asked.as_of, people=people).known_at
    if whom.events is not None:
        _tell_events(draft / ROSTER, whom.events)
    source = open_source(draft / ROSTER, None)
    decide_file(source, law, draft / DECISIONS, whom.event, progress=progress)
    keep(law.book)
    issued = asked.issued or asked.on
    marks = fingerprint(asked.pack, issued, draft, loads)
    identity = _identity(asked, issued, marks)
    known = Run.objects.filter(identity=identity).first()
    if known:
        return known
    progress("arranging", 0.0)
    sources = read_sources(draft / DECISIONS, draft / ROSTER, None)
    refuse_unwritable(sources.languages(), office_on(law.book, issued))
    planned = outcomes(sources)
    arranger = _arranger(asked, draft, identity)
    folder = home().runs / f"{asked.kind}-{asked.on}-{identity[:12]}"
    with transaction.atomic():
        _alone(identity)
        known = Run.objects.filter(identity=identity).first()
        if known:
            return known
        arrangement = arranger(sources, office_on(law.book, issued), issued)
        progress("entering", 0.0)
        names, chunk = _write_chunks(draft, sources, arrangement, asked.per_chunk)
        if folder.exists():
            shutil.rmtree(folder)  # of a plan that ended before it was recorded
        draft.rename(folder)
        run = Run.objects.create(
            kind=asked.kind.value,
            pack=asked.pack,
            on_day=asked.on,
            known=asked.known,
            issued=issued,
            as_of=asked.as_of,
            facts_at=facts_at,
            identity=identity,
            fingerprint=asdict(marks),
            folder=folder.name,
            per_chunk=asked.per_chunk,
            chunks=len(names),
            planned_by=asked.by,
            counts=counts_of(sources, planned),
            tracking=dict(arrangement.numbered),
        )
        _enter_people(run, sources, planned, chunk, whom)
        pull_clashes(run)
        act(run, RunStep.PLAN, asked.by, {"fingerprint": marks.digest()})
        note(
            Event.RUN_PLANNED,
            by=asked.by,
            object=f"run:{run.pk}",
            detail={"people": planned.people},
        )
    return run


def _arranger(asked: Asked, folder: Path, identity: str) -> Arrange:
    """Numbers are given before anything is printed, with the run or not at all."""
    if not asked.tracking:
        return arrange
    keeper = TableKeeper(identity, asked.by, ledger_of(asked.tracking, home().path))
    return Numbering(asked.tracking, keeper, [folder / DECISIONS, folder / ROSTER], asked.posted)


def _identity(asked: Asked, issued: date, marks: Fingerprint) -> str:
    told = [
        asked.kind,
        asked.pack,
        asked.on,
        asked.known,
        asked.as_of,
        issued,
        asked.posted,
        asked.tracking,
    ]
    text = json.dumps([*map(str, told), asked.per_chunk, marks.digest()])
    return hashlib.sha256(text.encode()).hexdigest()


def _tell_events(roster: Path, events: Mapping[str, str]) -> None:
    """Each person's own reason to be decided, as the column `event`."""
    table = pq.read_table(roster)
    told = [events[one] for one in table.column("person_id").to_pylist()]
    there = table.schema.get_field_index("event")
    column = pa.array(told, pa.string())
    if there >= 0:
        table = table.set_column(there, "event", column)
    else:
        table = table.append_column("event", column)
    with whole_file(roster) as draft:
        pq.write_table(table, draft)


def _alone(identity: str) -> None:
    """Who plans the same at the same moment waits here, and then finds the run."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [identity])


def _write_chunks(
    folder: Path, sources: Sources, arrangement: Arrangement, size: int
) -> tuple[list[tuple[str, int]], Numbers]:
    """A row group for each chunk; the chunks' names and people; per decision its chunk or -1."""
    names: list[tuple[str, int]] = []
    chunk = np.full(sources.decided.num_rows, -1, dtype=np.int64)
    writer: pq.ParquetWriter | None = None
    for name, rows, numbers in chunk_tables(sources, arrangement, size):
        chunk[numbers] = len(names)
        names.append((name, rows.num_rows))
        writer = writer or pq.ParquetWriter(folder / CHUNKS, rows.schema)
        writer.write_table(rows, row_group_size=max(rows.num_rows, 1))
    if writer is not None:
        writer.close()
    (folder / NAMES).write_text(json.dumps(names), encoding="utf-8")
    for path in folder.iterdir():
        path.chmod(0o600)
    return names, chunk


_STAGED = """
CREATE TEMPORARY TABLE planned (
    person_id text, event text, outcome text, code text, chunk integer, document text,
    delivery text, valid_until date, rule text, receipt text, facts_hash text, class_key bigint
) ON COMMIT DROP
"""

_AS_DECIDED = ("document", "delivery", "valid_until", "rule", "receipt", "class_key")

_ENTER = """
INSERT INTO run_person
    (run_id, person_id, event, outcome, code, chunk, document, delivery, valid_until, rule, receipt,
     facts_hash, class_key)
SELECT %s, person.id, coalesce(event, ''), outcome, code, chunk, document,
       coalesce(delivery, ''), valid_until, coalesce(rule, ''), receipt, facts_hash, class_key
  FROM planned JOIN person USING (person_id)
"""


def _enter_people(
    run: Run, sources: Sources, planned: Planned, chunk: Numbers, whom: Population
) -> None:
    people = sources.decided.column("person_id")
    events = [(whom.events or {}).get(one, whom.event) for one in people.to_pylist()]
    rows = pa.table(
        {
            "person_id": people,
            "event": pa.array(events, pa.string()),
            "outcome": planned.outcome,
            "code": planned.code,
            "chunk": pa.array(chunk, mask=chunk < 0),
            **{name: sources.decided.column(name) for name in _AS_DECIDED},
            "facts_hash": facts_hashes(sources.roster).take(pa.array(sources.beside)),
        }
    )
    with connection.cursor() as cursor:
        cursor.execute(_STAGED)
        stream_in(cursor, "planned", rows.to_batches())
        cursor.execute(_ENTER, [run.pk])
        if cursor.rowcount != rows.num_rows:
            raise AssertionError("people were lost between plan and register")
