"""The citizen's page apart from the console: answered before anybody looks for a session."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import Resolver404, resolve

from kofu.faces.selfcheck.languages import TONGUES

_URLS = "kofu.faces.selfcheck.urls"
_UNDER = "/selfcheck/"
_POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": _POLICY,
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


def apart(answer: Callable[[HttpRequest], HttpResponseBase]) -> object:
    """Middleware, before all that knows people: no cookie is read or set, no database is asked."""

    def kept_apart(request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(_UNDER):
            return answer(request)
        response = _page(request)
        for name, value in HEADERS.items():
            response.headers[name] = value
        return response

    return kept_apart


def _page(request: HttpRequest) -> HttpResponse:
    from kofu.faces.selfcheck.views import gone

    if request.method not in ("GET", "HEAD"):
        return HttpResponse(status=HTTPStatus.METHOD_NOT_ALLOWED)
    try:
        found = resolve(request.path_info, _URLS)
    except Resolver404:
        return gone(TONGUES[0], "not-found")
    response: HttpResponse = found.func(request, *found.args, **found.kwargs)
    return response
