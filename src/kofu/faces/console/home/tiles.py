"""What waits today, for whoever may do something about it; from small tables only."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from kofu.faces.console.frame.navigation import RUNS
from kofu.faces.console.frame.tags import day
from kofu.faces.console.frame.words import words
from kofu.faces.console.jobs.views import SEEN_WITH
from kofu.registry.access.roles import Right
from kofu.registry.jobs.look import failed_lately
from kofu.registry.people.tables import Load
from kofu.registry.runs.overview import Listed, standing
from kofu.registry.runs.states import RunState

_WAITING = (RunState.PLANNED,)
_GOING_ON = (
    *(RunState.APPROVED, RunState.STARTED, RunState.PRINTED),
    *(RunState.VERIFIED, RunState.RELEASED),
)


@dataclass(frozen=True, slots=True)
class Tile:
    """What waits, and where it leads; `people`: how many it is about, `below`: of which day."""

    title: str
    text: str
    address: str
    below: str
    people: int | None = None
    state: str = ""
    tag: str = ""


def tiles(held: Set[Right]) -> list[Tile]:
    """Those that these rights are for."""
    return [
        *(_runs() if held & RUNS else ()),
        *(_loads() if Right.ROSTER_LOAD in held else ()),
        *_failed(held),
    ]


def _runs() -> Iterator[Tile]:
    for one in standing(_WAITING):
        yield _run(one, _("承認を待つ計画"), "attention")
    for one in standing(_GOING_ON):
        yield _run(one, _("進行中の一括交付"), "key")


def _run(one: Listed, title: str, tag: str) -> Tile:
    kind = words(f"run-kind-{one.run.kind}")
    below = _("{day}に適用").format(day=day(one.run.on_day))
    address = reverse("runs:show", args=[one.run.pk])
    state = words(f"run-state-{one.state.value}")
    return Tile(title, kind, address, below, one.due, state, tag)


def _loads() -> Iterator[Tile]:
    last = Load.objects.filter(kind__in=["roster", "status-list"]).order_by("-id").first()
    if last is not None:
        below = _("{day}現在").format(day=day(last.as_of))
        kind = words(f"load-kind-{last.kind}")
        yield Tile(_("最後の取込み"), kind, reverse("rosters:list"), below, last.rows)


def _failed(held: Set[Right]) -> Iterator[Tile]:
    kinds = [kind for kind, seen_with in SEEN_WITH.items() if seen_with & held]
    for job in failed_lately(kinds):
        address = reverse("jobs:show", args=[job.pk])
        name = words(f"job-{job.kind}")
        below = _("処理番号 {number}").format(number=job.pk)
        failed = words("job-state-failed")
        yield Tile(_("失敗した処理"), name, address, below, state=failed, tag="wrong")
