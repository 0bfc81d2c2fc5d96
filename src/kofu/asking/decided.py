"""The whole law of a day as one diagram: for each class the rules that answer its questions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kofu.asking.diagram import NOWHERE, Diagrams
from kofu.policy.classes import BASES, DOCUMENTS, Box
from kofu.policy.interpret import PAPERS
from kofu.policy.law import ActiveRule, Law
from kofu.policy.model import Aspect, DocumentOutcome, DocumentRule

LATER = (Aspect.VARIANT, Aspect.TERM, Aspect.FORM, Aspect.DELIVERY)

Rules = tuple[str, ...]
"""The ids of the rules that answer for a class: the document's, and for a paper those of LATER."""


@dataclass(frozen=True, slots=True)
class DecidedClasses:
    """The diagram of a law; `root` is its first node, `rules` has its rules by id.

    `possible` are the numbers that each band can have on the day.
    """

    diagrams: Diagrams[Rules]
    root: int
    possible: Box
    rules: dict[str, ActiveRule]


def decided_classes(law: Law) -> DecidedClasses:
    """Every class of the law with its rules. Where the proof of the pack holds, each has them."""
    diagrams: Diagrams[Rules] = Diagrams(tuple(band.size for band in law.bands))
    rules = {
        one.rule.id: one for tiers in law.tiers.values() for tier in tiers for one in tier.rules
    }
    later: dict[DocumentOutcome, int] = {}

    def completed(found: Rules) -> int:
        """The document's rule, and behind it the later questions where there is a paper."""
        if not found:
            # No rule: a combination that the world does not have, or the proof would tell.
            return NOWHERE
        rule = rules[found[0]].rule
        assert isinstance(rule, DocumentRule)
        if rule.then.document not in PAPERS:
            return diagrams.leaf(found)
        if rule.then not in later:
            later[rule.then] = _later(law, diagrams, rule.then)
        return diagrams.replaced(later[rule.then], _joined(diagrams, found))

    root = diagrams.replaced(_answered(law, diagrams, Aspect.DOCUMENT, None), completed)
    for place, band in enumerate(law.bands):
        root = diagrams.narrowed(root, place, band.possible)
    return DecidedClasses(diagrams, root, tuple(band.possible for band in law.bands), rules)


def _later(law: Law, diagrams: Diagrams[Rules], given: DocumentOutcome) -> int:
    """The rules of all later questions for one document."""
    made = diagrams.leaf(())
    for aspect in reversed(LATER):
        rest = made
        made = diagrams.replaced(_answered(law, diagrams, aspect, given), _before(diagrams, rest))
    return made


def _before(diagrams: Diagrams[Rules], rest: int) -> Callable[[Rules], int]:
    """The rule of one question in front of those of the questions after it."""

    def put(found: Rules) -> int:
        return diagrams.replaced(rest, _joined(diagrams, found)) if found else NOWHERE

    return put


def _joined(diagrams: Diagrams[Rules], first: Rules) -> Callable[[Rules], int]:
    return lambda rest: diagrams.leaf((*first, *rest))


def _answered(
    law: Law, diagrams: Diagrams[Rules], aspect: Aspect, given: DocumentOutcome | None
) -> int:
    """The rules of one question, the strongest laid over the weaker ones."""
    made = diagrams.leaf(())
    for tier in reversed(law.tiers[aspect]):
        for one in tier.rules:
            for box in one.boxes:
                *own, documents, bases = box
                if given and not (
                    documents >> DOCUMENTS.index(given.document) & 1
                    and bases >> BASES.index(given.basis) & 1
                ):
                    continue
                made = diagrams.within(tuple(own), diagrams.leaf((one.rule.id,)), made)
    return made
