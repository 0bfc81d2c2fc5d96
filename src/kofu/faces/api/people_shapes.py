"""People as they are asked for and told."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Self

from ninja import Schema
from pydantic import Field

from kofu.faces.api.shapes import PLAIN, Day, Person, Said
from kofu.policy.facts import FactValue
from kofu.registry.issued.acting import Held


class Words(Said):
    """What somebody would type at the counter."""

    words: Annotated[str, Field(pattern=PLAIN, min_length=1, max_length=200)] = Field(
        description="番号、氏名、生年月日、住所など。空白で区切ると、すべてに当てはまる人"
    )


class FoundOne(Schema):
    """One line of the list. Where a sensitive person lives is null."""

    person_id: str
    symbol: str | None
    number: str | None
    branch: str | None
    name: str | None
    name_kana: str | None
    alias: str | None
    household_head: str | None
    birth_date: date | None
    postal_code: str | None
    address: str | None
    municipality_code: str | None
    lost_on: date | None
    lost: bool = Field(description="資格を失っている")
    sensitive: bool = Field(description="情報の提供または送付を制限している（住所などはnull）")
    reasons: tuple[str, ...] = Field(description="一致したところ")


class Found(Schema):
    """The best first."""

    people: tuple[FoundOne, ...]
    more: bool = Field(description="ほかにもいる")


class Of(Said):
    """One person."""

    person_id: Person


class OfADay(Of):
    """One person on a day, by what was known then."""

    on: Day | None = Field(None, description="いつの事実か。省くと今日")
    known: Day | None = Field(None, description="いつ知っていた内容か（その日の終わりまで）")
    reason: Annotated[str, Field(pattern=PLAIN, max_length=200)] = Field(
        "", description="照会の理由。操作記録に残る。制限のある人の住所などの照会に必要"
    )


class PersonFacts(Schema):
    """The roster's columns (docs/reference/roster.md); null is unknown."""

    on: date
    facts: dict[str, FactValue]
    withheld: tuple[str, ...] = Field(description="表示しなかった列（DVなど）")


class Issued(Schema):
    """A document with where it stands."""

    document: int = Field(description="書類の番号")
    kind: str
    variant: str
    basis: str
    rule: str
    form: str
    delivery: str
    valid_from: date | None
    valid_until: date | None
    issued_on: date
    origin: str = Field(description="run 一括、counter 窓口、inherited 登録簿ができる前")
    run: int | None = Field(description="一括交付の番号")
    receipt: str
    state: str = Field(description="書類の状態")
    since: date = Field(description="その状態になった日")

    @classmethod
    def of(cls, held: Held) -> Self:
        """As it is in the register."""
        own = held.document
        told = {"document": own.pk, "run": own.run_id, "state": held.state, "since": held.since}
        rest = (name for name in cls.model_fields if name not in told)
        return cls.model_validate({**{name: getattr(own, name) for name in rest}, **told})


class Documents(Schema):
    """The newest first."""

    documents: tuple[Issued, ...]
