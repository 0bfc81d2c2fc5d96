"""An explanation in plain Japanese, fit to be read out at a counter."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from kofu.base.eras import in_era
from kofu.decide.explanation import (
    Alternative,
    Explanation,
    Limit,
    Missed,
    PassedOver,
    Source,
)
from kofu.policy.facts import FACTS, FactType, FactValue
from kofu.policy.model import Sure

DOCUMENTS = {
    "certificate": "資格確認書",
    "notice": "資格情報のお知らせ",
    "nothing": "交付するものはありません",
    "review": "確認が必要です",
}
VARIANTS = {
    "ordinary": "通常",
    "special_care": "特別療養",
    "number-tail": "個人番号下4桁あり",
}
BASES = {"ex_officio": "職権", "application": "申請", "refused": "申請は不承認"}
FORMS = {
    "card-paper": "紙のカード型",
    "card-plastic": "プラスチックのカード型",
    "postcard": "はがき型",
    "a4": "A4判",
}
DELIVERIES = {
    "simplified-registered": "簡易書留",
    "recorded": "特定記録",
    "ordinary": "普通郵便",
    "employer": "事業主経由",
    "counter": "窓口",
    "hold": "送付を保留",
}
SURE = {
    Sure.CONFIRMED: "資料で確認済み",
    Sure.REPORTED: "ほかの機関の案内などによる",
    Sure.ASSUMED: "資料になく、仮に定めたもの",
}
CODES = {
    "insured": "本人",
    "dependant": "家族",
    "lost_card": "カードの紛失",
    "renewing_card": "カードの更新中",
    "returning_card": "カードの返納",
    "assistance": "介助が必要",
    "facility": "施設への入所",
    "other_difficulty": "その他の困難な事情",
    "just_in_case": "念のため持ちたい",
    "prefers_paper": "マイナ保険証を使いたくない",
    "reissue": "再交付",
    "deregistration": "利用登録の解除",
    "renewal": "年次更新",
    "enrolment": "資格の取得",
    "change": "記載事項の変更",
    "status_change": "マイナ保険証の状況の変化",
    "application": "申請",
}
_OTHERWISE = {
    "certificate": "資格確認書",
    "notice": "資格情報のお知らせ",
    "nothing": "今回は何も交付しない",
}
_NEAREST = 4
_A_YEAR = 366


def in_japanese(explanation: Explanation) -> str:
    """The whole explanation, paragraph by paragraph, ending with a newline."""
    return "\n".join(_lines(explanation)) + "\n"


def headline(explanation: Explanation) -> str:
    """The outcome in one sentence."""
    decision = explanation.decision
    if decision.document == "review":
        return "判定の前に、確認が必要です。"
    if decision.document == "nothing":
        refused = "申請による交付はできません。" if decision.basis == "refused" else ""
        return f"{refused}今回交付するものはありません。"
    name = DOCUMENTS[decision.document]
    if decision.variant == "special_care":
        name += "（特別療養）"
    if decision.variant == "number-tail":
        name += "（個人番号の下4桁あり）"
    if decision.basis == "refused":
        return f"申請による資格確認書の交付はできません。{name}をお送りします。"
    return f"{name}を交付します（{BASES[decision.basis or 'ex_officio']}）。"


def _lines(explanation: Explanation) -> Iterator[str]:
    decision = explanation.decision
    on, known = in_era(explanation.on), in_era(explanation.known)
    yield f"{explanation.insurer}　判定のご案内"
    yield f"{on}に適用する規定（{known}までに公表されたもの）による判定です。"
    yield ""
    yield f"■ 結論　{headline(explanation)}"
    for reason in explanation.reasons:
        yield f"　・{reason}。"
    if decision.valid_from:
        last = f"{in_era(decision.valid_until)}まで" if decision.valid_until else "（期限なし）"
        yield f"　有効期間　{in_era(decision.valid_from)}から{last}"
        yield f"　様式　　　{FORMS[decision.form or 'a4']}"
        yield f"　送り方　　{DELIVERIES[decision.delivery or 'ordinary']}"
    if decision.provisional:
        yield "　※ 暫定的な運用だけによる交付です（かかり増す経費は特別調整交付金の対象）。"
    yield from _source_lines("■ 根拠", explanation.sources[0])
    yield from _fact_lines(explanation)
    yield from _passed_lines(explanation.passed_over)
    yield from _limit_lines(explanation)
    yield from _alternative_lines(explanation.alternatives)


def otherwise(document: str) -> str:
    """What another decision would give, in words."""
    return _OTHERWISE.get(document, DOCUMENTS[document])


def _source_lines(title: str, source: Source) -> Iterator[str]:
    yield ""
    yield f"{title}　{source.says}"
    section = f"　{source.section}" if source.section else ""
    yield f"　{source.title}（{source.issuer}、{source.dated}）{section}"
    yield f"　要旨: {source.words}"
    checked = in_era(source.checked_on)
    yield f"　確からしさ: {SURE[source.sure]}（{checked}に確認）　規定の番号: {source.rule}"


def _fact_lines(explanation: Explanation) -> Iterator[str]:
    yield ""
    as_of = (
        f"（カードの状況は{in_era(explanation.status_on)}現在）" if explanation.status_on else ""
    )
    yield f"■ 使った事実{as_of}"
    for fact in explanation.facts:
        yield f"　・{fact.label}: {fact_value(fact.name, fact.value)}"
    if not explanation.facts:
        yield "　・判定に使える事実は登録されていません。"
    if not any(fact.name == "event" for fact in explanation.facts):
        event = next(one.value_label for one in explanation.bands if one.band == "event")
        yield f"　・きっかけは書かれていないので、「{event}」として判定しました。"


def fact_value(name: str, value: FactValue) -> str:
    """A fact in words: はい, an era date, the label of a code."""
    if isinstance(value, bool):
        return "はい" if value else "いいえ"
    if isinstance(value, date):
        return in_era(value)
    if FACTS[name].type is FactType.CODE:
        return CODES.get(str(value), str(value))
    return str(value)


def _passed_lines(passed_over: tuple[PassedOver, ...]) -> Iterator[str]:
    if not passed_over:
        return
    yield ""
    yield "■ 先に確かめたが、当てはまらなかった規定（近いもの）"
    for one in passed_over[:_NEAREST]:
        yield f"　・{one.source.says}"
        for missed in one.missed:
            yield f"　　　{_missed(missed)}"
    if len(passed_over) > _NEAREST:
        yield f"　・ほかに{len(passed_over) - _NEAREST}件の規定も当てはまりません。"


def _missed(missed: Missed) -> str:
    return f"{missed.label}が「{_short(missed.wanted)}」であること（この方は「{missed.found}」）"


def _limit_lines(explanation: Explanation) -> Iterator[str]:
    near = near_limits(explanation)
    if not near:
        return
    yield ""
    yield "■ 有効期限を決めたもの（◎が決め手）"
    for limit in near:
        mark = "◎" if limit.decisive else "・"
        yield f"　{mark}{in_era(limit.day)}　{limit.label}"


def near_limits(explanation: Explanation) -> list[Limit]:
    """The limits up to the last day and a year beyond; the others are far from mattering."""
    last = explanation.decision.valid_until or explanation.on
    near = (one for one in explanation.limits if (one.day - last).days <= _A_YEAR)
    return sorted(near, key=lambda one: one.day)


def _alternative_lines(alternatives: tuple[Alternative, ...]) -> Iterator[str]:
    yield ""
    yield "■ 何が違えば、判定が変わるか"
    for one in alternatives:
        yield f"　・{wanted(one)}なら → {_OTHERWISE[one.document]}"
    if not alternatives:
        yield "　・一つか二つの事実が違うだけでは、判定は変わりません。"


def wanted(alternative: Alternative) -> str:
    """What would have to be different for another decision."""
    needed = (f"{one.label}が「{_short(one.wanted)}」" for one in alternative.needed)
    return "、かつ".join(needed)


def _short(labels: tuple[str, ...]) -> str:
    shown = "」か「".join(labels[:3])
    return shown if len(labels) <= 3 else f"{shown}」か「ほか{len(labels) - 3}通り"
