"""Nothing is shown before everything that a log-in takes is done."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from kofu.registry.access.entering import Stage, stage

NEXT, API = "next", "api"

ENTERED = "kofu.entered"
"""What a request carries once it was asked; no header can have this name."""

_PAGES: Mapping[Stage, str] = {
    Stage.LOG_IN: "staff:log_in",
    Stage.TOKEN: "staff:token",
    Stage.PASSWORD: "staff:password",
    Stage.ENROL: "staff:enrol",
}
_ALWAYS = frozenset({"staff:log_in", "staff:log_out", "set_language"})


class Gate:
    """Middleware: sends whoever is not in yet to the page of the next step."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.answer(request)

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: object
    ) -> HttpResponseBase | None:
        match = request.resolver_match
        if match and API in match.namespaces:
            # Programs bring a token instead (`faces.api.entering`).
            return None
        name = match.view_name if match else ""
        wanted = stage(request)
        request.META[ENTERED] = wanted is Stage.IN
        if wanted is Stage.IN or name in _ALWAYS or name == _PAGES[wanted]:
            return None
        if request.method == "GET" and not getattr(request, "htmx", False):
            request.session[NEXT] = request.path
        response = redirect(_PAGES[wanted])
        if getattr(request, "htmx", False):
            # A fragment cannot hold a page: the browser goes there as a whole.
            response.status_code = 204
            response["HX-Redirect"] = response["Location"]
            del response["Location"]
        return response


def next_page(request: HttpRequest) -> str:
    """Where somebody was going before they had to log in."""
    wanted = str(request.session.pop(NEXT, "/"))
    return wanted if url_has_allowed_host_and_scheme(wanted, None) else "/"
