"""What the first page of a process would wait for, made ready before anybody asks."""

from __future__ import annotations

from datetime import date
from io import BytesIO, StringIO
from typing import TYPE_CHECKING
from wsgiref.handlers import SimpleHandler
from wsgiref.util import setup_testing_defaults

from kofu.base.errors import KofuError
from kofu.base.messages import catalogue

if TYPE_CHECKING:
    from django.core.handlers.wsgi import WSGIHandler


def warm_up(application: WSGIHandler) -> None:
    """Views, templates, words and the law of the day; the process takes requests after that.

    Its threads would all read them at once, each for itself, for the first requests.
    """
    from django.conf import settings
    from django.db import connections
    from django.template.loader import get_template
    from django.urls import reverse

    from kofu.faces.console.frame.places import municipality
    from kofu.faces.console.settings import HERE
    from kofu.registry.dossier.desk import desk
    from kofu.registry.dossier.proof import warm
    from kofu.registry.insurer.settle import insurer_pack

    for path in ("/", reverse("staff:log_in")):
        _ask(application, path, settings.ALLOWED_HOSTS[0])
    templates = HERE / "templates"
    for file in sorted(templates.rglob("*.html")):
        get_template(str(file.relative_to(templates)))
    catalogue()
    municipality("13101")
    today = date.today()
    try:
        warm(desk(insurer_pack(), today, today).evidence, today)
    except KofuError:
        # Nobody said yet whose register it is; the pages will say so.
        return
    finally:
        connections.close_all()


def _ask(application: WSGIHandler, path: str, host: str) -> None:
    asked = {"PATH_INFO": path, "HTTP_HOST": host}
    setup_testing_defaults(asked)
    SimpleHandler(BytesIO(), BytesIO(), StringIO(), asked).run(application)
