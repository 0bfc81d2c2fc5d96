"""A run by its number, or the last of them, or a list of them."""

from __future__ import annotations

from collections.abc import Sequence

from kofu.base.errors import KofuError
from kofu.registry.runs.tables import Run


def find_run(number: int | None) -> Run:
    """Raises KofuError `run-unknown`, `runs-none`."""
    runs = Run.objects.order_by("-id")
    run = runs.first() if number is None else runs.filter(pk=number).first()
    if run is None:
        raise KofuError("runs-none") if number is None else KofuError("run-unknown", run=number)
    return run


def runs_below(number: int | None, at_most: int) -> Sequence[Run]:
    """The newest first; only those planned before the run of this number, if one is given."""
    runs = Run.objects.order_by("-id")
    return list((runs if number is None else runs.filter(pk__lt=number))[:at_most])
