"""`POST /api/people/...`: people of the register. Who is meant stands in the body, never in an
address; each look is an entry in the log.
"""

from __future__ import annotations

from datetime import date, datetime, time

from django.utils import timezone
from ninja import Router

from kofu.faces.api.entering import Called, Token, needs, shown
from kofu.faces.api.people_shapes import (
    Documents,
    Found,
    FoundOne,
    Issued,
    Of,
    OfADay,
    PersonFacts,
    Words,
)
from kofu.faces.api.shapes import refusals, refuse_far
from kofu.faces.console.frame.words import language
from kofu.registry.access.require import require_person
from kofu.registry.access.roles import Right
from kofu.registry.access.scope import codes_seen
from kofu.registry.access.withheld import WITHHELD, may_open, sensitive, without_withheld
from kofu.registry.issued.acting import documents_of
from kofu.registry.log.events import Event
from kofu.registry.log.write import note
from kofu.registry.people.as_of import person_as_of
from kofu.registry.search.find import find as look
from kofu.registry.search.found import FoundPerson

router = Router(tags=["people"], auth=Token(Right.PERSON_READ))

NEEDED = needs(Right.PERSON_READ)


@router.post(
    "/find",
    response={200: Found, **refusals()},
    summary="人をさがす / Find people",
    operation_id="find_people",
    description=(
        "50人まで、最も当てはまる人から。制限のある人（DVなど）の住所は返しません。言葉ではなく、見つかった人が操作記録に残ります。"
    ),
    openapi_extra=NEEDED | shown({"words": "見本　花子"}),
)
def find(request: Called, body: Words) -> Found:
    """At most 50, the best first. Raises KofuError as `search.find`."""
    account = request.auth.account
    found = look(body.words, by=account.name, municipalities=codes_seen(account))
    held = sensitive([one.person_id for one in found.people])
    today = timezone.localdate()
    people = tuple(_line(one, one.person_id in held, today) for one in found.people)
    return Found(people=people, more=found.more)


@router.post(
    "/documents",
    response={200: Documents, **refusals(404)},
    summary="一人の書類 / The documents of a person",
    operation_id="documents_of_person",
    description=("交付した書類を、新しいものから。"),
    openapi_extra=NEEDED | shown({"person_id": "1001"}),
)
def documents(request: Called, body: Of) -> Documents:
    """Raises KofuError `person-not-registered`."""
    account = request.auth.account
    require_person(account, body.person_id)
    found = documents_of(body.person_id, account.name)
    return Documents(documents=tuple(Issued.of(one) for one in found))


@router.post(
    "/facts",
    response={200: PersonFacts, **refusals(404)},
    summary="一人の事実 / The facts of a person",
    operation_id="facts_of_person",
    description=(
        "ある日の事実を、ある日に知っていた内容で。制限のある人（DVなど）の住所・送付先は、権限と理由があるときだけ返します。"
    ),
    openapi_extra=NEEDED | shown({"person_id": "1001", "on": "2026-08-01"}),
)
def facts(request: Called, body: OfADay) -> PersonFacts:
    """Raises KofuError `person-not-registered`, `api-day-far`."""
    account = request.auth.account
    on = body.on or timezone.localdate()
    refuse_far((on, body.known))
    require_person(account, body.person_id)
    found = person_as_of(body.person_id, on, _end_of(body.known))
    closed = body.person_id in sensitive([body.person_id]) and not may_open(account, body.reason)
    note(
        Event.PERSON_READ,
        by=account.name,
        person_id=body.person_id,
        reason=body.reason,
        detail={"on": on, "known": body.known},
    )
    shown = without_withheld(found) if closed else found
    return PersonFacts(on=on, facts=shown, withheld=WITHHELD if closed else ())


def _line(one: FoundPerson, closed: bool, today: date) -> FoundOne:
    shown = {name: getattr(one, name) for name in FoundOne.model_fields if hasattr(one, name)}
    hidden = dict.fromkeys(WITHHELD) if closed else {}
    reasons = (each for each in one.reasons if not (closed and each.field.value in WITHHELD))
    told = {
        **{name: hidden.get(name) if name in hidden else value for name, value in shown.items()},
        "lost": one.lost(today),
        "sensitive": closed,
        "reasons": tuple(each.words(language()) for each in reasons),
    }
    return FoundOne.model_validate(told)


def _end_of(known: date | None) -> datetime | None:
    return timezone.make_aware(datetime.combine(known, time.max)) if known else None
