"""A run of many people recorded in PostgreSQL, beside plain COPY of the same rows.

    python -m benchmarks.registry --people 1700000

The server is one of its own in a folder that goes away. Recorded is what a run leaves in the
register: everyone planned; then, chunk by chunk, documents, three actions each, live certificates,
tracking numbers, each chunk in a transaction of its own, as workers do it. Nothing is printed. The
limit is the same rows by COPY into tables without keys, constraints or triggers, in one
transaction.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa

PEOPLE = 1_700_000
CHUNK = 1000
ON, KNOWN = date(2026, 8, 1), date(2026, 6, 13)
_ASKED = 20
"""Questions of each kind whose slowest is told."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=PEOPLE)
    people = parser.parse_args().people
    home = Path(tempfile.mkdtemp(prefix="kofu-bench-"))
    home.chmod(0o711)
    os.environ["KOFU_HOME"] = str(home)
    os.environ.pop("DATABASE_URL", None)
    from kofu.registry.start import ready

    ready()
    try:
        _measure(people)
    finally:
        from kofu.registry.server.cluster import Cluster
        from kofu.registry.server.home import Home
        from kofu.registry.server.presence import leave

        leave(Cluster(Home(home)))
        shutil.rmtree(home, ignore_errors=True)


def _measure(people: int) -> None:
    rows = _rows(people)
    _people(rows)
    run = _run(people)
    planned = _timed(lambda: _plan(run, rows))
    entered = _timed(lambda: _enter(run, rows))
    limit = _copy()
    print(f"{people:,} people, chunks of {CHUNK:,}")
    print(f"planned (run_person)                {planned:7.1f} s")
    print(f"documents, actions, live            {entered:7.1f} s")
    print(f"together                            {planned + entered:7.1f} s")
    print(f"plain COPY of the same rows         {limit:7.1f} s")
    print(f"ratio                               {(planned + entered) / limit:7.1f}")
    for name, seconds in _questions(run).items():
        print(f"{name:35} {seconds * 1000:7.1f} ms (slowest of {_ASKED})")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak of this process                {peak:7.0f} MiB")


def _rows(people: int) -> pa.Table:
    """Decisions as a run's chunks hold them: half certificates, half notices."""
    number = np.arange(people)
    certificate = number % 2 == 0
    return pa.table(
        {
            "person_id": pa.array([f"{one:010d}" for one in number.tolist()]),
            "document": pa.array(np.where(certificate, "certificate", "notice").tolist()),
            "variant": pa.array(["ordinary"] * people),
            "basis": pa.array(np.where(certificate, "ex_officio", "").tolist()),
            "rule": pa.array(["law-certificate"] * people),
            "form": pa.array(["card-paper"] * people),
            "delivery": pa.array(["recorded"] * people),
            "provisional": pa.array([False] * people),
            "valid_from": pa.array([ON] * people, pa.date32()),
            "valid_until": pa.array([date(2027, 7, 31)] * people, pa.date32()),
            "class_key": pa.array(number % 400),
            "receipt": pa.array([f"{one % 400:032x}" for one in number.tolist()]),
            "facts_hash": pa.array([f"{one:032x}" for one in number.tolist()]),
            "arranged_envelope": pa.array(number + 1),
            "arranged_tracking": pa.array([_tracking(one) for one in number.tolist()]),
        }
    )


def _tracking(number: int) -> str:
    body = 5607000000 + number
    return f"{body}{body % 7}"


def _people(rows: pa.Table) -> None:
    from django.db import connection, transaction

    from kofu.registry.streams import stream_in

    with transaction.atomic(), connection.cursor() as cursor:
        stream_in(cursor, "person", rows.select(["person_id"]).to_batches())
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _run(people: int) -> object:
    from django.utils import timezone

    from kofu.registry.runs.acting import act
    from kofu.registry.runs.states import RunStep
    from kofu.registry.runs.tables import Run

    run = Run.objects.create(
        kind="renewal", pack="tokyo-kouki", on_day=ON, known=KNOWN, issued=ON, as_of=ON,
        facts_at=timezone.now(), identity="benchmark", fingerprint={"pack": "p"}, folder="none",
        per_chunk=CHUNK, chunks=-(-people // CHUNK), planned_by="sato",
        counts={"outcome": {"due": people}},
    )  # fmt: skip
    for step, by in ((RunStep.PLAN, "sato"), (RunStep.APPROVE, "suzuki"), (RunStep.START, "sato")):
        act(run, step, by)
    return run


_STAGED = """
CREATE TEMPORARY TABLE planned (person_id text, document text, delivery text, valid_until date,
    rule text, receipt text, facts_hash text, class_key bigint, chunk int) ON COMMIT DROP
"""
_PLANNED = """
INSERT INTO run_person (run_id, person_id, event, outcome, code, chunk, document, delivery,
                        valid_until, rule, receipt, facts_hash, class_key)
SELECT %s, person.id, '', 'due', '', chunk, document, delivery, valid_until, rule, receipt,
       facts_hash, class_key FROM planned JOIN person USING (person_id)
"""


def _plan(run: object, rows: pa.Table) -> None:
    from django.db import connection, transaction

    from kofu.registry.streams import stream_in

    names = ["person_id", "document", "delivery", "valid_until", "rule", "receipt"]
    chunk = pa.array(np.arange(rows.num_rows) // CHUNK)
    told = rows.select([*names, "facts_hash", "class_key"]).append_column("chunk", chunk)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_STAGED)
        stream_in(cursor, "planned", told.to_batches())
        cursor.execute(_PLANNED, [run.pk])  # type: ignore[attr-defined]


def _enter(run: object, rows: pa.Table) -> None:
    from django.db import transaction

    from kofu.registry.few import by_keys
    from kofu.registry.issued.record import Entered, enter_chunk
    from kofu.registry.runs.pulls import pull_clashes
    from kofu.registry.runs.tables import ChunkDone

    entered = Entered(
        run.pk, ON, ON, KNOWN, "tokyo-kouki", "p", False, "sato", "suzuki", ON  # type: ignore[attr-defined]
    )  # fmt: skip
    for number in range(-(-rows.num_rows // CHUNK)):
        chunk = rows.slice(number * CHUNK, CHUNK)
        with transaction.atomic():
            by_keys()
            pull_clashes(run, number)  # type: ignore[arg-type]
            made = enter_chunk(entered, number, chunk, "sato")
            ChunkDone.objects.create(
                run=run, number=number, printed=made, stopped=0, pulled=0, pages=made, files=[]
            )


_LIMIT = """
CREATE TABLE limit_document AS SELECT * FROM document LIMIT 0;
CREATE TABLE limit_action AS SELECT * FROM action LIMIT 0;
CREATE TABLE limit_live AS SELECT * FROM live_certificate LIMIT 0;
CREATE TABLE limit_piece AS SELECT * FROM numbered_piece LIMIT 0;
CREATE TABLE limit_planned AS SELECT * FROM run_person LIMIT 0;
"""
_TABLES = ("document", "action", "live", "piece", "planned")
_FROM = {
    "document": "document",
    "action": "action",
    "live": "live_certificate",
    "piece": "numbered_piece",
}


def _copy() -> float:
    """The same rows, out of the tables and into bare ones; the seconds of the latter."""
    from django.db import connections, transaction

    from kofu.registry.names import OWNER

    spent = 0.0
    with transaction.atomic(OWNER), connections[OWNER].cursor() as cursor:
        cursor.execute(_LIMIT)
        for name in _TABLES:
            source = _FROM.get(name, "run_person")
            with tempfile.TemporaryFile() as held:
                with cursor.copy(f"COPY (SELECT * FROM {source}) TO STDOUT (FORMAT binary)") as out:
                    for piece in out:
                        held.write(piece)
                held.seek(0)
                began = time.perf_counter()
                with cursor.copy(f"COPY limit_{name} FROM STDIN (FORMAT binary)") as into:
                    while piece := held.read(1 << 20):
                        into.write(piece)
                spent += time.perf_counter() - began
    return spent


def _timed(work: Callable[[], None]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _questions(run: object) -> dict[str, float]:
    from kofu.registry.runs.status import status

    found = {"status of the run": 0.0}
    for _ in range(_ASKED):
        began = time.perf_counter()
        status(run)  # type: ignore[arg-type]
        found["status of the run"] = max(found["status of the run"], time.perf_counter() - began)
    return found


if __name__ == "__main__":
    main()
