"""Two laws side by side: which rule of one takes the place of which of the other, for whom.

The bands of both are laid beside each other; a band that means the same in both is laid once.
Combinations that cannot occur together (the same fact in two bands) are left out.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from kofu.policy.classes import Box, Space
from kofu.policy.interpret import PAPERS
from kofu.policy.law import ActiveRule, Law
from kofu.policy.load import Book
from kofu.policy.model import Aspect, DocumentOutcome, DocumentRule
from kofu.policy.partition import by_question
from kofu.policy.worlds import World, world_of


@dataclass(frozen=True, slots=True)
class Crossing:
    """People whom one rule decides under the first law and another under the second, in words.

    `second` is None where no rule of the second law decides them.
    """

    first: ActiveRule
    second: ActiveRule | None
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """People whom the two laws treat differently: each rule, and the conditions in words."""

    first: DocumentRule
    second: DocumentRule
    people: tuple[str, ...]


def differences(first: Law, second: Law) -> list[Difference]:
    """Each pair of rules with different outcomes that some class meets, other documents first."""
    found = [
        Difference(_document(each.first), _document(each.second), each.people)
        for each in _crossings(first, second, Aspect.DOCUMENT, _differ)
        if each.second is not None
    ]
    return sorted(found, key=_document_first)


def crossings(
    first: Law, second: Law, aspect: Aspect, leaving: Collection[str]
) -> Iterator[Crossing]:
    """What comes in the place of the rules `leaving`, which answer one question."""
    return _crossings(first, second, aspect, lambda one, two: one.rule.id in leaving)


def last_common_day(one: Book, two: Book, today: date) -> date:
    """The last day that both packs cover, or today if both cover it."""
    days = [book.pack.covers.last for book in (one, two) if book.pack.covers]
    return min([today, *(day for day in days if day)])


def _crossings(
    first: Law,
    second: Law,
    aspect: Aspect,
    wanted: Callable[[ActiveRule, ActiveRule | None], bool],
) -> Iterator[Crossing]:
    joint = _Joint(first, second)
    one, two = by_question(first, aspect), by_question(second, aspect)
    others: list[tuple[ActiveRule | None, Box]] = [
        *((leaf.rule, joint.of_second(leaf.box)) for leaf in two.leaves),
        *((None, joint.of_second(box)) for box in two.gaps),
    ]
    pairs: dict[tuple[str, str], tuple[ActiveRule, ActiveRule | None, list[Box]]] = {}
    for leaf in one.leaves:
        box = joint.of_first(leaf.box)
        for other, hole in others:
            if not wanted(leaf.rule, other):
                continue
            both = joint.meet(box, hole)
            if both and joint.world.occurs(both):
                ids = (leaf.rule.rule.id, other.rule.id if other else "")
                pairs.setdefault(ids, (leaf.rule, other, []))[2].append(both)
    for rule, after, boxes in pairs.values():
        yield Crossing(rule, after, tuple(dict.fromkeys(joint.words(box) for box in boxes)))


def _differ(one: ActiveRule, two: ActiveRule | None) -> bool:
    return two is not None and differs(_document(one).then, _document(two).then)


def _document_first(each: Difference) -> tuple[bool, str, str]:
    same = each.first.then.document is each.second.then.document
    return same, each.first.id, each.second.id


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
        """A band that means something else in the second law says whose, or of which day, it is."""
        if all(band != one.band.name for one in self.first.bands):
            return ""
        first, second = self.first.book.pack, self.second.book.pack
        return f"（{second.title if first.pack != second.pack else self.second.on}）"


def _document(one: ActiveRule) -> DocumentRule:
    assert isinstance(one.rule, DocumentRule)
    return one.rule
