"""Jobs as pages show them, and whether anybody is there to do them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.db import connection
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from kofu.base.errors import KofuError
from kofu.registry.jobs.kinds import JobKind
from kofu.registry.jobs.line import held
from kofu.registry.jobs.tables import OPEN, Job, JobState
from kofu.registry.queues import ALIVE_WITHIN

_ALIVE = """
SELECT EXISTS (SELECT FROM procrastinate_workers
                WHERE last_heartbeat > now() - make_interval(secs => %s))"""

_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Stand:
    """A job. `interrupted`: its worker died, and the next one goes on."""

    job: Job
    interrupted: bool


def find_job(number: int) -> Job:
    """Raises KofuError `job-unknown`."""
    job = Job.objects.filter(pk=number).first()
    if job is None:
        raise KofuError("job-unknown", job=number)
    return job


def stand(job: Job) -> Stand:
    """Where a job stands now."""
    running = job.state == JobState.RUNNING
    return Stand(job, running and job.pk not in held([job.pk]))


def open_jobs(kinds: Iterable[JobKind], **about: object) -> list[Job]:
    """Waiting or running, the latest first; `about`: what was asked, as `run=12`."""
    asked = Q(**{f"asked__{name}": value for name, value in about.items()})
    return list(Job.objects.filter(asked, kind__in=list(kinds), state__in=OPEN).order_by("-id"))


def last_of(kind: JobKind, state: JobState, **about: object) -> Job | None:
    """The last job of a kind that ended in this way."""
    asked: Mapping[str, object] = {f"asked__{name}": value for name, value in about.items()}
    return Job.objects.filter(kind=kind.value, state=state, **asked).order_by("-id").first()


def failed_lately(kinds: Iterable[JobKind]) -> list[Job]:
    """Failed within a day, and nobody asked again since."""
    since = timezone.now() - timedelta(days=1)
    failed = Job.objects.filter(
        kind__in=list(kinds), state=JobState.FAILED, finished_at__gt=since
    ).order_by("-id")
    again = Job.objects.filter(key=OuterRef("key"), pk__gt=OuterRef("pk"))
    return list(failed.exclude(Exists(again))[:_SHOWN])


def workers_alive() -> bool:
    """Whether any worker gave a sign of life lately."""
    with connection.cursor() as cursor:
        cursor.execute(_ALIVE, [ALIVE_WITHIN])
        return bool(cursor.fetchone()[0])
