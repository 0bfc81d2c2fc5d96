"""A job is asked for, once: two clicks, or two people, get the same."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from kofu.base.errors import KofuError
from kofu.registry.jobs.kinds import Work
from kofu.registry.jobs.tables import OPEN, Job
from kofu.registry.log.station import here
from kofu.registry.tasks import do_job


def ask(work: Work, by: str) -> Job:
    """The job, given to the queue, or the open one of the same work. It is done as from the
    terminal it was asked for at.

    Raises KofuError `job-at-work` where another job is open for the same run or file.
    """
    asked = work.model_dump(mode="json")
    try:
        with transaction.atomic():
            job = Job.objects.create(
                kind=work.kind.value, key=work.key, asked=asked, by=by, terminal=here()
            )
            do_job.defer(job_id=job.pk)
            return job
    except IntegrityError:
        other = Job.objects.filter(key=work.key, state__in=OPEN).first()
    if other is None:
        return ask(work, by)  # it ended in between
    if other.asked != asked:
        raise KofuError("job-at-work", job=other.pk)
    return other
