"""What every template may use besides its own: the menu, where we are, whose console it is."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from kofu.faces.console.frame.navigation import MENU
from kofu.registry.access.require import rights


def surroundings(request: HttpRequest) -> dict[str, object]:
    """Context processor."""
    account = getattr(request, "user", None)
    if account is None or not account.is_authenticated:
        return {"menu": ()}
    held = rights(account)
    here = request.resolver_match.namespace if request.resolver_match else ""
    menu = [
        {"title": entry.title, "address": address, "here": entry.area == here}
        for entry in MENU
        if entry.rights & held and (address := _address(entry.view))
    ]
    return {"menu": menu, "account": account, "rights": {right.value for right in held}}


def _address(view: str) -> str:
    try:
        return reverse(view)
    except NoReverseMatch:
        return ""
