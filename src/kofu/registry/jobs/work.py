"""A worker's way with a job: taken, done, told; once, whoever dies in between."""

from __future__ import annotations

import sys

from django.utils import timezone

from kofu.base.errors import Finding, KofuError
from kofu.registry.jobs.doing import Done, do
from kofu.registry.jobs.kinds import WORK
from kofu.registry.jobs.line import Line, alone
from kofu.registry.jobs.tables import Job, JobState
from kofu.registry.jobs.told import to_json
from kofu.registry.log.station import machine, working_at

MOST = 3
"""A job that took this many workers with it is not tried again."""


def work(number: int) -> None:
    """Do a job that waits, or that a dead worker left. What goes wrong is told in the job."""
    with alone(number) as line:
        job = Job.objects.filter(pk=number).first()
        if line is None or job is None or not job.is_open:
            return
        if job.attempts >= MOST:
            _end(job, JobState.FAILED, Done(Finding("job-interrupted", params={"times": MOST})))
            return
        job.attempts += 1
        job.state = JobState.RUNNING
        job.save(update_fields=["attempts", "state"])
        with working_at(job.terminal or machine()):
            _end(job, *_tried(job, line))


def _tried(job: Job, line: Line) -> tuple[JobState, Done]:
    try:
        return JobState.DONE, do(WORK.validate_python(job.asked), job.by, line.progress)
    except KofuError as error:
        return JobState.FAILED, Done(error.finding)
    except OSError as error:
        # A full disk, a folder taken away: the reason is the system's, and names no person.
        finding = Finding("job-stopped", params={"reason": error.strerror or ""})
    except Exception as error:
        # The words of a foreign error may hold a person's data: only its kind is told.
        finding = Finding("job-broken", params={"kind": type(error).__name__})
    sys.stderr.write(finding.line() + "\n")
    return JobState.FAILED, Done(finding)


def _end(job: Job, state: JobState, done: Done) -> None:
    job.state, job.object, job.told = state, done.object, to_json(done.finding)
    job.finished_at = timezone.now()
    if state == JobState.DONE:
        job.progress = 1.0
        job.save(update_fields=["state", "object", "told", "finished_at", "progress"])
        return
    job.save(update_fields=["state", "object", "told", "finished_at"])
