"""`POST /api/people/coverage`: the insurance of a person of the register, as FHIR."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone
from ninja import Router
from pydantic import Field

from kofu.documents.values.office import office_on
from kofu.exchange.coverage import coverage as as_fhir
from kofu.exchange.systems import MemberIdSystem
from kofu.faces.api.entering import Called, Token, needs, shown
from kofu.faces.api.people_shapes import Of
from kofu.faces.api.shapes import Day, refusals, refuse_far
from kofu.registry.access.require import require_person
from kofu.registry.access.roles import Right
from kofu.registry.counter.deciding import book_of
from kofu.registry.dossier.papers import papers_of, shown_until
from kofu.registry.insurer.settle import insurer_pack
from kofu.registry.log.events import Event
from kofu.registry.log.write import note
from kofu.registry.people.as_of import person_as_of
from kofu.registry.people.tables import Person

router = Router(tags=["people"], auth=Token(Right.PERSON_READ))


class OfACoverage(Of):
    """One person on a day, and whose name the identifier is to have."""

    on: Day | None = Field(None, description="いつの資格か。省くと今日")
    member_id: MemberIdSystem = Field(
        MemberIdSystem.MEMBER,
        description=(
            "被保険者個人識別子の名前空間: member は JP_Insurance_memberID、"
            "subscriber は JP_Insurance_SubscriberID"
        ),
    )


@router.post(
    "/coverage",
    response={200: dict[str, Any], **refusals(404, 409)},
    summary="一人の保険資格（FHIR） / The insurance of a person, as FHIR",
    operation_id="coverage_of_person",
    description=(
        "FHIR R4 の Coverage を返します。わからないもの、表せないものは省きます。住所は返しません。"
    ),
    openapi_extra=needs(Right.PERSON_READ) | shown({"person_id": "1001", "on": "2026-08-01"}),
)
def coverage(request: Called, body: OfACoverage) -> dict[str, Any]:
    """Raises KofuError `person-not-registered`, `insurer-not-settled`, `api-day-far`."""
    account = request.auth.account
    on = body.on or timezone.localdate()
    refuse_far((on,))
    require_person(account, body.person_id)
    office = office_on(book_of(insurer_pack()), on)
    facts = person_as_of(body.person_id, on)
    note(Event.PERSON_READ, by=account.name, person_id=body.person_id, detail={"coverage": on})
    row = {**facts, "valid_until": _valid_until(body.person_id, on)}
    return as_fhir(row, office, on, body.member_id)


def _valid_until(person_id: str, on: date) -> date | None:
    number = Person.objects.values_list("pk", flat=True).get(person_id=person_id)
    return shown_until(papers_of(number), on)
