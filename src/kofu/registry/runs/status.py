"""Where runs stand: quick at any size, for it reads the counts of plans and chunks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from kofu.registry.runs.accounts import Accounts, accounts
from kofu.registry.runs.acting import Stand, stand
from kofu.registry.runs.states import OVER
from kofu.registry.runs.tables import ChunkDone, Run, RunAction, StoppedPerson


@dataclass(frozen=True, slots=True)
class Status:
    """A run with its state, its people and how far it is."""

    run: Run
    stand: Stand
    accounts: Accounts
    chunks_done: int
    stopped: Mapping[str, int]
    steps: tuple[tuple[str, str, datetime], ...]


def status(run: Run) -> Status:
    """One run. `stopped`: code -> people."""
    stopped = StoppedPerson.objects.filter(run=run).values_list("code").annotate(Count("person"))
    steps = RunAction.objects.filter(run=run).order_by("seq").values_list("step", "by", "at")
    return Status(
        run=run,
        stand=stand(run),
        accounts=accounts(run),
        chunks_done=ChunkDone.objects.filter(run=run).count(),
        stopped=dict(stopped),
        steps=tuple(steps),
    )


def before(run: Run) -> Run | None:
    """The run of this kind and pack before this one that was not given up: last year's."""
    over = [state.value for state in OVER]
    given_up = RunAction.objects.filter(after__in=over).values("run_id")
    return (
        Run.objects.filter(kind=run.kind, pack=run.pack, on_day__lt=run.on_day)
        .exclude(pk__in=given_up)
        .order_by("-on_day", "-id")
        .first()
    )


def difference(run: Run, other: Run) -> dict[str, dict[str, tuple[int, int]]]:
    """By outcome, document, delivery ...: people then and now, where the two are not equal."""
    found: dict[str, dict[str, tuple[int, int]]] = {}
    for name, counts in run.counts.items():
        then = other.counts.get(name, {})
        values = sorted({*counts, *then})
        pairs = {value: (then.get(value, 0), counts.get(value, 0)) for value in values}
        found[name] = {value: pair for value, pair in pairs.items() if pair[0] != pair[1]}
    return found
