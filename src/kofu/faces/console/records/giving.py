"""The chain to be checked where it lies, and the log given out as a file."""

from __future__ import annotations

from django.http import HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from kofu.base.errors import Finding, KofuError
from kofu.base.messages import Language
from kofu.faces.console.frame.pages import Asked, page, terminal
from kofu.faces.console.frame.words import finding_words, language
from kofu.faces.console.records.forms import GiveOut, Heads
from kofu.registry.access.roles import Right
from kofu.registry.jobs.ask import ask
from kofu.registry.jobs.kinds import CheckLog, JobKind
from kofu.registry.jobs.look import open_jobs
from kofu.registry.log.export import exported, sealed_for_export
from kofu.registry.log.read import chain as state
from kofu.registry.log.verifier import Finding as Slip


@page(Right.LOG_READ, "GET", "HEAD", "POST")
def chain(request: Asked) -> HttpResponseBase:
    """Where the chain stands, and the last check; a POST asks for a new one."""
    form = Heads(request.POST or None)
    if form.is_valid():
        work = CheckLog(head=form.cleaned_data["head"].strip())
        return redirect("jobs:show", number=ask(work, request.by).pk)
    now = state()
    told = {
        "form": form,
        "chain": now,
        "found": [_said(one) for one in now.check.found] if now.check else (),
        "jobs": open_jobs([JobKind.CHECK_LOG]),
    }
    return render(request, "console/records/chain.html", told)


def _said(one: Slip | Finding) -> str:
    if isinstance(one, Finding):
        return one.words(language())
    return one.words(language() is Language.JA)


@page(Right.LOG_EXPORT, "GET", "HEAD", "POST")
def export(request: Asked) -> HttpResponseBase:
    """The sealed log as a file, line by line as it is read."""
    form = GiveOut(request.POST or None)
    if form.is_valid():
        who = {
            "by": request.by,
            "terminal": terminal(request),
            "people": form.cleaned_data["people"],
        }
        try:
            sealed_for_export(**who, reason=form.cleaned_data["reason"])
        except KofuError as error:
            form.add_error("reason", finding_words(error.finding))
        else:
            answer = StreamingHttpResponse(exported(**who), content_type="application/jsonl")
            name = f"kofu-log-{timezone.localdate()}.jsonl"
            answer["Content-Disposition"] = f'attachment; filename="{name}"'
            return answer
    return render(request, "console/records/export.html", {"form": form, "chain": state()})
