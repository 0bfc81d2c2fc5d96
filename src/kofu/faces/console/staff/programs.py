"""Tokens of programs: made, listed, ended. A new one is shown by the answer itself, only then."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kofu.base.errors import KofuError
from kofu.faces.console.frame.pages import Asked, page
from kofu.faces.console.frame.words import finding_words, words
from kofu.faces.console.staff.forms import NewToken
from kofu.registry.access.roles import Right
from kofu.registry.access.tables import ApiToken
from kofu.registry.access.tokens import TokenState, make, revoke, state, tokens
from kofu.registry.log.events import Event
from kofu.registry.log.write import note

_TAGS = {TokenState.OPEN: "good", TokenState.IDLE: "attention"}


@page(Right.ACCOUNT_MANAGE)
def listed(request: Asked) -> HttpResponse:
    """Every token that was made; none of them can be seen again."""
    found = [_row(one) for one in tokens()]
    note(Event.LIST_READ, by=request.by, detail={"list": "api-token", "count": len(found)})
    return render(request, "console/staff/programs.html", {"tokens": found})


@page(Right.ACCOUNT_MANAGE, "GET", "POST")
def add(request: Asked) -> HttpResponse:
    """A new one; the page that answers shows it this once and is kept by no browser."""
    form = NewToken(request.POST or None)
    if form.is_valid():
        typed = form.cleaned_data
        try:
            made = make(typed["name"], typed["label"], typed["days"], by=request.by)
        except KofuError as error:
            field = "name" if error.finding.code.startswith("account-") else None
            form.add_error(field, finding_words(error.finding))
        else:
            told = {"made": made, "name": typed["name"], "label": typed["label"]}
            return render(request, "console/staff/program_made.html", told)
    return render(request, "console/staff/program_add.html", {"form": form})


@page(Right.ACCOUNT_MANAGE, "POST")
def end(request: Asked, number: int) -> HttpResponseBase:
    """It opens nothing any more. Raises KofuError `api-token-unknown`."""
    revoke(number, by=request.by)
    messages.success(request, _("トークンを使えなくしました。"))
    return redirect("programs:list")


def _row(one: ApiToken) -> dict[str, object]:
    stands = state(one)
    return {
        "one": one,
        "state": words(f"token-is-{stands}"),
        "tag": _TAGS.get(stands, ""),
        "ended": stands is TokenState.REVOKED,
    }
