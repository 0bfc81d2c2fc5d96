"""Applications as they are sent, and what becomes of them."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field, StrictBool

from kofu.faces.api.decided import Why
from kofu.faces.api.shapes import PLAIN, Day, Person, Said
from kofu.registry.counter import typed
from kofu.registry.counter.kinds import Applicant, Channel, Evidence, Kind, ReissueReason

CALL_KEY = r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"

ByPost = Annotated[StrictBool, Field(description="郵送する。省くと窓口でお渡し")]


class Received(Said):
    """How the application came in."""

    on: Day | None = Field(None, description="受付日。省くと窓口の日")
    channel: Channel = Field(Channel.ONLINE, description="受付の方法")
    applicant: Applicant = Field(Applicant.SELF, description="申請した人")
    evidence: list[Evidence] = Field([], max_length=10, description="確認した書類")
    note: Annotated[str, Field(pattern=PLAIN, max_length=200)] = Field(
        "", description="操作記録に残す一言（個人のことは書かない）"
    )


class Certificate(Said):
    """資格確認書の交付の申請."""

    kind: Literal[
        "lost_card",
        "renewing_card",
        "returning_card",
        "assistance",
        "facility",
        "other_difficulty",
        "just_in_case",
        "prefers_paper",
    ]
    card_returned_on: Day | None = Field(None, description="カードを返納した日")
    by_post: ByPost = False

    def act(self, person_id: str, received: typed.Received) -> typed.Decided:
        return typed.Certificate(
            person_id, received, Kind(self.kind), self.card_returned_on, self.by_post
        )


class Reissue(Said):
    """再交付."""

    kind: Literal["reissue"]
    reason: ReissueReason
    old_returned: Annotated[StrictBool, Field(description="元の資格確認書を受け取った")] = False
    by_post: ByPost = False

    def act(self, person_id: str, received: typed.Received) -> typed.Decided:
        return typed.Reissue(person_id, received, self.reason, self.old_returned, self.by_post)


class Deregistration(Said):
    """利用登録の解除."""

    kind: Literal["deregistration"]
    effective_on: Day | None = Field(None, description="解除の日。省くと翌月末")
    by_post: ByPost = False

    def act(self, person_id: str, received: typed.Received) -> typed.Decided:
        return typed.Deregistration(person_id, received, self.effective_on, self.by_post)


class Notice(Said):
    """お知らせの再交付."""

    kind: Literal["notice"]
    by_post: ByPost = False

    def act(self, person_id: str, received: typed.Received) -> typed.Decided:
        return typed.Notice(person_id, received, self.by_post)


class Letter(Said):
    """判定のご案内."""

    kind: Literal["explanation"]
    by_post: ByPost = False

    def act(self, person_id: str, received: typed.Received) -> typed.Decided:
        return typed.ReasonLetter(person_id, received, self.by_post)


Asked = Annotated[
    Certificate | Reissue | Deregistration | Notice | Letter, Field(discriminator="kind")
]


EXAMPLE = {
    "person_id": "1001",
    "asked": {"kind": "facility"},
    "received": {"on": "2026-09-09", "evidence": ["photo-id"]},
    "on": "2026-09-10",
}


class Application(Said):
    """Who, what, and how it came in."""

    person_id: Person
    asked: Asked = Field(description="何を求めるか")
    received: Received = Field(
        default_factory=lambda: Received.model_validate({}), description="受付のしかた"
    )
    on: Day | None = Field(None, description="窓口の日。省くと今日")


class Warned(Schema):
    """What to beware of; it stops nothing."""

    code: str
    message: str


class Previewed(Schema):
    """What would follow; nothing was done."""

    kind: str
    result: str = Field(description="accepted、refused、not-needed、review")
    paper: str | None = Field(description="出すもの: certificate、notice、letter")
    fee: int | None = Field(description="手数料（円）")
    warnings: tuple[Warned, ...]
    why: Why


class Applied(Schema):
    """What was done, as it stands in the register."""

    application: int = Field(description="受付の番号")
    kind: str
    result: str
    document: int | None = Field(description="印刷する書類の番号")
    rule: str
    receipt: str
    fee: int | None = Field(description="手数料（円）")
    decided_on: date
    again: bool = Field(description="同じ Idempotency-Key で前に送られ、今回は何もしていない")
