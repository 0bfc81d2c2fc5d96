"""A second person approves what was planned, and only that."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from kofu.base.errors import KofuError
from kofu.registry.log.events import Event
from kofu.registry.log.write import note
from kofu.registry.runs.acting import act, stand
from kofu.registry.runs.fingerprint import fingerprint, loaded_since
from kofu.registry.runs.folder import folder_of_run
from kofu.registry.runs.outcomes import DUE, WITHHELD
from kofu.registry.runs.pulls import pull_changed
from kofu.registry.runs.states import RunState, RunStep
from kofu.registry.runs.tables import Run, RunSlot

_PRINTS = frozenset({DUE, WITHHELD})
"""Outcomes of whoever the law gives a document."""


def approve(run: Run, by: str) -> None:
    """Approve a plan. Raises KofuError `run-two-people`, `run-invalid`, `run-for-nobody`,
    `run-slot-taken`.
    """
    refuse_changed(run, by)
    if _PRINTS.isdisjoint(run.counts["outcome"]):
        # It would be stopped when its pages are put together, with its day taken.
        raise KofuError("run-for-nobody", run=run.pk)
    try:
        with transaction.atomic():
            pull_changed(run)
            act(run, RunStep.APPROVE, by, {"fingerprint": run.fingerprint})
            RunSlot.objects.create(kind=run.kind, on_day=run.on_day, run=run)
            note(Event.RUN_APPROVED, by=by, object=f"run:{run.pk}")
    except IntegrityError as error:
        other = RunSlot.objects.filter(kind=run.kind, on_day=run.on_day).first()
        raise KofuError("run-slot-taken", run=run.pk, other=other.run_id if other else 0) from error


def refuse_changed(run: Run, by: str) -> None:
    """What was planned is still what would be printed. Raises KofuError `run-invalid`.

    A run whose template, font, seal, pack, office or roster changed is invalid from then on.
    """
    changed = changes(run)
    if not changed:
        return
    if stand(run).state in (RunState.PLANNED, RunState.APPROVED):
        act(run, RunStep.INVALIDATE, by, {"changed": changed})
        note(Event.RUN_INVALIDATED, by=by, object=f"run:{run.pk}", detail={"changed": changed})
    raise KofuError("run-invalid", run=run.pk, changed=", ".join(changed))


def changes(run: Run) -> list[str]:
    """The names of what is not as it was planned; a file taken in since then is `loads`."""
    loads = loaded_since(run.fingerprint["loads"])
    now = fingerprint(run.pack, run.issued, folder_of_run(run), loads)
    return now.differs(run.fingerprint)
