"""What a scenario would break: notices of the state, rights by law, usable proof, its own rules.

Looked at on the day of the scenario, for all classes that can occur; people are those counted. A
pack that is to be used must still be proven on all days (`kofu policy prove`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from kofu.policy.check import conflicts_of
from kofu.policy.classes import Class, contains
from kofu.policy.interpret import cite, in_words
from kofu.policy.law import ActiveRule, Law
from kofu.policy.model import Aspect, Document, DocumentRule, Norm, Sure
from kofu.policy.partition import by_document
from kofu.policy.worlds import world_of
from kofu.reports.whatif.counts import Counts
from kofu.reports.whatif.verdicts import Verdicts

ABOVE_INSURERS = frozenset({"law", "national"})
"""The ranks of rules that no insurer makes (policy/packs/common.yaml)."""
_SETTLED = (Document.CERTIFICATE, Document.REVIEW)


class Kind(StrEnum):
    """What is broken."""

    AGAINST_NORM = "against-norm"
    TAKES_AWAY = "takes-away"
    WITHOUT_PROOF = "without-proof"
    NO_RULE = "no-rule"
    TWO_RULES = "two-rules"
    NOT_CHECKED = "not-checked"


@dataclass(frozen=True, slots=True)
class Broken:
    """`rule`: of the scenario. `norm`, `words`: what stands against it. `who`: an example."""

    kind: Kind
    people: int
    rule: str
    norm: str
    words: str
    who: str


def broken(counts: Counts, first: Verdicts, second: Verdicts) -> tuple[Broken, ...]:
    """What the second law breaks, measured by what is known under the first."""
    many = second.people(counts).tolist()
    return (
        *_against_norms(first.law, second, many),
        *_taken_away(counts, first, second),
        *_without_proof(first.law, second, many),
        *_unsound(second.law),
    )


def _against_norms(baseline: Law, second: Verdicts, many: list[int]) -> Iterator[Broken]:
    law = second.law
    books = (baseline.book, law.book)
    known = {one.id: one for book in books for one in book.pack.norms if _binds(one)}
    checked = [norm for norm in known.values() if _can_be_asked(norm, law)]
    told: set[tuple[str, str]] = set()
    for one in conflicts_of(law, checked):
        rule, expected = one.rule.rule.id, one.expectation
        if (rule, expected.id) in told:
            continue
        told.add((rule, expected.id))
        box = law.space.box(expected.when)
        people = sum(
            number
            for cls, outcome, number in zip(second.classes, second.outcomes, many, strict=True)
            if outcome.rule == rule and contains(box, cls)
        )
        words = expected.cite.words
        yield Broken(
            Kind.AGAINST_NORM, people, rule, _title(one.norm), words, in_words(law, one.who)
        )
    for norm in known.values():
        if norm.expectations and norm not in checked:
            yield Broken(Kind.NOT_CHECKED, 0, "", _title(norm), norm.expectations[0].cite.words, "")


def _binds(norm: Norm) -> bool:
    """What a pack only supposes binds nobody."""
    return norm.sure is not Sure.ASSUMED


def _can_be_asked(norm: Norm, law: Law) -> bool:
    return all(name in law.space.index for one in norm.expectations for name in one.when)


def _taken_away(counts: Counts, first: Verdicts, second: Verdicts) -> Iterator[Broken]:
    """Certificates that a rule above the insurer gives and the scenario does not."""
    width = len(second.classes)
    pairs, places = np.unique(first.of_row * width + second.of_row, return_inverse=True)
    people = np.bincount(places, weights=counts.people, minlength=len(pairs)).astype(int)
    found: dict[tuple[str, str], Broken] = {}
    for pair, number in zip(pairs.tolist(), people.tolist(), strict=True):
        a, b = divmod(pair, width)
        one, two = first.outcomes[a], second.outcomes[b]
        if not number or one.document is not Document.CERTIFICATE or two.document in _SETTLED:
            continue
        right = _right(first.law, first.classes[a], second.law)
        if right is None:
            continue
        before = found.get((right.rule.id, two.rule))
        words = right.rule.cite.words
        who = before.who if before else in_words(second.law, second.classes[b])
        total = number + (before.people if before else 0)
        found[right.rule.id, two.rule] = Broken(
            Kind.TAKES_AWAY, total, two.rule, cite(right), words, who
        )
    yield from found.values()


def _right(law: Law, cls: Class, other: Law) -> ActiveRule | None:
    """The rule above the insurer that gives the class a certificate, also on the other's day."""
    for tier in law.tiers[Aspect.DOCUMENT]:
        if tier.rank not in ABOVE_INSURERS:
            continue
        for one in tier.rules:
            if one.fires(cls):
                assert isinstance(one.rule, DocumentRule)
                given = one.rule.then.document is Document.CERTIFICATE
                binds = _binds(one.norm) and one.rule.in_force.covers(other.on)
                return one if given and binds else None
    return None


def _without_proof(baseline: Law, second: Verdicts, many: list[int]) -> Iterator[Broken]:
    """Entitled, no certificate, and nothing usable in hand; by rule."""
    law = second.law
    proof = law.book.pack.proof or baseline.book.pack.proof
    if proof is None or law.on < proof.first:
        return
    entitled = law.space.box(proof.entitled)
    usable = [law.space.box(box) for box in (*proof.usable, *proof.unknown)]
    people: dict[str, int] = {}
    example: dict[str, Class] = {}
    for cls, outcome, number in zip(second.classes, second.outcomes, many, strict=True):
        if not number or outcome.document in _SETTLED or not contains(entitled, cls):
            continue
        if not any(contains(box, cls) for box in usable):
            people[outcome.rule] = people.get(outcome.rule, 0) + number
            example.setdefault(outcome.rule, cls)
    rules = {one.rule.id: one for tier in law.tiers[Aspect.DOCUMENT] for one in tier.rules}
    for rule, number in people.items():
        who = in_words(law, example[rule])
        words = rules[rule].rule.says
        yield Broken(Kind.WITHOUT_PROOF, number, rule, cite(rules[rule]), words, who)


def _unsound(law: Law) -> Iterator[Broken]:
    """Classes that could occur and have no rule, or two, whether anybody is in them or not."""
    world = world_of(law)
    parts = by_document(law)
    for box in parts.gaps:
        if world.occurs(box):
            yield Broken(Kind.NO_RULE, 0, "", "", "", in_words(law, world.member(box)))
            break
    for overlap in parts.overlaps:
        if world.occurs(overlap.box):
            first, second = overlap.first, overlap.second
            who = in_words(law, world.member(overlap.box))
            words = second.rule.cite.words
            yield Broken(Kind.TWO_RULES, 0, first.rule.id, cite(second), words, who)
            break


def _title(norm: Norm) -> str:
    return f"{norm.title}（{norm.issuer}、{norm.dated}）"
