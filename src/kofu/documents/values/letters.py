"""What letters say beside a person's values: a refusal, and the explanation of a decision."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import cast

from kofu.decide.explanation import Explanation, Missed
from kofu.decide.wording import CODES, DELIVERIES, SURE, fact_value, headline, otherwise
from kofu.documents.values.office import Office
from kofu.documents.values.person import Row, era

_INSTEAD = {
    "notice": "資格情報のお知らせを一緒にお送りします。マイナ保険証の読み取りができないときに、"
    "マイナンバーカードと一緒に窓口でお示しください。",
    "nothing": "お送りするものはありません。受診の際は、マイナ保険証をお使いください。",
}
_PASSED, _LIMITS, _ALTERNATIVES = 4, 4, 6


def refusal_values(row: Row, office: Office) -> dict[str, str]:
    """What the letter says that refuses an application (`refusal`)."""
    return {
        "application": CODES.get(str(row["application"] or ""), "資格確認書の交付"),
        "applied_on": era(cast("date | None", row["applied_on"])),
        "reason": office.says[str(row["rule"])],
        "body": _INSTEAD[str(row["document"])],
    }


def reason_values(explanation: Explanation) -> dict[str, str]:
    """What the reason letter (判定のご案内) says: the explanation, shortened to one page."""
    decision = explanation.decision
    source = explanation.sources[0]
    body = [f"{reason}。" for reason in explanation.reasons]
    if decision.valid_from:
        last = f"{era(decision.valid_until)}まで" if decision.valid_until else "（期限なし）"
        delivery = DELIVERIES[decision.delivery or "ordinary"]
        body.append(f"有効期間は{era(decision.valid_from)}から{last}、送り方は{delivery}です。")
    section = f"　{source.section}" if source.section else ""
    return {
        "headline": headline(explanation),
        "body": "\n".join(body),
        "grounds": (
            f"{source.says}\n{source.title}（{source.issuer}、{source.dated}）{section}\n"
            f"{SURE[source.sure]}（{era(source.checked_on)}に確認）"
        ),
        "facts": "\n".join(
            f"・{one.label}: {fact_value(one.name, one.value)}" for one in explanation.facts
        ),
        "passed": "\n".join(
            _first(_PASSED, (f"・{one.source.says}" for one in explanation.passed_over))
        ),
        "limits": "\n".join(
            _first(
                _LIMITS,
                (
                    f"{'◎' if one.decisive else '・'}{era(one.day)}　{one.label}"
                    for one in sorted(explanation.limits, key=lambda limit: limit.day)
                ),
            )
        ),
        "alternatives": "\n".join(
            _first(
                _ALTERNATIVES,
                (
                    f"・{_needed(one.needed)}なら、{otherwise(one.document)}"
                    for one in explanation.alternatives
                ),
            )
        )
        or "・一つか二つの事実が違うだけでは、判定は変わりません。",
    }


def _needed(missed: Iterable[Missed]) -> str:
    return "、かつ".join(f"{one.label}が「{'」か「'.join(one.wanted[:2])}」" for one in missed)


def _first(most: int, told: Iterable[str]) -> list[str]:
    """As many as the letter has room for, and how many more there are."""
    every = list(told)
    more = len(every) - most
    return every if more <= 0 else [*every[: most - 1], f"・ほかに{more + 1}件あります。"]
