"""One person held back from a run, at the counter: a card came back, somebody moved or died."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kofu.base.errors import KofuError
from kofu.faces.console.counter.forms import PullOut
from kofu.faces.console.counter.heading import heading
from kofu.faces.console.frame.pages import Asked, page
from kofu.faces.console.frame.words import finding_words, words
from kofu.registry.access.roles import Right
from kofu.registry.runs.find import find_run
from kofu.registry.runs.pulls import pull


@page(Right.RUN_PULL, "GET", "POST")
def pull_out(request: Asked, number: int, run: int) -> HttpResponseBase:
    """With a reason; what the run had for the person is not posted."""
    head = heading(request, number, noted=request.method != "POST")
    found = find_run(run)
    form = PullOut(request.POST or None)
    if form.is_valid():
        try:
            pull(found, head.who.person_id, form.cleaned_data["reason"], request.by)
        except KofuError as error:
            form.add_error(None, finding_words(error.finding))
        else:
            messages.success(request, _("一括交付から引き抜きました。"))
            return redirect("people:person", number)
    told = {"head": head, "form": form, "run": found, "kind": words(f"run-kind-{found.kind}")}
    return render(request, "console/counter/pull.html", told)
