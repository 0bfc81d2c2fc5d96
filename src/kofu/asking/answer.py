"""What is told at the end: everything that a decision shows, the same for all classes there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kofu.asking.plan import Plan
from kofu.asking.steps import Told
from kofu.policy.interpret import term_of
from kofu.policy.law import ActiveRule
from kofu.policy.model import (
    Basis,
    Cap,
    Delivery,
    Document,
    DocumentRule,
    Form,
    TermOutcome,
    Variant,
)


@dataclass(frozen=True, slots=True)
class Validity:
    """Until when: a last day, or None for no expiry before `horizon`.

    `caps` are further ends, each only for those whom it concerns.
    """

    until: date | None
    horizon: date | None
    caps: tuple[Cap, ...]


@dataclass(frozen=True, slots=True)
class Answered:
    """The decision on all classes that are left; `rules` are those that made it, in order."""

    document: Document
    basis: Basis | None
    rules: tuple[ActiveRule, ...]
    variant: Variant | None = None
    validity: Validity | None = None
    form: Form | None = None
    delivery: Delivery | None = None


def answered(plan: Plan, told: Told) -> Answered:
    """The outcome of the rules at the end of a way."""
    rules = tuple(plan.rules[name] for name in told.rules)
    first = rules[0].rule
    assert isinstance(first, DocumentRule)
    if len(rules) == 1:
        return Answered(first.then.document, first.then.basis, rules)
    variant, term, form, delivery = (one.rule.then for one in rules[1:])
    assert isinstance(variant, Variant) and isinstance(term, TermOutcome)
    assert isinstance(form, Form) and isinstance(delivery, Delivery)
    return Answered(
        document=first.then.document,
        basis=first.then.basis,
        rules=rules,
        variant=variant,
        validity=_validity(plan, term),
        form=form,
        delivery=delivery,
    )


def _validity(plan: Plan, term: TermOutcome) -> Validity:
    end = term_of(plan.law, term, ())
    caps = tuple(cap for name, (cap, _) in plan.law.caps.items() if name in term.caps)
    return Validity(end.until, end.horizon, caps)


def document_of(plan: Plan, told: Told) -> Document:
    """The document alone."""
    rule = plan.rules[told.rules[0]].rule
    assert isinstance(rule, DocumentRule)
    return rule.then.document
