"""Questions to the rules and their answers, as JSON."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self

from ninja import Schema
from pydantic import Field

from kofu.decide.explanation import Explanation
from kofu.faces.api.facts import Facts
from kofu.faces.api.shapes import Day, Said
from kofu.policy.facts import FactValue

Event = Literal["renewal", "enrolment", "change", "reissue", "status_change", "application"]
PACK = r"^[a-z0-9-]{1,50}$"


EXAMPLE = {
    "pack": "tokyo-kouki",
    "on": "2026-08-01",
    "known": "2026-07-01",
    "event": "renewal",
    "facts": {"birth_date": "1945-03-03", "has_card": True, "registered": True},
}


class Question(Said):
    """One person and a day; nothing of it is stored."""

    pack: Annotated[str, Field(pattern=PACK)] | None = Field(
        None, description="規定集の名前。省くと、この登録簿の保険者の規定集"
    )
    on: Day = Field(description="規定を適用する日（年次更新では新しい書類の最初の日）")
    known: Day | None = Field(None, description="この日までに公表された規定による。省くと今日")
    event: Event | None = Field(None, description="判定のきっかけ")
    facts: Facts = Field(description="名簿の列のうち、判定に使うもの")


class Decided(Schema):
    """The decision of the contract (docs/reference/decisions.md)."""

    document: str = Field(description="certificate、notice、nothing、review")
    variant: str | None = Field(description="種別")
    basis: str | None = Field(description="根拠: ex_officio 職権、application 申請、refused 不承認")
    rule: str = Field(description="判定した規定")
    valid_from: date | None = Field(description="有効期間の最初の日")
    valid_until: date | None = Field(description="有効期限。nullは期限なし")
    provisional: bool = Field(description="暫定運用による交付")
    cap: str | None = Field(description="有効期限を決めたもの")
    form: str | None = Field(description="様式")
    delivery: str | None = Field(description="送り方")
    reasons: tuple[str, ...] = Field(description="理由の符号")
    class_key: int = Field(description="区分")
    receipt: str = Field(description="判定をあとで導き直すための控え")


class Source(Schema):
    """Where a rule stands and how sure that is."""

    rule: str
    says: str
    title: str
    issuer: str
    dated: str
    section: str
    words: str
    sure: str
    checked_on: date
    note: str


class Missed(Schema):
    """A condition, what it wanted and what was found."""

    label: str
    wanted: tuple[str, ...]
    found: str


class PassedOver(Schema):
    """A stronger rule, and what it did not find."""

    source: Source
    missed: tuple[Missed, ...]


class Limit(Schema):
    """A last day that was considered."""

    cap: str
    label: str
    day: date
    decisive: bool
    source: str


class Alternative(Schema):
    """What would have to be different, and what would follow."""

    needed: tuple[Missed, ...]
    document: str
    rule: str
    says: str


class UsedFact(Schema):
    """A fact that was given."""

    name: str
    label: str
    value: FactValue


class BandOf(Schema):
    """In which band the person lies."""

    band: str
    label: str
    value: str
    value_label: str


class Why(Schema):
    """The decision with what led there, without what was known of the person."""

    insurer: str = Field(description="保険者")
    pack: str
    on: date
    known: date
    decision: Decided
    reasons: tuple[str, ...] = Field(description="理由の文")
    sources: tuple[Source, ...] = Field(description="根拠の文書")
    passed_over: tuple[PassedOver, ...] = Field(description="当てはまらなかった、より強い規定")
    limits: tuple[Limit, ...] = Field(description="有効期限の候補")
    alternatives: tuple[Alternative, ...] = Field(description="何が違えば、どうなるか")


class Explained(Why):
    """The whole explanation."""

    status_on: date | None
    facts: tuple[UsedFact, ...] = Field(description="使った事実")
    bands: tuple[BandOf, ...] = Field(description="事実から決まる区分")
    text: str = Field(description="窓口で読める日本語の説明")

    @classmethod
    def of(cls, told: Explanation, text: str) -> Self:
        """The explanation with its words."""
        fields = (name for name in cls.model_fields if name != "text")
        return cls.model_validate({**{name: getattr(told, name) for name in fields}, "text": text})
