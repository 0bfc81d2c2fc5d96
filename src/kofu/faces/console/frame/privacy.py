"""Pages about people are kept by nobody, and every entry of the log says from which terminal."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from kofu.registry.access.terminals import address_of
from kofu.registry.log.station import working_at

Answer = Callable[[HttpRequest], HttpResponseBase]


def private_pages(answer: Answer) -> Answer:
    """Middleware: whatever a view makes may not be stored, indexed or told to another site."""

    def private(request: HttpRequest) -> HttpResponseBase:
        response = answer(request)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers["X-Robots-Tag"] = "noindex"
        response.headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()"
        return response

    return private


def stationed(answer: Answer) -> Answer:
    """Middleware: whatever is noted while a page is made was done from the terminal it is for."""

    def at_its_terminal(request: HttpRequest) -> HttpResponseBase:
        with working_at(address_of(request)):
            return answer(request)

    return at_its_terminal
