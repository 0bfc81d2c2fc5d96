"""What stands on a poster or a flow chart, as the templates read it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from kofu.base.eras import in_era
from kofu.decide.chart_words import Row, Told, told
from kofu.decide.charting import Chart
from kofu.decide.wording import CODES, DELIVERIES, DOCUMENTS
from kofu.documents.values.office import Office
from kofu.policy.classes import DOCUMENTS as NUMBERED
from kofu.policy.interpret import term_of
from kofu.policy.law import Law
from kofu.policy.model import Aspect, Delivery, DeliveryRule, Document, TermRule
from kofu.policy.partition import Leaf, by_question

NAMES = {**DOCUMENTS, "nothing": "お送りする書類はありません", "review": "窓口で確認が必要です"}
USES = {
    Document.CERTIFICATE: "これだけで受診できます。医療機関や薬局の窓口でお見せください。",
    Document.NOTICE: "これだけでは受診できません。受診には、マイナ保険証をお持ちください。",
    Document.NOTHING: "今回、新しくお送りする書類はありません。",
    Document.REVIEW: "登録されている内容を確かめてから、お送りする書類を決めます。",
}


def sheet_of(chart: Chart, office: Office) -> dict[str, object]:
    """Everything a template needs; all words, so that what it draws can be checked for glyphs."""
    law, said = chart.law, told(chart)
    tint, strong = office.colours
    numbers = {id(row): number for number, row in enumerate(said.rows, 1)}
    return {
        "insurer": law.book.pack.title,
        "event": CODES[chart.event],
        "on": in_era(law.on),
        "known": in_era(law.known),
        "classes": f"{chart.classes:,}",
        "first": [_row(row, numbers[id(row)]) for row in said.first],
        "steps": [
            {
                "question": step.question,
                "rows": [_row(row, numbers[id(row)]) for row in step.rows],
                "onward": step.onward,
            }
            for step in said.steps
        ],
        "rest": said.rest.value,
        "last": len(said.rows) + 1,
        "who_is_left": _who_is_left(said),
        "documents": [_document(law, chart.event, one) for one in _shown(chart)],
        "notes": list(_notes(law, chart.event)),
        "office": f"{office.text('insurer_name')}　{office.text('office_name')}".strip("　"),
        "phone": office.text("office_phone"),
        "tint": tint,
        "strong": strong,
        "sample": office.sample,
    }


def _row(row: Row, number: int) -> dict[str, object]:
    return {"who": row.who, "document": row.document.value, "number": number}


def _who_is_left(said: Told) -> str:
    asked = [step for step in said.steps if step.onward != "いいえ"]
    return "マイナ保険証をお使いになれる方" if asked else "上のどれにも当てはまらない方"


def _shown(chart: Chart) -> list[Document]:
    order = (Document.CERTIFICATE, Document.NOTICE, Document.NOTHING, Document.REVIEW)
    return [one for one in order if one in chart.documents]


def _document(law: Law, event: str, document: Document) -> dict[str, object]:
    return {
        "document": document.value,
        "name": NAMES[document.value],
        "use": USES[document],
        "until": _until(law, event, document),
        "by": "・".join(_deliveries(law, event, document)),
    }


def _leaves(law: Law, aspect: Aspect, event: str, document: Document) -> Iterator[Leaf]:
    """What answers one question for those who get this document at the event."""
    index = law.space.index
    bit = 1 << NUMBERED.index(document)
    for leaf in by_question(law, aspect).leaves:
        if leaf.box[index["document"]] & bit and leaf.box[index["event"]] & law.space.mask(
            "event", event
        ):
            yield leaf


def _until(law: Law, event: str, document: Document) -> str:
    """The furthest last day; empty where there is none to tell."""
    days: set[date | None] = set()
    for leaf in _leaves(law, Aspect.TERM, event, document):
        assert isinstance(leaf.rule.rule, TermRule)
        days.add(term_of(law, leaf.rule.rule.then, ()).until)
    known = [day for day in days if day]
    if not known:
        return ""
    longest = in_era(max(known))
    return f"{longest}まで" if len(days) == 1 else f"長い方で{longest}まで（期限のない方もいます）"


def _deliveries(law: Law, event: str, document: Document) -> list[str]:
    found = set()
    for leaf in _leaves(law, Aspect.DELIVERY, event, document):
        assert isinstance(leaf.rule.rule, DeliveryRule)
        found.add(leaf.rule.rule.then)
    return [DELIVERIES[one.value] for one in Delivery if one in found and one is not Delivery.HOLD]


def _notes(law: Law, event: str) -> Iterator[str]:
    """What the chart does not show."""
    yield "有効期限は、年齢や在留期間などにより、これより早い方がいます。"
    papers = (Document.CERTIFICATE, Document.NOTICE)
    held = any(
        leaf.rule.rule.then is Delivery.HOLD
        for document in papers
        for leaf in _leaves(law, Aspect.DELIVERY, event, document)
    )
    if held:
        yield "送付の保留を申し出ている方には郵送せず、窓口などでお渡しします。"
    if any(band.name == "special_care" for band in law.space.bands):
        yield "特別療養費の対象の方には、「特別療養」と書かれた書類をお送りします。"
