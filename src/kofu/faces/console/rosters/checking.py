"""The result of a check, and the step from there into the register."""

from __future__ import annotations

from collections import Counter

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from kofu.base.errors import KofuError
from kofu.faces.console.frame.fields import Form
from kofu.faces.console.frame.pages import Asked, page
from kofu.faces.console.frame.words import finding_words, language, words
from kofu.faces.console.rosters.forms import Confirm
from kofu.registry.access.roles import Right
from kofu.registry.jobs.ask import ask
from kofu.registry.jobs.kinds import LoadFile
from kofu.registry.log.events import Event
from kofu.registry.log.write import note
from kofu.registry.people.foresee import Foreseen
from kofu.registry.uploads.checked import Checked, as_csv, checked
from kofu.registry.uploads.doubts import doubts
from kofu.registry.uploads.store import Upload, find_upload
from kofu.roster.levels import level_of

_SHOWN = 100
_ORDER = ("joined", "left", "changed", "card-gained", "card-lost", "vanished", "back")


@page(Right.ROSTER_LOAD)
def checked_page(request: Asked, token: str) -> HttpResponse:
    """What was found, and what a load would bring."""
    upload = find_upload(token)
    return _page(request, upload, _checked(upload), Confirm())


@page(Right.ROSTER_LOAD)
def faults(request: Asked, token: str) -> HttpResponse:
    """Rows to be mended, for a spreadsheet; no cell that could be somebody's name is in it."""
    found = _checked(find_upload(token))
    note(
        Event.EXPORTED,
        by=request.by,
        object=f"upload:{token}",
        detail={"list": "faults", "count": len(found.faults)},
    )
    answer = HttpResponse(as_csv(found, language()), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="faults.csv"'
    return answer


@page(Right.ROSTER_LOAD, "POST")
def load(request: Asked, token: str) -> HttpResponseBase:
    """Take the file in, as it was foreseen. Raises KofuError `upload-not-checked`."""
    upload = find_upload(token)
    found = _checked(upload)
    form = Confirm(request.POST)
    if found.foreseen is None:
        raise KofuError("upload-not-checked")
    if doubts(found.foreseen) and not form.is_valid():
        return _page(request, upload, found, form)
    job = ask(LoadFile(upload=token, loads=found.foreseen.loads), request.by)
    return redirect("jobs:show", number=job.pk)


def _checked(upload: Upload) -> Checked:
    found = checked(upload)
    if found is None:
        raise KofuError("upload-not-checked")
    return found


def _page(request: Asked, upload: Upload, found: Checked, form: Form) -> HttpResponse:
    counts = Counter(dict(found.counts)).most_common()
    told = {
        "upload": upload,
        "kind": words(f"load-kind-{upload.kind.value}"),
        "found": found,
        "counts": [(words(f"level-{level_of(code)}"), code, count) for code, count in counts],
        "faults": [(one, one.words(language())) for one in found.faults[:_SHOWN]],
        "more": len(found.faults) - _SHOWN,
        "foreseen": _foreseen(found.foreseen) if found.foreseen else None,
        "doubts": [finding_words(one) for one in doubts(found.foreseen)] if found.foreseen else [],
        "form": form,
    }
    return render(request, "console/rosters/checked.html", told)


def _foreseen(found: Foreseen) -> dict[str, object]:
    happenings = [(words(f"event-{kind}"), found.counts.get(kind, 0)) for kind in _ORDER]
    strands = [(words(f"strand-{name}"), count) for name, count in found.strands.items()]
    return {"happenings": happenings, "strands": strands, "enrolled": found.enrolled}
