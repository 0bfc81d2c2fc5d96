"""What would have to be different for another document: the smallest sets of bands.

The world of the law is cut once into boxes, each with its document. For every band and number a
set of boxes (one bit each) says where that number is allowed; then the boxes that a person would
reach by changing one or two bands are a few ANDs away.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from operator import and_

from kofu.policy.classes import Class
from kofu.policy.law import Law
from kofu.policy.model import Document, DocumentRule
from kofu.policy.partition import Leaf, by_document
from kofu.policy.worlds import world_of

_NOT_SAID = ("unknown", "later")
"""Band values that nobody is told to bring about: not knowing, and an application to come."""
_Nearby = tuple[tuple[int, ...], int]
"""Bands that are left free, and the boxes that then allow the class, one bit each."""


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
        self.changeable = frozenset(self.places)

    def changes(self, cls: Class) -> tuple[Change, ...]:
        """The smallest changes that lead to each other document, at most two bands at once."""
        masks = [self.allowed[place][number] for place, number in enumerate(cls)]
        here = _all(masks)
        own = self.rules[(here & -here).bit_length() - 1]
        ones, pairs = self._nearby(masks)
        found: list[Change] = []
        for document, boxes in self.of_document.items():
            if document in (own.then.document, Document.REVIEW):
                continue
            singles = tuple(self._reached(cls, boxes, ones))
            found.extend(singles or self._reached(cls, boxes, pairs))
        return tuple(found)

    def _nearby(self, masks: list[int]) -> tuple[list[_Nearby], list[_Nearby]]:
        """The boxes that allow the class if one band is left free, or if two are.

        The masks before a band, between two and after them are multiplied up once, so that each
        choice of bands costs two ANDs instead of one for every band.
        """
        places = self.places
        before = [_all(mask for place, mask in enumerate(masks) if place not in self.changeable)]
        for place in places:
            before.append(before[-1] & masks[place])
        after = [-1]
        for place in reversed(places):
            after.append(after[-1] & masks[place])
        after.reverse()
        ones: list[_Nearby] = []
        pairs: list[_Nearby] = []
        for first, place in enumerate(places):
            between = before[first]
            if bits := between & after[first + 1]:
                ones.append(((place,), bits))
            for second in range(first + 1, len(places)):
                if bits := between & after[second + 1]:
                    pairs.append(((place, places[second]), bits))
                between &= masks[places[second]]
                if not between:
                    break
        return ones, pairs

    def _reached(self, cls: Class, boxes: int, nearby: Iterable[_Nearby]) -> Iterator[Change]:
        for places, bits in nearby:
            hits = bits & boxes
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
            and value.name not in _NOT_SAID
        )


def _rule(leaf: Leaf) -> DocumentRule:
    assert isinstance(leaf.rule.rule, DocumentRule)
    return leaf.rule.rule


def _bits(flags: Iterable[int]) -> int:
    return sum(1 << number for number, flag in enumerate(flags) if flag)


def _all(masks: Iterable[int]) -> int:
    return reduce(and_, masks, -1)
