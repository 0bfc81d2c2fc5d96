"""What every template may use besides its own: the menu, where we are, whose console it is."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from kofu.faces.console.frame.gate import ENTERED
from kofu.faces.console.frame.navigation import MENU, WITHIN
from kofu.registry.access.entering import Stage, stage
from kofu.registry.access.require import rights
from kofu.registry.access.tables import Account


def surroundings(request: HttpRequest) -> dict[str, object]:
    """Context processor."""
    account = getattr(request, "user", None)
    if not isinstance(account, Account):
        return {"menu": ()}
    if not request.META.get(ENTERED) and stage(request) is not Stage.IN:
        return {"menu": (), "account": account}
    held = rights(account)
    here = request.resolver_match.namespace if request.resolver_match else ""
    here = WITHIN.get(here, here)
    menu = [
        {
            "title": entry.title,
            "about": entry.about,
            "address": address,
            "here": entry.area == here,
        }
        for entry in MENU
        if entry.rights & held and (address := _address(entry.view))
    ]
    return {"menu": menu, "account": account, "rights": {right.value for right in held}}


def _address(view: str) -> str:
    try:
        return reverse(view)
    except NoReverseMatch:
        return ""
