"""The sweep as a proof of a restored register: nobody has two, nothing outlives its enrolment."""

from __future__ import annotations

from collections.abc import Sequence

from kofu.base.errors import Finding
from kofu.registry.runs.packs import kept
from kofu.registry.runs.states import RunStep
from kofu.registry.runs.tables import RunAction
from kofu.registry.sweeps.breaches import Breach
from kofu.registry.sweeps.sweep import sweep


def no_doubles() -> Sequence[Finding]:
    """On the day of the last printed run, by the pack it was decided by; nothing without one."""
    printed = RunAction.objects.filter(step=RunStep.PRINT.value).select_related("run")
    action = printed.order_by("-run_id").first()
    if action is None:
        return ()
    last = action.run
    found = sweep(kept(str(last.fingerprint["pack"])), last.on_day, known=last.known)
    return tuple(
        Finding("sweep-after-restore", params={"breach": breach.value, "people": people})
        for breach in (Breach.DOUBLE, Breach.OUTLIVES)
        if (people := found.counts.get(breach, 0))
    )
