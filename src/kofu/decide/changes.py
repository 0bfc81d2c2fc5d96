"""What would have to be different for another document: the smallest sets of bands.

The world of the law is cut once into boxes, each with its document. For every band and number a
set of boxes (one bit each) says where that number is allowed; then the boxes that a person would
reach by changing one or two bands are a few ANDs away.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from kofu.policy.classes import Class
from kofu.policy.law import Law
from kofu.policy.model import Document, DocumentRule
from kofu.policy.partition import Leaf, by_document
from kofu.policy.worlds import world_of

_UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Change:
    """Bands that would have to lie elsewhere, with the numbers they may have, and what follows."""

    bands: tuple[tuple[int, tuple[int, ...]], ...]
    document: Document
    rule: DocumentRule


class Alternatives:
    """The boxes of one law, indexed for questions about one person."""

    def __init__(self, law: Law) -> None:
        world = world_of(law)
        leaves = [leaf for leaf in by_document(law).leaves if world.occurs(leaf.box)]
        self.law = law
        self.leaves = leaves
        self.rules = [_rule(leaf) for leaf in leaves]
        self.allowed = [
            [_bits(leaf.box[place] >> number & 1 for leaf in leaves) for number in range(band.size)]
            for place, band in enumerate(law.bands)
        ]
        self.of_document = {
            document: _bits(rule.then.document is document for rule in self.rules)
            for document in Document
        }
        self.places = [place for place, band in enumerate(law.bands) if band.band.changeable]

    def changes(self, cls: Class) -> tuple[Change, ...]:
        """The smallest changes that lead to each other document, at most two bands at once."""
        here = self._where(cls, ())
        own = next(rule for number, rule in enumerate(self.rules) if here >> number & 1)
        found: list[Change] = []
        for document, boxes in self.of_document.items():
            if document in (own.then.document, Document.REVIEW):
                continue
            singles = tuple(self._reached(cls, boxes, ((place,) for place in self.places)))
            enough = {change.bands[0][0] for change in singles}
            others = [place for place in self.places if place not in enough]
            pairs = () if singles else self._reached(cls, boxes, combinations(others, 2))
            found.extend((*singles, *pairs))
        return tuple(found)

    def _reached(
        self, cls: Class, boxes: int, choices: Iterable[tuple[int, ...]]
    ) -> Iterator[Change]:
        for places in choices:
            hits = self._where(cls, places) & boxes
            if not hits:
                continue
            first = (hits & -hits).bit_length() - 1
            # Two bands at once are told for one box; one band alone, for all boxes it leads to.
            leaves = [self.leaves[first]] if len(places) > 1 else self._leaves(hits)
            moved = tuple((place, self._numbers(cls, leaves, place)) for place in places)
            if all(numbers for _, numbers in moved):
                yield Change(moved, self.rules[first].then.document, self.rules[first])

    def _leaves(self, bits: int) -> list[Leaf]:
        return [leaf for number, leaf in enumerate(self.leaves) if bits >> number & 1]

    def _numbers(self, cls: Class, leaves: list[Leaf], place: int) -> tuple[int, ...]:
        """What the band may be in those boxes: neither what it is now, nor "unknown"."""
        band = self.law.bands[place]
        allowed = 0
        for leaf in leaves:
            allowed |= leaf.box[place]
        return tuple(
            number
            for number, value in enumerate(band.band.values)
            if allowed & band.possible & 1 << number
            and number != cls[place]
            and value.name != _UNKNOWN
        )

    def _where(self, cls: Class, free: tuple[int, ...]) -> int:
        """The boxes that allow the class, whatever the free bands are."""
        bits = (1 << len(self.leaves)) - 1
        for place, number in enumerate(cls):
            if place not in free:
                bits &= self.allowed[place][number]
        return bits


def _rule(leaf: Leaf) -> DocumentRule:
    assert isinstance(leaf.rule.rule, DocumentRule)
    return leaf.rule.rule


def _bits(flags: Iterable[int]) -> int:
    return sum(1 << number for number, flag in enumerate(flags) if flag)
