"""The API apart from the pages: no cookie opens it, and every answer is JSON."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from kofu.faces.api.answers import in_json, is_json

_UNDER = "/api/"


def apart(answer: Callable[[HttpRequest], HttpResponseBase]) -> object:
    """Middleware, before the one that looks for a session."""

    def kept_apart(request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(_UNDER):
            return answer(request)
        request.COOKIES = {}
        response = answer(request)
        refused = response.status_code >= HTTPStatus.BAD_REQUEST
        if refused and isinstance(response, HttpResponse) and not is_json(response):
            return in_json(response)
        return response

    return kept_apart
