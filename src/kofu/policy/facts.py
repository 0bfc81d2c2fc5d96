"""The facts about a person that rules may read: names, types and the words for them.

A subset of the roster's columns (design: the roster contract). Policy knows facts; how a file
becomes facts is the business of `roster`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class FactType(StrEnum):
    TEXT = "text"
    DATE = "date"
    BOOL = "bool"
    INT = "int"
    CODE = "code"


FactValue = str | date | bool | int | None
"""One fact of one person; None is unknown, which is not "no"."""

Facts = Mapping[str, FactValue]
"""The facts of one person by name; an absent name is unknown."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: its name in the roster, its type, what an office calls it, and its code values."""

    name: str
    type: FactType
    label: str
    codes: tuple[str, ...] = ()


APPLICATIONS = (
    "lost_card",
    "renewing_card",
    "returning_card",
    "assistance",
    "facility",
    "other_difficulty",
    "just_in_case",
    "prefers_paper",
    "reissue",
    "deregistration",
)
EVENTS = ("renewal", "enrolment", "change", "reissue", "status_change", "application")

_DATE, _BOOL, _INT = FactType.DATE, FactType.BOOL, FactType.INT

FACTS: Mapping[str, Fact] = {
    fact.name: fact
    for fact in (
        Fact("municipality_code", FactType.TEXT, "市区町村コード"),
        Fact("employer_id", FactType.TEXT, "事業所"),
        Fact("birth_date", _DATE, "生年月日"),
        Fact("acquired_on", _DATE, "資格取得日"),
        Fact("lost_on", _DATE, "資格喪失日"),
        Fact("membership", FactType.CODE, "本人・家族の別", ("insured", "dependant")),
        Fact("voluntary_continuation", _BOOL, "任意継続"),
        Fact("residence_exception", _BOOL, "住所地特例"),
        Fact("special_care_from", _DATE, "特別療養費の支給開始日"),
        Fact("residence_until", _DATE, "在留期間満了日"),
        Fact("disability_until", _DATE, "障害認定の期限"),
        Fact("student", _BOOL, "マル学"),
        Fact("has_card", _BOOL, "マイナンバーカードの保有"),
        Fact("registered", _BOOL, "健康保険証の利用登録"),
        Fact("certificate_expires_on", _DATE, "電子証明書の有効期限"),
        Fact("card_returned_on", _DATE, "カードの返納日"),
        Fact("card_lost_on", _DATE, "カードの紛失日"),
        Fact("deregistration_applied_on", _DATE, "利用登録解除の申請日"),
        Fact("deregistered_on", _DATE, "利用登録の解除日"),
        Fact("info_restricted", _BOOL, "自己情報の提供制限"),
        Fact("my_number_known", _BOOL, "個人番号の登録の有無"),
        Fact("uses_12m", _INT, "マイナ保険証の利用回数（直近12か月）"),
        Fact("uses_3m", _INT, "マイナ保険証の利用回数（直近3か月）"),
        Fact("support_needed", _BOOL, "要配慮者としての交付"),
        Fact("application", FactType.CODE, "申請の理由", APPLICATIONS),
        Fact("applied_on", _DATE, "申請日"),
        Fact("requested_at_enrolment", _BOOL, "資格取得届等の交付希望"),
        Fact("event", FactType.CODE, "判定のきっかけ", EVENTS),
        Fact("old_card_until", _DATE, "被保険者証の有効期限"),
        Fact("certificate_until", _DATE, "手元の資格確認書の有効期限"),
        Fact("notice_sent_on", _DATE, "資格情報のお知らせの送付日"),
        Fact("wants_registered_mail", _BOOL, "簡易書留の希望"),
        Fact("delivery_hold", _BOOL, "送付の保留"),
    )
}
