"""`POST /api/applications/preview`, `/api/applications`: what the counter does, for programs."""

from __future__ import annotations

import hashlib
import json
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from django.utils import timezone
from ninja import Header, Router, Status
from pydantic import Field

from kofu.base.errors import Finding
from kofu.faces.api.application_shapes import (
    CALL_KEY,
    EXAMPLE,
    Application,
    Applied,
    Previewed,
    Warned,
)
from kofu.faces.api.decided import Why
from kofu.faces.api.entering import Called, Token, needs, shown
from kofu.faces.api.shapes import refusals, refuse_far
from kofu.faces.console.frame.words import language
from kofu.registry.access.require import require_person
from kofu.registry.access.roles import Right
from kofu.registry.counter.once import Once, apply_once
from kofu.registry.counter.previewing import preview as look
from kofu.registry.counter.typed import Call, Decided, Received, Window
from kofu.registry.counter.warnings import Caution
from kofu.registry.insurer.settle import insurer_pack
from kofu.registry.log.station import here

router = Router(tags=["applications"], auth=Token(Right.COUNTER_ACT))

NEEDED = needs(Right.COUNTER_ACT)

_KEY = "7c9e6679-7425-40de-944b-e07fc1f90ae7"
Key = Annotated[str, Field(pattern=CALL_KEY)]


@router.post(
    "/preview",
    response={200: Previewed, **refusals(404, 409)},
    summary="申請を受け付けるとどうなるか / What would follow",
    operation_id="preview_application",
    description=(
        "判定、出す書類、手数料、注意を返します。照会として操作記録に残るほかは、何も書き込みません。"
    ),
    openapi_extra=NEEDED | shown(EXAMPLE),
)
def preview(request: Called, body: Application) -> Previewed:
    """Nothing is done; the look is logged. Raises KofuError as `counter.previewing.preview`."""
    act, window = _typed(request, body)
    seen = look(act, window)
    return Previewed(
        kind=seen.kind,
        result=seen.result,
        paper=seen.paper,
        fee=seen.fee,
        warnings=tuple(_warned(one) for one in seen.warnings),
        why=Why.model_validate(seen.explanation, from_attributes=True),
    )


@router.post(
    "",
    response={200: Applied, 201: Applied, **refusals(404, 409)},
    summary="申請を受け付ける / Take an application",
    operation_id="apply",
    description=(
        "事実と書類を登録簿に書き込みます。"
        "応答が届かなかったときは、同じ Idempotency-Key でもう一度送ると、"
        "受付は1件のまま、最初の結果が返ります。"
    ),
    openapi_extra=NEEDED | shown(EXAMPLE),
)
def apply(
    request: Called,
    body: Application,
    idempotency_key: Annotated[
        Key, Header(alias="Idempotency-Key", description="1件の申請に1つのUUID", examples=[_KEY])
    ],
) -> Status[Applied]:
    """201 when it was done, 200 when it had been. Raises KofuError as `counter.once.apply_once`."""
    act, window = _typed(request, body)
    said = json.dumps(body.model_dump(mode="json"), sort_keys=True)
    call = Call(UUID(idempotency_key), hashlib.sha256(said.encode()).hexdigest())
    once = apply_once(act, call, window)
    return Status(HTTPStatus.OK if once.again else HTTPStatus.CREATED, _applied(once))


def _typed(request: Called, body: Application) -> tuple[Decided, Window]:
    account = request.auth.account
    on = body.on or timezone.localdate()
    sent, asked = body.received, body.asked
    refuse_far((on, sent.on, *(getattr(asked, name, None) for name in _DAYS)))
    require_person(account, body.person_id)
    received = Received(
        sent.on or on, sent.channel, sent.applicant, frozenset(sent.evidence), sent.note
    )
    window = Window(insurer_pack(), on, on, account.name, here())
    return asked.act(body.person_id, received), window


_DAYS = ("card_returned_on", "effective_on")


def _warned(one: Caution) -> Warned:
    finding = Finding(f"counter-warning-{one.code.value}", params=one.params)
    return Warned(code=one.code.value, message=finding.words(language()))


def _applied(once: Once) -> Applied:
    made = once.application
    return Applied(
        application=made.pk,
        kind=made.kind,
        result=made.result,
        document=made.document_id,
        rule=made.rule,
        receipt=made.receipt,
        fee=made.fee,
        decided_on=made.decided_on,
        again=once.again,
    )
