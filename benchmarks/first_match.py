"""The law of a day as first-match lists on the raw facts: what engines without classes are given.

Generated from the same `Law`: the tiers strongest first, each rule's boxes as conditions on the
facts, the bands substituted. A decision is a number made of digits: which document rule, which
rule of each later question, which caps apply, and the bands whose reason the rule names.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kofu.decide.sql import Columns, fold
from kofu.policy.classes import BASES, DOCUMENTS, Box
from kofu.policy.conditions import FALSE, TRUE, Condition, any_of
from kofu.policy.interpret import PAPERS
from kofu.policy.law import ActiveRule, Law
from kofu.policy.model import Aspect, Basis, Document, DocumentRule

LATER = (Aspect.VARIANT, Aspect.TERM, Aspect.FORM, Aspect.DELIVERY)


@dataclass(frozen=True, slots=True)
class Member:
    """Is the person in the bands of a mask? The first condition that holds answers, else `rest`."""

    answers: tuple[tuple[Condition, bool], ...]
    rest: bool


@dataclass(frozen=True, slots=True)
class RuleIn:
    """Is the document rule one of these?"""

    numbers: frozenset[int]


Test = Member | RuleIn
Either = tuple[tuple[Test, ...], ...]
"""Holds where all tests of one of the tuples hold."""


@dataclass(frozen=True, slots=True)
class Digit:
    """The first choice whose tests hold gives its number; `rest` is for all others."""

    name: str
    choices: tuple[tuple[Either, int], ...]
    rest: int
    size: int


@dataclass(frozen=True, slots=True)
class FirstMatch:
    """A law as digits; `documents` and `later` hold the rules that the numbers stand for."""

    law: Law
    documents: tuple[ActiveRule, ...]
    later: dict[Aspect, tuple[ActiveRule, ...]]
    first: Digit
    digits: tuple[Digit, ...]
    named: tuple[int, ...]
    """The places of the bands that some rule's reasons name; their digits come last."""


def first_match(law: Law, columns: Columns) -> FirstMatch:
    """Rewrite the law; what the columns make impossible is left out, as an engineer would."""
    choices = list(_choices(law, Aspect.DOCUMENT, columns, ()))
    documents = tuple(rule for rule, _ in choices)
    first = _digit("document", [tests for _, tests in choices])
    later: dict[Aspect, tuple[ActiveRule, ...]] = {}
    digits: list[Digit] = []
    papers = RuleIn(frozenset(n for n, one in enumerate(documents) if _then(one)[0] in PAPERS))
    for aspect in LATER:
        found = list(_choices(law, aspect, columns, documents))
        later[aspect] = tuple(rule for rule, _ in found)
        digits.append(_digit(aspect.value, [_all(tests, papers) for _, tests in found]))
    for name, (_, box) in law.caps.items():
        tests = _tests(law, box, columns, documents)
        applies = () if tests is None else (((_all((tests,), papers)), 1),)
        digits.append(Digit(name, applies, 0, 2))
    named = _named(law, documents)
    digits.extend(_reason(law, place, documents, columns) for place in named)
    return FirstMatch(law, documents, later, first, tuple(digits), named)


def templates(law: Law, one: ActiveRule) -> frozenset[int]:
    """The bands that the reasons of a rule name, by place."""
    words = (code for code in one.rule.reasons if code.startswith("{"))
    return frozenset(law.space.index[word.strip("{}")] for word in words)


def _named(law: Law, documents: tuple[ActiveRule, ...]) -> tuple[int, ...]:
    return tuple(sorted({place for one in documents for place in templates(law, one)}))


def _reason(law: Law, place: int, documents: tuple[ActiveRule, ...], columns: Columns) -> Digit:
    """The number of a band, for the rules that name it; 0 for the rest."""
    band = law.bands[place]
    naming = RuleIn(frozenset(n for n, one in enumerate(documents) if place in templates(law, one)))
    values = ((fold(one, columns), number) for number, one in enumerate(band.conditions))
    choices = [
        (((naming, Member(((one, True),), False)),), number)
        for one, number in values
        if one != FALSE
    ]
    last = (((naming,),), len(band.conditions))
    return Digit("reason_" + band.band.name, (*choices, last), 0, band.size)


def _digit(name: str, choices: list[Either]) -> Digit:
    return Digit(name, tuple((tests, n) for n, tests in enumerate(choices)), 0, len(choices))


def _all(tests: Either, also: Test) -> Either:
    return tuple((*one, also) for one in tests)


def _choices(
    law: Law, aspect: Aspect, columns: Columns, documents: tuple[ActiveRule, ...]
) -> Iterator[tuple[ActiveRule, Either]]:
    for tier in law.tiers[aspect]:
        for rule in tier.rules:
            boxes = (_tests(law, box, columns, documents) for box in rule.boxes)
            if tests := tuple(box for box in boxes if box is not None):
                yield rule, tests


def _tests(
    law: Law, box: Box, columns: Columns, documents: tuple[ActiveRule, ...]
) -> tuple[Test, ...] | None:
    """The tests of one box; None where nobody can be in it."""
    tests: list[Test] = []
    for band, mask, full in zip(law.bands, box, law.space.everything, strict=False):
        if mask == full:
            continue
        member = _member(tuple(fold(one, columns) for one in band.conditions), mask)
        if not member.answers and not member.rest:
            return None
        if member.answers:
            tests.append(member)
    if box[-2:] != law.space.everything[-2:]:
        tests.append(_rule_in(box, documents))
    return tuple(tests)


def _rule_in(box: Box, documents: tuple[ActiveRule, ...]) -> RuleIn:
    def inside(one: ActiveRule) -> bool:
        document, basis = _then(one)
        return bool(box[-2] >> DOCUMENTS.index(document) & box[-1] >> BASES.index(basis) & 1)

    return RuleIn(frozenset(n for n, one in enumerate(documents) if inside(one)))


def _then(one: ActiveRule) -> tuple[Document, Basis | None]:
    assert isinstance(one.rule, DocumentRule)
    return one.rule.then.document, one.rule.then.basis


def _member(conditions: tuple[Condition, ...], mask: int) -> Member:
    """Neighbours with one answer become one condition; what says the same as the rest goes."""
    runs: list[tuple[Condition, bool]] = []
    rest = bool(mask >> len(conditions) & 1)
    for number, one in enumerate(conditions):
        answer = bool(mask >> number & 1)
        if one == TRUE:
            rest = answer
            break
        if one == FALSE:
            continue
        if runs and runs[-1][1] == answer:
            runs[-1] = any_of(iter((runs[-1][0], one))), answer
        else:
            runs.append((one, answer))
    while runs and runs[-1][1] == rest:
        runs.pop()
    return Member(tuple(runs), rest)
