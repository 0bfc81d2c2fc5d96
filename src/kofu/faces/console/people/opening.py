"""Opening what is withheld about a sensitive person (DV): with a right, and for a reason."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from kofu.base.errors import KofuError
from kofu.faces.console.frame.pages import Asked, page
from kofu.faces.console.frame.words import finding_words
from kofu.faces.console.people import session
from kofu.faces.console.people.forms import Reason
from kofu.registry.access.roles import Right
from kofu.registry.dossier.whom import whom
from kofu.registry.log.events import Event
from kofu.registry.log.write import note


@page(Right.PERSON_SENSITIVE, "GET", "POST")
def open_person(request: Asked, number: int) -> HttpResponseBase:
    """The reason goes to the log; then the page shows the address, for a while."""
    who = whom(request.user, number)
    form = Reason(request.POST or None)
    if not form.is_valid():
        return _again(request, form, number)
    reason = form.cleaned_data["reason"]
    try:
        note(
            Event.PERSON_READ,
            by=request.by,
            person_id=who.person_id,
            reason=reason,
            detail={"page": "opened"},
        )
    except KofuError as error:
        form.add_error("reason", finding_words(error.finding))
        return _again(request, form, number)
    session.open_with(request, number, reason)
    return redirect("people:person", number)


def _again(request: Asked, form: Reason, number: int) -> HttpResponse:
    return render(request, "console/people/open.html", {"reason": form, "number": number})
