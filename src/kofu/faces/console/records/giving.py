"""The chain checked where it lies, and the log given out as a file."""

from __future__ import annotations

from django.http import HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone

from kofu.base.errors import KofuError
from kofu.base.messages import Language
from kofu.faces.console.frame.pages import Asked, page, terminal
from kofu.faces.console.frame.words import language
from kofu.faces.console.records.forms import GiveOut, Heads
from kofu.registry.access.roles import Right
from kofu.registry.log import chain as chains
from kofu.registry.log.check import Checked, checked
from kofu.registry.log.export import exported, sealed_for_export
from kofu.registry.log.read import chain as state

_SHOWN = 50


@page(Right.LOG_READ, "GET", "HEAD", "POST")
def chain(request: Asked) -> HttpResponseBase:
    """Where the chain stands; a POST seals what is open and hashes all of it anew."""
    form = Heads(request.POST or None)
    told: dict[str, object] = {"form": form}
    if form.is_valid():
        head = form.cleaned_data["head"].strip()
        chains.seal()
        told["done"] = _done(checked([head] if head else [], by=request.by))
    told["chain"] = state()
    return render(request, "console/records/chain.html", told)


def _done(found: Checked) -> dict[str, object]:
    japanese = language() is Language.JA
    return {
        "sound": not found.total,
        "entries": found.log.entries,
        "batches": found.log.batches,
        "nameless": found.nameless,
        "total": found.total,
        "findings": [
            *(one.words(language()) for one in found.findings),
            *(one.words(japanese) for one in found.log.findings[:_SHOWN]),
        ],
    }


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
            form.add_error("reason", error.finding.words(language()))
        else:
            answer = StreamingHttpResponse(exported(**who), content_type="application/jsonl")
            name = f"kofu-log-{timezone.localdate()}.jsonl"
            answer["Content-Disposition"] = f'attachment; filename="{name}"'
            return answer
    return render(request, "console/records/export.html", {"form": form, "chain": state()})
