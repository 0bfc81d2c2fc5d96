"""The finished pages of a run read back, every field; only then can it be released."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict

from django.db import connection, transaction

from kofu.documents.verify.verify import Asked, Verified, verify
from kofu.mail.pieces import dress
from kofu.registry.log.events import Event, Outcome
from kofu.registry.log.write import note
from kofu.registry.runs.acting import act, stand
from kofu.registry.runs.folder import PAGES, folder_of_run
from kofu.registry.runs.states import RunState, RunStep
from kofu.registry.runs.tables import Run

_READING = 0x6B72
"""First key of the advisory lock of whoever reads a run back."""

JOURNAL = "read-back.jsonl"

Progress = Callable[[str, float], None]
_COUNTS = ("files", "pages", "documents", "fields", "pictures", "total")


def read_back(
    run: Run,
    by: str,
    workers: int | None = None,
    progress: Progress = lambda stage, done: None,
) -> Verified | None:
    """Verify a printed run; None where that was done already. What is wrong is told, not raised.

    One process reads; others wait, and go on where it stopped, should it die.
    """
    with _alone(run):
        if stand(run).state is not RunState.PRINTED:
            return None
        return _read_back(run, by, workers, progress)


@contextmanager
def _alone(run: Run) -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s, %s)", [_READING, run.pk])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [_READING, run.pk])


def _read_back(run: Run, by: str, workers: int | None, progress: Progress) -> Verified:
    told = verify(_asked(run, workers), progress)
    counts = {name: value for name, value in asdict(told).items() if name in _COUNTS}
    with transaction.atomic():
        if told.total:
            outcome = Outcome.FAILED
        else:
            outcome = Outcome.DONE
            act(run, RunStep.VERIFY, by, counts)
        note(Event.RUN_VERIFIED, by=by, outcome=outcome, object=f"run:{run.pk}", detail=counts)
    return told


def _asked(run: Run, workers: int | None) -> Asked:
    folder = folder_of_run(run)
    return Asked(folder / PAGES, workers=workers, dress=dress, journal=folder / JOURNAL)
