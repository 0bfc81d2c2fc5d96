"""What a page says when something is refused or breaks: the code and plain words, no data.

A refusal (KofuError) is an answer with its own words. Whatever else is raised is a fault of ours:
its kind, its place in our code and a number go to standard error, the number stands on the page.
"""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from kofu.base.errors import Finding, KofuError
from kofu.faces.console.frame.faults import numbered
from kofu.faces.console.frame.words import finding_words

_REFUSED = HTTPStatus.UNPROCESSABLE_ENTITY
_NO_RIGHT = "right-missing"


class Refusals:
    """Middleware."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.answer(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, Http404 | PermissionDenied):
            return None
        if isinstance(error, KofuError):
            return refused(request, error.finding)
        return broken(request, error)


def refused(request: HttpRequest, finding: Finding) -> HttpResponse:
    """The page of a refusal; nothing was done."""
    status = HTTPStatus.FORBIDDEN if finding.code == _NO_RIGHT else _REFUSED
    told = {"code": finding.code, "message": finding_words(finding)}
    return render(request, _template(request, "refused"), told, status=status)


def broken(request: HttpRequest, error: BaseException) -> HttpResponse:
    """The page of a fault of ours."""
    told = {"number": numbered(error)}
    status = HTTPStatus.INTERNAL_SERVER_ERROR
    return render(request, _template(request, "broken"), told, status=status)


def _template(request: HttpRequest, name: str) -> str:
    part = "_part" if getattr(request, "htmx", False) else ""
    return f"console/frame/{name}{part}.html"


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "console/frame/not_found.html", status=HTTPStatus.NOT_FOUND)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "console/frame/forbidden.html", status=HTTPStatus.FORBIDDEN)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was of a session that has ended, or of another site."""
    return render(request, "console/frame/form_expired.html", status=HTTPStatus.FORBIDDEN)
