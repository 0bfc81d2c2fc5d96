"""`GET /api/health`: whether we are here, for whoever watches the server."""

from __future__ import annotations

from typing import Literal

from django.db import connection
from django.http import HttpRequest
from ninja import Router, Schema

from kofu.faces.api.shapes import Refused
from kofu.registry.refusals import in_our_words

router = Router(tags=["health"])


class Health(Schema):
    """Nothing of the register."""

    status: Literal["ok"]


@router.get(
    "/health",
    response={200: Health, 500: Refused, 503: Refused},
    summary="動いているか / Whether it runs",
    operation_id="health",
    description=("認証は要りません。データは何も返しません。"),
)
def health(request: HttpRequest) -> Health:
    """Web server and database answer. Raises KofuError `database-refused`."""
    with in_our_words(), connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return Health(status="ok")
