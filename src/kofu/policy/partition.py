"""The whole world of classes, cut by the rules of a day: which class goes to which rule.

Nothing is sampled. A tier takes its boxes out of what is still open; two rules of one tier that
meet are an overlap, and what is open at the end is a gap.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations

from kofu.policy.classes import BASES, DOCUMENTS, Box, meet, minus
from kofu.policy.interpret import PAPERS
from kofu.policy.law import ActiveRule, Law, Tier
from kofu.policy.model import Aspect, DocumentRule


@dataclass(frozen=True, slots=True)
class Leaf:
    """Classes that one rule decides."""

    box: Box
    rule: ActiveRule


@dataclass(frozen=True, slots=True)
class Overlap:
    box: Box
    first: ActiveRule
    second: ActiveRule


@dataclass(slots=True)
class Partition:
    """What the rules of one question make of the classes they were asked about."""

    leaves: list[Leaf] = field(default_factory=list)
    overlaps: list[Overlap] = field(default_factory=list)
    gaps: list[Box] = field(default_factory=list)


def partition(tiers: Iterable[Tier], open_boxes: Iterable[Box]) -> Partition:
    """Cut `open_boxes` by the tiers, the strongest first."""
    result = Partition(gaps=list(open_boxes))
    for tier in tiers:
        for rule in tier.rules:
            result.leaves.extend(Leaf(box, rule) for box in _inside(result.gaps, rule))
        for first, second in combinations(tier.rules, 2):
            result.overlaps.extend(_meetings(result.gaps, first, second))
        for rule in tier.rules:
            for hole in rule.boxes:
                result.gaps = [rest for box in result.gaps for rest in minus(box, hole)]
    return result


def _inside(open_boxes: Iterable[Box], rule: ActiveRule) -> Iterator[Box]:
    """The parts of the open boxes in the rule's boxes, none twice."""
    rest = list(open_boxes)
    for hole in rule.boxes:
        yield from (both for box in rest if (both := meet(box, hole)))
        rest = [piece for box in rest for piece in minus(box, hole)]


def _meetings(
    open_boxes: Iterable[Box], first: ActiveRule, second: ActiveRule
) -> Iterator[Overlap]:
    for one in first.boxes:
        for other in second.boxes:
            common = meet(one, other)
            if common is None:
                continue
            for box in open_boxes:
                if both := meet(box, common):
                    yield Overlap(both, first, second)


def by_document(law: Law) -> Partition:
    """Which class gets which document, by which rule."""
    return partition(law.tiers[Aspect.DOCUMENT], [law.space.everything])


def by_question(law: Law, aspect: Aspect) -> Partition:
    """Which rule answers one question for which class; the later questions are asked of papers."""
    documents = by_document(law)
    if aspect is Aspect.DOCUMENT:
        return documents
    return partition(law.tiers[aspect], [leaf.box for leaf in papers(law, documents)])


def papers(law: Law, documents: Partition) -> tuple[Leaf, ...]:
    """The classes that get a paper, with the document and the basis in their boxes."""
    return tuple(
        Leaf(_answered(law, leaf), leaf.rule)
        for leaf in documents.leaves
        if isinstance(leaf.rule.rule, DocumentRule) and leaf.rule.rule.then.document in PAPERS
    )


def _answered(law: Law, leaf: Leaf) -> Box:
    """The leaf's classes with the document and the basis that its rule gives them."""
    rule = leaf.rule.rule
    assert isinstance(rule, DocumentRule)
    document = 1 << DOCUMENTS.index(rule.then.document)
    basis = 1 << BASES.index(rule.then.basis)
    return (*leaf.box[: len(law.bands)], document, basis)
