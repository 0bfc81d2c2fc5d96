"""What each number of a first-match decision stands for, as a table of outcomes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from benchmarks.first_match import LATER, FirstMatch, templates
from kofu.policy.interpret import PAPERS, Outcome, Term, term_of
from kofu.policy.law import ActiveRule
from kofu.policy.model import Delivery, DocumentRule, Form, TermOutcome, Variant


def weights(found: FirstMatch) -> tuple[int, ...]:
    """What one step of each digit adds to the number; the document rule counts ones."""
    steps, step = [], found.first.size
    for digit in found.digits:
        steps.append(step)
        step *= digit.size
    return tuple(steps)


def outcomes(found: FirstMatch) -> dict[int, Outcome]:
    """Every number that can occur, and more, with what it stands for."""
    rows = {}
    for number, rule in enumerate(found.documents):
        for digits in product(*_ranges(found, rule)):
            steps = zip(digits, weights(found), strict=True)
            code = number + sum(digit * weight for digit, weight in steps)
            rows[code] = _outcome(found, rule, digits)
    return rows


def _ranges(found: FirstMatch, rule: ActiveRule) -> Iterator[range]:
    papers = _document(rule).then.document in PAPERS
    others = len(found.digits) - len(found.named)
    for digit in found.digits[:others]:
        yield range(digit.size if papers else 1)
    for digit, place in zip(found.digits[others:], found.named, strict=True):
        yield range(digit.size if place in templates(found.law, rule) else 1)


def _outcome(found: FirstMatch, rule: ActiveRule, digits: tuple[int, ...]) -> Outcome:
    chosen = _document(rule)
    document, basis = chosen.then.document, chosen.then.basis
    if document not in PAPERS:
        reasons = _reasons(found, digits, [rule])
        return Outcome(document, basis, chosen.id, False, reasons)
    later = {aspect: found.later[aspect][n] for aspect, n in zip(LATER, digits, strict=False)}
    variant, term, form, delivery = (later[aspect].rule.then for aspect in LATER)
    assert isinstance(variant, Variant) and isinstance(term, TermOutcome)
    assert isinstance(form, Form) and isinstance(delivery, Delivery)
    return Outcome(
        document=document,
        basis=basis,
        rule=chosen.id,
        provisional=_never_provisional(rule),
        reasons=_reasons(found, digits, [rule, *later.values()]),
        variant=variant,
        form=form,
        delivery=delivery,
        term=_term(found, term, digits),
    )


def _term(found: FirstMatch, term: TermOutcome, digits: tuple[int, ...]) -> Term:
    applies = zip(found.law.caps, digits[len(LATER) :], strict=False)
    return term_of(found.law, term, tuple(n for n, flag in applies if flag and n in term.caps))


def _reasons(
    found: FirstMatch, digits: tuple[int, ...], rules: list[ActiveRule]
) -> tuple[str, ...]:
    own = dict(zip(found.named, digits[len(digits) - len(found.named) :], strict=True))
    codes: dict[str, None] = {}
    for code in (code for one in rules for code in one.rule.reasons):
        if code.startswith("{"):
            place = found.law.space.index[code.strip("{}")]
            reason = found.law.space.bands[place].values[own[place]].reason
            codes.update({reason: None} if reason else {})
        else:
            codes[code] = None
    return tuple(codes)


def _never_provisional(rule: ActiveRule) -> bool:
    """Whether a provisional rule alone caused it needs a second match; the day here has none."""
    if rule.norm.provisional:
        raise ValueError(rule.rule.id)
    return False


def _document(one: ActiveRule) -> DocumentRule:
    assert isinstance(one.rule, DocumentRule)
    return one.rule
