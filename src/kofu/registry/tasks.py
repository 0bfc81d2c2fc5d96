"""Jobs of the queue: what a worker does with a run. Found by name where Django looks for tasks."""

from __future__ import annotations

import sys

from procrastinate.contrib.django import app

from kofu.base.errors import Finding, KofuError
from kofu.registry.log.chain import seal
from kofu.registry.log.events import Event, Outcome
from kofu.registry.log.write import note
from kofu.registry.queues import JOBS, RUNS
from kofu.registry.runs.chunks import work_on
from kofu.registry.runs.finish import finish
from kofu.registry.runs.folder import PAGES, folder_of_run
from kofu.registry.runs.tables import Run
from kofu.registry.runs.verifying import read_back


@app.task(name="kofu.print", queue=RUNS)
def print_run(run_id: int, by: str) -> None:
    """Print chunks of a run as long as there are any; who comes last puts it together and reads
    it back. Why a run stopped is told on standard error and stands in the log.
    """
    run = Run.objects.get(pk=run_id)
    try:
        work_on(run, by)
        if finish(run, by):
            told = read_back(run, by)
            if told is not None and told.total:
                folder = folder_of_run(run) / PAGES
                _tell(Finding("run-read-back", params={"total": told.total, "folder": folder}))
            seal()
    except KofuError as error:
        _stopped(run, by, error.finding)
        raise
    except OSError as error:
        # A full disk, a folder taken away: the reason is the system's, and names no person.
        _stopped(run, by, Finding("run-interrupted", params={"reason": error.strerror or ""}))
        raise


@app.task(name="kofu.job", queue=JOBS)
def do_job(job_id: int) -> None:
    """Do what a page asked for; how it ends stands in the job."""
    # The jobs ask for this task in their turn.
    from kofu.registry.jobs.work import work

    work(job_id)


def _stopped(run: Run, by: str, finding: Finding) -> None:
    _tell(finding)
    detail = {"code": finding.code}
    note(Event.RUN_PRINTED, by=by, outcome=Outcome.FAILED, object=f"run:{run.pk}", detail=detail)


def _tell(finding: Finding) -> None:
    sys.stderr.write(finding.line() + "\n")
