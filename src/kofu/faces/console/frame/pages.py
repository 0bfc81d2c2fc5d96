"""A page and the right that opens it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_http_methods
from django_htmx.middleware import HtmxDetails

from kofu.registry.access.require import require_any
from kofu.registry.access.roles import Right
from kofu.registry.access.tables import Account
from kofu.registry.access.terminals import address_of

P = ParamSpec("P")


class Asked(HttpRequest):
    """A request of somebody who is logged in."""

    user: Account
    htmx: HtmxDetails
    by: str
    """The name that stands in the log."""


View = Callable[Concatenate[Asked, P], HttpResponseBase]


def page(right: Right | frozenset[Right], *methods: str) -> Callable[[View[P]], View[P]]:
    """Opens a view to whoever has the right, or any of several; `GET` unless methods are named.

    Whoever is not logged in is sent to the log-in before (`frame.gate`). Raises KofuError
    `right-missing`, which is logged.
    """

    wanted = right if isinstance(right, frozenset) else frozenset({right})

    def guarded(view: View[P]) -> View[P]:
        @wraps(view)
        def answer(request: Asked, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            require_any(request.user, wanted)
            request.by = request.user.name
            return view(request, *args, **kwargs)

        return require_http_methods(methods or ("GET", "HEAD"))(answer)

    return guarded


def terminal(request: HttpRequest) -> str:
    """The address of the terminal, for the log."""
    return address_of(request)
