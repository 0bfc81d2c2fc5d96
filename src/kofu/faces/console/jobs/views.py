"""A job: how far it is; where it leads, once it is done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from kofu.faces.console.frame.pages import Asked, page
from kofu.faces.console.frame.words import finding_words, words
from kofu.registry.access.require import require, rights
from kofu.registry.access.roles import Right
from kofu.registry.jobs.kinds import JobKind
from kofu.registry.jobs.look import find_job, stand, workers_alive
from kofu.registry.jobs.tables import Job, JobState

_RUN = frozenset({Right.RUN_PLAN, Right.RUN_APPROVE, Right.RUN_OPERATE})
_ROSTER = frozenset({Right.ROSTER_LOAD})
SEEN_WITH: Mapping[JobKind, frozenset[Right]] = {
    JobKind.PLAN: _RUN,
    JobKind.RELEASE: _RUN,
    JobKind.POST: _RUN,
    JobKind.ABANDON: _RUN,
    JobKind.CHECK: _ROSTER,
    JobKind.LOAD: _ROSTER,
    JobKind.SWEEP: frozenset({Right.SWEEP}),
    JobKind.COUNT: frozenset({Right.POLICY_READ}),
    JobKind.CHECK_LOG: frozenset({Right.LOG_READ}),
    JobKind.REPORT: frozenset({Right.STATISTICS}),
}
_ANY = frozenset().union(*SEEN_WITH.values())


@page(_ANY)
def show(request: Asked, number: int) -> HttpResponse:
    """The page of a job."""
    return render(request, "console/jobs/show.html", _told(request, number))


@page(_ANY)
def part(request: Asked, number: int) -> HttpResponse:
    """The same as a part of a page; the browser goes on by itself when the job is done."""
    told = _told(request, number)
    answer = render(request, "console/jobs/part.html", told)
    if told["job"].state == JobState.DONE and told["next"]:
        answer["HX-Redirect"] = told["next"]
    return answer


def _told(request: Asked, number: int) -> dict[str, Any]:
    job = find_job(number)
    seen_with = SEEN_WITH[JobKind(job.kind)]
    if not seen_with & rights(request.user):
        require(request.user, min(seen_with))
    finding = job.finding
    return {
        "job": job,
        "title": words(f"job-{job.kind}"),
        "state": words(f"job-state-{job.state}"),
        "phase": words(f"stage-{job.phase}") if job.phase else "",
        "percent": round(job.progress * 100),
        "interrupted": stand(job).interrupted,
        "idle": job.is_open and not workers_alive(),
        "words": finding_words(finding) if finding else "",
        "next": next_page(job),
    }


def next_page(job: Job) -> str:
    """Where what came of the job is shown; after a failure, where it can be asked for again."""
    kind, _, number = job.object.partition(":")
    asked = job.asked
    match kind, JobKind(job.kind):
        case "run", _:
            return reverse("runs:show", args=[number])
        case "upload", _:
            return reverse("rosters:checked", args=[number])
        case "report", _:
            return reverse("reports:show", args=[number])
        case _, JobKind.REPORT:
            return reverse("reports:list")
        case _, JobKind.CHECK:
            return reverse("rosters:columns", args=[asked["upload"]])
        case _, JobKind.LOAD:
            return reverse("rosters:list")
        case _, JobKind.PLAN:
            return reverse("runs:plan")
        case _, JobKind.SWEEP:
            return reverse("home")
        case _, JobKind.COUNT:
            return str(asked["page"])
        case _, JobKind.CHECK_LOG:
            return reverse("records:chain")
    return reverse("runs:show", args=[asked["run"]])
