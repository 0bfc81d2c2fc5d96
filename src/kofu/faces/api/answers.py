"""What the API answers when it does not do what it was asked: a stable code and plain words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from http import HTTPStatus

from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from kofu.base.errors import Finding, KofuError
from kofu.faces.api.entering import WAIT
from kofu.faces.console.frame.faults import numbered
from kofu.faces.console.frame.words import language

_STATUS: Mapping[str, HTTPStatus] = {
    "api-token-missing": HTTPStatus.UNAUTHORIZED,
    "api-token-refused": HTTPStatus.UNAUTHORIZED,
    "api-token-guessing": HTTPStatus.TOO_MANY_REQUESTS,
    "right-missing": HTTPStatus.FORBIDDEN,
    "person-not-registered": HTTPStatus.NOT_FOUND,
    "run-unknown": HTTPStatus.NOT_FOUND,
    "api-path-unknown": HTTPStatus.NOT_FOUND,
    "api-method-wrong": HTTPStatus.METHOD_NOT_ALLOWED,
    "api-body-unfit": HTTPStatus.BAD_REQUEST,
    "api-not-json": HTTPStatus.BAD_REQUEST,
    "api-too-long": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "call-key-used": HTTPStatus.CONFLICT,
    "certificate-held": HTTPStatus.CONFLICT,
    "delivery-held-no-post": HTTPStatus.CONFLICT,
    "insurer-not-settled": HTTPStatus.CONFLICT,
    "reissue-nothing-held": HTTPStatus.CONFLICT,
    "database-refused": HTTPStatus.SERVICE_UNAVAILABLE,
    "api-broken": HTTPStatus.INTERNAL_SERVER_ERROR,
}
"""Whatever is not named here was understood and is refused by the rules: 422."""

_BY_STATUS: Mapping[int, str] = {
    HTTPStatus.NOT_FOUND: "api-path-unknown",
    HTTPStatus.METHOD_NOT_ALLOWED: "api-method-wrong",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "api-too-long",
}
_OF_THE_BODY = frozenset({"Content-Type", "Content-Length"})
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_SHOWN = 5


def refusal(finding: Finding) -> HttpResponse:
    """The answer to a refusal."""
    status = _STATUS.get(finding.code, HTTPStatus.UNPROCESSABLE_ENTITY)
    told = {"code": finding.code, "message": finding.words(language())}
    response = JsonResponse(told, status=status, json_dumps_params={"ensure_ascii": False})
    if status is HTTPStatus.UNAUTHORIZED:
        response["WWW-Authenticate"] = "Bearer"
    if status is HTTPStatus.TOO_MANY_REQUESTS:
        response["Retry-After"] = str(WAIT)
    return response


def in_json(response: HttpResponse) -> HttpResponse:
    """What Django says of a call in its own way, as we say it."""
    code = _BY_STATUS.get(response.status_code)
    if code is None:
        known = response.status_code < HTTPStatus.INTERNAL_SERVER_ERROR
        code = "api-not-json" if known else "api-broken"
    params = {"number": "-"} if code == "api-broken" else {}
    made = refusal(Finding(code, params=params))
    for name, value in response.items():
        if name not in _OF_THE_BODY:
            made[name] = value
    return made


def handle(api: NinjaAPI) -> None:
    """Every error of a call has its words here."""
    api.add_exception_handler(KofuError, _refused)
    api.add_exception_handler(AuthenticationError, _without_token)
    api.add_exception_handler(ValidationError, _unfit)
    api.add_exception_handler(HttpError, _unreadable)
    api.add_exception_handler(SuspiciousOperation, _too_long)
    api.add_exception_handler(Http404, _unknown)
    api.add_exception_handler(Exception, _broken)


def _refused(request: HttpRequest, error: KofuError | type[KofuError]) -> HttpResponse:
    assert isinstance(error, KofuError)
    return refusal(error.finding)


def _without_token(request: HttpRequest, error: object) -> HttpResponse:
    return refusal(Finding("api-token-missing"))


def _unfit(request: HttpRequest, error: ValidationError | type[ValidationError]) -> HttpResponse:
    """The fields are named, not what stands in them."""
    assert isinstance(error, ValidationError)
    fields = dict.fromkeys(_field(one["loc"]) for one in error.errors)
    return refusal(Finding("api-body-unfit", params={"fields": "、".join([*fields][:_SHOWN])}))


def _field(location: tuple[object, ...]) -> str:
    """`received.on` of `("body", "body", "received", "on")`; what was made up is not repeated."""
    parts = [str(one) for one in location if str(one) != "body"]
    return ".".join(one if _NAME.fullmatch(one) or one.isdigit() else "?" for one in parts) or "?"


def _unreadable(request: HttpRequest, error: object) -> HttpResponse:
    return refusal(Finding("api-not-json"))


def _too_long(request: HttpRequest, error: object) -> HttpResponse:
    return refusal(Finding("api-too-long"))


def _unknown(request: HttpRequest, error: object) -> HttpResponse:
    return refusal(Finding("api-path-unknown"))


def _broken(request: HttpRequest, error: Exception | type[Exception]) -> HttpResponse:
    assert isinstance(error, Exception)
    return refusal(Finding("api-broken", params={"number": numbered(error)}))


def is_json(response: HttpResponse) -> bool:
    """Whether an answer is one of ours."""
    return response.get("Content-Type", "").startswith("application/json")
