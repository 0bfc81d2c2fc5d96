"""The run is at the post office: every document that was listed is posted, on one day."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from kofu.registry.issued.many import POSTED, step_all
from kofu.registry.issued.states import Step
from kofu.registry.log.events import Event
from kofu.registry.log.write import note
from kofu.registry.runs.acting import act
from kofu.registry.runs.states import RunStep
from kofu.registry.runs.tables import Run


def post(run: Run, by: str, day: date) -> int:
    """Posted: how many documents. Those for the counter wait there.

    Raises KofuError `run-step-not-allowed`.
    """
    with transaction.atomic():
        act(run, RunStep.POST, by, {"day": day.isoformat()})
        posted = step_all(run.pk, Step.POST, day, by, only=POSTED)
        detail = {"documents": posted, "day": day}
        note(Event.RUN_POSTED, by=by, object=f"run:{run.pk}", detail=detail)
    return posted


def abandon(run: Run, by: str, reason: str) -> int:
    """Give a run up before its release; its documents are cancelled. How many those were."""
    with transaction.atomic():
        act(run, RunStep.ABANDON, by, {"reason": reason})
        cancelled = step_all(run.pk, Step.CANCEL, run.issued, by, "run-abandoned")
        note(Event.RUN_ABANDONED, by=by, object=f"run:{run.pk}", reason=reason)
    return cancelled
