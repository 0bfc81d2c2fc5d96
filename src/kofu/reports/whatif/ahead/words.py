"""The plan in Japanese: what each month needs, and why."""

from __future__ import annotations

from collections.abc import Iterator

from kofu.decide.wording import DOCUMENTS, FORMS
from kofu.policy.model import Document
from kofu.reports.whatif import said
from kofu.reports.whatif.ahead.plan import Month, Plan
from kofu.reports.whatif.ahead.stops import RENEWAL
from kofu.reports.whatif.section import Section
from kofu.reports.whatif.unit_costs import Per

_OTHER = {RENEWAL: "年次更新", "cycle": "有効期限の到来", "fixed": "有効期限の到来"}


def report(plan: Plan) -> Iterator[Section]:
    """Months with documents, stock and hours; then by cause; then what was assumed."""
    most = max(plan.months, key=lambda one: one.bill.quantities[Per.LETTER].middle)
    letters = most.bill.quantities[Per.LETTER].middle
    yield Section(
        1,
        f"これからの{len(plan.months)}か月　{plan.book.pack.title}",
        (
            f"{plan.on}から、一斉更新の日と毎月の末日に全員を判定した予定です。",
            f"最も多い月は{_name(most)}の{said.count(letters)}通です。",
        ),
    )
    forms = [form for form in FORMS if any(_stock(one, form) for one in plan.months)]
    head: tuple[str, ...] = ("月", "資格確認書", "お知らせ", "要確認", "資格を離れる人")
    rows: list[tuple[str, ...]] = [
        (
            _name(one),
            *(
                said.count(one.bill.quantities[per].middle)
                for per in (Per.CERTIFICATE, Per.NOTICE, Per.REVIEW)
            ),
            said.count(sum(one.leaving.values())),
        )
        for one in plan.months
    ]
    yield Section(2, "必要な書類（枚・人）", (), head, tuple(rows))
    head = ("月", *(f"用紙: {FORMS[form]}" for form in forms), "封筒・はがき", "郵便料金", "職員")
    rows = [
        (
            _name(one),
            *(said.count(_stock(one, form)) for form in forms),
            said.count(one.bill.quantities[Per.LETTER].middle),
            said.yen_range(one.bill.lines[0].yen),
            said.hours_range(one.bill.minutes),
        )
        for one in plan.months
    ]
    yield Section(2, "在庫・郵便・職員", (), head, tuple(rows))
    causes = dict.fromkeys(key for one in plan.months for key in one.causes)
    rows = [
        (_label(plan, cause), DOCUMENTS[document.value], *_by_month(plan, cause, document))
        for cause, document in causes
    ]
    head = ("きっかけ", "書類", *(_name(one) for one in plan.months))
    yield Section(2, "きっかけ（人）", (), head, tuple(rows))
    leaving = dict.fromkeys(reason for one in plan.months for reason in one.leaving)
    if leaving:
        rows = [
            (_label(plan, reason), *(said.count(one.leaving.get(reason, 0)) for one in plan.months))
            for reason in leaving
        ]
        head = ("離れる理由（人）", *(_name(one) for one in plan.months))
        lines = ("75歳になる人の書類は、後期高齢者医療広域連合が交付します。",)
        yield Section(2, "資格を離れる人", lines, head, tuple(rows))
    yield Section(
        2,
        "数えたものと仮定したもの",
        (
            "名簿にある事実が変わらず、必要な書類がその月のうちに届くとして数えました。"
            "新しく加入する人、これからの申請・紛失・利用登録は入っていません。",
            "一斉更新の日には全員を年次更新として、それ以外は状況の変化として判定します。",
            "確認が必要な人は、はじめて当てはまった月に一度だけ数えます。",
            "職員の時間は単価の表（docs/how-to/what-if.md）の仮定によります。",
        ),
    )


def _by_month(plan: Plan, cause: str, document: Document) -> Iterator[str]:
    for one in plan.months:
        yield said.count(one.causes.get((cause, document), 0))


def _name(month: Month) -> str:
    return f"{month.first:%Y-%m}"


def _stock(month: Month, form: str) -> int:
    return sum(many for kind, many in month.bill.stock.items() if kind.value == form)


def _label(plan: Plan, cause: str) -> str:
    """A cause in words: of a cap its label, of a reason its sentence."""
    if cause in _OTHER:
        return _OTHER[cause]
    caps = {one.id: one.label for one in plan.book.pack.caps}
    return caps.get(cause) or plan.book.pack.reasons.get(cause, cause)
