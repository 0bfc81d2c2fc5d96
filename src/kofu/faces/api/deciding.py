"""`POST /api/decide`, `/api/explain`: one person by the rules. Nothing is stored."""

from __future__ import annotations

from datetime import date
from functools import cache

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router

from kofu.base.errors import KofuError
from kofu.decide.explanation import Counter
from kofu.decide.oracle import decide_person
from kofu.decide.wording import in_japanese
from kofu.faces.api.decided import EXAMPLE, Decided, Explained, Question
from kofu.faces.api.entering import Token, needs, shown
from kofu.faces.api.shapes import refusals, refuse_far
from kofu.policy.facts import FactValue
from kofu.policy.law import Law, law_on
from kofu.policy.load import shipped
from kofu.registry.access.roles import Right
from kofu.registry.counter.deciding import book_of
from kofu.registry.insurer.settle import insurer_pack

router = Router(tags=["decide"], auth=Token(Right.POLICY_READ))

NEEDED = needs(Right.POLICY_READ)

_NOBODY = ""


@router.post(
    "/decide",
    response={200: Decided, **refusals(409)},
    summary="一人の判定 / Decide one person",
    operation_id="decide",
    description=("登録簿は使わず、何も保存しません。氏名・住所・番号は受け取りません。"),
    openapi_extra=NEEDED | shown(EXAMPLE),
)
def decide(request: HttpRequest, body: Question) -> Decided:
    """The decision of the contract. Raises KofuError where the pack does not answer."""
    law, facts = _asked(body)
    return Decided.model_validate(decide_person(law, _NOBODY, facts), from_attributes=True)


@router.post(
    "/explain",
    response={200: Explained, **refusals(409)},
    summary="判定の理由と、何が違えば変わるか / Why, and what would change it",
    operation_id="explain",
    description=(
        "判定と同じ入力で、理由、根拠の文書、有効期限を決めたもの、何が違えば変わるかを返します。何も保存しません。"
    ),
    openapi_extra=NEEDED | shown(EXAMPLE),
)
def explain(request: HttpRequest, body: Question) -> Explained:
    """The same with reasons, citations and alternatives. Raises KofuError as `decide`."""
    law, facts = _asked(body)
    told = Counter(law).explain(_NOBODY, facts)
    return Explained.of(told, in_japanese(told))


def _asked(body: Question) -> tuple[Law, dict[str, FactValue]]:
    known = body.known or timezone.localdate()
    facts: dict[str, FactValue] = body.facts.model_dump(exclude_none=True)
    days = (value for value in facts.values() if isinstance(value, date))
    refuse_far((body.on, known, *days))
    if body.event is not None:
        facts["event"] = body.event
    return law_on(book_of(_named(body.pack)), body.on, known), facts


def _named(pack: str | None) -> str:
    """A shipped pack by its name, or the register's own: no file is opened for a program."""
    if pack is None:
        return insurer_pack()
    if pack in _shipped():
        return pack
    own = insurer_pack()
    if book_of(own).pack.pack != pack:
        raise KofuError("pack-unknown", name=pack)
    return own


@cache
def _shipped() -> frozenset[str]:
    return frozenset(shipped())
