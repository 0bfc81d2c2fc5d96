"""Bands, classes and boxes: the finite world in which rules are decided and proven.

A class is a tuple of band numbers, one for each band of the pack. A box is a set of classes: for
each band a bit mask of the numbers it allows. Two more places stand behind the bands for the
answers that later questions may ask for: the document and the basis.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from kofu.policy.conditions import FALSE, Condition, Constant, atoms, bind, predicate
from kofu.policy.facts import Facts
from kofu.policy.model import Band, Basis, Not
from kofu.policy.model import Box as WrittenBox
from kofu.policy.model import Document as Doc

Class = tuple[int, ...]
Box = tuple[int, ...]
"""A mask for each band, then for the document and the basis."""

DOCUMENTS = tuple(Doc)
BASES: tuple[Basis | None, ...] = (*Basis, None)


@dataclass(frozen=True)
class BoundBand:
    """A band on one day: the condition of each value but the last, as data and as a test."""

    band: Band
    conditions: tuple[Condition, ...]
    tests: tuple[Callable[[Facts], bool], ...]

    @property
    def size(self) -> int:
        return len(self.band.values)

    @cached_property
    def possible(self) -> int:
        """The numbers that can occur: a condition that is false for everyone takes its one out."""
        reachable = sum(1 << n for n, one in enumerate(self.conditions) if one != FALSE)
        return reachable | 1 << len(self.conditions)

    @cached_property
    def facts(self) -> frozenset[str]:
        return frozenset(atom.fact for one in self.conditions for atom in atoms(one))

    def of(self, facts: Facts) -> int:
        """The number of the first value that holds; the last is for all who remain."""
        for number, test in enumerate(self.tests):
            if test(facts):
                return number
        return len(self.tests)


def bind_band(band: Band, constants: Mapping[str, Constant]) -> BoundBand:
    """The band on one day. Raises ConditionError."""
    conditions = tuple(bind(value.when, constants) for value in band.values if value.when)
    return BoundBand(band, conditions, tuple(predicate(condition) for condition in conditions))


@dataclass(frozen=True)
class Space:
    """The bands of a pack in order, and the number of each class."""

    bands: tuple[Band, ...]

    @cached_property
    def sizes(self) -> tuple[int, ...]:
        return (*(len(band.values) for band in self.bands), len(DOCUMENTS), len(BASES))

    @cached_property
    def everything(self) -> Box:
        return tuple((1 << size) - 1 for size in self.sizes)

    @cached_property
    def index(self) -> Mapping[str, int]:
        names = {band.name: number for number, band in enumerate(self.bands)}
        return {**names, "document": len(self.bands), "basis": len(self.bands) + 1}

    @cached_property
    def weights(self) -> tuple[int, ...]:
        """What one step of each band adds to the class number: the first band counts ones."""
        weights, weight = [], 1
        for band in self.bands:
            weights.append(weight)
            weight *= len(band.values)
        return tuple(weights)

    def key(self, cls: Class) -> int:
        return sum(number * weight for number, weight in zip(cls, self.weights, strict=True))

    def cls(self, key: int) -> Class:
        numbers = []
        for band in self.bands:
            key, number = divmod(key, len(band.values))
            numbers.append(number)
        return tuple(numbers)

    def mask(self, band: str, wanted: str | tuple[str, ...] | Not) -> int:
        """The numbers that the written words mean. Raises KeyError naming what is not known."""
        if isinstance(wanted, Not):
            return self.everything[self.index[band]] & ~self.mask(band, wanted.excluded)
        mask = 0
        for name in (wanted,) if isinstance(wanted, str) else wanted:
            mask |= self._mask_of_name(band, name)
        return mask

    def _mask_of_name(self, band: str, name: str) -> int:
        if band == "document":
            return 1 << DOCUMENTS.index(Doc(name))
        if band == "basis":
            return 1 << BASES.index(None if name == "none" else Basis(name))
        own = self.bands[self.index[band]]
        members = own.groups.get(name, (name,))
        mask = sum(1 << n for n, value in enumerate(own.values) if value.name in members)
        if not mask:
            raise KeyError(f"{band}: {name}")
        return mask

    def box(self, written: WrittenBox) -> Box:
        """A box from the pack's words; a band that is not named is free."""
        masks = list(self.everything)
        for band, wanted in written.items():
            masks[self.index[band]] &= self.mask(band, wanted)
        return tuple(masks)


def contains(box: Box, cls: Class) -> bool:
    """Is the class (with the answers so far, as far as it goes) in the box?"""
    return all(mask >> number & 1 for mask, number in zip(box, cls, strict=False))


def meet(one: Box, other: Box) -> Box | None:
    """The classes in both, or None if there are none."""
    both = tuple(a & b for a, b in zip(one, other, strict=True))
    return both if all(both) else None


def minus(box: Box, hole: Box) -> Iterator[Box]:
    """The classes of `box` outside `hole`, as boxes that do not touch each other."""
    if meet(box, hole) is None:
        yield box
        return
    rest = list(box)
    for place, mask in enumerate(hole):
        outside = rest[place] & ~mask
        if outside:
            yield (*rest[:place], outside, *rest[place + 1 :])
            rest[place] &= mask
