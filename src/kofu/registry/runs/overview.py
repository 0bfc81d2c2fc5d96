"""Runs side by side: where each stands, from its last action; no table of people is counted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection
from django.db.models import OuterRef, Subquery

from kofu.registry.runs.states import RunState
from kofu.registry.runs.tables import Run, RunAction


@dataclass(frozen=True, slots=True)
class Listed:
    """A run and where it stands; `due`: people whom the plan gives something."""

    run: Run
    state: RunState
    due: int


_LAST = RunAction.objects.filter(run=OuterRef("pk")).order_by("-seq").values("after")[:1]


def listed(size: int, below: int | None = None) -> list[Listed]:
    """The latest runs, those with a number below `below`."""
    runs = Run.objects.annotate(after=Subquery(_LAST)).order_by("-id")
    if below is not None:
        runs = runs.filter(pk__lt=below)
    return [_listed(run) for run in runs[:size]]


def standing(states: Iterable[RunState]) -> list[Listed]:
    """The runs that stand there, the latest first."""
    wanted = [state.value for state in states]
    runs = Run.objects.annotate(after=Subquery(_LAST)).filter(after__in=wanted).order_by("-id")
    return [_listed(run) for run in runs]


def _listed(run: Run) -> Listed:
    state = getattr(run, "after", None) or RunState.NEW
    return Listed(run, RunState(state), int(run.counts.get("outcome", {}).get("due", 0)))


_PRINTING = """
SELECT EXISTS (SELECT FROM procrastinate_jobs
                WHERE task_name = 'kofu.print' AND status IN ('todo', 'doing')
                  AND (args->>'run_id')::bigint = %s)"""


def printing(run: Run) -> bool:
    """Whether a job of the queue is there to print and read back the run."""
    with connection.cursor() as cursor:
        cursor.execute(_PRINTING, [run.pk])
        return bool(cursor.fetchone()[0])
