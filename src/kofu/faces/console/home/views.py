"""The first page: what there is to do today."""

from __future__ import annotations

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from kofu.base.errors import KofuError
from kofu.faces.console.frame.pages import Asked, page
from kofu.faces.console.frame.words import words
from kofu.faces.console.home.tiles import tiles
from kofu.faces.console.people.forms import Words
from kofu.registry.access.require import rights
from kofu.registry.access.roles import Right
from kofu.registry.access.tables import Account
from kofu.registry.jobs.ask import ask
from kofu.registry.jobs.kinds import JobKind, Sweep
from kofu.registry.jobs.look import last_of
from kofu.registry.jobs.tables import JobState
from kofu.registry.runs.tables import Run

_FOUND = (
    ("gap", "sweep-gap"),
    ("unknown", "sweep-unknown"),
    ("double", "sweep-double"),
    ("outlives", "sweep-outlives-enrolment"),
)


def home(request: HttpRequest) -> HttpResponse:
    """What waits for somebody with these rights, and tiles to the parts they may open."""
    account = request.user
    held = rights(account) if isinstance(account, Account) else frozenset()
    told = {
        "form": Words(),
        "tiles": tiles(held),
        "sweep": _last_sweep() if Right.SWEEP in held else None,
    }
    return render(request, "console/home/home.html", told)


@page(Right.SWEEP, "POST")
def ask_sweep(request: Asked) -> HttpResponseBase:
    """Sweep tomorrow, by the pack of the last run. Raises KofuError `runs-none`."""
    last = Run.objects.order_by("-id").first()
    if last is None:
        raise KofuError("runs-none")
    job = ask(Sweep(pack=last.pack, on=date.today() + timedelta(days=1)), request.by)
    return redirect("jobs:show", number=job.pk)


def _last_sweep() -> dict[str, object] | None:
    job = last_of(JobKind.SWEEP, JobState.DONE)
    finding = job.finding if job else None
    if job is None or finding is None:
        return None
    counts = [(words(code), int(str(finding.params[name]))) for name, code in _FOUND]
    return {"on": date.fromisoformat(job.asked["on"]), "at": job.finished_at, "counts": counts}
