"""A rule of a pack in plain Japanese: whom it concerns, and what it gives them."""

from __future__ import annotations

from kofu.decide.wording import BASES, DELIVERIES, DOCUMENTS, FORMS, VARIANTS
from kofu.policy.load import Book
from kofu.policy.model import (
    AnyRule,
    Aspect,
    Box,
    DeliveryRule,
    DocumentOutcome,
    DocumentRule,
    FormRule,
    Not,
    TermOutcome,
    VariantRule,
)

ASPECTS = {
    Aspect.DOCUMENT: "どの書類か",
    Aspect.VARIANT: "種別",
    Aspect.TERM: "有効期限",
    Aspect.FORM: "様式",
    Aspect.DELIVERY: "送り方",
}
_ANSWERS = {**DOCUMENTS, **BASES}


def conditions(book: Book, rule: AnyRule) -> tuple[str, ...]:
    """Whom the rule concerns, in the words of the bands: any of these."""
    needed = "".join(f"、{text}" for text in _settings(book, rule))
    return tuple(f"{_condition(book, box)}{needed}" for box in rule.when)


def _condition(book: Book, box: Box) -> str:
    bands = {band.name: band for band in book.pack.bands}
    parts = []
    for name, wanted in box.items():
        band = bands.get(name)
        names = wanted.excluded if isinstance(wanted, Not) else wanted
        listed = (names,) if isinstance(names, str) else names
        said = "・".join(band.words(one) if band else _ANSWERS.get(one, one) for one in listed)
        other = " 以外" if isinstance(wanted, Not) else ""
        parts.append(f"{band.label if band else '書類'}＝{said}{other}")
    return "、".join(parts) or "すべて"


def _settings(book: Book, rule: AnyRule) -> list[str]:
    """The insurer's choices without which the rule does not hold."""
    labels = {one.id: one.label for one in book.pack.parameters}
    return [f"設定「{labels.get(name, name)}」＝{value}" for name, value in rule.only_if.items()]


def outcome(rule: AnyRule) -> str:
    """What the rule gives, as an office says it."""
    match rule:
        case DocumentRule():
            return document_outcome(rule.then)
        case VariantRule():
            return VARIANTS[rule.then.value]
        case FormRule():
            return FORMS[rule.then.value]
        case DeliveryRule():
            return DELIVERIES[rule.then.value]
    return _term(rule.then)


def document_outcome(then: DocumentOutcome) -> str:
    """Document and basis as an office says them."""
    basis = f"・{BASES[then.basis.value]}" if then.basis else ""
    return f"{DOCUMENTS[then.document.value]}{basis}"


def _term(then: TermOutcome) -> str:
    if then.fixed:
        return f"{then.fixed}まで"
    cycle = then.cycle or then.within
    assert cycle is not None
    end = f"{cycle.years}年ごとの{cycle.one_end.month}月{cycle.one_end.day}日まで"
    return end if then.cycle else f"期限なし（{end}に上限が来る人を除く）"
