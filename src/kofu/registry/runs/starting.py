"""A run is started, or goes on after an interruption; two who start it at once start one run."""

from __future__ import annotations

from django.db import transaction

from kofu.base.errors import KofuError
from kofu.registry.log.events import Event
from kofu.registry.log.write import note
from kofu.registry.runs.acting import act, stand
from kofu.registry.runs.approve import refuse_changed
from kofu.registry.runs.queue import enqueue
from kofu.registry.runs.states import RunState, RunStep, state_word
from kofu.registry.runs.tables import Run

_AT_WORK = frozenset({RunState.STARTED, RunState.PRINTED})


def start(run: Run, by: str, workers: int) -> None:
    """Start an approved run. Raises KofuError `run-invalid`, `run-step-not-allowed`."""
    if stand(run).state in _AT_WORK:
        return
    refuse_changed(run, by)
    try:
        with transaction.atomic():
            act(run, RunStep.START, by)
            note(Event.RUN_STARTED, by=by, object=f"run:{run.pk}", detail={"workers": workers})
            enqueue(run, workers, by)
    except KofuError:
        if stand(run).state not in _AT_WORK:
            raise  # not somebody else's start, but a step that is not allowed


def resume(run: Run, by: str, workers: int) -> None:
    """Go on with a run that was interrupted. Raises KofuError `run-not-interrupted`."""
    state = stand(run).state
    if state not in _AT_WORK:
        raise KofuError("run-not-interrupted", run=run.pk, state=state_word(state))
    note(Event.RUN_RESUMED, by=by, object=f"run:{run.pk}", detail={"workers": workers})
    enqueue(run, workers, by)
