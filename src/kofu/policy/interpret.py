"""The one place where rules are executed: a class in, an outcome with its trace out.

For each question in turn (document, variant, term, form, delivery) the ranks are asked from the
strongest down; the first rank in which a rule fires decides. Two rules of one rank that both fire
are an error that shows both, and so is a class for which no rule fires.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kofu.base.errors import KofuError
from kofu.policy.classes import BASES, DOCUMENTS, Class, contains
from kofu.policy.days import next_cycle_end
from kofu.policy.law import ActiveRule, Law
from kofu.policy.model import (
    Aspect,
    Basis,
    Delivery,
    Document,
    DocumentRule,
    Form,
    TermOutcome,
    Variant,
)

PAPERS = (Document.CERTIFICATE, Document.NOTICE)


@dataclass(frozen=True, slots=True)
class Term:
    """Until when, for a class: a last day for all of it, and the caps that each person brings.

    `horizon` stands for "no expiry": only a cap on or before it ends the document.
    """

    until: date | None
    cap: str
    horizon: date | None
    caps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """The decision on a class; what depends on the person alone is in `term`."""

    document: Document
    basis: Basis | None
    rule: str
    provisional: bool
    reasons: tuple[str, ...]
    variant: Variant | None = None
    form: Form | None = None
    delivery: Delivery | None = None
    term: Term | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """The rule that answered one question, and the stronger ones that were asked in vain."""

    aspect: Aspect
    fired: ActiveRule
    passed_over: tuple[ActiveRule, ...]


@dataclass(frozen=True, slots=True)
class Decided:
    outcome: Outcome
    steps: tuple[Step, ...]


def decide(law: Law, cls: Class) -> Decided:
    """Decide a class. Raises KofuError `rules-overlap` or `rules-gap`."""
    first = _ask(law, Aspect.DOCUMENT, cls)
    chosen = _document_rule(first)
    document, basis = chosen.then.document, chosen.then.basis
    reasons = [*chosen.reasons]
    if document not in PAPERS:
        outcome = Outcome(document, basis, chosen.id, False, _reasons(law, cls, reasons))
        return Decided(outcome, (first,))
    answered = (*cls, DOCUMENTS.index(document), BASES.index(basis))
    steps = [first]
    for aspect in (Aspect.VARIANT, Aspect.TERM, Aspect.FORM, Aspect.DELIVERY):
        step = _ask(law, aspect, answered)
        steps.append(step)
        reasons.extend(step.fired.rule.reasons)
    variant, term, form, delivery = (step.fired.rule.then for step in steps[1:])
    assert isinstance(variant, Variant) and isinstance(term, TermOutcome)
    assert isinstance(form, Form) and isinstance(delivery, Delivery)
    outcome = Outcome(
        document=document,
        basis=basis,
        rule=chosen.id,
        provisional=_is_provisional(law, cls, first.fired),
        reasons=_reasons(law, cls, reasons),
        variant=variant,
        form=form,
        delivery=delivery,
        term=_term(law, answered, term),
    )
    return Decided(outcome, tuple(steps))


def _ask(law: Law, aspect: Aspect, cls: Class) -> Step:
    passed_over: list[ActiveRule] = []
    for tier in law.tiers[aspect]:
        fired = [one for one in tier.rules if one.fires(cls)]
        if len(fired) > 1:
            raise KofuError(
                "rules-overlap",
                first=fired[0].rule.id,
                first_cite=cite(fired[0]),
                second=fired[1].rule.id,
                second_cite=cite(fired[1]),
                who=in_words(law, cls),
            )
        if fired:
            return Step(aspect, fired[0], tuple(passed_over))
        passed_over.extend(tier.rules)
    raise KofuError(
        "rules-gap", aspect=aspect.value, on=law.on, known=law.known, who=in_words(law, cls)
    )


def _document_rule(step: Step) -> DocumentRule:
    assert isinstance(step.fired.rule, DocumentRule)
    return step.fired.rule


def _is_provisional(law: Law, cls: Class, fired: ActiveRule) -> bool:
    """Would the law without its provisional norms have caused no certificate? Unknown is no."""
    if not fired.norm.provisional:
        return False
    otherwise = _document_rule(_ask(law.without_provisional, Aspect.DOCUMENT, cls)).then.document
    return otherwise in (Document.NOTICE, Document.NOTHING)


def _reasons(law: Law, cls: Class, written: list[str]) -> tuple[str, ...]:
    """`{card}` stands for the reason of the person's own band of that name."""
    codes: dict[str, None] = {}
    for code in written:
        if code.startswith("{"):
            place = law.space.index[code.strip("{}")]
            own = law.space.bands[place].values[cls[place]].reason
            if own:
                codes[own] = None
        else:
            codes[code] = None
    return tuple(codes)


def _term(law: Law, cls: Class, then: TermOutcome) -> Term:
    caps = tuple(
        name for name, (_, box) in law.caps.items() if name in then.caps and contains(box, cls)
    )
    return term_of(law, then, caps)


def term_of(law: Law, then: TermOutcome, caps: tuple[str, ...]) -> Term:
    """What a term rule means on the day of the law, with the caps that apply."""
    if then.fixed:
        return Term(then.fixed, "fixed", None, caps)
    if then.cycle:
        return Term(
            next_cycle_end(law.on, then.cycle.one_end, then.cycle.years), "cycle", None, caps
        )
    assert then.within is not None
    return Term(None, "", next_cycle_end(law.on, then.within.one_end, then.within.years), caps)


def cite(one: ActiveRule) -> str:
    """Title, date and section of the rule's source, in one line."""
    section = f" {one.rule.cite.section}" if one.rule.cite.section else ""
    return f"{one.norm.title}（{one.norm.issuer}、{one.norm.dated}）{section}"


def in_words(law: Law, cls: Class) -> str:
    """A class as an office would say it: the bands and their values."""
    return "、".join(_words(law, cls))


def _words(law: Law, cls: Class) -> Iterator[str]:
    for band, number in zip(law.space.bands, cls, strict=False):
        yield f"{band.label}={band.values[number].label}"
