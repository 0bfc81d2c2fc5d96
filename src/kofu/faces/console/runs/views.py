"""Runs: the list, a plan asked for, the page of one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from kofu.base.messages import catalogue
from kofu.faces.console.frame.fields import Form
from kofu.faces.console.frame.navigation import RUNS
from kofu.faces.console.frame.numbers import number_in
from kofu.faces.console.frame.pages import Asked, page
from kofu.faces.console.frame.places import municipality
from kofu.faces.console.frame.words import finding_words, words
from kofu.faces.console.people.said import value_words
from kofu.faces.console.runs.bars import bars
from kofu.faces.console.runs.forms import PlanForm, blank, packs
from kofu.faces.console.runs.rule_words import rule_words_of
from kofu.registry.access.require import rights
from kofu.registry.access.roles import Right
from kofu.registry.jobs.ask import ask
from kofu.registry.jobs.kinds import JobKind, PlanRun
from kofu.registry.jobs.look import open_jobs, workers_alive
from kofu.registry.runs.doubts import doubts
from kofu.registry.runs.find import find_run
from kofu.registry.runs.overview import Listed, printing
from kofu.registry.runs.overview import listed as runs_listed
from kofu.registry.runs.states import RunKind, RunState
from kofu.registry.runs.status import Status, before, status
from kofu.registry.runs.tables import Run, RunAction
from kofu.roster.columns import WISHES

_AT_ONCE = 25
_TAGS: Mapping[RunState, str] = {
    RunState.PLANNED: "attention",
    RunState.APPROVED: "key",
    RunState.STARTED: "key",
    RunState.PRINTED: "key",
    RunState.VERIFIED: "attention",
    RunState.RELEASED: "good",
    RunState.POSTED: "good",
    RunState.INVALID: "wrong",
}
_WAY = (_("計画"), _("承認"), _("印刷"), _("読み返しと照合"), _("確定"), _("差出し"))
"""What is done to a run, in this order."""
_DONE: Mapping[RunState, int] = {
    RunState.PLANNED: 1,
    RunState.APPROVED: 2,
    RunState.STARTED: 2,
    RunState.PRINTED: 3,
    RunState.VERIFIED: 4,
    RunState.RELEASED: 5,
    RunState.POSTED: 6,
}
"""How many of these steps are done; the next one is what waits."""


@page(RUNS)
def listed(request: Asked) -> HttpResponse:
    """The latest runs; older ones page by page."""
    found = runs_listed(_AT_ONCE + 1, number_in(request, "below"))
    told = {
        "runs": [_row(one) for one in found[:_AT_ONCE]],
        "below": found[_AT_ONCE - 1].run.pk if len(found) > _AT_ONCE else None,
        "jobs": open_jobs([JobKind.PLAN]),
    }
    return render(request, "console/runs/list.html", told)


@page(Right.RUN_PLAN, "GET", "POST")
def plan(request: Asked) -> HttpResponseBase:
    """Ask for a plan."""
    last = Run.objects.order_by("-id").first()
    form = PlanForm(request.POST or None, initial={"pack": last.pack if last else None})
    if form.is_valid():
        typed = form.cleaned_data
        job = ask(
            PlanRun(
                run_kind=RunKind(typed["kind"]),
                pack=typed["pack"],
                on=typed["on"],
                known=typed["known"] or date.today(),
                as_of=typed["as_of"] or typed["on"],
                issued=typed["issued"],
                tracking=typed["tracking"],
                posted=typed["posted"],
            ),
            request.by,
        )
        return redirect("jobs:show", number=job.pk)
    return render(request, "console/runs/plan.html", {"form": form})


@page(RUNS)
def show(request: Asked, number: int) -> HttpResponse:
    """The page of a run."""
    return run_page(request, find_run(number))


@page(RUNS)
def part(request: Asked, number: int) -> HttpResponse:
    """How far a run is, as a part of its page; where it stands elsewhere now, all of it anew."""
    found = status(find_run(number))
    answer = render(request, "console/runs/progress.html", _progress(found))
    if found.stand.state != request.GET.get("state"):
        answer["HX-Refresh"] = "true"
    return answer


def run_page(request: Asked, run: Run, forms: Mapping[str, Form] | None = None) -> HttpResponse:
    """The page, with forms as they were typed where something was wrong in one."""
    found, last = status(run), before(run)
    then = last.counts if last else None
    found_doubts = doubts(found, last)
    told: dict[str, Any] = {
        **_progress(found),
        "kind": words(f"run-kind-{run.kind}"),
        "insurer": dict(packs()).get(run.pack, run.pack),
        "way": _way(found),
        "last": last,
        "accounts": [(name, words(f"run-people-{name}"), count) for name, count in _told(found)],
        "charts": [
            (
                words(f"run-by-{name.replace('_', '-')}"),
                bars(counts, then.get(name, {}) if then else None, _word(name, run)),
            )
            for name in _CHARTS
            if (counts := run.counts.get(name))
        ],
        "stopped": [(_said(code), count) for code, count in sorted(found.stopped.items())],
        "doubts": [finding_words(one) for one in found_doubts if one.code != _STALE],
        "changed": _changed(run) if found.stand.state is RunState.INVALID else (),
        "steps": [(words(f"run-step-{step}"), by, at) for step, by, at in found.steps],
        "jobs": open_jobs([JobKind.RELEASE, JobKind.POST, JobKind.ABANDON], run=run.pk),
        "own": run.planned_by == request.by,
        "stale": words("run-doubt-loads") if _STALE in {one.code for one in found_doubts} else "",
        "acts": _acts(request, found),
        "forms": {**blank(), **(forms or {})},
    }
    return render(request, "console/runs/show.html", told)


def _row(one: Listed) -> dict[str, object]:
    return {
        "run": one.run,
        "kind": words(f"run-kind-{one.run.kind}"),
        "state": words(f"run-state-{one.state.value}"),
        "tag": _TAGS.get(one.state, ""),
        "due": one.due,
    }


def _progress(found: Status) -> dict[str, Any]:
    state = found.stand.state
    busy = state in (RunState.STARTED, RunState.PRINTED)
    there = busy and printing(found.run)
    return {
        "run": found.run,
        "status": found,
        "state": words(f"run-state-{state.value}"),
        "tag": _TAGS.get(state, ""),
        "busy": busy,
        "stalled": busy and not there,
        "idle": there and not workers_alive(),
        "percent": round(100 * found.chunks_done / max(found.run.chunks, 1)),
    }


def _told(found: Status) -> list[tuple[str, int]]:
    return list(found.accounts.told().items())


def _way(found: Status) -> list[tuple[str, str]]:
    """Each step in words, with `done`, `here` or nothing; none for a run that goes nowhere."""
    done = _DONE.get(found.stand.state)
    if done is None:
        return []
    return [
        (str(name), "done" if place < done else "here" if place == done else "")
        for place, name in enumerate(_WAY)
    ]


_NEXT: Mapping[RunState, tuple[str, Right]] = {
    RunState.PLANNED: ("approve", Right.RUN_APPROVE),
    RunState.APPROVED: ("start", Right.RUN_OPERATE),
    RunState.STARTED: ("resume", Right.RUN_OPERATE),
    RunState.PRINTED: ("resume", Right.RUN_OPERATE),
    RunState.VERIFIED: ("release", Right.RUN_OPERATE),
    RunState.RELEASED: ("post", Right.RUN_OPERATE),
}
_UNTIL_RELEASE = frozenset(
    {
        *(RunState.PLANNED, RunState.APPROVED, RunState.STARTED),
        *(RunState.PRINTED, RunState.VERIFIED),
    }
)


def _acts(request: Asked, found: Status) -> frozenset[str]:
    """What this account may do with the run now."""
    held, state = rights(request.user), found.stand.state
    acts = {act for act, right in [_NEXT[state]] if right in held} if state in _NEXT else set()
    if state in _UNTIL_RELEASE:
        acts |= {"pull"} if Right.RUN_PULL in held else set()
        acts |= {"abandon"} if Right.RUN_OPERATE in held else set()
    return frozenset(acts)


def _changed(run: Run) -> list[str]:
    """What made the run invalid, in words."""
    last = RunAction.objects.filter(run=run, step="invalidate").first()
    return [words(f"run-changed-{name}") for name in last.detail["changed"]] if last else []


_STALE = "run-doubt-loads"
_CHARTS = (
    *("outcome", "document", "delivery", "municipality_code", "rule"),
    *WISHES,
)
_PREFIX = {
    "outcome": "run-people-",
    "document": "document-kind-",
    "delivery": "delivery-",
}


def _word(name: str, run: Run) -> Callable[[str], str]:
    """What a counted value is called; rules by the sentence of the pack that decided."""
    rules = rule_words_of(run) if name == "rule" else {}

    def say(value: str) -> str:
        if name in WISHES:
            return value_words(name, value)
        if name == "municipality_code":
            return municipality(value) or "―"
        if name == "rule":
            return rules.get(value, value)
        code = f"{_PREFIX.get(name, '')}{value}"
        return words(code) if name in _PREFIX and code in catalogue() else value or "―"

    return say


def _said(code: str) -> str:
    return words(code) if code in catalogue() else code
