"""A browser without pages: each visit runs something behind the middleware of the register."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils.module_loading import import_string

from kofu.registry import settings
from kofu.registry.access import entering
from kofu.registry.access.entering import Stage


class Browser:
    """Keeps its cookies."""

    def __init__(self, address: str = "192.0.2.7") -> None:
        self.address = address
        self.cookies: dict[str, str] = {}
        self.answer = HttpResponse()

    def visit(self, view: Callable[[HttpRequest], Any], **headers: str) -> Any:
        """What the view gives; its errors come out, as they would into an error page."""
        told: list[Any] = []
        wrong: list[Exception] = []

        def page(request: HttpRequest) -> HttpResponse:
            try:
                told.append(view(request))
            except Exception as error:
                wrong.append(error)
            return HttpResponse()

        handler: Callable[[HttpRequest], HttpResponse] = page
        for name in reversed(settings.MIDDLEWARE):
            handler = import_string(name)(handler)
        request = RequestFactory(REMOTE_ADDR=self.address).post(
            "/people/0012345?name=x", {"secret": "y"}, headers={"user-agent": "Agent 1", **headers}
        )
        request.COOKIES = dict(self.cookies)
        self.answer = handler(request)
        self.cookies |= {name: one.value for name, one in self.answer.cookies.items()}
        if wrong:
            raise wrong[0]
        return told[0]

    def log_in(self, name: str, password: str) -> Any:
        return self.visit(lambda request: entering.log_in(request, name, password))

    def token(self, token: str) -> None:
        self.visit(lambda request: entering.give_token(request, request.user, token))

    def stage(self) -> Stage:
        return self.visit(entering.stage)
