"""A step of a run: allowed by the table, written once, whoever is first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from kofu.base.errors import KofuError
from kofu.registry.post.tracking import give_back
from kofu.registry.runs.states import OVER, RUN_ALLOWED, RunState, RunStep, state_word, step_word
from kofu.registry.runs.tables import Run, RunAction, RunSlot


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a run stands, and since which of its actions."""

    state: RunState
    seq: int
    by: str


def stand(run: Run) -> Stand:
    """The fold of a run's actions: the last one tells."""
    last = RunAction.objects.filter(run=run).order_by("-seq").first()
    if last is None:
        return Stand(RunState.NEW, 0, "")
    return Stand(RunState(last.after), last.seq, last.by)


def act(run: Run, step: RunStep, by: str, detail: Mapping[str, object] | None = None) -> RunAction:
    """Take a step. Raises KofuError `run-step-not-allowed`, `run-changed-meanwhile`,
    `run-two-people`.
    """
    now = stand(run)
    to = next(
        (after for before, one, after in RUN_ALLOWED if (before, one) == (now.state, step)), None
    )
    if to is None:
        raise KofuError(
            "run-step-not-allowed", run=run.pk, step=step_word(step), state=state_word(now.state)
        )
    if step is RunStep.APPROVE and by == run.planned_by:
        raise KofuError("run-two-people", run=run.pk, by=by)
    try:
        with transaction.atomic():
            made = RunAction.objects.create(
                run=run,
                seq=now.seq + 1,
                before=now.state.value,
                step=step.value,
                after=to.value,
                by=by,
                planned_by=run.planned_by,
                detail=dict(detail or {}),
            )
            if to in OVER:
                RunSlot.objects.filter(run=run).delete()
                give_back(run)
    except IntegrityError as error:
        raise KofuError("run-changed-meanwhile", run=run.pk) from error
    return made


def who(run: Run, step: RunStep) -> str:
    """Who took a step last; empty if nobody did."""
    last = RunAction.objects.filter(run=run, step=step.value).order_by("-seq").first()
    return last.by if last else ""
