"""`decide` as a whole: a roster in, a file of decisions out, whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from itertools import chain
from pathlib import Path

import duckdb
import pyarrow as pa

from kofu.base.errors import Finding, KofuError, Place, RefusedError
from kofu.base.whole_files import whole_file
from kofu.decide.ahead import ahead
from kofu.decide.answers import Answers, DecidedClass
from kofu.decide.assemble import CODED_SCHEMA, assemble
from kofu.decide.bulk import people_batches
from kofu.decide.oracle import decide_person
from kofu.decide.sinks import write_batches
from kofu.decide.sql import Columns, needed_facts
from kofu.policy.facts import EVENTS, FACTS
from kofu.policy.interpret import decide
from kofu.policy.law import Law
from kofu.roster.levels import Level, level_of
from kofu.roster.source import RosterSource, batches, columns, is_typed_parquet

_KEPT = 1_000
COUNTED_EXACTLY = 5_000_000
"""Up to so many rows `decide` itself makes sure that no person occurs twice."""


class Engine(StrEnum):
    DUCKDB = "duckdb"
    PYTHON = "python"


@dataclass(frozen=True, slots=True)
class Summary:
    """What was decided: people by class, and the number of rows written."""

    rows: int
    classes: tuple[DecidedClass, ...]


Progress = Callable[[str, float], None]
"""Told the stage and how much of it is done, 0 to 1."""


def decide_file(
    source: RosterSource,
    law: Law,
    out: Path,
    event: str | None = None,
    engine: Engine = Engine.DUCKDB,
    progress: Progress = lambda stage, done: None,
) -> Summary:
    """Decide everyone in the roster and write the contract's columns to `out`.

    Raises KofuError: `event-unknown`, `output-format-unknown`, `output-is-input`,
    `rules-overlap`, `rules-gap`, `people-twice`, `person-nameless`, `codes-strange`,
    and RefusedError `roster-refused` where cells cannot be read.
    """
    if event is not None:
        refuse_unknown_event(event)
    if out.suffix not in (".parquet", ".csv"):
        raise KofuError("output-format-unknown", Place(str(out)))
    if out.exists() and out.samefile(source.path):
        raise KofuError("output-is-input", Place(str(out)))
    with whole_file(out) as draft:
        if engine is Engine.PYTHON:
            return _one_by_one(source, law, draft, out.suffix, event, progress)
        return _by_class(source, law, draft, out.suffix, event, progress)


def refuse_unknown_event(event: str) -> None:
    """Raises KofuError `event-unknown`, with those that there are."""
    if event not in EVENTS:
        raise KofuError("event-unknown", event=event, events="、".join(EVENTS))


def _by_class(
    source: RosterSource,
    law: Law,
    draft: Path,
    suffix: str,
    event: str | None,
    progress: Progress,
) -> Summary:
    given = Columns(frozenset(columns(source)), {"event": event} if event else {})
    answers = Answers(law)
    with connect() as db:
        progress("reading", 0.0)
        load_roster(db, source, (law,), given)
        rows = refuse_unsound(db, source, law, given)
        with (
            ahead(people_batches(db, law, given)) as people,
            ahead(_decided(answers, people, rows, progress)) as decisions,
        ):
            write_batches(decisions, draft, suffix)
    return Summary(rows, answers.decided())


def _decided(
    answers: Answers, people: Iterator[pa.RecordBatch], rows: int, progress: Progress
) -> Iterator[pa.RecordBatch]:
    done = 0
    for batch in people:
        yield assemble(answers, batch)
        done += batch.num_rows
        progress("deciding", done / rows)


def connect() -> duckdb.DuckDBPyConnection:
    """A database in memory that never spills: a spilled row would be personal data on the disk."""
    db = duckdb.connect()
    db.execute(f"set threads = {os.cpu_count() or 2}")
    db.execute("set max_temp_directory_size = '0KiB'")
    db.execute("set enable_progress_bar = false")
    db.execute("set streaming_buffer_size = '64MB'")
    return db


def load_roster(
    db: duckdb.DuckDBPyConnection, source: RosterSource, laws: Sequence[Law], given: Columns
) -> None:
    """The table `roster` with what the laws read."""
    needed = {fact for law in laws for fact in needed_facts(law, given)}
    load_columns(db, source, ("person_id", *sorted(needed)))


def load_columns(
    db: duckdb.DuckDBPyConnection, source: RosterSource, wanted: Sequence[str]
) -> None:
    """The table `roster`: the file itself where its types are the contract's, else read in.

    Raises KofuError `roster-without-people`, RefusedError `roster-refused`.
    """
    selected = ", ".join(wanted)
    if is_typed_parquet(source):
        path = str(source.path).replace("'", "''")
        db.execute(f"create view roster as select {selected} from read_parquet('{path}')")
        return
    typed = typed_batches(source)
    first = next(typed, None)
    if first is None:
        raise KofuError("roster-without-people", Place(str(source.path)))
    stopped: list[KofuError] = []
    stream = _until_stopped(chain((first,), typed), stopped)
    db.register("incoming", pa.RecordBatchReader.from_batches(first.schema, stream))
    db.execute(f"create temp table roster as select {selected} from incoming")
    db.unregister("incoming")
    if stopped:
        raise stopped[0]


def _until_stopped(
    batches_: Iterator[pa.RecordBatch], stopped: list[KofuError]
) -> Iterator[pa.RecordBatch]:
    """The batches; an error of ours ends them and is kept, for the database would disguise it."""
    try:
        yield from batches_
    except KofuError as error:
        stopped.append(error)


def typed_batches(source: RosterSource) -> Iterator[pa.RecordBatch]:
    """The roster, typed. Raises RefusedError after the last batch if any cell was unreadable."""
    kept: list[Finding] = []
    total = 0

    def report(finding: Finding) -> None:
        nonlocal total
        if level_of(finding.code) is Level.ERROR:
            total += 1
            if len(kept) < _KEPT:
                kept.append(finding)

    yield from batches(source, report)
    if total:
        raise RefusedError("roster-refused", Place(str(source.path)), kept, total)


def refuse_unsound(
    db: duckdb.DuckDBPyConnection, source: RosterSource, law: Law, given: Columns
) -> int:
    """The number of rows. Refused: nobody, no number, two rows of one person, undeclared codes.

    A file that is read in was checked on the way; one that is scanned as it is, only here.
    """
    file = str(source.path)
    coded = [name for name in needed_facts(law, given) if FACTS[name].codes]
    wrong = [f"count(*) filter ({name} not in {_listed(FACTS[name].codes)})" for name in coded]
    counted = ", ".join(("count(*)", "count(*) - count(person_id)", *wrong))
    rows, nameless, *strange = _one_row(db, f"select {counted} from roster")
    if rows == 0:
        raise KofuError("roster-without-people", Place(file))
    if nameless:
        raise KofuError("person-nameless", Place(file), people=nameless)
    for name, people in zip(coded, strange, strict=True):
        if people:
            raise KofuError("codes-strange", Place(file, column=name), people=people)
    if rows <= COUNTED_EXACTLY:
        (people,) = _one_row(db, "select count(distinct person_id) from roster")
        if people != rows:
            raise KofuError("people-twice", Place(file), people=rows - people)
    return rows


def _listed(codes: tuple[str, ...]) -> str:
    return "(" + ", ".join(f"'{code}'" for code in codes) + ")"


def _one_row(db: duckdb.DuckDBPyConnection, statement: str) -> tuple[int, ...]:
    (row,) = db.execute(statement).fetchall()
    return tuple(int(value) for value in row)


def _one_by_one(
    source: RosterSource,
    law: Law,
    draft: Path,
    suffix: str,
    event: str | None,
    progress: Progress,
) -> Summary:
    """Person by person, by the interpreter alone: the oracle of the bulk."""
    counts: dict[int, int] = {}
    seen: set[str] = set()

    def decided() -> Iterator[pa.RecordBatch]:
        for batch in typed_batches(source):
            names = [name for name in batch.schema.names if name in FACTS]
            rows = []
            people = batch.column("person_id").to_pylist()
            facts = batch.select(names).to_pylist()
            for person_id, one in zip(people, facts, strict=True):
                if person_id is None:
                    raise KofuError("person-nameless", Place(str(source.path)), people=1)
                if person_id in seen:
                    raise KofuError("people-twice", Place(str(source.path)), people=1)
                seen.add(person_id)
                if event:
                    one["event"] = event
                decision = decide_person(law, person_id, one)
                counts[decision.class_key] = counts.get(decision.class_key, 0) + 1
                rows.append(asdict(decision))
            progress("deciding", 0.0)
            yield pa.RecordBatch.from_pylist(rows, schema=CODED_SCHEMA)

    write_batches(decided(), draft, suffix)
    if not counts:
        raise KofuError("roster-without-people", Place(str(source.path)))
    classes = (
        DecidedClass(key, people, decide(law, law.space.cls(key)).outcome)
        for key, people in sorted(counts.items())
    )
    return Summary(sum(counts.values()), tuple(classes))
