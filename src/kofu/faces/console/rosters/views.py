"""The list of loads and of files that wait; a file comes in, or is removed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from kofu.faces.console.frame.pages import Asked, page
from kofu.faces.console.frame.receiving import receiving
from kofu.faces.console.frame.words import words
from kofu.faces.console.rosters.forms import UploadForm
from kofu.registry.access.roles import Right
from kofu.registry.jobs.kinds import JobKind
from kofu.registry.jobs.look import open_jobs
from kofu.registry.people.kinds import LoadKind
from kofu.registry.people.tables import Load
from kofu.registry.uploads import head
from kofu.registry.uploads.limit import largest
from kofu.registry.uploads.mappings import mapping_path
from kofu.registry.uploads.store import Upload, accept, find_upload, remove, uploads
from kofu.roster.mapping import load_mapping
from kofu.roster.pointing import fitted

_LOADS = 20
_FILES = (LoadKind.ROSTER, LoadKind.STATUS_LIST)


@page(Right.ROSTER_LOAD)
def listed(request: Asked) -> HttpResponse:
    """Files that wait, the last loads, and the form for a new file."""
    return _page(request, UploadForm())


@csrf_exempt
@page(Right.ROSTER_LOAD, "POST")
def upload(request: Asked) -> HttpResponseBase:
    """Take a file. Who it is and whether they may is asked before anything is read of it."""
    with receiving(request):
        return _taken(request)


@csrf_protect
def _taken(request: Any) -> HttpResponseBase:
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form)
    typed = form.cleaned_data
    path = request.upload_handlers[0].path
    kept = accept(path, typed["file"].name, LoadKind(typed["kind"]), typed["as_of"], request.by)
    try:
        _look(kept, typed["mapping"])
    except BaseException:
        remove(kept)
        raise
    return redirect("rosters:columns", token=kept.token)


def _look(kept: Upload, name: str) -> None:
    """Cut the first rows and lay a mapping beside them: a saved one, or a guess."""
    if not name:
        head.cut(kept)
        head.point(kept, head.guessed(kept))
        return
    told = load_mapping(mapping_path(name))
    head.cut(kept, told)
    head.point(kept, fitted(told, head.header(kept)))


@page(Right.ROSTER_LOAD, "POST")
def remove_file(request: Asked, token: str) -> HttpResponseBase:
    """Somebody thought better of it."""
    remove(find_upload(token))
    messages.success(request, _("ファイルを取り除きました。"))
    return redirect("rosters:list")


def _page(request: Asked, form: UploadForm) -> HttpResponse:
    told = {
        "form": form,
        "largest": largest(),
        "waiting": [(one, words(f"load-kind-{one.kind.value}")) for one in uploads()],
        "loads": [
            (one, words(f"load-kind-{one.kind}"), _counts(one))
            for one in Load.objects.filter(kind__in=_FILES).order_by("-id")[:_LOADS]
        ],
        "jobs": open_jobs([JobKind.CHECK, JobKind.LOAD]),
    }
    return render(request, "console/rosters/list.html", told)


def _counts(load: Load) -> list[tuple[str, int]]:
    known = {"joined", "left", "changed", "card-gained", "card-lost", "vanished", "back"}
    return [(words(f"event-{kind}"), count) for kind, count in load.counts.items() if kind in known]
