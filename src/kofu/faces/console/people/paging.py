"""What was printed, to be looked at: the page of one document as a picture."""

from __future__ import annotations

from base64 import b64encode

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from kofu.faces.console.frame.pages import Asked, page, terminal
from kofu.faces.console.people import session
from kofu.faces.console.people.showing import PREVIEWERS
from kofu.registry.dossier.previews import preview
from kofu.registry.dossier.whom import whom


@page(PREVIEWERS)
def document(request: Asked, number: int, document: int) -> HttpResponseBase:
    """The picture stands in the page itself: nothing is left to be fetched a second time."""
    who = whom(request.user, number)
    reason = session.reason_for(request, number)
    if who.sensitive and not reason:
        return redirect("people:open", number)
    made = preview(who, document, by=request.by, reason=reason, terminal=terminal(request))
    told = {
        "who": who,
        "document": document,
        "pictures": [b64encode(one).decode("ascii") for one in made],
    }
    return _rendered(request, told)


def _rendered(request: Asked, told: dict[str, object]) -> HttpResponse:
    return render(request, "console/people/document.html", told)
