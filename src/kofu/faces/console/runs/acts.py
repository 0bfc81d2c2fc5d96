"""What is done to a run: each a form on its page, and one call of the register."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from kofu.base.errors import KofuError
from kofu.faces.console.frame.navigation import RUNS
from kofu.faces.console.frame.pages import Asked, page
from kofu.faces.console.frame.receiving import receiving
from kofu.faces.console.frame.words import finding_words
from kofu.faces.console.runs.forms import FORMS, Release
from kofu.faces.console.runs.views import run_page
from kofu.registry.access.require import require, require_sees
from kofu.registry.access.roles import Right
from kofu.registry.jobs.ask import ask
from kofu.registry.jobs.kinds import AbandonRun, PostRun, ReleaseRun
from kofu.registry.runs import approve, pulls, starting
from kofu.registry.runs.employers import keep_employers
from kofu.registry.runs.find import find_run
from kofu.registry.runs.tables import Run

Typed = Mapping[str, Any]


@page(RUNS, "POST")
def act(request: Asked, number: int, act: str) -> HttpResponseBase:
    """Do it; back to the page of the run, or of the job that does it."""
    if act not in _ACTS:
        raise Http404
    right, do = _ACTS[act]
    require(request.user, right)
    run = find_run(number)
    form = FORMS[act](request.POST, prefix=act)
    if not form.is_valid():
        return run_page(request, run, {act: form})
    return do(request, run, form.cleaned_data) or redirect("runs:show", number=run.pk)


@csrf_exempt
@page(Right.RUN_OPERATE, "POST")
def release(request: Asked, number: int) -> HttpResponseBase:
    """Release, with the employers' file if there is one. Who it is and whether they may is asked
    before anything is read of it.
    """
    with receiving(request):
        return _released(request, find_run(number))


@csrf_protect
def _released(request: Any, run: Run) -> HttpResponseBase:
    form = Release(request.POST, request.FILES, prefix="release")
    if not form.is_valid():
        return run_page(request, run, {"release": form})
    typed, employers = form.cleaned_data, ""
    if typed["employers"]:
        try:
            path = request.upload_handlers[0].path
            employers = keep_employers(run, path, typed["employers"].name)
        except KofuError as error:
            form.add_error("employers", finding_words(error.finding))
            return run_page(request, run, {"release": form})
    work = ReleaseRun(
        run=run.pk, posted=typed["posted"], tracking=typed["tracking"], employers=employers
    )
    return _asked(request, work)


def _approve(request: Asked, run: Run, typed: Typed) -> None:
    approve.approve(run, request.by)
    messages.success(request, _("承認しました。"))


def _start(request: Asked, run: Run, typed: Typed) -> None:
    starting.start(run, request.by, os.cpu_count() or 1)
    messages.success(request, _("印刷を始めました。"))


def _resume(request: Asked, run: Run, typed: Typed) -> None:
    starting.resume(run, request.by, os.cpu_count() or 1)
    messages.success(request, _("残りから続けます。"))


def _pull(request: Asked, run: Run, typed: Typed) -> None:
    require_sees(request.user, typed["person_id"])
    pulls.pull(run, typed["person_id"], typed["reason"], request.by)
    messages.success(request, _("引き抜きました。"))


def _post(request: Asked, run: Run, typed: Typed) -> HttpResponseBase:
    return _asked(request, PostRun(run=run.pk, day=typed["day"]))


def _abandon(request: Asked, run: Run, typed: Typed) -> HttpResponseBase:
    return _asked(request, AbandonRun(run=run.pk, reason=typed["reason"]))


def _asked(request: Asked, work: ReleaseRun | PostRun | AbandonRun) -> HttpResponseBase:
    return redirect("jobs:show", number=ask(work, request.by).pk)


_ACTS: Mapping[str, tuple[Right, Callable[[Asked, Run, Typed], HttpResponseBase | None]]] = {
    "approve": (Right.RUN_APPROVE, _approve),
    "start": (Right.RUN_OPERATE, _start),
    "resume": (Right.RUN_OPERATE, _resume),
    "pull": (Right.RUN_PULL, _pull),
    "post": (Right.RUN_OPERATE, _post),
    "abandon": (Right.RUN_OPERATE, _abandon),
}
