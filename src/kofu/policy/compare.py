"""Two laws side by side: the classes whose document differs, in words.

The bands of both are laid beside each other; a band that means the same in both is laid once.
Combinations that cannot occur together (the same fact in two bands) are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from kofu.policy.classes import Box, Space
from kofu.policy.interpret import PAPERS
from kofu.policy.law import Law
from kofu.policy.model import DocumentOutcome, DocumentRule
from kofu.policy.partition import Leaf, by_document
from kofu.policy.worlds import World, world_of


@dataclass(frozen=True, slots=True)
class Difference:
    """People whom the two laws treat differently: each rule, and the conditions in words."""

    first: DocumentRule
    second: DocumentRule
    people: tuple[str, ...]


def differences(first: Law, second: Law) -> Iterator[Difference]:
    """Each pair of rules with different outcomes that some class meets."""
    joint = _Joint(first, second)
    pairs: dict[tuple[str, str], tuple[DocumentRule, DocumentRule, list[Box]]] = {}
    others = [(leaf, joint.of_second(leaf.box)) for leaf in by_document(second).leaves]
    for leaf in by_document(first).leaves:
        box = joint.of_first(leaf.box)
        for other, hole in others:
            one, two = _rule(leaf), _rule(other)
            if not differs(one.then, two.then):
                continue
            both = joint.meet(box, hole)
            if both and joint.world.occurs(both):
                pairs.setdefault((one.id, two.id), (one, two, []))[2].append(both)
    for one, two, boxes in pairs.values():
        yield Difference(one, two, tuple(dict.fromkeys(joint.words(box) for box in boxes)))


def differs(one: DocumentOutcome, two: DocumentOutcome) -> bool:
    """Another document; or, where there is a paper, another basis."""
    if one.document is not two.document:
        return True
    return one.document in PAPERS and one.basis is not two.basis


class _Joint:
    """The bands of both laws in one space."""

    def __init__(self, first: Law, second: Law) -> None:
        self.first, self.second = first, second
        own = {band.band.name: band for band in first.bands}
        self.extra = [
            place
            for place, band in enumerate(second.bands)
            if not (
                band.band.name in own
                and own[band.band.name].conditions == band.conditions
                and own[band.band.name].size == band.size
            )
        ]
        extra_bands = tuple(second.bands[place] for place in self.extra)
        bands = (*first.bands, *extra_bands)
        self.place_of = {band.band.name: place for place, band in enumerate(first.bands)}
        for number, band in enumerate(extra_bands):
            self.place_of[f"second:{band.band.name}"] = len(first.bands) + number
        space = Space(tuple(band.band for band in bands))
        joint = replace(first, bands=bands, space=space)
        self.world: World = world_of(joint)
        self.everything = space.everything

    def of_first(self, box: Box) -> Box:
        rest = self.everything[len(self.first.bands) :]
        return (*box[: len(self.first.bands)], *rest)

    def of_second(self, box: Box) -> Box:
        masks = list(self.everything)
        for place, band in enumerate(self.second.bands):
            name = band.band.name
            key = f"second:{name}" if place in self.extra else name
            masks[self.place_of[key]] &= box[place]
        return tuple(masks)

    def meet(self, one: Box, other: Box) -> Box | None:
        both = tuple(a & b for a, b in zip(one, other, strict=True))
        return both if all(both) else None

    def words(self, box: Box) -> str:
        """The conditions that narrow the box, as an office would say them."""
        return "、".join(self._narrowed(box)) or "すべての人"

    def _narrowed(self, box: Box) -> Iterable[str]:
        for place, band in enumerate(self.world.law.bands):
            mask = box[place] & band.possible
            if mask != band.possible:
                labels = [value.label for n, value in enumerate(band.band.values) if mask >> n & 1]
                whose = "" if place < len(self.first.bands) else self._second_name(band.band.name)
                yield f"{band.band.label}{whose}={'・'.join(labels)}"

    def _second_name(self, band: str) -> str:
        """A band that means something else in the second law says whose it is."""
        same = any(band == one.band.name for one in self.first.bands)
        return f"（{self.second.book.pack.title}）" if same else ""


def _rule(leaf: Leaf) -> DocumentRule:
    assert isinstance(leaf.rule.rule, DocumentRule)
    return leaf.rule.rule
