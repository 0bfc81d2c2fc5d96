"""`GET /api/runs`: where runs stand. No person is named."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Self

from django.http import HttpRequest
from ninja import Path, Query, Router, Schema
from pydantic import Field

from kofu.faces.api.entering import Token, needs
from kofu.faces.api.shapes import refusals
from kofu.faces.console.frame.navigation import RUNS
from kofu.registry.runs.acting import stand
from kofu.registry.runs.find import find_run, runs_below
from kofu.registry.runs.status import Status, status
from kofu.registry.runs.tables import Run as Planned

router = Router(tags=["runs"], auth=Token(*RUNS))

NEEDED = needs(*RUNS)

_LARGEST = 2**63 - 1
_MOST, _USUAL = 100, 20
Number = Annotated[int, Field(ge=1, le=_LARGEST, description="一括交付の番号")]


class Run(Schema):
    """A run as it was planned, and its state."""

    run: int
    kind: str
    pack: str
    on: date = Field(description="規定を適用する日")
    known: date = Field(description="この日までに公表された規定による")
    issued: date = Field(description="交付年月日")
    planned_by: str
    planned_at: datetime
    state: str

    @classmethod
    def of(cls, run: Planned) -> Self:
        return cls.model_validate(_planned(run) | {"state": stand(run).state})


class Runs(Schema):
    """The newest first; `next` is the `below` of the next page, null on the last."""

    runs: tuple[Run, ...]
    next: int | None


class People(Schema):
    """Everybody the run looked at, by what became of them."""

    people: int
    printed: int
    stopped: int
    pulled: int
    withheld: int
    nothing: int
    review: int
    left: int


class Step(Schema):
    """What was done to the run."""

    step: str
    by: str
    at: datetime


class RunStatus(Run):
    """Where the run stands."""

    accounts: People
    chunks: int
    chunks_done: int
    stopped: dict[str, int] = Field(description="印刷できなかった人数（符号ごと）")
    counts: dict[str, dict[str, int]] = Field(description="計画の内訳（人数）")
    steps: tuple[Step, ...]

    @classmethod
    def told(cls, found: Status) -> Self:
        told = {
            "state": found.stand.state,
            "accounts": found.accounts.told(),
            "chunks": found.run.chunks,
            "chunks_done": found.chunks_done,
            "stopped": dict(found.stopped),
            "counts": found.run.counts,
            "steps": [{"step": step, "by": by, "at": at} for step, by, at in found.steps],
        }
        return cls.model_validate(_planned(found.run) | told)


@router.get(
    "",
    response={200: Runs, **refusals()},
    summary="一括交付の一覧 / Runs",
    operation_id="runs",
    description=("新しいものから。個人の情報は含みません。"),
    openapi_extra=NEEDED,
)
def runs(
    request: HttpRequest,
    below: Annotated[Number | None, Query(description="この番号より前のもの")] = None,
    limit: Annotated[int, Query(ge=1, le=_MOST, description="件数")] = _USUAL,
) -> Runs:
    """A page of them."""
    found = runs_below(below, limit + 1)
    shown = found[:limit]
    return Runs(
        runs=tuple(Run.of(one) for one in shown),
        next=shown[-1].pk if len(found) > limit else None,
    )


@router.get(
    "/{number}",
    response={200: RunStatus, **refusals(404)},
    summary="一括交付の状況 / Where a run stands",
    operation_id="run",
    description=("全員の行き先（印刷、保留、引抜など）の人数と、これまでの手順。"),
    openapi_extra=NEEDED,
)
def run(request: HttpRequest, number: Annotated[Number, Path()]) -> RunStatus:
    """Raises KofuError `run-unknown`."""
    return RunStatus.told(status(find_run(number)))


def _planned(run: Planned) -> dict[str, object]:
    same = ("kind", "pack", "known", "issued", "planned_by", "planned_at")
    return {"run": run.pk, "on": run.on_day, **{name: getattr(run, name) for name in same}}
