"""The table of jobs. It is no history: what came of a job stands in the log."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from kofu.base.errors import Finding
from kofu.registry.jobs.told import from_json


class JobState(models.TextChoices):
    """Where a job stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


OPEN = (JobState.WAITING, JobState.RUNNING)
OVER = (JobState.DONE, JobState.FAILED)


class Job(models.Model):
    """Something asked of a worker. `asked`: what, as `kinds.WORK` reads it; `object`: what came of
    it (`run:12`); `told`: the words at the end, a code of the catalogue with what fills it.

    `attempts`: how often a worker began it; more than once where one died.
    """

    kind = models.TextField()
    key = models.TextField()
    asked = models.JSONField()
    by = models.TextField()
    terminal = models.TextField(default="")
    asked_at = models.DateTimeField(db_default=Now())
    state = models.TextField(choices=JobState, default=JobState.WAITING)
    attempts = models.SmallIntegerField(default=0)
    phase = models.TextField(default="")
    progress = models.FloatField(default=0.0)
    object = models.TextField(default="")
    told = models.JSONField(default=dict)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "job"
        constraints = [
            models.UniqueConstraint(fields=["key"], condition=Q(state__in=OPEN), name="job_once"),
            models.CheckConstraint(
                condition=Q(progress__gte=0.0, progress__lte=1.0), name="job_progress"
            ),
            models.CheckConstraint(
                condition=Q(state__in=OPEN, finished_at=None)
                | Q(state__in=OVER, finished_at__isnull=False),
                name="job_finished",
            ),
        ]
        indexes = [models.Index(fields=["kind", "-id"], name="job_of_kind")]

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def finding(self) -> Finding | None:
        """What is told at its end."""
        return from_json(self.told) if self.told else None
